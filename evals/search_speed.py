"""Searches on a large desk: ``python evals/search_speed.py DESK INDEX_FOLDER``.

The index is made where it is missing; then a hundred queries (common and rare words of both languages, phrases, words to leave
out, filters, both orders, beginnings of words) are timed warm, by one thread and by eight at a time. Times are wall-clock
milliseconds of a whole ``Index.find``, its snippets included.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kawat.desk import Desk  # noqa: E402
from kawat.desk.search import Index  # noqa: E402
from kawat.desk.search.file import NAME  # noqa: E402

Asked = tuple[str, dict[str, Any]]
COMMON = ["Israel", "pemerintah", "said", "the", "di", "yang", "Indonesia", "president", "menteri", "Gaza"]
RARE = ["gencatan", "tarif", "cocoa", "subsidi", "Myanmar", "pelabuhan", "embargo", "nikel", "wheat", "Papua"]
PHRASES = [
    '"prime minister"',
    '"Amerika Serikat"',
    '"Gaza Strip"',
    '"menteri luar negeri"',
    '"the United States"',
    '"the of said"',
]
TYPED = ["men", "meng", "peme", "pemer", "isr", "isra", "pre", "presi", "indo", "per"]

SUGGESTED = ["pemerintah", "israel", "Putin", "menteri", "gencatan"]


def queries() -> list[Asked]:
    """A hundred of them, always the same."""
    dice = random.Random(17)
    out: list[Asked] = [(word, {}) for word in COMMON + RARE + PHRASES]
    out += [(f"{a} {b}", {}) for a, b in zip(COMMON, dice.sample(RARE, 10))]
    out += [(f"{a} -{b}", {}) for a, b in zip(COMMON, dice.sample(COMMON, 10)) if a != b]
    out += [(word, {"outlet": outlet}) for word in COMMON[:6] for outlet in ("detik", "Kompas", "The Times of Israel")]
    out += [(word, {"language": language}) for word in COMMON[:5] for language in ("id", "en")]
    out += [(word, {"since": "2019-01-01", "until": "2019-12-31"}) for word in COMMON[:5]]
    out += [(word, {"order": "best"}) for word in [*COMMON[:6], "menteri luar negeri", "Israel Gaza", "presiden menteri"]]
    out += [(word, {"typing": True}) for word in TYPED]
    out += [("", {}), ("", {"outlet": "detik"}), ("-the", {})]
    return out[:100]


def timed(index: Index, asked: Asked) -> float:
    """Milliseconds of one search."""
    words, how = asked
    start = time.perf_counter()
    index.find(words, **how)
    return 1000 * (time.perf_counter() - start)


def suggested(index: Index, prefix: str) -> float:
    """Milliseconds of suggestions for what somebody is typing."""
    start = time.perf_counter()
    index.suggest(prefix)
    return 1000 * (time.perf_counter() - start)


def told(name: str, times: list[float]) -> None:
    """Prints a line of figures."""
    ranked = sorted(times)
    middle, late = statistics.median(ranked), ranked[int(0.95 * len(ranked))]
    print(f"{name}: {len(times)} times, median {middle:.1f} ms, 95% {late:.1f} ms, longest {ranked[-1]:.1f} ms")


def main() -> None:
    """Makes the index and asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    index = Index(Desk(given.desk), given.folder)
    start, worked = time.perf_counter(), time.process_time()
    added = index.update()
    size = (given.folder / NAME).stat().st_size / 1e6
    print(f"update: {added:,} articles, {time.perf_counter() - start:.1f} s ({time.process_time() - worked:.1f} s of work), "
          f"{size:.0f} MB, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB of memory at most")  # fmt: skip
    asked = queries()
    told("cold", [timed(index, one) for one in asked])
    times = [timed(index, one) for one in asked]
    told("one thread", times)
    for (words, how), took in sorted(zip(asked, times), key=lambda pair: -pair[1])[:6]:
        print(f"    {took:6.1f} ms  {words!r} {how}")
    mixed = random.Random(4).sample(asked * 8, 8 * len(asked))
    with ThreadPoolExecutor(8) as pool:
        told("eight threads", list(pool.map(lambda one: timed(index, one), mixed)))
    index.suggest("a")
    told("suggestions", [suggested(index, word[:n]) for word in SUGGESTED for n in range(1, len(word) + 1)])
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB of memory at most")


if __name__ == "__main__":
    main()
