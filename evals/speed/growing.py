"""What an article costs in a desk that grows: ``python evals/speed/growing.py``.

A desk is filled by commits of a thousand articles, as an ingest makes them, in the order of their days (``--spread``: each commit
over all months), with real articles that were coded once and come again under other names. At each of ``--at`` ten thousand
articles more go through ``kawat ingest`` by the lexicon coder, and what that costs of processor time is printed, less what the
same command costs with nothing to add (also printed: it reads the ids that the desk has). Writes ``evals/out/growing.json``.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from evals.speed.documents import later, real  # noqa: E402
from kawat.coders import coder  # noqa: E402
from kawat.desk import tables  # noqa: E402
from kawat.desk.store import Store  # noqa: E402
from kawat.engines.rows import rows, with_sentences  # noqa: E402
from kawat.read.assemble import identity  # noqa: E402
from kawat.types import Coded, Document  # noqa: E402

# Articles of a commit, of a measurement, and of a month of a million over 39 years.
COMMIT, MEASURED, MONTH = 1000, 10_000, 2137


def dated(number: int, spread: bool) -> str:
    """The day of an article: the next one of its archive, or ``spread`` over all months."""
    return later(f"1987-01-{number % 28 + 1:02}", number * 7 if spread else number // MONTH)


def made(number: int, spread: bool) -> Document:
    """A real article under a name of its own."""
    one = real()[number % len(real())]
    text = "\n\n".join([f"{one.paragraphs[0]} ({number})", *one.paragraphs[1:]])
    title, url = f"{one.title} ({number})", f"https://news.example/{one.language}/{number}.html"
    id = identity(url, title, text)
    return Document(id=id, text=text, url=url, title=title, language=one.language, published=dated(number, spread))


def filled(store: Store, first: int, last: int, spread: bool, known: dict[int, Coded]) -> None:
    """Commits articles that were coded once."""
    lexicon = coder("lexicon")
    for start in range(first, last, COMMIT):
        some: list[tuple[Document, Coded]] = []
        for number in range(start, min(start + COMMIT, last)):
            document, at = made(number, spread), number % len(real())
            if at not in known:
                coded = lexicon.code(document.text, title=document.title, language=document.language, id=document.id)
                known[at] = with_sentences(msgspec.json.encode(coded), document)
            some.append((document, msgspec.structs.replace(known[at], id=document.id)))
        tell: Any = rows(some, [1] * len(some), lexicon.version)
        store.append(partial(_always, tell))
        store.tidy_by_times()


def _always(what: Any, version: int) -> Any:
    return what


def ingested(folder: Path, desk: Path, documents: Iterator[Document]) -> float:
    """CPU-seconds of ``kawat ingest`` with these articles."""
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for one in documents:
            row = {"url": one.url, "title": one.title, "text": one.text, "language": one.language, "published": one.published}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "kawat", "ingest", str(path), "--desk", str(desk), "--coder", "lexicon", "--no-merge"]
    subprocess.run([*command, "--no-progress"], check=True, capture_output=True, cwd=ROOT / "src")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Fills, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--at", type=int, nargs="+", default=[10_000, 100_000, 300_000, 1_000_000])
    parser.add_argument("--spread", action="store_true", help="each commit over all months, the worst case")
    given = parser.parse_args()
    found: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as name:
        folder, desk = Path(name), Path(name) / "desk"
        known: dict[int, Coded] = {}
        store, there = Store(desk, create=True), 0
        for at in sorted(given.at):
            filled(store, there, at, given.spread, known)
            start = min(ingested(folder, desk, iter([made(0, given.spread)])) for _ in range(2))
            more = ingested(folder, desk, (made(number, given.spread) for number in range(at, at + MEASURED)))
            there = at + MEASURED
            files = len(store.table(tables.PARTS[0]).get_add_actions(flatten=True)["path"])
            found.append({"articles": at, "ms": (more - start) / MEASURED * 1000, "start_s": start, "files": files})
            told = f"{found[-1]['ms'] / found[0]['ms'] - 1:+.1%}"
            print(f"{at:>9,} articles  {found[-1]['ms']:.2f} ms ({told})  start {start:.1f} s  {files:,} files", flush=True)
    out = ROOT / "evals" / "out"
    out.mkdir(exist_ok=True)
    (out / "growing.json").write_text(json.dumps({"spread": given.spread, "at": found}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
