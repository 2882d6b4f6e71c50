"""Datelines: "JAKARTA, KOMPAS.com - ", "MOSCOW, June 1 (Reuters) - ", "LINGKAR KEDIRI – "."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from kawat.read import outlets

_DASH = r"\s*(?:---?|[–—―])\s*|\s+-\s*|(?<=[)A-Z])-\s+|(?<=[A-Z0-9]):\s+"
_SEPARATOR = re.compile(_DASH)
_DOMAIN = r"[A-Za-z][\w-]*\.(?:com|co\.id|co|id|net|tv|news|org|my|sg)"
_HOST = re.compile(rf"^{_DOMAIN}$", re.IGNORECASE)
_DATE = re.compile(
    r",?\s+(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}/\d{1,2})(?:,?\s+\d{4}"
    r"|/\d{2,4})?\s*$"
)
_AGENCY = re.compile(r"\s*[(\[]\s*([A-Z][\w .&-]{1,30})\s*[)\]]\s*$")
_UNSPACED = re.compile(rf"^(?P<outlet>{_DOMAIN}),\s+(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}})\s+(?=[\"“‘A-Z])")
_NAME = re.compile(r"^[A-Z][\w.'’&-]*(?:[ /](?:[A-Z][\w.'’&-]*|del|de|da|es|el|al)){0,4}$")
_SMALL = {"DC", "D.C.", "PBB", "UEA", "UAE", "AS", "US", "UK", "USA", "U.S."}
_LONGEST = 90


class Dateline(msgspec.Struct, frozen=True):
    """What a dateline says and where the body begins: ``text[length:]`` is the paragraph without it."""

    outlet: str
    place: str
    length: int


def find(text: str, own_names: Sequence[str] = ()) -> Dateline | None:
    """The dateline at the start of ``text``, None where there is none or it is unclear.

    ``own_names`` are what the page is known to be called (host labels, site names): they settle whether
    "LINGKAR KEDIRI" names an outlet or a town.
    """
    head = text[:_LONGEST]
    for match in _SEPARATOR.finditer(head):
        rest = text[match.end() : match.end() + 30]
        if match.start() == 0 or not rest or rest[0].islower():
            continue
        start = head[: match.start()].strip()
        parts = _read(start, own_names)
        if match.group()[0] == ":" and (not parts or parts[0] or not start.split(",")[0].isupper()):
            break
        if parts and not (match.group().strip() == "-" and not start.isupper() and _towns_pair(parts, rest)):
            return Dateline(parts[0], parts[1], match.end())
        if match.group().strip() != "-" and len(head[: match.start()]) > 60:
            break
    bare = _UNSPACED.match(head)
    if bare and outlets.by_name(bare["outlet"]) and _is_place(_first_words(bare["place"])):
        place = _first_words(bare["place"])
        return Dateline(_outlet(bare["outlet"]), _case(place), bare.start("place") + len(place) + 1)
    return None


def _read(head: str, own_names: Sequence[str]) -> tuple[str, str] | None:
    """(outlet, place) of what stands before the dash, None where it is no clear dateline."""
    agency = _AGENCY.search(head)
    if agency:
        head = _DATE.sub("", head[: agency.start()].rstrip(" ,")).strip()
        if not _place_like(head) or not _is_outlet(agency.group(1), own_names):
            return None
        return _outlet(agency.group(1)), ", ".join(_case(piece.strip()) for piece in head.split(","))
    undated = _DATE.sub("", head).strip(" ,")
    dated = undated != head.strip(" ,")
    if _is_outlet(undated, own_names):
        return _outlet(undated), ""
    if _is_town(undated) or (undated.isupper() and _is_place(undated)) or (dated and undated.isupper() and _place_like(undated)):
        return "", _case(undated)
    pieces = [piece.strip() for piece in undated.split(",")]
    if len(pieces) > 3 or not all(pieces):
        return None
    return _pair(pieces, own_names)


def _pair(pieces: list[str], own_names: Sequence[str]) -> tuple[str, str] | None:
    """ "TEMPO.CO, Jakarta", "Jakarta, CNN Indonesia", "KHERSON, Ukraine"."""
    if len(pieces) < 2:
        return None
    first, last, rest = pieces[0], pieces[-1], pieces[1:]
    if _is_outlet(first, own_names) and _place_like(", ".join(rest)):
        return _outlet(first), ", ".join(map(_case, rest))
    if _is_outlet(last, own_names) and _place_like(", ".join(pieces[:-1])):
        return _outlet(last), ", ".join(map(_case, pieces[:-1]))
    if _is_place(last) and _place_like(first) and (first.isupper() or _is_town(first)) and len(pieces) == 2:
        return "", ", ".join(map(_case, pieces))
    return None


def _first_words(words: str) -> str:
    """The longest start of ``words`` that is a known place, else its first word."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        if _is_place(" ".join(parts[:size])):
            return " ".join(parts[:size])
    return parts[0]


def _towns_pair(parts: tuple[str, str], rest: str) -> bool:
    """ "Moskow - Beijing …": two towns joined, not a dateline."""
    return not parts[0] and _is_town(_first_words(" ".join(re.findall(r"[\w'’-]+", rest)[:3]) or "-"))


def _is_town(name: str) -> bool:
    return " ".join(name.split()).casefold() in _places()


def _is_place(name: str) -> bool:
    return _is_town(name) or "@" + " ".join(name.split()).casefold() in _places()


def _place_like(name: str) -> bool:
    return 2 <= len(name) <= 40 and all(_NAME.match(p.strip()) or _is_place(p.strip()) for p in re.split(r"[,/]", name))


def _is_outlet(name: str, own_names: Sequence[str]) -> bool:
    if not name or len(name) > 40 or _is_place(name) or not re.search(r"[A-Z]", name):
        return False
    if _HOST.match(name) and " " not in name:
        return True
    small = outlets.compact(name)
    return outlets.by_name(name) is not None or small in {outlets.compact(own) for own in own_names}


def _outlet(name: str) -> str:
    """The outlet's usual spelling; an unknown name in capitals is set in title case."""
    known = outlets.by_name(name)
    if known:
        return known.outlet
    return name if _HOST.match(name) else _case(name)


def _case(name: str) -> str:
    """ "MOSKOW" → "Moskow", "NEW YORK" → "New York"; mixed case stays."""
    if not name.isupper():
        return name
    return " ".join(w if w in _SMALL else re.sub(r"[^\W\d_]+", _capital, w) for w in name.split())


def _capital(match: re.Match[str]) -> str:
    word = match.group()
    return word.lower() if match.start() and len(word) == 1 else word.capitalize()


@cache
def _places() -> frozenset[str]:
    text = files("kawat.read").joinpath("dateline_places.txt").read_text(encoding="utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if line and not line.startswith("#"))
