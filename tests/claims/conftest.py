"""A short way to write what a text should be coded as: ``ASSAULT RWA > BDI, negated | RWA``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from endpoint_server import server  # noqa: F401

from kawat.claims.coder import LexiconCoder
from kawat.types import Claim, Party

Coding = Callable[..., list[str]]


@pytest.fixture(scope="session")
def coding(coder: LexiconCoder) -> Coding:
    """Codes a text and writes each claim as ``EVENT ACTORS > RECIPIENTS, status | SAID_BY``, sorted.

    Parties of one side are joined by ``+`` in the order of the alphabet, an empty actor is ``?``, the status
    ``real`` and what is empty are left out.
    """

    def run(language: str, text: str, **record: str) -> list[str]:
        return sorted(written(claim) for claim in coder.code(text, language=language, **record).claims)

    return run


def written(claim: Claim) -> str:
    out = f"{claim.event} {side(claim.actor) or '?'}"
    out += f" > {side(claim.recipient)}" if claim.recipient else ""
    out += f", {claim.status}" if claim.status != "real" else ""
    return out + (f" | {claim.said_by.full}" if claim.said_by else "")


def side(parties: Iterable[Party]) -> str:
    return "+".join(sorted(party.full for party in parties))
