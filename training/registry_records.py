"""The rows of the registry and how they are read and written: countries, names, people with their terms."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


FIRST_YEAR = 1987


MONTHS = {m: i for i, m in enumerate(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1)}


@dataclass(frozen=True)
class Country:
    """One row of countries.csv; `kind` is state, territory or historic."""

    code: str
    kind: str
    name_en: str
    name_id: str
    name_ms: str
    capital_en: str
    capital_id: str
    from_: str
    until: str
    source: str


@dataclass(frozen=True)
class Alias:
    """One row of names.csv; a leading `=` of `alias` asks for exact case, `care` names the risk of confusion."""

    alias: str
    language: str
    code: str
    sector: str
    kind: str
    care: str
    source: str


@dataclass(frozen=True)
class Person:
    """One row of people.csv: a person in an office for one term; an empty `until` means still in office."""

    name: str
    aliases: str
    code: str
    office: str
    title_en: str
    title_id: str
    from_: str
    until: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Who, for which country, in which office."""
        return fold(self.name), self.code, self.office


def fold(text: str) -> str:
    """Lower case, without accents or punctuation, for comparing names."""
    return re.sub(r"[^a-z0-9 ]", "", plain(text).lower().replace("-", " "))


def plain(text: str) -> str:
    """The same letters in ASCII as English-language agencies print them."""
    special = str.maketrans("łŁđĐøØıßæÆþÞðÐ‘’ʻ", "lLdDoOisaAtTdD'''")
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(special)) if not unicodedata.combining(c))


def rows(path: Path) -> list[dict[str, str]]:
    """All rows of a CSV file; an empty list where there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file)]


def write(path: Path, kind: type[Country] | type[Alias] | type[Person], items: Iterable[Any]) -> None:
    """Writes records as CSV, columns in the order of their fields."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(f.name.rstrip("_") for f in fields(kind))
        out.writerows(astuple(item) for item in items)


# --- countries


def tidy(name: str) -> str:
    """A CLDR territory name if it is one that news would print, else empty."""
    return "" if re.search(r"[(&]| - |DAK|SAR|Wilayah|Territories", name) else name.replace("’", "'")


def day(text: str) -> str:
    """An ISO date from "28 August 2025", "August 2025" or "2025"."""
    parts = text.split()
    month = f"-{MONTHS[parts[-2][:3]]:02}" if len(parts) > 1 else ""
    return parts[-1] + month + (f"-{int(parts[0]):02}" if len(parts) > 2 else "")


# --- checks


def ordinal(date: str, late: bool = False) -> int:
    """Days on a simple scale of 31-day months, good enough for gaps; a bare year or month is taken at its edge."""
    parts = [int(x) for x in date.split("-")]
    year, month, dayno = parts + [12, 31][len(parts) - 1 :] if late else parts + [1, 1][len(parts) - 1 :]
    return year * 372 + month * 31 + dayno
