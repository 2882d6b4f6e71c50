"""On whose word: speakers, denials, blame and the outlets credited (codebook, section 5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.claims.coder import LexiconCoder

Coding = Callable[..., list[str]]
Case = tuple[str, str, list[str]]

# The words of the codebook's rule, then language, text and the claims that it gives.
CASES: dict[str, list[Case]] = {
    "said by": [
        ("id", "Kanselir Austria mengatakan Rusia menyerang Moldova.", ["ASSAULT RUS > MDA | AUT.GOV"]),
        ("id", "Menurut PBB, Eritrea menyerang Ethiopia.", ["ASSAULT ERI > ETH | UN"]),
        ("id", "Rusia menyerang Moldova, kata Austria.", ["ASSAULT RUS > MDA | AUT"]),
        ("en", "The chancellor of Austria said Russia attacked Moldova.", ["ASSAULT RUS > MDA | AUT.GOV"]),
        ("en", "According to the UN, Eritrea attacked Ethiopia.", ["ASSAULT ERI > ETH | UN"]),
        ("en", "Russia attacked Moldova, Austria said.", ["ASSAULT RUS > MDA | AUT"]),
        ("id", "Juru bicara PBB menyatakan Eritrea mengebom Ethiopia.", ["ASSAULT ERI > ETH | UN"]),
        ("en", "The UN said that Eritrea bombed Ethiopia.", ["ASSAULT ERI > ETH | UN"]),
        ("en", "Eritrea bombed Ethiopia, according to Kenya.", ["ASSAULT ERI > ETH | KEN"]),
        ("id", "Eritrea mengebom Ethiopia, ujar Menlu Kenya.", ["ASSAULT ERI > ETH | KEN.GOV"]),
        ("en", "Kenya said Eritrea praised Sudan.", ["SUPPORT ERI > SDN | KEN"]),
    ],
    "denial": [
        ("id", "Rwanda membantah tuduhan Kongo.", ["REJECT RWA > COD"]),
        ("en", "Rwanda denied the accusations of Burundi.", ["REJECT RWA > BDI"]),
        ("id", "Mesir membantah tuduhan Sudan.", ["REJECT EGY > SDN"]),
    ],
    "blame": [
        ("id", "Austria menuduh Rusia menyerang Moldova.", ["ACCUSE AUT > RUS", "ASSAULT RUS > MDA | AUT"]),
        ("id", "Mali menuduh Prancis menyerang Niger.", ["ACCUSE MLI > FRA", "ASSAULT FRA > NER | MLI"]),
    ],
    "own words": [
        ("id", "Menlu Latvia mengatakan pihaknya mengecam Belarus.", ["ACCUSE LVA.GOV > BLR"]),
        ("id", "Latvia mengatakan mereka menolak usul Belarus.", ["REJECT LVA > BLR"]),
        ("en", "The Latvian foreign minister said he condemned Belarus.", ["ACCUSE LVA.GOV > BLR"]),
        ("id", "Menlu Kenya mengatakan Kenya mengecam Sudan.", ["ACCUSE KEN > SDN"]),
        ("en", "Kenya said it condemned Sudan.", ["ACCUSE KEN > SDN"]),
    ],
    "outlet": [
        ("id", "Iran menyerang Oman, kata Reuters.", ["ASSAULT IRN > OMN"]),
        ("en", "Iran attacked Oman, Reuters reported.", ["ASSAULT IRN > OMN"]),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [pytest.param(*case, id=f"{rule}-{case[0]}-{number}") for rule, cases in CASES.items() for number, case in enumerate(cases)],
)
def test_on_whose_word(coding: Coding, language: str, text: str, expected: list[str]):
    assert coding(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        ("id", "Iran menyerang Oman, seperti dikutip dari Kantor Berita Samudra.", "Samudra"),
        ("id", "Iran menyerang Oman, demikian dilansir Reuters.", "Reuters"),
        ("id", "Iran menyerang Oman, kata Reuters.", "Reuters"),
        ("en", "Iran attacked Oman, Reuters reported.", "Reuters"),
        ("id", "Iran menyerang Oman.", None),
        ("en", "Iran attacked Oman, Kenya said.", None),
    ],
)
def test_an_outlet_is_credited_and_is_no_speaker(coder: LexiconCoder, language: str, text: str, outlet: str | None):
    (claim,) = coder.code(text, language=language).claims
    assert claim.via == outlet
    assert outlet is None or claim.said_by is None


def test_the_speaker_is_shown_by_its_words(coder: LexiconCoder):
    text = "Rusia menyerang Moldova, kata Menlu Austria."
    (claim,) = coder.code(text, language="id").claims
    speaker = claim.said_by
    assert speaker is not None
    assert text[speaker.start : speaker.end] == speaker.text == "Menlu Austria"


@pytest.mark.parametrize(
    ("language", "text", "deed"),
    [
        ("id", "Rwanda membantah telah menyerang Burundi.", "ASSAULT RWA > BDI, negated | RWA"),
        ("id", "Mesir menyangkal telah mengebom Libya.", "ASSAULT EGY > LBY, negated | EGY"),
        ("en", "Egypt denied bombing Libya.", "ASSAULT EGY > LBY, negated | EGY"),
        ("en", "Egypt denied that it had bombed Libya.", "ASSAULT EGY > LBY, negated | EGY"),
    ],
)
def test_a_denied_deed_is_negated_on_the_deniers_word(coding: Coding, language: str, text: str, deed: str):
    found = coding(language, text)
    assert deed in found
    assert [claim.split()[0] for claim in found] == ["ASSAULT", "REJECT"]
