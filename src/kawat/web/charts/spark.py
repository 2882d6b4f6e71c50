"""A level in a line of the text: small, without axes, its zero line and its last point."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 140, 36
_REACH = 8.0


def spark(levels: Sequence[float], scores: Sequence[float | None], title: str, reach: float = _REACH) -> str:
    """Levels of intensity around 0, the largest at most ``reach`` away from it, over bars of what each period had."""
    if not levels:
        return ""
    step = (WIDTH - 10) / max(1, len(levels) - 1)
    places = [
        (3 + i * step, HEIGHT / 2 - max(-reach, min(reach, one)) / reach * (HEIGHT / 2 - 3)) for i, one in enumerate(levels)
    ]
    zero, wide = HEIGHT / 2, max(1.0, min(8.0, step * 0.7))
    bars = []
    for i, one in enumerate(scores):
        if one is not None:
            tall, kind = min(reach, abs(one)) / reach * (zero - 1), "better" if one > 0 else "worse"
            colour = "#1d5f97" if one > 0 else "#b3470b"
            y = zero - tall if one > 0 else zero
            bars.append(
                f'<rect class="bar-{kind}" x="{3 + i * step - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" '
                f'fill="{colour}" fill-opacity="0.25"/>'
            )
    edge = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    way, colour = ("worse", "#b3470b") if levels[-1] < 0 else ("better", "#1d5f97")
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>"
        f'<line class="axis" x1="0" x2="{WIDTH}" y1="{HEIGHT / 2}" y2="{HEIGHT / 2}" stroke="#dedbd2"/>{"".join(bars)}'
        f'<polyline class="{way}" points="{edge}" fill="none" stroke="{colour}" stroke-width="1.8" stroke-linejoin="round"/>'
        f'<circle class="dot-{way}" cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/></svg>'
    )
