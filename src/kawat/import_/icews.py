"""ICEWS event files (20 columns, with tabs and a head; .tab, .tsv, .zip or .gz) as events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kawat.export.codes import country_of, sector_of
from kawat.export.event import Actor, Event, Location, Report, typed
from kawat.export.icews import AT, COLUMNS, Row
from kawat.import_.lines import Receipt, Tell, coded, rows
from kawat.import_.parties import party
from kawat.ontology import cameo_codes

CODER = "ICEWS"
# What stands for a missing value: in R's exports, in those of the data base, in none.
_MISSING = frozenset({"NA", "NULL", ""})


def icews_rows(path: str | Path, receipt: Receipt | None = None, tell: Tell | None = None) -> Iterator[tuple[str, Row]]:
    """The rows of an ICEWS file as they are, with their places ("file, line 7"); bad ones are counted, told and left out."""
    return rows(Path(path), len(COLUMNS), COLUMNS[0], receipt if receipt is not None else Receipt(), tell)


def icews(path: str | Path, receipt: Receipt | None = None, tell: Tell | None = None) -> Iterator[Event]:
    """The events of an ICEWS file, one a line, one line at a time; bad lines as in ``gdelt``. Scores are ICEWS' own."""
    receipt = receipt if receipt is not None else Receipt()
    yield from coded(icews_rows(path, receipt, tell), "CAMEO Code", AT["CAMEO Code"], event_of, receipt, tell)


def event_of(row: Row) -> Event:
    """The event of a row with a CAMEO code; raises ValueError for a date or number that is none."""
    cells = {name: "" if cell in _MISSING else cell for name, cell in zip(COLUMNS, row, strict=True)}
    event, mode, quad = typed(cells["CAMEO Code"])
    day = date.fromisoformat(cells["Event Date"]).isoformat()
    story = f"icews:{cells['Story ID']}" if cells["Story ID"] else f"icews:{cells['Event ID']}"
    report = Report(
        document=story, outlet=cells["Publisher"], published=day, sentence=int(cells["Sentence Number"] or 1),
        lead=cells["Sentence Number"] in ("", "1"),
    )  # fmt: skip
    return Event(
        id=f"icews:{cells['Event ID']}", event=event, cameo=cells["CAMEO Code"], quad=quad, mode=mode,
        score=float(cells["Intensity"]) if cells["Intensity"] else cameo_codes()[cells["CAMEO Code"]].score, day=day,
        actors=_actor(cells, "Source", day), recipients=_actor(cells, "Target", day), place=_place(cells), coder=CODER,
        documents=(story,), outlets=(cells["Publisher"],) if cells["Publisher"] else (), reports=(report,),
    )  # fmt: skip


def _actor(cells: dict[str, str], side: str, day: str) -> tuple[Actor, ...]:
    name, sectors, country = (cells[f"{side} {what}"] for what in ("Name", "Sectors", "Country"))
    if not name:
        return ()
    code = country_of(country)
    return (Actor(code, sector_of(sectors), name) if code else party(name, day),)


def _place(cells: dict[str, str]) -> Location | None:
    country = country_of(cells["Country"])
    name = cells["City"] or cells["District"] or cells["Province"] or cells["Country"]
    if not name:
        return None
    degrees = [float(cells[name]) if cells[name] else None for name in ("Latitude", "Longitude")]
    return Location(name, country, cells["Province"], cells["District"], *degrees)
