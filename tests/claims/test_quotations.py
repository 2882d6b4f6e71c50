"""Quotations of several sentences: one quote with one speaker, and the claims in it on that speaker's word."""

from __future__ import annotations

import pytest

from kawat.claims.coder import LexiconCoder
from kawat.types import Coded

LONG = "“Kenya attacked Somalia. It burned two villages. Uganda condemned it,” said the foreign minister of Cuba."


def contents(coded: Coded) -> list[str]:
    return [quote.content.text for quote in coded.quotes]


def test_three_sentences_between_two_marks_are_one_quote(coder: LexiconCoder):
    coded = coder.code(LONG, language="en")
    (quote,) = coded.quotes
    assert quote.content.text == "Kenya attacked Somalia. It burned two villages. Uganda condemned it"
    assert LONG[quote.content.start : quote.content.end] == quote.content.text
    assert quote.direct
    assert quote.speaker is not None
    assert quote.speaker.full == "CUB.GOV"
    assert quote.cue is not None
    assert quote.cue.text == "said"


def test_claims_inside_rest_on_the_speakers_word(coder: LexiconCoder):
    told = {c.event: c.said_by.full if c.said_by else "" for c in coder.code(LONG, language="en").claims}
    assert told == {"ASSAULT": "CUB.GOV", "ACCUSE": "CUB.GOV"}


def test_a_claim_behind_the_quotation_does_not(coder: LexiconCoder):
    coded = coder.code(LONG + " Peru praised Chile.", language="en")
    assert [c.said_by for c in coded.claims if c.event == "SUPPORT"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        '"Panen tebu sangat bagus. Petani kami senang. Kami akan menanam lagi," kata Menlu Kuba.',
        "“Panen tebu sangat bagus. Petani kami senang. Kami akan menanam lagi,” kata Menlu Kuba.",
    ],
)
def test_straight_and_curly_marks(coder: LexiconCoder, text: str):
    assert contents(coder.code(text, language="id")) == ["Panen tebu sangat bagus. Petani kami senang. Kami akan menanam lagi"]


def test_two_quotations_stay_two(coder: LexiconCoder):
    text = "“The harvest was very good,” said the Cuban minister. “We will plant more cane,” said the Kenyan minister."
    assert contents(coder.code(text, language="en")) == ["The harvest was very good", "We will plant more cane"]


def test_marks_that_two_speakers_share_by_mistake_part_nothing(coder: LexiconCoder):
    text = "“The harvest was very good, said the Cuban minister. The rain came late, said the Kenyan minister.”"
    assert len(coder.code(text, language="en").quotes) == 2


def test_a_blank_line_ends_a_quotation_that_was_never_closed(coder: LexiconCoder):
    text = "“The harvest was very good, said the Cuban minister.\n\nThe rain came late, said the Kenyan minister.”"
    assert len(coder.code(text, language="en").quotes) == 2


def test_a_speaking_pronoun_has_its_place(coder: LexiconCoder):
    text = "The foreign minister of Cuba came to Hanoi. He said that the harvest was very good this year."
    speaker = coder.code(text, language="en").quotes[-1].speaker
    assert speaker is not None
    assert (speaker.full, text[speaker.start or 0 : speaker.end]) == ("CUB.GOV", "He")


def test_an_acting_pronoun_has_none(coder: LexiconCoder):
    text = "The foreign minister of Cuba came to Hanoi. He condemned Chile."
    claim = coder.code(text, language="en").claims[-1]
    assert [(p.full, p.start) for p in claim.actor] == [("CUB.GOV", None)]
