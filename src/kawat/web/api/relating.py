"""Relations and shifts."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from kawat.limits import WEB_PERIODS
from kawat.web.answer import ASK, threaded
from kawat.web.api import asking as ask
from kawat.web.api import pages, records, rows
from kawat.web.api.giving import format_of, given, holder_of, merged, streamed
from kawat.web.period import day
from kawat.web.words import Language

if TYPE_CHECKING:
    from kawat.relations.ledger import Ledger
    from kawat.relations.sides import Side
    from kawat.web.store import Holder

By = Literal["day", "week", "month"]
ByOption = Annotated[By, QueryParameter(required=False, examples=[Example(value="week")])]
LevelOption = Annotated[Literal["conflict", "intensity"], QueryParameter(required=False)]
ExpandOption = Annotated[list[str] | None, QueryParameter(required=False, max_items=2, examples=[Example(value=["WEST"])])]
DirectedOption = Annotated[bool, QueryParameter(required=False)]
LangOption = Annotated[Language, QueryParameter(required=False)]
TopOption = Annotated[int, QueryParameter(required=False, ge=1, le=100)]
MOST_PERIODS = WEB_PERIODS
_DAYS = {"day": 1, "week": 7, "month": 28}


def _bounded(ledger: Ledger, one: Side, two: Side, by: By, since: date | None, until: date | None) -> None:
    """Raises ValueError for a question of more periods than are drawn."""
    from kawat.relations.series import first_day

    first, last = since or first_day(ledger, one, two), until or ledger.end
    if first and last and (last - first).days / _DAYS[by] > MOST_PERIODS:
        raise ValueError(
            f"from: {first} to {last} by {by} are more than {MOST_PERIODS:,} periods. Ask for fewer days, or by=month."
        )


@get("/relations/{a:str}/{b:str}", operation_id="get_relation", tags=["relations"])
async def get_relation(
    request: ASK, a: ask.CodePart, b: ask.CodePart, by: ByOption = "month", from_: ask.FromOption = "", to: ask.ToOption = "",
    directed: DirectedOption = False, expand: ExpandOption = None, level: LevelOption = "conflict", lang: LangOption = "en",
    format: ask.FormatOption = None,
) -> Response[records.Relation]:  # fmt: skip
    """How two sides get along."""
    holder, wanted = holder_of(request), format_of(request, format)
    merged(holder)
    one, two, blocs = a.upper(), b.upper(), [code.upper() for code in expand or () if code]
    since, until = day("from", from_), day("to", to)

    def make() -> records.Relation:
        from kawat.desk.dyad import look, record
        from kawat.relations.sides import side

        if stray := [code for code in blocs if code not in (one, two)]:
            raise ValueError(f"expand: {stray[0][:40]!r} is neither {one!r} nor {two!r}.")
        first, second = (side(code, code in blocs) for code in (one, two))
        desk = holder.desk
        _bounded(desk.ledger, first, second, by, since, until)
        found = look(desk, first, second, by, since, until, directed, level, False, lang)
        if not found.series.events:  # nothing was told of the two, so there is no series
            found = found._replace(series=msgspec.structs.replace(found.series, periods=[]))
        return msgspec.convert(msgspec.to_builtins(record(found, level)), records.Relation)

    if wanted == "json":
        return await given(request, make)
    periods = (await threaded(make)).periods
    start = partial(rows.table, periods, records.Period) if wanted == "csv" else partial(rows.lines, periods)
    return await streamed(f"relation-{one}-{two}", wanted, start)


def _shifts(holder: Holder, by: By, since: date | None, until: date | None, top: int) -> list[records.Shift]:
    from kawat.desk.dyad import causes_of, evidence_of, shift_record
    from kawat.relations.shifts import top_shifts

    desk = holder.desk
    ledger = desk.ledger
    if since and ledger.end and ((until or ledger.end) - since).days / _DAYS[by] > MOST_PERIODS:
        raise ValueError(f"from: that are more than {MOST_PERIODS:,} periods by {by}. Ask for fewer days, or by=month.")
    found = [(one, causes_of(ledger, one, since, until)) for one in top_shifts(ledger, by=by, since=since, until=until, top=top)]
    evidence = evidence_of(desk, [mover.id for _, causes in found for mover in causes])
    made = [msgspec.to_builtins(shift_record(shift, causes, evidence)) for shift, causes in found]
    return msgspec.convert(made, list[records.Shift])


@get("/shifts", operation_id="list_shifts", tags=["relations"])
async def list_shifts(
    request: ASK, by: ByOption = "week", from_: ask.FromOption = "", to: ask.ToOption = "", top: TopOption = 20,
    format: ask.FormatOption = None,
) -> Response[pages.Shifts]:  # fmt: skip
    """Where relations moved most."""
    holder, wanted = holder_of(request), format_of(request, format)
    merged(holder)
    found = partial(_shifts, holder, by, day("from", from_), day("to", to), top)
    if wanted == "json":
        return await given(request, lambda: pages.Shifts(found(), holder.desk.version))
    made = await threaded(found)
    start = partial(rows.table, made, records.Shift) if wanted == "csv" else partial(rows.lines, made)
    return await streamed("shifts", wanted, start)


HANDLERS: list[Any] = [get_relation, list_shifts]
