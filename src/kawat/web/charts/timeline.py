"""A story's reports on a line of time: one lane an outlet, a dot a report, a ring a copy, and a curve from whom it was copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import NamedTuple

from kawat.relations.telling import short_day
from kawat.web.words import word

WIDTH, LEFT, RIGHT, TOP, LANE, FOOT = 960, 190, 24, 16, 30, 34
LANES = 14
"""So many outlets have a lane of their own, those that reported first; the rest shares the last one."""


class Report(NamedTuple):
    """One article: its id, moment, outlet, title, and the id of the article that it copies ("" for none)."""

    id: str
    moment: datetime
    outlet: str
    title: str
    copied: str = ""


def timeline(reports: Sequence[Report], title: str, language: str) -> str:
    """The SVG text; "" where there is nothing to draw."""
    if not reports:
        return ""
    lanes = _lanes(reports, language)
    height = TOP + LANE * (max(lanes.values()) + 1) + FOOT
    first, last = min(r.moment for r in reports), max(r.moment for r in reports)
    span = max((last - first).total_seconds(), 3600.0)
    at = {r.id: (_x((r.moment - first).total_seconds() / span), TOP + LANE * (lanes[r.outlet] + 0.5)) for r in reports}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" '
        'font-size="13">',
        f"<title>{escape(title)}</title><desc>{escape(_told(reports, first, last, language))}</desc>",
        *_axis(first, last, height, language), *_names(lanes, language),
    ]  # fmt: skip
    parts += [_curve(at[r.copied], at[r.id]) for r in reports if r.copied in at and r.copied != r.id]
    parts += [_dot(r, *at[r.id], language) for r in reports]
    return "".join([*parts, "</svg>"])


def _lanes(reports: Sequence[Report], language: str) -> dict[str, int]:
    order = list(dict.fromkeys(r.outlet for r in sorted(reports, key=lambda r: r.moment)))
    return {outlet: min(place, LANES) for place, outlet in enumerate(order)}


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _told(reports: Sequence[Report], first: datetime, last: datetime, language: str) -> str:
    copies = sum(bool(r.copied) for r in reports)
    days = (short_day(first.date(), language), short_day(last.date(), language))
    return word("story.chart_told", language, n=len(reports), first=days[0], last=days[1], copies=copies)


def _names(lanes: dict[str, int], language: str) -> list[str]:
    out = []
    shared = [outlet for outlet, lane in lanes.items() if lane == LANES]
    for outlet, lane in lanes.items():
        name = outlet or word("base.unknown", language)
        if lane == LANES:
            if outlet != shared[0]:
                continue
            name = name if len(shared) == 1 else word("story.other_outlets", language, n=len(shared))
        y = TOP + LANE * (lane + 0.5)
        name = name if len(name) <= 24 else name[:23] + "…"
        out.append(f'<line class="axis" stroke="#dedbd2" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>')
        out.append(f'<text x="{LEFT - 14}" y="{y + 4.5}" text-anchor="end" fill="#1c1f23">{escape(name)}</text>')
    return out


def _axis(first: datetime, last: datetime, height: int, language: str) -> list[str]:
    """The days under the lanes, so many as there is room for; hours where all happened on one or two days."""
    span = max((last - first).total_seconds(), 3600.0)
    hours = span <= 36 * 3600
    step = timedelta(hours=6) if hours else timedelta(days=max(1, round(span / 86400 / 7)))
    moment = first.replace(hour=0, minute=0, second=0, microsecond=0)
    out = []
    while moment <= last:
        if moment >= first:
            x = _x((moment - first).total_seconds() / span)
            label = f"{moment:%H.%M}" if hours and moment.hour else short_day(moment.date(), language)
            anchor = "end" if x > WIDTH - 60 else "middle"
            out.append(f'<line class="axis" stroke="#dedbd2" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - FOOT}"/>')
            out.append(
                f'<text class="quiet" x="{x:.1f}" y="{height - 12}" text-anchor="{anchor}" fill="#5b626b">{escape(label)}</text>'
            )
        moment += step
    return out


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (a, b), (x, y) = start, end
    middle = (a + x) / 2
    return (
        f'<path class="copy-line" fill="none" stroke="#9aa1a8" stroke-width="1" d="M{a:.1f} {b:.1f}C{middle:.1f} {b:.1f} '
        f'{middle:.1f} {y:.1f} {x:.1f} {y:.1f}"/>'
    )


def _dot(report: Report, x: float, y: float, language: str) -> str:
    looks = 'class="copy-dot" fill="#ffffff" stroke="#0f4c75" stroke-width="2"' if report.copied else 'class="dot" fill="#0f4c75"'
    copy = f" ({word('story.copy', language)})" if report.copied else ""
    label = f"{report.moment:%d.%m.%Y %H.%M} · {report.outlet or '?'}: {report.title}{copy}"
    return f'<circle {looks} cx="{x:.1f}" cy="{y:.1f}" r="5.5"><title>{escape(label)}</title></circle>'
