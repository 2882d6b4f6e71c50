"""Where claims happened: their places resolved with all else that the document says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kawat.places.gazetteer import country
from kawat.places.home import home_of
from kawat.places.resolve import Context, Mention, ResolvedPlace, resolve
from kawat.types import Claim, Document

_BETWEEN = "\n\n"


class _Placed(NamedTuple):
    """A claim's place as coded: ``start`` and ``end`` in the document's field ``field``."""

    claim: str
    field: str
    name: str
    country: str
    start: int
    end: int


def places_of_claims(document: Document, claims: Sequence[Claim], home: Sequence[str] = ()) -> dict[str, ResolvedPlace]:
    """The places of a document's claims by the claims' ids; claims without a place, or with an unknown one, are left out.

    The body and the headline are read as one text. ``home`` is the outlet's, where it is known better than ``home_of`` tells
    from the outlet's name and address. A name that the gazetteer lacks is given by the country that the claim codes it with
    (``kind`` country, ``why`` says so).
    """
    placed = [
        _Placed(claim.id, claim.trigger.field, p.text or p.name, p.country, p.start, p.end)
        for claim in claims
        if (p := claim.place) is not None
    ]
    if not placed:
        return {}
    parties = (party.code for claim in claims for party in (*claim.actor, *claim.recipient))
    context = _context(document.text, document.title, document.language, parties, home or home_of(document.outlet, document.url))
    answers = zip(placed, _places(placed, context, len(document.text)))
    return {one.claim: place for one, place in answers if place is not None}


def of_rows(document: Mapping[str, Any], claims: Iterable[Mapping[str, Any]], home: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The places of a document's claims as rows, from rows as a desk's tables ``documents`` and ``claims`` have them.

    One row for each claim that has a place, in the claims' order: ``claim`` and ``document`` (ids), ``mention`` (the words),
    ``name``, ``geonameid``, ``latitude``, ``longitude`` (degrees), ``kind``, ``country``, ``region`` (the first-level region's
    name), ``code`` (the region's, ``IDN.30``), ``claimants``, ``score``, ``why``; see ``ResolvedPlace``. A place that neither the
    gazetteer nor the claim's country tells has None for name, id and point, "" for kind, country, region and code, and score 0.
    Of a document without such claims nothing is read but the claims' ``place``.
    """
    claims = list(claims)
    placed = [one for claim in claims if (one := _of_row(claim)) is not None]
    if not placed:
        return []
    text, title, language, outlet, url = (document.get(name) or "" for name in ("text", "title", "language", "outlet", "url"))
    parties = (party["code"] for claim in claims for side in ("actor", "recipient") for party in _listed(claim.get(side)))
    context = _context(text, title, language, parties, home or home_of(outlet, url))
    found = _places(placed, context, len(text))
    return [_row(one, str(document.get("id") or ""), place) for one, place in zip(placed, found)]


def _of_row(claim: Mapping[str, Any]) -> _Placed | None:
    place = claim.get("place")
    name = (place.get("text") or place.get("name")) if place else None
    if place is None or not name:
        return None
    start, end = (-1 if place.get(side) is None else int(place[side]) for side in ("start", "end"))
    field = (claim.get("trigger") or {}).get("field") or "text"
    return _Placed(str(claim["id"]), field, name, place.get("country") or "", start, end)


def _listed(value: Iterable[Any] | None) -> Iterable[Any]:
    """A list column's cell, null for none."""
    return () if value is None else value


def _row(one: _Placed, document: str, place: ResolvedPlace | None) -> dict[str, Any]:
    row: dict[str, Any] = {"claim": one.claim, "document": document, "mention": one.name}
    if place is None:
        nothing = {"name": None, "geonameid": None, "latitude": None, "longitude": None, "kind": "", "country": ""}
        return row | nothing | {"region": "", "code": "", "claimants": [], "score": 0.0, "why": ["not in the gazetteer"]}
    return row | {
        "name": place.name, "geonameid": place.geonameid, "latitude": place.latitude, "longitude": place.longitude,
        "kind": place.kind, "country": place.country, "region": place.admin1, "code": place.code,
        "claimants": list(place.claimants), "score": place.score, "why": list(place.why),
    }  # fmt: skip


def _context(text: str, title: str, language: str, parties: Iterable[str | None], home: Sequence[str]) -> Context:
    countries = {code for code in parties if code and len(code) == 3 and code.isupper()}
    return Context(text + _BETWEEN + title, language, tuple(home), tuple(sorted(countries)))


def _places(placed: Sequence[_Placed], context: Context, body: int) -> list[ResolvedPlace | None]:
    """The places in their order, a name that the gazetteer lacks by its country; ``body`` is the length of the body."""
    found = resolve([_mention(one, context.text, body + len(_BETWEEN)) for one in placed], context)
    return [place or _country(one) for one, place in zip(placed, found)]


def _mention(one: _Placed, text: str, shift: int) -> Mention:
    """A claim's place in the text made of body and headline; without a place there where it stands in another field."""
    start = {"text": one.start, "title": one.start + shift}.get(one.field, -1) if one.start >= 0 else -1
    end = start + one.end - one.start
    if start < 0 or text[start:end] != one.name:
        return Mention(one.name, country=one.country)
    return Mention(one.name, start, end, one.country)


def _country(one: _Placed) -> ResolvedPlace | None:
    """The country of a place that the gazetteer does not have."""
    found = country(one.country)
    if found is None:
        return None
    return ResolvedPlace(
        one.name, found.name, found.geonameid or None, found.latitude, found.longitude, "country",
        found.country, "", found.country, found.claimants, found.extent, 0.0, ("not in the gazetteer: its country",),
    )  # fmt: skip
