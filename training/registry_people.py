"""Leaders and ministers with their terms: REIGN, the factbook and our own rows, and who wins where they overlap."""

from __future__ import annotations

import csv
import html
import re
from collections import defaultdict
from dataclasses import astuple, fields, replace
from pathlib import Path

from registry_places import factbook
from registry_records import FIRST_YEAR, Country, Person, day, fold, plain, rows

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
