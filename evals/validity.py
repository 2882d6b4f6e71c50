"""Whether level, interval and shifts hold on ICEWS: ``python evals/validity.py`` prints three tables.

The prior of the level's walk and noise (``relations/level.py``), the weight of the baselines' shrinkage and the line from
scores to chances are fitted on icews14; the figures of icews18 are untouched by any choice. A month is predicted from all
months before it, for undirected dyads with at least five events a month in them, from the third month on; conflict are the
verbal and material conflict of the codebook (so a demand is), plain statements are no events.

The form of the model of shifts was chosen while looking at Russia and Ukraine in 2014: their shift is shown, not tested.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from evals import icews
from kawat.ontology import EVENTS, QUAD
from kawat.relations import level, shifts
from kawat.relations.ledger import Ledger
from kawat.relations.standing import expected

FITTED, UNTOUCHED = "icews14", "icews18"
FEWEST_EVENTS, FIRST_MONTH = 5, 2
_SIDE = np.array([QUAD[event].endswith("conflict") for event in EVENTS])


class Case(NamedTuple):
    """A month of a dyad to be predicted: conflicts and events of it, of the month before and of the twelve before, what the
    month before scored on average, the share of conflict of all dyads so far; and our mean, interval and chance of what came."""

    hits: float
    events: float
    last_hits: float
    last: float
    year_hits: float
    year: float
    score: float
    pool: float
    ours: float
    low: float
    high: float
    chance: float
    low_unknown: float
    high_unknown: float


def months(ledger: Ledger) -> np.ndarray[Any, Any]:
    """Conflicts, events and summed scores of all dyads: (D, T, 3); half a month at the end is left out."""
    month = (ledger.days.astype("datetime64[D]").astype("datetime64[M]") - np.datetime64(ledger.day(0), "M")).astype(int)
    last = ledger.day(len(ledger) - 1)
    whole = int(month.max()) + ((last + timedelta(days=4)).month != last.month)
    dyads, place = np.unique(ledger.keys, return_inverse=True)
    cell = place * (month.max() + 1) + month[ledger.rows]
    size = len(dyads) * (int(month.max()) + 1)
    weights = (_SIDE[ledger.events], np.ones(len(ledger)), ledger.raw)
    columns = [np.bincount(cell, w[ledger.rows].astype(float), size) for w in weights]
    return np.stack(columns, axis=-1).reshape(len(dyads), -1, 3)[:, :whole]


def cases(table: np.ndarray[Any, Any]) -> Iterator[Case]:
    """Every month that is to be predicted."""
    total = table.sum(axis=0)
    for t in range(FIRST_MONTH, table.shape[1]):
        chosen = table[(table[:, :t, 1].mean(axis=1) >= FEWEST_EVENTS) & (table[:, t, 1] > 0)]
        pool = float(total[:t, 0].sum() / total[:t, 1].sum())
        fit = level.conflict(chosen[:, :t, 0], chosen[:, :t, 1], pool)
        for i, dyad in enumerate(chosen):
            one = level.Fit(fit.level, level.Normal(fit.ahead.mean[i], fit.ahead.sd[i]), fit.weights[i], fit.likelihoods[i])
            yield _case(dyad, t, pool, one)


def _case(dyad: np.ndarray[Any, Any], t: int, pool: float, fit: level.Fit) -> Case:
    hits, events = dyad[t, 0], int(dyad[t, 1])
    last, year = dyad[t - 1], dyad[max(0, t - 12) : t].sum(axis=0)
    chances, ours = expected(fit, events)
    low, high = np.searchsorted(np.cumsum(chances), [0.05, 0.95]) / events
    guess = max(1, int(last[1]))
    unknown = np.searchsorted(np.cumsum(expected(fit, guess)[0]), [0.05, 0.95]) / guess
    score = last[2] / last[1] if last[1] else year[2] / year[1]
    return Case(
        hits, events, last[0], last[1], year[0], year[1], score, pool, ours, low, high, float(chances[int(hits)]), *unknown
    )  # fmt: skip


Columns = dict[str, np.ndarray[Any, Any]]


def columns(found: list[Case]) -> Columns:
    """The cases by field."""
    return {name: np.array([getattr(case, name) for case in found], dtype=float) for name in Case._fields}


def log_score(p: np.ndarray[Any, Any], c: Columns, by_event: bool = True) -> float:
    """Minus the mean logarithm of the chance given to each event's side (lower is better); of events, or of dyad-months alike."""
    p = np.clip(p, 0.01, 0.99)
    lost = -(c["hits"] * np.log(p) + (c["events"] - c["hits"]) * np.log1p(-p))
    return float(lost.sum() / c["events"].sum() if by_event else (lost / c["events"]).mean())


def brier(p: np.ndarray[Any, Any], c: Columns, by_event: bool = True) -> float:
    """The mean squared error: of each event's side, or of a dyad-month's share."""
    if not by_event:
        return float(((c["hits"] / c["events"] - p) ** 2).mean())
    return float((c["hits"] * (1 - p) ** 2 + (c["events"] - c["hits"]) * p**2).sum() / c["events"].sum())


def predictors(fitted: Columns) -> dict[str, Callable[[Columns], np.ndarray[Any, Any]]]:
    """Ours and the baselines: as they are (between 0.01 and 0.99), and drawn to the pool as far as suits the ``fitted`` data."""

    def drawn(hits: str, events: str, weight: float) -> Callable[[Columns], np.ndarray[Any, Any]]:
        return lambda c: (c[hits] + weight * c["pool"]) / (c[events] + weight)

    def best(hits: str, events: str) -> Callable[[Columns], np.ndarray[Any, Any]]:
        weights = np.exp(np.linspace(-1, 4, 26))
        return drawn(hits, events, min(weights, key=lambda w: log_score(drawn(hits, events, w)(fitted), fitted)))

    line = _line(fitted)
    return {
        "level (ours)": lambda c: c["ours"],
        "last month": drawn("last_hits", "last", 1e-9),
        "12-month mean": drawn("year_hits", "year", 1e-9),
        "last month, drawn to the pool": best("last_hits", "last"),
        "12-month mean, drawn to the pool": best("year_hits", "year"),
        "mean score, by a fitted line": lambda c: 1 / (1 + np.exp(-(line[0] + line[1] * c["score"]))),
    }


def _line(c: Columns) -> np.ndarray[Any, Any]:
    """The logistic regression of an event's side on the mean score of the month before (Newton's steps)."""
    x, beta = np.stack([np.ones_like(c["score"]), c["score"]], axis=1), np.zeros(2)
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ beta))
        beta += np.linalg.solve((x * (c["events"] * p * (1 - p))[:, None]).T @ x, x.T @ (c["hits"] - c["events"] * p))
    return beta


def covered(c: Columns, low: str = "low", high: str = "high", least: int = 1) -> float:
    """How often the next month's share lay in the 90% interval."""
    share, chosen = c["hits"] / c["events"], c["events"] >= least
    return float(((share >= c[low] - 1e-9) & (share <= c[high] + 1e-9))[chosen].mean())


def levels(name: str, c: Columns, ways: dict[str, Callable[[Columns], np.ndarray[Any, Any]]]) -> None:
    """Prints the table of one benchmark."""
    print(f"\n{name}: {len(c['hits']):,} dyad-months, {int(c['events'].sum()):,} events")
    print(f"{'':36}{'by event':>18}{'by dyad-month':>20}\n{'':36}{'log':>9}{'Brier':>9}{'log':>11}{'Brier':>9}")
    for way, predict in ways.items():
        p = predict(c)
        print(f"{way:36}{log_score(p, c):9.4f}{brier(p, c):9.4f}{log_score(p, c, False):11.4f}{brier(p, c, False):9.4f}")
    print(
        f"the next share within the 90% interval: {covered(c):.3f}; of months with 5 events or more {covered(c, least=5):.3f}, "
        f"with 20 or more {covered(c, least=20):.3f}; number of events not known (that of the month before) "
        f"{covered(c, 'low_unknown', 'high_unknown'):.3f}"
    )


def alarms(name: str, ledger: Ledger, leave_out: tuple[str, str] | None) -> None:
    """Prints how many shifts are found, in all dyads and in busy ones."""
    _, number = np.unique(ledger.keys, return_counts=True)
    years = (ledger.days[-1] - ledger.days[0] + 1) / 365.25
    told = [s for s in shifts.top_shifts(ledger, top=10**6, attention=True) if (s.a, s.b) != leave_out]
    clear = [s for s in told if s.way != "attention"]
    for least in (1, shifts.FEWEST, 50):
        dyads = int((number >= least).sum())
        kept = clear if least < 50 else [s for s in clear if _events(ledger, s) >= 50]
        rate = 100 * len(kept) / (dyads * years)
        print(f"{name}: {dyads:,} dyads with {least} events or more: {len(kept)} shifts, {rate:.1f} in 100 dyad-years")
    print(f"{name}: {len(told) - len(clear)} more of attention alone")


def _events(ledger: Ledger, shift: shifts.Shift) -> int:
    from kawat.relations.sides import side

    return len(ledger.between(side(shift.a), side(shift.b)).rows)


def known_since(ledger: Ledger, a: str, b: str) -> None:
    """Prints a dyad's shifts, and on which day each was first told by who knew no later event."""
    for shift in shifts.shifts(ledger, a, b, attention=True):
        print(f"{a}-{b}: {shift.date} {shift.way}, probability {shift.probability}, net a week {shift.before} to {shift.after}")
    seen: set[str] = set()
    for week in range(4, 30):
        day = icews.FIRST_DAY[FITTED] + timedelta(days=7 * week - 3)
        for shift in shifts.shifts(ledger, a, b, until=day, attention=True):
            if str(shift.date) not in seen:
                seen.add(str(shift.date))
                print(f"  as known on {day}: {shift.way} since {shift.date}, probability {shift.probability}")


def main() -> None:
    """Runs everything; says so where a benchmark is absent."""
    missing = [name for name in (FITTED, UNTOUCHED) if not icews.folder(name).is_dir()]
    if missing:
        print(f"skipped: {icews.folder(missing[0])} is not there (the ICEWS benchmarks are not part of the project).")
        return
    ledgers = {name: Ledger.of(icews.acts(name)) for name in (FITTED, UNTOUCHED)}
    found = {name: columns(list(cases(months(ledger)))) for name, ledger in ledgers.items()}
    ways = predictors(found[FITTED])
    levels(f"{FITTED} (fitted on)", found[FITTED], ways)
    levels(f"{UNTOUCHED} (untouched)", found[UNTOUCHED], ways)
    print(flush=True)
    known_since(ledgers[FITTED], "RUS", "UKR")
    alarms(f"{FITTED} without RUS-UKR", ledgers[FITTED], ("RUS", "UKR"))
    alarms(UNTOUCHED, ledgers[UNTOUCHED], None)


if __name__ == "__main__":
    main()
