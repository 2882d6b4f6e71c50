"""``kawat read --format json``: the JSON contract, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kawat.ontology import EVENTS, QUAD, STATUSES

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
