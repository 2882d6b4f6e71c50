"""What time charts have in common: a frame of days across and values upwards, its grid, its ticks, and points to read out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap
from typing import NamedTuple

import msgspec

from kawat.relations.telling import short_month

FONTS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"
INK, QUIET, GRID, ZERO, PAPER = "#1c1f23", "#5b626b", "#dedbd2", "#5b626b", "#ffffff"
# No letter of a label is wider, as a share of the type's size.
LETTER = 0.58


class Size(NamedTuple):
    """How large a chart is drawn: a wide one for pages and pictures, a narrow one for telephones."""

    width: int
    left: int
    right: int
    type: int

    @property
    def end(self) -> int:
        """Where the plot ends."""
        return self.width - self.right


WIDE, NARROW = Size(960, 48, 56, 14), Size(400, 54, 46, 14)


class Frame(NamedTuple):
    """Days from ``first`` to before ``last`` across, values from ``low`` to ``high`` upwards, between ``top`` and ``foot``."""

    size: Size
    first: date
    last: date
    low: float
    high: float
    top: float
    foot: float

    def x(self, day: date) -> float:
        """Where a day begins."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.size.left + min(1.0, max(0.0, share)) * (self.size.end - self.size.left)

    def middle(self, start: date, end: date) -> float:
        """The middle of the days from ``start`` to ``end``."""
        return (self.x(start) + self.x(end + timedelta(days=1))) / 2

    def y(self, value: float) -> float:
        """How high a value lies."""
        reach = (self.high - self.low) or 1.0
        return self.top + (self.high - min(max(value, self.low), self.high)) / reach * (self.foot - self.top)


class Point(NamedTuple):
    """What is read out at a place of a chart."""

    x: float
    y: float | None
    day: str
    label: str


def text(
    x: float,
    y: float,
    words: str,
    *,
    kind: str = "",
    colour: str = INK,
    anchor: str = "start",
    size: int = 14,
    bold: bool = False,
) -> str:
    """A line of text, which is escaped."""
    weight = ' font-weight="650"' if bold else ""
    named = f' class="{kind}"' if kind else ""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}"'
    return f'<text {place} fill="{colour}" text-anchor="{anchor}"{weight}{named}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str, colour: str, more: str = "") -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}" stroke="{colour}"{more}/>'


def wide(words: str, size: int) -> float:
    """About how wide a text is, rather more than less."""
    return len(words) * size * LETTER


def svg(size: Size, height: float, title: str, told: str, body: Iterable[str]) -> str:
    """The picture: its title, what it shows in words, on paper."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {height:.0f}" width="{size.width}" '
        f'height="{height:.0f}" role="img" aria-label="{escape(title)}" font-family="{escape(FONTS)}" font-size="{size.type}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
        f'<rect class="paper" width="{size.width}" height="{height:.0f}" fill="{PAPER}"/>{"".join(body)}</svg>'
    )


def head(size: Size, title: str, under: str) -> tuple[list[str], int]:
    """The title and a quiet text below it in as many lines as they need, and where they end."""
    out, y = [], 2
    for words, kind, colour, bold, type_ in (
        (title, "", INK, True, 18 if size is WIDE else 16),
        (under, "quiet", QUIET, False, size.type),
    ):
        for row in wrap(words, max(10, int((size.width - 4) / type_ / (0.56 if bold else 0.52)))):
            y += type_ + (3 if bold else 5)
            out.append(text(0, y, row, kind=kind, colour=colour, size=type_, bold=bold))
        y += 2
    return out, y


def grid(frame: Frame, values: Sequence[tuple[float, str]], zero: float | None = None) -> Iterator[str]:
    """Light lines across at some values with their labels before them, that at ``zero`` stronger."""
    size = frame.size
    for value, label in values:
        y, strong = frame.y(value), value == zero
        yield line(size.left, y, size.end, y, "zero" if strong else "axis", ZERO if strong else GRID)
        yield text(size.left - 8, y + 5, label, kind="quiet", colour=QUIET, anchor="end", size=size.type - 1)


def days(frame: Frame, language: str) -> Iterator[str]:
    """The ticks below: years where they begin, months or days between them."""
    last_end = -1.0
    for day, label, strong in ticks(frame.first, frame.last, language, 12 if frame.size.width > 600 else 5):
        x = frame.x(day)
        yield line(x, frame.foot, x, frame.foot + (7 if strong else 5), "axis", GRID)
        half = wide(label, frame.size.type) / 2
        place = min(max(x, frame.size.left - 30 + half), frame.size.width - half)
        if place - half > last_end:
            kind, colour = ("", INK) if strong else ("quiet", QUIET)
            yield text(
                place, frame.foot + 22, label, kind=kind, colour=colour, anchor="middle", size=frame.size.type - 1, bold=strong
            )
            last_end = place + half + 6


def ticks(first: date, last: date, language: str, most: int) -> list[tuple[date, str, bool]]:
    """At most about ``most`` days with their labels, and whether a year begins there."""
    span = (last - first).days
    if span <= 75:
        step = next((s for s in (1, 2, 7, 14, 28) if span / s <= most), 56)
        shown = [first + timedelta(days=n) for n in range(0, span, step)]
        return [(day, _day(day, first, i, language), False) for i, day in enumerate(shown)]
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if span / 30.4 / s <= most), 240)
    number = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
    out: list[tuple[date, str, bool]] = []
    while (day := date(number // 12, number % 12 + 1, 1)) < last:
        opens = day.month == 1
        label = str(day.year) if opens else short_month(day.month, language)
        out.append((day, label if opens or out or step >= 12 else f"{label} {day.year}", opens))
        number += step
    return out


def _day(day: date, first: date, place: int, language: str) -> str:
    label = f"{day.day} {short_month(day.month, language)}"
    return f"{label} {day.year}" if place == 0 else label


def points_json(points: Sequence[Point]) -> str:
    """Points for ``<kawat-chart>`` as JSON that can stand in a page."""
    given = [
        {"x": round(point.x, 1), **({} if point.y is None else {"y": round(point.y, 1)}), "day": point.day, "label": point.label}
        for point in points
    ]
    found = msgspec.json.encode(given).decode()
    return found.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def nice(most: float, whole: bool = False) -> tuple[float, float]:
    """The step and end of an axis from 0 that holds ``most``: three or four steps of 1, 2, 2.5 or 5 times a power of ten."""
    if most <= 0:
        return (1.0, 2.0) if whole else (0.01, 0.02)
    power = 10.0 ** (len(f"{most:.0f}") - 1 if most >= 1 else -len(f"{1 / most:.0f}"))
    steps = [power * one for one in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5)]
    if whole:
        steps = [step for step in steps if step >= 1 and step == int(step)] or [1.0]
    step = next((one for one in steps if most / one <= 4), steps[-1])
    return step, step * -(-most // step)
