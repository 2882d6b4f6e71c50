"""A dyad's level and shifts in one sentence, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kawat.relations.explain import Mover
from kawat.relations.phrases import name, verb
from kawat.relations.shifts import Shift

_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WAY = {
    "id": {
        "worse": "memburuk", "better": "membaik", "attention": "lebih sering diberitakan", "less": "lebih jarang diberitakan",
    },
    "en": {
        "worse": "have worsened", "better": "have improved", "attention": "have been more in the news",
        "less": "have been less in the news",
    },
}  # fmt: skip
_LEVEL = {
    "id": {"up": "cenderung bersahabat", "down": "cenderung bermusuhan", "flat": "tanpa arah jelas"},
    "en": {"up": "lean to the friendly", "down": "lean to the hostile", "flat": "show no clear direction"},
}


def pair(a: str, b: str, language: str) -> str:
    """ "Rusia–Barat", "Russia and the West"."""
    return f"{name(a, language)}–{name(b, language)}" if language == "id" else f"{name(a, language)} and {name(b, language)}"


def heading(a: str, b: str, language: str) -> str:
    """ "Rusia–Barat", "Russia–West": a pair as the head of a table or picture."""
    return f"{bare(a, language)}–{bare(b, language)}"


def bare(code: str, language: str) -> str:
    """What a code is called, without "the"."""
    return name(code, language).removeprefix("the ")


def day(when: date, language: str) -> str:
    """ "24 Februari 2022", "24 February 2022"."""
    return f"{when.day} {_MONTHS[language][when.month - 1]} {when.year}"


def short_day(when: date, language: str) -> str:
    """ "24 Feb 2022"."""
    return f"{when.day} {short_month(when.month, language)} {when.year}"


def short_month(number: int, language: str) -> str:
    """The first three letters of a month: "Agu", "Aug"."""
    return _MONTHS[language][number - 1][:3]


def tell_shift(shift: Shift, language: str, movers: Sequence[Mover] = ()) -> str:
    """One sentence on a shift: which way, since when, how sure, from what to what, and the acts that did most."""
    way = _WAY[language]["less" if shift.way == "attention" and abs(shift.after) < abs(shift.before) else shift.way]
    numbers = (_number(shift.before, language), _number(shift.after, language))
    sure = min(99, round(100 * shift.probability))
    if language == "id":
        head = f"Hubungan {pair(shift.a, shift.b, 'id')} {way} sejak {day(shift.date, 'id')} (peluang {sure}%)"
        body = f"skor bersih per minggu berubah dari {numbers[0]} menjadi {numbers[1]}"
    else:
        head = f"Relations between {pair(shift.a, shift.b, 'en')} {way} since {day(shift.date, 'en')} (probability {sure}%)"
        body = f"the net score a week went from {numbers[0]} to {numbers[1]}"
    return f"{head}: {body}{_because(shift.a, shift.b, movers, language)}."


def tell_level(a: str, b: str, when: date, level: tuple[float, float, float], language: str, movers: Sequence[Mover] = ()) -> str:
    """One sentence on the level of intensity (level, low, high) on a day; its direction is clear where the interval is off 0.

    Of the movers those are told that speak for it: what made a hostile level less so is no reason for it.
    """
    movers = [mover for mover in movers if mover.effect * level[0] > 0]
    direction = "up" if level[1] > 0 else "down" if level[2] < 0 else "flat"
    mean, low, high = (_number(value, language) for value in level)
    if language == "id":
        head = f"Hubungan {pair(a, b, 'id')} {_LEVEL['id'][direction]} per {day(when, 'id')}: {mean} (90%: {low} sampai {high})"
    else:
        when_told = f"as of {day(when, 'en')}: {mean} (90%: {low} to {high})"
        head = f"Relations between {pair(a, b, 'en')} {_LEVEL['en'][direction]} {when_told}"
    return f"{head}{_because(a, b, movers, language)}."


def _because(a: str, b: str, movers: Sequence[Mover], language: str) -> str:
    """The acts of the movers, each kind once on its weightiest day, strongest first."""
    told: dict[str, str] = {}
    for mover in movers:
        act = _act(a, b, mover, language)
        told.setdefault(act, f"{act} ({day(mover.day, language)})")
    acts = list(told.values())[:3]
    if not acts:
        return ""
    return f"; terutama karena {', '.join(acts)}" if language == "id" else f"; mostly as {', '.join(acts)}"


def _act(a: str, b: str, mover: Mover, language: str) -> str:
    doer, other = (b, a) if mover.towards < 0 else (a, b)
    words = verb(mover.event, mover.mode, mover.towards == 0)
    phrase = (words.id if language == "id" else words.en).format(b=name(other, language))
    both = f" {'dan' if language == 'id' else 'and'} {name(other, language)}" if mover.towards == 0 else ""
    return f"{name(doer, language)}{both} {phrase}"


def _number(value: float, language: str) -> str:
    """With a sign, one decimal, and the language's decimal mark."""
    text = f"{value:+.1f}".replace("-", "−")
    return text.replace(".", ",") if language == "id" else text
