"""GDELT 2.0: the event table (61 columns) and the mentions table (16), both with tabs and without a head.

Columns and rules of values follow the GDELT Event Database codebook 2.0 (2015). What Kawat does not measure (tone, the places of
actors, ethnicity) stays empty. An id of GDELT's is a number: ours is a hash of the event's id, and ``keys.tsv`` leads back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from kawat.errors import ExportError
from kawat.export.codes import CameoActor, GeoFields, cameo_actor, geo_fields
from kawat.export.event import Actor, Event, Report
from kawat.ontology import cameo_codes
from kawat.ontology.cameo import base, quad_class, root

_ACTOR: tuple[str, ...] = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
_ACTOR += ("Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: tuple[str, ...] = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
    "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS: tuple[str, ...] = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
AT = {name: n for n, name in enumerate(COLUMNS)}
"""The place of each column of the event table, from 0."""
WEB, CITATION = "1", "2"
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
Row = tuple[str, ...]


def row(event: Event, number: int, actor: Actor | None, recipient: Actor | None) -> Row:
    """The row of one dyad of an event under a number; raises ExportError where the event has no day."""
    if not event.day:
        raise ExportError(f"event {event.id} has no day, which GDELT's table needs.")
    day = date.fromisoformat(event.day)
    fraction = day.year + ((day.month - 1) * 30 + day.day) / 365
    first = event.reports[0] if event.reports else None
    cells = (
        str(number), f"{day:%Y%m%d}", f"{day:%Y%m}", f"{day:%Y}", f"{fraction:.4f}",
        *cameo_actor(actor), *cameo_actor(recipient),
        str(int(first.lead)) if first else "1", event.cameo, base(event.cameo), root(event.cameo), str(quad_class(event.cameo)),
        f"{event.score:g}", str(len(event.reports) or 1), str(len(event.outlets) or 1), str(len(event.documents) or 1), "",
        *GeoFields(), *GeoFields(), *geo_fields(event.place),
        _stamp(first.published if first else "", event.day), _source(first, event),
    )  # fmt: skip
    return tuple(map(cell, cells))


def mentions(event: Event, number: int) -> Iterator[Row]:
    """The rows of an event's reports under the number of one of its dyads."""
    added = _stamp(event.reports[0].published if event.reports else "", event.day)
    for report in event.reports:
        web = report.url.startswith(("http://", "https://"))
        offsets = ("-1" if n is None else str(n) for n in (report.actor, report.recipient, report.action))
        cells = (
            str(number), added, _stamp(report.published, event.day), WEB if web else CITATION, _site(report),
            _source(report, event), str(report.sentence or 1), *offsets, "1", _percent(report.confidence), str(report.length),
            "", "", f"claim={report.claim}" if report.claim else "",
        )  # fmt: skip
        yield tuple(map(cell, cells))


def cell(words: str) -> str:
    """Words that fit into a cell: tabs, line breaks and control characters become a space."""
    return _BREAKS.sub(" ", words)


def _stamp(published: str, day: str) -> str:
    """A moment as YYYYMMDDHHMMSS in UTC; midnight where only a day is known."""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        moment = datetime.fromisoformat(day)
    return f"{(moment.astimezone(UTC) if moment.tzinfo else moment):%Y%m%d%H%M%S}"


def _source(report: Report | None, event: Event) -> str:
    """An article's address, or a citation of it where it has none."""
    if report is None:
        return event.documents[0] if event.documents else ""
    if report.url:
        return report.url
    title = f"“{report.title}”" if report.title else ""
    return ", ".join(filter(None, (report.outlet, title, report.published[:10], report.document)))


def _site(report: Report) -> str:
    return urlsplit(report.url).hostname or report.outlet if report.url else report.outlet


def _percent(confidence: float | None) -> str:
    """GDELT's confidence: 10 to 100 in tens; "" where there is none."""
    return "" if confidence is None else str(min(100, max(10, round(confidence * 10) * 10)))


# --- what a row has to look like

_WHOLE = re.compile(r"-?\d+")
_COUNTRY = re.compile(r"[A-Z]{3}|")
_CODE = re.compile(r"([A-Z]{3}){0,5}")
_STAMP = re.compile(r"\d{14}")


def check(row: Row) -> None:
    """Raises ExportError, naming row and column, for a row of the event table that breaks the codebook's rules."""
    if len(row) != len(COLUMNS):
        raise ExportError(f"event {row[0] if row else '?'}: {len(row)} columns, where GDELT 2.0 has {len(COLUMNS)}.")
    for name, good in _rules(row):
        if not good:
            raise ExportError(f"event {row[0]}: {name} {row[AT[name]]!r} is none that GDELT 2.0 allows.")


def _rules(row: Row) -> Iterator[tuple[str, bool]]:
    code = row[AT["EventCode"]]
    yield "GLOBALEVENTID", bool(_WHOLE.fullmatch(row[0]))
    yield "SQLDATE", _is_day(row[AT["SQLDATE"]])
    yield "MonthYear", row[AT["MonthYear"]] == row[AT["SQLDATE"]][:6]
    yield "Year", row[AT["Year"]] == row[AT["SQLDATE"]][:4]
    yield "EventCode", code in cameo_codes()
    yield "EventBaseCode", row[AT["EventBaseCode"]] == base(code)
    yield "EventRootCode", row[AT["EventRootCode"]] == root(code)
    yield "QuadClass", row[AT["QuadClass"]] == str(quad_class(code))
    yield "GoldsteinScale", _within(row[AT["GoldsteinScale"]], 10)
    yield "IsRootEvent", row[AT["IsRootEvent"]] in ("0", "1")
    for n in (1, 2):
        yield f"Actor{n}Code", bool(_CODE.fullmatch(row[AT[f"Actor{n}Code"]]))
        yield f"Actor{n}CountryCode", bool(_COUNTRY.fullmatch(row[AT[f"Actor{n}CountryCode"]]))
    for name in ("NumMentions", "NumSources", "NumArticles"):
        yield name, row[AT[name]].isdigit()
    for who in ("Actor1", "Actor2", "Action"):
        yield f"{who}Geo_Type", row[AT[f"{who}Geo_Type"]] in tuple("012345")
        yield f"{who}Geo_Lat", _within(row[AT[f"{who}Geo_Lat"]] or "0", 90)
        yield f"{who}Geo_Long", _within(row[AT[f"{who}Geo_Long"]] or "0", 180)
    yield "DATEADDED", bool(_STAMP.fullmatch(row[AT["DATEADDED"]]))


def check_mention(row: Row) -> None:
    """Raises ExportError for a row of the mentions table that breaks the codebook's rules."""
    if len(row) != len(MENTIONS):
        raise ExportError(f"mention of {row[0] if row else '?'}: {len(row)} columns, where GDELT 2.0 has {len(MENTIONS)}.")
    at = dict(zip(MENTIONS, row, strict=True))
    numbers = (*MENTIONS[6:11], "MentionDocLen", "MentionType")
    wrong = [name for name in numbers if not _WHOLE.fullmatch(at[name])]
    wrong += [name for name in ("EventTimeDate", "MentionTimeDate") if not _STAMP.fullmatch(at[name])]
    if wrong:
        raise ExportError(f"mention of {row[0]}: {wrong[0]} {at[wrong[0]]!r} is none that GDELT 2.0 allows.")


def _is_day(words: str) -> bool:
    try:
        return len(words) == 8 and words.isdigit() and bool(date.fromisoformat(words))
    except ValueError:
        return False


def _within(words: str, limit: float) -> bool:
    try:
        return -limit <= float(words) <= limit
    except ValueError:
        return False


def actor_fields(row: Row, n: int) -> CameoActor:
    """The columns of a row's first or second actor."""
    start = AT[f"Actor{n}Code"]
    return CameoActor(*row[start : start + len(_ACTOR)])


def geo(row: Row) -> GeoFields:
    """The columns of a row's place of action."""
    start = AT["ActionGeo_Type"]
    return GeoFields(*row[start : start + len(_GEO)])
