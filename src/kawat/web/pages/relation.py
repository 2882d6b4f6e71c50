"""Relation: how two sides get along, since when, why, and every sentence that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from kawat.ontology import EVENTS
from kawat.relations.drawing import COLUMNS
from kawat.relations.explain import Mover
from kawat.relations.ledger import day_number
from kawat.relations.shifts import Shift
from kawat.relations.telling import bare, tell_level, tell_shift
from kawat.web.asked import Asked
from kawat.web.charts.attention import percent
from kawat.web.charts.level import value_text
from kawat.web.dyads import beside, chosen, pictures
from kawat.web.dyads.measured import Measured, Standing, Window, linked, measured, standing, window_of
from kawat.web.dyads.outlets import outlets
from kawat.web.dyads.question import Dyad, RelationQuery, blocs, compared, dyad_of, filters_of
from kawat.web.dyads.record import Cause, Relation, ShiftTold, period_rows, totals
from kawat.web.page import Page
from kawat.web.period import span_of

A_PAGE = 20
PERIODS = ((365, "year"), (91, "quarter"), (31, "month"))
# The days around a shift that its link shows.
BEFORE, AFTER = timedelta(weeks=8), timedelta(weeks=8)


class Shown(Relation, frozen=True):
    """The record with what the page's template asks for besides."""

    def drawn(self, asked: Asked, name: str) -> list[dict[str, Any]]:
        """A chart for wide and for narrow screens, with what ``<kawat-chart>`` is told of it."""
        return pictures.placed(self, asked, name)

    def bare(self, code: str, asked: Asked) -> str:
        """What a side is called in a heading."""
        return bare(code, asked.language)

    def members(self) -> list[str]:
        """The sides that have members."""
        return [code for code in (self.a, self.b) if code in blocs()]

    def kept(self, asked: Asked, *without: str) -> list[tuple[str, object]]:
        """The names and values of the query but for some, for a form's hidden fields."""
        given = msgspec.to_builtins(asked.query)
        pairs = [(name, one) for name, value in given.items() for one in (value if isinstance(value, list | tuple) else [value])]
        return [(name, "1" if one is True else one) for name, one in pairs if one not in ("", False) and name not in without]

    def spans(self) -> list[tuple[str, date, date]]:
        """The last year, quarter and month of the desk, as far as the dyad reaches."""
        if not self.whole_until or not self.whole_since:
            return []
        end = self.whole_until
        return [(name, end - timedelta(days=n), end) for n, name in PERIODS if end - timedelta(days=n) > self.whole_since]

    def types(self) -> tuple[str, ...]:
        """The PLOVER types, to filter by."""
        return EVENTS

    def shown_chart(self, asked: Asked) -> str:
        """The chart that is shown where there is room for one."""
        return asked.query.chart if asked.query.chart in pictures.DRAWINGS else "level"

    def percent(self, share: float, asked: Asked) -> str:
        """A share as the reader writes it."""
        return percent(share, asked.language)

    def value(self, one: float | None, asked: Asked) -> str:
        """A level of the page's kind as the reader writes it."""
        return "–" if one is None else value_text(one, asked.query.level, asked.language)


def make(asked: Asked) -> Shown:
    """The page's record."""
    query: RelationQuery = asked.query
    dyad = dyad_of(asked, asked.path["a"], asked.path["b"])
    others, filters, second = compared(asked, dyad), filters_of(query), span_of(query, "from2", "to2")
    since, until = span_of(query)
    window = window_of(asked, dyad, query.by, since, until)
    if window is None:
        return _empty(asked, dyad, None)
    view = measured(asked, dyad, query.by, query.level, window)
    rows = chosen.rows_between(asked, dyad, window.since, window.until, filters)
    if not len(rows) and not view.events:
        return _empty(asked, dyad, window)
    stood = standing(asked, dyad, window)
    told = chosen.rows_between(asked, dyad, window.since, window.until)
    carriers, many = outlets(asked, told)
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(query.page, pages)
    order = chosen.ordered(asked, rows, query.order)[(page - 1) * A_PAGE : page * A_PAGE]
    evidence = _evidence(asked, dyad, view, stood)
    usual = window_of(asked, dyad, query.by, None, None) or window
    return Shown(
        a=dyad.one.code, b=dyad.two.code, name=name_of(dyad, asked.language), by=query.by, directed=dyad.directed,
        expand=list(query.expand), level=query.level, since=window.since, until=window.until, whole_since=usual.since,
        whole_until=usual.until, earlier=_earlier(asked, dyad, usual), sentence=_told(dyad, stood, asked.language),
        because=_causes(stood.movers if stood else [], evidence), shifts=_shifts(asked, view, evidence),
        periods=period_rows(view),
        totals=totals(view.periods, real_between(asked, view), many, window.since, window.until), found=len(rows), page=page,
        pages=pages, events=chosen.shown(asked, order), quotes=chosen.quotes(asked, dyad, told), outlets=carriers,
        outlet_count=many, compared=beside.lines(asked, [dyad, *others], window) if others else [],
        two_periods=beside.two_periods(asked, dyad, window, second),
        third=beside.thirds(asked, dyad, window) if query.third else [], neighbours=[],
    )  # fmt: skip


def _empty(asked: Asked, dyad: Dyad, window: Window | None) -> Shown:
    """A dyad, or a period of it, without events: says so, and names those of its sides that have some."""
    query: RelationQuery = asked.query
    usual = window_of(asked, dyad, query.by, None, None) if window else None
    ever = linked(asked, dyad).first if window else None
    return Shown(
        a=dyad.one.code, b=dyad.two.code, name=name_of(dyad, asked.language), by=query.by, directed=dyad.directed,
        expand=list(query.expand), level=query.level, since=window and window.since, until=window and window.until,
        whole_since=usual and usual.since, whole_until=usual and usual.until, earlier=ever, sentence="", because=[], shifts=[],
        periods=[], totals=None, found=0, page=1, pages=1, events=[], quotes=[], outlets=[], outlet_count=0, compared=[],
        two_periods=[], third=[], neighbours=beside.neighbours(asked, dyad),
    )  # fmt: skip


def name_of(dyad: Dyad, language: str) -> str:
    """ "Rusia–China"; "Rusia terhadap China" where only what one does counts."""
    a, b = bare(dyad.one.code, language), bare(dyad.two.code, language)
    return f"{a} → {b}" if dyad.directed else f"{a}–{b}"


def real_between(asked: Asked, view: Measured) -> int:
    """All real events of the desk in the periods of a window."""
    import numpy as np

    ledger = asked.desk.ledger
    if not view.periods:
        return 0
    edges = [day_number(view.periods[0].start), day_number(view.periods[-1].end) + 1]
    first, last = ledger.told[np.searchsorted(ledger.days, edges)]
    return int(last - first)


def _earlier(asked: Asked, dyad: Dyad, usual: Window) -> date | None:
    first = linked(asked, dyad).first
    return first if first and first < usual.since else None


def _told(dyad: Dyad, stood: Standing | None, language: str) -> str:
    if stood is None:
        return ""
    level = stood.level.level, stood.level.low, stood.level.high
    return tell_level(dyad.one.code, dyad.two.code, stood.when, level, language, stood.movers)


def _evidence(asked: Asked, dyad: Dyad, view: Measured, stood: Standing | None) -> dict[str, dict[str, Any]]:
    """The events behind a level and shifts, by their ids."""
    told = [mover for group in ([stood.movers] if stood else []) + view.causes for mover in group]
    return chosen.evidence(asked, [mover.id for mover in told], linked(asked, dyad).rows)


def _causes(movers: list[Mover], evidence: Mapping[str, dict[str, Any]]) -> list[Cause]:
    return [Cause(mover.id, mover.day, mover.effect, evidence.get(mover.id)) for mover in movers]


def _shifts(asked: Asked, view: Measured, evidence: Mapping[str, dict[str, Any]]) -> list[ShiftTold]:
    def told(number: int, shift: Shift, movers: list[Mover]) -> ShiftTold:
        return ShiftTold(
            number, shift.date, shift.way, shift.probability, shift.before, shift.after, shift.conflict_before,
            shift.conflict_after, shift.events, tell_shift(shift, asked.language, movers), shift.date - BEFORE,
            shift.date + AFTER, _causes(movers, evidence),
        )  # fmt: skip

    return [told(i, shift, movers) for i, (shift, movers) in enumerate(zip(view.shifts, view.causes), 1)]


def table(record: Relation, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    """A row a period, as ``kawat relation --format csv`` has them."""
    return list(COLUMNS), [*record.periods]


PAGE = Page("relation", "/relation/{a:str}/{b:str}", make, RelationQuery, table, pictures.CHARTS)
