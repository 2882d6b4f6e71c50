"""Plain tables: events and reports as CSV, and nested as Parquet or in a DuckDB file. Nothing of an event is lost in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from kawat.export.event import Event, Report

if TYPE_CHECKING:
    import pyarrow as pa

EVENT_COLUMNS: tuple[str, ...] = (
    "id", "day", "dated", "event", "mode", "quad", "score", "cameo", "status", "actors", "actor_names", "recipients",
    "recipient_names", "contexts", "place", "country", "region", "district", "latitude", "longitude", "confidence", "coder",
    "claims", "documents", "outlets",
)  # fmt: skip
"""The columns of events.csv; codes, contexts and claims are joined by ";", names, documents and outlets are lists in JSON."""
REPORT_COLUMNS: tuple[str, ...] = ("event", *Report.__struct_fields__)
"""The columns of reports.csv; ``event`` is the event's id, the others are those of ``Report``."""
_PLACE = ("name", "country", "region", "district", "latitude", "longitude")
_PLAIN = ("id", "day", "dated", "event", "mode", "quad", "score", "cameo", "status", "confidence", "coder")


def csv_row(event: Event) -> list[str]:
    """The cells of an event in events.csv."""
    cells = {name: _cell(getattr(event, name)) for name in _PLAIN}
    for side in ("actor", "recipient"):
        parties = getattr(event, f"{side}s")
        cells |= {f"{side}s": ";".join(a.full for a in parties), f"{side}_names": _list(a.name for a in parties)}
    cells |= {"contexts": ";".join(event.contexts), "claims": ";".join(event.claims)}
    cells |= {"documents": _list(event.documents), "outlets": _list(event.outlets)}
    for name in _PLACE:
        cells["place" if name == "name" else name] = _cell(getattr(event.place, name)) if event.place else ""
    return [cells[name] for name in EVENT_COLUMNS]


def csv_reports(event: Event) -> Iterator[list[str]]:
    """The cells of an event's reports in reports.csv."""
    for report in event.reports:
        yield [event.id, *(_cell(value) for value in msgspec.structs.astuple(report))]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list(values: Iterable[str]) -> str:
    some = list(values)
    return msgspec.json.encode(some).decode() if some else ""


def event_of(cells: dict[str, str], reports: Iterable[dict[str, str]]) -> Event:
    """The event of a row of events.csv and its rows of reports.csv; raises ValueError (msgspec's among them) for what is none."""
    found: dict[str, Any] = {name: cells[name] for name in _PLAIN}
    found |= {"score": float(cells["score"]), "confidence": float(cells["confidence"]) if cells["confidence"] else None}
    for side in ("actor", "recipient"):
        codes, names = _split(cells[f"{side}s"]), _loaded(cells[f"{side}_names"])
        parties = zip(codes, names or [""] * len(codes), strict=True)
        found[f"{side}s"] = [dict(zip(("code", "sector", "name"), (*_halves(code), name))) for code, name in parties]
    found |= {name: _split(cells[name]) for name in ("contexts", "claims")}
    found |= {name: _loaded(cells[name]) for name in ("documents", "outlets")}
    if cells["place"]:
        place: dict[str, Any] = {name: cells["place" if name == "name" else name] for name in _PLACE}
        found["place"] = place | {n: float(place[n]) if place[n] else None for n in ("latitude", "longitude")}
    found["reports"] = [_report(one) for one in reports]
    return msgspec.convert(found, Event)


def _report(cells: dict[str, str]) -> dict[str, Any]:
    whole = {n: int(cells[n]) if cells[n] else None for n in ("sentence", "actor", "recipient", "action")}
    more = {"length": int(cells["length"] or 0), "confidence": float(cells["confidence"]) if cells["confidence"] else None}
    return {name: cells[name] for name in Report.__struct_fields__} | whole | more | {"lead": cells["lead"] == "true"}


def _halves(code: str) -> tuple[str, str]:
    head, _, sector = code.partition(".")
    return head, sector


def _split(cell: str) -> list[str]:
    return cell.split(";") if cell else []


def _loaded(cell: str) -> list[str]:
    return msgspec.json.decode(cell, type=list[str]) if cell else []


# --- Arrow


def schema() -> pa.Schema:
    """The columns of events in Arrow; those of ``Event``, ``day`` a date, null where an event has none."""
    import pyarrow as pa

    text, words, real, whole = pa.string(), pa.list_(pa.string()), pa.float64(), pa.int32()
    actors = pa.list_(pa.struct([("code", text), ("sector", text), ("name", text)]))
    place = pa.struct([(name, real if name in ("latitude", "longitude") else text) for name in _PLACE])
    kinds = {"sentence": whole, "actor": whole, "recipient": whole, "action": whole, "length": whole, "confidence": real}
    reports = pa.list_(pa.struct([(n, pa.bool_() if n == "lead" else kinds.get(n, text)) for n in Report.__struct_fields__]))
    nested = {"actors": actors, "recipients": actors, "place": place, "reports": reports, "day": pa.date32(), "score": real}
    nested |= {"confidence": real} | dict.fromkeys(("contexts", "claims", "documents", "outlets"), words)
    return pa.schema([(name, nested.get(name, text)) for name in Event.__struct_fields__])


def batch(events: list[Event]) -> pa.RecordBatch:
    """Events as Arrow."""
    import pyarrow as pa

    rows = [msgspec.to_builtins(e) | {"day": date.fromisoformat(e.day) if e.day else None} for e in events]
    return pa.RecordBatch.from_pylist(rows, schema=schema())


def events_of(found: pa.RecordBatch) -> Iterator[Event]:
    """The events of Arrow rows; raises ValueError (msgspec's among them) for what is none."""
    for row in found.to_pylist():
        yield msgspec.convert(row | {"day": row["day"].isoformat() if row["day"] else ""}, Event)
