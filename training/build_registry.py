"""Builds the registry of countries, their names and their leaders.

Reads the shared gazetteers (facts only), the territory names of CLDR through `babel`, and our own rows
in `training/registry/own_*.csv`; writes `countries.csv`, `names.csv` and `people.csv`.

Who wins: an own row replaces the REIGN and factbook rows of the same person, code and office that it
overlaps in time; REIGN comes before the factbook, which only adds who holds an office that nobody else
is known to hold now.

    python training/build_registry.py [--data ../shared/data] [--own training/registry] [--out src/kawat/actors/data]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

from registry_people import RULING_OFFICES, people
from registry_places import countries, names
from registry_records import ROOT, Alias, Country, Person, ordinal, write

CHECKED_FROM, CHECKED_UNTIL, LONGEST_GAP_DAYS = "1987-01-01", "2025-12-31", 92


def gaps(code: str, begin: str, everyone: list[Person]) -> list[str]:
    """Times longer than three months for which a state has neither head of state nor of government."""
    terms = sorted((p.from_, p.until) for p in everyone if p.code == code and p.office in RULING_OFFICES)
    reached, text, found = ordinal(begin), begin, []
    for start, end in [*terms, (CHECKED_UNTIL, CHECKED_UNTIL)]:
        if ordinal(start) - reached > LONGEST_GAP_DAYS:
            found.append(f"{code}: nobody from {text} to {start}")
        last = ordinal(end or "9999", late=True)
        if last > reached:
            reached, text = last, end
    return found


def problems(known: list[Country], aliases: list[Alias], everyone: list[Person]) -> list[str]:
    """What is missing or malformed, one line each."""
    found = [f"{c.code}: no Indonesian name" for c in known if not c.name_id]
    found += [f"{a.alias}: unknown code {a.code}" for a in aliases if a.code not in {c.code for c in known}]
    dates = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")
    for p in everyone:
        if (
            not dates.fullmatch(p.from_)
            or not dates.fullmatch(p.until)
            or not p.from_
            or (p.until and p.until < p.from_[: len(p.until)])
        ):
            found.append(f"{p.code} {p.name}: dates {p.from_!r} to {p.until!r}")
    for c in known:
        if c.kind == "state":
            found += gaps(c.code, max(CHECKED_FROM, c.from_), everyone)
    open_offices = defaultdict(list)
    for p in everyone:
        if not p.until and p.office in RULING_OFFICES and p.code != "BIH":
            open_offices[p.code, p.office].append(p.name)
    found += [f"{code} {office}: {', '.join(who)} all open" for (code, office), who in open_offices.items() if len(who) > 1]
    return found


def main() -> int:
    """Builds the three files and prints counts and what remains to be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data", help="folder of the shared data")
    parser.add_argument("--own", type=Path, default=ROOT / "training/registry", help="folder of our own rows")
    parser.add_argument("--out", type=Path, default=ROOT / "src/kawat/actors/data", help="folder to write to")
    options = parser.parse_args()
    known = countries(options.data, options.own)
    aliases = names(options.data, options.own, known)
    everyone = people(options.data, options.own, known)
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "countries.csv", Country, known)
    write(options.out / "names.csv", Alias, aliases)
    write(options.out / "people.csv", Person, everyone)
    print(f"{len(known)} countries, {len(aliases)} names, {len(everyone)} people and terms")
    for line in problems(known, aliases, everyone):
        print(line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
