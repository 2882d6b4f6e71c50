"""How sure a claim is: what the probability rests on, and that the weights of the settings make it."""

from __future__ import annotations

import copy
import math

import pytest
from handmade import TWO, Answer

from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.confidence import features, odds, probability
from kawat.claims.reader.network import Network


def seen(made: Answer, excluded: bool = False) -> list[dict[str, float]]:
    """The features of each act of a sentence."""
    found = made.acts()
    return [features(made.sentence, one, len(found), 1.5, excluded) for one in found]


def test_what_the_probability_rests_on(two: Answer):
    assault, sanction = seen(two)
    assert assault["score"] == pytest.approx(odds(0.9), abs=0.01)
    assert (assault["acts"], assault["filter"], assault["excluded"]) == (2, 1.5, 0)
    assert (assault["words"], sanction["words"]) == (1, 2)
    assert assault["elsewhere"] == pytest.approx(0.9)
    assert (assault["known_recipient"], assault["no_recipient"]) == (1, 0)


def test_an_act_without_a_recipient(coder: LexiconCoder):
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1)
    (one,) = seen(made, excluded=True)
    assert (one["known_recipient"], one["no_recipient"], one["elsewhere"], one["excluded"]) == (0, 1, 0, 1)
    assert one["recipient"] == pytest.approx(odds(0))


@pytest.mark.parametrize(("event", "read"), [("ASSAULT", 1), ("AID", 0)])
def test_whether_the_rules_read_the_type_too(coder: LexiconCoder, event: str, read: int):
    made = Answer(coder, TWO)
    made.act(event, 1)
    assert seen(made)[0]["rules"] == read


@pytest.mark.parametrize("score", [0.1, 0.5, 0.85])
def test_without_weights_the_score_is_the_probability(score: float):
    assert probability({"score": odds(score), "acts": 3}, {}) == pytest.approx(score, abs=0.001)


def test_the_probability_is_a_logistic_sum_of_what_has_a_weight():
    fitted = {"confidence": {"bias": -1.0, "score": 0.5, "acts": -0.25}}
    assert probability({"score": 4.0, "acts": 2.0, "filter": 9.0}, fitted) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert probability({"score": 4.0, "acts": 6.0, "filter": 9.0}, fitted) < 0.5
    assert probability({"score": 1e9, "acts": 0.0}, fitted) <= 1


def test_where_no_filter_looks_its_usual_score_counts(coder: LexiconCoder, network: Network):
    other = copy.copy(network)
    other.settings = network.settings | {"act": 0.0, "unfiltered": 1.25, "confidence": {"filter": 1.0}}
    made = ReaderCoder(coder, other)
    text = "Kenya condemned Uganda on Monday."
    assert network.filter is not None
    for look, score in ((None, 1.25), (network.filter, network.filter.score(Answer(coder, text).window.main))):
        other.filter = look
        expected = 1 / (1 + math.exp(-score))
        assert made.code(text, language="en").claims[0].confidence == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("weight", [0.0, -30.0])
def test_in_an_article_about_sport_less_is_likely(coder: LexiconCoder, network: Network, weight: float):
    other = copy.copy(network)
    other.settings = network.settings | {"confidence": {"score": 1.0, "excluded": weight}}
    sport = "The striker scored two goals in the league final. The coach praised the team after the match. "
    coded = ReaderCoder(coder, other).code(sport * 4 + "Kenya condemned Uganda on Monday.", language="en")
    assert bool(coded.claims) is (weight == 0)


def test_only_likely_claims_are_given_with_their_probability(
    network: Network, reader: ReaderCoder, monkeypatch: pytest.MonkeyPatch
):
    text = "Kenya condemned Uganda on Monday."
    (claim,) = reader.code(text, language="en").claims
    assert network.settings["act"] <= claim.confidence <= 1
    monkeypatch.setitem(reader.network.settings, "act", claim.confidence + 0.001)
    assert reader.code(text, language="en").claims == ()
