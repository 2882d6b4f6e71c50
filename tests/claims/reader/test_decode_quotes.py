"""From answers to quotes with their speaker and cue, with answers written by hand."""

from __future__ import annotations

import pytest
from handmade import Answer

from kawat.claims.coder import LexiconCoder

SPOKEN = "The rains came early this year, said Kenya, and the roads are closed."


@pytest.fixture
def spoken(coder: LexiconCoder) -> Answer:
    """A quote of six words, then a speech verb and the speaker."""
    made = Answer(coder, SPOKEN)
    made.said(0, [0.95] * 6)
    made.speaker(0, 0.9, made.at("Kenya"))
    made.cue(made.at("said"), 0.9)
    return made


def text_of(made: Answer, quote: object) -> str:
    return made.scene.tokens.text[quote.start : quote.end]  # type: ignore[attr-defined]


def test_a_quote_with_speaker_and_cue(spoken: Answer):
    (quote,) = spoken.quotes()
    assert text_of(spoken, quote) == "The rains came early this year"
    assert quote.speaker is not None
    assert (quote.speaker.code, quote.words, quote.direct) == ("KEN", None, False)
    assert quote.cue is not None
    assert SPOKEN[slice(*quote.cue)] == "said"


@pytest.mark.parametrize(
    "frayed", [[0.9, 0.9, 0.4, 0.9, 0.9, 0.9], [0.95, 0.3, 0.95, 0.95, 0.3, 0.95], [0.45, 0.9, 0.9, 0.9, 0.9, 0.45]]
)
def test_frayed_answers_are_one_quote(spoken: Answer, frayed: list[float]):
    spoken.said(0, frayed)
    assert len(spoken.quotes()) == 1


def test_far_apart_they_are_two_quotes(spoken: Answer):
    at = spoken.at("the")
    spoken.said(at, [0.95] * 4)
    spoken.speaker(at, 0.9, spoken.at("Kenya"))
    assert [text_of(spoken, q) for q in spoken.quotes()] == ["The rains came early this year", "the roads are closed"]


def test_two_words_are_no_quote(spoken: Answer):
    spoken.said(0, [0.99, 0.99, 0, 0, 0, 0])
    assert spoken.quotes() == []


def test_a_stricter_setting_asks_for_surer_words(spoken: Answer):
    spoken.said(0, [0.6] * 6)
    assert len(spoken.quotes(quote=0.3)) == 1
    assert spoken.quotes(quote=0.9) == []


def test_marks_at_the_ends_stay_out_and_make_a_quote_direct(coder: LexiconCoder):
    made = Answer(coder, "“We will rebuild the port,” said Kenya.")
    made.said(0, [0.95] * 8)
    (quote,) = made.quotes()
    assert text_of(made, quote) == "We will rebuild the port"
    assert quote.direct


def test_the_speaker_takes_in_the_words_beside_the_name(coder: LexiconCoder):
    made = Answer(coder, "The rains came early, said a weary envoy of Kenya on Monday.")
    first = made.at("weary")
    made.said(0, [0.95] * 4)
    made.speaker(0, 0.9, *range(first, made.at("Kenya") + 1))
    (quote,) = made.quotes()
    assert quote.speaker is not None
    assert (quote.speaker.code, quote.speaker.first, quote.speaker.last) == ("KEN", first, made.at("Kenya") + 1)


def test_a_speaker_nobody_knows_is_the_words_as_they_stand(coder: LexiconCoder):
    made = Answer(coder, "The rains came early, said three old beekeepers.")
    made.scene.mentions = []
    made.said(0, [0.95] * 4)
    made.speaker(0, 0.9, made.at("old"), made.at("beekeepers"))
    (quote,) = made.quotes()
    assert quote.speaker is None
    assert quote.words is not None
    assert made.scene.tokens.text[slice(*quote.words)] == "old beekeepers"


def test_who_went_on_speaking_speaks_where_nobody_is_named(spoken: Answer):
    kenya = spoken.mention("Kenya")
    spoken.speaker(0, 0.1, spoken.at("Kenya"))
    (quote,) = spoken.quotes(carried=kenya)
    assert quote.speaker is kenya
    assert spoken.quotes()[0].speaker is None


def test_a_weak_cue_is_none(spoken: Answer):
    spoken.cue(spoken.at("said"), 0.2)
    assert spoken.quotes()[0].cue is None


def test_a_cue_stands_outside_the_quoted_words(spoken: Answer):
    spoken.cue(2, 0.99)
    (quote,) = spoken.quotes()
    assert quote.cue is not None
    assert SPOKEN[slice(*quote.cue)] == "said"
