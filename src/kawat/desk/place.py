"""Where a desk lies: in a folder of this machine, or on object storage (``kawat.desk.remote``).

What differs between the two is here and there; the store itself is one for both.
"""

from __future__ import annotations

import json
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from kawat.errors import DeskError

if TYPE_CHECKING:
    from deltalake import DeltaTable
    from pyarrow.dataset import Dataset

_NOTE, _LOCK = "_writing.json", "_writing.lock"
_NOT_IN_A_PATH = frozenset("%=*?[]{}")
# Path takes one of the two slashes away.
_ADDRESS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):/{1,2}(?P<rest>.*)", re.DOTALL)
_FULL = re.compile(r"No space left|not enough space|os error (28|112)\b|Disk quota", re.IGNORECASE)
Note = dict[str, Any]


class Place(ABC):
    """What the store asks of the place of a desk; ``str()`` is what the user calls it."""

    name: str
    """Its last part, by which the desk is cited."""
    folder: Path | str
    """A path, or an address."""
    options: dict[str, str] | None = None
    """What deltalake needs to know to open its tables."""
    at_once: int = 1
    """How many tables are best opened at the same time."""

    def __str__(self) -> str:
        return str(self.folder)

    @abstractmethod
    def table(self, name: str) -> str:
        """The address of a table."""

    @abstractmethod
    def make(self) -> None:
        """Makes the place where it is missing; raises DeskError where no desk can be."""

    @abstractmethod
    def found(self) -> list[str]:
        """The names of what lies there."""

    @abstractmethod
    def size(self) -> int:
        """The bytes of all tables with all their versions."""

    @abstractmethod
    def scan(self, table: DeltaTable) -> list[str] | Dataset:
        """What DuckDB reads a table from: its files, or a data set that takes filters and columns from it; [] for no rows."""

    @abstractmethod
    def alone(self, patience: float) -> AbstractContextManager[None]:
        """One writer at a time; raises DeskError where another one is at work for longer than ``patience`` seconds."""

    @abstractmethod
    def sure(self) -> None:
        """Raises DeskError where another writer has taken over, so that this one must not go on."""

    @abstractmethod
    def note(self) -> Note | None:
        """What a writer that died left behind; only for who is alone."""

    @abstractmethod
    def leave(self, note: Note | None) -> None:
        """Leaves a note for the next writer, should this one die, or takes it away; only for who is alone."""

    def telling(self) -> AbstractContextManager[None]:
        """Turns what goes wrong with the place itself (network, rights) into DeskErrors."""
        return nullcontext()


class Local(Place):
    """A folder of this machine. Its lock is one of the operating system that dies with its process."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path = folder
        self.name = folder.resolve().name
        check_signs(str(folder.resolve()))

    def table(self, name: str) -> str:
        return str(self.folder / name)

    def make(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise DeskError(f"{self.folder} is a file; a desk is a folder.")
        self.folder.mkdir(parents=True, exist_ok=True)

    def found(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*.*") if path.suffix in (".parquet", ".json"))

    def scan(self, table: DeltaTable) -> list[str]:
        root = Path(table.table_uri.removeprefix("file://")).resolve().as_posix()
        return [f"{root}/{path}" for path in table.get_add_actions(flatten=True)["path"].to_pylist()]

    @contextmanager
    def alone(self, patience: float) -> Iterator[None]:
        lock = FileLock(self.folder / _LOCK)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            raise busy(self, patience) from None
        try:
            yield
        finally:
            lock.release()

    def sure(self) -> None:
        pass  # nobody takes this lock over

    @contextmanager
    def telling(self) -> Iterator[None]:
        try:
            yield
        except Exception as problem:  # deltalake has several for it
            if not _FULL.search(str(problem)):
                raise
            raise DeskError(
                f"{self}: the disk is full. What was committed before is kept and can be read. Free some space and run the same "
                "command again."
            ) from None

    def note(self) -> Note | None:
        path = self.folder / _NOTE
        if not path.exists():
            return None
        found: Note = json.loads(path.read_text(encoding="utf-8"))
        note: Note | None = found.get("note", found)  # which was all of it in an older Kawat
        return note

    def leave(self, note: Note | None) -> None:
        path = self.folder / _NOTE
        if note is None:
            path.unlink()
            return
        new = path.with_suffix(".new")
        with self.telling(), new.open("w", encoding="utf-8") as stream:
            json.dump({"note": note}, stream)  # as in a lease, so that a copy of a desk is one
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)


def place_of(desk: str | Path) -> Place:
    """The place that a path or an address (``s3://bucket/path``) means; raises DeskError where none can be there."""
    address = _ADDRESS.fullmatch(str(desk))
    if address is None:
        return Local(Path(desk))
    if address["scheme"].lower() not in ("s3", "s3a"):
        raise DeskError(f"{desk}: a desk lies in a folder or at an address such as s3://bucket/news.")
    from kawat.desk.remote import Remote

    return Remote("s3://" + check_signs(address["rest"].strip("/")))


def check_signs(path: str) -> str:
    """The path; raises DeskError where it has a sign that Delta or DuckDB would read as one of theirs."""
    wrong = next((c for c in path if c in _NOT_IN_A_PATH), "")
    if wrong:
        raise DeskError(f"{path}: a desk's path holds no {wrong!r} (Delta and DuckDB read it as a sign of theirs).")
    return path


def busy(place: Place, patience: float) -> DeskError:
    """That another writer is at work for too long."""
    return DeskError(f"{place} is being written by another process for over {patience:g} s. Try again later.")
