"""What charts are put together of: the root of a picture, lines of text, boxes that must not lie over one another."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONTS = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans', sans-serif"
INK, QUIET, LINE, GROUND = "#1c1f23", "#5b626b", "#dedbd2", "#ffffff"
# About how wide a letter is, in sizes: a capital, any other.
CAPITAL, LETTER = 0.74, 0.58

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def root(view: Box, title: str, description: str, body: Iterable[str], name: str, size: float = 13) -> str:
    """A picture of what lies within ``view``; ``title`` and ``description`` are escaped here.

    Links in it can be reached, so it is a group, not an image.
    """
    x, y, width, height = view[0], view[1], view[2] - view[0], view[3] - view[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x:g} {y:g} {width:g} {height:g}" class="{name}" role="group" '
        f'aria-label="{escape(title)}" font-family="{FONTS}" font-size="{size:g}"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>"
        f'<rect class="ground" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{GROUND}"/>{"".join(body)}</svg>'
    )


def text(
    x: float, y: float, words: str, *, name: str = "", anchor: str = "start", colour: str = INK, size: float = 0, halo: float = 0
) -> str:
    """A line of text, escaped here; ``halo``: with so broad an edge in the ground's colour."""
    more = (f' class="{name}"' if name else "") + (f' font-size="{size:g}"' if size else "")
    more += f' paint-order="stroke" stroke="{GROUND}" stroke-width="{halo:.2f}" stroke-linejoin="round"' if halo else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{more} fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'


def wide(words: str, size: float) -> float:
    """About how wide a text is drawn."""
    return sum(CAPITAL if letter.isupper() else LETTER for letter in words) * size


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes do not touch."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
