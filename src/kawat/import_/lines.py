"""Files of tab-separated lines, plain or packed (zip, gz), line by line: nothing is held, and a bad line stops nothing."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from kawat.errors import RecordError, SourceError
from kawat.export.event import Event
from kawat.ontology import cameo_codes
from kawat.read.lines import MAX_LINE
from kawat.read.lines import lines as numbered

Row = tuple[str, ...]
Tell = Callable[[str], object]


@dataclass
class Receipt:
    """What became of the lines of a file: ``read`` = ``kept`` + ``failed``; ``reasons`` of the failed by number."""

    read: int = 0
    kept: int = 0
    failed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """The receipt as one line for people."""
        told = [f"{self.read:,} read", f"{self.kept:,} kept", f"{self.failed:,} failed"]
        return ", ".join(told) + "".join(f"; {reason}: {count:,}" for reason, count in sorted(self.reasons.items()))

    def fails(self, where: str, reason: str, detail: str, tell: Tell | None) -> None:
        """Counts a bad line and tells it."""
        self.failed += 1
        self.reasons[reason] += 1
        if tell:
            tell(f"{where}: {detail or reason}.")


def lines(path: Path) -> Iterator[tuple[str, int, bytes]]:
    """The lines of a file, or of all files in a zip: the file's name, the number from 1, the bytes without their end.

    Raises SourceError for a file that is not there, cannot be read, or is damaged.
    """
    if not path.is_file():
        raise SourceError(f"There is no file {path}. Check the spelling.")
    try:
        for name, stream in _streams(path):
            for number, raw in numbered(stream):
                yield name, number, raw
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as problem:
        raise SourceError(f"{path} is damaged: {problem}.") from None
    except OSError as problem:
        raise SourceError(f"{path} cannot be read: {problem.strerror or problem}.") from None


def _streams(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as packed:
            for member in packed.infolist():
                if not member.is_dir():
                    with packed.open(member) as inner:
                        yield f"{path.name}/{member.filename}", cast(BinaryIO, inner)
    elif path.suffix.lower() == ".gz":
        with gzip.open(path, "rb") as unpacked:
            yield path.name, cast(BinaryIO, unpacked)
    else:
        with path.open("rb") as stream:
            yield path.name, stream


def rows(path: Path, columns: int, head: str, receipt: Receipt, tell: Tell | None) -> Iterator[tuple[str, Row]]:
    """The rows of a file with their places ("file, line 7"), without a head that begins with ``head``.

    A line in another encoding than UTF-8 or with another number of columns is counted, told and left out.
    """
    for name, number, raw in lines(path):
        if not raw.strip() or (number == 1 and raw.lower().startswith(head.lower().encode() + b"\t")):
            continue
        receipt.read += 1
        where = f"{name}, line {number}"
        try:
            row = tuple(_text(raw).split("\t"))
        except RecordError as problem:
            receipt.fails(where, str(problem), "", tell)
            continue
        if len(row) != columns:
            receipt.fails(where, "number of columns", f"{len(row)} columns, where there should be {columns}", tell)
            continue
        yield where, row


def _text(raw: bytes) -> str:
    if len(raw) > MAX_LINE:
        raise RecordError("too long")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise RecordError("not UTF-8") from None


def coded(
    found: Iterator[tuple[str, Row]],
    column: str,
    at: int,
    event_of: Callable[[Row], Event],
    receipt: Receipt,
    tell: Tell | None,
) -> Iterator[Event]:
    """The events of rows with a CAMEO code in the column ``column``, which is number ``at``; ``event_of`` makes one of a row.

    A row whose code is none of CAMEO's, or of which ``event_of`` raises ValueError (a date or number that is none), is counted,
    told and left out.
    """
    for where, row in found:
        if row[at] not in cameo_codes():
            receipt.fails(where, "no CAMEO code", f"{column} {row[at]!r} is no CAMEO code", tell)
            continue
        try:
            event = event_of(row)
        except ValueError as problem:
            receipt.fails(where, "a date or number", str(problem), tell)
            continue
        receipt.kept += 1
        yield event
