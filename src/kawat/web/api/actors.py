"""Actors: who acts in this desk, with whom."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from kawat.web.answer import ASK, threaded
from kawat.web.api import asking as ask
from kawat.web.api import pages, records, rows
from kawat.web.api.cursor import cursor, key_of
from kawat.web.api.giving import format_of, given, holder_of, merged, streamed
from kawat.web.page import NoSuchPage

if TYPE_CHECKING:
    from kawat.desk import Desk
    from kawat.web.store import Holder

Kind = Literal["country", "body", "other"]
KindOption = Annotated[Kind | None, QueryParameter(required=False)]
PARTNERS = 20


def _all(desk: Desk) -> dict[str, records.Actor]:
    """The actors of the desk's events by code, the busiest first."""
    import numpy as np

    from kawat.actors.registry import body_codes, country_names

    ledger, names = desk.ledger, {language: country_names(language) for language in ("id", "en")}
    size = max(len(ledger.codes), 1)
    sides = np.concatenate([ledger.keys // size, ledger.keys % size])
    acts = np.concatenate([ledger.rows, ledger.rows])
    counts = np.bincount(np.unique(np.stack([sides, acts]), axis=1)[0], minlength=size) if len(sides) else np.zeros(size)
    found = []
    for code, count in zip(ledger.codes, counts.tolist()):
        if count:
            kind = "body" if code in body_codes() else "country" if code in names["en"] else "other"
            name = {language: names[language].get(str(code), str(code)) for language in ("id", "en")}
            found.append(records.Actor(code=str(code), name_id=name["id"], name_en=name["en"], kind=kind, events=int(count)))
    return {one.code: one for one in sorted(found, key=lambda one: (-one.events, one.code))}


def _known(holder: Holder) -> dict[str, records.Actor]:
    found: dict[str, records.Actor] = holder.cached("api-actors", _all)
    return found


@get("/actors", operation_id="list_actors", tags=["actors"])
async def list_actors(
    request: ASK, q: ask.WordsOption = "", kind: KindOption = None, limit: ask.LimitOption = None, next_: ask.NextOption = "",
    format: ask.FormatOption = None,
) -> Response[pages.Actors]:  # fmt: skip
    """A page of actors."""
    holder, wanted, question = holder_of(request), format_of(request, format), repr(("actors", q, kind))
    merged(holder)
    words = q.casefold().strip()

    def chosen() -> list[records.Actor]:
        return [
            one for one in _known(holder).values()
            if (not kind or one.kind == kind) and words in f"{one.code}\n{one.name_id}\n{one.name_en}".casefold()
        ]  # fmt: skip

    def make() -> pages.Actors:
        found, size = chosen(), limit or ask.USUAL
        if next_:
            count, code = key_of(next_, question, (int, str))
            found = [one for one in found if (-one.events, one.code) > (-count, code)]
        shown, desk = found[:size], holder.desk
        more = cursor(desk.version, question, [shown[-1].events, shown[-1].code]) if len(found) > size else None
        return pages.Actors(shown, more, desk.version)

    if wanted == "json":
        return await given(request, make)
    found = (await threaded(chosen))[:limit]
    start = partial(rows.table, found, records.Actor) if wanted == "csv" else partial(rows.lines, found)
    return await streamed("actors", wanted, start)


@get("/actors/{code:str}", operation_id="get_actor", tags=["actors"])
async def get_actor(request: ASK, code: ask.CodePart) -> Response[records.ActorInFull]:
    """One actor."""
    holder = holder_of(request)
    merged(holder)

    def make() -> records.ActorInFull:
        from kawat.actors.registry import LATEST, members, memberships

        if (found := _known(holder).get(code.upper())) is None:
            raise NoSuchPage(f"no event of this desk has an actor {code.upper()!r}.")
        bodies = sorted({m.body for m in memberships() if m.member == found.code and (m.until or LATEST) == LATEST})
        return records.ActorInFull(
            **msgspec.structs.asdict(found), memberships=bodies, members=members(found.code),
            partners=_partners(holder.desk, found.code),
        )  # fmt: skip

    return await given(request, make)


def _partners(desk: Desk, code: str) -> list[records.Partner]:
    import numpy as np

    ledger = desk.ledger
    size, own = len(ledger.codes), ledger.codes.tolist().index(code) if len(ledger.codes) else -1
    low, high = ledger.keys // size, ledger.keys % size
    others = np.concatenate([high[low == own], low[high == own]])
    most = sorted(Counter(others.tolist()).items(), key=lambda pair: (-pair[1], str(ledger.codes[pair[0]])))[:PARTNERS]
    return [records.Partner(str(ledger.codes[number]), count) for number, count in most]


HANDLERS: list[Any] = [list_actors, get_actor]
