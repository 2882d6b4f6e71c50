"""How outlets, or languages, tell the same dyad: how much of it, in what tone, and whom they let speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import sqrt
from typing import Any, Literal, NamedTuple

import msgspec

from kawat.ontology import QUADS
from kawat.relations.article import REQUEST_WEIGHT
from kawat.relations.sides import Side, holds, parted

By = Literal["outlet", "language"]
NINETY = 1.6449
_CONFLICT = [quad for quad in QUADS if quad.endswith("conflict")]
_NEWEST = "(SELECT arg_max(id, revision) AS id FROM documents GROUP BY key)"
_TOLD = f"""
WITH counted AS (
    SELECT *, {{dyad}} AS fits FROM claims SEMI JOIN {_NEWEST} newest ON newest.id = claims.document
    WHERE status = 'real' AND origin <> 'related' AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
)
SELECT {{by}} AS name, count(*) FILTER (WHERE fits) AS claims, count(DISTINCT document) FILTER (WHERE fits) AS articles,
    count(*) FILTER (WHERE fits AND quad IN ({", ".join(f"'{quad}'" for quad in _CONFLICT)})) AS conflicts,
    avg(score * CASE WHEN event = 'REQUEST' THEN {REQUEST_WEIGHT} ELSE 1 END) FILTER (WHERE fits) AS tone, count(*) AS everything
FROM counted GROUP BY ALL HAVING count(*) FILTER (WHERE fits) > 0 ORDER BY claims DESC, name
"""
_QUOTED = f"""
SELECT {{by}} AS name, speaker.code AS code, count(*) AS quotes FROM quotes
WHERE document IN (SELECT document FROM claims SEMI JOIN {_NEWEST} newest ON newest.id = claims.document
    WHERE status = 'real' AND origin <> 'related' AND {{dyad}})
AND speaker.code IS NOT NULL AND speaker.code NOT IN ('', '?') GROUP BY ALL ORDER BY quotes DESC, code
"""


class Questions(NamedTuple):
    """Questions to a desk about a dyad, with the ``values`` that all of them take.

    ``told``: its claims by outlet or language; ``quoted``: who is quoted in the articles that tell of it, how often; ``only``:
    the rest of a question for its events that one outlet alone reports (``outlets[1]``).
    """

    told: str
    quoted: str
    only: str
    values: dict[str, Any]


def questions(a: Side, b: Side, by: By, since: date | None = None, until: date | None = None) -> Questions:
    """The questions about two sides and the days of the acts, both included. Each claim counts once.

    A claim is of a dyad where one side acts on the other, or both act together.
    """
    one, two = parted(a, b)
    values: dict[str, Any] = {"since": since, "until": until}
    acts: dict[tuple[str, str], str] = {}
    for name, side in (("a", one), ("b", two)):
        for column in ("actor", "recipient"):
            test, more = holds(f"list_transform({column}, lambda p: p.code)", "day", side, name)
            acts[column, name] = test
            values |= more
    dyad = (
        f"(({acts['actor', 'a']} AND {acts['recipient', 'b']}) OR ({acts['actor', 'b']} AND {acts['recipient', 'a']}) "
        f"OR (len(recipient) = 0 AND {acts['actor', 'a']} AND {acts['actor', 'b']})) "
        "AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)"
    )
    only = f"FROM events WHERE status = 'real' AND len(outlets) = 1 AND {dyad}"
    return Questions(_TOLD.format(by=by, dyad=dyad), _QUOTED.format(by=by, dyad=dyad), only, values)


class Telling(msgspec.Struct, frozen=True):
    """How one outlet tells a dyad.

    ``conflict`` is the share of its claims that are of conflict, ``low`` and ``high`` its 90% interval (Wilson 1927);
    ``tone`` the mean Goldstein score (a request counts a tenth); ``attention`` the dyad's share of all its claims;
    ``quoted`` the codes that it quotes most in these articles, with the share of each.
    """

    name: str
    claims: int
    articles: int
    conflict: float
    low: float
    high: float
    tone: float
    attention: float
    quoted: tuple[tuple[str, float], ...]


def tellings(told: Iterable[Mapping[str, Any]], quoted: Iterable[Mapping[str, Any]], most: int = 3) -> list[Telling]:
    """From the rows of ``told`` and ``quoted``, the outlets with the most claims first; at most so many quoted codes each."""
    speakers: dict[str, list[tuple[str, int]]] = {}
    for row in quoted:
        speakers.setdefault(row["name"] or "", []).append((row["code"], row["quotes"]))
    out = []
    for row in told:
        low, high = wilson(row["conflicts"], row["claims"])
        mine = speakers.get(row["name"] or "", [])
        total = sum(count for _, count in mine)
        out.append(
            Telling(
                row["name"] or "",
                row["claims"],
                row["articles"],
                row["conflicts"] / row["claims"],
                low,
                high,
                round(row["tone"], 2),
                row["claims"] / row["everything"],
                tuple((code, count / total) for code, count in mine[:most]),
            )
        )
    return out


def wilson(hits: int, number: int, z: float = NINETY) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), 90% unless told; (0, 1) of nothing."""
    if not number:
        return 0.0, 1.0
    share, over = hits / number, z * z / number
    middle, half = share + over / 2, z * sqrt(share * (1 - share) / number + over / (4 * number))
    return (middle - half) / (1 + over), (middle + half) / (1 + over)
