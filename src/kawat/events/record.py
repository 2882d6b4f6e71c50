"""The record of an event from the claims that report it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from kawat.ontology import EVENTS, QUAD, STATUSES
from kawat.types import Event

Row = Mapping[str, Any]
# A party is the event's when at least this share of the reports of its most reported party name it.
_NAMED = 0.5


def event_of(claims: Sequence[Row], original: Mapping[str, str], story_of: Mapping[str, str]) -> Event:
    """The event that some claims (rows of the desk) report; ``original`` and ``story_of`` by document."""
    claims = sorted(claims, key=lambda c: (str(c["reported"] or "9"), str(c["id"])))
    event = _most((c["event"] for c in claims), EVENTS)
    typed = [c for c in claims if c["event"] == event]
    counts = Counter(c["status"] for c in claims)
    status = _most((c["status"] for c in claims), STATUSES)
    best = max(typed, key=lambda c: _strength(c, status))
    places = [(c["place"]["name"], c["place"].get("country") or "") for c in claims if c["place"] and c["place"].get("name")]
    place, country = Counter(sorted(places)).most_common(1)[0][0] if places else ("", "")
    stories = Counter(sorted(s for c in claims if (s := story_of.get(c["document"]))))
    days = sorted(str(c["reported"]) for c in claims if c["reported"])
    return Event(
        id=event_id(c["id"] for c in claims),
        event=event,
        mode=_most((c["mode"] or "" for c in typed if c["mode"]), ()),
        quad=QUAD[event],
        score=round(sum(float(c["score"]) for c in typed) / len(typed), 3),
        actor=_side(claims, "actor"),
        recipient=_side(claims, "recipient") or (("?",) if best["recipient"] else ()),
        status=status,
        day=_day(claims),
        claims=tuple(sorted(str(c["id"]) for c in claims)),
        documents=tuple(sorted({c["document"] for c in claims})),
        outlets=tuple(sorted({c["outlet"] for c in claims if c["outlet"]})),
        first=days[0] if days else "",
        reports=independent(claims, original),
        evidence=str(best["id"]),
        place=place,
        country=country,
        statuses=tuple((name, counts[name]) for name in STATUSES if counts[name]),
        said_by=tuple(sorted({c["said_by"]["code"] for c in claims if c["said_by"] and c["said_by"]["code"] != "?"})),
        story=stories.most_common(1)[0][0] if stories else "",
        last=days[-1] if days else "",
    )


def event_id(claims: Iterable[str]) -> str:
    """``e:`` and a hash of the claims' ids, whatever their order."""
    return "e:" + blake2b("\n".join(sorted(claims)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def independent(claims: Iterable[Row], original: Mapping[str, str]) -> int:
    """How many reports do not hang on each other: articles of one outlet, copies of one article and reports that credit an
    outlet (``via``) count once with it."""
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    documents = set()
    for claim in claims:
        document = "d " + claim["document"]
        documents.add(document)
        tied = ["d " + original.get(claim["document"], claim["document"])]
        tied += ["o " + name.casefold() for name in (claim["outlet"], claim["via"]) if name]
        for other in tied:
            group[root(other)] = root(document)
    return len({root(document) for document in documents})


def _most(values: Iterable[str], order: Sequence[str]) -> str:
    """The most frequent value; ties are settled by ``order``, then the alphabet."""
    counts = Counter(values)
    places = {value: number for number, value in enumerate(order)}
    return min(counts, key=lambda v: (-counts[v], places.get(v, len(places)), v), default="")


def _side(claims: Iterable[Row], side: str) -> tuple[str, ...]:
    """The parties that the reports name, the most named first; a code goes with the sector that it mostly has."""
    sectors: dict[str, Counter[str]] = {}
    named: Counter[str] = Counter()
    for claim in claims:
        for code in {p["code"] for p in claim[side] or () if p["code"] not in ("", "?")}:
            named[code] += 1
        for party in claim[side] or ():
            if party["code"] not in ("", "?"):
                sectors.setdefault(party["code"], Counter())[party["sector"] or ""] += 1
    most = max(named.values(), default=0)
    kept = sorted((code for code in named if named[code] >= _NAMED * most), key=lambda code: (-named[code], code))
    return tuple(f"{code}.{sector}" if (sector := _most(sectors[code].elements(), ())) else code for code in kept)


def _day(claims: Sequence[Row]) -> str:
    """The act's day: the one that most texts give, else that of the first report."""
    given = [
        c["date"]["value"] for c in claims if c["date"] and c["date"]["precision"] == "day" and c["date"]["basis"] != "article"
    ]
    if given:
        return _most(sorted(given), ())
    days = sorted(str(c["day"] or c["reported"]) for c in claims if isinstance(c["day"] or c["reported"], date))
    return days[0] if days else ""


def _strength(claim: Row, status: str) -> tuple[bool, int, bool, float]:
    """What makes a claim good evidence: the event's status, parties named, a date or place of its own, how sure the coder was."""
    sides = sum(any(p["code"] not in ("", "?") for p in claim[side] or ()) for side in ("actor", "recipient"))
    own = bool(claim["place"]) or bool(claim["date"] and claim["date"]["basis"] != "article")
    # The earlier of two equals, since max takes the first and the claims come in order.
    return claim["status"] == status, sides, own, round(float(claim["confidence"] or 0), 2)
