"""The store: Delta tables in one folder, read through DuckDB. It knows no coder and no source."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from kawat.errors import DeskError

try:
    import deltalake as _deltalake  # noqa: F401
    import duckdb as _duckdb  # noqa: F401
    import filelock as _filelock  # noqa: F401
    import pyarrow as pa
except ModuleNotFoundError as missing:
    raise DeskError(f"a desk needs {missing.name}, which is not installed. Run: pip install 'kawat[desk]'") from None

from kawat.desk.questions import ask
from kawat.desk.store import Store

__all__ = ["Answer", "Desk", "Store"]


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
    """

    def __init__(self, folder: str | Path, at: int | date | datetime | None = None) -> None:
        self.store = Store(folder)
        if isinstance(at, date) and not isinstance(at, datetime):
            at = datetime.combine(at, time.max).astimezone()
        self.version = self.store.versions(at)["documents"]
        """The version that all answers are of, also when more is written meanwhile."""

    def sql(self, question: str, *values: Any, seconds: float = 60) -> Answer:
        """The answer to one SELECT over the desk's tables (``kawat.desk.tables``); ``?`` stands for ``values``.

        ``claims`` has the corrections applied, ``claims_as_coded`` has not.
        Raises DeskError for what is no SELECT, is wrong, or takes longer than ``seconds``.
        """
        return Answer(ask(self.store, question, self.version, seconds=seconds, values=list(values) or None))

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
        for sign, limit in ((">=", since), ("<=", until)):
            if limit:
                tests.append(f"{day} {sign} ?")
                values.append(date.fromisoformat(limit))
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        return self.sql(
            f"SELECT * FROM {table}{where} ORDER BY {day}, {'id' if table != 'quotes' else 'document, number'}", *values
        )
