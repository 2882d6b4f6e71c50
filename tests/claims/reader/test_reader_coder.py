"""The reader from end to end: clear sentences, exact evidence, a user's own actors, other languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from samples import EN, ID, check

from kawat.actors.overlay import load_overlay
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.network import Network
from kawat.types import Claim

Told = Callable[[str, str], list[str]]


@pytest.fixture(scope="module")
def say(reader: ReaderCoder) -> Told:
    """Claims of a text as ``EVENT ACTORS > RECIPIENTS, status``."""

    def run(language: str, text: str) -> list[str]:
        return [line(c) for c in reader.code(text, language=language, published="2022-06-01").claims]

    return run


def line(claim: Claim) -> str:
    actors, recipients = ("+".join(sorted(p.full for p in side)) for side in (claim.actor, claim.recipient))
    return f"{claim.event} {actors} > {recipients}, {claim.status}"


# Clear sentences


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("en", "Russia attacked Ukraine.", "ASSAULT RUS > UKR, real"),
        ("id", "Rusia menyerang Ukraina.", "ASSAULT RUS > UKR, real"),
        ("en", "Kenya urged Uganda to withdraw its troops.", "REQUEST KEN > UGA, real"),
        ("id", "Kenya mendesak Uganda menarik pasukannya.", "REQUEST KEN > UGA, real"),
        ("en", "France and Germany condemned Belarus.", "ACCUSE DEU+FRA > BLR, real"),
        ("id", "Prancis dan Jerman mengecam Belarus.", "ACCUSE DEU+FRA > BLR, real"),
        ("en", "The foreign minister of Japan visited India on Tuesday.", "CONSULT JPN.GOV > IND, real"),
        ("id", "Menteri Luar Negeri Jepang mengunjungi India pada Selasa.", "CONSULT JPN.GOV > IND, real"),
        ("en", "Canada imposed sanctions on Belarus.", "SANCTION CAN > BLR, real"),
        ("id", "Kanada menjatuhkan sanksi terhadap Belarus.", "SANCTION CAN > BLR, real"),
        ("en", "Cuba praised Vietnam.", "SUPPORT CUB > VNM, real"),
        ("id", "Kuba memuji Vietnam.", "SUPPORT CUB > VNM, real"),
        ("en", "Germany sent tents and medicine to Nepal.", "AID DEU > NPL, real"),
        ("id", "Jerman mengirim tenda dan obat-obatan ke Nepal.", "AID DEU > NPL, real"),
        ("en", "Iran rejected the proposal of the United States.", "REJECT IRN > USA, real"),
        ("id", "Iran menolak usulan Amerika Serikat.", "REJECT IRN > USA, real"),
        ("en", "Thousands of Peruvians protested against the government.", "PROTEST PER.CVL > PER.GOV, real"),
        ("id", "Ribuan warga Peru berunjuk rasa menentang pemerintah.", "PROTEST PER.CVL > PER.GOV, real"),
        ("en", "Japan will send medical aid to Vanuatu.", "AGREE JPN > VUT, real"),
        ("id", "Jepang akan mengirim bantuan obat ke Vanuatu.", "AGREE JPN > VUT, real"),
        ("en", "Belarus was condemned by France.", "ACCUSE FRA > BLR, real"),
    ],
)
def test_clear_sentences(say: Told, language: str, text: str, claim: str):
    assert claim in say(language, text)


# Of each group so many must be right: which ones is left to the network.
GROUPS: dict[str, tuple[float, list[tuple[str, str, str]]]] = {
    "passive": (
        0.7,
        [
            ("en", "Lithuania was praised by Latvia.", "SUPPORT LVA > LTU, real"),
            ("id", "Lituania dipuji oleh Latvia.", "SUPPORT LVA > LTU, real"),
            ("id", "Belarus dikecam oleh Prancis.", "ACCUSE FRA > BLR, real"),
            ("en", "Two Kenyan soldiers were killed by Somali militants.", "ASSAULT SOM.REB > KEN.MIL, real"),
            ("id", "Tiga tentara Kenya dibunuh oleh milisi Somalia.", "ASSAULT SOM.REB > KEN.MIL, real"),
            ("en", "Egypt was urged by Qatar to open the border.", "REQUEST QAT > EGY, real"),
            ("id", "Mesir didesak oleh Qatar untuk membuka perbatasan.", "REQUEST QAT > EGY, real"),
        ],
    ),
    "negated": (
        0.7,
        [
            ("en", "India did not condemn Pakistan.", "ACCUSE IND > PAK, negated"),
            ("id", "India tidak mengecam Pakistan.", "ACCUSE IND > PAK, negated"),
            ("en", "Turkey has not withdrawn its troops from Syria.", "RETREAT TUR > SYR, negated"),
            ("id", "Turki belum menarik pasukannya dari Suriah.", "RETREAT TUR > SYR, negated"),
            ("en", "Russia has not attacked Moldova.", "ASSAULT RUS > MDA, negated"),
            ("id", "Kenya tidak pernah menyerang Somalia.", "ASSAULT KEN > SOM, negated"),
            ("id", "Brasil tidak mengirim bantuan ke Haiti.", "AID BRA > HTI, negated"),
        ],
    ),
    "conditional": (
        0.6,
        [
            ("en", "If Russia attacks Moldova, Romania will impose sanctions on Russia.", "ASSAULT RUS > MDA, unreal"),
            ("id", "Jika Rusia menyerang Moldova, Rumania akan menjatuhkan sanksi kepada Rusia.", "ASSAULT RUS > MDA, unreal"),
            ("en", "If Chile attacks Peru, the port of Callao will be closed.", "ASSAULT CHL > PER, unreal"),
            ("id", "Jika Chile menyerang Peru, pelabuhan itu akan ditutup.", "ASSAULT CHL > PER, unreal"),
            ("en", "The United States may impose sanctions on Iran.", "SANCTION USA > IRN, unreal"),
        ],
    ),
    "future": (
        0.7,
        [
            ("en", "France will send tents to Nepal.", "AGREE FRA > NPL, real"),
            ("id", "Prancis akan mengirim tenda ke Nepal.", "AGREE FRA > NPL, real"),
            ("en", "Turkey will impose sanctions on Greece.", "THREATEN TUR > GRC, real"),
            ("id", "Turki akan menjatuhkan sanksi kepada Yunani.", "THREATEN TUR > GRC, real"),
        ],
    ),
}


@pytest.mark.parametrize("group", ["passive", "negated", "conditional", "future"])
def test_most_of_a_group_of_clear_sentences(say: Told, group: str):
    share, cases = GROUPS[group]
    wrong = {text: say(language, text) for language, text, claim in cases if claim not in say(language, text)}
    assert len(cases) - len(wrong) >= share * len(cases), wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The recipe needs two eggs and a cup of flour."),
        ("id", "Saya makan nasi goreng di dapur."),
        ("en", "Thailand beat Vietnam 2-1."),
        ("id", "Hujan turun di perbukitan sejak pagi."),
    ],
)
def test_nothing_political_is_no_claim(say: Told, language: str, text: str):
    assert say(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("en", "The UN said that Eritrea bombed Ethiopia.", "UN"),
        ("id", "Menurut PBB, milisi membakar dua desa di Kongo.", "UN"),
    ],
)
def test_on_whose_word(reader: ReaderCoder, language: str, text: str, source: str):
    coded = reader.code(text, language=language)
    assert [c.said_by.code for c in coded.claims if c.event == "ASSAULT" and c.said_by] == [source]
    assert [q.speaker.code for q in coded.quotes if q.speaker] == [source]


def test_a_direct_quote(reader: ReaderCoder):
    (quote,) = reader.code("“Embargo itu harus dicabut,” ujar Menteri Luar Negeri Kuba.", language="id").quotes
    assert (quote.content.text, quote.direct) == ("Embargo itu harus dicabut", True)
    assert quote.speaker is not None
    assert quote.speaker.full == "CUB.GOV"
    assert quote.cue is not None
    assert quote.cue.text == "ujar"


# Evidence


@pytest.mark.parametrize("record", [ID, EN], ids=["id", "en"])
def test_evidence_is_exact_in_text_and_title(reader: ReaderCoder, record: dict[str, Any]):
    coded = reader.code(**record)
    check(coded, record, reader.version)
    assert {claim.trigger.field for claim in coded.claims} == {"title", "text"}
    assert len(coded.claims) >= 4
    assert coded.quotes
    assert (coded.id, coded.language, coded.notes) == (record["id"], record["language"], ())


def test_reasons_name_score_and_parties(reader: ReaderCoder):
    (claim,) = reader.code("Russia attacked Ukraine.", language="en").claims
    for told in (reader.version, "ASSAULT 0.", "status real", "actor 'Russia'", "recipient 'Ukraine'"):
        assert told in claim.why[0]


def test_the_version_names_the_reader(reader: ReaderCoder):
    name, _, number = reader.version.partition("@")
    assert name == "kawat-reader"
    assert number


@pytest.mark.parametrize("record", [ID, EN], ids=["id", "en"])
def test_the_same_text_gives_the_same_records(coder: LexiconCoder, model: Path, reader: ReaderCoder, record: dict[str, Any]):
    first = reader.code(**record)
    reader.code("Iran attacked Oman, Kenya said.", language="en", id="in between")
    assert reader.code(**record) == first
    assert ReaderCoder(coder, Network(model)).code(**record) == first


# A user's own actors, other languages


def test_a_users_own_actors(network: Network, reader: ReaderCoder, tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_text("name,code\nFront Laut Biru,IDN.REB\n", encoding="utf-8")
    own = ReaderCoder(LexiconCoder(load_overlay(path)), network)
    text = "Front Laut Biru menyerang Ghana."
    assert [line(c) for c in own.code(text, language="id").claims] == ["ASSAULT IDN.REB > GHA, real"]
    assert not any(p.code == "IDN" for c in reader.code(text, language="id").claims for p in c.actor)


def test_malay_is_read(reader: ReaderCoder):
    coded = reader.code("Perdana Menteri Malaysia mengecam Israel.", language="ms")
    assert (coded.language, coded.notes) == ("ms", ())
    assert [line(c) for c in coded.claims] == ["ACCUSE MYS.GOV > ISR, real"]


def test_german_gives_a_note_and_nothing_else(reader: ReaderCoder):
    text = "Der Präsident von Frankreich besuchte Deutschland und sprach am Nachmittag mit den Ministern der Regierung."
    for language in ("de", ""):
        coded = reader.code(text, language=language)
        assert (coded.claims, coded.quotes) == ((), ())
        assert len(coded.notes) == 1
        assert "Kawat codes" in coded.notes[0] or "German" in coded.notes[0]


def test_the_language_may_be_left_out(reader: ReaderCoder):
    coded = reader.code("Presiden Prancis mengecam serangan Rusia terhadap Ukraina pada hari Selasa di Paris.")
    assert coded.language == "id"
    assert coded.claims
