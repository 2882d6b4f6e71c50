"""The days that a question names; where a page needs some and it names none, the last twelve months with much to tell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from kawat.limits import WEB_DAYS
from kawat.relations.series import LATEST, beginning, following
from kawat.web.wrong import Wrong

if TYPE_CHECKING:
    from kawat.relations.ledger import Ledger
    from kawat.web.asked import Asked

# A month is dense that has at least this share of the events of the fullest one.
DENSE = 0.05


class Days(NamedTuple):
    """From one day to another, both included."""

    since: date
    until: date


def day(name: str, text: str) -> date | None:
    """The day that a parameter gives; None where it gives none, Wrong where it is none."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong("day", name=name, value=text) from None


def span_of(query: Any, first: str = "from", last: str = "to") -> tuple[date | None, date | None]:
    """The first and last day that a query names, None where it names none; raises Wrong for days in the wrong order.

    ``first`` and ``last`` are the parameters' names.
    """
    since, until = (day(name, getattr(query, "from_" if name == "from" else name)) for name in (first, last))
    if since and until and since > until:
        raise Wrong("order", first=first, since=since, last=last, until=until)
    return since, until


def bounded(since: date | None, until: date | None) -> None:
    """Raises Wrong for a longer time than levels are fitted over for many dyads at once."""
    if since and until and (until - since).days > WEB_DAYS:
        raise Wrong("long", days=(until - since).days, most=WEB_DAYS)


def days_of(asked: Asked) -> Days:
    """``from`` and ``to`` of a question, with the dense year for what it leaves open; raises Wrong as ``span_of`` does."""
    since, until = span_of(asked.query)
    dense: Days = asked.holder.cached("dense days", lambda desk: dense_days(desk.ledger))
    end = asked.desk.ledger.end or dense.until
    last = until or (dense.until if not since or since <= dense.until else max(since, end))
    return Days(since or (dense.since if not until else _year_before(until)), last)


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
    after = min(max(until, date(2, 1, 1)), LATEST) + timedelta(days=1)
    return beginning(after, "month").replace(year=after.year - 1, day=min(after.day, 28))
