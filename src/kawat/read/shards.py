"""Sources cut into pieces that can be read apart from each other, with names by which a finished piece is known again.

A piece is a file, or of a large JSON-lines file a range of bytes that ends with a line, or of a Parquet file some of its row
groups. Small pieces that follow each other make one shard. Pieces in their order hold what ``sources.documents`` gives, in the
same order and with the same numbers of rows.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from kawat.errors import RecordError, SourceError
from kawat.read import objects
from kawat.read.sources import BROKEN, Found, How, documents, files, kind, of_row
from kawat.read.table import Columns, json_rows, parquet_rows
from kawat.types import Document

# What is taken for one document where a file does not tell how many it holds, in bytes.
_DOCUMENT = 4_000
_BLOCK = 1 << 22


class Piece(msgspec.Struct, frozen=True):
    """A file, or its bytes or row groups from ``start`` to ``stop`` (0, 0: all of it); ``before``: how many rows come before.

    ``path`` is absolute, ``given`` as it was asked for. ``stamp`` changes when the file does ("":
    it may change unseen, so that it is never taken for read). ``weight`` is about how many documents it holds.
    """

    path: str
    given: str
    name: str
    stamp: str
    start: int = 0
    stop: int = 0
    before: int = 0
    weight: int = 1

    @property
    def whole(self) -> bool:
        """Whether it is all of its file."""
        return self.stop == 0


class Shard(msgspec.Struct, frozen=True):
    """Pieces that are coded and written together; ``id`` is "" where one of them may change unseen."""

    id: str
    pieces: tuple[Piece, ...]

    @property
    def source(self) -> str:
        """What to call it."""
        first = self.pieces[0]
        part = "" if first.whole else f" from {first.start:,}"
        more = f" and {len(self.pieces) - 1} more" if len(self.pieces) > 1 else ""
        return f"{first.path}{part}{more}"


def shards(sources: Iterable[str | Path], size: int, key: Callable[[str], str] = str) -> Iterator[Shard]:
    """The shards of sources, of about ``size`` documents each; ``key`` tells by a file's name how it is read, which
    goes into their ids.

    Raises SourceError where a source is missing or of no kind that Kawat reads.
    """
    held: list[Piece] = []
    for piece in (piece for source in sources for piece in _pieces(source, size)):
        if held and sum(one.weight for one in held) + piece.weight > size:
            yield shard(held, key)
            held = []
        held.append(piece)
    if held:
        yield shard(held, key)


def shard(pieces: Iterable[Piece], key: Callable[[str], str]) -> Shard:
    """Pieces as a shard, named by what they are and how they are read."""
    pieces = tuple(pieces)
    names = msgspec.json.encode([(p.path, p.stamp, p.start, p.stop, key(p.name)) for p in pieces])
    return Shard("" if not all(p.stamp for p in pieces) else f"s:{blake2b(names, digest_size=8).hexdigest()}", pieces)


def _pieces(source: str | Path, size: int) -> Iterator[Piece]:
    address = str(source)
    if objects.is_address(address):
        for path, length, stamp in objects.listed(address):
            yield from _cut(path, length, stamp, size)
    elif "://" in address:
        yield Piece(address, address, address, "")
    else:
        at = Path(source)
        if not at.exists():
            raise SourceError(f"There is no file or folder {source} (looked from {Path.cwd()}). Check the spelling.")
        if at.is_file() and not kind(at.name):
            next(documents(at, _never))  # which raises
        found = list(files(at)) if at.is_dir() else [at]
        if not found:
            next(documents(at, _never))
        for file in found:
            told = file.stat()
            whole = str(file.absolute())
            yield from _cut(whole, told.st_size, f"{told.st_size}-{told.st_mtime_ns}", size, str(file))


def _never(name: str) -> Columns:
    raise AssertionError(name)


def _cut(path: str, length: int, stamp: str, size: int, given: str = "") -> Iterator[Piece]:
    name = path.replace("\\", "/").rpartition("/")[2]
    suffix = Path(name.lower()).suffix
    whole = Piece(path, given or path, name, stamp, weight=1 if kind(name) == "page" else max(1, length // _DOCUMENT))
    if suffix == ".parquet":
        yield from _row_groups(whole, size)
    elif suffix in (".jsonl", ".ndjson") and whole.weight > size:
        yield from _ranges(whole, length, size)
    else:
        yield whole


def _row_groups(whole: Piece, size: int) -> Iterator[Piece]:
    """The row groups of a Parquet file, some together; a file that is none is left to its reader to tell."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with opened(whole.path) as stream:
            about = pq.ParquetFile(stream).metadata
            counts = [about.row_group(n).num_rows for n in range(about.num_row_groups)]
    except (pa.ArrowInvalid, OSError):
        yield whole
        return
    start, rows, before = 0, 0, 0
    for number, count in enumerate(counts, 1):
        rows += count
        if rows >= size or number == len(counts):
            yield msgspec.structs.replace(whole, start=start, stop=number, before=before, weight=rows)
            start, before, rows = number, before + rows, 0


def _ranges(whole: Piece, length: int, size: int) -> Iterator[Piece]:
    """Ranges of bytes that end with a line; the whole is read once to count the lines."""
    most = size * _DOCUMENT
    with opened(whole.path) as stream:
        start, before, lines, at = 0, 0, 0, 0
        while block := stream.read(_BLOCK):
            if at == 0 and block[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                yield whole
                return
            here = 0
            while (cut := block.find(b"\n", max(here, start + most - at))) >= 0:
                lines += block.count(b"\n", here, cut + 1)
                here = cut + 1
                stop = at + here
                yield msgspec.structs.replace(whole, start=start, stop=stop, before=before, weight=size)
                start, before = stop, before + lines
                lines = 0
            lines += block.count(b"\n", here)
            at += len(block)
    if start < at:
        rest = max(1, (at - start) // _DOCUMENT)
        yield msgspec.structs.replace(whole, start=start, stop=at, before=before, weight=rest)


def opened(path: str) -> BinaryIO:
    """A file of this machine or an object, open to be read; raises SourceError or OSError where it cannot be."""
    return objects.opened(path) if objects.is_address(path) else open(path, "rb")


def read(piece: Piece, how: How) -> Iterator[Found]:
    """The documents of a piece, with the numbers that they have in the whole file. Raises SourceError or OSError where it
    cannot be read at all."""
    if piece.whole:
        for found in documents(piece.path, how):
            if isinstance(found, Document) and found.source == piece.path:
                yield msgspec.structs.replace(found, source=piece.given)
            else:
                yield found
        return
    with opened(piece.path) as stream:
        try:
            if piece.name.lower().endswith(".parquet"):
                rows = parquet_rows(stream, piece.name, range(piece.start, piece.stop), piece.before)
            else:
                stream.seek(piece.start)
                rows = json_rows(cast(BinaryIO, _Part(stream, piece.stop - piece.start)), piece.before)
            for row in rows:
                yield of_row(row, piece.name, how(piece.name))
        except BROKEN as problem:
            yield RecordError(f"{piece.name} breaks off: {problem}")


class _Part:
    """So many bytes of a stream."""

    def __init__(self, stream: BinaryIO, left: int) -> None:
        self._stream, self._left = stream, left

    def read(self, size: int = -1) -> bytes:
        return self._less(self._stream.read(self._left if size < 0 else min(size, self._left)))

    def readline(self, limit: int = -1) -> bytes:
        return self._less(self._stream.readline(self._left if limit < 0 else min(limit, self._left)))

    def _less(self, got: bytes) -> bytes:
        self._left -= len(got)
        return got
