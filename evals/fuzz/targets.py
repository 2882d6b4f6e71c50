"""What is fuzzed: one function of bytes for each reader, which may end in a result or in one of Kawat's own errors."""

from __future__ import annotations

import atexit
import io
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kawat.errors import KawatError, RecordError
from kawat.types import Document

SEEDS = Path(__file__).with_name("seeds")
MOST = 60
"""Records that are taken from one input: the reader is fuzzed, not the loop around it."""


class Target(NamedTuple):
    """``call`` reads an input; ``allowed`` are the errors that are answers. ``suffix`` is the kept seeds'."""

    call: Callable[[bytes], object]
    suffix: str
    allowed: tuple[type[Exception], ...] = (KawatError,)


@cache
def scratch() -> Path:
    """A folder of this process for inputs that are read as files."""
    folder = Path(tempfile.mkdtemp(prefix="kawat-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def words(data: bytes) -> str:
    """Bytes as text of any code points, lone surrogates among them."""
    return data.decode("utf-8", "surrogatepass") if _whole(data) else data.decode("utf-8", "surrogateescape")


def _whole(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def page(data: bytes) -> object:
    """A page as an archive or a folder hands it over; its record must be one that can be stored."""
    from kawat.read import document_from_bytes

    return stored(document_from_bytes(data, source="page.html", url="https://example.org/news/1", content_type="text/html"))


def stored(document: Document) -> bytes:
    """The record as JSON: fails where its text cannot be written as UTF-8."""
    import msgspec

    return msgspec.json.encode(document)


def feed(data: bytes) -> object:
    """A feed or sitemap."""
    from kawat.read.feed import is_listing, listing

    is_listing(data)
    return listing(data, "https://example.org/feed.xml")


def file(suffix: str) -> Callable[[bytes], object]:
    """A file of that kind, read as ``kawat ingest`` reads it."""

    def call(data: bytes) -> object:
        from kawat.read.sources import documents
        from kawat.read.table import Columns

        path = scratch() / f"input{suffix}"
        path.write_bytes(data)
        found = _some(documents(path, lambda name: Columns()))
        for one in found:
            if isinstance(one, Document):
                stored(one)
            elif isinstance(one, RecordError):
                str(one).encode("utf-8")  # it is told on a terminal
        return found

    return call


def _some(items: Iterator[Any]) -> list[Any]:
    return [item for item, _ in zip(items, range(MOST))]


def record(data: bytes) -> object:
    """Lines of ``kawat code``, coded by the lexicon."""
    from kawat.pipeline import code_lines

    written: list[bytes] = []
    code_lines(io.BytesIO(data), written.append, coder="lexicon", tell=lambda told: told.encode("utf-8"))
    return written


def dates(data: bytes) -> object:
    """Dates in a text, and the day that a page says it was published on."""
    from kawat.read import published
    from kawat.text.dates import find

    text = words(data)[:5_000]
    found = [find(text, language, date(2024, 2, 29)) for language in ("id", "en", "es")]
    for refs in found:
        for ref in refs:
            if not 0 <= ref.start <= ref.end <= len(text):
                raise AssertionError(f"a date outside its text: {ref}")
    return found, published.find(text)


def overlay(suffix: str) -> Callable[[bytes], object]:
    """A user's file of actors."""

    def call(data: bytes) -> object:
        from kawat.actors.overlay import load_overlay

        path = scratch() / f"actors{suffix}"
        path.write_bytes(data)
        return list(load_overlay(path).applied(()))

    return call


def settings(data: bytes) -> object:
    """``DESK.toml``."""
    from kawat.settings import load

    (scratch() / "news.toml").write_bytes(data)
    return load(scratch() / "news")


def cursor(data: bytes) -> object:
    """``next`` of the API."""
    from kawat.web.api.cursor import key_of

    return key_of(words(data), "claims", (int, str))


@cache
def _client() -> Any:
    from litestar.testing import TestClient

    from kawat.cli.sample import sources
    from kawat.ingest import Order, ingest
    from kawat.ingest.merge import merge
    from kawat.read.table import Columns
    from kawat.web.app import create_app
    from kawat.web.safety.guard import Safety
    from kawat.web.safety.rate import Rate, Rates

    logging.getLogger("httpx").setLevel(logging.WARNING)
    folder = scratch() / "desk"
    ingest(sources(), folder, lambda name: Columns(), Order(coder="lexicon"))
    merge(folder)
    wide = Rates(*(Rate(1e9, 1e9) for _ in Rates._fields))
    client = TestClient(
        create_app(folder, safety=Safety(hosts=frozenset(), rates=wide)), "http://127.0.0.1", raise_server_exceptions=False
    )
    client.__enter__()
    atexit.register(client.__exit__, None, None, None)
    return client


def api(data: bytes) -> object:
    """A question to pages and API: the first line is path and query, anything behind it the body of a POST."""
    from httpx import URL, InvalidURL

    line, _, body = data.partition(b"\n")
    try:
        path, _, query = line.partition(b"?")
        url = URL("http://127.0.0.1/").copy_with(
            raw_path=_escaped(b"/" + path.lstrip(b"/")) + (b"?" + _escaped(query) if query else b"")
        )
    except (InvalidURL, ValueError, UnicodeError):
        return None
    if body:
        answer = _client().post(url, content=body, headers={"content-type": "application/json"})
    else:
        answer = _client().get(url)
    if answer.status_code >= 500:
        raise AssertionError(f"{answer.status_code} from {line[:200]!r}: {answer.text[:300]}")
    return answer.status_code


def _escaped(raw: bytes) -> bytes:
    return b"".join(bytes([one]) if 0x21 <= one <= 0x7E and one != 0x23 else b"%%%02X" % one for one in raw)


TARGETS: dict[str, Target] = {
    "page": Target(page, ".html"),
    "feed": Target(feed, ".xml"),
    "warc": Target(file(".warc"), ".warc"),
    "jsonl": Target(file(".jsonl"), ".jsonl"),
    "csv": Target(file(".csv"), ".csv"),
    "parquet": Target(file(".parquet"), ".parquet"),
    "zip": Target(file(".zip"), ".zip"),
    "record": Target(record, ".jsonl"),
    "dates": Target(dates, ".txt"),
    "overlay": Target(overlay(".csv"), ".csv"),
    "overlay_toml": Target(overlay(".toml"), ".toml"),
    "settings": Target(settings, ".toml"),
    "cursor": Target(cursor, ".txt", (KawatError, ValueError)),
    "api": Target(api, ".txt"),
}


def seeds(name: str) -> list[Path]:
    """The kept inputs of a target: written by us, and what fuzzing found."""
    return sorted((SEEDS / name).glob("*"))


def outcome(target: Target, data: bytes) -> Exception | None:
    """What an input leads to that it must not; None where it ended in a result or in an error that is an answer."""
    try:
        target.call(data)
    except target.allowed:
        return None
    except Exception as problem:
        return problem
    return None


def signature(problem: BaseException) -> str:
    """Kind of error and the innermost place of ours, by which findings are told apart."""
    import traceback

    frames = traceback.extract_tb(problem.__traceback__)
    own = [f for f in frames if "/kawat/" in f.filename.replace("\\", "/") and "site-packages" not in f.filename]
    last = (own or frames)[-1] if frames else None
    return f"{type(problem).__name__} at {Path(last.filename).name}:{last.name}" if last else type(problem).__name__
