"""The shapes that dates take in Indonesian, Malay and English, as regular expressions.

Each pattern names the resolver in ``date_values`` that reads it and the family of words that must be
there before it is tried. Group names are shared: ``wd`` weekday, ``d`` ``m`` ``y`` day, month, year,
``n`` number, ``u`` unit, ``side`` lalu/depan/last/next, ``edge`` awal/early, ``core`` the reported span.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kawat.text.date_words import Calendar, calendar

_NO_NUMBER_BEFORE = r"(?<![\d.,/:-])"
_NO_NUMBER_AFTER = r"(?!\d|[.,:/]\d)"
_YEAR = rf"(?P<y>(?:1[5-9]|20)\d\d){_NO_NUMBER_AFTER}"
_DOT = r"(?:\.(?=,?\s+\d))?"  # "Dec. 5", but not the stop that ends a sentence
_DAY = r"(?P<d>\d{1,2})"


class Pattern(msgspec.Struct, frozen=True):
    """One shape: the family it belongs to, the resolver's name and the expression."""

    family: str
    resolver: str
    expression: re.Pattern[str]


@cache
def patterns(language: str) -> tuple[Pattern, ...]:
    """The patterns of "id", "ms" or "en", the more telling ones first."""
    words = calendar(language)
    shapes = _english(words) if language == "en" else _indonesian(words)
    return tuple(
        Pattern(family, resolver, re.compile(expression, re.IGNORECASE))
        for family, resolver, expression in (*_numeric(words), *shapes)
    )


def _numeric(words: Calendar) -> list[tuple[str, str, str]]:
    """2022-05-31, 31/5/2022, "Selasa (31/5)", 31.5.2022."""
    weekday, guard = _weekday_before(words), words.guard
    slashed = (
        rf"(?P<core>{_DAY}\s?/\s?(?P<m>\d{{1,2}})(?:\s?/\s?(?P<y>\d{{4}}|\d{{2}}))?)(?!\d|[./,]\d|/)"
    )
    return [
        ("iso", "iso", r"(?<![\w./-])(?P<core>(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2}))(?![\d/-])"),
        ("slash", "numeric", rf"{guard('weekday')}{weekday}(?P<open>\()?\s*{slashed}\s*(?P<close>\))?"),
        ("slash", "numeric", rf"(?P<open>(?<=\())?(?<![\d/.,]){slashed}(?P<close>(?=\)))?"),
        (
            "dotted",
            "numeric",
            rf"(?<![\w.,/-])(?P<core>{_DAY}(?P<sep>[-.])(?P<m>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}))(?![\d/-])",
        ),
    ]


def _weekday_before(words: Calendar) -> str:
    """A weekday before a date, with what may stand between: "Selasa malam pekan lalu, "."""
    between = rf"(?:\s+{words.any_of('part')})?"
    if words.language != "en":
        between += rf"(?:\s+(?:(?:pekan|minggu)\s+)?{words.any_of('side')})?"
    return rf"(?P<wd>{words.any_of('weekday')})\b{between}(?:\s*,)?\s*"


def _indonesian(words: Calendar) -> list[tuple[str, str, str]]:
    any_of, guard = words.any_of, words.guard
    month, weekday, side = any_of("month"), any_of("weekday"), any_of("side")
    digit_or_day = guard("weekday", digits=True)
    side_of_year = rf"(?P<side>tahun\s+{side}|{side})\b"
    many = r"(?:\s*(?:-|–|dan|hingga|sampai|s/d|s\.d\.)\s*\d{1,2})?"
    unit, edge = any_of("unit"), any_of("edge")
    relative_day = rf"\s*\(\s*(?P<fixed>{any_of('fixed')})\s*\)|\s+(?P<week>(?:pekan|minggu)\s+{side})\b|\s+(?P<side>{side})\b"
    return [
        (
            "month",
            "day_month",
            rf"{digit_or_day}(?:{_weekday_before(words)}(?P<open>\()?\s*)?{_NO_NUMBER_BEFORE}\b(?P<core>{_DAY}{many}\s+(?P<m>{month})\b{_DOT}"
            rf"(?:,?\s+(?:tahun\s+)?{_YEAR})?(?:\s+{side_of_year})?)(?P<close>\s*\))?",
        ),
        (
            "month",
            "month_year",
            rf"{guard('edge', 'unit', 'month')}(?P<core>(?:(?:{edge}|bulan)\s+){{0,2}}(?P<m>{month})\b{_DOT},?\s+(?:tahun\s+)?{_YEAR}(?:\s+(?:lalu|silam)\b)?)",
        ),
        (
            "month",
            "month",
            rf"{guard('before_month', 'edge', 'month')}(?:(?P<before>{any_of('before_month')})\s+)?(?P<core>(?:(?P<edge>{edge}|bulan)\s+){{0,2}}(?P<m>{month})\b"
            rf"(?:\s+{side_of_year})?)",
        ),
        (
            "weekday",
            "weekday",
            rf"{guard('weekday')}(?P<core>(?P<wd>{weekday})\b(?:\s+{any_of('part')}\b)?(?:{relative_day})?)",
        ),
        (
            "span",
            "count",
            rf"{_NO_NUMBER_BEFORE}\b(?P<core>(?P<n>\d{{1,3}}|{any_of('number')})\s*(?P<u>{unit})\s+"
            r"(?:(?P<ago>(?:yang\s+)?(?:lalu|silam|lepas))|(?P<ahead>lagi))\b)",
        ),
        (
            "span",
            "period",
            rf"{guard('edge', 'unit')}(?P<core>(?:{edge}\s+)?(?P<u>{unit})\s+(?P<side>{side})\b)",
        ),
        ("fixed", "fixed", rf"{guard('fixed')}(?P<core>(?P<fixed>{any_of('fixed')})\b(?:\s+{any_of('part')}\b)?)"),
        (
            "decade",
            "decade",
            rf"{guard('year_word', digits=True)}(?:(?P<before>{any_of('year_word')})\s+)?{_NO_NUMBER_BEFORE}\b(?P<decade>(?:1[5-9]|20)?\d0)\s?-?\s?an\b",
        ),
        (
            "year",
            "year",
            rf"{guard('before_year', 'edge', 'year_word', digits=True)}(?:(?P<before>{any_of('before_year')})\s+)?(?P<core>(?:(?P<edge>{edge}|{any_of('year_word')})\s+){{0,2}}"
            rf"(?<![\d.,/:]){_YEAR}(?P<ago>\s+(?:lalu|silam)\b)?)(?!\s?-?an\b)(?!\s*(?:%|{any_of('counted')}\b))",
        ),
    ]


def _english(words: Calendar) -> list[tuple[str, str, str]]:
    any_of, guard = words.any_of, words.guard
    month, weekday, side, unit = any_of("month"), any_of("weekday"), any_of("side"), any_of("unit")
    edge = rf"{any_of('edge')}(?:\s+|-)"
    th = r"(?:st|nd|rd|th)?"
    many = rf"(?:\s*(?:-|–|to|and)\s*\d{{1,2}}{th})?"
    side_of_year = r"(?P<side>(?:last|this|next)\s+year|last|next)\b"
    year_end = rf"(?:,?\s+{_YEAR}|,?\s+(?:of\s+)?{side_of_year})?"
    before = rf"(?:{_weekday_before(words)}(?P<open>\()?\s*)?"
    digit_or_day = guard("weekday", digits=True)
    return [
        (
            "month",
            "day_month",
            rf"{digit_or_day}{before}{_NO_NUMBER_BEFORE}\b(?P<core>{_DAY}{th}{many}\s+(?:of\s+)?(?P<m>{month})\b{_DOT}{year_end})(?P<close>\s*\))?",
        ),
        (
            "month",
            "day_month",
            rf"{guard('weekday', 'month')}{before}\b(?P<core>(?P<m>{month})\b{_DOT}\s+{_DAY}{th}{many}{_NO_NUMBER_AFTER}{year_end})"
            rf"(?!\s*(?:%|{any_of('counted')}\b))(?P<close>\s*\))?",
        ),
        ("month", "month_year", rf"{guard('edge', 'month')}(?P<core>(?:{edge})?(?P<m>{month})\b{_DOT},?\s+(?:of\s+)?{_YEAR})"),
        (
            "month",
            "month",
            rf"{guard('before_month', 'edge', 'month', 'side')}(?:(?P<before>{any_of('before_month')})\s+)?(?P<core>(?P<edge>{edge})?(?:(?P<side>last|next|this)\s+)?"
            rf"(?P<m>{month})\b(?:\s+(?:of\s+)?(?P<year_side>(?:last|this|next)\s+year)\b)?)(?!-|\.?\s+\d{{1,2}}\b)",
        ),
        (
            "weekday",
            "weekday",
            rf"{guard('weekday', 'side')}(?P<core>(?:(?P<side>{side}|coming)\s+)?(?P<wd>{weekday})\b(?:\s+{any_of('part')}\b)?"
            r"(?:\s+(?:of\s+)?(?P<week>(?:last|this|next)\s+week)\b)?)",
        ),
        (
            "span",
            "count",
            rf"{_NO_NUMBER_BEFORE}\b(?P<core>(?P<n>\d{{1,3}}|{any_of('number')})\s+(?P<u>{unit})\s+(?:(?P<ago>ago|earlier\s+today)|(?P<ahead>from\s+now))\b)",
        ),
        ("span", "period", rf"{guard('edge', 'side')}(?P<core>(?:{edge})?(?P<side>{side})\s+(?P<u>{unit})\b)"),
        ("fixed", "fixed", rf"{guard('fixed')}(?P<core>(?P<fixed>{any_of('fixed')})\b(?:\s+{any_of('part')}\b)?)"),
        (
            "decade",
            "decade",
            rf"(?<![\w.,/:-])(?P<before>(?<=the )|(?<=the ['’]))?(?P<decade>(?:1[5-9]|20)?\d0)['’]?s\b",
        ),
        (
            "year",
            "year",
            rf"{guard('before_year', 'edge', 'year_word', digits=True)}(?:(?P<before>{any_of('before_year')})\s+)?(?P<core>(?:(?P<edge>{edge}|{any_of('year_word')}\s+)){{0,2}}"
            rf"(?<![\d.,/:]){_YEAR})(?!['’]?s\b)(?!-\w)(?!\s*(?:%|{any_of('counted')}\b))",
        ),
    ]
