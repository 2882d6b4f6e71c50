"""Each stage and each bare part, in a process of its own: ``python -m evals.speed.stages STAGE FIRST LAST`` prints one JSON line.

A stage gets its input ready first; only its own work is timed, in CPU-seconds of this process and its children.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from evals.speed.documents import archive, articles, pages
from evals.speed.timing import Watch, batches
from kawat.claims.reader.features import windows
from kawat.coders import coder as coder_of
from kawat.read import document_from_bytes
from kawat.text.sentences import split
from kawat.types import Document


def _html(watch: Watch, first: int, last: int, read: Callable[[bytes], object]) -> None:
    for some in batches(pages(first, last)):
        with watch.timed():
            for _, data in some:
                read(data)
        watch.documents += len(some)
        watch.bytes += sum(len(data) for _, data in some)
        watch.sentences += sum(len(split("\n".join(one.paragraphs), one.language)) for one, _ in some)


def page(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Page to text."""
    document_from_bytes(next(pages(0, 1))[1], source="warm")
    _html(watch, first, last, lambda data: document_from_bytes(data, source="page"))


def resiliparse(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Bare: resiliparse's main text of the same pages."""
    from resiliparse.extract.html2text import extract_plain_text

    _html(watch, first, last, lambda data: extract_plain_text(data.decode(), main_content=True))


def scan(watch: Watch, first: int, last: int, jobs: int) -> None:
    """An archive of pages in many languages, up to the language filter."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    from kawat.read.glance import turned_away

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        watch.bytes = archive(path, first, last, True)
        turned_away(next(pages(0, 1))[1])
        with watch.timed(), path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                watch.documents += 1
                if record.http_headers is not None and record.http_headers.status_code == 200:
                    turned_away(record.reader.read(), record.http_charset or "")


def _texts(first: int, last: int) -> Iterator[tuple[str, str, str, str]]:
    return ((one.title, "\n\n".join(one.paragraphs), one.language, one.published) for one in articles(first, last))


def _over(watch: Watch, first: int, last: int, work: Callable[[str, str, str, str], object]) -> None:
    for some in batches(_texts(first, last)):
        with watch.timed():
            for one in some:
                work(*one)
        watch.documents += len(some)
        watch.bytes += sum(len(text.encode()) for _, text, _, _ in some)
        watch.sentences += sum(len(split(text, language)) for _, text, language, _ in some)


def sentences(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Text to sentences."""
    _over(watch, first, last, lambda title, text, language, day: split(text, language))


def rules(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Lexicon, rules and the first filter: all that comes before the network."""
    reader: Any = coder_of("reader")

    def work(title: str, text: str, language: str, day: str) -> None:
        for window in windows(reader.base.read(text, title, language, "", day, "", (), "")):
            reader.network.filter.score(window.main)

    for warm in _texts(0, 4):
        work(*warm)
    _over(watch, first, last, work)


def reader(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Text to claims: rules, filter, network, rules on top."""
    chosen = coder_of("reader")
    for title, text, _, day in _texts(0, 4):
        chosen.code(text, title=title, published=day)
    _over(watch, first, last, lambda title, text, language, day: chosen.code(text, title=title, published=day))


def encoder(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Bare: tokenizer and network on the windows that the reader gives them, one call a sentence as the reader does."""
    chosen: Any = coder_of("reader")
    network = chosen.network
    for some in batches(_texts(first, last)):
        laid = [windows(chosen.base.read(text, title, language, "", day, "", (), "")) for title, text, language, day in some]
        wanted = [[w for w in each if network.filter.wanted(w.main)] for each in laid]
        names = [output.name for output in network._session.get_outputs()]
        with watch.timed():
            for each in wanted:
                _bare(network, names, each)
        watch.documents += len(some)
        watch.sentences += sum(map(len, wanted))
        watch.bytes += sum(len(text.encode()) for _, text, _, _ in some)


def _bare(network: Any, names: list[str], wanted: list[Any]) -> None:
    from kawat.claims.reader.layout import lay
    from kawat.claims.reader.network import _arrays

    for one in lay(network._tokenizer, wanted):
        ids, features, mask = _arrays([one])
        network._session.run(names, {"ids": ids, "features": features, "mask": mask})


def _coded(first: int, last: int) -> Iterator[list[tuple[Document, Any]]]:
    from kawat.read.assemble import identity
    from kawat.types import Coded

    chosen = coder_of("lexicon")
    for some in batches(articles(first, last)):
        out: list[tuple[Document, Coded]] = []
        for one in some:
            text = "\n\n".join(one.paragraphs)
            id = identity(one.url, one.title, text)
            document = Document(id=id, text=text, url=one.url, title=one.title, language=one.language, published=one.published)
            out.append((document, chosen.code(text, id=id, title=one.title, language=one.language, published=one.published)))
        yield out


def _filled(watch: Watch | None, first: int, last: int, folder: Path, bare: bool) -> None:
    """Writes coded articles: as a desk, or ``bare``, their rows alone appended to Delta tables."""
    from deltalake import write_deltalake

    from kawat.desk import tables
    from kawat.desk.store import Store

    store = None if bare else Store(folder, create=True)
    timing = watch or Watch()
    for some in _coded(first, last):
        rows: dict[str, Any] = {}
        with (Watch() if bare else timing).timed():
            made: dict[str, list[dict[str, Any]]] = {name: [] for name in (*tables.PARTS, "documents")}
            for document, coded in some:
                told = [
                    (field, sentence)
                    for field, words in (("title", document.title), ("text", document.text))
                    for sentence in split(words, coded.language)
                ]
                for name, records in tables.rows(document, 1, told, coded, "bench").items():
                    made[name] += records
                timing.sentences += len(told)
            rows = {name: tables.table(name, records) for name, records in made.items()}
            if store is not None:
                store.append(lambda version, rows=rows: rows)
        if bare:
            with timing.timed():
                for name, table in rows.items():
                    write_deltalake(str(folder / name), table, mode="append", partition_by=["month"])
        timing.documents += len(some)
        timing.bytes += sum(table.nbytes for table in rows.values())


def write(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Claims to the desk's tables, in commits of 500 articles; coded by the lexicon, to have them ready soon."""
    with tempfile.TemporaryDirectory() as folder:
        _filled(watch, first, last, Path(folder) / "desk", False)


def delta(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Bare: the same rows appended to Delta tables."""
    with tempfile.TemporaryDirectory() as folder:
        _filled(watch, first, last, Path(folder), True)


def merge(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Claims to events, articles to stories, places."""
    from kawat.ingest.merge import merge as run

    with tempfile.TemporaryDirectory() as folder:
        count = Watch()
        _filled(count, first, last, Path(folder) / "desk", False)
        with watch.timed():
            run(Path(folder) / "desk")
        watch.documents, watch.sentences, watch.bytes = count.documents, count.sentences, count.bytes


QUERIES = (
    "SELECT event, count(*) FROM claims GROUP BY event",
    "SELECT actor, recipient, count(*) AS n FROM claims GROUP BY ALL ORDER BY n DESC LIMIT 20",
    "SELECT month, avg(score) FROM claims GROUP BY month ORDER BY month",
    "SELECT title FROM documents WHERE text LIKE '%gencatan%' LIMIT 20",
)


def query(watch: Watch, first: int, last: int, jobs: int) -> None:
    """Four questions in SQL over the desk, each asked three times."""
    from kawat.desk import Desk

    with tempfile.TemporaryDirectory() as folder:
        count = Watch()
        _filled(count, first, last, Path(folder) / "desk", False)
        desk = Desk(Path(folder) / "desk")
        with watch.timed():
            for asked in QUERIES * 3:
                desk.sql(asked).rows()
        watch.documents, watch.sentences, watch.bytes = count.documents, count.sentences, count.bytes


def ingest(watch: Watch, first: int, last: int, jobs: int) -> None:
    """JSON lines to stored claims by ``kawat ingest`` and the lexicon coder, by ``jobs`` processes: what a growing desk costs."""
    from kawat.ingest import Order
    from kawat.ingest import ingest as run
    from kawat.read.table import Columns

    coder_of("lexicon").code("Norway condemned Oman.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for one in articles(first, last):
                row = {"url": one.url, "title": one.title, "text": "\n\n".join(one.paragraphs), "language": one.language}
                out.write(json.dumps(row | ({"published": one.published} if one.published else {}), ensure_ascii=False) + "\n")
        watch.bytes = path.stat().st_size
        with watch.timed():
            receipt = run([path], Path(folder) / "desk", lambda name: Columns(), Order("lexicon", jobs=jobs))
        watch.documents = receipt.new
        watch.sentences = _counted(Path(folder) / "desk")


def _counted(folder: Path) -> int:
    from kawat.desk import Desk

    return int(Desk(folder).sql("SELECT count(*) AS n FROM sentences").rows()[0]["n"])


def whole(watch: Watch, first: int, last: int, jobs: int) -> None:
    """HTML to stored claims: an archive of pages ingested into a desk by the reader, by ``jobs`` processes."""
    from kawat.ingest import Order, ingest
    from kawat.read.table import Columns

    list(map(coder_of("reader").code, (text for _, text, _, _ in _texts(0, 4))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        watch.bytes = archive(path, first, last, False)
        with watch.timed():
            receipt = ingest([path], Path(folder) / "desk", lambda name: Columns(), Order(jobs=jobs))
        watch.documents = receipt.new
        watch.sentences = sum(len(split(text, language)) for _, text, language, _ in _texts(first, last))


STAGES = (scan, page, sentences, rules, reader, write, ingest, merge, query, whole)
BARE = (resiliparse, encoder, delta)


def main() -> None:
    """Runs one stage and prints what it took."""
    name, first, last, jobs = sys.argv[1], *map(int, sys.argv[2:5])
    watch = Watch()
    start = time.perf_counter()
    next(stage for stage in (*STAGES, *BARE) if stage.__name__ == name)(watch, first, last, jobs)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    print(json.dumps({**vars(watch), "wall": time.perf_counter() - start, "peak_mb": peak}))


if __name__ == "__main__":
    main()
