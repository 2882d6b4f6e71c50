"""Coded documents as rows of the desk's tables."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec
import pyarrow as pa

import kawat
from kawat.desk import tables
from kawat.pipeline import Outcome
from kawat.read.lines import Line
from kawat.text.sentences import split
from kawat.types import Coded, Document


def hashed(words: str) -> int:
    """Eight bytes that stand for a string, as a number."""
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def dropped(document: Document, since: str) -> str:
    """Why a document is left out ("" where it is not); ``since``: an ISO day, or ""."""
    if since and not document.published:
        return "no date"
    if since and document.published[:10] < since:
        return f"before {since}"
    return "" if document.text or document.title else "empty"


def coded(
    documents: Iterator[Document], code: Callable[[Iterator[Line]], Iterator[Outcome]]
) -> Generator[tuple[Document, Outcome], None, None]:
    """Each document with what ``code`` made of its line, in order."""
    waiting: dict[int, Document] = {}

    def lines() -> Iterator[Line]:
        for number, document in enumerate(documents, 1):
            waiting[number] = document
            kept = {k: getattr(document, k) for k in ("id", "text", "title", "language", "published")}
            yield number, msgspec.json.encode({k: v for k, v in kept.items() if v or k == "text"})

    for outcome in code(lines()):
        yield waiting.pop(outcome.number), outcome


def with_sentences(output: bytes, document: Document) -> Coded:
    """A coded line as a record, its claims' sentences with their words again."""
    found = msgspec.json.decode(output)
    for claim in found["claims"]:
        sentence = claim["sentence"]
        text = document.title if sentence.get("field") == "title" else document.text
        sentence["text"] = text[sentence["start"] : sentence["end"]]
    return msgspec.convert(found, Coded)


def rows(some: Sequence[tuple[Document, Coded]], revisions: Sequence[int], coder: str) -> Mapping[str, pa.Table]:
    """The rows of documents and of what hangs on them, by table."""
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in (*tables.PARTS, "documents")}
    for (document, coded), revision in zip(some, revisions, strict=True):
        sentences = [
            (name, sentence)
            for name, words in (("title", document.title), ("text", document.text))
            for sentence in split(words, coded.language)
        ]
        for name, records in tables.rows(document, revision, sentences, coded, coder).items():
            out[name] += records
    return {name: tables.table(name, records) for name, records in out.items()}


def put_aside(document: Document, outcome: Outcome, coder: str) -> dict[str, Any]:
    """The row of ``quarantine`` for a document that brought its coder down."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    words = outcome.error.partition(": ")[2]
    return {
        "id": document.id, "source": document.source, "url": document.url, "title": document.title, "reason": outcome.reason,
        "words": words, "coder": coder, "kawat": kawat.__version__, "time": now, "month": tables.month_of(document.published),
    }  # fmt: skip
