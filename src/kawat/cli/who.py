"""What the registry knows about a name on a day."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import msgspec

from kawat.actors.memory import Memory
from kawat.actors.mentions import find as find_mentions
from kawat.actors.registry import LATEST, Alias, Entry, body_codes, country_names, members, memberships
from kawat.claims.coder import LexiconCoder
from kawat.text.grammar import grammar
from kawat.text.tokens import Tokens

OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
_COUNTRY_KINDS = frozenset(("name", "demonym", "capital", "metonym", "place", "abbreviation", "historic"))


class Term(msgspec.Struct, frozen=True):
    """A person's term of office; ``until`` "" while it lasts."""

    name: str
    office: str
    title_en: str
    title_id: str
    start: str
    until: str


class Meaning(msgspec.Struct, frozen=True):
    """One thing that a name stands for, as of a day.

    ``holds`` tells whether it does on that day. ``terms`` are the person's own, ``holders`` those in the
    country's offices on the day, ``memberships`` the bodies that it was in, ``members`` the body's members.
    """

    code: str
    sector: str
    kind: str
    name: str
    country: str
    holds: bool
    start: str = ""
    until: str = ""
    terms: tuple[Term, ...] = ()
    holders: tuple[Term, ...] = ()
    memberships: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Registry:
    """The names of a coder (with its overlay), asked by a person rather than by a text."""

    def __init__(self, coder: LexiconCoder, aliases: Iterable[Alias], language: str) -> None:
        self._coder = coder
        self._aliases = tuple(aliases)
        self._language = language

    def meanings(self, name: str, day: str) -> list[Meaning]:
        """All that a name, a code or a description ("Presiden Rusia") stands for; what holds comes first."""
        entries = self._looked_up(name) or self._by_code(name)
        if not entries:
            entries = self._described(name, day)
        found: dict[tuple[str, str, str], Meaning] = {}
        for entry in sorted(entries, key=lambda e: not e.holds_on(day)):
            kind = "country" if entry.kind in _COUNTRY_KINDS else entry.kind
            title = self._country(entry.code) if kind == "country" else entry.name
            found.setdefault((entry.code, entry.sector, title), self._meaning(entry, kind, title, day))
        return list(found.values())

    def near(self, name: str) -> list[str]:
        """Known names that are spelt much like ``name``."""
        known: dict[str, str] = {}
        for alias in self._aliases:
            known.setdefault(alias.words.lower(), alias.words)
        wanted = name.lower()
        inside = [w for w in known if len(wanted) > 3 and wanted in w.split()]
        close = difflib.get_close_matches(wanted, known, n=5, cutoff=0.72)
        return [known[w] for w in dict.fromkeys(close + sorted(inside, key=len))][:5]

    def _looked_up(self, name: str) -> list[Entry]:
        out: list[Entry] = []
        for language in (self._language, "en" if self._language == "id" else "id"):
            out += [e for e in self._coder.index(language).lookup(name) if e.code and e not in out]
        return out

    def _by_code(self, name: str) -> list[Entry]:
        code, _, sector = name.upper().partition(".")
        entries = [a.entry for a in self._aliases if a.entry.code == code and a.entry.kind in ("name", "body")]
        if entries and sector:
            return [entries[0]._replace(sector=sector)]
        return entries[:1]

    def _described(self, name: str, day: str) -> list[Entry]:
        """A description such as "Menteri Luar Negeri Rusia", read as the coder reads it."""
        found: list[tuple[bool, int, Entry]] = []
        for language in (self._language, "en" if self._language == "id" else "id"):
            index, memory = self._coder.index(language), Memory(day, "", self._coder.offices)
            for mention in find_mentions(Tokens(name), index, grammar(language), memory):
                if mention.code and mention.code != "?" and mention.kind in ("actor", "role"):
                    kind = "person" if mention.office else "description"
                    entry = Entry(mention.code, mention.sector, kind, mention.name, mention.office)
                    found.append((bool(mention.office), mention.last - mention.first, entry))
        return [max(found, key=lambda f: f[:2])[2]] if found else []

    def _country(self, code: str) -> str:
        return country_names(self._language).get(code, code)

    def _meaning(self, entry: Entry, kind: str, title: str, day: str) -> Meaning:
        code, is_body = entry.code, entry.code in body_codes()
        person, country = kind == "person", kind == "country"
        return Meaning(
            code=code,
            sector=entry.sector,
            kind=kind,
            name=title,
            country=self._country(code),
            holds=entry.holds_on(day),
            start=entry.start,
            until=entry.until,
            terms=self._terms(entry) if person else (),
            holders=self._holders(code, day) if country and not is_body else (),
            memberships=tuple(sorted({m.body for m in memberships() if m.member == code and _covers(m.start, m.until, day)})),
            members=tuple(members(code, day)) if is_body else (),
            aliases=self._names(entry, kind, title),
        )

    def _terms(self, entry: Entry) -> tuple[Term, ...]:
        same = {a.entry for a in self._aliases if a.entry.kind == "person" and a.entry.name == entry.name}
        return tuple(_term(e) for e in sorted(same, key=lambda e: e.start) if e.code == entry.code)

    def _holders(self, code: str, day: str) -> tuple[Term, ...]:
        held = [e for e in self._coder.offices.terms(code) if _covers(e.start, e.until, day)]
        return tuple(_term(e) for e in held)

    def _names(self, entry: Entry, kind: str, title: str) -> tuple[str, ...]:
        if kind == "country":
            same = [a.words for a in self._aliases if a.entry.code == entry.code and a.entry.kind in ("name", "abbreviation")]
        else:
            same = [a.words for a in self._aliases if a.entry.name == entry.name and a.entry.code == entry.code]
        return tuple(w for w in dict.fromkeys(same) if w != title)[:12]


def _covers(start: str, until: str, day: str) -> bool:
    return (start or "") <= day and day[: len(until or LATEST)] <= (until or LATEST)


def _term(entry: Entry) -> Term:
    title_en, _, title_id = entry.detail.partition(";")
    return Term(entry.name, entry.office, title_en, title_id, entry.start, entry.until)
