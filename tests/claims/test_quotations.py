"""Quotations of several sentences: one quote with one speaker, and the claims in it on that speaker's word."""

from __future__ import annotations

import time

import pytest

from kawat.claims.coder import LexiconCoder
from kawat.claims.quotations import joined, placed
from kawat.types import Coded, Party, Quote, Span

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


def test_pieces_of_two_speakers_stay_as_they_are(coder: LexiconCoder):
    text = "“The harvest was very good, said the Cuban minister. The rain came late, said the Kenyan minister.”"
    assert len(coder.code(text, language="en").quotes) == 2


def test_who_is_quoted_inside_does_not_speak_for_the_whole(coder: LexiconCoder):
    text = "“We came to Hanoi early. Russia said that the talks would go on for weeks. Ukraine attacked Kenya.”"
    coded = coder.code(text, language="en")
    assert [q.content.text for q in coded.quotes if q.speaker and q.speaker.code == "RUS"] == ["the talks would go on for weeks"]
    assert not any(c.said_by and c.said_by.code == "RUS" for c in coded.claims if c.event == "ASSAULT")


def test_a_blank_line_ends_a_quotation_that_was_never_closed(coder: LexiconCoder):
    open_marks = "“The harvest was very good. The rain came in time{}The cane is high now.”"
    assert contents(coder.code(open_marks.format(". "), language="en")) == [open_marks.format(". ").strip("“.”")]
    broken = contents(coder.code(open_marks.format("\n\n"), language="en"))
    assert broken
    assert not any("\n" in content for content in broken)


def test_the_speaker_behind_the_marks_goes_before_the_one_of_an_earlier_sentence(coder: LexiconCoder):
    text = (
        "The foreign minister of Cuba said that the harvest was good. “Kenya attacked Somalia on Monday. Uganda condemned it,” "
        "said the foreign minister of Peru."
    )
    coded = coder.code(text, language="en")
    assert [(c.event, c.said_by.full if c.said_by else "") for c in coded.claims] == [
        ("ASSAULT", "PER.GOV"),
        ("ACCUSE", "PER.GOV"),
    ]
    assert not any("CUB" in why or "Cuba" in why for c in coded.claims for why in c.why if why.startswith("on the word"))


def test_angled_marks(coder: LexiconCoder):
    text = "«The harvest was very good. The farmers are glad», said the Cuban minister."
    assert contents(coder.code(text, language="en")) == ["The harvest was very good. The farmers are glad"]


def test_an_unknown_speaker_leaves_a_claim_on_nobodys_word(coder: LexiconCoder):
    text = "“Kenya attacked Somalia. It burned two villages,” said three old beekeepers."
    assert {c.said_by for c in coder.code(text, language="en").claims if c.event == "ASSAULT"} == {None}


def test_a_claim_on_the_word_of_a_pronoun_has_no_place_for_it(coder: LexiconCoder):
    text = "The foreign minister of Cuba came to Hanoi. “Kenya attacked Somalia. It burned two villages,” he said."
    sources = {c.said_by.start for c in coder.code(text, language="en").claims if c.event == "ASSAULT" and c.said_by}
    assert sources == {None}


@pytest.mark.parametrize("text", ['"a. ' * 4000, "“A b c. D e f.” " * 2500, "“a. " * 5000, '" ' * 10_000])
def test_thousands_of_marks_are_read_in_a_moment(coder: LexiconCoder, text: str):
    assert joined(text, "en", [], []) == ([], [])


def test_a_speaking_pronoun_has_its_place(coder: LexiconCoder):
    text = "The foreign minister of Cuba came to Hanoi. He said that the harvest was very good this year."
    speaker = coder.code(text, language="en").quotes[-1].speaker
    assert speaker is not None
    assert (speaker.full, text[speaker.start or 0 : speaker.end]) == ("CUB.GOV", "He")


def test_an_acting_pronoun_has_none(coder: LexiconCoder):
    text = "The foreign minister of Cuba came to Hanoi. He condemned Chile."
    claim = coder.code(text, language="en").claims[-1]
    assert [(p.full, p.start) for p in claim.actor] == [("CUB.GOV", None)]


LEAD_IN = [
    ("en", "The envoy of Peru left. President Lourenço of Angola replied:\n\n“We never signed that paper.”", "Lourenço"),
    ("id", "Duta Peru pergi. Presiden Angola Lourenço menjawab:\n\n“Kami tidak pernah menandatangani surat itu.”", "Lourenço"),
    ("en", "The harbour strike went on. Tomas Querol echoed:\n\n“We never signed that paper.”", "Tomas Querol"),
    ("en", "“The harvest is good,” Tomas Querol said.\n\n“The farmers are content and will plant again.”", "Tomas Querol"),
]


@pytest.mark.parametrize(("language", "text", "name"), LEAD_IN)
def test_who_was_named_before_a_quotation_speaks_it_and_has_their_place(coder: LexiconCoder, language: str, text: str, name: str):
    speaker = coder.code(text, language=language).quotes[-1].speaker
    assert speaker is not None
    assert speaker.start is not None
    assert speaker.end is not None
    assert name in text[speaker.start : speaker.end]
    assert text[speaker.start : speaker.end] == speaker.text


def test_a_speaker_in_the_quotes_own_paragraph_goes_before_one_further_back(coder: LexiconCoder):
    text = "“The harvest is good,” Tomas Querol said.\n\nTomas Querol said nobody was hungry. “The farmers will plant again.”"
    speaker = coder.code(text, language="en").quotes[-1].speaker
    assert speaker is not None
    assert speaker.start == text.rindex("Tomas Querol")


@pytest.mark.parametrize(
    "between",
    [
        "One thing is clear: rain came.",
        "These are the countries that China sanctioned:\n\nPeru and Chile.",
        "“Peru must do three things:",
    ],
)
def test_other_sentences_with_a_colon_name_nobody_who_goes_on(coder: LexiconCoder, between: str):
    text = f"“The harvest is good,” Tomas Querol said.\n\n{between}\n\n“The farmers will plant again.”"
    speaker = coder.code(text, language="en").quotes[-1].speaker
    assert speaker is not None
    assert speaker.text == "Tomas Querol"


@pytest.mark.parametrize("name", ["Tomas Querol", "João Lourenço"])
def test_a_name_goes_before_a_pronoun(coder: LexiconCoder, name: str):
    text = f"{name} said the harvest was good. He said nobody was hungry.\n\n“The farmers will plant again.”"
    speaker = coder.code(text, language="en", published="2022-06-01").quotes[-1].speaker
    assert speaker is not None
    assert speaker.text == name


def test_many_quotes_on_one_long_line_are_placed_in_time(coder: LexiconCoder):
    text = "“The harvest is good,” Tomas Querol said. " + "“We will plant again.” " * 30_000
    named = Party("?", "", "Tomas Querol", 23, 35, "Tomas Querol")
    again = Party("?", "", "Tomas Querol", None, None, "")
    starts = range(43, len(text) - 30, 23)
    many = [Quote(again, None, Span(at, at + 20, text[at : at + 20]), True, None) for at in starts]
    began = time.process_time()
    done = placed(text, "en", [Quote(named, None, Span(1, 20, text[1:20]), True, None), *many], [])
    assert time.process_time() - began < 5
    assert {q.speaker.start for q in done if q.speaker} == {23}
