"""A page: a function from a question to a record, shown as HTML, JSON, CSV, SVG or PNG under one address.

``/relation/RUS/CHN`` is the page, ``/relation/RUS/CHN.json`` its record, ``.csv`` its table, ``.svg?chart=level`` and ``.png``
its pictures, all with the same query.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from markupsafe import Markup

from kawat.web.asked import Asked, Query

Table = tuple[list[str], list[Mapping[str, Any]]]
FORMATS = ("json", "csv", "svg", "png")
KINDS = {
    "html": "text/html", "json": "application/json", "csv": "text/csv",
    "svg": "image/svg+xml", "png": "image/png",
}  # fmt: skip


class NoSuchPage(Exception):
    """There is nothing under this address; the message says what is missing."""


@dataclass(frozen=True)
class Page:
    """``make`` gives a record (what ``.json`` writes); the template ``pages/NAME.html`` gets it as ``page``."""

    name: str
    """Its template and its file of words."""
    path: str
    """As Litestar writes it: ``/relation/{a:str}/{b:str}``."""
    make: Callable[[Asked], Any]
    query: type[Query] = Query
    table: Callable[[Any, Asked], Table] | None = None
    """The columns and rows of ``.csv``."""
    charts: Mapping[str, Callable[[Any, Asked], str]] = field(default_factory=dict)
    """SVG text by the name of each chart; the first one is drawn where no ``chart`` is named."""
    embeds: Callable[[Any, Asked, str], list[Markup]] | None = None
    """A chart as it stands in a page: for wide and for narrow screens, or one for both. Without it the page's own template
    has what ``?embed=1`` shows."""
    html: bool = True
    """Whether it is a page for people; otherwise its bare address gives JSON too."""
    cached: bool = True
    """Whether the answer depends on nothing but the address, the desk's version, language and theme."""


def as_json(record: Any) -> bytes:
    """The record as JSON, in two spaces."""
    return msgspec.json.format(msgspec.json.encode(record, enc_hook=str), indent=2)


def as_csv(columns: list[str], rows: list[Mapping[str, Any]]) -> bytes:
    """A table as CSV; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row.get(name)) for name in columns})
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "|".join(str(one) for one in value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value
