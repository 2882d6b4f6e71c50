"""A dyad's series as an SVG picture: the level in its 90% band, the periods as dots, the shifts with their days; and as PNG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from kawat.errors import ExportError
from kawat.relations.phrases import name
from kawat.relations.series import Series
from kawat.relations.shifts import Shift
from kawat.relations.standing import Level, Of
from kawat.relations.telling import heading, short_day, short_month

WIDTH = 800
_LEFT, _RIGHT, _PLOT, _ROW = 64, 784, 250, 17
# No text of the picture is wider than so many pixels a letter at 12 pixels.
_LETTER = 6.9
_FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans', sans-serif"
_BLUE, _DARK, _GREY, _FAINT = "#2b6ca3", "#222222", "#5a5a5a", "#d9d9d9"
_COLOURS = {"worse": "#b5301b", "better": "#1f7a34", "attention": "#6b6b6b"}
_WORDS = {
    "id": {
        "conflict": "bagian konflik", "intensity": "skor rata-rata (Goldstein)", "day": "per hari", "week": "per minggu",
        "month": "per bulan", "level": "tingkat", "band": "interval 90%",
        "dots": "isi periode; makin besar, makin banyak peristiwa", "worse": "memburuk", "better": "membaik",
        "attention": "perhatian berubah", "only": "{} terhadap {}",
    },
    "en": {
        "conflict": "share of conflict", "intensity": "mean score (Goldstein)", "day": "by day", "week": "by week",
        "month": "by month", "level": "level", "band": "90% interval", "dots": "what a period had; larger: more events",
        "worse": "worse", "better": "better", "attention": "attention changed", "only": "{} towards {}",
    },
}  # fmt: skip


class _Frame(NamedTuple):
    """Where things lie: days across, values upwards, between ``top`` and ``foot``."""

    first: int
    last: int
    low: float
    high: float
    top: float

    @property
    def foot(self) -> float:
        return self.top + _PLOT

    def x(self, day: date) -> float:
        share = (day.toordinal() - self.first) / max(1, self.last - self.first)
        return _LEFT + min(1.0, max(0.0, share)) * (_RIGHT - _LEFT)

    def y(self, value: float) -> float:
        return self.top + (self.high - min(max(value, self.low), self.high)) / (self.high - self.low) * _PLOT


def svg(series: Series, levels: Sequence[Level], of: Of = "conflict", shifts: Sequence[Shift] = (), language: str = "en") -> str:
    """The picture of a series with at least one period, 800 pixels wide; ``levels`` are those of ``of``."""
    words, periods = _WORDS[language], series.periods
    first, last = periods[0].start, periods[-1].end + timedelta(days=1)
    marks, rows = _placed(shifts, lambda day: _x(day, first, last), language)
    low, high = (0.0, 1.0) if of == "conflict" else _range(series, levels)
    frame = _Frame(first.toordinal(), last.toordinal(), low, high, 70 + rows * _ROW)
    height = frame.foot + 84
    middle = [frame.x(p.start + (p.end + timedelta(days=1) - p.start) / 2) for p in periods]
    sides = name(series.a, language), name(series.b, language)
    title = escape(words["only"].format(*sides) if series.directed else heading(series.a, series.b, language))
    when = f"{short_day(first, language)} – {short_day(periods[-1].end, language)}"
    body = "".join(
        [
            _text(16, 26, title, size=17),
            _text(16, 46, f"{words[of]} {words[series.by]}, {when}", colour=_GREY),
            *_axis(frame, of, words[of], language), *_ticks(frame, first, last, language),
            *_lines(frame, marks), *_dots(series, frame, middle, of), *_level(frame, middle, levels), *_labels(marks),
            *_legend(height - 16, words),
        ]
    )  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" '
        f'role="img" aria-label="{title}" font-family="{_FONTS}" font-size="12"><title>{title}</title>'
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>{body}</svg>'
    )


def png(picture: str, width: int = 2 * WIDTH) -> bytes:
    """An SVG as PNG, so many pixels wide; raises ExportError where the library or a font for its words is missing."""
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError:
        raise ExportError("a PNG needs resvg-py, which is not installed. Run: pip install 'kawat[desk]'") from None
    probe = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">{}</svg>'.format
    word = f'<text x="2" y="20" font-family="{_FONTS}">M</text>'
    if bytes(svg_to_bytes(svg_string=probe(word))) == bytes(svg_to_bytes(svg_string=probe(""))):
        raise ExportError("a PNG needs a font, and there is none. Install DejaVu Sans or Liberation Sans, or use --format svg.")
    return bytes(svg_to_bytes(svg_string=picture, width=width))


def _range(series: Series, levels: Sequence[Level]) -> tuple[float, float]:
    """The least even range around 0 that holds the levels and the periods' means."""
    means = [period.intensity for period in series.periods if period.intensity is not None]
    most = max(abs(x) for x in (*means, *(bound for one in levels for bound in (one.low, one.high))))
    reach = next((r for r in (2.0, 4.0, 6.0, 8.0) if most <= r), 10.0)
    return -reach, reach


def _text(x: float, y: float, words: str, colour: str = _DARK, anchor: str = "start", size: int = 12) -> str:
    """A line of text; ``words`` are escaped already. What is larger than the rest is bold."""
    weight = "bold" if size > 12 else "normal"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" text-anchor="{anchor}">'
        f"{words}</text>"
    )


def _axis(frame: _Frame, of: Of, name: str, language: str) -> Iterator[str]:
    """Lines across at five values, the middle one stronger, with their numbers, and the name of what is shown."""
    for i in range(5):
        value = frame.low + (frame.high - frame.low) * i / 4
        y, colour = frame.y(value), "#8a8a8a" if i == 2 else _FAINT
        label = f"{value:.0%}" if of == "conflict" else f"{value:+g}".replace("-", "−") if value else "0"
        yield f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"/>'
        yield _text(_LEFT - 8, y + 4, label, colour=_GREY, anchor="end")
    centre = (frame.top + frame.foot) / 2
    yield f'<g transform="rotate(-90 16 {centre:.1f})">{_text(16, centre + 4, name, colour=_GREY, anchor="middle")}</g>'


def _ticks(frame: _Frame, first: date, last: date, language: str) -> Iterator[str]:
    """The days under the picture: months or days, and the year below the first one and each of its beginnings."""
    year = 0
    for day, label in _days(first, last, language):
        x = frame.x(day)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{frame.foot:.1f}" y2="{frame.foot + 5:.1f}" stroke="{_GREY}"/>'
        yield _text(x, frame.foot + 19, label, colour=_GREY, anchor="middle")
        if label != str(day.year) and day.year != year:
            yield _text(x, frame.foot + 34, str(day.year), colour=_GREY, anchor="middle")
        year = day.year


def _days(first: date, last: date, language: str) -> Iterator[tuple[date, str]]:
    """At most about a dozen days with what stands below them."""
    span = (last - first).days
    if span < 75:
        step = next(s for s in (1, 2, 7, 14) if span / s <= 12)
        for day in range(0, span, step):
            then = first + timedelta(days=day)
            yield then, f"{then.day} {short_month(then.month, language)}"
        return
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60) if span / 30.4 / s <= 12), 120)
    number = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
    while (then := date(number // 12, number % 12 + 1, 1)) < last:
        yield then, str(then.year) if step >= 12 else short_month(then.month, language)
        number += step


class _Marked(NamedTuple):
    """A shift's upright line, and its label with the place of it."""

    x: float
    left: float
    row: int
    label: str
    colour: str

    @property
    def width(self) -> float:
        return len(self.label) * _LETTER


def _x(day: date, first: date, last: date) -> float:
    return _Frame(first.toordinal(), last.toordinal(), 0, 1, 0).x(day)


def _placed(shifts: Sequence[Shift], x: Callable[[date], float], language: str) -> tuple[list[_Marked], int]:
    """The marks of the shifts, their labels in as many rows as are needed for none to lie over another; and the rows' number."""
    ends: list[float] = []
    out = []
    for shift in sorted(shifts, key=lambda one: one.date):
        label = f"{_WORDS[language][shift.way]} {short_day(shift.date, language)}"
        place, wide = x(shift.date), len(label) * _LETTER
        left = min(max(place - wide / 2, _LEFT), _RIGHT - wide)
        row = next((i for i, end in enumerate(ends) if end < left), len(ends))
        ends[row : row + 1] = [left + wide + 10]
        out.append(_Marked(place, left, row, label, _COLOURS[shift.way]))
    return out, len(ends)


def _lines(frame: _Frame, marks: Sequence[_Marked]) -> Iterator[str]:
    for mark in marks:
        yield (
            f'<line x1="{mark.x:.1f}" x2="{mark.x:.1f}" y1="{73 + mark.row * _ROW}" y2="{frame.foot:.1f}" stroke="{mark.colour}" '
            f'stroke-width="1.5" stroke-dasharray="5 4"/>'
        )


def _labels(marks: Sequence[_Marked]) -> Iterator[str]:
    """The labels over the lines of others, on white."""
    for mark in marks:
        y = 56 + mark.row * _ROW
        yield f'<rect x="{mark.left - 2:.1f}" y="{y}" width="{mark.width + 4:.1f}" height="{_ROW - 2}" fill="#ffffff"/>'
        yield _text(mark.left + mark.width / 2, y + 12, mark.label, colour=mark.colour, anchor="middle")


def _dots(series: Series, frame: _Frame, x: Sequence[float], of: Of) -> Iterator[str]:
    yield f'<g fill="{_DARK}" opacity="0.45">'
    for place, period in zip(x, series.periods):
        value = period.conflict if of == "conflict" else period.intensity
        if value is not None:
            yield f'<circle cx="{place:.1f}" cy="{frame.y(value):.1f}" r="{min(7.0, 1.5 + period.events**0.5 / 2):.1f}"/>'
    yield "</g>"


def _level(frame: _Frame, x: Sequence[float], levels: Sequence[Level]) -> Iterator[str]:
    """The band and the line; a bar and a point where there is one period only."""
    if len(levels) == 1:
        x, levels = (x[0] - 12, x[0] + 12), (levels[0], levels[0])
    upper = [f"{place:.1f},{frame.y(one.high):.1f}" for place, one in zip(x, levels)]
    lower = [f"{place:.1f},{frame.y(one.low):.1f}" for place, one in zip(x, levels)]
    line = " ".join(f"{place:.1f},{frame.y(one.level):.1f}" for place, one in zip(x, levels))
    yield f'<polygon points="{" ".join(upper + lower[::-1])}" fill="{_BLUE}" opacity="0.22"/>'
    yield f'<polyline points="{line}" fill="none" stroke="{_BLUE}" stroke-width="2.5" stroke-linejoin="round"/>'


def _legend(y: float, words: dict[str, str]) -> Iterator[str]:
    x: float = _LEFT
    signs = {
        "level": '<line x1="{0}" x2="{1}" y1="{2}" y2="{2}" stroke="' + _BLUE + '" stroke-width="2.5"/>',
        "band": '<rect x="{0}" y="{3}" width="22" height="10" fill="' + _BLUE + '" opacity="0.22"/>',
        "dots": '<circle cx="{4}" cy="{2}" r="4" fill="' + _DARK + '" opacity="0.45"/>',
    }
    for key, sign in signs.items():
        yield sign.format(f"{x:.1f}", f"{x + 22:.1f}", f"{y - 4:.1f}", f"{y - 9:.1f}", f"{x + 11:.1f}")
        yield _text(x + 28, y, words[key], colour=_GREY)
        x += 28 + len(words[key]) * _LETTER + 20
