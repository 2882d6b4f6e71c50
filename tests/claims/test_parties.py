"""Actor and recipient: who does it to whom (codebook, section 4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.claims.coder import LexiconCoder

Coding = Callable[..., list[str]]
Case = tuple[str, str, list[str]]

# The words of the codebook's rule, then language, text and the claims that it gives.
CASES: dict[str, list[Case]] = {
    "passive": [
        ("id", "Rencana itu dikecam oleh Slovenia.", ["ACCUSE SVN"]),
        ("en", "Egypt was urged by Qatar to open the border.", ["REQUEST QAT > EGY"]),
        ("en", "A Chinese diplomat was expelled by Lithuania.", ["SANCTION LTU > CHN.GOV"]),
        ("en", "Two Kenyan soldiers were killed by Somali militants.", ["ASSAULT SOM.REB > KEN.MIL"]),
        ("id", "Mesir dikecam Qatar.", ["ACCUSE QAT > EGY"]),
        ("id", "Tiga tentara Kenya dibunuh milisi Somalia.", ["ASSAULT SOM.REB > KEN.MIL"]),
        ("id", "Dikecam Barat, Rusia menyerang Ukraina.", ["ACCUSE WEST > RUS", "ASSAULT RUS > UKR"]),
        ("en", "Lithuania was praised by Latvia.", ["SUPPORT LVA > LTU"]),
        ("id", "Lituania dipuji oleh Latvia.", ["SUPPORT LVA > LTU"]),
    ],
    "compound": [
        ("id", "Prancis dan Jerman mengecam Belarus.", ["ACCUSE DEU+FRA > BLR"]),
        ("en", "France and Germany condemned Belarus.", ["ACCUSE DEU+FRA > BLR"]),
    ],
    "reciprocal": [
        ("id", "Tentara India bentrok dengan tentara Pakistan.", ["ASSAULT IND.MIL+PAK.MIL"]),
        ("id", "Thailand dan Laos menggelar latihan bersama.", ["COOPERATE LAO+THA"]),
        ("id", "Tentara India dan tentara Pakistan bentrok.", ["ASSAULT IND.MIL+PAK.MIL"]),
        ("en", "Indian troops and Pakistani troops clashed.", ["ASSAULT IND.MIL+PAK.MIL"]),
    ],
    "codes": [
        ("id", "Warga Rusia memprotes pemerintah Georgia.", ["PROTEST RUS.CVL > GEO.GOV"]),
        ("en", "Hamas took two Thai workers hostage.", ["ASSAULT PSE.REB > THA.CVL"]),
        ("en", "Taiwan praised Lithuania.", ["SUPPORT TWN > LTU"]),
        ("en", "Kosovo condemned Serbia.", ["ACCUSE XKX > SRB"]),
        ("en", "ISIS beheaded a Japanese journalist.", ["ASSAULT ISIS > JPN.MED"]),
        ("id", "Moskow mengecam London.", ["ACCUSE RUS.GOV > GBR.GOV"]),
        ("id", "Hamas menyerang Israel.", ["ASSAULT PSE.REB > ISR"]),
        ("en", "Moscow condemned London.", ["ACCUSE RUS.GOV > GBR.GOV"]),
        ("id", "Menlu Rusia Sergei Lavrov mengecam Latvia.", ["ACCUSE RUS.GOV > LVA"]),
        ("en", "Warsaw residents praised Ukraine.", ["SUPPORT POL.CVL > UKR"]),
        ("id", "Gazprom menghentikan pasokan gas ke Finlandia.", ["SANCTION RUS.BUS > FIN"]),
        ("en", "Gazprom cut gas supplies to Finland.", ["SANCTION RUS.BUS > FIN"]),
        ("id", "Kanada mengakui Palestina.", ["SUPPORT CAN > PSE"]),
        ("en", "The EU lifted sanctions on Syria.", ["RETREAT EU > SYR"]),
        ("id", "NATO mengerahkan pasukan ke Rumania.", ["MOBILIZE NATO > ROU"]),
        ("id", "ASEAN mendesak Myanmar menghentikan kekerasan.", ["REQUEST ASEAN > MMR"]),
        ("en", "The IMF praised Ghana.", ["SUPPORT IMF > GHA"]),
        ("id", "Barat mengecam Rusia.", ["ACCUSE WEST > RUS"]),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [pytest.param(*case, id=f"{rule}-{case[0]}-{number}") for rule, cases in CASES.items() for number, case in enumerate(cases)],
)
def test_who_does_it_to_whom(coding: Coding, language: str, text: str, expected: list[str]):
    assert coding(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "event", "actor"),
    [
        ("id", "Tentara Sudan maju ke utara. Mereka menyerang Chad.", "ASSAULT", "SDN.MIL"),
        ("en", "Sudanese troops moved north on Monday. They attacked Chad.", "ASSAULT", "SDN.MIL"),
        ("id", "Menlu Kuba tiba di Hanoi. Ia memuji Vietnam.", "SUPPORT", "CUB.GOV"),
        ("en", "The Cuban foreign minister arrived in Hanoi. He praised Vietnam.", "SUPPORT", "CUB.GOV"),
        ("id", "Menlu Latvia mengatakan pihaknya mengecam Belarus.", "ACCUSE", "LVA.GOV"),
        ("id", "Latvia mengatakan bahwa pihaknya menolak usul Belarus.", "REJECT", "LVA"),
    ],
)
def test_a_pronoun_takes_the_code_of_what_it_stands_for(coder: LexiconCoder, language: str, text: str, event: str, actor: str):
    claim = next(c for c in coder.code(text, language=language).claims if c.event == event)
    (party,) = claim.actor
    assert party.full == actor
    assert (party.start, party.end) == (None, None)


@pytest.mark.parametrize(
    ("language", "before", "text", "actor"),
    [
        ("id", "Tentara Sudan bergerak ke utara pada malam hari.", "Mereka menyerang Chad.", "SDN.MIL"),
        ("en", "Sudanese troops moved north in the night.", "They attacked Chad.", "SDN.MIL"),
        ("id", "Presiden Ghana berpidato di depan para wali kota.", "Presiden mengecam Togo.", "GHA.GOV"),
        ("en", "The president of Ghana spoke to the mayors of the coast.", "The president condemned Togo.", "GHA.GOV"),
    ],
)
def test_context_is_read_but_not_coded(coder: LexiconCoder, language: str, before: str, text: str, actor: str):
    coded = coder.code(text, language=language, before=before)
    (claim,) = coded.claims
    assert [party.full for party in claim.actor] == [actor]
    assert claim.sentence.text == text
