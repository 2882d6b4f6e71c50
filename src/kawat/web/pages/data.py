"""Data: an export is put together, built by the server, and fetched with its manifest and citation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response

from kawat.errors import KawatError
from kawat.export import FORMATS
from kawat.export.manifest import Manifest
from kawat.export.selection import Query as Selection
from kawat.ontology import EVENTS
from kawat.web import tokens
from kawat.web.answer import ASK, answer, asked
from kawat.web.asked import Asked, Query
from kawat.web.exports import MOST_EVENTS, Built
from kawat.web.page import KINDS, Page, Table
from kawat.web.period import span_of
from kawat.web.posting import Form, Post, back
from kawat.web.shown import codes, render
from kawat.web.store import Holder
from kawat.web.wrong import Wrong, told

ROWS, SECONDS = 8, 20.0
NAMES = {
    "csv": "CSV", "parquet": "Parquet", "duckdb": "DuckDB", "gdelt": "GDELT 2.0", "icews": "ICEWS", "plover": "PLOVER",
}  # fmt: skip


class DataQuery(Query, frozen=True, omit_defaults=True):
    """Which events, as what; ``from`` and ``to`` are days of the act, both included. ``export``: one that was asked for."""

    format: str = "csv"
    actor: str = ""
    recipient: str = ""
    event: str = ""
    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    export: str = ""


class Cited(msgspec.Struct, frozen=True):
    """An export as it is listed: how to cite it and how it was made, in the reader's language."""

    id: str
    format: str
    state: str
    asked: str
    version: int
    query: dict[str, str]
    bytes: int = 0
    message: str = ""
    files: list[dict[str, Any]] = []
    manifest: Manifest | None = None
    citation: str = ""
    bibtex: str = ""
    methods: str = ""


class Data(msgspec.Struct, frozen=True):
    """What the page shows: of the events asked for how many there are by status, the first ones, and all exports."""

    format: str
    counts: dict[str, int]
    most: int
    rows: list[dict[str, Any]]
    exports: list[Cited]
    building: bool


def selection(query: DataQuery) -> Selection:
    """The query as an export takes it; raises Wrong for a type or day that is none."""
    since, until = (day.isoformat() if day else "" for day in span_of(query))
    if query.event.upper() not in ("", *EVENTS):
        raise Wrong("choice", name="event", value=query.event, allowed=", ".join(EVENTS))
    return Selection(query.actor.strip().upper(), query.recipient.strip().upper(), query.event.upper(), since, until)


def make(asked: Asked) -> Data:
    """The page's record."""
    query: DataQuery = asked.query
    if query.format not in NAMES:
        raise Wrong("choice", name="format", value=query.format, allowed=", ".join(NAMES))
    chosen = selection(query)
    asked.desk.needs_events()
    counts, rows = asked.holder.cached(("data", chosen), lambda desk: _preview(desk, chosen))
    listed = [cited(one, asked) for one in asked.holder.exports.listed()]
    listed.sort(key=lambda one: one.id != query.export)
    building = any(one.id == query.export and one.state in ("waiting", "building") for one in listed)
    return Data(query.format, counts, MOST_EVENTS, rows, listed, building)


def _preview(desk: Any, chosen: Selection) -> tuple[dict[str, int], list[dict[str, Any]]]:
    tests, values = chosen.tests()
    where = " AND ".join(["TRUE", *tests])
    counted = desk.sql(
        f"SELECT status, count(*) AS n FROM events e WHERE {where} GROUP BY status", *values, seconds=SECONDS
    ).rows()
    columns = "e.id, e.day, e.event, e.quad, e.score, e.actor, e.recipient, e.reports, e.sentence, e.told_by"
    first = f"SELECT {columns} FROM events e WHERE {where} AND e.status = 'real' ORDER BY e.day NULLS LAST, e.id LIMIT {ROWS}"
    rows = desk.sql(first, *values, seconds=SECONDS).rows()
    return {row["status"]: row["n"] for row in counted}, rows


def cited(one: Built, asked: Asked) -> Cited:
    """An export with its citation in the reader's language."""
    query = msgspec.to_builtins(one.query)
    bare = Cited(one.id, one.format, one.state, one.asked, one.version, query, one.bytes, one.message)
    if one.manifest is None:
        return bare
    made = one.manifest
    files = [msgspec.to_builtins(file) for file in made.files]
    plain = made.citation["plain"] if asked.language == "en" else _citation_id(made, asked)
    return msgspec.structs.replace(
        bare, files=files, manifest=made, citation=plain, bibtex=made.citation["bibtex"], methods=made.methods[asked.language]
    )


def _citation_id(made: Manifest, asked: Asked) -> str:
    first, last = made.sources["from"], made.sources["to"]
    period = asked.t("data.cite_period", first=first, last=last) if first else ""
    return asked.t(
        "data.cite", name=made.desk["name"], period=period, version=made.desk["version"], format=made.format, kawat=made.kawat,
        year=(made.desk["time"] or "")[:4], content=made.content[:12],
    )  # fmt: skip


def table(record: Data, asked: Asked) -> Table:
    """The first events as rows."""
    rows: list[Mapping[str, Any]] = [
        {**row, "actor": codes(row["actor"]), "recipient": codes(row["recipient"])} for row in record.rows
    ]
    return ["id", "day", "event", "quad", "score", "actor", "recipient", "reports", "told_by", "sentence"], rows


# --- What is sent


def order(request: ASK, form: Form, holder: Holder) -> Response[bytes]:
    """Has an export built and leads to it; what cannot be built is told on the page (400)."""
    question = asked(request, holder, PAGE, "/data", {})
    try:
        question = question._replace(query=_query(form))
        chosen = selection(question.query)
        record = make(question)
        if form.get("format") not in FORMATS:
            raise Wrong("choice", name="format", value=form.get("format", ""), allowed=", ".join(FORMATS))
        if not record.counts.get("real"):
            raise Wrong("no_events")
        if record.counts["real"] > MOST_EVENTS:
            raise Wrong("many_events", most=MOST_EVENTS)
        one = holder.exports.ask(form["format"], chosen, holder.desk.version)
    except (KawatError, ValueError) as problem:
        kept = question._replace(query=_safe(question.query))
        body = render(
            "pages/data.html", kept, page=make(kept), request=request, problem=told(problem, question.language, "/data")
        )
        return answer(request, body.encode(), KINDS["html"], status=400, varies=True)
    return back(request, question.here(export=one.id) + "#exports")


def _query(form: Form) -> DataQuery:
    given = {name: value[:200] for name, value in form.items() if name != tokens.FIELD and value}
    return msgspec.convert(given, DataQuery, strict=False)


def _safe(query: DataQuery) -> DataQuery:
    """The query as far as it can be shown again."""
    try:
        selection(query)
    except Wrong:
        return DataQuery(actor=query.actor, recipient=query.recipient)
    return query if query.format in NAMES else msgspec.structs.replace(query, format="csv")


PAGE = Page("data", "/data", make, query=DataQuery, table=table, cached=False)
POST = Post("/data/export", order, "read")
