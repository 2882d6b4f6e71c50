"""Groups from scored pairs: the same in any order, and no chain of look-alikes makes one group."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.events.grouping import groups

_SCORES = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] < p[1]),
    st.floats(-3, 3).map(lambda x: round(x, 2)),
    max_size=40,
)


@given(_SCORES, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_members_and_pairs_does_not_tell(pairs: dict[tuple[int, int], float], mixer: random.Random):
    items, members = list(pairs.items()), list(range(12))
    first = groups(members, dict(items), unknown=-1)
    mixer.shuffle(items)
    mixer.shuffle(members)
    assert sorted(groups(members, dict(items), unknown=-1)) == sorted(first)


@given(_SCORES)
@settings(max_examples=100, deadline=None)
def test_everybody_is_in_one_group(pairs: dict[tuple[int, int], float]):
    found = groups(range(12), pairs, unknown=-1)
    assert sorted(member for group in found for member in group) == list(range(12))


def test_a_chain_does_not_become_one_group():
    chain = {(n, n + 1): 0.8 for n in range(20)}
    assert max(len(group) for group in groups(range(21), chain, unknown=-1)) <= 3


def test_a_few_missing_links_do_not_part_a_group():
    full = {(a, b): 2.0 for a in range(6) for b in range(a + 1, 6) if (a, b) != (0, 5)}
    assert groups(range(6), full, unknown=-1) == [[0, 1, 2, 3, 4, 5]]


def test_what_must_stay_apart_stays_apart():
    pairs = {(0, 1): 3.0, (1, 2): 2.0, (0, 2): 2.0}
    assert sorted(groups(range(3), pairs, unknown=-1, apart=lambda a, b: 2 in (*a, *b))) == [[0, 1], [2]]
