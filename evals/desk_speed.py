"""Questions on a desk of a million claims: ``python evals/desk_speed.py DESK --to FOLDER``.

The desk is made once, by replaying a merged desk: its rows again and again, some days later each time and under other ids, until
there are as many claims as asked for. Then the questions that users ask are timed, cold (a new process, the desk not read
yet) and warm (the same process, other dyads). Times are wall-clock seconds.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kawat.desk import Desk, Store  # noqa: E402
from kawat.desk.questions import connect  # noqa: E402
from kawat.desk.tables import SCHEMAS  # noqa: E402

DAYS_LATER = 11
_IDS = {
    "documents": ("id", "key"), "sentences": ("document",), "claims": ("id", "document"), "quotes": ("document",),
    "events": ("id", "evidence", "story", "document"), "stories": ("id",), "places": ("claim", "document"), "merges": (),
}  # fmt: skip
_LISTS = {"events": ("claims", "documents", "contradicted"), "stories": ("documents", "copies")}
_DAYS = {"documents": ("reported",), "claims": ("reported", "day"), "quotes": ("reported",), "events": ("day", "first", "last"),
         "stories": ("first", "last")}  # fmt: skip


def replay(source: Path, target: Path, claims: int) -> None:
    """Fills a new desk with copies of another one, each ``DAYS_LATER`` days after the one before it."""
    store = Store(target, create=True)
    with connect(Store(source)) as connection:
        ((there,),) = connection.execute("SELECT count(*) FROM claims").fetchall()
        if not there:
            raise SystemExit(f"{source} has no claims to replay")
        for copy in range(-(-claims // there)):
            rows = {name: connection.sql(_shifted(name, copy)).to_arrow_table().select(SCHEMAS[name].names).cast(SCHEMAS[name])
                    for name in _IDS}  # fmt: skip
            version = store.append(lambda version, rows=rows: rows)  # type: ignore[misc]
            print(f"copy {copy + 1}: version {version}", flush=True)
    store.compact()


def _shifted(name: str, copy: int) -> str:
    """A table's rows under ids of their own, ``copy`` times ``DAYS_LATER`` days later."""
    later = copy * DAYS_LATER
    new = [f"{column} || '~{copy}' AS {column}" for column in _IDS[name]]
    new += [f"list_transform({column}, lambda x: x || '~{copy}') AS {column}" for column in _LISTS.get(name, ())]
    new += [f"({column} + INTERVAL {later} DAY)::DATE AS {column}" for column in _DAYS.get(name, ())]
    moved = "CASE WHEN month = 'undated' THEN month ELSE strftime((month || '-15')::DATE + INTERVAL {} DAY, '%Y-%m') END AS month"
    return f"SELECT * REPLACE ({', '.join([*new, moved.format(later)])}) FROM {name}"


def timed(what: Callable[[], object]) -> float:
    """Wall-clock seconds of a call."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def ask(folder: Path) -> None:
    """Times the questions, in one process."""
    start = time.perf_counter()
    desk = Desk(folder)
    counts = {
        name: desk.sql(f"SELECT count(*) AS n FROM {name}").rows()[0]["n"]
        for name in ("documents", "claims", "events", "stories")
    }
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    pairs = desk.sql(
        "SELECT a, b, count(*) AS n FROM (SELECT unnest(actor).code AS a, recipient FROM events WHERE status = 'real'), "
        "LATERAL (SELECT unnest(recipient).code AS b) WHERE a <> b GROUP BY ALL ORDER BY n DESC LIMIT 20"
    ).rows()
    first, *others = [(row["a"], row["b"]) for row in pairs]
    print(f"open and count: {time.perf_counter() - start:.2f} s")
    print(f"a dyad's monthly series, first time: {timed(lambda: desk.relation(*first)):.2f} s")
    _told("a dyad's monthly series, warm", [timed(lambda pair=pair: desk.relation(*pair)) for pair in others])  # type: ignore[misc]
    _told("the same by week", [timed(lambda pair=pair: desk.relation(*pair, by="week")) for pair in others])  # type: ignore[misc]
    _told("top shifts", [timed(lambda: desk.shifts(top=20)) for _ in range(3)])
    days = {"since": "2024-01-01", "until": "2024-01-31"}
    _told(
        "events of a dyad and a month",
        [timed(lambda pair=pair: desk.events(actor=pair[0], recipient=pair[1], **days)) for pair in others],
    )  # type: ignore[misc]
    _told("stories of a month", [timed(lambda: desk.stories(**days)) for _ in range(3)])
    _told(
        "claims by month and type in SQL",
        [timed(lambda: desk.sql("SELECT month, event, count(*) FROM claims GROUP BY ALL")) for _ in range(3)],
    )
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _told(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    worst = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what}: median {statistics.median(ordered) * 1000:.0f} ms, 95% {worst * 1000:.0f} ms, of {len(ordered)}")


def cold(words: list[str]) -> None:
    """Times a command of its own process."""
    took = timed(lambda: subprocess.run([sys.executable, "-m", "kawat", *words], check=True, stdout=subprocess.DEVNULL))
    print(f"kawat {' '.join(words)}: {took:.2f} s")


def main() -> None:
    """Makes the desk where it is not there, and asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path, help="a merged desk to replay")
    parser.add_argument("--to", type=Path, required=True, help="where the large desk is, or is made")
    parser.add_argument("--claims", type=int, default=1_000_000)
    given: Any = parser.parse_args()
    if not given.to.exists():
        replay(given.desk, given.to, given.claims)
    ask(given.to)
    for words in (["relation", "ISR", "PSE"], ["shifts", "--top", "20"], ["events", "--actor", "ISR", "--limit", "20"]):
        cold([*words, "--desk", str(given.to)])


if __name__ == "__main__":
    main()
