"""How many articles the first look at an archive's pages turns away wrongly: ``python evals/speed/first_look.py --step 5``.

Every ``--step``-th article of the shared corpora (Indonesian and English, 40 words or more) is laid out as a page, a quarter each
without ``lang`` and with ``en``, ``id`` and ``fr``, and looked at. What is turned away is listed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from evals.corpora import ENGLISH, FOLDER, HEADLINES, INDONESIAN, articles  # noqa: E402
from evals.speed.pages import article, page  # noqa: E402
from kawat.read.glance import turned_away  # noqa: E402

DECLARED = ("", "en", "id", "fr")
_OTHERS = [f"Berita lain nomor {n} hari ini" for n in range(40)]


def main() -> None:
    """Looks at the pages and tells what was turned away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first article of each corpus that is taken")
    given = parser.parse_args()
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not there: nothing to look at (KAWAT_SHARED names another place)")
    looked, away = Counter[str](), Counter[str]()
    for name in (*INDONESIAN, *ENGLISH):
        if name in HEADLINES:
            continue
        for number, row in enumerate(islice(articles(name), given.first, None, given.step)):
            if len(row["text"].split()) < 40:
                continue
            one = article(row, row["language"], number)
            looked[name] += 1
            if why := turned_away(page(one, number, _OTHERS, DECLARED[number % 4])):
                away[name] += 1
                print(f"{row['id']}  {why}  {row['text'][:100]!r}")
    for name, count in looked.items():
        print(f"{name:<22} {count:>7,} looked at  {away[name]:>4} turned away")
    print(f"{'all':<22} {looked.total():>7,} looked at  {away.total():>4} turned away ({away.total() / looked.total():.3%})")


if __name__ == "__main__":
    main()
