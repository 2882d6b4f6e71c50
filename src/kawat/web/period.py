"""The days that a page is asked for; where it names none, the last twelve months of which the desk has much to tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kawat.relations.series import beginning, following

if TYPE_CHECKING:
    from kawat.relations.ledger import Ledger
    from kawat.web.asked import Asked

# A month is dense that has at least this share of the events of the fullest one.
DENSE = 0.05


class Days(NamedTuple):
    """From one day to another, both included."""

    since: date
    until: date


def days_of(asked: Asked) -> Days:
    """``from`` and ``to`` of a question; raises ValueError for what is no day and for days in the wrong order."""
    since, until = day("from", asked.query.from_), day("to", asked.query.to)
    dense: Days = asked.holder.cached("dense days", lambda desk: dense_days(desk.ledger))
    end = asked.desk.ledger.end or dense.until
    last = until or (dense.until if not since or since <= dense.until else max(since, end))
    first = since or (dense.since if not until else _year_before(until))
    if first > last:
        raise ValueError(f"from={first} lies after to={last}: there is no day between them. Exchange them, or leave one out.")
    return Days(first, last)


def day(name: str, text: str) -> date | None:
    """The day that a parameter gives; None where it gives none, ValueError where it is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}={text!r} is no day. Write it as 2024-01-31.") from None


def dense_days(ledger: Ledger) -> Days:
    """The twelve months that end with the last dense one; the twelve to today where the desk has no event."""
    import numpy as np

    if not len(ledger):
        return Days(_year_before(date.today()), date.today())
    months = ledger.days.astype("datetime64[D]").astype("datetime64[M]")
    found, events = np.unique(months, return_counts=True)
    last: date = found[events >= DENSE * events.max()][-1].astype("datetime64[D]").astype(date)
    until = following(last, "month") - timedelta(days=1)
    return Days(_year_before(until), until)


def _year_before(until: date) -> date:
    """The first day of the year that ends on a day: that of a month where it ends with one."""
    after = until + timedelta(days=1)
    return beginning(after, "month").replace(year=after.year - 1, day=min(after.day, 28))
