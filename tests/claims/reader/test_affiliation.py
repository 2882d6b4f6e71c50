"""Whose side a party is on that the registry does not know by its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.reader.handmade import Answer, codes, told
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.parties import AFFILIATION
from kawat.claims.reader.rules import _surer

SIDES = {"affiliation": 0.5, "affiliation_over": 0.8}
ZORBANITES = "Zorbanites attacked Uganda while Kenya and Canada watched."


@pytest.fixture
def zorbanites(coder: LexiconCoder) -> Answer:
    made = Answer(coder, ZORBANITES)
    made.act("ASSAULT", 1)
    made.actor(1, 0.8, 0)
    made.recipient(1, 0.9, made.at("Uganda"))
    return made


def test_an_unknown_party_has_the_code_of_the_words_that_name_its_side(zorbanites: Answer):
    zorbanites.belongs(0, 0.6, zorbanites.at("Kenya"))
    zorbanites.belongs(0, 0.55, zorbanites.at("Canada"))
    (one,) = zorbanites.acts(**SIDES)
    assert told([one]) == ["ASSAULT KEN > UGA, real"]
    assert "(KEN, that of 'Kenya' 0.60)" in one.parts
    assert one.act.actors[0].name == "Zorbanites"


def test_a_weak_pointer_leaves_it_unknown(zorbanites: Answer):
    zorbanites.belongs(0, 0.4, zorbanites.at("Kenya"))
    assert told(zorbanites.acts(**SIDES)) == ["ASSAULT  > UGA, real"]
    zorbanites.belongs(0, 0.9, zorbanites.at("Kenya"))
    assert told(zorbanites.acts()) == ["ASSAULT  > UGA, real"]  # a network without that role has no limit for it


def test_a_party_with_a_name_of_its_own_keeps_its_code(zorbanites: Answer):
    zorbanites.belongs(zorbanites.at("Uganda"), 0.99, zorbanites.at("Kenya"))
    assert told(zorbanites.acts(**SIDES)) == ["ASSAULT  > UGA, real"]


def test_the_side_may_be_named_in_the_context(coder: LexiconCoder):
    made = Answer(coder, "They accused Uganda on Monday.", before="Kenya and Chad met.")
    made.act("ACCUSE", 1)
    made.actor(1, 0.8, 0)
    made.recipient(1, 0.9, made.at("Uganda"))
    context = made.window.context[0]
    at = next(i for i, s in enumerate(context.starts) if context.text[s : context.ends[i]] == "Chad")
    made.roles[AFFILIATION, made.words[0], made.laid.context_words[0][at]] = 0.9
    assert told(made.acts(**SIDES)) == ["ACCUSE TCD > UGA, real"]


@pytest.mark.parametrize(("score", "expected"), [(0.75, "IDN"), (0.85, "MYS")])
def test_a_bare_office_goes_over_to_another_side_only_where_the_network_is_sure(coder: LexiconCoder, score: float, expected: str):
    made = Answer(coder, "Pemerintah mengecam Uganda, demikian laporan dari Malaysia.", "id")
    before = made.mention("Pemerintah")
    assert before.bare
    before.code = "IDN"
    made.act("ACCUSE", 1)
    made.actor(1, 0.8, 0)
    made.recipient(1, 0.9, made.at("Uganda"))
    made.belongs(0, score, made.at("Malaysia"))
    (one,) = made.acts(**SIDES)
    assert codes(one.act.actors) == [expected]


@pytest.mark.parametrize(("language", "expected"), [("id", "IDN"), ("ms", "MYS"), ("en", "")])
def test_home_is_where_the_language_of_the_news_is_at_home(coder: LexiconCoder, language: str, expected: str):
    text = "Wiratmaja condemned Uganda." if language == "en" else "Wiratmaja mengecam Uganda."
    made = Answer(coder, text, language)
    made.act("ACCUSE", 1)
    made.actor(1, 0.8, 0)
    made.recipient(1, 0.9, made.at("Uganda"))
    made.belongs(0, 0.9)
    (one,) = made.acts(**SIDES)
    assert codes(one.act.actors) == [expected]


def test_the_name_of_the_office_holder_goes_with_the_guessed_country(coder: LexiconCoder):
    made = Answer(coder, "Presiden mengecam Uganda, demikian laporan dari Rusia.", "id")
    guessed = made.mention("Presiden")
    guessed.code, guessed.name = "IDN", "Joko Widodo"
    made.act("ACCUSE", 1)
    made.actor(1, 0.8, 0)
    made.recipient(1, 0.9, made.at("Uganda"))
    made.belongs(0, 0.9, made.at("Rusia"))
    (one,) = made.acts(**SIDES)
    assert [(m.code, m.sector, m.name) for m in one.act.actors] == [("RUS", "GOV", "Presiden")]
    assert guessed.name == "Joko Widodo"  # the scene's own mention stays as it was


def test_a_pronoun_takes_name_and_sector_of_a_person(coder: LexiconCoder):
    made = Answer(coder, "He condemned Uganda.", before="Canada waited while Vladimir Putin left.")
    made.act("ACCUSE", 1)
    made.actor(1, 0.8, 0)
    made.recipient(1, 0.9, made.at("Uganda"))
    context = made.window.context[0]
    at = next(i for i, s in enumerate(context.starts) if context.text[s : context.ends[i]] == "Putin")
    made.roles[AFFILIATION, made.words[0], made.laid.context_words[0][at]] = 0.95
    (one,) = made.acts(**SIDES)
    assert [(m.code, m.sector, m.name) for m in one.act.actors] == [("RUS", "GOV", "Vladimir Putin")]


def test_a_place_is_of_no_other_side(coder: LexiconCoder):
    made = Answer(coder, "Kenya attacked Qorth in Uganda.")
    made.act("ASSAULT", 1)
    made.actor(1, 0.9, 0)
    made.recipient(1, 0.9, made.at("Qorth"))
    party = made.mention("Qorth")
    party.located = True
    made.belongs(made.at("Qorth"), 0.99, made.at("Kenya"))
    (one,) = made.acts(**SIDES)
    assert codes(one.act.recipients) == [""]


def test_a_network_without_that_role_says_nothing_of_sides(zorbanites: Answer):
    zorbanites.roles = zorbanites.roles[:3]
    assert told(zorbanites.acts(**SIDES)) == ["ASSAULT  > UGA, real"]


def test_a_speaker_has_a_side_too(coder: LexiconCoder):
    made = Answer(coder, "Beekeepers said the Kenya deal would never hold.")
    made.said(2, [0.9] * 6)
    made.speaker(2, 0.9, 0)
    made.belongs(0, 0.9, made.at("Kenya"))
    (quote,) = made.quotes(**SIDES)
    assert quote.speaker is not None
    assert (quote.speaker.code, quote.speaker.first, quote.speaker.last) == ("KEN", 0, 1)
    (quote,) = made.quotes()
    assert quote.speaker is not None
    assert quote.speaker.code == ""


def test_whom_the_rules_know_by_name_speaks_before_words_that_nobody_knows(coder: LexiconCoder):
    made = Answer(coder, "Kenya said Zorbanites and Putin waited.")
    known, unknown = made.mention("Putin"), made.mention("Zorbanites")
    assert _surer(known, replace(unknown, code="KEN", kind="unknown")) is known
    assert _surer(replace(known, code=""), unknown) is unknown
    assert _surer(known, made.mention("Kenya")).code == "KEN"


def test_a_pronoun_that_the_rules_left_open_is_whom_the_network_points_at(coder: LexiconCoder):
    made = Answer(coder, "He left Kenya.")
    he = made.mention("He")
    resolved = replace(he, code="RUS")
    assert _surer(replace(he, code=""), resolved) is resolved
    assert _surer(replace(he, code="UKR"), resolved).code == "UKR"
