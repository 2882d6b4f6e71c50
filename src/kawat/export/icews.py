"""ICEWS: one dyad a row, 20 columns with tabs and a head, as on the Harvard Dataverse; what is missing is ``NA``."""

from __future__ import annotations

import re
from datetime import date

from kawat.actors.registry import country_names
from kawat.errors import ExportError
from kawat.export.codes import degrees, english, icews_country, icews_sectors
from kawat.export.event import Actor, Event, number
from kawat.export.gdelt import cell
from kawat.ontology import cameo_codes
from kawat.ontology.cameo import icews_names

COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province",
    "Country", "Latitude", "Longitude",
)  # fmt: skip
AT = {name: n for n, name in enumerate(COLUMNS)}
"""The place of each column, from 0."""
MISSING = "NA"
_WHOLE = re.compile(r"\d+")
Row = tuple[str, ...]


def row(event: Event, id: int, actor: Actor, recipient: Actor) -> Row:
    """The row of one dyad of an event under a number; raises ExportError where the event has no day."""
    if not event.day:
        raise ExportError(f"event {event.id} has no day, which ICEWS' table needs.")
    first = event.reports[0] if event.reports else None
    story = event.documents[0] if event.documents else event.id
    cells = (
        str(id), event.day, *_side(actor), icews_names()[event.cameo], event.cameo, f"{event.score:g}", *_side(recipient),
        str(number(story)), str(first.sentence or 1) if first else "1", event.outlets[0] if event.outlets else "", *_place(event),
    )  # fmt: skip
    return tuple(cell(words) or MISSING for words in cells)


def _side(actor: Actor) -> tuple[str, str, str]:
    return english(actor) or actor.code, icews_sectors(actor), icews_country(actor.code)


def _place(event: Event) -> tuple[str, str, str, str, str, str]:
    place = event.place
    if place is None:
        return "", "", "", "", "", ""
    nation = icews_country(place.country)
    nations = {nation, country_names("en").get(place.country), country_names("id").get(place.country)}
    city = "" if place.name in nations else place.name
    return city, place.district, place.region, nation, degrees(place.latitude), degrees(place.longitude)


def check(row: Row) -> None:
    """Raises ExportError, naming row and column, for a row that is none of ICEWS'."""
    if len(row) != len(COLUMNS):
        raise ExportError(f"event {row[0] if row else '?'}: {len(row)} columns, where ICEWS has {len(COLUMNS)}.")
    at = dict(zip(COLUMNS, row, strict=True))
    wrong = [name for name in ("Event ID", "Sentence Number") if not _WHOLE.fullmatch(at[name])]
    wrong += [name for name in ("Source Name", "Target Name", "Event Text") if at[name] in ("", MISSING)]
    wrong += ["CAMEO Code"] if at["CAMEO Code"] not in cameo_codes() else []
    limits = (("Intensity", 10.0), ("Latitude", 90.0), ("Longitude", 180.0))
    wrong += [name for name, limit in limits if not _within(at[name], limit)]
    try:
        date.fromisoformat(at["Event Date"])
    except ValueError:
        wrong.append("Event Date")
    if wrong:
        raise ExportError(f"event {row[0]}: {wrong[0]} {at[wrong[0]]!r} is none that ICEWS has.")


def _within(words: str, limit: float) -> bool:
    try:
        return words == MISSING or -limit <= float(words) <= limit
    except ValueError:
        return False
