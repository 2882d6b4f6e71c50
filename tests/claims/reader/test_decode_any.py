"""Words that were cut off, and whatever else a network says, give acts and quotes in the sentence."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from handmade import MODES, SETTINGS, TWO, Answer, told
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.claims.coder import LexiconCoder, default_coder
from kawat.claims.reader.decode import acts, quotes
from kawat.claims.reader.layout import Laid
from kawat.claims.reader.parties import Sentence
from kawat.ontology import EVENTS

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
        assert SETTINGS["floor"] <= judged.score <= 1
        assert not any(m is n for m in act.actors for n in act.recipients)
        assert all(-1 <= m.first < size and m.last <= size for m in [*act.actors, *act.recipients])
    said = quotes(sentence, SETTINGS, None)
    assert not overlap([(q.start, q.end) for q in said])
    assert all(0 <= q.start < q.end <= len(TWO) for q in said)
