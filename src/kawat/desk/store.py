"""The desk's folder: Delta tables that are written together, read as of one version, and never left half written.

A commit appends the rows of some documents to all tables and ends with the documents themselves; that last step carries
the versions of the other tables, and a reader opens each table at the version noted there. So a reader never sees a
claim without its document, whatever is being written. A note (``_writing.json``) lies in the folder while a commit is under
way; who finds one left behind by a process that died takes the other tables back to where they were.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake
from filelock import FileLock, Timeout

from kawat.desk.tables import SCHEMAS
from kawat.errors import DeskError

DOCUMENTS = "documents"
_NOTE, _LOCK = "_writing.json", "_writing.lock"
_NOTED = "kawat"
_NOT_IN_A_PATH = frozenset("%=*?[]{}")
# How long a writer waits for another one to finish its commit, in seconds.
PATIENCE = 120
# How many files of documents beyond one a month are left to lie before they are merged.
CROWDED = 200


class Store:
    """The tables of one folder. ``create`` makes those that are missing; raises DeskError where there is no desk."""

    def __init__(self, folder: str | Path, *, create: bool = False) -> None:
        self.folder = Path(folder)
        wrong = next((c for c in str(self.folder.resolve()) if c in _NOT_IN_A_PATH), "")
        if wrong:
            raise DeskError(
                f"{self.folder.resolve()}: a desk's path holds no {wrong!r} (Delta and DuckDB read it as a sign of theirs)."
            )
        if create:
            self._make()
        elif not DeltaTable.is_deltatable(self._place(DOCUMENTS)):
            raise DeskError(f"{self.folder} is no desk. Make one with: kawat ingest SOURCE --desk {self.folder}")

    def _make(self) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise DeskError(f"{self.folder} is a file; a desk is a folder.")
        self.folder.mkdir(parents=True, exist_ok=True)
        strange = [p.name for p in self.folder.iterdir() if p.name not in SCHEMAS and not p.name.startswith(("_", "."))]
        if strange and not DeltaTable.is_deltatable(self._place(DOCUMENTS)):
            raise DeskError(f"{self.folder} holds other files ({', '.join(sorted(strange)[:3])}): name an empty or new folder.")
        with self._alone():
            pass  # which makes the tables

    def _make_missing(self) -> None:
        """Makes the tables that are not there: all of them, or those that a desk of an older Kawat has not."""
        # The documents come last: they tell a reader that the desk is there.
        for name in sorted(SCHEMAS, key=lambda name: name == DOCUMENTS):
            if not DeltaTable.is_deltatable(self._place(name)):
                DeltaTable.create(self._place(name), SCHEMAS[name], partition_by=["month"], name=name)

    def _place(self, name: str) -> str:
        return str(self.folder / name)

    def table(self, name: str, version: int | None = None) -> DeltaTable:
        """A table as it is now, or was at a version of its own."""
        return DeltaTable(self._place(name), version=version)

    def files(self, name: str, version: int) -> list[str]:
        """The paths of a table's files at a version of its own, with forward slashes; none of a table that is not there yet."""
        if not DeltaTable.is_deltatable(self._place(name)):
            return []
        found = self.table(name, version).get_add_actions(flatten=True)["path"].to_pylist()
        root = (self.folder / name).resolve().as_posix()
        return [f"{root}/{path}" for path in found]

    def versions(self, at: int | datetime | None = None) -> dict[str, int]:
        """The version of each table that belong together: the newest, or those of a documents version or moment.

        Raises DeskError where the desk has no such version.
        """
        documents = self.table(DOCUMENTS)
        newest = documents.version()
        # The numbers that deltalake 1.6 gives the steps of a history are wrong after a version was loaded, and its times are
        # those of the files: so each commit notes its own version and time.
        steps = documents.history(None if at is not None else 50)
        notes = [json.loads(step[_NOTED]) for step in steps if step.get(_NOTED)]
        if isinstance(at, datetime):
            notes = [note for note in notes if datetime.fromisoformat(note["time"]) <= at]
            if not notes:
                raise DeskError(f"{self.folder} had no version yet at {at:%Y-%m-%d %H:%M}.")
            at = int(notes[0]["versions"][DOCUMENTS])
        version = newest if at is None else at
        if not 0 <= version <= newest:
            raise DeskError(f"{self.folder} has no version {at}: its versions are 0 to {newest}.")
        # A version that another tool made (by compacting, say) has no note: it goes with the last one before it.
        noted: dict[str, int] = next((note["versions"] for note in notes if note["versions"][DOCUMENTS] <= version), {})
        return dict.fromkeys(SCHEMAS, 0) | noted | {DOCUMENTS: version}

    def moment(self, version: int) -> str:
        """When a version of the desk was written, ISO 8601 in UTC; "" for the empty desk."""
        steps = self.table(DOCUMENTS).history()
        notes = [json.loads(step[_NOTED]) for step in steps if step.get(_NOTED)]
        return next((str(note["time"]) for note in notes if note["versions"][DOCUMENTS] <= version), "")

    def append(self, build: Callable[[int], Mapping[str, pa.Table] | None], what: str = "") -> int:
        """Writes rows to some tables as one commit, those of documents last; the version of the desk after it.

        ``build`` is called when no other writer is at work, with the desk's version, and gives the rows by table, or None
        where nothing is left to write. ``what`` names the step in the desk's history. Raises DeskError where another
        writer holds the desk for too long.
        """
        with self._alone():
            rows = build(self.table(DOCUMENTS).version())
            if rows is None:
                return self.table(DOCUMENTS).version()
            self._begin({name: self.table(name).version() for name in {*rows, DOCUMENTS}})
            for name in sorted(rows.keys() - {DOCUMENTS}):
                if rows[name].num_rows:
                    write_deltalake(self._place(name), rows[name], mode="append")
            now = self._about_to_be()
            last = rows.get(DOCUMENTS, SCHEMAS[DOCUMENTS].empty_table())
            write_deltalake(self._place(DOCUMENTS), last, mode="append", commit_properties=_noting(now, what))
            self._end()
            return now[DOCUMENTS]

    def replace(self, rows: Mapping[str, pa.Table], months: Iterable[str]) -> int:
        """Puts rows in the place of all that some tables hold of some months, as one commit; the version of the desk after it.

        All rows must be of these months. Documents are not replaced.
        """
        chosen = ", ".join(f"'{month}'" for month in sorted(months))
        with self._alone():
            self._begin({name: self.table(name).version() for name in (*rows, DOCUMENTS)})
            for name, some in rows.items():
                write_deltalake(self._place(name), some, mode="overwrite", predicate=f"month IN ({chosen})")
            now = self._about_to_be()
            self._write_nothing(now, "merge")
            self._end()
            return now[DOCUMENTS]

    def note(self, name: str, rows: pa.Table) -> None:
        """Appends to a table that is written by itself (receipts, corrections)."""
        with self._alone():
            write_deltalake(self._place(name), rows, mode="append")
            self._note_again()

    def compact(self) -> dict[str, int]:
        """Merges small files of each month; how many files each table had fewer. Versions before stay readable."""
        fewer = {}
        for name in (*(name for name in SCHEMAS if name != DOCUMENTS), DOCUMENTS):
            with self._alone():  # for one table at a time, so that nobody waits for all
                noting = _noting(self._about_to_be()) if name == DOCUMENTS else None
                done = self.table(name).optimize.compact(commit_properties=noting)
                fewer[name] = int(done["numFilesRemoved"]) - int(done["numFilesAdded"])
        with self._alone():
            self._note_again()
        return fewer

    def tidy(self) -> None:
        """Merges small files if there are many of them."""
        paths = self.table(DOCUMENTS).get_add_actions(flatten=True)["path"].to_pylist()
        if len(paths) - len({path.rpartition("/")[0] for path in paths}) > CROWDED:
            self.compact()

    def _note_again(self) -> None:
        """Notes the versions of all tables anew where the last note is no longer theirs, by a commit without rows."""
        now = self._about_to_be()
        if any(now[name] != version for name, version in self.versions().items() if name != DOCUMENTS):
            self._write_nothing(now)

    def _write_nothing(self, versions: dict[str, int], what: str = "note") -> None:
        """A commit of documents without rows, which notes the versions of the other tables."""
        nothing = SCHEMAS[DOCUMENTS].empty_table()
        write_deltalake(self._place(DOCUMENTS), nothing, mode="append", commit_properties=_noting(versions, what))

    def _about_to_be(self) -> dict[str, int]:
        """The versions that the next commit of documents belongs to, its own among them."""
        return {name: self.table(name).version() + (name == DOCUMENTS) for name in SCHEMAS}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time; mends what a writer that died left behind."""
        try:
            with FileLock(self.folder / _LOCK, timeout=PATIENCE):
                self._make_missing()
                self._mend()
                yield
        except Timeout:
            raise DeskError(
                f"{self.folder} is being written by another process for over {PATIENCE} s. Try again later."
            ) from None

    def _begin(self, versions: dict[str, int]) -> None:
        path = self.folder / _NOTE
        new = path.with_suffix(".new")
        with new.open("w", encoding="utf-8") as stream:
            json.dump(versions, stream)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path)

    def _end(self) -> None:
        (self.folder / _NOTE).unlink()

    def _mend(self) -> None:
        path = self.folder / _NOTE
        if not path.exists():
            return
        before: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
        if self.table(DOCUMENTS).version() == before[DOCUMENTS]:
            for name in sorted(before.keys() - {DOCUMENTS}):
                table = self.table(name)
                if table.version() != before[name]:
                    table.restore(before[name])
        self._end()


def _noting(versions: dict[str, int], what: str = "") -> CommitProperties:
    note = {"versions": versions, "time": datetime.now(UTC).isoformat()} | ({"what": what} if what else {})
    return CommitProperties(custom_metadata={_NOTED: json.dumps(note)})


def steps(store: Store, limit: int) -> list[dict[str, Any]]:
    """The last steps of the desk, the newest first: ``version``, ``time`` (ISO 8601), ``what`` was done, ``documents`` added."""
    table = store.table(DOCUMENTS)
    out = []
    for number, entry in zip(range(table.version(), -1, -1), table.history(limit)):
        note = json.loads(entry.get(_NOTED) or "{}")
        moment = datetime.fromisoformat(note["time"]) if note else datetime.fromtimestamp(entry["timestamp"] / 1000, UTC)
        added = entry.get("operationMetrics", {}).get("num_added_rows") or 0
        what = {"WRITE": "ingest", "CREATE TABLE": "made", "OPTIMIZE": "compact"}.get(entry.get("operation", ""), "other")
        what = note.get("what") or ("note" if what == "ingest" and not added else what)
        told = {"version": number, "time": moment.astimezone().isoformat(timespec="seconds")}
        out.append(told | {"what": what, "documents": int(added)})
    return out
