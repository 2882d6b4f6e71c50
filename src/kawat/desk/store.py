"""The desk's tables: Delta tables that are written together, read as of one version, and never left half written.

A commit appends the rows of some documents to all tables and ends with the documents themselves; that last step carries
the versions of the other tables, and a reader opens each table at the version noted there. So a reader never sees a
claim without its document, whatever is being written. A note lies at the desk's place while a commit is under way; who finds
one left behind by a process that died takes the other tables back to where they were.

Each step is written only onto the version of its table that was there when the commit began. On object storage, where a writer
that was held up may wake after another one has taken over, such a step fails instead of coming behind the other one's.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, TableNotFoundError

from kawat.desk.noting import notes_of, noting
from kawat.desk.place import place_of
from kawat.desk.tables import SCHEMAS
from kawat.errors import DeskError

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset

T = TypeVar("T")
DOCUMENTS = "documents"
# How long a writer waits for another one to finish its commit, in seconds.
PATIENCE = 120
# How many files of documents beyond one a month are left to lie before they are merged.
CROWDED = 200
# After so many commits of one run small files are merged, then after twice as many each time.
TIDIES = 100


class Store:
    """The tables of one place: a folder, or an address on object storage (``s3://bucket/path``).

    ``create`` makes those that are missing; raises DeskError where there is no desk.
    """

    def __init__(self, desk: str | Path, *, create: bool = False) -> None:
        self.place = place_of(desk)
        self.folder = self.place.folder
        self._whole = False
        self._commits, self._tidies = 0, TIDIES
        # A version of a table never changes.
        self._scans: dict[tuple[str, int], list[str] | Dataset] = {}
        if create:
            self._make()
        elif not self._there(DOCUMENTS):
            raise DeskError(f"{self.place} is no desk. Make one with: kawat ingest SOURCE --desk {self.place}")

    def _make(self) -> None:
        if not self._there(DOCUMENTS):
            self.place.make()
            strange = [name for name in self.place.found() if name not in SCHEMAS and not name.startswith(("_", "."))]
            if strange:
                raise DeskError(f"{self.place} holds other files ({', '.join(strange[:3])}): name an empty or new folder.")
        with self._alone():
            pass  # which makes the tables

    def _make_missing(self) -> None:
        """Makes the tables that are not there: all of them, or those that a desk of an older Kawat has not."""
        # The documents come last: they tell a reader that the desk is there.
        for name in sorted(SCHEMAS, key=lambda name: name == DOCUMENTS):
            if not self._there(name):
                place, options = self.place.table(name), self.place.options
                with self.place.telling():
                    DeltaTable.create(place, SCHEMAS[name], partition_by=["month"], name=name, storage_options=options)
        self._whole = True

    def _there(self, name: str) -> bool:
        with self.place.telling():
            return bool(DeltaTable.is_deltatable(self.place.table(name), self.place.options))

    def table(self, name: str, version: int | None = None) -> DeltaTable:
        """A table as it is now, or was at a version of its own."""
        with self.place.telling():
            return DeltaTable(self.place.table(name), version=version, storage_options=self.place.options)

    def _each(self, do: Callable[[str], T], names: Iterable[str]) -> dict[str, T]:
        """What ``do`` gives for each table, for some at the same time where that is quicker."""
        names = list(names)
        if self.place.at_once == 1:
            return {name: do(name) for name in names}
        with ThreadPoolExecutor(self.place.at_once) as pool:
            return dict(zip(names, pool.map(do, names)))

    def _version(self, name: str) -> int:
        return int(self.table(name).version())

    def scans(self, versions: Mapping[str, int]) -> dict[str, list[str] | Dataset]:
        """What DuckDB reads each table from at a version of its own (``Place.scan``); [] where it holds nothing."""

        def scan(name: str) -> list[str] | Dataset:
            if (name, versions[name]) in self._scans:
                return self._scans[name, versions[name]]
            with self.place.telling():
                try:
                    return self.place.scan(self.table(name, versions[name]))
                except TableNotFoundError:  # of a desk of an older Kawat
                    return []

        found = self._each(scan, versions)
        self._scans = {(name, versions[name]): one for name, one in found.items()}
        return found

    def history(self, limit: int | None = None, documents: DeltaTable | None = None) -> list[dict[str, Any]]:
        """The last steps of the documents as Delta has them, the newest first."""
        with self.place.telling():
            return list((documents or self.table(DOCUMENTS)).history(limit))

    def versions(self, at: int | datetime | None = None) -> dict[str, int]:
        """The version of each table that belong together: the newest, or those of a documents version or moment.

        Raises DeskError where the desk has no such version.
        """
        documents = self.table(DOCUMENTS)
        newest = documents.version()
        notes = notes_of(self.history(None if at is not None else 50, documents))
        if isinstance(at, datetime):
            notes = [note for note in notes if datetime.fromisoformat(note["time"]) <= at]
            if not notes:
                raise DeskError(f"{self.place} had no version yet at {at:%Y-%m-%d %H:%M}.")
            at = int(notes[0]["versions"][DOCUMENTS])
        version = newest if at is None else at
        if not 0 <= version <= newest:
            raise DeskError(f"{self.place} has no version {at}: its versions are 0 to {newest}.")
        # A version that another tool made (by compacting, say) has no note: it goes with the last one before it.
        noted: dict[str, int] = next((note["versions"] for note in notes if note["versions"][DOCUMENTS] <= version), {})
        return dict.fromkeys(SCHEMAS, 0) | noted | {DOCUMENTS: version}

    def moment(self, version: int) -> str:
        """When a version of the desk was written, ISO 8601 in UTC; "" for the empty desk."""
        notes = notes_of(self.history())
        return next((str(note["time"]) for note in notes if note["versions"][DOCUMENTS] <= version), "")

    def append(self, build: Callable[[int], Mapping[str, pa.Table] | None], what: str = "") -> int:
        """Writes rows to some tables as one commit, those of documents last; the version of the desk after it.

        ``build`` is called when no other writer is at work, with the desk's version, and gives the rows by table, or None
        where nothing is left to write. ``what`` names the step in the desk's history. Raises DeskError where another
        writer holds the desk for too long.
        """
        with self._alone():
            rows = build(self._version(DOCUMENTS))
            if rows is None:
                return self._version(DOCUMENTS)
            opened, commit = self._begin({*rows, DOCUMENTS})
            for name in sorted(rows.keys() - {DOCUMENTS}):
                if rows[name].num_rows:
                    self._write(opened[name], rows[name])
            return self._conclude(opened, commit, what, rows.get(DOCUMENTS))

    def replace(self, rows: Mapping[str, pa.Table], months: Iterable[str], what: str = "merge") -> int:
        """Puts rows in the place of all that some tables hold of some months, as one commit; the version of the desk after it.

        All rows must be of these months. Documents are not replaced. ``what`` names the step in the desk's history.
        """
        chosen = ", ".join(f"'{month}'" for month in sorted(months))
        with self._alone():
            opened, commit = self._begin({*rows, DOCUMENTS})
            for name, some in rows.items():
                self._write(opened[name], some, over=f"month IN ({chosen})")
            return self._conclude(opened, commit, what)

    def note(self, name: str, rows: pa.Table) -> None:
        """Appends to a table that is written by itself (receipts, corrections)."""
        with self._alone():
            self._write(self.table(name), rows)
            self._note_again()

    def compact(self) -> dict[str, int]:
        """Merges small files of each month; how many files each table had fewer. Versions before stay readable."""
        fewer = {}
        for name in (*(name for name in SCHEMAS if name != DOCUMENTS), DOCUMENTS):
            with self._alone():  # for one table at a time, so that nobody waits for all
                table = self.table(name)
                noted = noting(self._about_to_be({name: table}) if name == DOCUMENTS else {})
                self.place.sure()
                with self.place.telling():
                    done = table.optimize.compact(commit_properties=noted)
                fewer[name] = int(done["numFilesRemoved"]) - int(done["numFilesAdded"])
        with self._alone():
            self._note_again()
        return fewer

    def tidy_by_times(self) -> None:
        """Called after each commit of a long run: tidies after the 100th, 200th, 400th and so on, so that opening stays quick."""
        self._commits += 1
        if self._commits == self._tidies:
            self._tidies *= 2
            self.tidy()

    def tidy(self) -> None:
        """Merges small files if there are many of them."""
        with self.place.telling():
            paths = self.table(DOCUMENTS).get_add_actions(flatten=True)["path"].to_pylist()
        if len(paths) - len({path.rpartition("/")[0] for path in paths}) > CROWDED:
            self.compact()

    def _note_again(self) -> None:
        """Notes the versions of all tables anew where the last note is no longer theirs, by a commit without rows."""
        documents = self.table(DOCUMENTS)
        now, noted = self._about_to_be({DOCUMENTS: documents}), self.versions()
        if any(now[name] != noted[name] for name in SCHEMAS if name != DOCUMENTS):
            self._commit(documents, noting(now, "note"))

    def _about_to_be(self, opened: Mapping[str, DeltaTable]) -> dict[str, int]:
        """The versions that the next commit of documents belongs to, its own among them."""
        known = {name: table.version() for name, table in opened.items()}
        now = self._each(self._version, (name for name in SCHEMAS if name not in known)) | known
        return {name: now[name] + (name == DOCUMENTS) for name in SCHEMAS}

    def _write(self, table: DeltaTable, rows: pa.Table, noted: CommitProperties | None = None, *, over: str = "") -> None:
        """Appends to a table as it was opened, or writes over the rows of a condition; fails where it is another by now."""
        with self.place.telling():
            if over:
                write_deltalake(table, rows, mode="overwrite", predicate=over, commit_properties=noted or noting({}))
            else:
                write_deltalake(table, rows, mode="append", commit_properties=noted or noting({}))

    def _commit(self, documents: DeltaTable, noted: CommitProperties, rows: pa.Table | None = None) -> None:
        """The step with which a commit comes about; without rows it only notes the versions of the other tables."""
        self.place.sure()
        self._write(documents, SCHEMAS[DOCUMENTS].empty_table() if rows is None else rows, noted)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time; mends what a writer that died left behind."""
        with self.place.alone(PATIENCE):
            try:
                if not self._whole:
                    self._make_missing()
                self._mend()
                yield
            except CommitFailedError:
                raise DeskError(f"something else has written to {self.place} meanwhile. Run the same command again.") from None

    def _begin(self, names: Iterable[str]) -> tuple[dict[str, DeltaTable], str]:
        """Leaves a note for the next writer; gives the tables as they are before the commit, and the commit's id."""
        opened = self._each(self.table, names)
        commit = uuid.uuid4().hex
        self.place.leave({"commit": commit, "versions": {name: table.version() for name, table in opened.items()}})
        return opened, commit

    def _conclude(self, opened: Mapping[str, DeltaTable], commit: str, what: str, rows: pa.Table | None = None) -> int:
        now = self._about_to_be(opened)
        self._commit(opened[DOCUMENTS], noting(now, what, commit), rows)
        self._end()
        return now[DOCUMENTS]

    def _end(self) -> None:
        self.place.leave(None)

    def _mend(self) -> None:
        """Takes tables back to where they were before a commit that did not come about.

        First the documents, then the others, get a new version: what the writer of that commit might still write onto the
        old ones, should it only have been held up, fails from then on.
        """
        note = self.place.note()
        if note is None:
            return
        documents, before = self.table(DOCUMENTS), note.get("versions", note)  # an older Kawat noted these only
        since = documents.version() - before[DOCUMENTS]
        if not any(made.get("commit") == note.get("commit") for made in notes_of(self.history(since, documents)) if since):
            versions = self.versions()
            self._commit(documents, noting(versions | {DOCUMENTS: versions[DOCUMENTS] + 1}, "mend"))
            for name in sorted(before.keys() - {DOCUMENTS}):
                table = self.table(name)
                if table.version() == before[name]:
                    self._write(table, SCHEMAS[name].empty_table())
                else:
                    with self.place.telling():
                        table.restore(before[name], commit_properties=noting({}))
        self._end()


def exists(desk: str | Path) -> bool:
    """Whether there is a desk; raises DeskError where its place cannot be reached."""
    place = place_of(desk)
    with place.telling():
        return bool(DeltaTable.is_deltatable(place.table(DOCUMENTS), place.options))
