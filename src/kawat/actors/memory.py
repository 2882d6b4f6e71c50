"""What an article has told so far: who was introduced under which name, who was last spoken of.

One ``Memory`` belongs to one article (or one sentence with its context) and is thrown away after it.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from kawat.actors.registry import LATEST, Entry

if TYPE_CHECKING:
    from kawat.actors.atoms import Atom
    from kawat.actors.holders import Offices
    from kawat.actors.mentions import Mention
    from kawat.text.tokens import Tokens

_GRACE_AFTER = 3  # years in which a surname alone still means the former office holder
_GRACE_BEFORE = 1
_REGISTRY_YEAR = "2026"  # to which the registry's terms of office reach: what a text without a date is read by


class Memory:
    """The running context of one article.

    ``day``: the article's ISO day ("" unknown); ``home``: the country that a bare "pemerintah" means when
    nothing else is said ("" unknown).
    """

    def __init__(self, day: str, home: str, offices: Offices) -> None:
        self.day = day
        self.home = home
        self.countries: Counter[str] = Counter()
        self.subject: Mention | None = None
        self._offices = offices
        self._names: dict[str, tuple[str, str, str]] = {}
        self._roles: dict[str, tuple[str, str, str]] = {}

    def knows(self, lower: str) -> bool:
        """Whether the word is part of a name that the article introduced with its country."""
        return lower in self._names

    def recall(self, lowers: list[str]) -> tuple[str, str, str] | None:
        """Code, sector and full name of a name introduced earlier, by any of its words."""
        for word in reversed(lowers):
            if word in self._names:
                return self._names[word]
        return None

    def holder(self, code: str, office: str, title: str = "") -> str:
        """Who holds an office of a country on the article's day ("" unknown)."""
        return self._offices.holder(code, office, self.day, title)

    def choose(self, entries: tuple[Entry, ...]) -> Entry:
        """The meaning that holds on the article's day and fits the countries seen so far; else the first."""
        if len(entries) == 1:
            return entries[0]
        fitting = [e for e in entries if e.holds_on(self.day)] or list(entries)
        return max(fitting, key=lambda e: self.countries[e.code])

    def choose_person(self, atom: Atom, code: str, tokens: Tokens, supported: bool) -> Entry | None:
        """The person meant by a name, by date, country and earlier mentions; None when the name says too little."""
        entries = [e for e in atom.entries if e.kind == "person"]
        single = atom.last - atom.first == 1
        words = tokens.lowers[atom.first : atom.last]
        if code:
            entries = [e for e in entries if e.code == code] or ([] if single else entries)
        if not entries:
            return None
        known = self.recall(words)
        if known:
            entries = [e for e in entries if e.name == known[2]] or entries
        near = [e for e in entries if self._near(e)]
        if near:
            return min(near, key=lambda e: (not e.holds_on(self.day), -self.countries[e.code], e.start or LATEST))
        if single and not (supported or known or any(self.countries[e.code] for e in entries)):
            return self._unmistakable(entries)
        return max(entries, key=lambda e: (self.countries[e.code] > 0, e.start if not self.day or e.start <= self.day else ""))

    def _unmistakable(self, entries: list[Entry]) -> Entry | None:
        """Whom a bare surname means in a text without a date: a head of state or government of these years, if all of that
        name in the registry belong to one state."""
        heads = [e for e in entries if e.office.startswith("head") and self._near(e, _REGISTRY_YEAR)]
        alone = not self.day and heads and len({e.code for e in entries}) == 1
        return max(heads, key=lambda e: e.start) if alone else None

    def _near(self, entry: Entry, undated: str = "") -> bool:
        day = self.day or undated
        if not day:
            return False
        year = int(day[:4])
        start = int(entry.start[:4]) if entry.start else 0
        until = int(entry.until[:4]) if entry.until else 9999
        return start - _GRACE_BEFORE <= year <= until + _GRACE_AFTER

    def saw(self, mention: Mention, introduces: bool, fillers: frozenset[str]) -> None:
        """Takes note of a resolved mention; one that ``introduces`` a person is known by any word of the name but ``fillers``."""
        if not mention.code or mention.stance:
            return
        self.countries[mention.code] += 1
        known = (mention.code, mention.sector, mention.name)
        if introduces:
            for word in mention.name.lower().split():
                if len(word) > 2 and word not in fillers:
                    self._names[word] = known
        if mention.role:
            self._roles[mention.role] = known

    def for_role(self, mention: Mention, places: list[str], mentions: list[Mention]) -> tuple[str, str, str]:
        """Code, sector and name for a role noun without a country (code "?" when nothing shows one)."""
        if mention.role in self._roles:
            code, sector, name = self._roles[mention.role]
            return code, sector, name if mention.office else ""
        if places:
            return self._named(places[0], mention)
        here = [
            m
            for m in mentions
            if m.code and m is not mention and not m.bare and not m.stance and self._offices.is_country(m.code)
        ]
        before = [m for m in here if m.first < mention.first]
        if before:
            return self._named(before[-1].code, mention)
        if self.countries:
            top, count = self.countries.most_common(1)[0]
            if not self.home or top == self.home or count > 1 or self.countries[self.home] == 0:
                return self._named(top, mention)
        return self._named(self.home or (here[0].code if here else "?"), mention)

    def _named(self, code: str, mention: Mention) -> tuple[str, str, str]:
        if not self._offices.is_country(code) and not mention.office:
            code = self.home or "?"
        return code, mention.sector, self.holder(code, mention.office, mention.role) if mention.office else ""


_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NAMED_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso_day(published: str) -> str:
    """The ISO day of a date in ISO 8601 or as archives write it ("16/09/2019", "26-FEB-1987"); only a year: "2007".

    Days come before months unless that is impossible. "" where the words hold no date.
    """
    published = published.strip()
    try:
        return date.fromisoformat(published[:10]).isoformat()
    except ValueError:
        pass
    try:
        if match := _DAY_FIRST.match(published):
            day, month, year = map(int, match.groups())
            return date(year, *((month, day) if month <= 12 else (day, month))).isoformat()
        if (match := _NAMED_MONTH.match(published)) and match.group(2).lower() in _MONTHS:
            return date(int(match.group(3)), _MONTHS.index(match.group(2).lower()) + 1, int(match.group(1))).isoformat()
    except ValueError:
        return ""
    year_only = _YEAR.match(published)
    return year_only.group() if year_only else ""
