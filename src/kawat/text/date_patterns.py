"""The shapes that dates take in Indonesian, Malay and English, as regular expressions.

Each shape names the family of words that must be there before it is tried, the resolver in
``date_values`` that reads it, and its expression. In an expression "@month" stands for any word of that
kind in the language's ``calendar.tsv``, "@YEAR" and the like for a piece of ``_PIECES``, and "@if(month,0)"
for a cheap look whether such a word (0: or a number) may begin here. White space in it means nothing.
Group names are shared: ``wd`` weekday, ``d`` ``m`` ``y`` day, month, year, ``n`` number, ``u`` unit,
``side`` lalu, depan, last, next, ``edge`` awal, early, ``core`` the span to report.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kawat.text.date_words import Calendar, calendar


class Pattern(msgspec.Struct, frozen=True):
    """One shape: the family it belongs to, the resolver's name and the expression."""

    family: str
    resolver: str
    expression: re.Pattern[str]


_PIECES = {
    "DAY": r"(?P<d>\d{1,2})",
    "YEAR": r"(?P<y>(?:1[5-9]|20)\d\d)(?!\d|[.,:/]\d)",
    "ALONE": r"(?<![\d.,/:-])",  # no figure runs up to here
    "DOT": r"(?:\.(?=,?\s+\d))?",  # "Dec. 5", but not the stop that ends a sentence
    "SLASHED": r"(?P<core>@DAY\s?/\s?(?P<m>\d{1,2})(?:\s?/\s?(?P<y>\d{4}|\d{2}))?)(?!\d|[./,]\d|/)",
    # A weekday before a date, with what may stand between: "Selasa malam pekan lalu (", "Tuesday, ".
    "WEEKDAY_id": r"(?P<wd>@weekday)\b(?:\s+@part)?(?:\s+(?:(?:pekan|minggu)\s+)?@side)? @BRACKET",
    "WEEKDAY_en": r"(?P<wd>@weekday)\b(?:\s+@part)? @BRACKET",
    "BRACKET": r"(?:\s*,)?\s*(?P<open>\()?\s*",
    "SIDE_id": r"(?:\s+(?P<side>tahun\s+@side|@side)\b)?",
    "YEAR_END": r"(?:,?\s+@YEAR|,?\s+(?:of\s+)?(?P<side>(?:last|this|next)\s+year|last|next)\b)?",
    "MANY_id": r"(?:\s*(?:-|–|dan|hingga|sampai|s/d|s\.d\.)\s*\d{1,2})?",
    "MANY_en": r"(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{1,2}(?:st|nd|rd|th)?)?",
    "EDGE_en": r"@edge(?:\s+|-)",
    "NO_COUNT": r"(?!\s*(?:%|@counted\b))",
}

_FIGURES = (
    ("iso", "iso", r"(?<![\w./-]) (?P<core>(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})) (?![\d/-])"),
    ("slash", "numeric", r"@if(weekday) @WEEKDAY @SLASHED \s* (?P<close>\))?"),
    ("slash", "numeric", r"(?P<open>(?<=\())? (?<![\d/.,]) @SLASHED (?P<close>(?=\)))?"),
    (
        "dotted",
        "numeric",
        r"(?<![\w.,/-]) (?P<core>@DAY(?P<sep>[-.])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})) (?![\d/-])",
    ),
)

_INDONESIAN = (
    (
        "month",
        "day_month",
        r"""@if(weekday,0) (?:@WEEKDAY)? @ALONE \b
        (?P<core>@DAY @MANY \s+ (?P<m>@month)\b @DOT (?:,?\s+(?:tahun\s+)?@YEAR)? @SIDE_id)
        (?P<close>\s*\))?""",
    ),
    (
        "month",
        "month_year",
        r"""@if(edge,unit,month) (?P<core>(?:(?:@edge|bulan)\s+){0,2}
        (?P<m>@month)\b @DOT ,?\s+(?:tahun\s+)? @YEAR (?:\s+(?:lalu|silam)\b)?)""",
    ),
    (
        "month",
        "month",
        r"""@if(before_month,edge,month) (?:(?P<before>@before_month)\s+)?
        (?P<core>(?:(?P<edge>@edge|bulan)\s+){0,2} (?P<m>@month)\b @SIDE_id)""",
    ),
    (
        "weekday",
        "weekday",
        r"""@if(weekday) (?P<core>(?P<wd>@weekday)\b (?:\s+@part\b)?
        (?:\s*\(\s*(?P<fixed>@fixed)\s*\) | \s+(?P<week>(?:pekan|minggu)\s+@side)\b
        | \s+(?P<side>@side)\b)?)""",
    ),
    (
        "span",
        "count",
        r"""@ALONE \b (?P<core>(?P<n>\d{1,3}|@number)\s*(?P<u>@unit)\s+
        (?:(?P<ago>(?:yang\s+)?(?:lalu|silam|lepas)) | (?P<ahead>lagi))\b)""",
    ),
    ("span", "period", r"@if(edge,unit) (?P<core>(?:@edge\s+)?(?P<u>@unit)\s+(?P<side>@side)\b)"),
    ("fixed", "fixed", r"@if(fixed) (?P<core>(?P<fixed>@fixed)\b (?:\s+@part\b)?)"),
    (
        "decade",
        "decade",
        r"""@if(year_word,0) (?:(?P<before>@year_word)\s+)? @ALONE \b
        (?P<decade>(?:1[5-9]|20)?\d0)\s?-?\s?an\b""",
    ),
    (
        "year",
        "year",
        r"""@if(before_year,edge,year_word,0) (?:(?P<before>@before_year)\s+)?
        (?P<core>(?:(?P<edge>@edge|@year_word)\s+){0,2} (?<![\d.,/:]) @YEAR (?P<ago>\s+(?:lalu|silam)\b)?)
        (?!\s?-?an\b) @NO_COUNT""",
    ),
)

_ENGLISH = (
    (
        "month",
        "day_month",
        r"""@if(weekday,0) (?:@WEEKDAY)? @ALONE \b
        (?P<core>@DAY @MANY \s+ (?:of\s+)? (?P<m>@month)\b @DOT @YEAR_END) (?P<close>\s*\))?""",
    ),
    (
        "month",
        "day_month",
        r"""@if(weekday,month) (?:@WEEKDAY)? \b
        (?P<core>(?P<m>@month)\b @DOT \s+ @DAY @MANY (?!\d|[.,:/]\d) @YEAR_END) @NO_COUNT
        (?P<close>\s*\))?""",
    ),
    (
        "month",
        "month_year",
        r"@if(edge,month) (?P<core>(?:@EDGE_en)? (?P<m>@month)\b @DOT ,?\s+(?:of\s+)? @YEAR)",
    ),
    (
        "month",
        "month",
        r"""@if(before_month,edge,month,side) (?:(?P<before>@before_month)\s+)?
        (?P<core>(?P<edge>@EDGE_en)? (?:(?P<side>last|next|this)\s+)? (?P<m>@month)\b
        (?:\s+(?:of\s+)?(?P<year_side>(?:last|this|next)\s+year)\b)?) (?!-|\.?\s+\d{1,2}\b)""",
    ),
    (
        "weekday",
        "weekday",
        r"""@if(weekday,side) (?P<core>(?:(?P<side>@side|coming)\s+)? (?P<wd>@weekday)\b (?:\s+@part\b)?
        (?:\s+(?:of\s+)?(?P<week>(?:last|this|next)\s+week)\b)?)""",
    ),
    (
        "span",
        "count",
        r"""@ALONE \b (?P<core>(?P<n>\d{1,3}|@number)\s+(?P<u>@unit)\s+
        (?:(?P<ago>ago) | (?P<ahead>from\s+now))\b)""",
    ),
    ("span", "period", r"@if(edge,side) (?P<core>(?:@EDGE_en)?(?P<side>@side)\s+(?P<u>@unit)\b)"),
    ("fixed", "fixed", r"@if(fixed) (?P<core>(?P<fixed>@fixed)\b (?:\s+@part\b)?)"),
    (
        "decade",
        "decade",
        r"(?<![\w.,/:-]) (?P<before>(?<=the\s)|(?<=the\s['’]))? (?P<decade>(?:1[5-9]|20)?\d0)['’]?s\b",
    ),
    (
        "year",
        "year",
        r"""@if(before_year,edge,year_word,0) (?:(?P<before>@before_year)\s+)?
        (?P<core>(?:(?P<edge>@EDGE_en|@year_word\s+)){0,2} (?<![\d.,/:]) @YEAR)
        (?!['’]?s\b) (?!-\w) @NO_COUNT""",
    ),
)


@cache
def patterns(language: str) -> tuple[Pattern, ...]:
    """The patterns of "id", "ms" or "en", the more telling ones first."""
    words = calendar(language)
    shapes = _FIGURES + (_ENGLISH if language == "en" else _INDONESIAN)
    flags = re.IGNORECASE | re.VERBOSE
    return tuple(Pattern(family, resolver, re.compile(_filled(text, words), flags)) for family, resolver, text in shapes)


def _filled(template: str, words: Calendar) -> str:
    """The template with its "@" names replaced by what they stand for in this language."""
    own = "en" if words.language == "en" else "id"

    def stand_in(match: re.Match[str]) -> str:
        if match["kinds"]:
            kinds = match["kinds"].split(",")
            return words.guard(*(kind for kind in kinds if kind != "0"), digits="0" in kinds)
        name = match["name"]
        piece = _PIECES.get(name) or _PIECES.get(f"{name}_{own}")
        return _filled(piece, words) if piece else words.any_of(name)

    return re.sub(r"@if\((?P<kinds>[^)]*)\)|@(?P<name>[A-Z]+(?:_[A-Za-z]+)*|[a-z_]+)", stand_in, template)
