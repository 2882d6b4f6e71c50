"""The registry of actors: who carries which code, by which names, in which office, from when to when.

The records live in reviewable CSV files (``actors/data``); each row names its source. A user's overlay
(``overlay.py``) adds rows or overrides them. Codes follow the codebook, section 4: an ISO 3166-1 alpha-3
code, or a body's short name, with a sector behind a dot where one is known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kawat.errors import DataError

LATEST = "9999"


class Entry(NamedTuple):
    """One thing that a name may stand for.

    ``kind``: ``name``, ``demonym``, ``capital``, ``metonym``, ``place``, ``abbreviation``, ``historic``
    (countries), ``body``, ``group``, ``person``, ``role``. ``start`` and ``until`` are ISO dates of any
    precision ("" = open). ``office`` is set for people and for role nouns that name one office.
    ``care`` marks treacherous names: ``state``, ``person``, ``word`` or ``prefix``.
    """

    code: str
    sector: str
    kind: str
    name: str
    office: str = ""
    start: str = ""
    until: str = ""
    care: str = ""
    detail: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether the entry's term covers the ISO day ``day`` (any precision; "" is always covered)."""
        return not day or ((self.start or "")[: len(day)] <= day and day[: len(self.until or LATEST)] <= (self.until or LATEST))


class Alias(NamedTuple):
    """A name in words; ``exact`` when it counts in this case only ("AS", "UN")."""

    words: str
    exact: bool
    entry: Entry


class Membership(NamedTuple):
    """A country's dated membership of a body or bloc."""

    body: str
    member: str
    start: str
    until: str


def split_code(code: str) -> tuple[str, str]:
    """``RUS.GOV`` into its code and its sector ("" where there is none)."""
    head, _, sector = code.partition(".")
    return head, sector


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the registry's CSV files; raises DataError when it is missing."""
    path = files("kawat.actors").joinpath("data", name)
    try:
        with path.open("r", encoding="utf-8") as stream:
            yield from csv.DictReader(stream)
    except FileNotFoundError as error:
        raise DataError(f"the actor registry lacks {name}: install kawat again") from error


def _aliases(cell: str) -> Iterator[tuple[str, bool]]:
    for part in cell.split(";"):
        part = part.strip()
        if part:
            yield (part[1:], True) if part.startswith("=") else (part, False)


def _countries() -> Iterator[Alias]:
    for row in rows("names.csv"):
        entry = Entry(
            row["code"].partition(".")[0], row["sector"], row["kind"], row["alias"].lstrip("="), care=row.get("care") or ""
        )
        for words, exact in _aliases(row["alias"]):
            yield Alias(words, exact, entry)


def _bodies() -> Iterator[Alias]:
    for row in rows("bodies.csv"):
        entry = Entry(row["code"], "", "body", row["name_en"], start=row["from"], until=row["until"], detail=row["kind"])
        for words, exact in _aliases(";".join((row["name_en"], row["name_id"], row["name_ms"], row["aliases"]))):
            yield Alias(words, exact, entry)


def _groups() -> Iterator[Alias]:
    for row in rows("groups.csv"):
        code, sector = split_code(row["code"])
        entry = Entry(
            code, sector or row["sector"], "group", row["name_en"], start=row["from"], until=row["until"], detail=row["kind"]
        )
        for words, exact in _aliases(";".join((row["name_en"], row["name_id"], row["aliases"]))):
            yield Alias(words, exact, entry)


def _people() -> Iterator[Alias]:
    for row in rows("people.csv"):
        entry = person_entry(row)
        for words, exact in _aliases(";".join((row["name"], row["aliases"]))):
            yield Alias(words, exact, entry)


def person_entry(row: dict[str, str]) -> Entry:
    """The entry of one row of people.csv; a plain country code means the office acts for the government."""
    code, sector = split_code(row["code"])
    if not sector and len(code) == 3 and code.isupper() and code not in body_codes():
        sector = "GOV"
    return Entry(
        code,
        sector,
        "person",
        row["name"],
        row["office"],
        row["from"],
        row["until"],
        detail=f"{row['title_en']};{row['title_id']}".lower(),
    )


@cache
def body_codes() -> frozenset[str]:
    """The codes of international bodies and blocs (as opposed to countries)."""
    return frozenset(row["code"] for row in rows("bodies.csv"))


def own_names(language: str) -> list[Alias]:
    """The names that a language's own folder adds (``text/LANGUAGE/names.csv``: alias, code, sector, kind, care)."""
    out = []
    for row in _folder_rows(language, "names.csv"):
        entry = Entry(row["code"], row["sector"], row["kind"], row["alias"].lstrip("="), care=row["care"] or "")
        out += [Alias(words, exact, entry) for words, exact in _aliases(row["alias"])]
    return out


def _folder_rows(language: str, name: str) -> list[dict[str, str]]:
    path = files("kawat.text").joinpath(language, name)
    if not path.is_file():
        return []
    with path.open("r", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@cache
def roles(language: str) -> dict[str, Entry]:
    """Role nouns of a language ("menteri luar negeri") with the sector and office that they show."""
    out: dict[str, Entry] = {}
    for row in (*rows("roles.csv"), *_folder_rows(language, "roles.csv")):
        if row["language"] in (language, "any"):
            office = row["note"] if row["kind"] == "office" else ""
            out[row["role"].lower()] = Entry("", row["sector"], "role", row["role"], office, detail=row["kind"])
    return out


def packaged() -> Iterator[Alias]:
    """Every alias that the package ships, in the order of the files."""
    yield from _countries()
    yield from _bodies()
    yield from _groups()
    yield from _people()


@cache
def memberships() -> tuple[Membership, ...]:
    """All dated memberships of bodies and blocs."""
    return tuple(Membership(r["body"], r["member"], r["from"], r["until"]) for r in rows("members.csv"))


def members(body: str, day: str = "") -> list[str]:
    """The member countries of a body on an ISO day (today's where ``day`` is "")."""
    day = day or LATEST
    return sorted({m.member for m in memberships() if m.body == body and (m.start or "") <= day and day <= (m.until or LATEST)})


@cache
def country_names(language: str) -> dict[str, str]:
    """The name of each country and body code in a language (``id``, ``en`` or ``ms``)."""
    column = f"name_{language if language in ('id', 'en', 'ms') else 'en'}"
    out: dict[str, str] = {}
    for name in ("bodies.csv", "countries.csv"):
        for row in rows(name):
            out.setdefault(row["code"], row[column] or row["name_en"])
    return out
