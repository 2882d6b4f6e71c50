"""Copies of one report: whose they are, in any order, and what is none."""

from __future__ import annotations

import random

import pytest
from event_rows import Row, document

from kawat.events import Copy, copies

pytest.importorskip("rensa")
_REPORT = (
    "The harbour workers of Aden ended their strike on Thursday after the ministry agreed to pay three months of wages. "
    "Their union said that cranes would move again on Friday morning and that no one would be dismissed. "
    "Ship owners had warned that grain for two provinces was running short while forty vessels lay at anchor."
)


def _articles() -> list[Row]:
    return [
        document("a", "Aden port strike ends", "2024-05-02", outlet="Agency", text=_REPORT),
        document("b", "Workers return to cranes in Aden", "2024-05-03", outlet="Daily", text=f"Aden - {_REPORT} (Agency)"),
        document("c", "Strike over", "2024-05-04", outlet="Post", text=_REPORT[:230]),
        document("d", "Grain ships wait", "2024-05-03", text=" ".join(reversed(_REPORT.split()))),
        document("e", "An old report", "2024-07-30", text=_REPORT),
    ]


def test_a_copy_is_one_of_the_first_report_even_where_it_is_cut_or_framed():
    found = {copy.document: copy.original for copy in copies(_articles())}
    assert found == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}


def test_the_order_of_the_articles_does_not_tell():
    articles = _articles()
    expected = copies(articles)
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert copies(articles) == expected


def test_headlines_alone_are_copies_when_their_words_are_the_same():
    rows = [
        document("x", "Kenya recalls its envoy from Kampala over fish", "2024-05-02", outlet="A"),
        document("y", "Kenya recalls its envoy from Kampala over fish", "2024-05-02", outlet="B"),
        document("z", "Uganda recalls its envoy from Nairobi over coffee", "2024-05-02", outlet="B"),
    ]
    assert {copy.document: copy.original for copy in copies(rows)} == {"x": "x", "y": "x", "z": "z"}


def test_no_articles_and_empty_ones_are_no_error():
    assert copies([]) == []
    assert copies([document("n", "")]) == [Copy("n", "n", 1.0)]
