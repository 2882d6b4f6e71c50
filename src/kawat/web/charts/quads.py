"""What the acts of a dyad were, period by period: bars of cooperation upwards, of conflict downwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from kawat.relations.series import Period
from kawat.web.charts.axes import WIDE, Frame, Point, Size, days, grid, head, nice, svg, text, wide
from kawat.web.charts.level import Drawn, span
from kawat.web.words import word

COLOURS = {
    "verbal cooperation": "#6aa5d0", "material cooperation": "#1d5f97", "verbal conflict": "#e79a4a",
    "material conflict": "#b3470b",
}  # fmt: skip
_UP, _DOWN = ("verbal cooperation", "material cooperation"), ("verbal conflict", "material conflict")


def quads(periods: Sequence[Period], title: str, under: str, language: str, size: Size = WIDE) -> Drawn:
    """The bars of the periods, real events alone."""
    up = max(sum(period.quads[quad] for quad in _UP) for period in periods)
    down = max(sum(period.quads[quad] for quad in _DOWN) for period in periods)
    step, _ = nice(max(up, down), whole=True)
    titles, y = head(size, title, under)
    top = y + (38 if size is WIDE else 62)
    high, low = step * -(-up // step), -step * -(-down // step)
    high, low = (high, low) if high - low else (step, -step)
    frame = Frame(
        size, periods[0].start, periods[-1].end + timedelta(days=1), low, high, top, top + (220 if size is WIDE else 190)
    )
    values = [(step * i, _count(abs(step * i), language)) for i in range(round(low / step), round(high / step) + 1)]
    body = [
        *titles, *_legend(size, y + 22.0, language), *grid(frame, values), *_bars(frame, periods),
        *grid(frame, [(0.0, "0")], 0.0), *days(frame, language),
    ]  # fmt: skip
    read = [Point(frame.middle(p.start, p.end), None, p.start.isoformat(), _read(p, language)) for p in periods]
    return Drawn(svg(size, frame.foot + 34, title, under, body), frame, read)


def _name(quad: str, language: str) -> str:
    return word(f"base.{quad.replace(' ', '_')}", language)


def _count(value: float, language: str) -> str:
    return f"{value:,.0f}".replace(",", "." if language == "id" else ",")


def _legend(size: Size, top: float, language: str) -> Iterator[str]:
    x, y = 0.0, top
    for i, (quad, colour) in enumerate(COLOURS.items()):
        label = _name(quad, language)
        if size is not WIDE:
            x, y = (i // 2) * size.width / 2, top + 22 * (i % 2)
        yield f'<rect class="{quad.replace(" ", "-")}" x="{x:.1f}" y="{y - 11:.1f}" width="13" height="13" fill="{colour}"/>'
        yield text(x + 19, y, label, size=size.type - 1)
        x += 19 + wide(label, size.type - 1) + 20


def _bars(frame: Frame, periods: Sequence[Period]) -> Iterator[str]:
    for period in periods:
        left, right = frame.x(period.start), frame.x(period.end + timedelta(days=1))
        gap = min(4.0, (right - left) * 0.18)
        for stack, way in ((_UP, 1), (_DOWN, -1)):
            base = 0.0
            for quad in stack[::-1]:
                if count := period.quads[quad]:
                    ends = frame.y(way * base), frame.y(way * (base + count))
                    base += count
                    width = min(46.0, max(0.8, right - left - gap))
                    x = (left + right - width) / 2
                    yield (
                        f'<rect class="{quad.replace(" ", "-")}" x="{x:.1f}" y="{min(ends):.1f}" width="{width:.1f}" '
                        f'height="{abs(ends[0] - ends[1]):.1f}" fill="{COLOURS[quad]}"/>'
                    )


def _read(period: Period, language: str) -> str:
    parts = [f"{_name(quad, language)} {count}" for quad, count in period.quads.items() if count]
    parts = parts or [word("relation.no_events_short", language)]
    return f"{span(period.start, period.end, language)}: {', '.join(parts)}"
