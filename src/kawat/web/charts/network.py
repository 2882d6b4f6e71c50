"""The signed network: actors as points, friends near one another, foes apart; lines blue for cooperation, orange for conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from math import log2
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kawat.web.charts.parts import INK, QUIET, Box, apart, root, text, wide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

# Around zero a mean score is neither; the front end's frames use the same limit and the same width.
NEUTRAL = 0.5
COLOURS = {"cooperative": "#1d5f97", "neutral": "#a3a7ad", "conflictual": "#c8590f"}
# How far apart friends, foes and those without an event between them are to lie, and how much the last weighs.
_FRIENDS, _FOES, _STRANGERS, _STRANGE = 0.5, 1.5, 1.6, 0.08
_SCORE, _STEPS, _PUSHES = 6.0, 120, 80


class Node(msgspec.Struct, frozen=True):
    """An actor: its events in the period, and where it lies (0 to 1 across and down)."""

    code: str
    events: int
    x: float
    y: float


class Edge(msgspec.Struct, frozen=True):
    """A dyad: its real events, their mean score with its 90% interval, and the share of conflict among them."""

    a: str
    b: str
    level: float
    low: float
    high: float
    events: int
    conflict: float


class Picture(NamedTuple):
    """How large a network is drawn, in units of its view box."""

    width: float
    height: float
    size: float
    """Of letters."""
    largest: float
    """The radius of the most active actor."""


WIDE, NARROW = Picture(1000, 660, 13, 17), Picture(400, 500, 11, 11)


def sign(level: float) -> str:
    """Which side of zero a level lies on."""
    return "neutral" if abs(level) < NEUTRAL else "cooperative" if level > 0 else "conflictual"


def layout(number: int, edges: Sequence[tuple[int, int, float, int]]) -> Points:
    """Where so many actors lie, (number, 2) within 0 to 1; an edge is two places, a level and its events.

    Stress majorization (Gansner, Koren and North 2004) towards short distances between friends and long ones between foes,
    from the classical scaling of the same distances: the same edges give the same places.
    """
    import numpy as np

    if number < 3:
        return np.array([[0.35, 0.5], [0.65, 0.5]])[:number] if number > 1 else np.full((number, 2), 0.5)
    goal, weight = np.full((number, number), _STRANGERS), np.full((number, number), _STRANGE)
    for a, b, level, events in edges:
        hostile = (1 - min(max(level / _SCORE, -1), 1)) / 2
        goal[a, b] = goal[b, a] = _FRIENDS + (_FOES - _FRIENDS) * hostile
        weight[a, b] = weight[b, a] = log2(1 + events)
    np.fill_diagonal(goal, 0)
    np.fill_diagonal(weight, 0)
    back: Points = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    points = _scaled(goal)
    for _ in range(_STEPS):
        points = back @ _pulled(points, goal * weight) @ points
    return _framed(points)


def _scaled(goal: Points) -> Points:
    """Classical scaling in two dimensions; a spiral keeps those apart that it would lay on one place."""
    import numpy as np

    number = len(goal)
    centre = np.eye(number) - 1 / number
    values, vectors = np.linalg.eigh(-0.5 * centre @ goal**2 @ centre)
    turn = np.arange(number) * 2.399963
    spiral = np.sqrt(np.arange(number) / number)[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0)) + 0.2 * spiral  # type: ignore[no-any-return]


def _pulled(points: Points, strength: Points) -> Points:
    import numpy as np

    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    pull: Points = -strength / np.maximum(distance, 1e-6)
    np.fill_diagonal(pull, 0)
    np.fill_diagonal(pull, -pull.sum(axis=1))
    return pull


def _framed(points: Points) -> Points:
    """Turned so that the longest way lies across, and fitted into 0 to 1; what lies far out is drawn in."""
    import numpy as np

    points = points - np.median(points, axis=0)
    _, vectors = np.linalg.eigh(points.T @ points)
    points = points @ vectors[:, ::-1]
    points *= np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1, 1)
    reach = np.quantile(np.abs(points), 0.9, axis=0) + 1e-9
    points = np.tanh(points / reach)
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - low) / np.maximum(high - low, 1e-9)  # type: ignore[no-any-return]


def spread(points: Points, radii: Points, picture: Picture) -> Points:
    """The points in a picture's units, pushed apart until no two circles touch."""
    import numpy as np

    room = np.array([picture.width, picture.height - 26])
    edge = radii[:, None] + 4 + picture.size * np.array([1.6, 0.8])
    placed = edge + points * (room - 2 * edge)
    least = radii[:, None] + radii[None] + picture.size * 0.7
    for _ in range(_PUSHES):
        way = placed[:, None] - placed[None]
        distance = np.maximum(np.linalg.norm(way, axis=2), 1e-6)
        short = np.maximum(least - distance, 0)
        np.fill_diagonal(short, 0)
        if not short.any():
            break
        placed = placed + (way / distance[:, :, None] * short[:, :, None]).sum(axis=1) * 0.3
        placed = np.clip(placed, edge, room - edge)
    return placed


def breadth(events: int) -> float:
    """How broad a line of so many events is drawn."""
    return min(6.0, 1 + log2(1 + events) * 0.7)


class Words(NamedTuple):
    """What is said in a picture: its title and description, and an actor's and a dyad's name, address and read-out."""

    title: str
    description: str
    name: Callable[[str], str]
    told: Callable[[Node | Edge], str]
    address: Callable[[Node | Edge], str]
    sides: dict[str, str]
    """What the lines' three colours stand for."""


def svg(nodes: Sequence[Node], edges: Sequence[Edge], words: Words, picture: Picture = WIDE) -> str:
    """The picture; actors come with the largest first."""
    import numpy as np

    most = max((node.events for node in nodes), default=1)
    small = picture.largest / (3.5 if len(nodes) < 80 else 5)
    radii = np.array([small + (picture.largest - small) * (node.events / most) ** 0.5 for node in nodes], dtype=float)
    placed = spread(np.array([[node.x, node.y] for node in nodes]), radii, picture) if nodes else np.zeros((0, 2))
    at = {node.code: placed[i] for i, node in enumerate(nodes)}
    body = ['<g class="edges">', *(_edge(edge, at[edge.a], at[edge.b], words, picture) for edge in _weak_first(edges)), "</g>"]
    labels = _labels([words.name(node.code) for node in nodes], placed, radii, picture)
    body += ['<g class="nodes">']
    body += [_node(node, placed[i], radii[i], labels.get(i), words) for i, node in reversed(list(enumerate(nodes)))]
    body += ["</g>", '<g class="legend">', *_legend(words.sides, picture), "</g>"]
    return root((0, 0, picture.width, picture.height), words.title, words.description, body, "network", picture.size)


def _weak_first(edges: Sequence[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (edge.events, edge.a, edge.b))


def _edge(edge: Edge, one: Points, two: Points, words: Words, picture: Picture) -> str:
    side, broad = sign(edge.level), breadth(edge.events) * (0.6 if picture.width < 600 else 1)
    return (
        f'<a href="{escape(words.address(edge))}" tabindex="-1"><line class="edge" data-a="{escape(edge.a)}" '
        f'data-b="{escape(edge.b)}" data-level="{edge.level:.2f}" data-events="{edge.events}" data-sign="{side}" '
        f'x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{two[0]:.1f}" y2="{two[1]:.1f}" stroke="{COLOURS[side]}" '
        f'stroke-width="{broad:.1f}" stroke-opacity="0.6" stroke-linecap="round"><title>{escape(words.told(edge))}</title>'
        "</line></a>"
    )


def _node(node: Node, at: Points, radius: float, label: tuple[float, float, str, str] | None, words: Words) -> str:
    code = escape(node.code)
    shown = text(label[0], label[1], label[3], name="name", anchor=label[2], halo=3) if label else ""
    return (
        f'<a href="{escape(words.address(node))}" aria-label="{escape(words.told(node))}"><g class="node" data-code="{code}" '
        f'data-x="{at[0]:.1f}" data-y="{at[1]:.1f}" transform="translate({at[0]:.1f} {at[1]:.1f})">'
        f'<circle r="{radius:.1f}" fill="{INK}" stroke="#ffffff" stroke-width="1.5"/>{shown}'
        f"<title>{escape(words.told(node))}</title></g></a>"
    )


def _labels(names: Sequence[str], at: Points, radii: Points, picture: Picture) -> dict[int, tuple[float, float, str, str]]:
    """By actor, where its name stands (from its own middle) and how it is anchored; no name lies over another or an actor."""
    held: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(at, radii)]
    out = {}
    for i, name in enumerate(names):
        for box, label in _around(at[i], float(radii[i]), name, picture.size):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= picture.width and box[3] <= picture.height - 24
            if inside and all(apart(box, other) for k, other in enumerate(held) if k != i):
                held.append(box)
                out[i] = (*label, name)
                break
    return out


def _around(at: Points, radius: float, name: str, size: float) -> Iterator[tuple[Box, tuple[float, float, str]]]:
    """The boxes that a name may take around its actor, the best one first."""
    x, y, long, gap = float(at[0]), float(at[1]), wide(name, size), radius + 3
    places = (
        (gap, size * 0.35, "start", x + gap), (-gap, size * 0.35, "end", x - gap - long),
        (0.0, gap + size * 0.8, "middle", x - long / 2), (0.0, -gap - 1, "middle", x - long / 2),
    )  # fmt: skip
    for right, down, anchor, left in places:
        yield (left, y + down - size * 0.85, left + long, y + down + size * 0.25), (right, down, anchor)


def _legend(words: dict[str, str], picture: Picture) -> Iterator[str]:
    """The three kinds of lines with their names, at the foot."""
    x, y = 10.0, picture.height - 12
    for side, colour in COLOURS.items():
        yield (
            f'<line class="edge" data-sign="{side}" x1="{x:.1f}" x2="{x + 22:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" '
            'stroke-width="4"/>'
        )
        yield text(x + 27, y + picture.size * 0.35, words[side], name="quiet", colour=QUIET)
        x += 27 + wide(words[side], picture.size) + 18
