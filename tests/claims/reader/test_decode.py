"""From answers to acts and quotes, with answers written by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from handmade import MODES, SETTINGS, Answer, codes, told
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.claims.coder import LexiconCoder, default_coder
from kawat.claims.reader.decode import ACTOR, RECIPIENT, Sentence, acts, quotes
from kawat.claims.reader.layout import Laid
from kawat.ontology import EVENTS, ROOT_CAMEO

TWO = "Kenya attacked Uganda and Canada imposed sanctions on Kenya yesterday."
SPOKEN = "The rains came early this year, said Kenya, and the roads are closed."


@pytest.fixture
def two(coder: LexiconCoder) -> Answer:
    """Two acts: one of a word, one of two."""
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1)
    made.actor(1, 0.9, 0)
    made.recipient(1, 0.8, 2)
    made.act("SANCTION", 5, 6)
    made.actor(5, 0.9, 4)
    made.recipient(6, 0.7, 8)
    return made


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


@pytest.mark.parametrize(("score", "count"), [(0.49, 0), (0.5, 1), (0.79, 1)])
def test_the_threshold_of_most_types(coder: LexiconCoder, score: float, count: int):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1, score=score)
    assert len(made.acts(act={"*": 0.5, "COERCE": 0.8})) == count


@pytest.mark.parametrize(("score", "count"), [(0.5, 0), (0.79, 0), (0.81, 1)])
def test_a_type_may_have_a_threshold_of_its_own(coder: LexiconCoder, score: float, count: int):
    made = Answer(coder, TWO)
    made.act("COERCE", 1, score=score)
    assert len(made.acts(act={"*": 0.5, "COERCE": 0.8})) == count


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


@pytest.mark.parametrize(("agreed", "events"), [(0.0, []), (0.2, ["ASSAULT"])])
def test_where_the_rules_read_the_same_type_less_is_asked(coder: LexiconCoder, agreed: float, events: list[str]):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1, score=0.4)
    made.act("COERCE", 5, score=0.4)
    assert [j.act.event for j in made.acts(act_agreed=agreed)] == events


# Parties


def test_several_actors(coder: LexiconCoder):
    made = Answer(coder, "France and Germany condemned Belarus.")
    made.act("ACCUSE", 3)
    made.actor(3, 0.8, 0, 2)
    made.recipient(3, 0.8, 4)
    assert told(made.acts()) == ["ACCUSE FRA+DEU > BLR, real"]


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
    (one,) = made.acts()
    (party,) = one.act.actors
    assert (party.name, party.code, party.first, party.last) == ("angry beekeepers", "", 1, 3)


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


# Quotes


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


# Words that were cut off


def cut_off(made: Answer, keep: int) -> Sentence:
    """The sentence as if only its first words had fitted."""
    rows = [row if i < keep else -1 for i, row in enumerate(made.words)]
    return Sentence(made.scene, made.window, Laid(made.laid.ids, made.laid.features, rows, made.laid.context_words), made.heads)


def test_words_that_were_cut_off_carry_no_act(two: Answer):
    assert told(acts(cut_off(two, 4), SETTINGS)) == ["ASSAULT KEN > UGA, real"]


def test_words_that_were_cut_off_are_no_quote(coder: LexiconCoder):
    made = Answer(coder, TWO)
    assert quotes(cut_off(made, 4), SETTINGS, None) == []


# Whatever the network says


def overlap(spans: list[tuple[int, int]]) -> bool:
    return any(a[1] > b[0] for a, b in pairwise(spans))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), sharp=st.sampled_from([0.3, 1.0, 4.0]), kept=st.integers(1, 11))
def test_any_answers_give_acts_and_quotes_in_the_sentence(seed: int, sharp: float, kept: int):
    random = np.random.default_rng(seed)
    made = Answer(default_coder(), TWO, before="Peru read the report. It was long.")
    for values in (made.events, made.roles):
        values[:] = random.random(values.shape) ** sharp
    for values in (made.status, made.quote):
        values[:] = random.dirichlet([0.5] * values.shape[1], len(values))
    made.mode[:] = random.normal(size=made.mode.shape)
    sentence, size = cut_off(made, kept), len(made.scene.tokens)
    found = acts(sentence, SETTINGS)
    assert not overlap([(j.act.match.first, j.act.match.last) for j in found])
    for judged in found:
        act = judged.act
        assert 0 <= act.match.first < act.match.last <= kept
        assert act.event in EVENTS
        assert judged.mode == "" or f"{act.event}/{judged.mode}" in MODES
        assert 0.5 <= judged.score <= 1
        assert not any(m is n for m in act.actors for n in act.recipients)
        assert all(-1 <= m.first < size and m.last <= size for m in [*act.actors, *act.recipients])
    said = quotes(sentence, SETTINGS, None)
    assert not overlap([(q.start, q.end) for q in said])
    assert all(0 <= q.start < q.end <= len(TWO) for q in said)
