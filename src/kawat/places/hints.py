"""What the text around a name says of the place: its kind, the region behind a comma, the regions and places named elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kawat.places.gazetteer import Entry, lookup, regions
from kawat.places.names import key
from kawat.places.words import BEFORE, BEHIND, LOCATIVE, PARTS, split_kind, whole

_NAME = r"[^\W\d_a-z][\w'’.-]*"
_AFTER = re.compile(
    r"(?:'s)?\s*(?:,[\s,]*|\(|\b(?:in|di|of)\b|(?=(?:Kabupaten|Kab\.|Kecamatan|Kec\.|Provinsi)\s))\s*"
    r"(?P<lead>(?:(?:[a-z]+ern|[a-z]+|Kabupaten|Provinsi|Kota|Negara Bagian)\s+){0,2}?)"
    rf"(?P<name>{_NAME}(?:[ ](?:and[ ])?{_NAME}){{0,3}})"
)
_RUN = re.compile(rf"{_NAME}(?:[ ](?:(?:of|and|dan)[ ])?{_NAME}){{0,5}}")
_WORDS = re.compile(r"[\w.]+")
_LOCATED = re.compile(rf"\b(?i:{'|'.join(map(re.escape, LOCATIVE))})\s+({_NAME}(?:[ ]{_NAME}){{0,2}})")
_DISTRICT = re.compile(r"\b(?:Kabupaten|Kab\.|Kecamatan|Kec\.|Kota)\s")
_NATURAL = frozenset(("sea", "strait", "bay", "lake", "river", "canal", "mountain"))
_SHORTEST = 4
# Short forms of American states that are words or titles without their point.
_POINTED = frozenset(("miss", "mass", "wash", "penn", "conn"))
# Behind a name that is one of a list.
_LISTED = re.compile(r",?\s*(?:dan|serta|atau|and|or|hingga|sampai)\b")
_LOWER = re.compile(r"\b[a-z]+\b")
_PLACING = frozenset((*PARTS, "kota", "kabupaten", "kecamatan", "desa", "kelurahan", "provinsi", "wilayah", "kawasan", "daerah"))
_MOST_LOCATED = 12


class Candidates(NamedTuple):
    """The places that a name may mean, and the kinds that the words in it or around it ask for (() for any)."""

    entries: list[Entry]
    kinds: tuple[str, ...]


def candidates(name: str, text: str = "", start: int = -1, end: int = -1) -> Candidates:
    """The places of that name; where there is none, those of the name without its kind ("X Township") or part ("northern X")."""
    words = key(name.removesuffix("'s").removesuffix("’s")).split()
    bare, kinds = split_kind(words)
    kinds = kinds or (_kinds_around(text, start, end) if start >= 0 else ())
    found: list[Entry] = []
    for tried in (words, bare, whole(words), whole(bare)):
        found = found or lookup(" ".join(tried))
        if found and tried is not words and bare != words and not _NATURAL.isdisjoint(kinds):
            found = [e for e in found if e.kind in kinds]  # "Gunung Medan" is not the city of Medan
    if any(e.kind in ("country", "region") for e in lookup(" ".join(words))):
        return Candidates(found, kinds)  # "Kepulauan Riau" is whole as it is
    if kinds and bare != words and found and not any(e.kind in kinds for e in found):
        found = found + [e for e in lookup(" ".join(bare)) if e not in found]
    return Candidates(found, kinds)


def _kinds_around(text: str, start: int, end: int) -> tuple[str, ...]:
    """The kinds that the words right before and behind a mention ask for."""
    line = text[max(0, start - 30) : start]
    before = [w.rstrip(".").lower() for w in _WORDS.findall(line)] if line.endswith(" ") else []
    for count in (2, 1):
        if kinds := BEFORE.get(" ".join(before[-count:])) if len(before) >= count else None:
            return kinds
    behind = _WORDS.match(text, end + 1) if text[end : end + 1] == " " else None
    return BEHIND.get(behind.group().rstrip(".").lower(), ()) if behind else ()


def container(text: str, end: int) -> tuple[Entry, ...]:
    """The regions or countries that the text names right behind a place: "Paris, Texas", "Martapura, Kab. Banjar, Kalsel"."""
    position = end
    for _ in range(3):
        match = _AFTER.match(text, position, position + 90)
        if match is None:
            return ()
        words = match.group("name").split(" ")
        for count in range(len(words), 0, -1):
            name = key(" ".join(words[:count]))
            if found := regions().get(name):
                return found
        district = _DISTRICT.match(match.group("lead") + match.group("name") + " ")
        if not district and not (text[match.end() : match.end() + 1] == "," and lookup(match.group("name"))):
            return ()
        position = match.end()
    return ()


def holders(text: str, end: int) -> Iterator[tuple[str, int, int]]:
    """The names behind a place that may be what it lies in, nearest first, with their offsets: "Sukamaju, Kec. X, Kabupaten Y".

    Nothing where they are a list ("Sukamaju, Sukasari dan X").
    """
    position = end
    for _ in range(3):
        match = _AFTER.match(text, position, position + 90)
        if match is None or _LISTED.match(text, match.end()) or not _PLACING.issuperset(_LOWER.findall(match.group("lead"))):
            return
        if key(name := match.group("name").rstrip(".'’-")) not in BEFORE:
            yield name, match.start("name"), match.end("name")
        position = match.end("name")


def named_regions(text: str) -> dict[str, tuple[Entry, ...]]:
    """The countries and first-level regions that the text names, by the key of the name."""
    known, found = regions(), {}
    for match in _RUN.finditer(text):
        words = match.group().split(" ")
        first = 0
        while first < len(words):
            for last in range(min(len(words), first + 4), first, -1):
                name = key(" ".join(words[first:last]).removesuffix("'s").removesuffix("’s"))
                short = len(name) < _SHORTEST and name.upper() not in (w.replace(".", "") for w in words[first:last])
                bare = name in _POINTED and not words[first].endswith(".")
                if (entries := known.get(name)) and not short and not bare:
                    found[name] = entries
                    first = last - 1
                    break
            first += 1
    return found


def located_names(text: str) -> list[str]:
    """Names that stand where places stand ("di Surabaya", "in Chicago"), as the gazetteer knows them; at most twelve."""
    found: dict[str, str] = {}
    for match in _LOCATED.finditer(text):
        words = match.group(1).split(" ")
        for count in range(len(words), 0, -1):
            name = " ".join(words[:count]).rstrip(".,'’-")
            if len(name) >= _SHORTEST and key(name) not in found and lookup(name):
                found[key(name)] = name
                break
        if len(found) >= _MOST_LOCATED:
            break
    return list(found.values())
