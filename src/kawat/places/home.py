"""Where an outlet is at home: by its web address, by a place in its name, or by the places that it writes of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from kawat.places.gazetteer import country_of, lookup, regions
from kawat.places.names import key
from kawat.places.resolve import ResolvedPlace

# Country endings of web addresses that are sold to anybody.
_SOLD = frozenset(
    ["ac", "ai", "am", "at", "be", "cc", "co", "fm", "gg", "im", "io", "is", "la", "ly", "me", "nu", "sh", "st", "to", "tv", "ws"]
)
# A city in an outlet's name counts from this many people: "Jakarta Post", but not "Mirror" or "Star".
_LARGE = 200_000
_MOST_WORDS = 3
_LEAST_SHARE, _LEAST = 0.3, 2.0


def home_of(outlet: str = "", url: str = "") -> tuple[str, ...]:
    """The codes of an outlet's home, as ``Context.home`` takes them: () where neither name nor address tells.

    "Kaltim Post" gives ``IDN.14`` and ``IDN``, ``https://www.irishtimes.ie/`` gives ``IRL``.
    """
    codes: list[str] = []
    words = key(outlet).split()
    for count in range(min(_MOST_WORDS, len(words)), 0, -1):
        for first in range(len(words) - count + 1):
            codes += _place(" ".join(words[first : first + count]))
        if codes:
            break
    address = url or (outlet if "." in outlet and " " not in outlet else "")
    ending = (urlsplit(address).hostname or address).rpartition(".")[2]
    if len(ending) == 2 and ending not in _SOLD:
        codes.append(country_of(ending))
    return tuple(dict.fromkeys(filter(None, codes)))


def _place(name: str) -> list[str]:
    """The codes of a country, region or large city of that name."""
    if len(name) < 4:
        return []
    found = list(regions().get(name, ()))
    large = [e for e in lookup(name) if e.kind == "city" and e.population >= _LARGE and key(e.name) == name]
    if large:
        found.append(max(large, key=lambda e: e.population))
    return [code for e in found[:1] for code in (e.code, e.country)]


def home_of_places(places: Iterable[ResolvedPlace | None], country: str = "") -> tuple[str, ...]:
    """The home of an outlet by the places of its articles: the first-level region that leads by far, with its country.

    Countries and seas do not count, nor places outside of ``country`` where it is given; a doubtful place counts by its score.
    () where no region has three tenths of the sum, or that is less than two.
    """
    count: dict[str, float] = defaultdict(float)
    for place in places:
        if place is not None and place.admin1 and country in ("", place.country):
            count[place.code] += place.score
    total = sum(count.values())
    if total < _LEAST:
        return ()
    code, most = max(count.items(), key=lambda item: item[1])
    return (code, code.partition(".")[0]) if most >= _LEAST_SHARE * total else ()
