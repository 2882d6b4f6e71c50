"""Stories: what belongs together across outlets, days and languages, in whatever order it comes."""

from __future__ import annotations

import random
from datetime import date

import pytest
from event_rows import Row, document

from kawat.events import Copy, Stories
from kawat.types import Story


def _bridge() -> list[Row]:
    return [
        document("b1", "Bridge at Quelimane collapses, nine dead", "2024-05-10", outlet="A"),
        document("b2", "Nine killed as bridge falls in Quelimane", "2024-05-10", outlet="B"),
        document("b3", "Jembatan Quelimane runtuh, sembilan orang tewas", "2024-05-11", outlet="C", language="id"),
        document("b4", "Quelimane bridge: minister visits the families of the dead", "2024-05-12", outlet="A"),
    ]


def _polio() -> list[Row]:
    return [
        document("p1", "Vaksinasi polio dimulai di Sana'a, kata WHO", "2024-05-10", outlet="C", language="id"),
        document("p2", "WHO starts polio vaccination in Sana'a", "2024-05-10", outlet="A"),
    ]


def _groups(found: list[Story]) -> set[frozenset[str]]:
    """The stories of more than one article, less the other news."""
    return {frozenset(s.documents) for s in found if len(s.documents) > 1 and not any(d.startswith("o") for d in s.documents)}


@pytest.fixture(scope="module")
def told(usual: list[Row]) -> list[Story]:
    line = Stories()
    line.add([*usual, *_bridge(), *_polio()])
    return line.stories()


def test_reports_of_one_happening_are_one_story_in_both_languages(told: list[Story]):
    assert _groups(told) == {frozenset(("b1", "b2", "b3", "b4")), frozenset(("p1", "p2"))}


def test_a_story_tells_its_days_outlets_languages_and_a_title_of_its_own(told: list[Story]):
    (story,) = [s for s in told if "b1" in s.documents]
    assert (story.first, story.last) == ("2024-05-10", "2024-05-12")
    assert story.outlets == ("A", "B", "C")
    assert story.languages == ("en", "id")
    assert story.title in {row["title"] for row in _bridge()}


def test_each_article_is_in_one_story(told: list[Story], usual: list[Row]):
    documents = [d for s in told for d in s.documents]
    assert sorted(documents) == sorted(row["id"] for row in [*usual, *_bridge(), *_polio()])


@pytest.mark.parametrize("seed", range(3))
def test_articles_that_come_one_by_one_in_any_order_make_the_same_stories(told: list[Story], usual: list[Row], seed: int):
    rows = [*usual, *_bridge(), *_polio()]
    random.Random(seed).shuffle(rows)
    line = Stories()
    for start in range(0, len(rows), 90):
        line.add(rows[start : start + 90])
        line.stories()
    assert line.stories() == told


def test_the_same_words_weeks_later_are_another_story(usual: list[Row]):
    line = Stories()
    later = [row | {"id": f"{row['id']}x", "reported": date(2024, 4, 3)} for row in _bridge()[:2]]
    line.add([*usual, *_bridge()[:2], *later])
    assert _groups(line.stories()) == {frozenset(("b1", "b2")), frozenset(("b1x", "b2x"))}


def test_a_copy_goes_with_its_original_and_is_named(usual: list[Row]):
    copied = document("k", "Bridge at Quelimane collapses, nine dead", "2024-05-10", outlet="D")
    line = Stories()
    line.add([*usual, *_bridge(), copied], known=[Copy("k", "b1", 1.0)])
    (story,) = [s for s in line.stories() if "b1" in s.documents]
    assert "k" in story.documents
    assert story.copies == ("k",)


def test_an_article_without_a_day_is_a_story_of_its_own():
    line = Stories()
    line.add([document("u", "Bridge collapses")])
    assert [(s.documents, s.first) for s in line.stories()] == [(("u",), "")]


def test_forgotten_days_are_gone(usual: list[Row]):
    line = Stories()
    line.add([*usual, *_bridge()])
    line.forget(date(2024, 5, 11))
    assert {d for s in line.stories() for d in s.documents if d.startswith("b")} == {"b3", "b4"}
    assert Stories().stories() == []
