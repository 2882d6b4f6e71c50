"""What threads do for a watch: ask for a robots.txt, a feed, a page; look into a folder; read a file. They keep nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

import msgspec
from lxml import etree

from kawat.errors import FetchError, KawatError, RecordError, SourceError
from kawat.limits import ROBOTS_BYTES
from kawat.read import document_from_bytes
from kawat.read.assemble import identity
from kawat.read.feed import Listing, is_listing, listing
from kawat.read.fetch import Answer, ask
from kawat.read.sources import documents, kind
from kawat.read.table import Columns
from kawat.read.warc import Dropped
from kawat.types import Document
from kawat.watch import robots
from kawat.watch.addresses import digest, normal, origin_of
from kawat.watch.settings import Plan, Source
from kawat.watch.state import Record, moment

# A file that was changed less than so many seconds ago may still be being written.
SETTLED = 2.0
# So many documents of a file are handed over at once.
CHUNK = 100


class Task(msgspec.Struct, frozen=True, eq=False):
    """One thing to do: for which record, at which host ("" for a folder). ``facts`` are the record's when it was begun."""

    what: Literal["robots", "source", "page", "folder", "file"]
    record: Record
    host: str = ""
    source: Source | None = None
    facts: str = ""

    @property
    def urgent(self) -> bool:
        """Whether it goes before pages."""
        return self.what != "page"


class Done(msgspec.Struct, frozen=True, eq=False):
    """What came of a task: an answer without its body and what was read of it, or the problem. ``took`` is in seconds."""

    task: Task
    took: float = 0.0
    answer: Answer | None = None
    problem: Exception | None = None
    listing: Listing | None = None
    whole: bool = True
    facts: str = ""
    document: Document | None = None
    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    found: tuple[Document | RecordError, ...] = ()
    rest: Iterator[Document | RecordError] | None = None


def do(task: Task, plan: Plan) -> Done:
    """Does a task; whatever goes wrong is told in what it gives."""
    began = time.monotonic()
    try:
        done = _WORK[task.what](task, plan)
    except Exception as problem:  # of any kind: what comes from outside must not end a watch
        done = Done(task, problem=problem)
    return msgspec.structs.replace(done, took=time.monotonic() - began)


def _ask(task: Task, plan: Plan, url: str, max_bytes: int) -> Answer:
    record = task.record
    return ask(
        url, timeout=plan.timeout, max_bytes=max_bytes, allow=plan.allow, etag=record.etag, modified=record.modified,
        agent=plan.agent,
    )  # fmt: skip


def _robots(task: Task, plan: Plan) -> Done:
    url = f"{origin_of(task.record.url)}/robots.txt"
    answer = ask(url, timeout=plan.timeout, max_bytes=4 * ROBOTS_BYTES, allow=plan.allow, agent=plan.agent)
    return Done(task, answer=_bare(answer), text=robots.words(answer.body))


def _source(task: Task, plan: Plan) -> Done:
    answer = _ask(task, plan, task.record.url, plan.max_feed_bytes)
    if not 200 <= answer.status < 300:
        return Done(task, answer=_bare(answer))
    facts = digest(answer.body)
    if facts == task.record.facts:
        return Done(task, answer=_bare(answer), facts=facts)
    if not is_listing(answer.body):
        raise SourceError(f"{answer.url} gave no feed or sitemap but something else ({answer.content_type or 'of no type'}).")
    found, whole = listing(answer.body, answer.url), _whole(answer.body)
    if not whole and b"</" not in answer.body[-20:]:  # it breaks off, and the last address may be half of one
        found = msgspec.structs.replace(found, entries=found.entries[:-1])
    return Done(task, answer=_bare(answer), facts=facts, listing=found, whole=whole)


def _whole(data: bytes) -> bool:
    """Whether XML is as it should be; what breaks off may name fewer articles than there are."""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _page(task: Task, plan: Plan) -> Done:
    record = task.record
    answer = _ask(task, plan, record.url, plan.max_page_bytes)
    if not 200 <= answer.status < 300:
        return Done(task, answer=_bare(answer))
    if is_listing(answer.body):
        raise SourceError(f"{answer.url} is a feed or a sitemap and no article.")
    document = document_from_bytes(
        answer.body, source=record.url, url=normal(answer.url), published=record.published, title=record.title,
        outlet=record.outlet, language=record.language, content_type=answer.content_type, charset=answer.charset,
        fetched=moment(time.time()), max_bytes=plan.max_page_bytes,
    )  # fmt: skip
    return Done(task, answer=_bare(answer), document=_tagged(document, task.source))


def _tagged(document: Document, source: Source | None) -> Document:
    tags = source.told.tags if source else ()
    return msgspec.structs.replace(document, tags=tuple(dict.fromkeys((*document.tags, *tags)))) if tags else document


def _folder(task: Task, plan: Plan) -> Done:
    folder = Path(task.record.address)
    if not folder.is_dir():
        raise SourceError(f"There is no folder {folder}.")
    late = time.time() - SETTLED
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if any(part.startswith((".", "_")) for part in inside) or not kind(path.name) or not path.is_file():
            continue
        told = path.stat()
        if told.st_mtime <= late:
            found.append((path.as_posix(), digest(f"{told.st_size} {told.st_mtime_ns}")))
    return Done(task, files=tuple(found))


def _file(task: Task, plan: Plan) -> Done:
    how = columns(task.source, plan)
    kept = (one for one in documents(task.record.address, how) if not isinstance(one, Dropped))
    return more(Done(task, rest=kept))


def columns(source: Source | None, plan: Plan) -> Callable[[str], Columns]:
    """How the tables of a folder are read, by file name: as the desk's settings say, and the source's above them."""

    def how(name: str) -> Columns:
        known = plan.at_desk.columns(name)
        if source is None:
            return known
        told = source.told
        stated = {key: value for key, value in (("outlet", told.outlet), ("language", told.language)) if value}
        fixed = {**known.fixed, **stated, **told.fixed}
        return Columns({**known.columns, **told.columns}, fixed, told.dates or known.dates)

    return how


def more(done: Done) -> Done:
    """The next documents of a file; raises nothing."""
    began = time.monotonic()
    assert done.rest is not None
    try:
        found = tuple(islice(done.rest, CHUNK))
    except (KawatError, OSError, ValueError, EOFError) as problem:
        return Done(done.task, took=time.monotonic() - began, problem=problem)
    return Done(done.task, took=time.monotonic() - began, found=found, rest=done.rest if len(found) == CHUNK else None)


def content_of(document: Document, host: str) -> str:
    """What stands for a document's words at a host."""
    return digest(host, document.title, document.text)


def at(document: Document, url: str) -> Document:
    """A document as that of another address."""
    return msgspec.structs.replace(document, url=url, id=identity(url, document.title, document.text))


def trouble_of(done: Done) -> str:
    """What kind of trouble a task met: "" for none, ``host`` where the host is in it, ``own`` where the address is,
    ``never`` where asking again is of no use."""
    if isinstance(done.problem, FetchError):
        return {"unreachable": "host", "refused": "never"}.get(done.problem.kind, "own")
    if done.problem is not None:
        return "own"
    status = done.answer.status if done.answer else 200
    if status in (429, 503):
        return "host"
    if status in (401, 402, 403, 410, 451):
        return "never"
    return "" if 200 <= status < 300 or status == 304 else "own"


def reason_of(done: Done) -> str:
    """What stood in the way, in words."""
    if done.problem is not None:
        words = str(done.problem) if isinstance(done.problem, KawatError) else f"{type(done.problem).__name__}: {done.problem}"
        return words[:500]
    return f"HTTP {done.answer.status}" if done.answer else ""


def _bare(answer: Answer) -> Answer:
    return msgspec.structs.replace(answer, body=b"")


_WORK: dict[str, Callable[[Task, Plan], Done]] = {
    "robots": _robots, "source": _source, "page": _page, "folder": _folder, "file": _file,
}  # fmt: skip
