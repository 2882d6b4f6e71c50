"""Colours of the terminal page.

Marks are written in black on pale grounds from the fixed part of the 256-colour table, like a
highlighter's strokes: they read the same on a light and on a dark terminal and in any theme.
"""

from __future__ import annotations

from kawat.cli.views.marks import ACTOR, QUOTE, RECIPIENT, SPEAKER

_INK = "color(16)"
MARKS = {
    ACTOR: f"{_INK} on color(153)",
    RECIPIENT: f"{_INK} on color(193)",
    SPEAKER: f"{_INK} on color(183)",
    QUOTE: "italic",
}
QUADS = {
    "verbal cooperation": f"bold {_INK} on color(116)",
    "material cooperation": f"bold {_INK} on color(114)",
    "verbal conflict": f"bold {_INK} on color(222)",
    "material conflict": f"bold {_INK} on color(210)",
}
DIRECTION = {"up": "bold green", "down": "bold red", "hostile": "bold red reverse", "flat": "dim"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Where marks overlap, the act shows before the doer, the doer before the recipient, and so on.
_ORDER = (ACTOR, RECIPIENT, SPEAKER)


def of(kinds: frozenset[str], quad: str) -> str:
    """The style of a stretch under several marks; ``quad`` is its act's class, "" where it is part of none.

    One that is doer here and recipient there is underlined too.
    """
    top = next((kind for kind in _ORDER if kind in kinds), "")
    style = QUADS[quad] if quad else MARKS.get(top, "")
    if ACTOR in kinds and RECIPIENT in kinds:
        style += " underline"
    return f"{style} italic".strip() if QUOTE in kinds else style


def superscript(number: int) -> str:
    """``12`` as ``¹²``."""
    return str(number).translate(_SUPERSCRIPT)
