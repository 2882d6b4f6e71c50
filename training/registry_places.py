"""Countries and their names: from the shared gazetteers, CLDR's territory names and our own rows."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from babel import Locale

from registry_records import Alias, Country, fold, plain, rows, tidy

UNINHABITED = {"ATA", "ATF", "BVT", "HMD", "SGS", "UMI"}


STATES_OUTSIDE_UN = {"PSE", "TWN", "VAT", "XKX"}


# Adjectives of the factbook that belong to two countries or to none.
NO_DEMONYM = {"NA", "Taiwan", "Congo", "Korean"}


FACTBOOK_NAMES = {
    "DRC": "COD", "Congo (Brazzaville)": "COG", "Burma": "MMR", "The Dominican": "DOM", "Virgin Islands": "VIR",
    "Falkland Islands (Islas Malvinas)": "FLK", "Holy See (Vatican City)": "VAT", "Saint Martin": "MAF",
    "Micronesia": "FSM", "Federated States of Micronesia": "FSM", "Central African Republic": "CAF",
    "United Arab Emirates": "ARE", "Saint Helena, Ascension, and Tristan da Cunha": "SHN", "Macau": "MAC",
    "Cabo Verde": "CPV", "Turkey": "TUR", "Kosovo": "XKX", "The Bahamas": "BHS", "The Gambia": "GMB",
    "British Indian Ocean Territory": "IOT", "Pitcairn Islands": "PCN", "Sao Tome and Principe": "STP",
    "Czechia": "CZE", "Curacao": "CUW", "Sint Maarten": "SXM", "Saint Barthelemy": "BLM",
}  # fmt: skip


def cldr_names(alpha2: str) -> dict[str, str]:
    """The CLDR name of a territory in English, Indonesian and Malay."""
    return {lang: tidy(Locale(lang).territories.get(alpha2, "")) for lang in ("en", "id", "ms")}


def countries(data: Path, own: Path) -> list[Country]:
    """States and inhabited territories from mledoze and CLDR, corrected and extended by our own rows."""
    corrections = {row["code"]: row for row in rows(own / "own_countries.csv")}
    found = []
    for entry in json.loads((data / "gazetteers/countries.json").read_text(encoding="utf-8")):
        code = "XKX" if entry["cca2"] == "XK" else entry["cca3"]
        if code in UNINHABITED:
            continue
        fix, cldr = corrections.pop(code, {}), cldr_names(entry["cca2"])
        capital = next(iter(entry["capital"]), "")
        found.append(
            Country(
                code=code,
                kind="state" if entry["unMember"] or code in STATES_OUTSIDE_UN else "territory",
                name_en=fix.get("name_en") or cldr["en"] or entry["name"]["common"],
                name_id=fix.get("name_id") or cldr["id"],
                name_ms=fix.get("name_ms") or cldr["ms"],
                capital_en=fix.get("capital_en") or capital,
                capital_id=fix.get("capital_id") or capital,
                from_=fix.get("from", ""),
                until=fix.get("until", ""),
                source="mledoze;cldr;own" if fix else "mledoze;cldr",
            )
        )
    columns = [f.name for f in fields(Country)][:-1]
    found += [Country(**{c: row[c.rstrip("_")] for c in columns}, source="own") for row in corrections.values() if row["kind"]]
    return sorted(found, key=lambda c: (c.kind == "historic", c.code))


# --- factbook


def factbook(data: Path, known: list[Country]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(code, record) for each factbook record of a country we know."""
    codes = {fold(c.name_en): c.code for c in known}
    for entry in json.loads((data / "gazetteers/countries.json").read_text(encoding="utf-8")):
        code = "XKX" if entry["cca2"] == "XK" else entry["cca3"]
        for name in (entry["name"]["common"], entry["name"]["official"]):
            codes.setdefault(fold(name), code)
    wanted = {c.code for c in known}
    with (data / "gazetteers/factbook.jsonl").open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            names = (record.get("government") or {}).get("Country name", {})
            for form in ("conventional short form", "conventional long form"):
                name = html.unescape(names.get(form, {}).get("text", "none"))
                code = FACTBOOK_NAMES.get(name) or codes.get(fold(name), "")
                if code in wanted:
                    yield code, record
                    break


def demonyms(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(word, sector) of a factbook record: "Algerian" without sector, "Algerians" CVL."""
    nationality = record.get("nationality") or {}
    noun = nationality.get("noun", {}).get("text", "")
    adjective = nationality.get("adjective", {}).get("text", "").split(";")[0]
    if "(singular)," in noun:
        return
    for word in sorted(set(re.findall(r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)*)\(s\)", noun)) - NO_DEMONYM):
        yield word, ""
        yield word + "s", "CVL"
    for word in re.split(r",? or |, ", re.sub(r"\([^)]*\)", "", adjective)):
        if re.fullmatch(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*", word.strip()) and word.strip() not in NO_DEMONYM:
            yield word.strip(), ""


# --- names


def names(data: Path, own: Path, known: list[Country]) -> list[Alias]:
    """Every alias of every country: our own rows first, then CLDR, the factbook and capitals."""
    found: dict[tuple[str, str], Alias] = {}

    def add(alias: Alias) -> None:
        # The first row for a word and a country stands; a territory never takes a word from a state.
        word = alias.alias.lstrip("=").casefold()
        territory = kinds.get(alias.code) == "territory"
        if (word, alias.code) in found:
            if found[word, alias.code].language != alias.language:
                found[word, alias.code] = replace(found[word, alias.code], language="any")
        elif not (territory and alias.source != "own" and word in taken):
            found[word, alias.code] = alias
            taken.add(word)

    kinds, taken = {c.code: c.kind for c in known}, set[str]()
    for file in ("own_names.csv", "own_places.csv"):
        for row in rows(own / file):
            add(Alias(row["alias"], row["language"], row["code"], row["sector"], row["kind"], row["care"], "own"))
    current = sorted((c for c in known if c.kind != "historic"), key=lambda c: c.kind)
    for c in current:
        by_name = defaultdict(list)
        for language, name in (("en", c.name_en), ("id", c.name_id), ("ms", c.name_ms)):
            by_name[name].append(language)
        for name, languages in by_name.items():
            add(Alias(name, languages[0] if len(languages) == 1 else "any", c.code, "", "name", "", "cldr"))
    facts = dict(factbook(data, known))
    for c in current:
        record = facts.get(c.code, {})
        form = (record.get("government") or {}).get("Country name", {}).get("conventional long form", {})
        official = html.unescape(form.get("text", ""))
        if c.kind == "state" and re.fullmatch(r"[A-Z][\w'’ -]+", official):
            add(Alias(official, "en", c.code, "", "name", "", "factbook"))
        for word, sector in demonyms(record):
            add(Alias(word, "en", c.code, sector, "demonym", "", "factbook"))
    add_capitals(current, add)
    return careful(found.values())


def add_capitals(current: list[Country], add: Any) -> None:
    """Capitals stand for governments, except where the capital is called like the country."""
    for c in current:
        if c.kind == "state":
            for capital in dict.fromkeys((c.capital_en, plain(c.capital_en), c.capital_id)):
                if capital and capital not in {c.name_en, c.name_id}:
                    language = "id" if capital == c.capital_id != c.capital_en else "any"
                    add(Alias(capital, language, c.code, "GOV", "capital", "", "mledoze"))


def careful(found: Iterable[Alias]) -> list[Alias]:
    """Marks every word that stands for two countries, and sorts."""
    owners = defaultdict(set)
    for alias in (items := list(found)):
        owners[alias.alias.lstrip("=").casefold()].add(alias.code)
    marked = [replace(a, care="state") if not a.care and len(owners[a.alias.lstrip("=").casefold()]) > 1 else a for a in items]
    return sorted(marked, key=lambda a: (a.code, a.kind, a.alias))
