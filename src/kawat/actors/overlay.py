"""Reads a user's own actors from a CSV or TOML file; they go before the packaged registry.

CSV has a header and one actor a row::

    name,code,aliases,office,from,until
    Rina Wulandari,IDN.GOV,Rina;Menlu Rina,foreign_minister,2024-10-21,
    Front Laut Biru,IDN.REB,=FLB,,,

TOML has one ``[[actor]]`` table each, with the same keys; ``aliases`` may be a list. An alias with ``=`` in
front counts in exactly that case. Only ``name`` and ``code`` are needed; ``kind`` is ``person``, ``group``,
``body`` or ``name`` (of a country) and is told from the office and the sector where it is left out.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kawat.actors.registry import Alias, Entry, split_code
from kawat.errors import OverlayError
from kawat.limits import OVERLAY_BYTES

COLUMNS = ("name", "code", "aliases", "kind", "office", "from", "until")
KINDS = ("person", "group", "body", "name")
_SECTORS = "GOV MIL COP SPY LEG JUD PTY OPP REB CVL MED BUS NGO REL EDU CRM"
SECTORS = frozenset(_SECTORS.split())
MAX_BYTES = OVERLAY_BYTES
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_HELP = "Columns: name, code (such as IDN.GOV), and if wanted aliases, kind, office, from, until."


class Overlay:
    """Aliases of a user's file; they come before the packaged ones of the same words."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self.aliases = tuple(aliases)

    def applied(self, packaged: Iterable[Alias]) -> Iterator[Alias]:
        """The packaged aliases with the overlay's added; an overlaid name loses its packaged meanings."""
        own = {a.words.lower() for a in self.aliases}
        yield from self.aliases
        yield from (a for a in packaged if a.words.lower() not in own)


def load_overlay(path: str | Path) -> Overlay:
    """The actors of a ``.csv`` or ``.toml`` file; raises OverlayError that names the file and the row."""
    file = Path(path)
    text = _text(file)
    if file.suffix.lower() == ".toml":
        rows = _toml(file, text)
    elif file.suffix.lower() == ".csv":
        rows = _csv(file, text)
    else:
        raise OverlayError(f"{file}: an overlay is a .csv or a .toml file, not {file.suffix or 'one without suffix'}.")
    aliases = [alias for where, row in rows for alias in _aliases(where, row)]
    if not aliases:
        raise OverlayError(f"{file}: no actor in it. {_HELP}")
    return Overlay(aliases)


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise OverlayError(f"{file}: there is no such overlay file (looked from {Path.cwd()}).") from None
    except OSError as problem:
        raise OverlayError(f"{file}: cannot be read: {problem.strerror or problem}.") from None
    if len(data) > MAX_BYTES:
        raise OverlayError(f"{file}: larger than {MAX_BYTES:,} bytes, more than an overlay may be.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise OverlayError(f"{file}, line {line}: not UTF-8. Save the file as UTF-8.") from None


def _csv(file: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip().lower() for name in reader.fieldnames or []]
    _check_keys(f"{file}, line 1", header)
    reader.fieldnames = header
    try:
        for row in reader:
            where = f"{file}, line {reader.line_num}"
            if None in row or None in row.values():
                raise OverlayError(f"{where}: {'more' if None in row else 'fewer'} cells than the {len(header)} columns.")
            yield where, {key: (value or "").strip() for key, value in row.items()}
    except csv.Error as problem:
        raise OverlayError(f"{file}, line {reader.line_num}: no proper CSV ({problem}).") from None


def _toml(file: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        actors = tomllib.loads(text).get("actor", [])
    except tomllib.TOMLDecodeError as problem:
        raise OverlayError(f"{file}: no proper TOML: {problem}.") from None
    if not isinstance(actors, list) or not all(isinstance(actor, dict) for actor in actors):
        raise OverlayError(f"{file}: write each actor as a table under [[actor]].")
    for number, actor in enumerate(actors, 1):
        where = f"{file}, actor {number}"
        _check_keys(where, list(actor))
        yield where, {key: _cell(value) for key, value in actor.items()}


def _cell(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def _check_keys(where: str, keys: list[str]) -> None:
    unknown = [key for key in keys if key not in COLUMNS]
    if unknown:
        raise OverlayError(f"{where}: unknown column {unknown[0]!r}. {_HELP}")
    missing = [key for key in ("name", "code") if key not in keys]
    if missing:
        raise OverlayError(f"{where}: the column {missing[0]!r} is missing. {_HELP}")


def _aliases(where: str, row: dict[str, str]) -> Iterator[Alias]:
    entry = _entry(where, row)
    for words in (entry.name, *row.get("aliases", "").split(";")):
        words = words.strip()
        if words.lstrip("="):
            yield Alias(words.lstrip("="), words.startswith("="), entry)


def _entry(where: str, row: dict[str, str]) -> Entry:
    code, sector = split_code(row["code"])
    if not row["name"]:
        raise OverlayError(f"{where}: the name is empty.")
    if not _CODE.fullmatch(code):
        raise OverlayError(f"{where}: {row['code']!r} is no code. Write an ISO country code or a short name, such as IDN.")
    if sector and sector not in SECTORS:
        raise OverlayError(f"{where}: unknown sector {sector!r}. Use one of {', '.join(sorted(SECTORS))}.")
    start, until = row.get("from", ""), row.get("until", "")
    for value in (start, until):
        if value and not _DATE.fullmatch(value):
            raise OverlayError(f"{where}: {value!r} is no date. Write 2024-10-21, 2024-10 or 2024.")
    if start and until and until < start[: len(until)]:
        raise OverlayError(f"{where}: until {until} lies before from {start}.")
    office = row.get("office", "")
    kind = row.get("kind") or ("person" if office else "group" if sector else "name")
    if kind not in KINDS:
        raise OverlayError(f"{where}: unknown kind {kind!r}. Use one of {', '.join(KINDS)}.")
    return Entry(code, sector, kind, row["name"].lstrip("="), office, start, until, detail="overlay")
