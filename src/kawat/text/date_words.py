"""The words that dates are made of, per language (``calendar.tsv`` in each language's folder)."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kawat.text import wordlists

_FOLDERS = {"id": ("id",), "ms": ("ms", "id"), "en": ("en",)}
# Which family of patterns a word of this kind calls for; see ``date_patterns``.
_FAMILIES = {
    "month": "month",
    "weekday": "weekday",
    "unit": "unit",
    "side": "side",
    "ago": "side",
    "fixed": "fixed",
}
_COMMON = frozenset(("this", "the", "ini", "tadi", "nanti", "yang"))


class Calendar(msgspec.Struct, frozen=True):
    """One language's months (1 to 12), weekdays (0 Monday), numbers, units and days from today.

    ``sides`` gives -1 before, 0 now, 1 after; ``lists`` the words of each kind without a value;
    ``families`` which families of patterns a word, in any of its casings, calls for.
    """

    language: str
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    sides: dict[str, int]
    fixed: dict[str, int]
    lists: dict[str, tuple[str, ...]]
    families: dict[str, frozenset[str]]

    def any_of(self, *kinds: str) -> str:
        """A regular expression for any word of these kinds, longest first."""
        every = {word for kind in kinds for word in self.lists[kind]}
        ordered = sorted(every, key=lambda word: (-len(word), word))
        return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"

    def guard(self, *kinds: str, digits: bool = False) -> str:
        """A cheap test that a word of these kinds (or a number) may begin here, to spare the long one."""
        letters = {re.escape(word[0].lower()) for kind in kinds for word in self.lists[kind]}
        return rf"(?=[{''.join(sorted(letters))}{'0-9' if digits else ''}])\b"


def languages() -> tuple[str, ...]:
    """The languages with patterns of Kawat's own."""
    return tuple(_FOLDERS)


@cache
def calendar(language: str) -> Calendar:
    """The calendar of "id", "ms" or "en"."""
    rows = [row for folder in _FOLDERS[language] for row in wordlists.table(folder, "calendar.tsv")]

    def numbers(kind: str) -> dict[str, int]:
        return {word.lower(): int(value) for name, word, value in reversed(rows) if name == kind}

    lists: dict[str, list[str]] = {}
    families: dict[str, frozenset[str]] = {}
    for kind, word, _ in rows:
        lists.setdefault(kind, []).append(word)
        if kind in _FAMILIES:
            telling = max(re.findall(r"\w+", word), key=lambda part: (part not in _COMMON, len(part)))
            whole = "se" + telling if kind == "unit" else telling  # "setahun lalu"
            forms = {
                telling,
                telling.lower(),
                telling.upper(),
                telling.capitalize(),
                whole,
                whole.capitalize(),
            }
            for form in forms:
                families[form] = families.get(form, frozenset()) | {_FAMILIES[kind]}
    return Calendar(
        language=language,
        months=numbers("month"),
        weekdays=numbers("weekday"),
        numbers=numbers("number"),
        units={word.lower(): value for name, word, value in rows if name == "unit"},
        sides=numbers("side"),
        fixed=numbers("fixed"),
        lists={kind: tuple(words) for kind, words in lists.items()},
        families=families,
    )


def key(text: str) -> str:
    """A word as the tables have it: lower case, single spaces."""
    return " ".join(text.lower().split())
