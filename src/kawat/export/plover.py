"""PLOVER: one event a line as JSON, with the fields of PLOVER's manual (draft 0.7, chapter "JSON Data Fields"; 0.8 renames
``source`` to ``actor``), and further ones of ours.

A country's actor code is its alpha-3 code; bodies are ``IGO``, ``NGO`` or ``IMG`` with their own code in ``body``. Sectors have
PLOVER's names: media are JRN, non-governmental organisations of a country SOC. ``quad_code`` counts from 1, verbal cooperation,
to 4, material conflict; ``event_scale`` is the Goldstein score.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kawat.errors import ExportError, RecordError
from kawat.export.codes import plover_code
from kawat.export.event import Actor, Event, Location, Report
from kawat.ontology import EVENTS, QUAD, QUADS, STATUSES, cameo_codes, score
from kawat.ontology.cameo import roles

_QUADS = tuple(QUADS)
# In PLOVER, MED are those who deal with health, which the codebook has no sector for.
_SECTORS = {role.plover: sector for sector, role in roles().items()} | {"MED": ""}
# What PLOVER's table of citations calls the fields of a report.
_CITED = {"outlet": "publication"}
_OURS = {theirs: ours for ours, theirs in _CITED.items()}
_decoder = msgspec.json.Decoder(dict[str, Any])


def line(event: Event) -> bytes:
    """An event as one line, without its end; raises ExportError for one without a day."""
    if not event.day:
        raise ExportError(f"event {event.id} has no day, which PLOVER's records need.")
    record: dict[str, Any] = {
        "id": event.id, "date": event.day, "actor": [_actor(a) for a in event.actors],
        "recipient": [_actor(a) for a in event.recipients], "event": [event.event] if event.event else [], "mode": event.mode,
        "context": event.contexts, "quad_code": _QUADS.index(event.quad) + 1 if event.quad else None, "event_scale": event.score,
        "event_loc": _location(event.place), "coder": event.coder, "cite_info": [_cited(report) for report in event.reports],
        "cameo": event.cameo, "status": event.status, "date_basis": event.dated, "confidence": event.confidence,
        "claims": event.claims, "documents": event.documents, "outlets": event.outlets,
    }  # fmt: skip
    return msgspec.json.encode({name: value for name, value in record.items() if value is not None})


def _actor(actor: Actor) -> dict[str, str]:
    code = plover_code(actor.code)
    record = {"code": code, "sector": roles()[actor.sector].plover if actor.sector else "", "actor_text": actor.name}
    return record if code == actor.code else record | {"body": actor.code}


def _location(place: Location | None) -> dict[str, Any] | None:
    if place is None:
        return None
    found = {
        "name": place.name, "cc3": place.country, "admin1 name": place.region, "admin2 name": place.district,
        "latitude": place.latitude, "longitude": place.longitude,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in ("", None) or name == "name"}


def _cited(report: Report) -> dict[str, Any]:
    return {_CITED.get(name, name): value for name, value in msgspec.to_builtins(report).items() if value not in ("", None)}


def event_of(raw: bytes) -> Event:
    """The event of a line, also of one that has PLOVER's required fields only; raises RecordError for what is none."""
    try:
        record = _decoder.decode(raw)
        kinds = record["event"] if isinstance(record["event"], list) else [record["event"]]
        sides = [record.get("actor", record.get("source")) or [], record.get("recipient") or []]
        kind, quad, place = (kinds[0] if kinds else ""), record.get("quad_code"), record.get("event_loc")
        found = {
            "id": record["id"], "event": kind, "day": record["date"], "actors": [_party(a) for a in sides[0]],
            "recipients": [_party(a) for a in sides[1]], "mode": record.get("mode", ""),
            "quad": _QUADS[quad - 1] if quad else QUAD.get(kind, ""),
            "contexts": record.get("context", []), "cameo": record.get("cameo", ""),
            "score": record.get("event_scale", score(kind, record.get("cameo", "")) if kind else 0.0),
            "status": record.get("status", "real"), "dated": record.get("date_basis", ""), "confidence": record.get("confidence"),
            "coder": record.get("coder", ""), "place": _place(place) if place else None,
            "reports": [{_OURS.get(n, n): v for n, v in cited.items()} for cited in record.get("cite_info") or []],
        } | {name: record.get(name, []) for name in ("claims", "documents", "outlets")}  # fmt: skip
        return msgspec.convert(found, Event)
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, IndexError, TypeError, AttributeError) as problem:
        raise RecordError(f"no PLOVER record: {type(problem).__name__}: {problem}") from None


def _party(record: dict[str, Any]) -> dict[str, str]:
    sector = record.get("sector", "")
    name = record.get("actor_text") or record.get("identifier_text") or ""
    return {"code": record.get("body") or record["code"], "sector": _SECTORS.get(sector[:3], sector), "name": name}


def _place(record: dict[str, Any]) -> dict[str, Any]:
    names = {"name": "name", "cc3": "country", "admin1 name": "region", "admin2 name": "district"}
    names |= {"latitude": "latitude", "longitude": "longitude"}
    return {ours: record[theirs] for theirs, ours in names.items() if theirs in record}


def check(event: Event) -> None:
    """Raises ExportError for an event with a value that is in none of the code lists."""
    lists = (
        ("event", event.event, (*EVENTS, "")), ("quad", event.quad, (*QUADS, "")), ("status", event.status, STATUSES),
        ("cameo", event.cameo, (*cameo_codes(), "")),
    )  # fmt: skip
    for name, value, allowed in lists:
        if value not in allowed:
            raise ExportError(f"event {event.id}: {name} {value!r} is none of the codebook's.")
    if not -10 <= event.score <= 10:
        raise ExportError(f"event {event.id}: score {event.score} lies outside -10 to 10.")
