"""From words to a day, week, month, year or decade: what each shape of ``date_patterns`` means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec

from kawat.text.date_words import Calendar, key

_AGREES = re.compile(r"\b(?:tanggal|tgl\.?|pada|per)\s*$", re.IGNORECASE)
_LAW = re.compile(r"(?:\bnomor|\bno\.?)\s*[\w/.-]+\s*$", re.IGNORECASE)
_OPENING = re.compile(r"(?:^|[.!?…:]|[\"“‘(])\s*$")
_STRETCH = re.compile(r"\b(?:over|in|for|during|within|of|across) the (?:past )?$", re.IGNORECASE)
_NOT_A_DAY = re.compile(
    r"[-\s]+(?:Agung|Abu|Suci|Palma|Putih|Kelabu|Berkah|Times|Telegraph|Mirror|Express|Herald|prayers?|mass)\b"
)
_PAPER = re.compile(r"\bMail on $")
_EITHER_WAY = frozenset("hingga sampai jelang menjelang by until till".split())
_SURE_BEFORE_MAY = frozenset("in since until till during through throughout before after".split())


class Value(msgspec.Struct, frozen=True):
    """A resolved date: ISO 8601 cut to ``precision``, and whether the words alone gave it."""

    value: str
    precision: str
    basis: str


Resolver = Callable[[re.Match[str], date | None, Calendar], Value | None]


def day(value: date, basis: str) -> Value:
    """A day."""
    return Value(value.isoformat(), "day", basis)


def _make(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _shift(anchor: date, days: int) -> date | None:
    try:
        return anchor + timedelta(days=days)
    except OverflowError:
        return None


def _group(match: re.Match[str], name: str) -> str:
    """A named group's text as the word tables have it; "" where the pattern has no such group or it is empty."""
    return key(match.groupdict().get(name) or "")


def _before(match: re.Match[str], group: str = "core", size: int = 30) -> str:
    start = match.start(group)
    return match.string[max(0, start - size) : start]


def _follows(before: str, words: Iterable[str]) -> bool:
    """Does the stretch before the date end in one of these words?"""
    tail = " " + key(before)
    return any(tail.endswith(" " + word.lower()) for word in words)


def _side(words: Calendar, text: str) -> int | None:
    """-1, 0, 1 of "lalu", "tahun depan", "last week"; None where nothing is said."""
    if not text:
        return None
    for word in (text, text.split()[-1], text.split()[0], " ".join(text.split()[1:])):
        if word in words.sides:
            return words.sides[word]
    return 0 if text.endswith("ini") or text.startswith("this") else None


def _named(match: re.Match[str], words: Calendar) -> bool:
    """Is the month written as a name? English months always need their capital, others without a year."""
    written = match.group("m")
    return written[:1].isupper() or (words.language != "en" and bool(match.groupdict().get("y")))


def _iso(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    made = _make(int(match["y"]), int(match["m"]), int(match["d"]))
    return day(made, "text") if made else None


def _day_month(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    if not _named(match, words):
        return None
    month, number = words.months[key(match["m"])], int(match["d"])
    if match["y"]:
        made = _make(int(match["y"]), month, number)
        return day(made, "text") if made else None
    return _without_year(match, anchor, words, month, number)


def _without_year(
    match: re.Match[str], anchor: date | None, words: Calendar, month: int, number: int
) -> Value | None:
    """Day and month alone: the nearest past one, unless the words or the weekday say otherwise."""
    if anchor is None:
        return None
    said = _group(match, "side")
    side = _side(words, said)
    years: list[int]
    if side is not None and ("year" in said or "tahun" in said):
        years = [anchor.year + side]
    elif side == 0:
        years = [anchor.year]
    elif side == 1:
        years = list(range(anchor.year, anchor.year + 9))
    else:
        years = list(range(anchor.year, anchor.year - 9, -1))
    made = [value for year in years if (value := _make(year, month, number))]
    if side is None and (weekday := _group(match, "wd")):
        near = [value for year in (0, -1, 1) if (value := _make(anchor.year + year, month, number))]
        agreeing = [value for value in near if value.weekday() == words.weekdays[weekday]]
        made = sorted(agreeing, key=lambda value: abs((value - anchor).days)) or made
        if agreeing:
            return day(made[0], "relative")
    if len(years) > 1:
        made = [value for value in made if (value > anchor if side == 1 else value <= anchor)]
    return day(made[0], "relative") if made else None


def _numeric(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    groups = match.groupdict()
    number, month, year = int(match["d"]), int(match["m"]), groups.get("y")
    framed = bool(groups.get("wd")) or None not in (groups.get("open"), groups.get("close"))
    if not year or len(year) == 2:
        if not framed and not _AGREES.search(_before(match)):
            return None
    if words.language == "en":
        if not year and not groups.get("wd"):
            return None
        number, month = _english_order(match, number, month, anchor, words)
    if not 1 <= month <= 12:
        return None
    if not year:
        return _without_year(match, anchor, words, month, number)
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    made = _make(full, month, number)
    return day(made, "text") if made else None


def _english_order(
    match: re.Match[str], first: int, second: int, anchor: date | None, words: Calendar
) -> tuple[int, int]:
    """(day, month) of "5/31" or "31/5"; (0, 0) where it may be either."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    weekday, year = _group(match, "wd"), match.groupdict().get("y")
    if weekday and (year or anchor):
        full = int(year) if year and len(year) == 4 else (anchor.year if anchor else 0)
        for number, month in ((first, second), (second, first)):
            made = _make(full, month, number) if full else None
            if made and made.weekday() == words.weekdays[weekday]:
                return number, month
    return 0, 0


def _month_year(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    if not _named(match, words):
        return None
    return Value(f"{match['y']}-{words.months[key(match['m'])]:02}", "month", "text")


def _month(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    written = match["m"]
    month = words.months[key(written)]
    said, before = _group(match, "side") or _group(match, "year_side"), _group(match, "before")
    if anchor is None or not written[:1].isupper() or not (said or before or match["edge"] or _bulan(match)):
        return None
    if len(written) == 3 and month != 5 and words.language != "ms":
        return None  # "Jan" and "Mar" may be people
    if month == 5 and not said and not match["edge"]:
        if words.language == "en" and before not in _SURE_BEFORE_MAY:
            return None  # "by May" may be Mrs May
        if words.language != "en" and re.match(r"\s+[A-Z]", match.string[match.end() :][:3]):
            return None  # "dari Mei Lan"
    side = _side(words, said)
    index = anchor.month - month
    if "year" in said or "tahun" in said:
        year = anchor.year + (side or 0)
    elif side == -1:
        year = anchor.year if index > 0 else anchor.year - 1
    elif side == 1:
        year = anchor.year if index < 0 else anchor.year + 1
    elif side == 0:
        year = anchor.year
    elif before in _EITHER_WAY:
        year = min((anchor.year, anchor.year - 1, anchor.year + 1), key=lambda y: abs((y - anchor.year) * 12 - index))
    else:
        year = anchor.year if index >= 0 else anchor.year - 1
    return Value(f"{year:04}-{month:02}", "month", "relative")


def _bulan(match: re.Match[str]) -> bool:
    return key(match["core"]).startswith("bulan ")


def _sunday(match: re.Match[str], words: Calendar) -> bool:
    """Is "Minggu" the Sunday? Only with its capital, and not where a sentence opens with "Minggu lalu"."""
    if match["core"][:6] != "Minggu":
        return False
    if _follows(_before(match), ("hari", *words.numbers)):
        return _follows(_before(match), ("hari",))
    return not (_OPENING.search(_before(match)) and (_group(match, "side") or _group(match, "week")))


def _weekday(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    written, before = match["wd"], _before(match)
    if anchor is None or not written[:1].isupper() or _follows(before, words.lists["habit"]):
        return None
    if _NOT_A_DAY.match(match.string, match.end("wd")) or _PAPER.search(before):
        return None
    if key(written) == "minggu" and not _sunday(match, words):
        return None
    weekday = words.weekdays[key(written)]
    back = (anchor.weekday() - weekday) % 7
    fixed, week, said = _group(match, "fixed"), _group(match, "week"), _group(match, "side")
    if fixed:
        days = words.fixed[fixed]
    elif week:
        days = 7 * (_side(words, week) or 0) - anchor.weekday() + weekday
    elif said == "coming" or _side(words, said) == 1:
        days = 7 - back
    elif _side(words, said) == -1:
        days = -back or -7
    elif _side(words, said) == 0:
        days = weekday - anchor.weekday()
    else:
        days = -back
    made = _shift(anchor, days)
    return day(made, "relative") if made else None


def _period_value(anchor: date, unit: str, steps: int) -> Value | None:
    """The day, week, month, year or decade that lies ``steps`` units away from the anchor's."""
    if unit in ("day", "week", "fortnight"):
        length = {"day": 1, "week": 7, "fortnight": 14}[unit]
        made = _shift(anchor, steps * length)
        if made is None:
            return None
        if unit == "day":
            return day(made, "relative")
        monday = _shift(made, -made.weekday())
        return Value(monday.isoformat(), "week", "relative") if monday else None
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + steps
        year, month = divmod(months, 12)
        return Value(f"{year:04}-{month + 1:02}", "month", "relative") if 1 <= year <= 9999 else None
    year = anchor.year + steps * (10 if unit == "decade" else 1)
    if not 1 <= year <= 9999:
        return None
    if unit == "decade":
        return Value(f"{year // 10:03}", "decade", "relative")
    return Value(f"{year:04}", "year", "relative")


def _count(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    written = key(match["n"])
    if anchor is None or _follows(_before(match), words.lists["quantity"]):
        return None
    number = int(written) if written.isdigit() else words.numbers[written]
    return _period_value(anchor, words.units[key(match["u"])], number if match["ahead"] else -number)


def _period(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    unit, said, before = words.units[key(match["u"])], key(match["side"]), _before(match)
    side = _side(words, said)
    if anchor is None or side is None or unit == "day" or (words.language == "en" and match["u"].endswith("s")):
        return None
    if side and (_follows(before, (*words.lists["quantity"], *words.numbers)) or before.rstrip()[-1:].isdigit()):
        return None
    if side and _STRETCH.search(before):
        return None
    if match["u"] == "Minggu" and not _OPENING.search(before):
        return None  # Sunday
    return _period_value(anchor, unit, side)


def _fixed(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    made = _shift(anchor, words.fixed[key(match["fixed"])]) if anchor else None
    return day(made, "relative") if made else None


def _decade(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    written = match["decade"]
    if _follows_counted(match, words):
        return None
    if len(written) == 4:
        return Value(written[:3], "decade", "text")
    if match["before"] is None or int(written) < 30:
        return None
    return Value("19" + written[0], "decade", "text")


def _follows_counted(match: re.Match[str], words: Calendar) -> bool:
    after = re.match(r"\s+(\w+)", match.string[match.end() :][:30])
    return bool(after and after.group(1) in words.lists["counted"])


def _year(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    if not (match["before"] or match["edge"] or match.groupdict().get("ago")):
        return None
    if _LAW.search(_before(match)):
        return None  # "UU Nomor 30 Tahun 2002"
    return Value(match["y"], "year", "text")


RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": _day_month,
    "month_year": _month_year,
    "month": _month,
    "weekday": _weekday,
    "count": _count,
    "period": _period,
    "fixed": _fixed,
    "decade": _decade,
    "year": _year,
}
