"""An actor and those it has to do with: acts of cooperation and conflict as bars, or the level of each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from kawat.web.charts.parts import LINE, QUIET, root, text

WIDTH, ROW, TOP, LEFT, RIGHT, FOOT = 720.0, 27.0, 40.0, 230.0, 90.0, 12.0
COOPERATION, CONFLICT = "#1d5f97", "#b3470b"
MIDDLE = (LEFT + WIDTH - RIGHT) / 2
HALF = (WIDTH - RIGHT - LEFT) / 2


class Bars(NamedTuple):
    """One row of acts: counts to the left (conflict) and to the right (cooperation), with its read-out and address."""

    name: str
    conflict: int
    cooperation: int
    told: str
    address: str


class Mark(NamedTuple):
    """One row of levels, each from -10 to 10; ``value`` is the level as it is written."""

    name: str
    level: float
    low: float
    high: float
    value: str
    told: str
    address: str


def bars(rows: Sequence[Bars], title: str, description: str, heads: tuple[str, str]) -> str:
    """The acts of each partner; ``heads`` name the left and the right side."""
    most = max((max(one.conflict, one.cooperation) for one in rows), default=1) or 1
    body = _frame(len(rows), heads)
    for i, one in enumerate(rows):
        y = TOP + ROW * i
        drawn = ""
        for count, way, side, colour in (
            (one.conflict, -1, "material-conflict", CONFLICT), (one.cooperation, 1, "material-cooperation", COOPERATION),
        ):  # fmt: skip
            width = HALF * 0.84 * count / most
            drawn += f'<rect class="{side}" x="{MIDDLE - width if way < 0 else MIDDLE:.1f}" y="{y + 7:.1f}" '
            drawn += f'width="{width:.1f}" height="13" fill="{colour}"/>'
            anchor = "end" if way < 0 else "start"
            drawn += text(MIDDLE + way * (width + 5), y + 18, str(count), anchor=anchor, name="quiet", colour=QUIET, size=11)
        body.append(_row(one.name, drawn, one.told, one.address, y))
    return root((0, 0, WIDTH, TOP + ROW * len(rows) + FOOT), title, description, body, "standings")


def marks(rows: Sequence[Mark], title: str, description: str) -> str:
    """The level of each partner as a dot in its interval."""
    body = _frame(len(rows), ("−10", "+10"))
    for i, one in enumerate(rows):
        y = TOP + ROW * i
        middle = y + 13.5
        low, high, level = (MIDDLE + HALF * min(max(value / 10, -1.0), 1.0) for value in (one.low, one.high, one.level))
        side, colour = ("material-cooperation", COOPERATION) if one.level >= 0 else ("material-conflict", CONFLICT)
        drawn = f'<rect class="{side}" x="{low:.1f}" y="{middle - 5:.1f}" width="{max(high - low, 1):.1f}" height="10" '
        drawn += f'fill="{colour}" fill-opacity=".3"/>'
        drawn += f'<circle class="{side}" cx="{level:.1f}" cy="{middle:.1f}" r="5" fill="{colour}"/>'
        drawn += text(WIDTH - 12, y + 18, one.value, anchor="end")
        body.append(_row(one.name, drawn, one.told, one.address, y))
    return root((0, 0, WIDTH, TOP + ROW * len(rows) + FOOT), title, description, body, "standings")


def _frame(rows: int, heads: tuple[str, str]) -> list[str]:
    foot = TOP + ROW * rows
    lines = [
        f'<line class="{name}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8:.1f}" y2="{foot:.1f}" stroke="{colour}"/>'
        for x, name, colour in ((LEFT, "axis", LINE), (MIDDLE, "zero", QUIET), (WIDTH - RIGHT, "axis", LINE))
    ]
    left, right = heads
    ends = (
        text(LEFT, 20, left, name="quiet", colour=QUIET),
        text(WIDTH - RIGHT, 20, right, anchor="end", name="quiet", colour=QUIET),
    )
    return [*lines, *ends]


def _row(name: str, drawn: str, told: str, address: str, y: float) -> str:
    short = name if len(name) <= 28 else name[:27] + "…"
    label = text(LEFT - 14, y + 18, short, anchor="end")
    return f'<a href="{escape(address)}"><g>{label}{drawn}<title>{escape(told)}</title></g></a>'
