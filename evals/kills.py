"""A desk that is killed again and again equals an undisturbed one: ``python evals/kills.py --kills 20``.

Articles of the shared corpora are coded by the lexicon into two desks: into the one undisturbed; at the other the whole group
of processes is killed (SIGKILL) at random moments of coding and merging, and the same command is run again. All tables are
then compared row for row.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals.gold import SHARED  # noqa: E402
from kawat.desk import Desk, Store  # noqa: E402
from kawat.desk.check import check  # noqa: E402

CORPUS = SHARED / "data" / "corpora" / "click_id.jsonl"
TABLES = ("documents", "sentences", "claims", "quotes", "events", "stories", "places")
KAWAT = [sys.executable, "-m", "kawat"]


def ingest(source: Path, desk: Path) -> list[str]:
    """The command that fills a desk, in small commits."""
    options = ("--coder", "lexicon", "--jobs", "2", "--commit", "40", "--dates", "url", "--no-progress")
    return [*KAWAT, "ingest", str(source), "--desk", str(desk), *options]


def killed(command: list[str], least: float, most: float) -> bool:
    """Runs a command and kills it with all its processes at a random moment; False where it ended before."""
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=random.uniform(least, most))
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def rows(desk: Desk, table: str) -> list[str]:
    """A table's rows in an order of their own."""
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in desk.sql(f"SELECT * FROM {table}").rows())


def main() -> None:
    """Kills, goes on, compares; exit code 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=900)
    given = parser.parse_args()
    if not CORPUS.exists():
        raise SystemExit(f"{CORPUS} is not there: nothing to fill a desk with")
    random.seed(7)
    with tempfile.TemporaryDirectory() as folder:
        source, one, other = (Path(folder) / name for name in ("articles.jsonl", "undisturbed", "killed"))
        with CORPUS.open(encoding="utf-8") as stream:
            source.write_text("".join(islice(stream, given.articles)), encoding="utf-8")
        subprocess.run(ingest(source, one), check=True)
        kills = 0
        while kills < given.kills:
            # Where the ingest ends before it is killed, the merge is made again and killed.
            again = [*KAWAT, "desk", "merge", "--again", "--desk", str(other)]
            kills += killed(ingest(source, other), 1.5, 6.5) or killed(again, 1.5, 6.0)
        subprocess.run(ingest(source, other), check=True)
        subprocess.run([*KAWAT, "desk", "merge", "--desk", str(other)], check=True)
        same = {table: rows(Desk(one), table) == rows(Desk(other), table) for table in TABLES}
        broken = [found.what for found in check(Store(other)) if found.count]
        print(f"{kills} kills; " + ", ".join(f"{table} {'the same' if ok else 'DIFFERENT'}" for table, ok in same.items()))
        print(f"desk check: {', '.join(broken) or 'nothing broken'}")
    sys.exit(bool(broken) or not all(same.values()))


if __name__ == "__main__":
    main()
