"""How well other people's event data are read: ICEWS' sample and the forecasting benchmarks, from the shared data.

    python -m evals.exchange [--limit N]

Prints, as JSON, lines read and failed, lines a second, the share of parties with a code, and whether the ICEWS sample comes
back byte for byte. Folders that are not there are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from evals.gold import SHARED
from kawat.export import Event
from kawat.export.icews import COLUMNS
from kawat.import_ import Receipt, icews, icews_rows, quadruples

FIRST_DAY = {"icews14": date(2014, 1, 1), "icews18": date(2018, 1, 1)}
FOLDER = SHARED / "data" / "events"


def measured(events: Iterator[Event], receipt: Receipt, limit: int) -> dict[str, Any]:
    """The figures of an import."""
    began = time.process_time()
    parties = known = typed = count = 0
    for event in islice(events, limit or None):
        sides = (*event.actors, *event.recipients)
        parties += len(sides)
        known += sum(actor.code not in ("", "?") for actor in sides)
        typed += bool(event.event)
        count += 1
    seconds = time.process_time() - began
    return {
        "events": count, "failed": receipt.failed, "reasons": dict(receipt.reasons),
        "events_per_cpu_second": round(count / seconds), "parties_with_a_code": round(known / parties, 4),
        "events_with_a_plover_type": round(typed / count, 4),
    }  # fmt: skip


def main() -> None:
    """Measures what is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="at most so many events of each (0: all)")
    limit = parser.parse_args().limit
    figures: dict[str, Any] = {}
    sample = FOLDER / "icews_2018_sample.tab"
    if sample.exists():
        receipt = Receipt()
        figures["icews_2018_sample"] = measured(icews(sample, receipt), receipt, limit)
        again = "".join("\t".join(row) + "\n" for row in (COLUMNS, *(row for _, row in icews_rows(sample))))
        figures["icews_2018_sample"]["byte_for_byte"] = again == sample.read_text(encoding="utf-8")
    for name, first in FIRST_DAY.items():
        if (FOLDER / name).exists():
            receipt = Receipt()
            figures[name] = measured(quadruples(FOLDER / name, first, receipt=receipt), receipt, limit)
    if not figures:
        sys.stderr.write(f"{FOLDER} is not there: nothing to measure.\n")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
