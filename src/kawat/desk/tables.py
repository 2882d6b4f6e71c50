"""The desk's tables: their columns, and records as rows.

Every table has a ``month`` ("2022-06", "undated"), by which its files are kept apart. Offsets count Unicode code points of
the document's ``text`` unless a span's ``field`` says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import pyarrow as pa

from kawat.actors.registry import split_code
from kawat.types import Claim, Coded, Document, Event, Quote, Sentence, Story

UNDATED = "undated"
_HALF = re.compile("[\ud800-\udfff]")
_TEXT, _NUMBER, _DAY, _REAL = pa.string(), pa.int32(), pa.date32(), pa.float32()
_WORDS = pa.list_(_TEXT)
_SPAN = pa.struct([("start", _NUMBER), ("end", _NUMBER), ("text", _TEXT), ("field", _TEXT)])
_PARTY = pa.struct([("code", _TEXT), ("sector", _TEXT), ("name", _TEXT), ("start", _NUMBER), ("end", _NUMBER), ("text", _TEXT)])
_DATE = pa.struct([("value", _TEXT), ("precision", _TEXT), ("basis", _TEXT), ("start", _NUMBER), ("end", _NUMBER)])
_PLACE = pa.struct([("name", _TEXT), ("country", _TEXT), ("start", _NUMBER), ("end", _NUMBER), ("text", _TEXT)])
# A party of an event; the code goes without its sector.
_CODES = pa.list_(pa.struct([("code", _TEXT), ("sector", _TEXT)]))
# A place as the gazetteer has it (kawat.places).
_RESOLVED = pa.struct(
    [
        ("mention", _TEXT), ("name", _TEXT), ("geonameid", pa.int64()), ("latitude", pa.float64()), ("longitude", pa.float64()),
        ("kind", _TEXT), ("country", _TEXT), ("region", _TEXT), ("code", _TEXT), ("claimants", _WORDS), ("score", _REAL),
        ("why", _WORDS),
    ]
)  # fmt: skip
# What every row repeats of its document, so that questions need not join.
_OF_DOCUMENT = [("document", _TEXT), ("outlet", _TEXT), ("language", _TEXT), ("reported", _DAY)]

SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [
            ("id", _TEXT), ("key", _TEXT), ("revision", _NUMBER), ("url", _TEXT), ("outlet", _TEXT), ("title", _TEXT),
            ("byline", _TEXT), ("editor", _TEXT), ("place", _TEXT), ("published", _TEXT), ("reported", _DAY),
            ("language", _TEXT), ("text", _TEXT), ("caption", _TEXT), ("credit", _TEXT), ("tags", _WORDS),
            ("related", pa.list_(pa.struct([("title", _TEXT), ("url", _TEXT)]))), ("fetched", _TEXT), ("source", _TEXT),
            ("notes", _WORDS), ("coder", _TEXT), ("month", _TEXT),
        ]
    ),
    "sentences": pa.schema(
        [("document", _TEXT), ("field", _TEXT), ("index", _NUMBER), ("start", _NUMBER), ("end", _NUMBER), ("month", _TEXT)]
    ),
    "claims": pa.schema(
        [
            ("id", _TEXT), *_OF_DOCUMENT, ("coder", _TEXT), ("event", _TEXT), ("mode", _TEXT), ("contexts", _WORDS),
            ("quad", _TEXT), ("score", _REAL), ("actor", pa.list_(_PARTY)), ("recipient", pa.list_(_PARTY)),
            ("status", _TEXT), ("said_by", _PARTY), ("via", _TEXT), ("trigger", _SPAN), ("sentence", _SPAN),
            ("date", _DATE), ("day", _DAY), ("place", _PLACE), ("cameo", _TEXT), ("confidence", _REAL), ("why", _WORDS),
            ("origin", _TEXT), ("month", _TEXT),
        ]
    ),
    "quotes": pa.schema(
        [
            *_OF_DOCUMENT, ("coder", _TEXT), ("number", _NUMBER), ("speaker", _PARTY), ("cue", _SPAN), ("content", _SPAN),
            ("direct", pa.bool_()), ("via", _TEXT), ("origin", _TEXT), ("month", _TEXT),
        ]
    ),
    "receipts": pa.schema(
        [
            ("id", _TEXT), ("started", _TEXT), ("finished", _TEXT), ("command", _TEXT), ("source", _TEXT), ("coder", _TEXT),
            ("kawat", _TEXT), ("ended", _TEXT), ("counts", pa.map_(_TEXT, pa.int64())), ("dropped", pa.map_(_TEXT, pa.int64())),
            ("month", _TEXT),
        ]
    ),
    # Documents that brought the coder down (kawat.engines.local); ``id`` is the one that they would have in ``documents``.
    "quarantine": pa.schema(
        [
            ("id", _TEXT), ("source", _TEXT), ("url", _TEXT), ("title", _TEXT), ("reason", _TEXT), ("words", _TEXT),
            ("coder", _TEXT), ("kawat", _TEXT), ("time", _TEXT), ("month", _TEXT),
        ]
    ),
    # Pieces of sources that are in the desk as a whole (kawat.ingest.spread); ``id`` says which piece of which file.
    "shards": pa.schema(
        [
            ("id", _TEXT), ("source", _TEXT), ("coder", _TEXT), ("read", _NUMBER), ("new", _NUMBER), ("failed", _NUMBER),
            ("quarantined", _NUMBER), ("seconds", _REAL), ("time", _TEXT), ("month", _TEXT),
        ]
    ),
    # A judgement on a claim and, of the claim's own columns, the new values of those that ``changed`` names.
    "corrections": pa.schema(
        [
            ("id", _TEXT), ("claim", _TEXT), ("document", _TEXT), ("verdict", _TEXT), ("by", _TEXT), ("time", _TEXT),
            ("why", _TEXT), ("changed", _WORDS), ("event", _TEXT), ("mode", _TEXT), ("contexts", _WORDS), ("quad", _TEXT),
            ("score", _REAL), ("actor", pa.list_(_PARTY)), ("recipient", pa.list_(_PARTY)), ("status", _TEXT),
            ("said_by", _PARTY), ("via", _TEXT), ("date", _DATE), ("day", _DAY), ("place", _PLACE), ("cameo", _TEXT),
            ("month", _TEXT),
        ]
    ),
    # Which coder's claims count for a document that was coded again: those of the last row that is ``current``.
    "codings": pa.schema(
        [("document", _TEXT), ("coder", _TEXT), ("time", _TEXT), ("current", pa.bool_()), ("month", _TEXT)]
    ),
    # What became of an alert on a channel (kawat.watch.alerts): the last row of an id and channel counts. ``alert`` (JSON),
    # ``causes`` and ``topic`` stand in its first row.
    "alerts": pa.schema(
        [
            ("id", _TEXT), ("channel", _TEXT), ("state", _TEXT), ("time", _TEXT), ("rule", _TEXT), ("kind", _TEXT),
            ("headline_id", _TEXT), ("headline_en", _TEXT), ("url", _TEXT), ("topic", _TEXT), ("causes", _WORDS),
            ("alert", _TEXT), ("attempts", _NUMBER), ("next", _TEXT), ("why", _TEXT), ("month", _TEXT),
        ]
    ),
    # What follows from claims and documents; each month is made anew when these have changed (kawat.ingest.merge).
    "events": pa.schema(
        [
            ("id", _TEXT), ("event", _TEXT), ("mode", _TEXT), ("quad", _TEXT), ("score", _REAL), ("actor", _CODES),
            ("recipient", _CODES), ("status", _TEXT), ("day", _DAY), ("first", _DAY), ("last", _DAY), ("reports", _NUMBER),
            ("outlets", _WORDS), ("claims", _WORDS), ("documents", _WORDS), ("evidence", _TEXT), ("place", _RESOLVED),
            # Of the evidence, the claim that shows the act best: its outlet, sentence and act word, and its article.
            ("told_by", _TEXT), ("sentence", _TEXT), ("word", _TEXT), ("document", _TEXT), ("url", _TEXT), ("title", _TEXT),
            ("statuses", pa.list_(pa.struct([("status", _TEXT), ("claims", _NUMBER)]))), ("said_by", _WORDS),
            ("story", _TEXT), ("contradicted", _WORDS), ("month", _TEXT),
        ]
    ),
    "stories": pa.schema(
        [
            ("id", _TEXT), ("title", _TEXT), ("first", _DAY), ("last", _DAY), ("documents", _WORDS), ("copies", _WORDS),
            ("outlets", _WORDS), ("languages", _WORDS), ("month", _TEXT),
        ]
    ),
    "places": pa.schema([("claim", _TEXT), ("document", _TEXT), *_RESOLVED, ("month", _TEXT)]),
    # What each month was made from (``inputs``: a hash) and what came of it.
    "merges": pa.schema(
        [
            ("inputs", _TEXT), ("documents", _NUMBER), ("claims", _NUMBER), ("events", _NUMBER), ("stories", _NUMBER),
            ("time", _TEXT), ("month", _TEXT),
        ]
    ),
    # What a watch knows of each address (kawat.watch.state): the row with the highest ``seq`` of a kind and address holds.
    "watch": pa.schema(
        [
            ("seq", pa.int64()), ("kind", _TEXT), ("address", _TEXT), ("url", _TEXT), ("source", _TEXT), ("status", _TEXT),
            ("reason", _TEXT), ("facts", _TEXT), ("etag", _TEXT), ("modified", _TEXT), ("title", _TEXT), ("published", _TEXT),
            ("outlet", _TEXT), ("language", _TEXT), ("content", _TEXT), ("document", _TEXT), ("same", _TEXT), ("text", _TEXT),
            ("tries", _NUMBER), ("checks", _NUMBER), ("quiet", _NUMBER), ("first", pa.float64()), ("last", pa.float64()),
            ("due", pa.float64()), ("month", _TEXT),
        ]
    ),
}  # fmt: skip
# The tables that hang on a document, in the order in which they are written; the document itself comes last.
PARTS = ("sentences", "claims", "quotes")
MADE = ("places", "stories", "events", "merges")
"""The tables that are made of the others, month by month."""


def day_of(published: str) -> date | None:
    """The day of an ISO 8601 date or date and time; None where it has none."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def month_of(published: str) -> str:
    """The month that a document's rows are kept under."""
    day = day_of(published)
    return day.isoformat()[:7] if day else UNDATED


def key_of(document: Document) -> str:
    """What the versions of one article share: its address, or its own id where it has none."""
    return document.url.split("#")[0].rstrip("/") or document.id


def rows(
    document: Document, revision: int, sentences: Iterable[tuple[str, Sentence]], coded: Coded, coder: str
) -> dict[str, list[Any]]:
    """The rows of one document, by table; ``sentences`` with the field that they stand in (``title`` or ``text``)."""
    month, reported = month_of(document.published), day_of(document.published)
    language = document.language or coded.language
    shared = {"document": document.id, "outlet": document.outlet, "language": language, "reported": reported, "month": month}
    of_document = msgspec.to_builtins(document) | {
        "key": key_of(document), "revision": revision, "reported": reported, "language": language, "month": month, "coder": coder,
        "notes": [*document.notes, *(note for note in coded.notes if note not in document.notes)],
    }  # fmt: skip
    of_document["related"] = [{"title": link.title, "url": link.url} for link in document.related]
    return {
        "sentences": [
            {"document": document.id, "field": name, "index": s.index, "start": s.start, "end": s.end, "month": month}
            for name, s in sentences
        ],
        "claims": [_claim(claim, reported) | shared for claim in coded.claims],
        "quotes": [_quote(quote, number, coder) | shared for number, quote in enumerate(coded.quotes)],
        "documents": [of_document],
    }


def _claim(claim: Claim, reported: date | None) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(claim)
    row["day"] = (day_of(claim.date.value) if claim.date and claim.date.precision == "day" else None) or reported
    row["trigger"], row["sentence"] = _span(row["trigger"]), _span(row["sentence"])
    return row


def _quote(quote: Quote, number: int, coder: str) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(quote)
    row |= {"cue": _span(row["cue"]), "content": _span(row["content"])}
    return row | {"number": number, "coder": coder}


def event_row(
    event: Event, evidence: Mapping[str, Any], article: Mapping[str, Any], places: Sequence[Mapping[str, Any]], month: str
) -> dict[str, Any]:
    """The row of an event from its evidence (a row of ``claims``) and the article that this stands in.

    ``places`` are rows of ``places`` for its claims, of which the most frequent one is the event's.
    """
    row: dict[str, Any] = msgspec.structs.asdict(event)
    for side in ("actor", "recipient"):
        row[side] = [dict(zip(("code", "sector"), split_code(full))) for full in row[side]]
    row |= {name: day_of(row[name]) for name in ("day", "first", "last")}
    row["statuses"] = [{"status": status, "claims": count} for status, count in event.statuses]
    counts = Counter((place["geonameid"], place["name"]) for place in places if place["name"])
    row["place"] = None
    if counts:
        most = max(counts, key=lambda key: (counts[key], str(key)))
        row["place"] = next(dict(place) for place in places if (place["geonameid"], place["name"]) == most)
    elif event.place:
        row["place"] = {"mention": event.place, "country": event.country, "claimants": [], "why": []}
    row |= {"told_by": evidence["outlet"], "sentence": evidence["sentence"]["text"], "word": evidence["trigger"]["text"]}
    row |= {"document": article["id"], "url": article["url"], "title": article["title"]}
    return row | {"month": month}


def story_row(story: Story, month: str) -> dict[str, Any]:
    """The row of a story."""
    row: dict[str, Any] = msgspec.structs.asdict(story)
    return row | {"first": day_of(story.first), "last": day_of(story.last), "month": month}


def _span(span: dict[str, Any] | None) -> dict[str, Any] | None:
    return span and {"field": "text"} | span


def table(name: str, records: list[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the columns of ``SCHEMAS[name]``; what is missing is null."""
    try:
        return pa.Table.from_pylist(records, schema=SCHEMAS[name])
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_whole(record) for record in records], schema=SCHEMAS[name])


def _whole(value: Any) -> Any:
    """A value whose strings hold no half of a character pair (of file names in another encoding, say)."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, list | tuple) else value
