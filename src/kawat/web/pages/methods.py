"""Metode: how the figures come about, from the code's own versions and constants, and what it is known to get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from kawat import __version__
from kawat.coders import DEFAULT
from kawat.events.copies import REACH as COPY_DAYS
from kawat.events.copies import SHARE
from kawat.events.matching import REACH as MATCH_DAYS
from kawat.ingest.merge import AFTER, BEFORE, RULES
from kawat.relations import acts, article, level, shifts
from kawat.web.asked import Asked
from kawat.web.page import Page, Table

SECONDS = 20.0
LEVELS = ("any", "quad", "event", "dyad", "full", "quote", "speaker")
FAILURES = ("missed", "parties", "plural", "status", "modes", "stories", "late", "outlets")


class Constant(msgspec.Struct, frozen=True):
    """A number of the method: its key among the page's words, its value, and the name that the code has for it."""

    key: str
    value: float
    name: str


class Methods(msgspec.Struct, frozen=True):
    """The page's record; ``quality`` are the F1 figures of the reader that ships (its model card has them all)."""

    kawat: str
    desk: dict[str, Any]
    coders: dict[str, int]
    reader: str
    quality: dict[str, Any]
    merge_rules: str
    constants: dict[str, list[Constant]]
    failures: list[str]
    citation: str
    bibtex: str


def constants() -> dict[str, list[Constant]]:
    """The constants by step of the line, as the code has them now."""
    return {
        "events": [
            Constant("shingle_share", SHARE, "events.copies.SHARE"),
            Constant("copy_days", COPY_DAYS, "events.copies.REACH"),
            Constant("match_days", MATCH_DAYS, "events.matching.REACH"),
            Constant("before_days", BEFORE, "ingest.merge.BEFORE"),
            Constant("after_days", AFTER, "ingest.merge.AFTER"),
        ],
        "relations": [
            Constant("request_weight", article.REQUEST_WEIGHT, "relations.article.REQUEST_WEIGHT"),
            Constant("doubt", acts.DOUBT, "relations.acts.DOUBT"),
            Constant("ninety", level.NINETY, "relations.level.NINETY"),
        ],
        "shifts": [
            Constant("sure", shifts.SURE, "relations.shifts.SURE"),
            Constant("fewest", shifts.FEWEST, "relations.shifts.FEWEST"),
            Constant("fewest_periods", shifts.FEWEST_PERIODS, "relations.shifts.FEWEST_PERIODS"),
            Constant("per_year", shifts.PER_YEAR, "relations.shifts.PER_YEAR"),
            Constant("look_back", shifts.LOOK_BACK, "relations.shifts.LOOK_BACK"),
        ],
    }


@cache
def quality() -> dict[str, Any]:
    """The figures of the model card that ship with the reader."""
    text = files("kawat.claims.reader").joinpath("quality.json").read_bytes()
    figures: dict[str, Any] = msgspec.json.decode(text)
    return figures


@cache
def reader_version() -> str:
    """The version of the reader that ships, without loading it."""
    settings = files("kawat.claims.reader").joinpath("model", "settings.json").read_bytes()
    return str(msgspec.json.decode(settings)["version"])


def make(asked: Asked) -> Methods:
    """The page's record."""
    desk = asked.holder.cached("methods", _desk)
    year = (desk["written"] or "")[:4]
    told = {"name": desk["name"], "version": desk["version"], "kawat": __version__, "year": year}
    citation = asked.t("methods.cite", **told)
    title = asked.t("methods.cite_title", **told)
    bibtex = (
        f"@misc{{kawat-desk-{desk['version']},\n  title = {{{_tex(title)}}},\n  author = {{{{Kawat}}}},\n  year = {{{year}}},\n"
        f"  howpublished = {{Kawat {__version__}}}\n}}\n"
    )
    return Methods(
        __version__, desk, desk["coders"], reader_version(), quality(), RULES, constants(), list(FAILURES), citation, bibtex
    )


def _tex(words: str) -> str:
    return "".join(f"\\{c}" if c in "&%$#_{}" else c for c in words.replace("“", "``").replace("”", "''"))


def _desk(desk: Any) -> dict[str, Any]:
    """What the desk holds and who coded it."""
    rows = desk.sql("SELECT coder, count(*) AS n FROM claims GROUP BY coder ORDER BY n DESC, coder", seconds=SECONDS).rows()
    facts = (
        "SELECT (SELECT count(*) FROM documents) AS articles, (SELECT count(DISTINCT outlet) FROM documents) AS outlets, "
        "(SELECT count(*) FROM claims) AS claims, (SELECT count(*) FROM events) AS events, "
        "(SELECT count(*) FROM stories) AS stories, (SELECT count(*) FROM corrections) AS corrections"
    )
    found: dict[str, Any] = desk.sql(facts, seconds=SECONDS).rows()[0]
    return found | {
        "name": desk.store.place.name, "version": desk.version, "written": desk.store.moment(desk.version),
        "coders": {row["coder"]: row["n"] for row in rows}, "default": DEFAULT,
    }  # fmt: skip


def table(record: Methods, asked: Asked) -> Table:
    """The constants as rows."""
    rows: list[Mapping[str, Any]] = [
        {"step": step, "name": one.name, "value": one.value} for step, some in record.constants.items() for one in some
    ]
    return ["step", "name", "value"], rows


PAGE = Page("methods", "/methods", make, table=table)
