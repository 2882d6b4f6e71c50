"""The reader from end to end: clear sentences, exact evidence, strange texts, the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kawat.actors.overlay import load_overlay
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.network import Network
from kawat.ontology import EVENTS, QUAD, STATUSES, score
from kawat.ontology.plover import modes
from kawat.types import Claim, Coded, Party, Span

Told = Callable[[str, str], list[str]]
ID: dict[str, Any] = {
    "id": "contoh-1",
    "title": "Menlu Kuba Memuji Vietnam",
    "language": "id",
    "published": "2022-06-01",
    "text": (
        "Hanoi -- Menteri Luar Negeri Kuba mengunjungi Vietnam pada Senin. Ia memuji Laos dan mengecam Amerika Serikat. "
        "“Embargo itu harus segera dicabut,” ujar sang menteri kepada wartawan.\n\n"
        "Sementara itu, Rusia menyerang Moldova pada 23 Mei, kata Kanselir Austria. Kenya mendesak Uganda menarik pasukannya."
    ),
}
EN: dict[str, Any] = {
    "id": "sample-2",
    "title": "Rwanda condemns Burundi",
    "language": "en",
    "published": "2023-02-10",
    "text": (
        "Rwanda condemned Burundi on Thursday. “We are a good neighbour to all,” its foreign minister said. "
        "The UN said that Eritrea bombed Ethiopia. Canada imposed sanctions on Belarus.\n\n"
        "Kenya urged Uganda to withdraw its troops. Thousands of Peruvians protested against the government."
    ),
}


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


def spans(coded: Coded) -> Iterator[tuple[str, Span | Party]]:
    for claim in coded.claims:
        field = claim.trigger.field
        yield field, claim.trigger
        for party in (*claim.actor, *claim.recipient, *([claim.said_by] if claim.said_by else [])):
            yield field, party
    for quote in coded.quotes:
        found: tuple[Span | Party | None, ...] = (quote.content, quote.cue, quote.speaker)
        yield from ((quote.content.field, span) for span in found if span is not None)


def check(coded: Coded, fields: dict[str, str], coder: str) -> None:
    """Holds the records of a text against it and against the ontology."""
    for field, span in spans(coded):
        if span.start is not None:
            assert span.text == fields[field][span.start : span.end] != ""
    for claim in coded.claims:
        assert claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end
        assert claim.event in EVENTS
        assert claim.status in STATUSES
        assert claim.quad == QUAD[claim.event]
        assert claim.score == score(claim.event, claim.cameo)
        assert claim.mode == "" or f"{claim.event}/{claim.mode}" in modes()
        assert 0 <= claim.confidence <= 1
        assert claim.coder == coder
        assert claim.event in claim.why[0]
        assert coder in claim.why[0]
    assert len({claim.id for claim in coded.claims}) == len(coded.claims)


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


def test_spanish_gives_a_note_and_nothing_else(reader: ReaderCoder):
    text = "El presidente de Francia visitó Alemania y habló con los ministros del gobierno alemán durante la tarde."
    for language in ("es", ""):
        coded = reader.code(text, language=language)
        assert (coded.claims, coded.quotes) == ((), ())
        assert len(coded.notes) == 1
        assert "Kawat codes" in coded.notes[0] or "es" in coded.notes[0]


def test_the_language_may_be_left_out(reader: ReaderCoder):
    coded = reader.code("Presiden Prancis mengecam serangan Rusia terhadap Ukraina pada hari Selasa di Paris.")
    assert coded.language == "id"
    assert coded.claims


# Strange texts


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u200b", "."])
def test_a_text_without_words(reader: ReaderCoder, text: str):
    coded = reader.code(text, language="en")
    assert (coded.claims, coded.quotes) == ((), ())


HOSTILE = {
    "control": "\x00\x01Russia\x07 attacked\x1b[31m Ukraine\x7f.\x9f\ufeff\ufffe",
    "bidi": "\u202eRussia\u202c attacked \u2066Ukraine\u2069\u200f, said\u200b Kenya\u2028. \u061cPeru\u200d waits.",
    "emoji": "😀😀👩‍👩‍👧‍👦🇮🇩🇺🇦 🏴‍☠️ " * 40,
    "marks": "e" + "\u0301" * 500 + " Russia attacked Ukraine" + "\u0336" * 300 + ".",
    "one word": "a" * 20_000,
    "quotes": "“" * 300 + '"' * 301 + "Russia attacked Ukraine" + "”" * 300,
    "dots": "Russia. . . . attacked... " * 60,
    "other scripts": "Россия напала на Украину. 俄罗斯袭击了乌克兰。 هاجمت روسيا أوكرانيا. रूस ने हमला किया",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("language", ["en", "id"])
def test_hostile_texts(reader: ReaderCoder, kind: str, language: str):
    fields: dict[str, Any] = {"text": HOSTILE[kind], "title": HOSTILE[kind][:60]}
    check(reader.code(**fields, language=language), fields, reader.version)


def test_a_lone_surrogate(reader: ReaderCoder):
    text = "Russia attacked Ukraine, \ud800 said Kenya."
    check(reader.code(text, language="en"), {"text": text}, reader.version)


def test_ten_thousand_words(reader: ReaderCoder):
    quiet = "The dog slept in the sun beside the warm wall of the barn. " * 20
    text = (quiet + "Russia attacked Ukraine. ") * 45
    text = text + "\n\nKenya urged Uganda to withdraw its troops."
    assert len(text.split()) > 10_000
    coded = reader.code(text, language="en")
    check(coded, {"text": text}, reader.version)
    events = [claim.event for claim in coded.claims]
    assert events.count("ASSAULT") >= 40
    assert events[-1] == "REQUEST"


def test_a_sentence_longer_than_the_network_reads(reader: ReaderCoder):
    text = "Russia attacked Ukraine and the rain fell " + "over the hills and over the valley " * 60 + "near Kenya."
    coded = reader.code(text, language="en")
    check(coded, {"text": text}, reader.version)
    assert "ASSAULT" in [claim.event for claim in coded.claims]


NEWSY = (
    "Rusia Moldova PBB Menlu menyerang mengecam tidak akan jika kata menurut mereka Russia said attacked will the we “ ” , . : ?"
)
newsy = st.lists(st.sampled_from(NEWSY.split()) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=newsy, language=st.sampled_from(["id", "en"]), title=newsy)
def test_any_text_is_coded_and_every_span_is_true(reader: ReaderCoder, words: list[str], language: str, title: list[str]):
    fields: dict[str, Any] = {"text": " ".join(words), "title": " ".join(title[:8])}
    check(reader.code(**fields, language=language, published="2022-06-01"), fields, reader.version)


# Two given parties


def relation(reader: ReaderCoder, text: str, actor: str, recipient: str, **record: Any) -> dict[str, float]:
    a, b = ((text.index(name), text.index(name) + len(name)) for name in (actor, recipient))
    found = reader.code(text, language="en", parties=(a, b), **record).between
    assert found is not None
    scores: dict[str, float] = found["scores"]
    assert set(scores) == set(EVENTS)
    assert sum(scores.values()) == pytest.approx(1, abs=0.002)
    assert all(0 <= value <= 1 for value in scores.values())
    assert scores[found["event"]] == max(scores.values())
    assert found["quad"] == QUAD[found["event"]]
    return scores


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "event"),
    [
        ("Russia attacked Ukraine.", "Russia", "Ukraine", "ASSAULT"),
        ("Kenya urged Uganda to withdraw its troops.", "Kenya", "Uganda", "REQUEST"),
        ("Canada imposed sanctions on Belarus.", "Canada", "Belarus", "SANCTION"),
        ("France condemned Belarus.", "France", "Belarus", "ACCUSE"),
    ],
)
def test_the_relation_of_two_parties(reader: ReaderCoder, text: str, actor: str, recipient: str, event: str):
    scores = relation(reader, text, actor, recipient)
    assert max(scores, key=lambda e: scores[e]) == event


def test_turning_the_parties_of_an_attack_round_does_not_make_it_likelier(reader: ReaderCoder):
    for text, actor, recipient in (("Russia attacked Ukraine.", "Russia", "Ukraine"), ("Israel bombed Iran.", "Israel", "Iran")):
        turned = relation(reader, text, recipient, actor)
        assert turned["ASSAULT"] <= relation(reader, text, actor, recipient)["ASSAULT"]


def test_parties_in_a_later_sentence_or_in_two(reader: ReaderCoder):
    text = "Peru was calm on Sunday. Russia attacked Ukraine. Kenya waits."
    scores = relation(reader, text, "Russia", "Ukraine", title="Talks in Lima")
    assert max(scores, key=lambda e: scores[e]) == "ASSAULT"
    relation(reader, text, "Peru", "Kenya")
    relation(reader, "Nothing happened between them and us.", "them", "us")


def test_without_parties_there_is_no_relation(reader: ReaderCoder):
    assert reader.code("Russia attacked Ukraine.", language="en").between is None


@pytest.mark.parametrize("text", ["   ", "\u2003\n "])
def test_parties_in_a_text_without_words(reader: ReaderCoder, text: str):
    assert reader.code(text, language="en", parties=((0, 1), (1, 2))).between is not None


# The command line


def kawat(model: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs ``kawat`` with the reader of the tests' network, as it would run with the packaged one, in small batches."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib\n"
        "import kawat.claims.reader.network as n\n"
        "import kawat.pipeline\n"
        "kawat.pipeline._BATCH_BYTES = 3000\n"
        "_own = n.Network.__init__\n"
        "n.Network.__init__ = lambda s, f=None, threads=1: _own(s, f or pathlib.Path(os.environ['TEST_NETWORK']), threads)\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    env = {**os.environ, "PYTHONPATH": path, "TEST_NETWORK": str(model), "PYTHONUTF8": "1"}
    program = [sys.executable, "-m", "kawat", "code", *arguments, "--coder", "reader", "--no-progress"]
    return subprocess.run(program, capture_output=True, timeout=120, env=env, check=False)


def test_the_command_line_codes_with_the_reader(reader: ReaderCoder, model: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    records = [ID, EN, {"id": "x", "text": "", "language": "id"}]
    short = "Cuba praised Vietnam. Russia attacked Peru." + "\n" * 900
    padding = [{"id": f"p{n}", "language": "en", "text": short} for n in range(12)]
    source.write_text("".join(json.dumps(r) + "\n" for r in [*records, *padding]), encoding="utf-8")
    one = kawat(model, tmp_path, str(source))
    assert one.returncode == 0, one.stderr
    lines = [json.loads(row) for row in one.stdout.splitlines()]
    assert [row["id"] for row in lines] == [r["id"] for r in [*records, *padding]]
    for record, row in zip((ID, EN), lines, strict=False):
        expected = reader.code(**record)
        assert [c["id"] for c in row["claims"]] == [c.id for c in expected.claims]
        assert [c["confidence"] for c in row["claims"]] == [c.confidence for c in expected.claims]
        assert {c["coder"] for c in row["claims"]} == {reader.version}
    two = kawat(model, tmp_path, str(source), "--jobs", "2")
    assert (two.returncode, two.stdout) == (one.returncode, one.stdout)


def test_records_can_be_written_as_json(reader: ReaderCoder):
    coded = reader.code(**EN)
    assert msgspec.json.decode(msgspec.json.encode(coded))["id"] == EN["id"]
    assert version("kawat")
