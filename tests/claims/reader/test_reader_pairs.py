"""The reader on the relation of two given parties."""

from __future__ import annotations

from typing import Any

import pytest

from kawat.claims.reader.coder import ReaderCoder
from kawat.ontology import EVENTS, QUAD


def relation(reader: ReaderCoder, text: str, actor: str, recipient: str, **record: Any) -> dict[str, float]:
    a, b = ((text.index(name), text.index(name) + len(name)) for name in (actor, recipient))
    found = reader.code(text, language="en", parties=(a, b), **record).between
    assert found is not None
    scores: dict[str, float] = found["scores"]
    assert set(scores) == set(EVENTS)
    assert sum(scores.values()) == pytest.approx(1, abs=0.002)
    assert all(0 <= value <= 1 for value in scores.values())
    assert scores[found["event"]] == max(scores.values())
    assert found["quad"] == QUAD[found["event"]]
    return scores


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "event"),
    [
        ("Russia attacked Ukraine.", "Russia", "Ukraine", "ASSAULT"),
        ("Kenya urged Uganda to withdraw its troops.", "Kenya", "Uganda", "REQUEST"),
        ("Canada imposed sanctions on Belarus.", "Canada", "Belarus", "SANCTION"),
        ("France condemned Belarus.", "France", "Belarus", "ACCUSE"),
    ],
)
def test_the_relation_of_two_parties(reader: ReaderCoder, text: str, actor: str, recipient: str, event: str):
    scores = relation(reader, text, actor, recipient)
    assert max(scores, key=lambda e: scores[e]) == event


def test_turning_the_parties_of_an_attack_round_does_not_make_it_likelier(reader: ReaderCoder):
    for text, actor, recipient in (("Russia attacked Ukraine.", "Russia", "Ukraine"), ("Israel bombed Iran.", "Israel", "Iran")):
        turned = relation(reader, text, recipient, actor)
        assert turned["ASSAULT"] <= relation(reader, text, actor, recipient)["ASSAULT"]


def test_parties_in_a_later_sentence_or_in_two(reader: ReaderCoder):
    text = "Peru was calm on Sunday. Russia attacked Ukraine. Kenya waits."
    scores = relation(reader, text, "Russia", "Ukraine", title="Talks in Lima")
    assert max(scores, key=lambda e: scores[e]) == "ASSAULT"
    relation(reader, text, "Peru", "Kenya")
    relation(reader, "Nothing happened between them and us.", "them", "us")


def test_without_parties_there_is_no_relation(reader: ReaderCoder):
    assert reader.code("Russia attacked Ukraine.", language="en").between is None


@pytest.mark.parametrize("text", ["   ", "\u2003\n "])
def test_parties_in_a_text_without_words(reader: ReaderCoder, text: str):
    assert reader.code(text, language="en", parties=((0, 1), (1, 2))).between is not None
