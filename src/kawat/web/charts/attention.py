"""How much of all that the desk tells is about a dyad, period by period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from kawat.relations.series import Period
from kawat.web.charts.axes import WIDE, Frame, Point, Size, days, grid, head, nice, svg
from kawat.web.charts.level import Drawn, span
from kawat.web.words import word

GREY = "#767b82"


def percent(share: float, language: str) -> str:
    """A share with as many decimals as it needs."""
    value = 100 * share
    places = 0 if value >= 10 or not value else 1 if value >= 1 else 2
    digits = f"{value:.{places}f}"
    found = f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}%"
    return found.replace(".", ",") if language == "id" else found


def attention(periods: Sequence[Period], title: str, under: str, language: str, size: Size = WIDE) -> Drawn:
    """The share of all events, as steps from a base line."""
    most = max(period.attention for period in periods)
    step, high = nice(most)
    titles, y = head(size, title, under)
    frame = Frame(
        size, periods[0].start, periods[-1].end + timedelta(days=1), 0.0, high, y + 20, y + (140 if size is WIDE else 130)
    )
    values = [(step * i, percent(step * i, language)) for i in range(1, round(high / step) + 1)]
    edge = []
    for period in periods:
        height = f"{frame.y(period.attention):.1f}"
        edge += [f"{frame.x(period.start):.1f},{height}", f"{frame.x(period.end + timedelta(days=1)):.1f},{height}"]
    foot = f"{frame.y(0):.1f}"
    area = [f"{size.left},{foot}", *edge, f"{size.end},{foot}"]
    body = [
        *titles, *grid(frame, values),
        f'<polygon class="attention-area" points="{" ".join(area)}" fill="{GREY}" fill-opacity="0.25"/>',
        f'<polyline class="attention-line" points="{" ".join(edge)}" fill="none" stroke="{GREY}" stroke-width="1.5"/>',
        *grid(frame, [(0.0, "0")], 0.0), *days(frame, language),
    ]  # fmt: skip
    read = [_read(frame, period, language) for period in periods]
    return Drawn(svg(size, frame.foot + 34, title, under, body), frame, read)


def _read(frame: Frame, period: Period, language: str) -> Point:
    share = word("relation.read_attention", language, share=percent(period.attention, language), n=period.events)
    x, y = frame.middle(period.start, period.end), frame.y(period.attention)
    return Point(x, y, period.start.isoformat(), f"{span(period.start, period.end, language)}: {share}")
