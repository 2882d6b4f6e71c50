"""Many records in a row: order, numbers, what is wrong with a line, and odd bytes."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from kawat.pipeline import Receipt, code_lines
from kawat.read.lines import MAX_LINE, lines

GOOD = {"id": "good", "text": "Kuba memuji Vietnam.", "language": "id"}
GOOD_LINE = json.dumps(GOOD).encode() + b"\n"


class Done(NamedTuple):
    """What came of a run: the records written, the errors told, the receipt."""

    records: list[dict[str, Any]]
    errors: list[str]
    receipt: Receipt


def run(data: bytes, **options: Any) -> Done:
    written: list[bytes] = []
    errors: list[str] = []
    receipt = code_lines(io.BytesIO(data), written.append, tell=errors.append, **options)
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in written)
    return Done([json.loads(line) for line in written], errors, receipt)


def line(**record: Any) -> bytes:
    return json.dumps({**GOOD, **record}, ensure_ascii=False).encode() + b"\n"


def test_records_come_back_in_order_with_a_receipt():
    done = run(b"".join(line(id=f"r{n}") for n in range(50)))
    assert [record["id"] for record in done.records] == [f"r{n}" for n in range(50)]
    assert (done.receipt.read, done.receipt.coded, done.receipt.failed) == (50, 50, 0)
    assert done.receipt.claims == 50
    assert done.receipt.line() == "50 read, 50 coded, 50 claims, 0 quotes, 0 failed"
    assert done.errors == []


def test_a_record_goes_out_as_the_formats_page_says():
    (record,) = run(line(title="Cuba: harga gula turun", published="2022-06-01")).records
    assert list(record)[:4] == ["id", "language", "claims", "quotes"]
    assert "between" not in record
    claim = record["claims"][0]
    assert {"id", "event", "mode", "contexts", "quad", "score", "actor", "recipient", "status", "said_by", "via"} <= set(claim)
    assert {"trigger", "sentence", "date", "place", "cameo", "confidence", "coder", "why"} <= set(claim)
    assert claim["trigger"] == {"start": 5, "end": 11, "text": "memuji"}
    assert claim["sentence"] == {"start": 0, "end": 20}
    assert claim["actor"] == [{"code": "CUB", "sector": "", "name": "Kuba", "start": 0, "end": 4, "text": "Kuba"}]


def test_blank_lines_are_passed_over_but_numbered():
    done = run(b"\n  \r\n" + GOOD_LINE + b"\t\n" + b"{bad\n")
    assert (done.receipt.read, done.receipt.coded, done.receipt.failed) == (2, 1, 1)
    assert done.receipt.reasons["blank line"] == 3
    assert done.errors[0].startswith("line 5: ")


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b"{bad json}\n", "no proper JSON"),
        (b'{"id": "x", "text": "cut off\n', "no proper JSON"),
        (b'{"id": "x"}\n', "missing required field `text`"),
        (b'{"text": 5}\n', "Expected `str`, got `int`"),
        (b'{"text": null}\n', "Expected `str`, got `null`"),
        (b'{"id": 7, "text": "x"}\n', "$.id"),
        (b"[1, 2]\n", "Expected `object`, got `array`"),
        (b'"only words"\n', "Expected `object`, got `str`"),
        (b"null\n", "Expected `object`, got `null`"),
        (b'{"text": "x", "parties": {"actor": [0, 1]}}\n', "recipient"),
        (b'{"text": "x", "parties": {"actor": [0], "recipient": [0, 1]}}\n', "$.parties.actor"),
        (b'{"text": "x", "parties": {"actor": ["a", 1], "recipient": [0, 1]}}\n', "$.parties.actor"),
        (b'{"text": "a\x00b"}\n', "no proper JSON"),
        (b"\x00\x00\x00\n", "no proper JSON"),
        (b'{"text": "Se\xf1or Alcalde"}\n', "save the file as UTF-8"),
        (b'{"text": "Cuba \\ud800 praised Peru."}\n', "surrogate"),
        (b'{"text": "Cuba \xed\xa0\x80 praised Peru."}\n', "UTF-8"),
        (b'{"text": "x", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "nested too deeply"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(bad: bytes, told: str):
    done = run(GOOD_LINE + bad + GOOD_LINE)
    assert [record["id"] for record in done.records] == ["good", "good"]
    (error,) = done.errors
    assert error.startswith("line 2: ")
    assert told in error
    assert len(error) < 500
    assert (done.receipt.read, done.receipt.coded, done.receipt.failed) == (3, 2, 1)
    assert done.receipt.reasons["unusable record"] == 1


def test_unknown_fields_are_ignored():
    (plain,) = run(GOOD_LINE).records
    (more,) = run(line(extra={"a": [1, None]}, rubrik="dunia", score=1.5)).records
    assert more == plain


@pytest.mark.parametrize("empty", [b"", b"\n", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_nothing_in_nothing_out(empty: bytes):
    done = run(empty)
    assert done.records == []
    assert done.errors == []
    assert (done.receipt.read, done.receipt.coded, done.receipt.failed) == (0, 0, 0)


def test_the_last_line_needs_no_end():
    assert len(run(GOOD_LINE + GOOD_LINE.rstrip()).records) == 2


def test_windows_line_ends_make_no_difference():
    assert run(GOOD_LINE.replace(b"\n", b"\r\n") * 2).records == run(GOOD_LINE * 2).records


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    ],
    ids=["utf-8-bom", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_byte_order_marks_tell_the_encoding(encoded: Callable[[str], bytes]):
    made = [json.dumps({**GOOD, "id": f"é{n}😀"}, ensure_ascii=False) + "\n" for n in range(3000)]
    done = run(encoded("".join(made[:20])))
    assert done.errors == []
    assert [record["id"] for record in done.records] == [f"é{n}😀" for n in range(20)]
    text = "".join(made)
    assert [raw.decode() for _, raw in lines(io.BytesIO(encoded(text)))] == text.splitlines()


def test_windows_1252_is_refused_by_line_with_the_remedy():
    done = run('{"text": "Presiden “Kuba” memuji Vietnam."}\n'.encode("cp1252") + GOOD_LINE)
    assert len(done.records) == 1
    assert done.errors[0].startswith("line 1: ")
    assert "save the file as UTF-8" in done.errors[0]


def test_a_25_mb_line_is_refused_and_the_next_is_coded():
    done = run(b'{"text": "' + b"a" * 25_000_000 + b'"}\n' + GOOD_LINE)
    assert [record["id"] for record in done.records] == ["good"]
    (error,) = done.errors
    assert error.startswith("line 1: longer than 20,000,000 bytes")


def test_a_line_just_under_the_limit_is_read_whole():
    raw = b'{"text": "' + b" " * (MAX_LINE - 13) + b'"}'
    assert [(n, len(r)) for n, r in lines(io.BytesIO(raw + b"\n" + GOOD_LINE))] == [(1, MAX_LINE - 1), (2, len(GOOD_LINE) - 1)]


def test_a_100_mb_line_without_end_is_given_up_quickly():
    begin = time.monotonic()
    done = run(GOOD_LINE + b'{"text": "' + b"a" * 100_000_000)
    assert time.monotonic() - begin < 10
    assert [record["id"] for record in done.records] == ["good"]
    assert done.errors
    assert done.errors[0].startswith("line 2: longer than")
    assert all(len(error) < 500 for error in done.errors)


def test_a_100_mb_line_is_one_line():
    data = b'{"text": "' + b"a" * 100_000_000 + b'"}\n' + GOOD_LINE
    assert [number for number, _ in lines(io.BytesIO(data))] == [1, 2]


def test_emoji_and_nul_escapes_are_text():
    done = run(b'{"text": "Cuba \\ud83d\\ude00 praised Peru. \\u0000", "language": "en"}\n')
    assert done.errors == []
    (claim,) = done.records[0]["claims"]
    assert claim["trigger"]["start"] == 7


@pytest.mark.parametrize("published", ["yesterday", "", "soon", "0000"])
def test_a_date_that_is_none_is_no_error(published: str):
    (record,) = run(line(published=published)).records
    assert record["claims"][0]["date"] is None


@pytest.mark.parametrize("published", ["2022-06-01", "2022-06-01T08:45:00+07:00", "2022-06-01T23:59:59Z"])
def test_the_articles_day_is_the_one_that_it_was_published_on(published: str):
    (record,) = run(line(published=published)).records
    assert record["claims"][0]["date"] == {
        "value": "2022-06-01",
        "precision": "day",
        "basis": "article",
        "start": None,
        "end": None,
    }


def test_progress_sees_every_line():
    seen: list[tuple[int, int]] = []
    run(GOOD_LINE + b"bad\n" + GOOD_LINE, progress=lambda receipt: seen.append((receipt.coded, receipt.failed)))
    assert seen == [(1, 0), (1, 1), (2, 1)]


@pytest.mark.parametrize(
    "record",
    [
        {"language": "xx"},
        {"language": "fr"},
        {"language": "", "text": "Le ministre a déclaré que le gouvernement ne va pas démissionner demain."},
        {"language": "", "text": ""},
    ],
)
def test_an_unread_language_gives_a_note(record: dict[str, str]):
    done = run(line(**record))
    (out,) = done.records
    assert out["claims"] == []
    assert out["notes"]
    assert done.receipt.reasons["language not read"] == 1
    assert done.receipt.failed == 0


def test_the_language_is_told_where_none_is_given():
    texts = {
        "id": "Presiden Kuba memuji Vietnam dalam pidatonya kemarin.",
        "en": "The president of Cuba praised Vietnam yesterday.",
    }
    done = run(b"".join(line(language=None, text=text) for text in texts.values()))
    assert [record["language"] for record in done.records] == list(texts)
    assert all(record["claims"] for record in done.records)


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "event"),
    [
        ("Cuba praised Peru.", "Cuba", "Peru", "SUPPORT"),
        ("Peru was attacked by Cuba.", "Cuba", "Peru", "ASSAULT"),
        ("Cuba and Peru held talks in Lima.", "Cuba", "Peru", "CONSULT"),
        ("The road from Cuba to Peru is long.", "Cuba", "Peru", None),
        ("The Blue Rovers condemned Quill & Sons.", "The Blue Rovers", "Quill & Sons", "ACCUSE"),
    ],
)
def test_parties_ask_for_the_relation_between_them(text: str, actor: str, recipient: str, event: str | None):
    at = {side: [text.index(name), text.index(name) + len(name)] for side, name in (("actor", actor), ("recipient", recipient))}
    (record,) = run(line(text=text, language="en", parties=at)).records
    between = record["between"]
    assert len(between["scores"]) == 16
    assert sum(between["scores"].values()) == pytest.approx(1, abs=0.002)
    assert between["event"] == max(between["scores"], key=between["scores"].__getitem__)
    assert between["quad"]
    assert event is None or between["event"] == event
