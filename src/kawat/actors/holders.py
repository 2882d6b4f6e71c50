"""Who held which office of which state on which day."""

from __future__ import annotations

from collections.abc import Iterable

from kawat.actors.registry import LATEST, Entry, country_names


class Offices:
    """Terms of office by country and office; "Presiden AS" is two people in 2019 and 2022."""

    def __init__(self, people: Iterable[Entry]) -> None:
        self._terms: dict[tuple[str, str], list[Entry]] = {}
        for entry in people:
            if entry.office and entry.office != "other":
                self._terms.setdefault((entry.code, entry.office), []).append(entry)
        for terms in self._terms.values():
            terms.sort(key=lambda e: e.start)
        self._countries = frozenset(code for code in country_names("en") if len(code) == 3)

    def is_country(self, code: str) -> bool:
        """Whether the code is a country's (and not a body's or unknown)."""
        return code in self._countries

    def holder(self, code: str, office: str, day: str, title: str = "") -> str:
        """The name of the office holder on an ISO day, "" when unknown or when no day is given.

        ``title`` ("presiden") decides where the same title is another office elsewhere: Iran's president is
        its head of government.
        """
        if not day:
            return ""
        kinds = ("head_of_state", "head_of_government") if office.startswith("head") else (office,)
        held = [e for kind in kinds for e in self._terms.get((code, kind), ()) if e.start <= day <= (e.until or LATEST)]
        titled = [e for e in held if title and title in e.detail.split(";")]
        best = titled or [e for e in held if e.office == office]
        return best[-1].name if best else ""

    def terms(self, code: str) -> list[Entry]:
        """All known terms of a country, by office and date."""
        return [entry for key in sorted(self._terms) if key[0] == code for entry in self._terms[key]]
