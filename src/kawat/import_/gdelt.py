"""GDELT 2.0 event files (61 columns, with tabs, without a head; .CSV, .zip or .gz) as events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from kawat.export.codes import actor_of, location_of
from kawat.export.event import Event, Report, typed
from kawat.export.gdelt import AT, COLUMNS, MENTIONS, Row, actor_fields, geo
from kawat.import_.lines import Receipt, Tell, coded, rows
from kawat.ontology import cameo_codes

CODER = "GDELT 2.0"


def gdelt_rows(path: str | Path, receipt: Receipt | None = None, tell: Tell | None = None) -> Iterator[tuple[str, Row]]:
    """The rows of an event file as they are, with their places ("file, line 7"); bad ones are counted, told and left out."""
    receipt = receipt if receipt is not None else Receipt()
    return rows(Path(path), len(COLUMNS), COLUMNS[0], receipt, tell)


def gdelt_mentions(path: str | Path, receipt: Receipt | None = None, tell: Tell | None = None) -> Iterator[tuple[str, Row]]:
    """The rows of a mentions file (16 columns) as they are, with their places."""
    return rows(Path(path), len(MENTIONS), MENTIONS[0], receipt if receipt is not None else Receipt(), tell)


def gdelt(path: str | Path, receipt: Receipt | None = None, tell: Tell | None = None) -> Iterator[Event]:
    """The events of a GDELT 2.0 file, one a line, one line at a time.

    Lines with another number of columns, no date or a code that is none of CAMEO's are counted in ``receipt``, told, and left
    out. Scores are GDELT's own. Raises SourceError for a file that cannot be read.
    """
    receipt = receipt if receipt is not None else Receipt()
    yield from coded(gdelt_rows(path, receipt, tell), "EventCode", AT["EventCode"], event_of, receipt, tell)


def event_of(row: Row) -> Event:
    """The event of a row with a CAMEO code; raises ValueError for a date or number that is none."""
    code, scale, source = row[AT["EventCode"]], row[AT["GoldsteinScale"]], row[AT["SOURCEURL"]]
    event, mode, quad = typed(code)
    sides = [actor_of(actor_fields(row, n)) for n in (1, 2)]
    outlet = urlsplit(source).hostname or "" if source.startswith(("http://", "https://")) else ""
    url = source if outlet else ""
    report = Report(
        document=source or f"gdelt:{row[0]}", url=url, outlet=outlet, published=_moment(row[AT["DATEADDED"]]),
        lead=row[AT["IsRootEvent"]] == "1",
    )  # fmt: skip
    return Event(
        id=f"gdelt:{row[0]}", event=event, cameo=code, quad=quad, mode=mode,
        score=float(scale) if scale else cameo_codes()[code].score, day=_day(row[AT["SQLDATE"]]),
        actors=(sides[0],) if sides[0] else (), recipients=(sides[1],) if sides[1] else (), place=location_of(geo(row)),
        coder=CODER, documents=(report.document,), outlets=(outlet,) if outlet else (), reports=(report,),
    )  # fmt: skip


def _day(words: str) -> str:
    if len(words) != 8 or not words.isdigit():
        raise ValueError(f"SQLDATE {words!r} is no day")
    return date.fromisoformat(words).isoformat()


def _moment(words: str) -> str:
    return f"{datetime.fromisoformat(f'{words[:8]}T{words[8:]}').isoformat()}+00:00" if words else ""
