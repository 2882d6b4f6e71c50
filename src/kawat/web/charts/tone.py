"""How outlets tell the same dyad: a dot for the tone of each, and one with its interval for the share of conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from kawat.relations.outlets import Telling
from kawat.web.charts.parts import LINE, QUIET, root, text, wide

COOPERATION, CONFLICT, PLAIN = "#1d5f97", "#b3470b", "#0f4c75"


class Words(NamedTuple):
    """What is said in the picture: title, description, the heads of both parts, and of a row its name, read-out and address."""

    title: str
    description: str
    tone: str
    conflict: str
    name: Callable[[Telling], str]
    told: Callable[[Telling], str]
    address: Callable[[Telling], str]


class Picture(NamedTuple):
    """How it is laid out: the width, a row's height and letters, where each part begins and ends."""

    width: float
    row: float
    size: float
    tone: tuple[float, float]
    conflict: tuple[float, float]
    above: bool
    """Whether a row's name stands above it, not to its left."""


WIDE = Picture(900, 27, 13, (250, 540), (600, 870), False)
NARROW = Picture(360, 44, 13, (16, 168), (198, 334), True)


def svg(rows: Sequence[Telling], words: Words, picture: Picture = WIDE) -> str:
    """The picture, a row each in the order given."""
    top, most = 46.0, max((one.claims for one in rows), default=1)
    height = top + picture.row * len(rows) + 26
    body = [*_axes(words, picture, top, height - 22)]
    for i, one in enumerate(rows):
        body.append(_row(one, words, picture, top + picture.row * (i + 0.5), most))
    return root((0, 0, picture.width, height), words.title, words.description, body, "tone", picture.size)


def _axes(words: Words, picture: Picture, top: float, foot: float) -> Iterator[str]:
    """Upright lines at five values of both parts, the middle one stronger, with the numbers below and the heads above."""
    parts = (
        (picture.tone, words.tone, ("−10", "−5", "0", "+5", "+10")),
        (picture.conflict, words.conflict, ("0", "25", "50", "75", "100%")),
    )
    for (left, right), head, labels in parts:
        yield text((left + right) / 2, 18, head, anchor="middle", name="quiet", colour=QUIET)
        for i, label in enumerate(labels):
            x = left + (right - left) * i / 4
            name, colour = ("zero", QUIET) if i == 2 else ("axis", LINE)
            yield f'<line class="{name}" x1="{x:.1f}" x2="{x:.1f}" y1="{top - 14:.1f}" y2="{foot:.1f}" stroke="{colour}"/>'
            if i % 2 == 0:
                yield text(x, foot + 16, label, anchor="middle", name="quiet", colour=QUIET, size=picture.size - 2)


def _row(one: Telling, words: Words, picture: Picture, y: float, most: int) -> str:
    at, name = y + (picture.row * 0.22 if picture.above else 0), _short(words.name(one), picture)
    label = text(0, y - picture.row * 0.14, name) if picture.above else text(picture.tone[0] - 22, y + 4, name, anchor="end")
    place = _at(picture.tone, (one.tone + 10) / 20)
    side, colour = ("material-cooperation", COOPERATION) if one.tone >= 0 else ("material-conflict", CONFLICT)
    radius = 3 + 5 * (one.claims / most) ** 0.5
    low, high, share = (_at(picture.conflict, value) for value in (one.low, one.high, one.conflict))
    drawn = (
        f'<circle class="{side}" cx="{place:.1f}" cy="{at:.1f}" r="{radius:.1f}" fill="{colour}"/>'
        f'<line class="line" x1="{low:.1f}" x2="{high:.1f}" y1="{at:.1f}" y2="{at:.1f}" stroke="{PLAIN}" stroke-width="2.5"/>'
        f'<circle class="dot" cx="{share:.1f}" cy="{at:.1f}" r="4" fill="{PLAIN}"/>'
    )
    row = f"<g>{label}{drawn}<title>{escape(words.told(one))}</title></g>"
    address = words.address(one)
    return f'<a href="{escape(address)}">{row}</a>' if address else row


def _at(part: tuple[float, float], share: float) -> float:
    return part[0] + (part[1] - part[0]) * min(max(share, 0.0), 1.0)


def _short(name: str, picture: Picture) -> str:
    """A name cut to what there is room for."""
    room = picture.width if picture.above else picture.tone[0] - 30
    while wide(name, picture.size) > room:
        name = name[:-2].rstrip() + "…"
    return name
