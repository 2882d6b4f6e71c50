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
import csv
import html
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

from babel import Locale

ROOT = Path(__file__).resolve().parents[1]
FIRST_YEAR = 1987
UNINHABITED = {"ATA", "ATF", "BVT", "HMD", "SGS", "UMI"}
STATES_OUTSIDE_UN = {"PSE", "TWN", "VAT", "XKX"}
CHECKED_FROM, CHECKED_UNTIL, LONGEST_GAP_DAYS = "1987-01-01", "2025-12-31", 92
RULING_OFFICES = ("head_of_state", "head_of_government")
# Families use the last name alone in news, except where a person goes by given or full name.
# fmt: off
NO_SHORT_NAME = {
    "ARE", "BHR", "BRN", "BTN", "CHN", "ERI", "ETH", "HKG", "IDN", "JOR", "KHM", "KOR", "KWT", "LAO", "MAC", "MAR", "MMR",
    "MNG", "MYS", "OMN", "PRK", "QAT", "SAU", "SGP", "SMR", "THA", "TWN", "VNM", "YEM"
}
# fmt: on
# Last names that say nothing by themselves: ordinary words, months, very common names.
# fmt: off
WEAK_NAMES = {
    "May", "Major", "King", "Price", "Bird", "Note", "Christian", "Mori", "Michel", "Salam", "Sharif", "Khan", "Singh",
    "Rao", "Ahmed", "Hassan", "Hussein", "Mohamed", "Mohammed", "Ali", "Ibrahim", "Abdullah", "Rahman", "Hamid", "Ismail",
    "Mansour", "Saleh", "Salih", "Aziz", "Mustafa", "Hamad", "Omar", "Amin", "Brown", "Moore", "Clark", "Martin",
    "Thomas", "Jones", "Lewis", "Mitchell", "Stephen", "James", "Francis", "Charles", "Douglas", "Harris", "Stuart",
    "Scott", "Taylor", "Perry", "Arthur", "Sant", "Long", "Davis", "Pierre", "Young", "Drew", "Rosa", "Silva", "Pereira",
    "Costa", "Roman", "Aho", "Key", "Lee", "Joseph", "Henry", "Lange", "Rini", "Friday", "Nepal", "Shah", "Dan", "Hijab",
    "Meta", "Luka", "Kadar", "Dini", "Parts", "Paul", "Plant", "Horn", "Hilly", "Montenegro", "Muscat", "Lagos", "Toledo",
    "English", "Mills", "Skate", "Talon", "Tatar", "Turk", "Odor", "Nova", "Pula", "Lilo", "Mesa", "Mane", "Wade",
    "Cassis", "Borne", "Blah", "Gambar", "Kern", "Gross", "Bryan", "Philip", "Phillips", "Anthony", "Topi", "Tong",
    "Kenny", "Jonathan", "Spencer", "Levi", "Sika", "Nena", "Banda", "Barre", "Medina", "Flores", "Alexandre", "Mara",
    "Rama", "Burton", "Burt", "Nielsen", "Robinson", "Thompson", "Campbell", "Howard"
}
# fmt: on
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
TITLE_WORDS = re.compile(
    r"^(?:(?:(?:Acting|Interim|Caretaker|Transition(?:al)?|Co-?Vice|Vice|Deputy|Prime|Chief|Crown|Lord|Grand|Premier|"
    r"President|Minister|Executive|Chancellor|King|Queen|Prince|Duke|Sultan|Amir|Emperor|Pope|Governor|Administrator|"
    r"Chair(?:man|person)?|Taoiseach|Mayor|Dr\.|Sir|General|Gen\.|Col\.|Capt\.|Sr\.|and|of|the|State|Council|Cabinet|"
    r"Ministers|Government|Territorial|Assembly|Republic|French|Polynesia|Island),?\s+)+)"
)
TITLES_ID = {
    "President": "Presiden", "Prime Minister": "Perdana Menteri", "Premier": "Perdana Menteri", "Governor": "Gubernur",
    "Chief Minister": "Ketua Menteri", "Chief Executive": "Kepala Eksekutif", "Minister of State": "Menteri Negara",
    "Administrator": "Administrator", "Chairman of the Cabinet of Ministers": "Ketua Kabinet Menteri",
}  # fmt: skip
SINCE = re.compile(r"^(?P<who>.+?)\s*\(since (?P<when>(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4})")
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


# --- people


def short_names(person: Person) -> Person:
    """Adds the ASCII spelling and, where news does so, the last name alone."""
    aliases = [a for a in person.aliases.split(";") if a]
    words = re.sub(r",? (?:Jr|Sr)\.?$", "", person.name).split()
    if not aliases and person.code.split(".")[0] not in NO_SHORT_NAME and len(words) > 1:
        last = words[-1]
        if not re.fullmatch(r"[IVX]+", last) and plain(last) not in WEAK_NAMES and len(last) > 3:
            aliases.append(last)
    aliases += [plain(a) for a in [person.name, *aliases]]
    unique = [a for a in dict.fromkeys(aliases) if a != person.name]
    return replace(person, aliases=";".join(unique))


def own_people(own: Path) -> list[Person]:
    """Our own leaders and, where they exist, ministers; a term that both files know is taken from the leaders."""
    columns = [f.name.rstrip("_") for f in fields(Person)]

    def read(file: Path) -> list[Person]:
        return [Person(*(row.get(c, "") for c in columns)) for row in rows(file)]

    leaders = read(own / "own_leaders.csv")
    known = {(p.key, p.from_[:7]) for p in leaders}
    ministers = [p for file in sorted(own.glob("own_ministers_*.csv")) for p in read(file)]
    return leaders + [p for p in ministers if (p.key, p.from_[:7]) not in known]


def reign(data: Path, own: Path) -> list[Person]:
    """REIGN's leaders since 1987 under full names, for the states whose leaders are not all our own rows."""
    states = {row["reign_state"]: row for row in rows(own / "own_states.csv")}
    full = {(r["reign_state"], r["reign_name"], r["start_year"]): r for r in rows(own / "own_reign_names.csv")}
    found = []
    # The file is not UTF-8 throughout, and some names were broken upstream: only their sound start is used.
    text = (data / "gazetteers/reign_leaders_2021-03.csv").read_text(encoding="cp1252", errors="replace")
    terms = [t for t in csv.DictReader(text.splitlines()) if t["stateabb"] and int(t["eyear"] or 9999) >= FIRST_YEAR]
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        state = states[term["stateabb"]]
        leader = re.sub(r"\s*\(.*\)$", "", term["leader"]) if term["stateabb"] == "SNM" else term["leader"].strip()
        leader = re.split(r"[^ -~]", leader)[0] if term["stateabb"] == "SAL" else leader
        fix = next((full[k] for y in (term["syear"], "") if (k := (term["stateabb"], leader, y)) in full), None)
        if not state["office"] or re.search(r" and | & ", leader) or (fix and not fix["name"]):
            continue
        begin = f"{int(term['syear']):04}-{int(term['smonth']):02}-{int(term['sdate']):02}"
        end = f"{int(term['eyear']):04}-{int(term['emonth']):02}" if term["eyear"] else ""
        if following and end and following["stateabb"] == term["stateabb"]:
            next_begin = f"{int(following['syear']):04}-{int(following['smonth']):02}-{int(following['sdate']):02}"
            end = next_begin if next_begin.startswith(end) else end
        name, aliases = (fix["name"], fix["aliases"]) if fix else (re.sub(r"\s+", " ", leader), "")
        titles = state["office"], state["title_en"], state["title_id"]
        found.append(Person(name, aliases, state["code"], *titles, begin, end, "reign"))
    return found


def day(text: str) -> str:
    """An ISO date from "28 August 2025", "August 2025" or "2025"."""
    parts = text.split()
    month = f"-{MONTHS[parts[-2][:3]]:02}" if len(parts) > 1 else ""
    return parts[-1] + month + (f"-{int(parts[0]):02}" if len(parts) > 2 else "")


def capitals(word: str) -> str:
    """An ordinary spelling of a word in capitals: "DOS" to "Dos", "D'OLIVEIRA" to "D'Oliveira"."""
    return (
        re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)
        if word[1:2] in "'’"
        else "-".join(part.capitalize() for part in word.split("-"))
    )


def holder(text: str) -> tuple[str, str, str, str] | None:
    """(title, name, last name, since) from "Prime Minister Sifi GHRIEB (since 28 August 2025)"."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text)).strip()
    match = SINCE.match(text)
    if not match or "represented by" in text or "CHARLES III" in text:
        return None
    title = TITLE_WORDS.match(match["who"])
    if not title:
        return None
    words = re.sub(r",\s*Jr\.$", "", match["who"][title.end() :].split(";")[0].replace('"', "")).split()
    last = [w for w in words if re.match(r"[^\W\d_a-z][^\W\d_a-z'’]", w)]
    named = [capitals(w) if w in last and not re.fullmatch(r"[IVX]+", w) else w for w in words]
    office = re.sub(r" (?:Dr|Sir|Gen|Col|Capt)\.?$", "", title[0].strip())
    return office, " ".join(named), " ".join(capitals(w) for w in last), day(match["when"])


def current_holders(data: Path, known: list[Country], people: list[Person]) -> list[Person]:
    """The factbook's office holders, where nobody in `people` is known to hold or to have just held the office."""
    kinds = {c.code: c.kind for c in known}
    found = []
    for code, record in factbook(data, known):
        executive = (record.get("government") or {}).get("Executive branch", {})
        texts = [executive.get(k, {}).get("text", "") for k in ("chief of state", "head of government")]
        for office, text in zip(RULING_OFFICES, texts, strict=True):
            parsed = holder(text)
            if not parsed or (office == "head_of_state" and kinds[code] == "territory"):
                continue
            title, name, last, since = parsed
            if office == "head_of_government" and (title.startswith(("President", "Vice")) and kinds[code] == "state"):
                continue
            words = set(fold(last).split())
            offices = [p for p in people if p.code == code and p.office == office]
            same = [p for p in offices if words and words <= set(fold(p.name + " " + p.aliases).split())]
            later = [p for p in offices if p.source == "own" and (not p.until or p.until > since)]
            if not later and not any(p.until == "" or p.until >= since for p in same):
                short = last if len(last) > 3 and last not in WEAK_NAMES and code not in NO_SHORT_NAME else ""
                titles = title, TITLES_ID.get(title.removeprefix("Interim "), "Kepala Pemerintahan")
                found.append(Person(name, short, code, office, *titles, since, "", "factbook"))
    return found


def overlap(a: Person, b: Person) -> bool:
    """Whether two terms have days in common; an open end reaches for ever."""
    return a.from_ < (b.until or "9999") and b.from_ < (a.until or "9999")


def closed(people: list[Person]) -> list[Person]:
    """Ends REIGN terms left open in 2021 where somebody else took the office later."""
    done = []
    for person in people:
        if person.source == "reign" and not person.until:
            after = [
                p.from_
                for p in people
                if (p.code, p.office) == (person.code, person.office) and p.from_ > person.from_ and p.key != person.key
            ]
            person = replace(person, until=min(after, default=""))
        done.append(person)
    return done


def people(data: Path, own: Path, known: list[Country]) -> list[Person]:
    """All office holders, own rows over REIGN over the factbook, sorted by country, office and date."""
    ours = own_people(own)
    mine = defaultdict(list)
    for person in ours:
        mine[person.key].append(person)
    merged = ours + [p for p in reign(data, own) if not any(overlap(p, q) for q in mine[p.key])]
    merged = closed(merged + current_holders(data, known, merged))
    named = {short_names(p) for p in merged}
    return sorted(named, key=lambda p: (p.code, p.office, p.from_, astuple(p)))


# --- checks


def ordinal(date: str, late: bool = False) -> int:
    """Days on a simple scale of 31-day months, good enough for gaps; a bare year or month is taken at its edge."""
    parts = [int(x) for x in date.split("-")]
    year, month, dayno = parts + [12, 31][len(parts) - 1 :] if late else parts + [1, 1][len(parts) - 1 :]
    return year * 372 + month * 31 + dayno


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
