"""The level of a dyad in its 90% interval, with what each period had as dots and the shifts as marked days; and several dyads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kawat.relations.series import Period
from kawat.relations.shifts import Shift
from kawat.relations.standing import Level, Of
from kawat.relations.telling import short_day
from kawat.web.charts.axes import QUIET, WIDE, Frame, Point, Size, days, grid, head, line, svg, text, wide
from kawat.web.words import word

ACCENT = "#0f4c75"
WAYS = {"worse": "#b3470b", "better": "#1d5f97", "attention": "#767b82"}
SIGNS = {"worse": "▼", "better": "▲", "attention": "◆"}
LINES = ("#0f4c75", "#b3470b", "#2f7d5b", "#7a4fa3")
_ROW = 20
_MOST_NAMED = 6


class Track(NamedTuple):
    """One dyad on a chart of levels."""

    name: str
    periods: Sequence[Period]
    levels: Sequence[Level]


class Drawn(NamedTuple):
    """A chart with the place of its plot, for ``<kawat-chart>``."""

    svg: str
    frame: Frame
    points: list[Point]


def level(track: Track, of: Of, shifts: Sequence[Shift], under: str, language: str, size: Size = WIDE) -> Drawn:
    """One dyad; ``under`` is the quiet line below its name."""
    titles, y = head(size, track.name, under)
    marks, rows = _placed(shifts, _frame([track], of, 0, size), y + 24, language)
    frame = _frame([track], of, y + 18 + rows * _ROW + (6 if rows else 0), size)
    body = [
        *titles, *grid(frame, _values(frame, of, language), 0.0), *days(frame, language),
        *_hints(frame, track, of, language), *_dots(frame, track, of), *_band(frame, track), *_line(frame, track, ACCENT, "line"),
        *_marks(frame, marks), *_last(frame, track, of, language, ACCENT),
    ]  # fmt: skip
    told = f"{under}. {_told(track, of, language)}"
    return Drawn(svg(size, frame.foot + 34, track.name, told, body), frame, points(frame, track, of, language))


def several(tracks: Sequence[Track], of: Of, title: str, under: str, language: str, size: Size = WIDE) -> Drawn:
    """Several dyads by their lines, each named at its end."""
    titles, top = head(size, title, under)
    legend = 24 * (1 if size is WIDE else len(tracks))
    frame = _frame(tracks, of, top + 20 + legend, size)
    body = [*titles, *grid(frame, _values(frame, of, language), 0.0), *days(frame, language)]
    x = 0.0
    for i, (track, colour) in enumerate(zip(tracks, LINES)):
        y = top + 24.0 + (0 if size is WIDE else 24 * i)
        body.append(line(x, y - 5, x + 22, y - 5, f"line line-{i}", colour, ' stroke-width="3"'))
        body.append(text(x + 28, y, track.name, size=size.type))
        x = x + 28 + wide(track.name, size.type) + 24 if size is WIDE else 0.0
        body += [*_line(frame, track, colour, f"line line-{i}")]
    body += _ends(frame, tracks, of, language)
    told = " ".join(f"{track.name}: {_told(track, of, language)}" for track in tracks)
    return Drawn(svg(size, frame.foot + 34, title, told, body), frame, points(frame, tracks[0], of, language))


def _frame(tracks: Sequence[Track], of: Of, top: float, size: Size) -> Frame:
    first = min(track.periods[0].start for track in tracks)
    last = max(track.periods[-1].end for track in tracks) + timedelta(days=1)
    high = 1.0
    if of == "intensity":
        most = max(abs(bound) for track in tracks for one in track.levels for bound in (one.low, one.high))
        high = next((r for r in (2.0, 4.0, 6.0, 8.0) if most <= r), 10.0)
    return Frame(size, first, last, 0.0 if of == "conflict" else -high, high, top, top + (260 if size is WIDE else 220))


def _values(frame: Frame, of: Of, language: str) -> list[tuple[float, str]]:
    steps = [frame.low + (frame.high - frame.low) * i / 4 for i in range(5)]
    return [(value, f"{value:.0%}" if of == "conflict" else _signed(value, language, 0)) for value in steps]


def _signed(value: float, language: str, places: int) -> str:
    found = f"{value:+.{places}f}".replace("-", "−") if round(value, places) else "0"
    return found.replace(".", ",") if language == "id" else found


def value_text(value: float, of: Of, language: str) -> str:
    """A level as it is written beside its line."""
    return f"{value:.0%}" if of == "conflict" else _signed(value, language, 1)


def _hints(frame: Frame, track: Track, of: Of, language: str) -> Iterator[str]:
    """What is up and what is down, at the edges of the plot where nothing else is drawn."""
    up, down = ("more_conflict", "less_conflict") if of == "conflict" else ("friendlier", "more_hostile")
    x, size = frame.size.left + 4, frame.size.type - 2
    edge = x + wide(word(f"relation.{up}", language), size) + 30
    near = [(period, one) for period, one in zip(track.periods, track.levels) if frame.x(period.start) < edge]
    seen = [value for p, _ in near if (value := p.conflict if of == "conflict" else p.intensity) is not None]
    if all(frame.y(value) > frame.top + 24 for value in [*seen, *(one.high for _, one in near)]):
        yield text(x, frame.top + 15, f"↑ {word(f'relation.{up}', language)}", kind="quiet", colour=QUIET, size=size)
    if all(frame.y(value) < frame.foot - 24 for value in [*seen, *(one.low for _, one in near)]):
        yield text(x, frame.foot - 7, f"↓ {word(f'relation.{down}', language)}", kind="quiet", colour=QUIET, size=size)


def _dots(frame: Frame, track: Track, of: Of) -> Iterator[str]:
    yield f'<g class="seen" fill="{ACCENT}" fill-opacity="0.28">'
    narrow = (frame.size.end - frame.size.left) / max(1, len(track.periods))
    for period in track.periods:
        value = period.conflict if of == "conflict" else period.intensity
        if value is not None:
            radius = min(6.5, max(1.3, narrow * 0.8), 1.4 + period.events**0.5 / 2.2)
            yield f'<circle cx="{frame.middle(period.start, period.end):.1f}" cy="{frame.y(value):.1f}" r="{radius:.1f}"/>'
    yield "</g>"


def _places(frame: Frame, track: Track) -> list[float]:
    if len(track.periods) == 1:
        middle = frame.middle(track.periods[0].start, track.periods[0].end)
        return [middle - 14, middle + 14]
    return [frame.middle(period.start, period.end) for period in track.periods]


def _held(track: Track) -> Sequence[Level]:
    return [*track.levels, *track.levels] if len(track.levels) == 1 else track.levels


def _band(frame: Frame, track: Track) -> Iterator[str]:
    places, held = _places(frame, track), _held(track)
    upper = [f"{x:.1f},{frame.y(one.high):.1f}" for x, one in zip(places, held)]
    lower = [f"{x:.1f},{frame.y(one.low):.1f}" for x, one in zip(places, held)]
    yield f'<polygon class="band" points="{" ".join(upper + lower[::-1])}" fill="{ACCENT}" fill-opacity="0.16"/>'


def _line(frame: Frame, track: Track, colour: str, kind: str) -> Iterator[str]:
    held = " ".join(f"{x:.1f},{frame.y(one.level):.1f}" for x, one in zip(_places(frame, track), _held(track)))
    yield (
        f'<polyline class="{kind}" points="{held}" fill="none" stroke="{colour}" stroke-width="2.6" stroke-linejoin="round" '
        'stroke-linecap="round"/>'
    )


def _last(frame: Frame, track: Track, of: Of, language: str, colour: str) -> Iterator[str]:
    x, one = _places(frame, track)[-1], track.levels[-1]
    y = frame.y(one.level)
    yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>'
    yield text(frame.size.end + 8, y + 5, value_text(one.level, of, language), size=frame.size.type + 1, bold=True)


def _ends(frame: Frame, tracks: Sequence[Track], of: Of, language: str) -> list[str]:
    """The last level of each line in its colour, moved apart where they meet."""
    out, used = [], frame.top - 99.0
    for i in sorted(range(len(tracks)), key=lambda n: frame.y(tracks[n].levels[-1].level)):
        y = max(frame.y(tracks[i].levels[-1].level) + 5, used + frame.size.type + 2)
        used = y
        label = value_text(tracks[i].levels[-1].level, of, language)
        out.append(text(frame.size.end + 8, y, label, kind=f"line-{i}", colour=LINES[i], size=frame.size.type, bold=True))
    return out


class _Mark(NamedTuple):
    x: float
    left: float
    y: float
    label: str
    way: str


def _placed(shifts: Sequence[Shift], frame: Frame, top: float, language: str) -> tuple[list[_Mark], int]:
    """Marks for the shifts in as many rows as keep them apart, and the rows' number; without days where they are many."""
    named = frame.size is WIDE and len(shifts) <= _MOST_NAMED
    ends: list[float] = []
    out = []
    for number, shift in enumerate(sorted(shifts, key=lambda one: one.date), 1):
        label = f"{SIGNS[shift.way]} {short_day(shift.date, language)}" if named else f"{SIGNS[shift.way]}{number}"
        place, room = frame.x(shift.date), wide(label, frame.size.type - 1)
        left = min(max(place - room / 2, 0), frame.size.width - room)
        row = next((i for i, end in enumerate(ends) if end < left), len(ends))
        ends[row : row + 1] = [left + room + 6]
        out.append(_Mark(place, left + room / 2, top + row * _ROW, label, shift.way))
    return out, len(ends)


def _marks(frame: Frame, marks: Sequence[_Mark]) -> Iterator[str]:
    for mark in marks:
        yield line(
            mark.x,
            mark.y + 5,
            mark.x,
            frame.foot,
            f"shift {mark.way}",
            WAYS[mark.way],
            ' stroke-width="1.4" stroke-dasharray="3 4"',
        )
    for mark in marks:
        yield text(
            mark.left,
            mark.y,
            mark.label,
            kind=mark.way,
            colour=WAYS[mark.way],
            anchor="middle",
            size=frame.size.type - 1,
            bold=True,
        )


def points(frame: Frame, track: Track, of: Of, language: str) -> list[Point]:
    """What is read out at each period: its days, the level with its interval, the number of events."""
    places, out = _places(frame, track), []
    for x, period, one in zip(places, track.periods, track.levels):
        low, high = (value_text(bound, of, language) for bound in (one.low, one.high))
        values = word(
            "relation.read_level", language, level=value_text(one.level, of, language), low=low, high=high, n=period.events
        )
        out.append(
            Point(x, frame.y(one.level), period.start.isoformat(), f"{span(period.start, period.end, language)}: {values}")
        )
    return out


def span(start: date, end: date, language: str) -> str:
    """ "1–31 Mei 2024" as one day, or from one day to another."""
    if start == end:
        return short_day(start, language)
    if start.year == end.year:
        first = short_day(start, language).rsplit(" ", 1)[0]
        return f"{start.day if start.month == end.month else first}–{short_day(end, language)}"
    return f"{short_day(start, language)} – {short_day(end, language)}"


def _told(track: Track, of: Of, language: str) -> str:
    first, last = (value_text(one.level, of, language) for one in (track.levels[0], track.levels[-1]))
    when = short_day(track.periods[0].start, language), short_day(track.periods[-1].end, language)
    return word("relation.chart_told", language, first=first, last=last, since=when[0], until=when[1])
