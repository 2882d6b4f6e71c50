"""Names of parties in event data that carry no codes of ours ("Citizen (Nigeria)", "NATO", a head of state) as actors."""

from __future__ import annotations

import re
from functools import cache

from kawat.actors.registry import Entry, packaged, roles
from kawat.export.codes import body_of, country_of
from kawat.export.event import Actor

_OF = re.compile(r"(.+?)\s*\(([^()]+)\)$")
# Roles of ICEWS' names that the registry's role nouns do not have.
_ROLES = {
    "citizen": "CVL", "protester": "CVL", "children": "CVL", "women": "CVL", "government": "GOV", "ministry": "GOV",
    "cabinet": "GOV", "foreign affairs": "GOV", "head of government": "GOV", "government official": "GOV",
    "government delegation": "GOV", "military": "MIL", "armed forces": "MIL", "military personnel": "MIL",
    "high ranking military personnel": "MIL", "police": "COP", "court judge": "JUD", "lawmaker": "LEG", "legislature": "LEG",
    "opposition": "OPP", "party member": "PTY", "armed rebel": "REB", "militant": "REB", "insurgency": "REB",
    "separatist": "REB", "business": "BUS", "companies": "BUS", "media": "MED", "media personnel": "MED", "student": "EDU",
    "criminal": "CRM", "armed gang": "CRM", "activist": "CVL", "employee": "CVL", "religion": "REL", "muslim": "REL",
    "envoy": "GOV", "defense ministry": "GOV", "intelligence": "SPY", "representatives": "GOV", "member of parliament": "LEG",
    "lawyer/attorney": "JUD", "attorney general": "JUD",
}  # fmt: skip


def party(name: str, day: str = "") -> Actor:
    """The actor that a name stands for on an ISO day ("" any): a country, a body, a role in one of them, a group, a person.

    "?" where the registry knows none.
    """
    plain = name.replace("_", " ").strip()
    if code := country_of(plain) or body_of(plain):
        return Actor(code, "", plain)
    if found := _entry(plain, day):
        return Actor(found.code, found.sector, plain)
    if of := _OF.match(plain):
        role, whose = of.groups()
        if code := country_of(whose) or body_of(whose):
            return Actor(code, _sector(role), plain)
        if found := _entry(whose, day):
            return Actor(found.code, found.sector, plain)
    return Actor("?", _sector(of.group(1)) if of else "", plain)


def _sector(role: str) -> str:
    words = role.casefold()
    if words in _ROLES:
        return _ROLES[words]
    entry = roles("en").get(words) or roles("en").get(f"{words}s") or roles("en").get(words.removesuffix("s"))
    return entry.sector if entry else ""


def _entry(name: str, day: str) -> Entry | None:
    """The registry's entry of a name that holds on the day, the one that began last where several do."""
    found = _entries().get(name.casefold(), ())
    held = [entry for entry in found if entry.holds_on(day)] if day else list(found)
    return max(held, key=lambda entry: entry.start, default=None)


@cache
def _entries() -> dict[str, tuple[Entry, ...]]:
    out: dict[str, list[Entry]] = {}
    for alias in packaged():
        if alias.entry.code not in ("", "?"):
            out.setdefault(alias.words.casefold(), []).append(alias.entry)
    return {words: tuple(entries) for words, entries in out.items()}
