"""Dates written with a month, a year or figures: "24 Februari 2022", "Selasa (31/5)", "in 2014"."""

from __future__ import annotations

import re
from datetime import date

from kawat.text.date_values import Value, day, group, make, side_of, text_before
from kawat.text.date_words import Calendar, key

_AGREES = re.compile(r"\b(?:tanggal|tgl\.?|pada|per)\s*$", re.IGNORECASE)
_LAW = re.compile(r"(?:\bnomor|\bno\.?)\s*[\w/.-]+\s*$", re.IGNORECASE)
_EITHER_WAY = frozenset(("hingga", "sampai", "jelang", "menjelang", "by", "until", "till"))
_SURE_BEFORE_MAY = frozenset(("in", "since", "until", "till", "during", "through", "throughout", "before", "after"))


def _named(match: re.Match[str], words: Calendar) -> bool:
    """Is the month written as a name? English months always need their capital, others without a year."""
    written = match.group("m")
    return written[:1].isupper() or (words.language != "en" and bool(match.groupdict().get("y")))


def iso(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "2022-05-31"."""
    made = make(int(match["y"]), int(match["m"]), int(match["d"]))
    return day(made, "text") if made else None


def day_month(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "24 Februari 2022 lalu", "May 23", "Tuesday (May 31)"."""
    if not _named(match, words):
        return None
    month, number = words.months[key(match["m"])], int(match["d"])
    if match["y"]:
        made = make(int(match["y"]), month, number)
        return day(made, "text") if made else None
    return _without_year(match, anchor, words, month, number)


def _without_year(match: re.Match[str], anchor: date | None, words: Calendar, month: int, number: int) -> Value | None:
    """Day and month alone: the nearest past one, unless the words or the weekday say otherwise."""
    if anchor is None:
        return None
    said = group(match, "side")
    side = side_of(words, said)
    years: list[int]
    if side is not None and ("year" in said or "tahun" in said):
        years = [anchor.year + side]
    elif side == 0:
        years = [anchor.year]
    elif side == 1:
        years = list(range(anchor.year, anchor.year + 9))
    else:
        years = list(range(anchor.year, anchor.year - 9, -1))
    made = [value for year in years if (value := make(year, month, number))]
    if side is None and (weekday := group(match, "wd")):
        near = [value for year in (0, -1, 1) if (value := make(anchor.year + year, month, number))]
        agreeing = [value for value in near if value.weekday() == words.weekdays[weekday]]
        made = sorted(agreeing, key=lambda value: abs((value - anchor).days)) or made
        if agreeing:
            return day(made[0], "relative")
    if len(years) > 1:
        made = [value for value in made if (value > anchor if side == 1 else value <= anchor)]
    return day(made[0], "relative") if made else None


def numeric(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "Selasa (31/5)", "31/5/2022", "31.5.2022"."""
    groups = match.groupdict()
    number, month, year = int(match["d"]), int(match["m"]), groups.get("y")
    framed = bool(groups.get("wd")) or None not in (groups.get("open"), groups.get("close"))
    if (not year or len(year) == 2) and not framed and not _AGREES.search(text_before(match)):
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
    made = make(full, month, number)
    return day(made, "text") if made else None


def _english_order(match: re.Match[str], first: int, second: int, anchor: date | None, words: Calendar) -> tuple[int, int]:
    """(day, month) of "5/31" or "31/5"; (0, 0) where it may be either."""
    if first > 12 or first == second:
        return first, second
    if second > 12:
        return second, first
    weekday, year = group(match, "wd"), match.groupdict().get("y")
    if weekday and (year or anchor):
        full = int(year) if year and len(year) == 4 else (anchor.year if anchor else 0)
        for number, month in ((first, second), (second, first)):
            made = make(full, month, number) if full else None
            if made and made.weekday() == words.weekdays[weekday]:
                return number, month
    return 0, 0


def month_year(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "Desember 2021", "early May 2019"."""
    if not _named(match, words):
        return None
    return Value(f"{match['y']}-{words.months[key(match['m'])]:02}", "month", "text")


def month(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "pada Desember", "last December", "Maret lalu"."""
    written = match["m"]
    month = words.months[key(written)]
    said, before = group(match, "side") or group(match, "year_side"), group(match, "before")
    if anchor is None or not written[:1].isupper() or not (said or before or match["edge"] or _bulan(match)):
        return None
    if len(written) == 3 and month != 5 and words.language != "ms":
        return None  # "Jan" and "Mar" may be people
    if month == 5 and not said and not match["edge"]:
        if words.language == "en" and before not in _SURE_BEFORE_MAY:
            return None  # "by May" may be Mrs May
        if words.language != "en" and re.match(r"\s+[A-Z]", match.string[match.end() :][:3]):
            return None  # "dari Mei Lan"
    side = side_of(words, said)
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


def decade(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "era 1990-an", "the 1990s", "tahun 80-an"."""
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


def year(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "pada 2014", "since 2019", "awal 2022"; a bare figure is no year."""
    if not (match["before"] or match["edge"] or match.groupdict().get("ago")):
        return None
    if _LAW.search(text_before(match)):
        return None  # "UU Nomor 30 Tahun 2002"
    return Value(match["y"], "year", "text")
