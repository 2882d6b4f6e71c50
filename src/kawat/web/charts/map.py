"""Maps: how a country gets along with every other one, or where events happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from math import log2
from typing import NamedTuple

import msgspec

from kawat.relations.standing import Of
from kawat.web.charts.parts import INK, QUIET, Box, apart, root, text, wide
from kawat.web.charts.world import Shape, view, world

# A level of fewer events than this is hatched.
FEW = 5
# What a dot stands for is smaller than this, in square units; a dot's and a label's size on a map of the whole world.
SMALL, DOT, SIZE = 7.0, 2.6, 11.0
# The classes of a level by their lower bounds, from the most conflict to the most cooperation.
STEPS = ("p2", "p1", "mid", "m1", "m2")
BOUNDS: dict[Of, tuple[float, ...]] = {"conflict": (0.2, 0.4, 0.6, 0.8), "intensity": (3, 1, -1, -3)}
COLOURS = {"p2": "#1d5f97", "p1": "#7fb2d9", "mid": "#b4b6b8", "m1": "#eba85f", "m2": "#b3470b"}
EMPTY, SHORE = "#efede6", "#ffffff"


class Country(msgspec.Struct, frozen=True):
    """A country's real events with the chosen one, their level with its 90% interval, and the share of conflict.

    Without events there is no level: that is no data, not zero.
    """

    code: str
    events: int
    level: float | None = None
    low: float | None = None
    high: float | None = None
    conflict: float | None = None


class Place(msgspec.Struct, frozen=True):
    """A place and the real events there; ``kind`` "country" for those of which no more is known."""

    key: str
    name: str
    country: str
    kind: str
    latitude: float
    longitude: float
    events: int


class Words(NamedTuple):
    """What is said in a map: its title and description, names of codes, what a country, place or area says, and addresses."""

    title: str
    description: str
    name: Callable[[str], str]
    told: Callable[[str], str]
    address: Callable[[str], str]
    legend: Mapping[str, str]
    note: str


def step(level: float, of: Of) -> str:
    """The class of a level."""
    bounds = BOUNDS[of]
    passed = sum(level >= bound for bound in bounds) if of == "conflict" else sum(level < bound for bound in bounds)
    return STEPS[passed]


def levels_svg(
    of: str, countries: Sequence[Country], partners: Sequence[str], level: Of, words: Words, language: str,
    region: str = "world", file: bool = False,
) -> str:  # fmt: skip
    """Every country in the colour of its level with the chosen one, and arcs to the partners; ``file``: with its legend."""
    box = view(region)
    scale = (box[2] - box[0]) / (view("world")[2])
    found = {country.code: country for country in countries if country.level is not None}
    kinds = {code: _kind(country, level) for code, country in found.items()}
    kinds[of] = "chosen"
    body = ["<defs>", *(_pattern(name, scale) for name in STEPS), "</defs>", '<g class="lands">']
    body += [_land(code, shape, kinds.get(code, "none"), words, code in partners, scale) for code, shape in _lands()]
    body += [_disputed(words, language, scale), '</g><g class="arcs">']
    body += _arcs(of, [found[code] for code in partners if code in found], level, words, scale)
    body += ['</g><g class="dots">', *_dots(kinds, words, scale), "</g>"]
    body += ['<g class="labels">', *_labels([of, *partners], words, box, scale), "</g>"]
    return _whole(box, body, words, scale, file)


def places_svg(
    places: Sequence[Place], words: Words, language: str, chosen: str = "", region: str = "world", file: bool = False
) -> str:
    """Circles where events happened; their areas stand for the numbers of events."""
    box = view(region)
    scale = (box[2] - box[0]) / (view("world")[2])
    body = ['<g class="lands">']
    body += [_land(code, shape, "none", words, False, scale, linked=False) for code, shape in _lands()]
    body += [_disputed(words, language, scale), '</g><g class="places">']
    most = max((place.events for place in places), default=1)
    for place in sorted(places, key=lambda one: -one.events):
        x, y = world().projection.place(place.latitude, place.longitude)
        radius = (2.2 + 17 * (place.events / most) ** 0.5) * scale
        mark = " chosen" if place.key == chosen else ""
        body.append(
            f'<a href="{escape(words.address(place.key))}" tabindex="-1"><circle class="place{mark}" '
            f'data-code="{escape(place.key)}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.2f}" fill="#0f4c75" fill-opacity="0.45" '
            f'stroke="#0f4c75" stroke-width="{0.8 * scale:.2f}"><title>{escape(words.told(place.key))}</title></circle></a>'
        )
    return _whole(box, [*body, "</g>"], words, scale, file)


def _lands() -> Iterable[tuple[str, Shape]]:
    return ((code, shape) for code, shape in world().countries.items() if shape.d)


def _kind(country: Country, of: Of) -> str:
    """The classes of a country with a level."""
    name = step(country.level or 0.0, of)
    return f"{name} unsure" if country.events < FEW else name


def _colour(kind: str) -> str:
    """What a downloaded picture keeps of the classes of a country."""
    if kind == "none":
        return EMPTY
    if kind == "chosen":
        return INK
    return f"url(#unsure-{kind.split()[0]})" if kind.endswith("unsure") else COLOURS[kind]


def _pattern(name: str, scale: float) -> str:
    side = 4 * scale
    return (
        f'<pattern id="unsure-{name}" width="{side:.2f}" height="{side:.2f}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="pale" width="{side:.2f}" height="{side:.2f}" fill="{EMPTY}"/>'
        f'<rect class="{name}" width="{side * 0.45:.2f}" height="{side:.2f}" fill="{COLOURS[name]}"/></pattern>'
    )


def _land(code: str, shape: Shape, kind: str, words: Words, reached: bool, scale: float, linked: bool = True) -> str:
    told = f"<title>{escape(words.told(code))}</title>"
    path = (
        f'<path class="land {kind}" data-code="{escape(code)}" d="{shape.d}" fill="{_colour(kind)}" stroke="{SHORE}" '
        f'stroke-width="{0.5 * scale:.2f}">{told}</path>'
    )
    if kind in ("none", "chosen") or not linked:
        return path
    return f'<a href="{escape(words.address(code))}"{"" if reached else _SKIPPED}>{path}</a>'


_SKIPPED = ' tabindex="-1"'


def _disputed(words: Words, language: str, scale: float) -> str:
    """The areas that are drawn apart, in nobody's colour."""
    return "".join(
        f'<path class="disputed" d="{area.d}" fill="#d8d5cc" stroke="{QUIET}" stroke-width="{0.5 * scale:.2f}" '
        f'stroke-dasharray="{1.5 * scale:.2f}"><title>{escape(area.name[language])}: '
        f"{escape(', '.join(words.name(code) for code in area.claims))}</title></path>"
        for area in world().disputed
    )


def _arcs(of: str, partners: Sequence[Country], level: Of, words: Words, scale: float) -> Iterator[str]:
    """A bow to each partner, the most active one on top; its breadth by the number of events."""
    start = world().countries.get(of)
    for country in reversed(partners):
        end = world().countries.get(country.code)
        if start is None or end is None or country.level is None:
            continue
        (x, y), (u, v) = start.label, end.label
        middle = ((x + u) / 2 + (v - y) * 0.18 * (1 if u > x else -1), (y + v) / 2 - abs(u - x) * 0.22)
        path = f"M{x:.1f} {y:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {u:.1f} {v:.1f}"
        broad, name = min(6.0, 1 + 0.4 * log2(1 + country.events)) * scale, step(country.level, level)
        yield (
            f'<path class="casing" d="{path}" fill="none" stroke="{SHORE}" stroke-width="{broad + 1.2 * scale:.2f}"/>'
            f'<path class="arc {name}" d="{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="{broad:.2f}" '
            f'stroke-linecap="round"><title>{escape(words.told(country.code))}</title></path>'
        )


def _dots(kinds: Mapping[str, str], words: Words, scale: float) -> Iterator[str]:
    """Dots for countries that are too small to be seen; those without events get a faint one."""
    for code, shape in sorted(world().countries.items(), key=lambda one: (one[0] in kinds, one[0])):
        if shape.area >= SMALL or (shape.d and code not in kinds):
            continue
        kind = kinds.get(code, "none")
        radius = (DOT if code in kinds else 1.2) * scale
        dot = (
            f'<circle class="land dot {kind}" data-code="{escape(code)}" cx="{shape.label[0]:.1f}" cy="{shape.label[1]:.1f}" '
            f'r="{radius:.2f}" fill="{_colour(kind)}" stroke="{INK}" stroke-width="{0.5 * scale:.2f}">'
            f"<title>{escape(words.told(code))}</title></circle>"
        )
        plain = kind in ("none", "chosen")
        yield dot if plain else f'<a href="{escape(words.address(code))}" tabindex="-1">{dot}</a>'


def _labels(codes: Sequence[str], words: Words, box: Box, scale: float) -> Iterator[str]:
    """The names of the chosen country and its partners, none over another; the first ones go first."""
    held: list[Box] = []
    size = SIZE * scale
    for code in codes:
        shape = world().countries.get(code)
        if shape is None:
            continue
        (x, y), name = shape.label, words.name(code)
        long = wide(name, size)
        for left, down in (
            (x - long / 2, -size * 0.5), (x + size * 0.4, size * 0.35), (x - long / 2, size * 1.2),
            (x - long - size * 0.4, size * 0.35),
        ):  # fmt: skip
            taken = (left, y + down - size * 0.85, left + long, y + down + size * 0.2)
            inside = taken[0] >= box[0] and taken[2] <= box[2] and taken[1] >= box[1] and taken[3] <= box[3]
            if inside and all(apart(taken, other) for other in held):
                held.append(taken)
                yield text(left, y + down, name, name="name", size=round(size, 2), halo=3 * scale)
                break


def _whole(box: Box, body: list[str], words: Words, scale: float, file: bool) -> str:
    """The picture; one that goes alone has its title above and its legend and the note on borders below."""
    if not file:
        return root(box, words.title, words.description, body, "map", round(SIZE * scale, 2))
    size = 13 * scale
    left, top, right, bottom = box
    parts = [
        f'<rect x="{left:g}" y="{bottom:g}" width="{right - left:g}" height="{size * 4:.1f}" fill="{SHORE}"/>',
        f'<rect x="{left:g}" y="{top - size * 2:.1f}" width="{right - left:g}" height="{size * 2:.1f}" fill="{SHORE}"/>',
        text(left + size, top - size * 0.6, words.title, size=round(size * 1.2, 2)),
    ]
    x = left + size
    for kind, label in words.legend.items():
        y = bottom + size * 0.8
        parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{size * 1.6:.1f}" height="{size:.1f}" fill="{_colour(kind)}"/>')
        parts.append(text(x + size * 2, y + size * 0.85, label, colour=QUIET, size=round(size, 2)))
        x += size * 3.6 + wide(label, size)
    parts.append(text(left + size, bottom + size * 3.2, words.note, colour=QUIET, size=round(size * 0.85, 2)))
    whole = (left, top - size * 2, right, bottom + size * 4)
    return root(whole, words.title, words.description, [*body, *parts], "map", round(SIZE * scale, 2))
