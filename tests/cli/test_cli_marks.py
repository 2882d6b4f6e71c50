"""Marked text: cutting at spans loses nothing, whatever overlaps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kawat.cli.views.marks import ACT, ACTOR, KINDS, QUOTE, Mark, segments

spans = st.builds(Mark, st.integers(-5, 40), st.integers(-5, 40), st.sampled_from(KINDS), st.integers(1, 5))


@given(st.text(max_size=30), st.lists(spans, max_size=8))
def test_segments_joined_give_the_text(text: str, marked: list[Mark]):
    found = segments(text, marked)
    assert "".join(segment.text for segment in found) == text
    at = 0
    for segment in found:
        for mark in marked:
            inside = mark.start <= at and at + len(segment.text) <= mark.end
            if inside and segment.text:
                assert mark.kind in segment.kinds
        at += len(segment.text)


@given(st.text(min_size=30, max_size=30), st.lists(spans, max_size=8))
def test_every_act_opens_and_closes_once(text: str, marked: list[Mark]):
    acts = {(m.number, max(m.start, 0)) for m in marked if m.kind == ACT and max(m.start, 0) < min(m.end, 30)}
    found = segments(text, marked)
    assert sum(len(s.opens) for s in found) <= len(acts)
    assert {n for s in found for n in s.opens} == {n for n, _ in acts}
    assert {n for s in found for n in s.closes} == {n for n, _ in acts}


def test_an_act_inside_a_quote_inside_which_an_actor_stands():
    found = segments("abcdef", [Mark(0, 6, QUOTE), Mark(1, 5, ACT, 7), Mark(2, 3, ACTOR, 7)])
    assert [s.text for s in found] == ["a", "b", "c", "de", "f"]
    assert [s.opens for s in found] == [(), (7,), (), (), ()]
    assert [s.closes for s in found] == [(), (), (), (7,), ()]
    assert found[2].kinds == {QUOTE, ACT, ACTOR}
    assert found[2].acts == (7,)
