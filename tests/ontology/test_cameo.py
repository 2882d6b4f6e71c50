"""The tables behind a claim's figures: types, quad classes, CAMEO codes, modes and scores."""

from __future__ import annotations

import pytest

from kawat.errors import KawatError, UnknownNameError
from kawat.ontology import EVENTS, QUAD, QUADS, ROOT_CAMEO, STATUSES, cameo_codes, mode, quad, score


def test_sixteen_types_in_four_classes():
    assert len(EVENTS) == len(set(EVENTS)) == 16
    assert [len(events) for events in QUADS.values()] == [4, 3, 4, 5]
    assert STATUSES == ("real", "negated", "unreal")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("AGREE", "verbal cooperation"),
        ("CONCEDE", "verbal cooperation"),
        ("RETREAT", "material cooperation"),
        ("REQUEST", "verbal conflict"),
        ("THREATEN", "verbal conflict"),
        ("PROTEST", "material conflict"),
        ("ASSAULT", "material conflict"),
    ],
)
def test_quad_class(event: str, expected: str):
    assert quad(event) == QUAD[event] == expected


@pytest.mark.parametrize("word", ["", "assault", "FIGHT", "ASSAULT "])
def test_an_unknown_type_is_told_with_all_types(word: str):
    with pytest.raises(UnknownNameError, match="AGREE, CONSULT") as told:
        quad(word)
    assert isinstance(told.value, KawatError)


def test_every_cameo_code_is_whole():
    for code, entry in cameo_codes().items():
        assert code.isdigit()
        assert len(code) in (2, 3, 4)
        assert code[0] in "012"
        assert entry.event in (*EVENTS, "")
        assert -10 <= entry.score <= 10
        assert not entry.mode or entry.event


@pytest.mark.parametrize("event", EVENTS)
def test_every_type_has_a_root_code_of_its_quad_class(event: str):
    root = cameo_codes()[ROOT_CAMEO[event]]
    assert QUAD[root.event] == QUAD[event]
    assert score(event, ROOT_CAMEO[event]) == root.score


@pytest.mark.parametrize("event", EVENTS)
def test_cooperation_scores_above_conflict(event: str):
    value = score(event, "")
    assert (value > 0) is QUAD[event].endswith("cooperation")


def test_a_code_of_another_class_gives_the_types_own_score():
    assert score("ASSAULT", "057") == score("ASSAULT", "") == score("ASSAULT", "nonsense")
    assert mode("ASSAULT", "057") == ""


@pytest.mark.parametrize(
    ("event", "cameo", "expected"),
    [
        ("CONSULT", "042", "visit"),
        ("ACCUSE", "111", "disapprove"),
        ("ASSAULT", "194", "heavy-weapons"),
        ("ASSAULT", "195", "aerial"),
        ("COERCE", "173", "arrest"),
        ("COERCE", "999", ""),
    ],
)
def test_mode(event: str, cameo: str, expected: str):
    assert mode(event, cameo) == expected
