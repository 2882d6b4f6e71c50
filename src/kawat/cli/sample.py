"""The sample of articles that comes with Kawat, as documents."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec

from kawat.errors import DataError
from kawat.types import Document


class _Line(msgspec.Struct, frozen=True):
    id: str
    text: str
    title: str = ""
    language: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""


def sources() -> list[Path]:
    """The sample's files and folders, as sources of an ingest."""
    folder = Path(str(files("kawat").joinpath("sample")))
    return [path for path in (folder / "articles.jsonl", folder / "pages") if path.exists()]


def documents() -> Iterator[Document]:
    """Every article of the sample: those in articles.jsonl, then the HTML pages by name."""
    folder = files("kawat").joinpath("sample")
    articles = folder.joinpath("articles.jsonl")
    if not articles.is_file():
        raise DataError("the sample of articles is missing: install kawat again")
    decoder = msgspec.json.Decoder(_Line)
    for line in articles.read_text(encoding="utf-8").splitlines():
        if line.strip():
            item = decoder.decode(line)
            yield Document(**msgspec.structs.asdict(item), source="sample")
    pages = folder.joinpath("pages")
    if pages.is_dir():
        yield from _pages(sorted((p.name, p.read_bytes()) for p in pages.iterdir() if p.name.endswith(".html")))


def _pages(found: list[tuple[str, bytes]]) -> Iterator[Document]:
    from kawat.read import document_from_bytes

    for name, data in found:
        yield document_from_bytes(data, source=f"sample/pages/{name}")
