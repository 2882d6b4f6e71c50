"""An example of every answer; the articles and outlets in them are made up. A test holds them against the schema."""

from __future__ import annotations

from typing import Any

_RUS: dict[str, Any] = {"code": "RUS", "sector": "GOV", "name": "Sergei Lavrov", "start": 0, "end": 13, "text": "Sergei Lavrov"}
_USA: dict[str, Any] = {"code": "USA", "sector": "", "name": "Amerika Serikat", "start": 23, "end": 38, "text": "Amerika Serikat"}
_SENTENCE = "Sergei Lavrov mengecam Amerika Serikat."
_DAY = "2022-05-23"
_SPANS: dict[str, Any] = {
    "trigger": {"start": 14, "end": 22, "text": "mengecam"}, "date": {"value": _DAY, "precision": "day", "basis": "article"},
    "place": None, "cameo": "111", "confidence": 0.91, "coder": "kawat-reader@1", "why": ["act: mengecam"], "origin": "body",
}  # fmt: skip
_ACT: dict[str, Any] = {
    "event": "ACCUSE", "mode": "disapprove", "quad": "verbal conflict", "score": -2.0, "status": "real",
}  # fmt: skip
_CODED: dict[str, Any] = {
    "id": "c:5f1c0e", **_ACT, "contexts": ["diplomatic"], "actor": [_RUS], "recipient": [_USA], "said_by": None, "via": None,
    "sentence": {"start": 0, "end": 39}, **_SPANS,
}  # fmt: skip
_OF: dict[str, Any] = {"document": "d:5f1c0e", "outlet": "Kabar Harian", "language": "id", "reported": _DAY}
CLAIM = _CODED | _OF | {"sentence": {"start": 0, "end": 39, "text": _SENTENCE}, "day": _DAY}
QUOTE: dict[str, Any] = {
    "id": "d:5f1c0e:0", "number": 0, **_OF, "speaker": _RUS, "cue": {"start": 41, "end": 45, "text": "kata"},
    "content": {"start": 47, "end": 68, "text": "Kami tidak akan lupa"}, "direct": True, "via": None, "origin": "body",
    "coder": "kawat-reader@1",
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "id": "d:5f1c0e", "key": "https://kabar.example/1", "revision": 1, "url": "https://kabar.example/1",
    "outlet": "Kabar Harian", "title": "Lavrov kecam Amerika", "byline": "", "editor": "", "place": "Moskow",
    "published": "2022-05-23T08:45:00+07:00", "reported": _DAY, "language": "id", "text": _SENTENCE, "caption": "", "credit": "",
    "tags": ["Rusia"], "related": [], "fetched": "", "source": "kabar.jsonl:1", "notes": [], "coder": "kawat-reader@1",
}  # fmt: skip
EVENT: dict[str, Any] = {
    "id": "e:5f1c0e", **_ACT, "actor": ["RUS.GOV"], "recipient": ["USA"], "day": _DAY, "first": _DAY, "last": "2022-05-24",
    "reports": 3, "outlets": ["Kabar Harian"], "claims": ["c:5f1c0e"], "documents": ["d:5f1c0e"], "evidence": "c:5f1c0e",
    "place": None, "told_by": "Kabar Harian", "sentence": _SENTENCE, "word": "mengecam", "document": "d:5f1c0e",
    "url": "https://kabar.example/1", "title": "Lavrov kecam Amerika", "statuses": {"real": 1}, "said_by": [],
    "story": "s:5f1c0e", "contradicted": [],
}  # fmt: skip
STORY: dict[str, Any] = {
    "id": "s:5f1c0e", "title": "Lavrov kecam Amerika", "first": _DAY, "last": "2022-05-24", "documents": ["d:5f1c0e"],
    "copies": [], "outlets": ["Kabar Harian"], "languages": ["id"],
}  # fmt: skip
ACTOR: dict[str, Any] = {"code": "RUS", "name_id": "Rusia", "name_en": "Russia", "kind": "country", "events": 120}
PERIOD: dict[str, Any] = {
    "period": "2022-05", "events": 4, "verbal_cooperation": 0, "material_cooperation": 0, "verbal_conflict": 4,
    "material_conflict": 0, "negated": 0, "unreal": 1, "net": -8.0, "intensity": -2.0, "conflict": 1.0, "level": 0.8, "low": 0.6,
    "high": 0.95, "attention": 0.12,
}  # fmt: skip
MOVER: dict[str, Any] = {
    "id": "e:5f1c0e", "day": _DAY, "event": "ACCUSE", "mode": "disapprove", "score": -2.0, "towards": 1, "effect": -0.2,
    "actors": ["RUS"], "recipients": ["USA"], "sentence": _SENTENCE, "outlet": "Kabar Harian",
}  # fmt: skip
SHIFT: dict[str, Any] = {
    "a": "RUS", "b": "USA", "date": "2022-05-23", "probability": 0.97, "way": "worse", "before": -1.0, "after": -8.0,
    "conflict_before": 0.4, "conflict_after": 1.0, "events": 24, "causes": [MOVER],
    "sentence_id": "Hubungan Rusia–Amerika Serikat memburuk sejak 23 Mei 2022.",
    "sentence_en": "Relations between Russia and the United States worsened from 23 May 2022.",
}  # fmt: skip
EXPORT: dict[str, Any] = {
    "id": "2026-11-20-plover", "format": "plover", "made": "2026-11-20T09:00:00+00:00", "manifest": {"format": "plover"},
}  # fmt: skip
_PAGE: dict[str, Any] = {"next": None, "version": 12}
EXAMPLES: dict[str, Any] = {
    "get_index": {
        "api": "1", "kawat": "0.1.0", "desk": 12, "state": "ready", "links": {"events": "/api/v1/events"},
    },
    "list_documents": {"documents": [DOCUMENT | {"text": None}], **_PAGE}, "get_document": DOCUMENT,
    "list_claims": {"claims": [CLAIM], **_PAGE}, "get_claim": CLAIM,
    "list_quotes": {"quotes": [QUOTE], **_PAGE}, "get_quote": QUOTE,
    "list_events": {"events": [EVENT], **_PAGE}, "get_event": EVENT,
    "list_stories": {"stories": [STORY], **_PAGE}, "get_story": STORY,
    "list_actors": {"actors": [ACTOR], **_PAGE},
    "get_actor": ACTOR | {"memberships": ["BRICS", "CSTO"], "members": [], "partners": [{"code": "UKR", "events": 80}]},
    "get_relation": {
        "a": "RUS", "b": "USA", "directed": False, "by": "month", "level": "conflict", "periods": [PERIOD], "shifts": [SHIFT],
        "sentences": ["Relations between Russia and the United States are hostile."], "movers": [MOVER],
    },
    "list_shifts": {"shifts": [SHIFT], "version": 12},
    "search": {
        "articles": [{
            "document": "d:5f1c0e", "url": "https://kabar.example/1", "title": "Lavrov kecam Amerika", "title_spans": [[0, 6]],
            "outlet": "Kabar Harian", "day": _DAY, "language": "id", "snippet": _SENTENCE, "spans": [[7, 13]],
        }],
        "total": 1, "more": False, "complete": True, **_PAGE,
    },
    "list_exports": {"exports": [EXPORT]}, "get_export": EXPORT,
    "code": {"id": "a1", "language": "id", "claims": [_CODED], "quotes": []},
}  # fmt: skip
