"""A level in a line of the text: small, without axes, its zero line and its last point."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 140, 36
_REACH = 8.0


def spark(levels: Sequence[float], title: str, reach: float = _REACH) -> str:
    """Levels of intensity around 0, the largest at most ``reach`` away from it."""
    if not levels:
        return ""
    step = (WIDTH - 10) / max(1, len(levels) - 1)
    places = [(3 + i * step, HEIGHT / 2 - max(-reach, min(reach, one)) / reach * (HEIGHT / 2 - 3)) for i, one in enumerate(levels)]
    edge = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    way, colour = ("worse", "#b3470b") if levels[-1] < 0 else ("better", "#1d5f97")
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>"
        f'<line class="axis" x1="0" x2="{WIDTH}" y1="{HEIGHT / 2}" y2="{HEIGHT / 2}" stroke="#dedbd2"/>'
        f'<polyline class="{way}" points="{edge}" fill="none" stroke="{colour}" stroke-width="1.8" stroke-linejoin="round"/>'
        f'<circle class="dot-{way}" cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/></svg>'
    )
