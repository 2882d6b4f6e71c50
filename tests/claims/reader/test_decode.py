"""From answers to acts with their parties, status and mode, with answers written by hand."""

from __future__ import annotations

import numpy as np
import pytest
from handmade import MODES, TWO, Answer, codes, told

from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.decode import contexts
from kawat.claims.reader.parties import ACTOR, RECIPIENT
from kawat.ontology import CONTEXTS, ROOT_CAMEO

# Acts


def test_two_acts_in_the_order_of_their_words(two: Answer):
    found = two.acts()
    assert told(found) == ["ASSAULT KEN > UGA, real", "SANCTION CAN > KEN, real"]
    assert [two.words_of(j) for j in found] == ["attacked", "imposed sanctions"]


def test_words_side_by_side_of_one_type_are_one_act_and_the_parties_are_those_of_any_of_them(two: Answer):
    sanction = two.acts()[1].act
    assert (sanction.match.first, sanction.match.last) == (5, 7)
    assert (codes(sanction.actors), codes(sanction.recipients)) == (["CAN"], ["KEN"])


def test_a_word_between_or_another_type_ends_a_run(coder: LexiconCoder):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1, 3)
    made.act("COERCE", 5)
    made.act("SANCTION", 6)
    assert [(j.act.event, made.words_of(j)) for j in made.acts()] == [
        ("ASSAULT", "attacked"),
        ("ASSAULT", "and"),
        ("COERCE", "imposed"),
        ("SANCTION", "sanctions"),
    ]


def test_nothing_said_is_nothing_found(coder: LexiconCoder):
    made = Answer(coder, TWO)
    assert made.acts() == []
    assert made.quotes() == []


@pytest.mark.parametrize(("score", "count"), [(0.29, 0), (0.31, 1)])
def test_a_weak_peak_may_be_an_act_and_noise_below_the_floor_is_not(coder: LexiconCoder, score: float, count: int):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1, score=score)
    assert len(made.acts()) == count


@pytest.mark.parametrize(("second", "words"), [(0.5, "imposed"), (0.7, "imposed sanctions")])
def test_words_beside_a_peak_carry_the_act_from_a_share_of_its_score_on(coder: LexiconCoder, second: float, words: str):
    made = Answer(coder, TWO)
    made.act("SANCTION", 5, score=0.9)
    made.act("SANCTION", 6, score=second)
    (one,) = made.acts()
    assert made.words_of(one) == words
    assert one.score == pytest.approx(0.9)


def test_the_surest_word_gives_the_score_and_the_type_its_code(two: Answer):
    two.act("SANCTION", 5, score=0.6)
    assault, sanction = two.acts()
    assert sanction.score == pytest.approx(0.9)
    assert {j.act.event: j.act.cameo[:2] for j in (assault, sanction)} == {"ASSAULT": "19", "SANCTION": "16"}


def test_an_act_that_the_lexicon_lacks_has_the_code_of_its_type(coder: LexiconCoder):
    made = Answer(coder, "Kenya greenlighted Uganda.")
    made.act("SUPPORT", 1)
    assert made.acts()[0].act.cameo == ROOT_CAMEO["SUPPORT"]


def test_an_act_that_the_lexicon_knows_keeps_its_finer_code(coder: LexiconCoder):
    made = Answer(coder, "Kenya bombed Uganda.")
    made.act("ASSAULT", 1)
    known = next(a for a in made.scene.acts if a.event == "ASSAULT")
    assert made.acts()[0].act.cameo == known.cameo != ROOT_CAMEO["ASSAULT"]


# Parties


def test_several_actors(coder: LexiconCoder):
    made = Answer(coder, "France and Germany condemned Belarus.")
    made.act("ACCUSE", 3)
    made.actor(3, 0.8, 0, 2)
    made.recipient(3, 0.8, 4)
    assert told(made.acts()) == ["ACCUSE FRA+DEU > BLR, real"]


@pytest.mark.parametrize(("share", "actors"), [(0.0, ["RUS", "KEN"]), (0.5, ["RUS", "KEN"]), (0.7, ["RUS"])])
def test_a_bystander_needs_a_share_of_the_best_score(coder: LexiconCoder, share: float, actors: list[str]):
    answer = Answer(coder, "Russia, said Kenya, attacked Moldova.")
    attacked = answer.at("attacked")
    answer.act("ASSAULT", attacked)
    answer.actor(attacked, 0.9, answer.at("Russia"))
    answer.actor(attacked, 0.5, answer.at("Kenya"))
    (judged,) = answer.acts(party_share=share)
    assert codes(judged.act.actors) == actors


def test_a_role_below_its_threshold_is_no_party(two: Answer):
    assert told(two.acts(recipient=0.85)) == ["ASSAULT KEN > , real", "SANCTION CAN > , real"]
    assert told(two.acts(actor=0.95)) == ["ASSAULT  > UGA, real", "SANCTION  > KEN, real"]


def test_one_word_of_a_name_is_enough(coder: LexiconCoder):
    made = Answer(coder, "The foreign minister of Japan visited the United States.")
    made.act("CONSULT", made.at("visited"))
    made.actor(made.at("visited"), 0.9, made.at("minister"))
    made.recipient(made.at("visited"), 0.9, made.at("States"))
    (visit,) = made.acts()
    assert (codes(visit.act.actors), codes(visit.act.recipients)) == (["JPN"], ["USA"])


@pytest.mark.parametrize(("as_actor", "side"), [(0.9, "actor"), (0.6, "recipient")])
def test_a_party_that_both_roles_claim_stands_on_the_surer_side(coder: LexiconCoder, as_actor: float, side: str):
    made = Answer(coder, "Kenya met Uganda.")
    made.act("CONSULT", 1)
    made.actor(1, 0.95, 0)
    made.actor(1, as_actor, 2)
    made.recipient(1, 0.7, 2)
    expected = {"actor": "CONSULT KEN+UGA > , real", "recipient": "CONSULT KEN > UGA, real"}
    assert told(made.acts()) == [expected[side]]


def test_reasons_name_the_parties_with_their_scores(two: Answer):
    parts = two.acts()[0].parts
    assert "status real 1.00" in parts
    assert "actor 'Kenya' 0.90" in parts
    assert "recipient 'Uganda' 0.80" in parts


def test_reasons_do_not_name_a_party_on_a_side_that_it_was_taken_off(coder: LexiconCoder):
    made = Answer(coder, "Kenya met Uganda.")
    made.act("CONSULT", 1)
    made.actor(1, 0.9, 0, 2)
    made.recipient(1, 0.6, 2)
    (met,) = made.acts()
    assert codes(met.act.recipients) == []
    assert "recipient 'Uganda'" not in met.parts


@pytest.fixture
def pronoun(coder: LexiconCoder) -> Answer:
    """A sentence with a pronoun that the rules left open, and a country in the sentence before it."""
    made = Answer(coder, "It condemned Uganda.", before="Kenya read the report.")
    made.scene.mentions = [m for m in made.scene.mentions if m.code == "UGA"]
    made.act("ACCUSE", 1)
    made.recipient(1, 0.9, 2)
    return made


def test_a_pronoun_takes_its_code_from_the_context(pronoun: Answer):
    pronoun.actor(1, 0.9, 0)
    pronoun.outside(ACTOR, 1, 0.3, 0, "Kenya")
    (one,) = pronoun.acts()
    assert told([one]) == ["ACCUSE KEN > UGA, real"]
    assert (one.act.actors[0].kind, one.act.actors[0].first) == ("pronoun", 0)


def test_a_party_named_only_in_the_context_has_no_place_in_the_sentence(pronoun: Answer):
    pronoun.outside(ACTOR, 1, 0.3, 0, "Kenya")
    (one,) = pronoun.acts()
    assert told([one]) == ["ACCUSE KEN > UGA, real"]
    assert one.act.actors[0].first == -1


def test_a_weak_pointer_to_the_context_is_nobody(pronoun: Answer):
    pronoun.outside(ACTOR, 1, 0.1, 0, "Kenya")
    assert told(pronoun.acts()) == ["ACCUSE  > UGA, real"]


def test_a_party_with_a_code_in_the_sentence_goes_before_the_context(pronoun: Answer):
    pronoun.outside(RECIPIENT, 1, 0.99, 0, "Kenya")
    assert told(pronoun.acts()) == ["ACCUSE  > UGA, real"]


def test_words_that_the_registry_lacks_are_a_party_without_code(coder: LexiconCoder):
    made = Answer(coder, "Seven angry beekeepers attacked Uganda.")
    made.scene.mentions = [m for m in made.scene.mentions if m.code == "UGA"]
    made.act("ASSAULT", 3)
    made.actor(3, 0.7, 1)
    made.actor(3, 0.8, 2)
    made.actor(3, 0.2, 0)
    made.recipient(3, 0.9, made.at("Uganda"))
    (one,) = made.acts()
    (party,) = one.act.actors
    assert (party.name, party.code, party.first, party.last) == ("angry beekeepers", "", 1, 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Police beat angry beekeepers in Nairobi.", "KEN"),
        ("Police beat angry beekeepers in Nairobi and Kampala.", ""),
        ("Police beat angry beekeepers.", ""),
    ],
)
def test_a_party_without_a_code_is_of_the_one_country_whose_places_the_sentence_names(coder: LexiconCoder, text: str, code: str):
    made = Answer(coder, text)
    made.act("ASSAULT", 1)
    made.recipient(1, 0.9, 2, 3)
    (one,) = made.acts()
    assert [m.code for m in one.act.recipients] == [code]
    assert ("by its place" in one.parts) == bool(code)


# Status and mode


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ((0.9, 0.1, 0.0), "real"),
        ((0.6, 0.4, 0.0), "real"),
        ((0.4, 0.6, 0.0), "negated"),
        ((0.1, 0.2, 0.7), "unreal"),
        ((0.4, 0.25, 0.35), "real"),
    ],
)
def test_the_status_is_the_likeliest(coder: LexiconCoder, status: tuple[float, float, float], expected: str):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1, status=status)
    assert made.acts()[0].act.status == expected


@pytest.mark.parametrize(("limit", "expected"), [(0.5, "real"), (0.4, "negated"), (0.45, "real")])
def test_another_status_than_real_needs_its_share(coder: LexiconCoder, limit: float, expected: str):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1, status=(0.5, 0.42, 0.08))
    assert made.acts(status=limit)[0].act.status == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Kenya did not attack Uganda.", 0.2, "negated"),
        ("Kenya did not attack Uganda.", 0.4, "real"),
        ("Kenya did attack Uganda.", 0.2, "real"),
    ],
)
def test_where_the_rules_see_a_negation_less_is_asked(coder: LexiconCoder, text: str, limit: float, expected: str):
    made = Answer(coder, text)
    made.act("ASSAULT", made.at("attack"), status=(0.7, 0.3, 0))
    assert made.acts(status_agreed=limit)[0].act.status == expected
    assert made.acts()[0].act.status == "real"


def test_the_status_of_several_words_is_that_of_their_mean(coder: LexiconCoder):
    made = Answer(coder, TWO)
    made.act("SANCTION", 5, status=(0.6, 0.4, 0))
    made.act("SANCTION", 6, status=(0.1, 0.9, 0))
    assert made.acts()[0].act.status == "negated"


def test_the_mode_is_one_of_the_type(coder: LexiconCoder):
    made = Answer(coder, TWO)
    made.act("SANCTION", 5)
    made.mode[made.words[5], MODES.index("ASSAULT/aerial")] = 9
    made.mode[made.words[5], MODES.index("SANCTION/convict")] = 1
    assert made.acts()[0].mode == "convict"


def test_a_type_without_modes_has_none(coder: LexiconCoder):
    made = Answer(coder, TWO)
    made.act("AID", 1)
    made.mode[:, :] = 3
    assert made.acts()[0].mode == ""


@pytest.mark.parametrize(("limit", "expected"), [(None, None), (0.95, ()), (0.5, ("military",)), (0.1, ("military", "economic"))])
def test_contexts_are_the_two_surest_above_their_limit(two: Answer, limit: float | None, expected: tuple[str, ...] | None):
    scores = np.zeros(len(CONTEXTS), np.float32)
    scores[[CONTEXTS.index(c) for c in ("military", "economic", "legal")]] = 0.9, 0.4, 0.3
    assert contexts(two.sentence._replace(heads=two.heads._replace(contexts=scores)), {"contexts": limit}) == expected
