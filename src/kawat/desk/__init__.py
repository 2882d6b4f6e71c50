"""The store: Delta tables in one folder or on object storage, read through DuckDB. It knows no coder and no source."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kawat.errors import DeskError

try:
    import deltalake as _deltalake  # noqa: F401
    import duckdb as _duckdb  # noqa: F401
    import filelock as _filelock  # noqa: F401
    import pyarrow as pa
except ModuleNotFoundError as missing:
    raise DeskError(f"a desk needs {missing.name}, which is not installed. Run: pip install 'kawat[desk]'") from None

from kawat.desk.lookup import Lookup
from kawat.desk.questions import Connections, answer
from kawat.desk.store import Store
from kawat.ontology import QUADS

if TYPE_CHECKING:
    from kawat.relations.ledger import Ledger
    from kawat.relations.series import By
    from kawat.relations.standing import Of

__all__ = ["Answer", "Desk", "Store"]

T = TypeVar("T")
# Rows of a batch.
BATCH = 50_000


def _day(day: str) -> date | None:
    return date.fromisoformat(day) if day else None


class Answer:
    """Rows that a desk gave: ``arrow`` as they are, ``pandas()`` and ``polars()`` where those are installed."""

    def __init__(self, table: pa.Table) -> None:
        self.arrow = table

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return list(self.arrow.to_pylist())

    def pandas(self) -> Any:
        """A pandas frame; raises ImportError where pandas is missing."""
        return self.arrow.to_pandas()

    def polars(self) -> Any:
        """A polars frame; raises ImportError where polars is missing."""
        import polars

        return polars.from_arrow(self.arrow)


class Desk:
    """A desk as of its newest version, or as of a version or day (``at``); raises DeskError where there is none.

    ::

        desk = kawat.Desk("news")
        desk.claims(actor="RUS", recipient="UKR", event="ASSAULT").pandas()
        desk.sql("SELECT outlet, count(*) FROM quotes GROUP BY ALL").rows()

    ``desk`` is a folder, or an address on object storage (``s3://bucket/news``). ``memory`` limits what DuckDB takes for its
    answers, in megabytes (four fifths of the machine's unless told). Several threads may ask at the same time.
    """

    def __init__(self, desk: str | Path, at: int | date | datetime | None = None, *, memory: int | None = None) -> None:
        self.store = Store(desk)
        self._memory = memory
        if isinstance(at, date) and not isinstance(at, datetime):
            at = datetime.combine(at, time.max).astimezone()
        self.version = self.store.versions(at)["documents"]
        """The version that all answers are of, also when more is written meanwhile."""
        self._making: dict[str, threading.RLock] = {}
        self._made: dict[str, Any] = {}

    def _once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made by the first thread that asks for it."""
        if name not in self._made:
            with self._making.setdefault(name, threading.RLock()):
                if name not in self._made:
                    self._made[name] = make()
        found: T = self._made[name]
        return found

    @property
    def _connections(self) -> Connections:
        """The tables of this version, found once: on a large desk that takes most of a second."""
        return self._once("connections", lambda: Connections(self.store, self.version, self._memory))

    def sql(self, question: str, *values: Any, seconds: float = 60, named: dict[str, Any] | None = None) -> Answer:
        """The answer to one SELECT over the desk's tables (``kawat.desk.tables``).

        ``?`` stands for ``values`` in their order, or ``$name`` for ``named`` ones.

        ``claims`` has the corrections applied, ``claims_as_coded`` has not.
        Raises DeskError for what is no SELECT, is wrong, or takes longer than ``seconds``.
        """
        with self._connections.one() as connection:
            return Answer(answer(connection, question, seconds=seconds, values=named or list(values) or None))

    def batches(self, question: str, use: Callable[[pa.RecordBatchReader], T], *, seconds: float = 600) -> T:
        """What ``use`` makes of the answer to a question while it comes, batch by batch: for what is too large to be held."""
        with self._connections.one() as connection:
            made: T = answer(connection, question, seconds=seconds, use=lambda found: use(found.to_arrow_reader(BATCH)))
        return made

    def documents(self, *, outlet: str = "", since: str = "", until: str = "") -> Answer:
        """The newest revision of each article, by outlet and by day of publication (ISO 8601, both ends included)."""
        newest = "revision = (SELECT max(revision) FROM documents o WHERE o.key = documents.key)"
        return self._select("documents", {"outlet": outlet}, since, until, "reported", (newest,))

    def claims(
        self, *, actor: str = "", recipient: str = "", event: str = "", status: str = "", outlet: str = "", since: str = "",
        until: str = "",
    ) -> Answer:  # fmt: skip
        """Claims by their parties' codes, type, status and outlet, and by the day of the act (both ends included)."""
        parties = tuple(
            f"list_contains(list_transform({side}, lambda p: p.code), ?)"
            for side, code in (("actor", actor), ("recipient", recipient)) if code
        )  # fmt: skip
        plain = {"event": event, "status": status, "outlet": outlet}
        return self._select("claims", plain, since, until, "day", parties, tuple(filter(None, (actor, recipient))))

    def quotes(self, *, speaker: str = "", outlet: str = "", since: str = "", until: str = "") -> Answer:
        """Quotes by the speaker's code, the outlet and the day of the report (both ends included)."""
        more = ("speaker.code = ?",) if speaker else ()
        return self._select("quotes", {"outlet": outlet}, since, until, "reported", more, (speaker,) if speaker else ())

    def events(
        self, *, actor: str = "", recipient: str = "", event: str = "", status: str = "", story: str = "", outlet: str = "",
        country: str = "", since: str = "", until: str = "",
    ) -> Answer:  # fmt: skip
        """Events (``kawat.types.Event``) by their parties' codes, type, status, story, a reporting outlet, the country of their
        place, and the day of the act (both ends included).

        With an event come those columns of its evidence, the claim that shows it best: ``told_by`` (outlet), ``sentence``,
        ``word`` (the act's), ``document``, ``url`` and ``title``. Raises DeskError where claims were never merged.
        """
        self.needs_events()
        tests, values = [], []
        for side, code in (("actor", actor), ("recipient", recipient)):
            if code:
                tests.append(f"list_contains(list_transform(e.{side}, lambda p: p.code), ?)")
                values.append(code)
        plain = {"e.event": event, "e.status": status, "e.story": story, "e.place.country": country}
        tests += [f"{name} = ?" for name, value in plain.items() if value]
        values += filter(None, plain.values())
        if outlet:
            tests.append("list_contains(e.outlets, ?)")
            values.append(outlet)
        return self._between("SELECT * FROM events e", "e.day", tests, values, since, until, "e.day, e.id")

    def stories(self, *, outlet: str = "", words: str = "", since: str = "", until: str = "") -> Answer:
        """Stories (``kawat.types.Story``) by an outlet, words of the title, and by days on which they were told (ISO 8601)."""
        self.needs_events()
        tests = [*(["list_contains(outlets, ?)"] if outlet else []), *(["title ILIKE '%' || ? || '%'"] if words else [])]
        values: list[Any] = [*filter(None, (outlet, words))]
        for test, day in (("last >= ?", since), ("first <= ?", until)):
            if day:
                tests.append(test)
                values.append(date.fromisoformat(day))
        return self._between("SELECT * FROM stories", "first", tests, values, "", "", "first, id")

    @property
    def ledger(self) -> Ledger:
        """All events of this version in columns, made when it is first asked for (``kawat.relations.ledger``).

        Raises DeskError where claims were never merged.
        """
        return self._once("ledger", self._ledger)

    def _ledger(self) -> Ledger:
        from kawat.relations.ledger import QUESTION, Ledger

        self.needs_events()
        return Ledger(self.sql(QUESTION).arrow)

    def by_id(self, table: str, ids: Iterable[str], columns: Iterable[str] = ()) -> Answer:
        """The rows of ``documents``, ``claims``, ``events`` or ``stories`` with some ids, in the ids' order.

        On a desk that is ``warm`` only the months that they are of are read, of events not even these.
        """
        return Answer(self._lookup.by_id(table, ids, columns))

    def events_at(self, rows: Iterable[int], columns: Iterable[str] = ()) -> Answer:
        """The events of some rows of the ledger (``Ledger.chosen``, ``Ledger.between``), as ``events`` has them."""
        return Answer(self._lookup.at(rows, columns))

    def warm(self) -> None:
        """Makes what rows are found by: the ledger, its events laid out by row, the months of ids. It pays where many ask."""
        self._lookup.warm()

    def close(self) -> None:
        """Lets go of connections and of what was found once; a question after it begins anew."""
        self._made.clear()

    @property
    def _lookup(self) -> Lookup:
        return Lookup(self)

    def relation(
        self, a: str, b: str, *, by: By = "month", since: str = "", until: str = "", directed: bool = False,
        expand: Collection[str] = (), level: Of = "conflict",
    ) -> Answer:  # fmt: skip
        """How two sides get along, one row a period (``kawat.relations.drawing.COLUMNS``), with a level and its 90% interval.

        ``directed`` counts only what ``a`` did, ``expand`` names blocs that stand for their members of each day. Days are
        ISO 8601, both ends included; without ``since`` the series begins with the first event. Raises UnknownNameError for
        expanding what has no members.
        """
        import pyarrow as pa

        from kawat.relations import drawing
        from kawat.relations.series import first_day, series
        from kawat.relations.sides import side
        from kawat.relations.standing import levels

        one, two = (side(code, code in expand) for code in (a, b))
        start = _day(since) or first_day(self.ledger, one, two)
        made = series(self.ledger, one, two, by=by, directed=directed, since=start, until=_day(until))
        kinds = {"period": pa.string(), "events": pa.int64()} | dict.fromkeys(("negated", "unreal"), pa.int64())
        kinds |= {quad.replace(" ", "_"): pa.int64() for quad in QUADS}
        schema = pa.schema([(name, kinds.get(name, pa.float64())) for name in drawing.COLUMNS])
        return Answer(pa.Table.from_pylist(drawing.rows(made, levels(made, level)), schema=schema))

    def shifts(self, *, top: int = 20, by: By = "week", since: str = "", until: str = "") -> Answer:
        """Which relations moved most (``kawat.relations.shifts.Shift``), the largest change of the net score first."""
        import pyarrow as pa

        from kawat.relations.shifts import Shift, top_shifts

        found = top_shifts(self.ledger, by=by, since=_day(since), until=_day(until), top=top)
        kinds = {"date": pa.date32(), "events": pa.int64()} | dict.fromkeys(("a", "b", "way"), pa.string())
        schema = pa.schema([(name, kinds.get(name, pa.float64())) for name in Shift.__struct_fields__])
        return Answer(pa.Table.from_pylist([msgspec.structs.asdict(shift) for shift in found], schema=schema))

    def needs_events(self) -> None:
        """Raises DeskError where there are claims but no event: nobody has merged them."""
        found = self.sql("SELECT (SELECT count(*) FROM merges) AS merged, (SELECT count(*) FROM documents) AS documents").rows()[
            0
        ]
        if found["documents"] and not found["merged"]:
            raise DeskError(
                f"the claims of {self.store.place} were not merged yet. Run: kawat desk merge --desk {self.store.place}"
            )

    def unmerged(self) -> int:
        """How many corrections and recoded documents there are since claims were last merged; the events lack them still."""
        later = "(SELECT coalesce(max(time), '') FROM merges)"
        question = (
            f"SELECT (SELECT count(*) FROM corrections WHERE time > {later} AND verdict <> 'accept') + "
            f"(SELECT count(*) FROM codings WHERE time > {later} AND current) AS n"
        )
        return int(self.sql(question).rows()[0]["n"])

    def corrections(self) -> Answer:
        """What people said of claims, in the order in which they said it."""
        return self.sql("SELECT * FROM corrections ORDER BY time, id")

    def _select(
        self,
        table: str,
        plain: dict[str, str],
        since: str,
        until: str,
        day: str,
        more: tuple[str, ...] = (),
        given: tuple[str, ...] = (),
    ) -> Answer:
        tests = [*more, *(f"{name} = ?" for name, value in plain.items() if value)]
        values: list[Any] = [*given, *filter(None, plain.values())]
        order = f"{day}, {'id' if table != 'quotes' else 'document, number'}"
        return self._between(f"SELECT * FROM {table}", day, tests, values, since, until, order)

    def _between(
        self, question: str, day: str, tests: list[str], values: list[Any], since: str, until: str, order: str
    ) -> Answer:
        """The rows of a question that pass the tests and whose day lies within the limits."""
        tests, values = list(tests), list(values)
        for sign, limit in ((">=", since), ("<=", until)):
            if limit:
                tests.append(f"{day} {sign} ?")
                values.append(date.fromisoformat(limit))
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        return self.sql(f"{question}{where} ORDER BY {order}", *values)
