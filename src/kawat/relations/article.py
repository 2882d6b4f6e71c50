"""The dyads of one article: who acted towards whom, what that adds up to, and which way it points.

The net of a dyad is the sum of the Goldstein scores of its real claims. A request leaves most of a relation
as it was, so it weighs a tenth; what is denied, imagined or conditional weighs nothing but stays listed as
evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kawat.relations.sentences import describe
from kawat.types import Claim, Party, Relation

REQUEST_WEIGHT = 0.1
FLAT_BELOW = 1.0


@dataclass
class Dyad:
    """Two codes, ``a`` before ``b`` in the alphabet, and the claims that link them in the text's order."""

    a: str
    b: str
    claims: list[Claim] = field(default_factory=list)

    @property
    def net(self) -> float:
        """The weighted sum of the scores of the real claims."""
        return round(sum(weight(claim) for claim in self.claims), 2)

    @property
    def direction(self) -> str:
        """``up``, ``down``, ``flat``, or ``hostile``: down, with a real act of material conflict."""
        if abs(self.net) < FLAT_BELOW:
            return "flat"
        if self.net > 0:
            return "up"
        fought = any(c.status == "real" and c.quad == "material conflict" for c in self.claims)
        return "hostile" if fought else "down"


def weight(claim: Claim) -> float:
    """What a claim adds to a net: its score, a tenth of it for a request, nothing unless it is real."""
    if claim.status != "real":
        return 0.0
    return claim.score * REQUEST_WEIGHT if claim.event == "REQUEST" else claim.score


def relations(claims: Iterable[Claim]) -> tuple[Relation, ...]:
    """One ``Relation`` for each unordered pair of codes that a claim links, strongest net first.

    A claim links each of its actors with each of its recipients; one without recipient (reciprocal) links all
    its actors with each other. Unknown parties ("?") and pairs within one code are left out.
    """
    dyads: dict[tuple[str, str], Dyad] = {}
    for claim in claims:
        for pair in pairs(claim):
            dyads.setdefault(pair, Dyad(*pair)).claims.append(claim)
    ranked = sorted(dyads.values(), key=lambda d: (-abs(d.net), -len(d.claims), d.a, d.b))
    return tuple(_relation(dyad) for dyad in ranked)


def pairs(claim: Claim) -> list[tuple[str, str]]:
    """The unordered pairs of codes that a claim links, each in alphabetical order and once."""
    actors = list(_codes(claim.actor))
    others = list(_codes(claim.recipient)) if claim.recipient else actors
    linked = [(x, y) for x in actors for y in others if x != y]
    return list(dict.fromkeys((min(pair), max(pair)) for pair in linked))


def _codes(parties: tuple[Party, ...]) -> Iterator[str]:
    return (party.code for party in parties if party.code not in ("", "?"))


def _relation(dyad: Dyad) -> Relation:
    net, direction = dyad.net, dyad.direction
    return Relation(
        a=dyad.a,
        b=dyad.b,
        claims=tuple(claim.id for claim in dyad.claims),
        net=net,
        direction=direction,
        sentence_id=describe(dyad.a, dyad.b, dyad.claims, direction, "id"),
        sentence_en=describe(dyad.a, dyad.b, dyad.claims, direction, "en"),
    )
