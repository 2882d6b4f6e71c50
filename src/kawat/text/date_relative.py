"""Dates counted from the article's own day: "Senin lalu", "dua pekan lalu", "last month", "kemarin"."""

from __future__ import annotations

import re
from datetime import date

from kawat.text.date_values import Value, day, follows, group, shift, side_of, text_before
from kawat.text.date_words import Calendar, key

_OPENING = re.compile(r"(?:^|[.!?…:]|[\"“‘(])\s*$")
_STRETCH = re.compile(r"\b(?:over|in|for|during|within|of|across) the (?:past )?$", re.IGNORECASE)
_PAPER = re.compile(r"\bMail on $")
_NOT_A_DAY = re.compile(
    r"[-\s]+(?:Agung|Abu|Suci|Palma|Putih|Kelabu|Berkah|Times|Telegraph|Mirror|Express|Herald|prayers?|mass)\b"
)


def _sunday(match: re.Match[str], words: Calendar) -> bool:
    """Is "Minggu" the Sunday? Only with its capital, and not where a sentence opens with "Minggu lalu"."""
    if match["core"][:6] != "Minggu":
        return False
    if follows(text_before(match), ("hari", *words.numbers)):
        return follows(text_before(match), ("hari",))
    return not (_OPENING.search(text_before(match)) and (group(match, "side") or group(match, "week")))


def weekday(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "Senin", "Selasa malam lalu", "Senin (lusa)", "Jumat pekan depan", "next Tuesday"."""
    written, before = match["wd"], text_before(match)
    if anchor is None or not written[:1].isupper() or follows(before, words.lists["habit"]):
        return None
    if _NOT_A_DAY.match(match.string, match.end("wd")) or _PAPER.search(before):
        return None
    if key(written) == "minggu" and not _sunday(match, words):
        return None
    weekday = words.weekdays[key(written)]
    back = (anchor.weekday() - weekday) % 7
    fixed, week, said = group(match, "fixed"), group(match, "week"), group(match, "side")
    if fixed:
        days = words.fixed[fixed]
    elif week:
        days = 7 * (side_of(words, week) or 0) - anchor.weekday() + weekday
    elif said == "coming" or side_of(words, said) == 1:
        days = 7 - back
    elif side_of(words, said) == -1:
        days = -back or -7
    elif side_of(words, said) == 0:
        days = weekday - anchor.weekday()
    else:
        days = -back
    made = shift(anchor, days)
    return day(made, "relative") if made else None


def _period_value(anchor: date, unit: str, steps: int) -> Value | None:
    """The day, week, month, year or decade that lies ``steps`` units away from the anchor's."""
    if unit in ("day", "week", "fortnight"):
        length = {"day": 1, "week": 7, "fortnight": 14}[unit]
        made = shift(anchor, steps * length)
        if made is None:
            return None
        if unit == "day":
            return day(made, "relative")
        monday = shift(made, -made.weekday())
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


def count(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "tiga hari lalu", "setahun silam", "two weeks ago"."""
    written = key(match["n"])
    if anchor is None or follows(text_before(match), words.lists["quantity"]):
        return None
    number = int(written) if written.isdigit() else words.numbers[written]
    return _period_value(anchor, words.units[key(match["u"])], number if match["ahead"] else -number)


def period(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "pekan lalu", "awal bulan ini", "earlier this month"."""
    unit, said, before = words.units[key(match["u"])], key(match["side"]), text_before(match)
    side = side_of(words, said)
    if anchor is None or side is None or unit == "day" or (words.language == "en" and match["u"].endswith("s")):
        return None
    if side and (follows(before, (*words.lists["quantity"], *words.numbers)) or before.rstrip()[-1:].isdigit()):
        return None
    if side and _STRETCH.search(before):
        return None
    if match["u"] == "Minggu" and not _OPENING.search(before):
        return None  # Sunday
    return _period_value(anchor, unit, side)


def fixed(match: re.Match[str], anchor: date | None, words: Calendar) -> Value | None:
    """Reads "kemarin sore", "hari ini", "tomorrow"."""
    made = shift(anchor, words.fixed[key(match["fixed"])]) if anchor else None
    return day(made, "relative") if made else None
