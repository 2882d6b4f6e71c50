"""What a date in a text comes to, and the small questions that all shapes of dates ask of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from kawat.text.date_words import Calendar, key


class Value(msgspec.Struct, frozen=True):
    """A resolved date: ISO 8601 cut to ``precision``, and whether the words alone gave it."""

    value: str
    precision: str
    basis: str


def day(value: date, basis: str) -> Value:
    """A day."""
    return Value(value.isoformat(), "day", basis)


def make(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shift(anchor: date, days: int) -> date | None:
    try:
        return anchor + timedelta(days=days)
    except OverflowError:
        return None


def group(match: re.Match[str], name: str) -> str:
    """A named group's text as the word tables have it; "" where there is none."""
    return key(match.groupdict().get(name) or "")


def text_before(match: re.Match[str], group: str = "core", size: int = 30) -> str:
    start = match.start(group)
    return match.string[max(0, start - size) : start]


def follows(before: str, words: Iterable[str]) -> bool:
    """Does the stretch before the date end in one of these words?"""
    tail = " " + key(before)
    return any(tail.endswith(" " + word.lower()) for word in words)


def side_of(words: Calendar, text: str) -> int | None:
    """-1, 0, 1 of "lalu", "tahun depan", "last week"; None where nothing is said."""
    if not text:
        return None
    parts = text.split()
    for word in (text, parts[-1], parts[0], " ".join(parts[1:])):
        if word in words.sides:
            return words.sides[word]
    return 0 if text.endswith("ini") or text.startswith("this") else None
