"""Two articles for the tests of the reader, and a check of what it makes of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kawat.ontology import EVENTS, QUAD, STATUSES, score
from kawat.ontology.plover import modes
from kawat.types import Coded, Party, Span

ID: dict[str, Any] = {
    "id": "contoh-1",
    "title": "Menlu Kuba Memuji Vietnam",
    "language": "id",
    "published": "2022-06-01",
    "text": (
        "Hanoi -- Menteri Luar Negeri Kuba mengunjungi Vietnam pada Senin. Ia memuji Laos dan mengecam Amerika Serikat. "
        "“Embargo itu harus segera dicabut,” ujar sang menteri kepada wartawan.\n\n"
        "Sementara itu, Rusia menyerang Moldova pada 23 Mei, kata Kanselir Austria. Kenya mendesak Uganda menarik pasukannya."
    ),
}
EN: dict[str, Any] = {
    "id": "sample-2",
    "title": "Rwanda condemns Burundi",
    "language": "en",
    "published": "2023-02-10",
    "text": (
        "Rwanda condemned Burundi on Thursday. “We are a good neighbour to all,” its foreign minister said. "
        "The UN said that Eritrea bombed Ethiopia. Canada imposed sanctions on Belarus.\n\n"
        "Kenya urged Uganda to withdraw its troops. Thousands of Peruvians protested against the government."
    ),
}


def spans(coded: Coded) -> Iterator[tuple[str, Span | Party]]:
    for claim in coded.claims:
        field = claim.trigger.field
        yield field, claim.trigger
        for party in (*claim.actor, *claim.recipient, *([claim.said_by] if claim.said_by else [])):
            yield field, party
    for quote in coded.quotes:
        found: tuple[Span | Party | None, ...] = (quote.content, quote.cue, quote.speaker)
        yield from ((quote.content.field, span) for span in found if span is not None)


def check(coded: Coded, fields: dict[str, str], coder: str) -> None:
    """Holds the records of a text against it and against the ontology."""
    for field, span in spans(coded):
        if span.start is not None:
            assert span.text == fields[field][span.start : span.end] != ""
    for claim in coded.claims:
        assert claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end
        assert claim.event in EVENTS
        assert claim.status in STATUSES
        assert claim.quad == QUAD[claim.event]
        assert claim.score == score(claim.event, claim.cameo)
        assert claim.mode == "" or f"{claim.event}/{claim.mode}" in modes()
        assert 0 <= claim.confidence <= 1
        assert claim.coder == coder
        assert claim.event in claim.why[0]
        assert coder in claim.why[0]
    assert len({claim.id for claim in coded.claims}) == len(coded.claims)
