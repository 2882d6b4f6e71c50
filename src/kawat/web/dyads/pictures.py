"""The charts of the page on a dyad, for the page itself and as pictures of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from kawat.relations.telling import heading
from kawat.web.asked import Asked
from kawat.web.charts.attention import attention
from kawat.web.charts.axes import NARROW, WIDE, Size, points_json
from kawat.web.charts.level import Drawn, Track, level, several, span
from kawat.web.charts.quads import quads
from kawat.web.dyads.beside import tracks
from kawat.web.dyads.measured import Measured, measured, window_of
from kawat.web.dyads.question import Dyad, compared, dyad_of
from kawat.web.dyads.record import Relation
from kawat.web.page import NoSuchPage
from kawat.web.period import span_of


def _view(asked: Asked) -> tuple[Dyad, Measured]:
    """What is to be drawn, as the page measured it; raises NoSuchPage where there is no event."""
    dyad = dyad_of(asked, asked.path["a"], asked.path["b"])
    window = window_of(asked, dyad, asked.query.by, *span_of(asked.query))
    if window is None:
        raise NoSuchPage(f"{asked.where}: {asked.t('relation.no_events_short')}")
    view = measured(asked, dyad, asked.query.by, asked.query.level, window)
    if not view.events:
        raise NoSuchPage(f"{asked.where}: {asked.t('relation.no_events_short')}")
    return dyad, view


def under(asked: Asked, view: Measured, what: str) -> str:
    """The quiet line below a chart's name: what is shown, by which periods, from when to when."""
    until = min(view.periods[-1].end, max(view.window.until, view.periods[-1].start))
    return f"{asked.t(what)} {asked.t(f'relation.by_{asked.query.by}')}, {span(view.periods[0].start, until, asked.language)}"


def level_chart(record: Relation, asked: Asked, size: Size = WIDE) -> Drawn:
    """The level with its interval and shifts."""
    _, view = _view(asked)
    track = Track(record.name, view.periods, view.levels)
    return level(
        track, asked.query.level, view.shifts, under(asked, view, f"relation.of_{asked.query.level}"), asked.language, size
    )


def quads_chart(record: Relation, asked: Asked, size: Size = WIDE) -> Drawn:
    """The acts by class."""
    _, view = _view(asked)
    title = f"{record.name}: {asked.t('relation.quads_title')}"
    return quads(view.periods, title, under(asked, view, "relation.quads_under"), asked.language, size)


def attention_chart(record: Relation, asked: Asked, size: Size = WIDE) -> Drawn:
    """The share of all events."""
    _, view = _view(asked)
    title = f"{record.name}: {asked.t('relation.attention_title')}"
    return attention(view.periods, title, under(asked, view, "relation.attention_under"), asked.language, size)


def compare_chart(record: Relation, asked: Asked, size: Size = WIDE) -> Drawn:
    """The levels of the dyad and of those it is compared with; raises NoSuchPage where it is compared with none."""
    dyad, view = _view(asked)
    others = compared(asked, dyad)
    if not others:
        raise NoSuchPage(f"{asked.where}: vs")
    found = [
        Track(heading(one.one.code, one.two.code, asked.language), seen.periods, seen.levels)
        for one, seen in tracks(asked, [dyad, *others], view.window)
        if seen.events
    ]
    title = asked.t("relation.compared_title")
    return several(found, asked.query.level, title, under(asked, view, f"relation.of_{asked.query.level}"), asked.language, size)


DRAWINGS: Mapping[str, Callable[..., Drawn]] = {
    "level": level_chart, "quads": quads_chart, "attention": attention_chart, "compare": compare_chart,
}  # fmt: skip


def _picture(name: str) -> Callable[[Relation, Asked], str]:
    def draw(record: Relation, asked: Asked) -> str:
        return DRAWINGS[name](record, asked).svg

    return draw


CHARTS: Mapping[str, Callable[[Relation, Asked], str]] = {name: _picture(name) for name in DRAWINGS}


def placed(record: Relation, asked: Asked, name: str) -> list[dict[str, Any]]:
    """A chart for wide and for narrow screens, with the place of its plot and the points to be read out."""
    out = []
    for kind, size in (("wide", WIDE), ("narrow", NARROW)):
        made = DRAWINGS[name](record, asked, size)
        out.append(
            {
                "kind": kind, "svg": Markup(made.svg), "points": Markup(points_json(made.points)),
                "x0": size.left, "x1": size.end,
                "y0": round(made.frame.top), "y1": round(made.frame.foot), "from": made.frame.first,
                "to": made.frame.last - timedelta(days=1),
            }
        )  # fmt: skip
    return out
