"""The desk of the hostile articles: what JSON lines bring, and what only pages and feeds do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tests.web import hostile

from kawat.desk.store import Store
from kawat.ingest import Ingested, Order, coded, ingest
from kawat.ingest.known import Known
from kawat.ingest.merge import merge
from kawat.ingest.sink import Sink
from kawat.read.feed import listing
from kawat.read.table import Columns
from kawat.types import Document, Link


def made(folder: Path) -> Path:
    """A merged desk of all of them."""
    source, desk, order = folder / "hostile.jsonl", folder / "desk", Order(coder="lexicon")
    source.write_bytes(hostile.lines())
    ingest([source], desk, lambda name: Columns(), order)
    sink = Sink(Known(Store(desk)), Ingested(), "test", order)
    for document, outcome in coded(linking(), order):
        sink.take(document, outcome, str)
    sink.commit()
    merge(desk)
    return desk


def feed() -> bytes:
    """A feed with every payload that XML can hold as a title, beside a hostile address."""
    items = [
        f"<item><title>{escape(bad)}</title><link>https://kabar.example/feed{number}?q={escape(url)}</link></item>"
        for number, (bad, url) in enumerate(zip(hostile.PAYLOADS, hostile.URLS * len(hostile.PAYLOADS), strict=False))
        if bad.isprintable() and url.isprintable()
    ]
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def linking() -> Iterator[Document]:
    """Articles with a title out of the feed and "Baca juga" links of hostile words to hostile addresses."""
    bad = [one.encode("utf-8", "replace").decode("utf-8").replace("\x00", "") for one in (*hostile.PAYLOADS, *hostile.URLS)]
    for number, entry in enumerate(listing(feed(), "feed.xml").entries):
        act = hostile.ACTS[number % len(hostile.ACTS)]
        links = [Link(bad[(number + n) % len(bad)], url) for n, url in enumerate((*hostile.URLS, bad[number % len(bad)]))]
        yield Document(
            id=f"d:{number:016x}", text=f"{act}\n\nBaca juga: {bad[number]}", url=entry.url, title=entry.title,
            outlet="Kabar Uji", language="en" if act.startswith("China") else "id", published=f"2024-04-{number % 28 + 1:02d}",
            related=tuple(links),
        )  # fmt: skip
