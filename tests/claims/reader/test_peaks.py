"""Runs of words around the peaks of a type's score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.claims.reader.peaks import peaks
from kawat.ontology import EVENTS


def of_one_type(scores: list[float]) -> list[tuple[int, int]]:
    events = np.zeros((len(scores), len(EVENTS)), np.float32)
    events[:, 3] = scores
    return [(first, last) for first, last, _ in peaks(events, 0.3, 0.75)]


@pytest.mark.parametrize(
    ("scores", "runs"),
    [
        ([], []),
        ([0.29, 0.1], []),
        ([0.1, 0.31, 0.1], [(1, 2)]),
        ([0.9, 0.7, 0.1], [(0, 2)]),
        ([0.9, 0.5, 0.1], [(0, 1)]),  # a shoulder is no act of its own
        ([0.5, 0.9, 0.5], [(1, 2)]),
        ([0.9, 0.4, 0.88], [(0, 1), (2, 3)]),  # a second peak is
        ([0.9, 0.26, 0.32], [(0, 1), (2, 3)]),  # and a weak one does not reach back over what is below the floor
        ([0.9, 0.0, 0.9], [(0, 1), (2, 3)]),
    ],
)
def test_runs(scores: list[float], runs: list[tuple[int, int]]):
    assert of_one_type(scores) == runs


def test_another_type_ends_a_run():
    events = np.zeros((3, len(EVENTS)), np.float32)
    events[[0, 2], 3], events[1, 5] = 0.9, 0.9
    assert peaks(events, 0.3, 0.75) == [(0, 1, 3), (1, 2, 5), (2, 3, 3)]


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 1, width=32)), max_size=14), st.floats(0.3, 0.9))
def test_runs_never_overlap_and_hold_their_share(words: list[tuple[int, float]], share: float):
    events = np.zeros((len(words), len(EVENTS)), np.float32)
    for i, (kind, score) in enumerate(words):
        events[i, kind] = score
    at = 0
    for first, last, kind in peaks(events, 0.3, share):
        inside = events[first:last, kind]
        assert at <= first < last
        assert inside.max() >= np.float32(0.3)
        assert (inside >= np.float32(share) * inside.max() - 1e-6).all()
        at = last
