"""The same war in two languages: ``python evals/two_languages.py DESK``.

For some dyads, month by month, the level of conflict and of intensity from the events that Indonesian articles tell of and from
those that English ones tell of; how well the two go together (Pearson), how far apart they lie, and the lines themselves.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import numpy as np

from kawat.desk import Desk
from kawat.relations.drawing import sparkline
from kawat.relations.ledger import Ledger
from kawat.relations.series import Series, series
from kawat.relations.standing import Level, levels

PAIRS = (("ISR", "PSE"), ("ISR", "IRN"), ("ISR", "LBN"), ("USA", "ISR"), ("IDN", "ISR"), ("IDN", "PSE"))
# Events by the claims of one language: what its outlets alone would give.
_EVENTS = """
SELECT e.id, any_value(e.day) AS day, any_value(list_transform(e.actor, lambda p: p.code)) AS actors,
    any_value(list_transform(e.recipient, lambda p: p.code)) AS recipients, any_value(e.event) AS event,
    any_value(e.mode) AS mode, any_value(e.score) AS score, any_value(e.status) AS status,
    least(any_value(e.reports), count(DISTINCT c.outlet)) AS reports, count(DISTINCT c.outlet) AS outlets
FROM (SELECT *, unnest(claims) AS claim FROM events WHERE day IS NOT NULL AND month BETWEEN ? AND ?) e
JOIN claims c ON c.id = e.claim WHERE c.language = ? GROUP BY e.id
"""
FEWEST = 3


def lines(desk: Desk, since: str, until: str) -> None:
    """Prints the comparison of each pair."""
    first, last = date.fromisoformat(since + "-01"), date.fromisoformat(until + "-28")
    ledgers = {language: Ledger(desk.sql(_EVENTS, since, until, language).arrow) for language in ("id", "en")}
    print({language: f"{len(ledger):,} events" for language, ledger in ledgers.items()}, f"{since} to {until}")
    for pair in PAIRS:
        found = {language: series(ledger, *pair, since=first, until=last) for language, ledger in ledgers.items()}
        print(f"\n{pair[0]}-{pair[1]}: {found['id'].events:,} events in Indonesian, {found['en'].events:,} in English")
        for of in ("conflict", "intensity"):
            drawn = {language: levels(one, of) for language, one in found.items()}  # type: ignore[arg-type]
            _compared(of, found, drawn)


def _compared(of: str, found: dict[str, Series], drawn: dict[str, list[Level]]) -> None:
    values = {language: np.array([level.level for level in some]) for language, some in drawn.items()}
    both = np.array([a.events >= FEWEST and b.events >= FEWEST for a, b in zip(found["id"].periods, found["en"].periods)])
    inside = np.mean([a.low <= b.high and b.low <= a.high for a, b in zip(drawn["id"], drawn["en"])])
    apart = float(np.mean(values["id"] - values["en"]))
    all_months, some = _correlation(values["id"], values["en"]), _correlation(values["id"][both], values["en"][both])
    print(f"  {of}: r {all_months} over {len(both)} months, {some} over the {both.sum()} with {FEWEST} events in each; "
          f"Indonesian less English {apart:+.2f}; intervals meet in {inside:.0%}")  # fmt: skip
    low = min(v.min() for v in values.values())
    high = max(v.max() for v in values.values())
    for language in values:
        shown = " ".join(f"{v:.2f}" for v in values[language])
        print(f"    {language} {sparkline(list(values[language]), low, high)}  {shown}")


def _correlation(a: np.ndarray, b: np.ndarray) -> str:
    if len(a) < 3 or a.std() < 1e-9 or b.std() < 1e-9:
        return "-"
    return f"{np.corrcoef(a, b)[0, 1]:.2f}"


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path, help="a merged desk with articles of both languages")
    parser.add_argument("--since", default="2023-10", help="the first month")
    parser.add_argument("--until", default="2025-01", help="the last month")
    given = parser.parse_args()
    lines(Desk(given.desk), given.since, given.until)


if __name__ == "__main__":
    main()
