"""Dates as a text gives them, resolved against the article's own day.

Kawat's own patterns read Indonesian, Malay and English; other languages fall back on dateparser,
which is loaded only when such a text comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from kawat.text import date_relative, date_written
from kawat.text.date_patterns import patterns
from kawat.text.date_values import Value
from kawat.text.date_words import Calendar, calendar, languages
from kawat.types import DateRef

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d")
# The families of dates in figures, each by a quick look.
_FIGURES = {
    "iso": re.compile(r"\d{4}-\d\d-\d"),
    "slash": re.compile(r"\d\s?/\s?\d"),
    "dotted": re.compile(r"\d([-.])\d{1,2}\1\d{4}"),
    "decade": re.compile(r"\d0(?:['’]?s\b|\s?-?\s?an\b)"),
    "year": re.compile(r"(?<![\d.,/:])(?:1[5-9]|20)\d\d(?!\d)"),
}
# A date of these shapes that cannot be (31 June) hides the pieces it is made of.
_WHOLE = frozenset(("day_month", "numeric", "iso"))
_FALLBACK_LENGTH = 1000
# What reads each shape of ``date_patterns``: the match and the anchor to a value, or None.
_RESOLVERS: dict[str, Callable[[re.Match[str], date | None, Calendar], Value | None]] = {
    "iso": date_written.iso,
    "numeric": date_written.numeric,
    "day_month": date_written.day_month,
    "month_year": date_written.month_year,
    "month": date_written.month,
    "decade": date_written.decade,
    "year": date_written.year,
    "weekday": date_relative.weekday,
    "count": date_relative.count,
    "period": date_relative.period,
    "fixed": date_relative.fixed,
}


def find(text: str, language: str, anchor: date | None) -> list[DateRef]:
    """The dates in ``text``, in order, without overlaps; ``start`` and ``end`` are code points of ``text``.

    ``anchor`` is the article's day; without it "yesterday" and "23 Mei" give nothing. Precision is day,
    week (the value is its Monday), month, year or decade (the value is the first three digits, "199").
    """
    if language not in languages():
        return _fallback(text, language, anchor)
    families = _families(text, language)
    if not families:
        return []
    words = calendar(language)
    found: list[tuple[int, int, DateRef | None]] = []
    for pattern in patterns(language):
        if pattern.family not in families:
            continue
        for match in pattern.expression.finditer(text):
            value = _RESOLVERS[pattern.resolver](match, anchor, words)
            start, end = _span(match, pattern.resolver)
            if value:
                found.append((start, end, DateRef(value.value, value.precision, value.basis, start, end)))
            elif pattern.resolver in _WHOLE:
                found.append((start, end, None))
    return _without_overlaps(found)


def _families(text: str, language: str) -> set[str]:
    """Which families of patterns the words of the text call for; most sentences call for none."""
    listed = calendar(language).families
    families: set[str] = set()
    words = _WORD.findall(text)
    if not listed.keys().isdisjoint(words):
        families.update(*(listed[word] for word in words if word in listed))
    if "unit" in families and "side" in families:
        families.add("span")
    if _DIGITS.search(text):
        families.update(family for family, look in _FIGURES.items() if look.search(text))
    return families - {"unit", "side"}


def _span(match: re.Match[str], resolver: str) -> tuple[int, int]:
    """The words to show: with the weekday and its bracket where there is one, without a preposition."""
    groups = match.groupdict()
    if resolver == "decade":
        return match.start("decade"), match.end()
    if resolver in _WHOLE and groups.get("wd"):
        closed = bool(groups.get("open")) and bool(groups.get("close"))
        return match.start("wd"), match.end() if closed else match.end("core")
    return match.start("core"), match.end("core")


def _without_overlaps(found: list[tuple[int, int, DateRef | None]]) -> list[DateRef]:
    kept: list[DateRef] = []
    reached = 0
    for start, end, date_ref in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= reached:
            reached = end
            if date_ref is not None:
                kept.append(date_ref)
    return kept


def _fallback(text: str, language: str, anchor: date | None) -> list[DateRef]:
    """Other languages, by dateparser: days only, and only what it is sure of."""
    if len(language) != 2 or not language.isalpha() or (anchor is None and not _DIGITS.search(text)):
        return []
    from dateparser.search import search_dates  # slow to load, seldom needed

    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past", "REQUIRE_PARTS": ["day", "month"]}
    if anchor is None:
        settings["REQUIRE_PARTS"] = ["day", "month", "year"]
    else:
        settings["RELATIVE_BASE"] = datetime(anchor.year, anchor.month, anchor.day)
    try:
        hits = search_dates(text[:_FALLBACK_LENGTH], languages=[language], settings=settings) or []
    except ValueError:  # a language that dateparser does not know
        return []
    kept: list[DateRef] = []
    reached = 0
    for words, value in hits:
        start = text.find(words, reached)
        if start < 0:
            continue
        reached = start + len(words)
        basis = "text" if re.search(r"\d{4}", words) else "relative"
        kept.append(DateRef(value.date().isoformat(), "day", basis, start, reached))
    return kept
