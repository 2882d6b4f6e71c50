"""Many articles: files, folders, archives, tables, feeds and addresses as one stream of documents, with what is wrong told piece
by piece."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO, cast

from kawat.errors import RecordError, SourceError
from kawat.limits import ARCHIVE_MEMBERS, INPUT_BYTES, LISTING_BYTES, SITEMAP_DEPTH, UNPACKED_RATIO
from kawat.read import document_from_bytes, read_document
from kawat.read.feed import Listing, is_listing, listing
from kawat.read.packed import spooled, unpacked
from kawat.read.source import load, read_bounded
from kawat.read.table import SUFFIXES, Columns, document, rows
from kawat.read.warc import Dropped, pages
from kawat.types import Document

PAGES = (".html", ".htm", ".xhtml", ".txt", ".md")
LISTINGS = (".xml", ".rss", ".atom")
KINDS = (*SUFFIXES, *PAGES, *LISTINGS, ".warc")
# What a file that is cut short or damaged makes its readers raise.
BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
Found = Document | Dropped | RecordError
How = Callable[[str], Columns]


def documents(source: str | Path, how: How) -> Iterator[Found]:
    """The documents of a file, a folder (with those below it) or an archive, in the order of their names; of an address the
    page, or the pages that a feed or sitemap there names.

    ``how`` tells by its file name how a table is read. What cannot be read comes as a RecordError that names it; raises
    SourceError where the source itself is missing or of no kind that Kawat reads.
    """
    if isinstance(source, str) and source.startswith(("s3://", "s3a://")):
        from kawat.read import objects

        for address, _, _ in objects.listed(source):
            yield from _object(address, how)
        return
    if isinstance(source, str) and "://" in source:
        yield from _address(source, how(source), 0)
        return
    path = Path(source)
    if path.is_dir():
        yield from _folder(path, how)
    elif not path.exists():
        raise SourceError(f"There is no file or folder {source} (looked from {Path.cwd()}). Check the spelling.")
    elif kind(path.name):
        yield from _file(path, how)
    else:
        raise SourceError(f"{source}: Kawat reads {', '.join(KINDS)}, each also as .gz, and .zip.")


def kind(name: str) -> str:
    """``table``, ``page``, ``listing``, ``warc`` or ``zip`` by a file's name; "" for what Kawat does not read."""
    suffix = Path(name.lower().removesuffix(".gz")).suffix
    of = {"zip": (".zip",), "warc": (".warc",), "table": SUFFIXES, "page": PAGES, "listing": LISTINGS}
    return next((kind for kind, suffixes in of.items() if suffix in suffixes), "")


def _folder(folder: Path, how: How) -> Iterator[Found]:
    known = list(files(folder))
    if not known:
        raise SourceError(f"{folder} holds no file that Kawat reads ({', '.join(KINDS)}, .gz, .zip).")
    for path in known:
        try:
            yield from _file(path, how)
        except (SourceError, *BROKEN) as problem:
            yield RecordError(f"{path} cannot be read: {problem}" if not isinstance(problem, SourceError) else str(problem))


def files(folder: Path) -> Iterator[Path]:
    """The files that Kawat reads, in the order of their names; hidden ones and the tables of a desk are passed over."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_")) or (path / "_delta_log").exists():
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files(path)
        elif path.is_file() and kind(path.name):
            yield path


def _file(path: Path, how: How) -> Iterator[Found]:
    which = kind(path.name)
    if which == "zip":
        yield from _zip(path, how)
        return
    packed = path.name.lower().endswith(".gz")
    if which == "page" and not packed:
        yield read_document(path)
        return
    with path.open("rb") as stream:
        # FastWARC unpacks by itself, and faster; each of its records is bounded.
        own = packed and which != "warc"
        inner = unpacked(stream, path.stat().st_size, path.name) if own else stream
        try:
            yield from stream_documents(inner, path.name, how)
        except BROKEN as problem:
            raise SourceError(f"{path} cannot be unpacked: {problem}. Is it damaged?") from None


def _object(address: str, how: How) -> Iterator[Found]:
    """The documents of one object on object storage."""
    from kawat.read import objects

    name = address.rpartition("/")[2]
    try:
        with objects.opened(address) as stream:
            if kind(name) == "zip":
                raise SourceError(f"{address}: a zip archive is read from a folder only. Unpack it.")
            size = stream.seek(0, SEEK_END)
            stream.seek(0)
            inner = unpacked(stream, size, name) if _is_gz(name) and kind(name) != "warc" else stream
            yield from stream_documents(inner, name, how)
    except (SourceError, *BROKEN) as problem:
        yield RecordError(f"{address} cannot be read: {problem}" if not isinstance(problem, SourceError) else str(problem))


def stream_documents(stream: BinaryIO, name: str, how: How) -> Iterator[Found]:
    """A table's rows or a page, from an open file; the name says which."""
    bare = name.lower().removesuffix(".gz")
    if kind(bare) == "warc":
        yield from pages(stream, name)
        return
    if kind(bare) == "listing":
        yield from _listed(listing(read_bounded(stream, LISTING_BYTES, name), name), how(name), 0)
        return
    if kind(bare) == "page":
        yield document_from_bytes(read_bounded(stream, INPUT_BYTES, name), source=name)
        return
    suffix = Path(bare).suffix
    try:
        with spooled(stream) if suffix == ".parquet" and not stream.seekable() else nullcontext(stream) as table:
            for found in rows(table, suffix, name):
                yield of_row(found, name, how(name))
    except BROKEN as problem:
        yield RecordError(f"{name} breaks off: {problem}")


def _address(url: str, how: Columns, depth: int) -> Iterator[Found]:
    """The page at an address, or the pages that the feed or sitemap there names."""
    data, info = load(url)
    if is_listing(data):
        yield from _listed(listing(data, info.url or url), how, depth)
        return
    yield document_from_bytes(
        data, source=url, url=info.url, content_type=info.content_type, charset=info.charset, fetched=info.fetched
    )


def _listed(found: Listing, how: Columns, depth: int) -> Iterator[Found]:
    """The pages that a feed or sitemap names, each fetched; what the page does not tell of itself is taken from there."""
    for entry in found.entries:
        try:
            yield read_document(
                entry.url, published=entry.published, title=entry.title, outlet=how.fixed.get("outlet", ""),
                language=how.fixed.get("language", "") or entry.language,
            )  # fmt: skip
        except SourceError as problem:
            yield RecordError(str(problem))
    for url in found.sitemaps if depth < SITEMAP_DEPTH else ():
        try:
            yield from _address(url, how, depth + 1)
        except SourceError as problem:
            yield RecordError(str(problem))


def of_row(found: tuple[int, dict[str, object]] | RecordError, name: str, how: Columns) -> Found:
    """A table's row as a document, or what is wrong with it."""
    if isinstance(found, RecordError):
        return RecordError(f"{name}, {found}")
    number, row = found
    try:
        return document(row, how, f"{name}:{number}")
    except (RecordError, ValueError, OverflowError) as problem:
        return RecordError(f"{name}, row {number}: {problem}")
    except RecursionError:
        return RecordError(f"{name}, row {number}: lists in it are nested too deep to be text.")


def _zip(path: Path, how: How) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, *BROKEN) as problem:
        raise SourceError(f"{path} is no zip archive ({problem}).") from None
    with archive:
        members = [m for m in archive.infolist() if m.filename and not m.is_dir() and _wanted(m.filename)]
        if not members:
            raise SourceError(f"{path} holds no file that Kawat reads ({', '.join(KINDS)}, .gz).")
        size, packed = sum(m.file_size for m in members), max(1, path.stat().st_size)
        if len(members) > ARCHIVE_MEMBERS or (size > INPUT_BYTES and size > UNPACKED_RATIO * packed):
            raise SourceError(
                f"{path} would unpack to {size:,} bytes in {len(members):,} files, too many for its {packed:,} bytes."
            )
        for member in members:
            name = f"{path.name}/{member.filename}"
            try:
                with archive.open(member) as packed_in:
                    inner = unpacked(cast(BinaryIO, packed_in), member.file_size, name) if _is_gz(name) else packed_in
                    yield from stream_documents(cast(BinaryIO, inner), name, how)
            except SourceError as problem:
                yield RecordError(str(problem))
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, *BROKEN) as problem:
                yield RecordError(f"{name} cannot be unpacked: {problem}")


def _is_gz(name: str) -> bool:
    return name.lower().endswith(".gz")


def _wanted(name: str) -> bool:
    """Whether a member of an archive is to be read: no archive in it, nothing hidden, none of macOS' shadow files."""
    hidden = any(part.startswith((".", "_")) for part in name.split("/"))
    return not hidden and kind(name) in ("table", "page", "warc")
