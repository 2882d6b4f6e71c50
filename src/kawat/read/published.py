"""When an article was published, as pages write it, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache

import msgspec

ZONES = {
    "WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "GMT": "+00:00", "UTC": "+00:00", "Z": "+00:00",
    "WET": "+00:00", "BST": "+01:00", "CET": "+01:00", "WAT": "+01:00", "CEST": "+02:00", "EET": "+02:00",
    "SAST": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "TRT": "+03:00", "EAT": "+03:00", "GST": "+04:00",
    "PKT": "+05:00", "IST": "+05:30", "ICT": "+07:00", "SGT": "+08:00", "MYT": "+08:00", "HKT": "+08:00",
    "PHT": "+08:00", "JST": "+09:00", "KST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00",
    "NZST": "+12:00", "NZDT": "+13:00", "BRT": "-03:00", "EDT": "-04:00", "EST": "-05:00", "CDT": "-05:00",
    "CST": "-06:00", "MDT": "-06:00", "MST": "-07:00", "PDT": "-07:00", "PST": "-08:00",
}  # fmt: skip
"""Zone names of news pages and their offsets; "ET" and "PT" depend on the date and are worked out."""

_MONTH_NAMES = (
    "january januari jan januar",
    "february februari feb pebruari febuari peb",
    "march maret mar mac",
    "april apr",
    "may mei",
    "june juni jun",
    "july juli jul julai",
    "august agustus aug agu agt agus ogos ogo agst",
    "september sep sept",
    "october oktober oct okt",
    "november nov nopember nop",
    "december desember dec des disember dis",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?P<s>[-/]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})"
    r"(?:[T\s,|-]+(?P<H>\d{2})[:.]?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?)?(?!\d)"
)
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/]+(?P<b>{_MONTH})[\s,\-/]+(?P<y>\d{{4}})\b", re.I)
_MONTH_FIRST = re.compile(rf"\b(?P<b>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.I)
_SLASHED = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?P<s>[/.\-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})\b")
_CLOCK = re.compile(r"(?<![\d:.])(?P<H>\d{1,2})[:.](?P<M>\d{2})(?:[:.](?P<S>\d{2}))?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?", re.I)
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s*)?(?P<sign>[+\-−])(?P<h>\d{1,2}):?(?P<m>\d{2})?(?!\d)")
_ZONE = re.compile(r"\b(" + "|".join(ZONES) + r"|ET|PT)\b|(?<=\d)Z\b")
_NEAR = 48


class Moment(msgspec.Struct, frozen=True):
    """A date with or without a time: ``start`` and ``end`` are its place in the text it was found in."""

    day: str
    time: str = ""
    offset: str = ""
    start: int = 0
    end: int = 0

    @property
    def iso(self) -> str:
        """``2022-06-01``, ``2022-06-01T08:45:00`` or ``2022-06-01T08:45:00+07:00``."""
        return f"{self.day}T{self.time}{self.offset}" if self.time else self.day


def find(text: str, *, month_first: bool = False) -> Moment | None:
    """The first date in ``text`` (its first 300 characters) with the time and zone that stand beside it.

    "01/06/2022" is read day first unless ``month_first`` or an American zone stands beside it.
    Dates that do not exist give None.
    """
    text = text[:300]
    found = [m for m in (p.search(text) for p in (_ISO, _DAY_FIRST, _MONTH_FIRST, _SLASHED)) if m]
    for match in sorted(found, key=lambda m: m.start()):
        moment = _moment(text, match, month_first)
        if moment:
            return moment
    return None


def complete(moment: Moment, zone: str) -> tuple[str, str]:
    """ISO 8601 for ``moment`` and a note: a time without an offset takes ``zone`` ("" leaves it bare)."""
    if not moment.time or moment.offset or not zone:
        return moment.iso, ""
    return moment.iso + zone, f"published: the page shows no time zone, read as {zone}"


def _moment(text: str, match: re.Match[str], month_first: bool) -> Moment | None:
    parts = match.groupdict()
    around = text[match.end() : match.end() + _NEAR]
    month = _MONTHS[parts["b"].rstrip(".").lower()] if parts.get("b") else int(parts["m"])
    day = int(parts["d"])
    if match.re is _SLASHED:
        american = month_first or re.search(r"\b(?:E[SD]?T|P[SD]?T|C[SD]T|M[SD]T)\b", around) is not None
        if (american and day <= 12) or month > 12:
            day, month = month, day
    try:
        exact = date(int(parts["y"]), month, day)
    except ValueError:
        return None
    if parts.get("H"):
        time, end = _clock(parts["H"], parts["M"], parts["S"], ""), match.end()
    else:
        time, end = _time_beside(text, match)
    offset, end = _zone_after(text, end, exact, time) if time else ("", end)
    first = match.start() if end >= match.end() else max(0, match.start() - 30)
    return Moment(exact.isoformat(), time, offset, first, max(end, match.end()))


def _time_beside(text: str, match: re.Match[str]) -> tuple[str, int]:
    """A clock time right after the date, or right before it ("08:45 WIB, 1 Juni 2022")."""
    after = _CLOCK.search(text, match.end(), match.end() + 30)
    if after and not re.search(r"\d|[a-z]{12}", text[match.end() : after.start()]):
        return _clock(after["H"], after["M"], after["S"], after["half"]), after.end()
    before = list(_CLOCK.finditer(text, max(0, match.start() - 30), match.start()))
    if before:
        return _clock(before[-1]["H"], before[-1]["M"], before[-1]["S"], before[-1]["half"]), before[-1].end()
    return "", match.end()


def _clock(hour: str, minute: str, second: str | None, half: str | None) -> str:
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    if hours > 23 or int(minute) > 59 or int(second or 0) > 59:
        return ""
    return f"{hours:02d}:{minute}:{second or '00'}"


def _zone_after(text: str, end: int, day: date, time: str) -> tuple[str, int]:
    """The offset that follows a time within a few characters, and where it ends."""
    near = text[end : end + 16]
    number = _OFFSET.match(near.lstrip(" (")) if near else None
    if number and (int(number["h"]) <= 14) and not re.match(r"\s+[-−]\s*\d{1,2}\s", near):
        skipped = len(near) - len(near.lstrip(" ("))
        sign = "+" if number["sign"] == "+" else "-"
        offset = f"{sign}{int(number['h']):02d}:{number['m'] or '00'}"
        return offset, end + skipped + number.end()
    name = _ZONE.search(near)
    if name and not re.search(r"\d", near[: name.start()]):
        zone = name.group()
        offset = ZONES.get(zone) or _american(zone, day, time)
        return offset, end + name.end()
    if near[:1] == "Z":
        return "+00:00", end + 1
    return "", end


def _american(zone: str, day: date, time: str) -> str:
    """Summer time runs from the second Sunday of March to the first of November, at two o'clock."""
    base = 5 if zone == "ET" else 8
    start, stop = _summer(day.year)
    now = datetime.fromisoformat(f"{day.isoformat()}T{time}")
    return f"-{base - 1 if start <= now < stop else base:02d}:00"


@cache
def _summer(year: int) -> tuple[datetime, datetime]:
    march, november = datetime(year, 3, 8, 2), datetime(year, 11, 1, 2)
    return (
        march + timedelta(days=(6 - march.weekday()) % 7),
        november + timedelta(days=(6 - november.weekday()) % 7),
    )
