"""What the evaluations compute: macro F1, overlap, pairs of attributions, entities, falls below the baseline."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from evals import attribution, entities, errors, relations, run
from evals.gold import SHARED
from evals.measures import scorer


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("<s>Peru</s> praised <t>Cuba</t>.", ("Peru praised Cuba.", (0, 4), (13, 17))),
        ("On Monday <t>Cuba</t> met <s>Peru</s>", ("On Monday Cuba met Peru", (19, 23), (10, 14))),
        ("<s>Peru</s> praised Cuba.", None),
        ("<s>Peru praised <t>Cuba</t>.", None),
        ("Peru praised Cuba.", None),
    ],
)
def test_marks_are_taken_out_of_a_sentence(marked: str, found: object):
    assert relations.unmarked(marked) == found


def test_macro_f1_is_the_mean_over_the_labels_of_gold():
    pairs = [("A", "A"), ("A", "B"), ("B", "B"), ("B", "C")]
    assert relations.f1(pairs, "A") == pytest.approx(2 / 3)
    assert relations.f1(pairs, "B") == pytest.approx(0.5)
    assert relations.f1(pairs, "C") == 0
    assert relations.macro(pairs) == pytest.approx((2 / 3 + 0.5) / 2)
    assert relations.macro([("A", "A"), ("B", "B")]) == 1


def test_overlap_is_the_f1_of_two_spans():
    assert attribution.overlap({1, 2, 3, 4}, {3, 4, 5, 6}) == pytest.approx(0.5)
    assert attribution.overlap({1}, {1}) == 1
    assert attribution.overlap({1}, {2}) == attribution.overlap(set(), {2}) == attribution.overlap(set(), set()) == 0
    assert attribution.characters([[1, 3], [2, 5]]) == {1, 2, 3, 4}


def said(start: int, end: int) -> Any:
    return SimpleNamespace(content=SimpleNamespace(start=start, end=end))


def test_attributions_and_quotes_pair_once_and_the_best_first():
    gold = [{"content": [[0, 10]]}, {"content": [[8, 30]]}, {"content": [[50, 60]]}, {}]
    quotes = [said(0, 30), said(0, 9), said(58, 80)]
    pairs = attribution.paired(gold, quotes)
    assert [(gold.index(g), quotes.index(q)) for g, q, _ in pairs] == [(0, 1), (1, 0)]
    assert pairs[0][2] == pytest.approx(18 / 19)
    assert attribution.paired([], quotes) == attribution.paired(gold, []) == []


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-PER I-PER O", {(1, 3, "PER")}),
        ("B-PER B-PER", {(0, 1, "PER"), (1, 2, "PER")}),
        ("I-LOC I-LOC O I-LOC", {(0, 2, "LOC"), (3, 4, "LOC")}),
        ("B-PER I-LOC", {(0, 1, "PER"), (1, 2, "LOC")}),
        ("B-PER I-PER", {(0, 2, "PER")}),
        ("O O", set()),
        ("", set()),
    ],
)
def test_entities_of_tags(tags: str, spans: set[tuple[int, int, str]]):
    assert entities.spans(tags.split()) == spans


def test_the_path_through_the_tags_is_one_that_bio_allows():
    tags = ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
    scores = np.full((4, 5), 0.02)
    scores[0, 1], scores[1, 4], scores[1, 2], scores[2, 4], scores[2, 0] = 0.9, 0.5, 0.4, 0.5, 0.4
    assert entities.best_path(scores, [0, 1, -1, 2], tags) == ["B-ORG", "I-ORG", "O", "O"]
    assert entities.best_path(scores, [], tags) == []


def test_the_window_of_given_words():
    window = entities.window(["Menlu", "Rina", "."])
    assert [window.main.text[s:e] for s, e in zip(window.main.starts, window.main.ends, strict=True)] == ["Menlu", "Rina", "."]
    assert window.context == []


def test_what_fell_below_the_baseline():
    old = {"dev_id": {"event": 0.8, "full": 0.7}, "between": {"root": 0.6}, "false_claims": {"per_100": 1.0}}
    assert run.falls(old, old) == []
    assert run.falls({}, old) == []
    assert run.falls(old, {}) == []
    close = {"dev_id": {"event": 0.797, "full": 0.9}, "false_claims": {"per_100": 1.4}}
    assert run.falls(close, old) == []
    worse = {"dev_id": {"event": 0.79, "full": 0.7}, "between": {"root": 0.5}, "false_claims": {"per_100": 2.0}}
    fallen = run.falls(worse, old)
    assert [text.split(":")[0] for text in fallen] == ["dev_id.event", "between.root", "false claims per 100 sentences"]
    assert "0.7900, baseline 0.8000" in fallen[0]


def claim(event: str, actor: str, recipient: str, status: str = "real", **more: Any) -> dict[str, Any]:
    words = {"trigger": event, "confidence": 0.6, "why": ("",)}
    return {"event": event, "actor": [actor], "recipient": [recipient], "status": status} | words | more


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ([], "missed"),
        ([claim("ASSAULT", "KEN", "UGA")], ""),
        ([claim("ASSAULT", "KEN", "UGA", "negated")], "status"),
        ([claim("COERCE", "KEN", "UGA")], "type"),
        ([claim("ASSAULT", "PER", "UGA")], "actor"),
        ([claim("ASSAULT", "KEN", "PER")], "recipient"),
        ([claim("ASSAULT", "PER", "CHL")], "both parties"),
    ],
)
def test_what_kind_of_error_a_claim_is(said: list[dict[str, Any]], kind: str):
    if not SHARED.is_dir():
        pytest.skip("the scorer is in the shared data, which are not there")
    item = {"id": "x", "claims": [claim("ASSAULT", "KEN", "UGA")], "quotes": []}
    assert [e.kind for e in errors.of_item(scorer(), item, said)] == ([kind] if kind else [])


def test_a_claim_that_nobody_labelled_is_invented_and_a_doubtful_one_may_be_missed():
    if not SHARED.is_dir():
        pytest.skip("the scorer is in the shared data, which are not there")
    item = {"id": "x", "claims": [claim("ASSAULT", "KEN", "UGA", doubt=True)], "quotes": []}
    assert errors.of_item(scorer(), item, []) == []
    (one,) = errors.of_item(scorer(), item | {"claims": []}, [claim("AID", "PER", "CHL")])
    assert (one.kind, one.weight) == ("invented", 0.6)
