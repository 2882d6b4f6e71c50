"""PLOVER types, modes and scores, and the crosswalk from CAMEO codes.

Types, quad classes and modes follow PLOVER (Open Event Data Alliance, draft 0.8, 2021). The scores are
Goldstein's (1992) intensities as extended to CAMEO's codes by the event-data community; the range is
-10 (worst conflict) to +10 (closest cooperation).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kawat.errors import UnknownNameError

QUADS: dict[str, tuple[str, ...]] = {
    "verbal cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD: dict[str, str] = {event: quad for quad, events in QUADS.items() for event in events}
EVENTS: tuple[str, ...] = tuple(QUAD)
STATUSES: tuple[str, ...] = ("real", "negated", "unreal")
# The contexts that the reader tells of a sentence (PLOVER's, and four of our own: cyber, disease, disaster, migration).
CONTEXTS: tuple[str, ...] = (
    "military", "diplomatic", "economic", "legal", "election", "legislative", "terrorism", "human-rights", "territory",
    "resource", "disaster", "disease", "migration", "cyber",
)  # fmt: skip
# The CAMEO root code that stands for a type when a pattern names no finer one.
ROOT_CAMEO: dict[str, str] = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "CONCEDE": "080", "COOPERATE": "060", "AID": "070",
    "RETREAT": "087", "REQUEST": "100", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "SANCTION": "160", "MOBILIZE": "150", "COERCE": "170", "ASSAULT": "190",
}  # fmt: skip


class Cameo(NamedTuple):
    """A CAMEO code's PLOVER type and mode ("" where PLOVER has none) and its Goldstein score."""

    event: str
    mode: str
    score: float


@cache
def cameo_codes() -> dict[str, Cameo]:
    """Every CAMEO code (leading zeros kept) with its PLOVER type, mode and score."""
    with files(__package__).joinpath("cameo.csv").open("r", encoding="utf-8") as stream:
        return {r["code"]: Cameo(r["event"], r["mode"], float(r["score"])) for r in csv.DictReader(stream)}


def quad(event: str) -> str:
    """The quad class of a PLOVER type; raises UnknownNameError for any other word."""
    if event not in QUAD:
        raise UnknownNameError(f"unknown event type {event!r}: use one of {', '.join(EVENTS)}")
    return QUAD[event]


def score(event: str, cameo: str) -> float:
    """The Goldstein score of a claim: its CAMEO code's when the code is of the claim's type, else the type's."""
    code = cameo_codes().get(cameo)
    if code is None or QUAD.get(code.event) != QUAD[event]:
        code = cameo_codes()[ROOT_CAMEO[event]]
    return code.score


def mode(event: str, cameo: str) -> str:
    """The PLOVER mode of a claim, from its CAMEO code; "" where the code is of another type or has none."""
    code = cameo_codes().get(cameo)
    return code.mode if code and code.event == event else ""
