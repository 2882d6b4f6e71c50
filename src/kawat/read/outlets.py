"""News outlets by host and by name, from ``outlets.csv``."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

import msgspec

from kawat.errors import DataError


class Outlet(msgspec.Struct, frozen=True):
    """One outlet: ``country`` ISO 3166-1 alpha-3, ``language`` ISO 639-1, ``zone`` "+07:00" or ""."""

    host: str
    outlet: str
    country: str
    language: str
    zone: str


def compact(name: str) -> str:
    """Letters and digits only, in lower case: "LINGKAR KEDIRI" and "lingkarkediri" are the same."""
    return re.sub(r"[\W_]+", "", name).casefold()


def by_host(host: str) -> Outlet | None:
    """The outlet at a host or at the nearest host above it ("m.news.example.com" → "example.com")."""
    labels = host.casefold().rstrip(".").split(".")
    table = _hosts()
    for start in range(len(labels) - 1):
        found = table.get(".".join(labels[start:]))
        if found:
            return found
    return None


def by_name(name: str) -> Outlet | None:
    """The outlet that calls itself so: "KOMPAS.com", "Viva", "TEMPO.CO", "CNN Indonesia"."""
    names = _names()
    short = re.sub(r"^the\s+|\s+(?:news|online)$", "", name.strip(), flags=re.IGNORECASE)
    return by_host(name.strip()) or names.get(compact(name)) or names.get(compact(short))


def host_of(url: str) -> str:
    """The host in an address, without "www."; "" where there is none."""
    match = re.match(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)?([^/?#:]+)", url.strip(), re.IGNORECASE)
    return match.group(1).casefold().removeprefix("www.") if match else ""


@cache
def _hosts() -> dict[str, Outlet]:
    table: dict[str, Outlet] = {}
    text = files("kawat.read").joinpath("outlets.csv").read_text(encoding="utf-8")
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            table[row["host"]] = msgspec.convert(row, Outlet)
        except (KeyError, msgspec.ValidationError) as problem:
            raise DataError(f"outlets.csv, line {number}: {problem}. Reinstall kawat or mend the line.") from None
    return table


@cache
def _names() -> dict[str, Outlet]:
    table: dict[str, Outlet] = {}
    for outlet in _hosts().values():
        table.setdefault(compact(outlet.outlet), outlet)
        table.setdefault(compact(outlet.outlet.removesuffix(".com").removesuffix(".id")), outlet)
        table.setdefault(compact(outlet.host), outlet)
    return table
