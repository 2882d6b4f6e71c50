"""``kawat read``: the page, the JSON contract, the errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kawat.ontology import EVENTS, QUAD, STATUSES

ENGLISH = "France condemned Mali on Monday. Mali did not condemn France.\n"


def test_the_page_shows_article_claims_quotes_and_relations(kawat, berita: Path):
    done = kawat("read", berita)
    assert done.code == 0
    assert done.err == ""
    for words in (
        "Prancis «Mengecam»¹ Mali",
        "3 May 2021, 08:45 UTC+7",
        "Claims",
        "Quotes",
        "Relations",
        "FRA → MLI",
    ):
        assert words in done.out
    assert "✗ not done" in done.out
    assert "via Warta Uji" in done.out
    assert "Relations between France and Mali" in done.out
    assert "Jepang «Kirim Bantuan»" in done.out
    assert "\x1b[" not in done.out


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_page(kawat, berita: Path, width: int):
    done = kawat("read", berita, "--width", width)
    assert done.code == 0
    assert max(len(line) for line in done.out.splitlines()) <= width


def test_a_wide_page_has_more_columns(kawat, berita: Path):
    assert "Score" in kawat("read", berita, "--width", 160).out
    assert "Score" not in kawat("read", berita, "--width", 80).out


def test_labels_in_indonesian_by_option_and_by_locale(kawat, berita: Path, monkeypatch: pytest.MonkeyPatch):
    assert "Klaim" in kawat("read", berita, "--labels", "id").out
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    done = kawat("read", berita)
    assert "Klaim" in done.out
    assert "Prancis–Mali memburuk" in done.out
    assert "Claims" in kawat("read", berita, "--labels", "en").out


def test_colours_where_they_are_wanted(kawat, berita: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = kawat("read", berita).out
    assert "\x1b[" in coloured
    assert "«" not in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "«Mengecam»" in kawat("read", berita).out


def test_standard_input(kawat):
    done = kawat("read", "-", stdin=ENGLISH.encode())
    assert done.code == 0
    assert "FRA → MLI" in done.out


def test_output_to_a_file(kawat, berita: Path, tmp_path: Path):
    for form in ("text", "json", "html"):
        target = tmp_path / f"out.{form}"
        done = kawat("read", berita, "--format", form, "--output", target)
        assert (done.code, done.out) == (0, "")
        assert "Mengecam" in target.read_text(encoding="utf-8")


def test_output_where_nothing_can_be_written(kawat, berita: Path, tmp_path: Path):
    done = kawat("read", berita, "--output", tmp_path / "no such folder" / "x.txt")
    assert done.code == 1
    assert "cannot be written" in done.err


def test_given_values_go_before_the_page(kawat, berita: Path):
    done = kawat(
        "read",
        berita,
        "--format",
        "json",
        "--published",
        "2020-01-02",
        "--outlet",
        "Kabar Uji",
        "--language",
        "id",
    )
    document = json.loads(done.out)["document"]
    assert document["published"] == "2020-01-02"
    assert document["outlet"] == "Kabar Uji"
    assert document["language"] == "id"


def test_an_overlay_adds_actors(kawat, tmp_path: Path):
    overlay = tmp_path / "own.csv"
    overlay.write_text("name,code,aliases\nFront Laut Biru,IDN.REB,=FLB\n")
    stdin = b"Prancis mengecam Front Laut Biru."
    assert "IDN.REB" not in kawat("read", "-", stdin=stdin).out
    done = kawat("read", "-", "--overlay", overlay, stdin=stdin)
    assert "FRA → IDN.REB" in done.out


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nowhere.txt"], 1, "no file nowhere.txt"),
        (["."], 1, "folder"),
        (["ftp://example.org/x"], 1, "http"),
        (["http://127.0.0.1/x"], 1, "127.0.0.1"),
        (["-", "--format", "yaml"], 2, "--format"),
        (["-", "--width", "3"], 2, "--width"),
        (["-", "--language", "de"], 2, "no coder"),
        (["-", "--published", "yesterday"], 2, "no date"),
        ([], 2, "SOURCE"),
        (["-", "--no-such-option"], 2, "--no-such-option"),
    ],
)
def test_errors_say_what_is_wrong_in_few_words(kawat, args: list[str], code: int, words: str):
    done = kawat("read", *args)
    assert done.code == code
    assert done.out == ""
    assert words in done.err
    assert "Traceback" not in done.err
    if code == 1:
        assert done.err.count("\n") == 1


def test_binary_input_is_refused(kawat, tmp_path: Path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 20)
    done = kawat("read", path)
    assert done.code == 1
    assert "photo.jpg" in done.err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("o.csv", "name,code\nRina,Indonesia\n", "line 2: 'Indonesia' is no code"),
        ("o.csv", "name,kode\nRina,IDN\n", "unknown column 'kode'"),
        ("o.csv", "name\nRina\n", "'code' is missing"),
        ("o.csv", "name,code\nRina,IDN.XXX\n", "unknown sector 'XXX'"),
        ("o.csv", "name,code\nRina,IDN,extra\n", "line 2: more cells"),
        ("o.csv", "name,code,from\nRina,IDN,21/10/2024\n", "is no date"),
        ("o.csv", "name,code,from,until\nRina,IDN,2024,2020\n", "lies before"),
        ("o.csv", "name,code\n,IDN\n", "the name is empty"),
        ("o.csv", "", "missing"),
        ("o.toml", "[[actor]]\nname = \n", "no proper TOML"),
        ("o.toml", "[[actor]]\nname = 'Rina'\n", "'code' is missing"),
        ("o.toml", "actor = 3\n", "[[actor]]"),
        ("o.toml", "", "no actor"),
        ("o.xlsx", "x", ".csv or a .toml"),
    ],
)
def test_a_bad_overlay_names_its_row(kawat, tmp_path: Path, name: str, content: str, words: str):
    overlay = tmp_path / name
    overlay.write_text(content)
    done = kawat("read", "-", "--overlay", overlay, stdin=b"Prancis mengecam Mali.")
    assert done.code == 1
    assert words in done.err
    assert name in done.err


def test_a_missing_overlay(kawat, tmp_path: Path):
    done = kawat("read", "-", "--overlay", tmp_path / "none.csv", stdin=b"x")
    assert done.code == 1
    assert "no such overlay" in done.err


@pytest.mark.parametrize("stdin", [b"", b"   \n\n", b"1234 5678", "天気は晴れです。今日は良い日です。".encode()])
def test_an_article_without_claims_is_a_result(kawat, stdin: bytes):
    done = kawat("read", "-", stdin=stdin)
    assert done.code == 0
    assert "no claim found" in done.out
    assert "Notes" in done.out


# The JSON contract, field by field.

SPAN = {"start": int, "end": int, "text": str}
NOTE_SPAN = {"start": int, "end": int}
DOCUMENT = {
    "id": str, "text": str, "url": str, "outlet": str, "title": str, "byline": str, "editor": str,
    "place": str,
    "published": str, "language": str, "caption": str, "credit": str, "tags": list, "related": list,
    "fetched": str,
    "source": str, "notes": list,
}  # fmt: skip
CLAIM = {
    "id": str, "event": str, "mode": str, "contexts": list, "quad": str, "score": float, "actor": list,
    "recipient": list,
    "status": str, "said_by": (dict, type(None)), "via": (str, type(None)), "trigger": dict,
    "sentence": dict,
    "date": (dict, type(None)), "place": (dict, type(None)), "cameo": str, "confidence": float,
    "coder": str, "why": list,
    "origin": str,
}  # fmt: skip
QUOTE = {
    "speaker": (dict, type(None)), "cue": (dict, type(None)), "content": dict, "direct": bool,
    "via": (str, type(None)),
    "origin": str,
}  # fmt: skip
PARTY = {
    "code": str, "sector": str, "name": str, "start": (int, type(None)), "end": (int, type(None)),
    "text": str
}  # fmt: skip
RELATION = {
    "a": str, "b": str, "claims": list, "net": float, "direction": str, "sentence_id": str,
    "sentence_en": str
}  # fmt: skip
DATE = {
    "value": str, "precision": str, "basis": str, "start": (int, type(None)), "end": (int, type(None))
}  # fmt: skip


def check(record: dict, shape: dict, *, extra: frozenset[str] = frozenset()) -> None:
    assert set(record) - extra == set(shape)
    for name, kind in shape.items():
        assert isinstance(record[name], kind), (name, record[name])


def field_text(data: dict, item: dict) -> list[str]:
    document = data["document"]
    if item["origin"] == "related":
        return [link["title"] for link in document["related"]]
    return [document[{"body": "text"}.get(item["origin"], item["origin"])]]


def check_span(span: dict, texts: list[str]) -> None:
    check(span, SPAN, extra=frozenset(("field",)))
    assert any(text[span["start"] : span["end"]] == span["text"] for text in texts)


def check_party(party: dict, texts: list[str]) -> None:
    check(party, PARTY)
    if party["start"] is not None:
        check_span({key: party[key] for key in ("start", "end", "text")}, texts)


@pytest.fixture
def data(kawat, berita: Path) -> dict:
    done = kawat("read", berita, "--format", "json")
    assert done.code == 0
    return json.loads(done.out)


def test_json_top_level_and_document(data: dict):
    assert set(data) == {"id", "language", "document", "claims", "quotes", "relations"}
    check(data["document"], DOCUMENT)
    assert data["id"] == data["document"]["id"]
    assert data["language"] == "id"
    assert data["document"]["published"] == "2021-05-03T08:45:00+07:00"
    assert data["document"]["related"] == [{"title": "Jepang Kirim Bantuan ke Vanuatu"}]
    assert "Baca Juga" not in data["document"]["text"]


def test_json_claims(data: dict):
    assert {claim["origin"] for claim in data["claims"]} >= {"title", "body", "related"}
    for claim in data["claims"]:
        check(claim, CLAIM)
        texts = field_text(data, claim)
        assert claim["event"] in EVENTS
        assert claim["quad"] == QUAD[claim["event"]]
        assert claim["status"] in STATUSES
        assert -10 <= claim["score"] <= 10
        assert 0 <= claim["confidence"] <= 1
        assert claim["id"].startswith("c:")
        assert claim["why"]
        check_span(claim["trigger"], texts)
        check(claim["sentence"], NOTE_SPAN, extra=frozenset(("field",)))
        assert claim["sentence"]["start"] <= claim["trigger"]["start"] < claim["trigger"]["end"] <= claim["sentence"]["end"]
        for party in (
            *claim["actor"],
            *claim["recipient"],
            *([claim["said_by"]] if claim["said_by"] else []),
        ):
            check_party(party, texts)
        if claim["date"]:
            check(claim["date"], DATE)
            assert claim["date"]["basis"] in ("text", "relative", "article")


def test_json_quotes(data: dict):
    assert data["quotes"]
    for quote in data["quotes"]:
        check(quote, QUOTE)
        texts = field_text(data, quote)
        check_span(quote["content"], texts)
        if quote["cue"]:
            check_span(quote["cue"], texts)
        if quote["speaker"]:
            check_party(quote["speaker"], texts)
    assert any(quote["direct"] and quote["via"] == "Warta Uji" for quote in data["quotes"])


def test_json_relations(data: dict):
    ids = {claim["id"] for claim in data["claims"] if claim["origin"] != "related"}
    assert data["relations"]
    for relation in data["relations"]:
        check(relation, RELATION)
        assert relation["a"] < relation["b"]
        assert relation["direction"] in ("up", "down", "flat", "hostile")
        assert set(relation["claims"]) <= ids
    assert not any("JPN" in (r["a"], r["b"]) for r in data["relations"])


def test_json_on_an_empty_article(kawat):
    data = json.loads(kawat("read", "-", "--format", "json", stdin=b"").out)
    assert (data["claims"], data["quotes"], data["relations"]) == ([], [], [])
    check(data["document"], DOCUMENT)
