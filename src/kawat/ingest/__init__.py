"""The line from sources to a desk: documents in, coded, and kept with their claims and quotes, each once.

A document's id is a hash of its address, headline and text: one that the desk has is not read again, one whose words have
changed is a further revision of its article. What was committed stays when the run is stopped, at whatever moment; run again, it
goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from kawat.coders import coder as coder_of
from kawat.desk.store import Store, exists
from kawat.engines import rows
from kawat.errors import RecordError, SourceError
from kawat.ingest.known import Known
from kawat.ingest.receipt import Ingested, Order, receipt_row
from kawat.ingest.sink import Sink
from kawat.pipeline import Outcome, outcomes
from kawat.read.sources import Found, How, documents
from kawat.read.warc import Dropped
from kawat.types import Document

__all__ = ["Ingested", "Order", "ingest"]


def ingest(
    sources: Iterable[str | Path],
    desk: str | Path,
    how: How,
    order: Order,
    *,
    tell: Callable[[str], object] = lambda error: None,
    progress: Callable[[Ingested], object] = lambda receipt: None,
) -> Ingested:
    """Codes the new documents of the sources into a desk (made where there is none) and gives the receipt.

    By processes of this machine, or where ``order`` says so on a Dask cluster (``kawat.ingest.spread``).

    ``tell`` takes each error, ``progress`` the running receipt. Stopped by an exception (Ctrl-C among them) it keeps
    what was coded so far. Raises DeskError and SourceError as ``Store`` and ``documents`` do.
    """
    if order.engine == "dask" and not order.dry_run:
        from kawat.ingest.spread import spread

        return spread(sources, desk, how, order, tell=tell, progress=progress)
    began = datetime.now(UTC)
    coder_of(order.coder, order.overlay)  # a wrong overlay or coder is told at once
    receipt = Ingested()
    sources = list(sources)
    known = Known(Store(desk, create=not order.dry_run) if not order.dry_run or exists(desk) else None)
    found = _chosen(_all(sources, cache(how)), known, order, receipt, tell, progress)
    if order.dry_run:
        for receipt.new, _ in enumerate(found, 1):
            progress(receipt)
            if receipt.new == order.limit:
                break
        return receipt
    sink = Sink(known, receipt, coder_of(order.coder, order.overlay).version, order)
    ended = "done"
    try:
        with closing(coded(found, order)) as outcome_of:
            for document, outcome in outcome_of:
                sink.take(document, outcome, tell)
                progress(receipt)
                if sink.full:
                    break
    except BaseException as problem:
        ended = f"stopped: {type(problem).__name__}"
        raise
    finally:
        sink.commit()
        if (receipt.new or receipt.quarantined) and known.store:
            known.store.note("receipts", receipt_row(began, ended, sources, sink.coder, receipt))
    if receipt.new and known.store:
        known.store.tidy()
    return receipt


def _all(sources: list[str | Path], how: How) -> Iterator[Found]:
    """The documents of all sources; where there are several, one that cannot be read is told and the others go on."""
    for source in sources:
        try:
            yield from documents(source, how)
        except SourceError as problem:
            if len(sources) == 1:
                raise
            yield RecordError(str(problem))


def _chosen(
    found: Iterator[Found],
    known: Known,
    order: Order,
    receipt: Ingested,
    tell: Callable[[str], object],
    progress: Callable[[Ingested], object],
) -> Iterator[Document]:
    """The documents that are to be coded; the others are counted."""
    for one in found:
        receipt.read += 1
        if receipt.read % 100 == 0:
            progress(receipt)
        if isinstance(one, RecordError):
            receipt.failed += 1
            tell(str(one))
        elif isinstance(one, Dropped):
            receipt.dropped[one.reason] += 1
        elif why := rows.dropped(one, order.since):
            receipt.dropped[why] += 1
        elif not order.retry and known.aside(one.id):
            receipt.dropped["in quarantine"] += 1
        elif not known.add(one.id):
            receipt.known += 1
        else:
            yield one


def coded(found: Iterator[Document], order: Order) -> Generator[tuple[Document, Outcome], None, None]:
    """Each document with what the coder made of it, in order."""
    with closing(
        rows.coded(found, lambda lines: outcomes(lines, order.jobs, order.coder, order.overlay, apart=order.apart))
    ) as found_of:
        yield from found_of
