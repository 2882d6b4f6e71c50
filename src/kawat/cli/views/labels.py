"""Labels in both languages at once; the style sheet shows one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from kawat.cli.words import word


def in_both(text: dict[str, str]) -> str:
    """A text in each language, escaped; once only where they are the same."""
    if text["id"] == text["en"]:
        return escape(text["id"])
    return "".join(f'<span class="t-{code}" lang="{code}">{escape(text[code])}</span>' for code in ("id", "en"))


def both(key: str) -> str:
    """A label of ``words`` in both languages."""
    return in_both({code: word(key, code) for code in ("id", "en")})


def from_both(label: Callable[[str], str]) -> str:
    """What ``label`` gives for each language."""
    return in_both({code: label(code) for code in ("id", "en")})
