"""What the thresholds are tuned for, and which UN sentences are kept out of training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from evals.gold import SHARED
from training.reader import sources, sureness, tune


def claim(event: str, actors: list[str], recipients: list[str]) -> dict[str, Any]:
    return {"event": event, "actor": actors, "recipient": recipients, "status": "real", "trigger": "struck"}


@pytest.mark.parametrize(
    ("actors", "recipients", "share"),
    [
        (["KEN"], ["UGA"], 1.0),
        (["KEN", "PER"], ["UGA"], 0.75),  # a bystander halves its side
        (["PER"], ["UGA"], 0.5),
        (["PER"], [], 0.0),
    ],
)
def test_a_bystander_named_as_party_costs(actors: list[str], recipients: list[str], share: float):
    if not SHARED.is_dir():
        pytest.skip("the scorer is in the shared data, which are not there")
    items = [{"id": "x", "claims": [claim("ASSAULT", ["KEN"], ["UGA"])]}]
    said = {"x": {"claims": [claim("ASSAULT", actors, recipients)]}}
    assert tune.exactness(items, said) == pytest.approx(share)


def test_what_only_one_of_two_coders_saw_costs_nothing_missed_or_told():
    if not SHARED.is_dir():
        pytest.skip("the scorer is in the shared data, which are not there")
    item = {"id": "x", "text": "", "quotes": [], "twice": True, "claims": []}
    item["claims"] = [claim("ASSAULT", ["KEN"], ["UGA"]), claim("AID", ["PER"], ["CHL"]) | {"doubt": True}]
    gold = [tune.gold_form(item)]
    sure = [claim("ASSAULT", ["KEN"], ["UGA"])]
    assert tune.exactness(gold, {"x": {"claims": sure}}) == 1
    assert tune.exactness(gold, {"x": {"claims": [*sure, claim("AID", ["KEN"], ["UGA"])]}}) == 1
    once = [tune.gold_form(item | {"twice": False})]
    assert tune.exactness(once, {"x": {"claims": sure}}) == pytest.approx(2 / 3)


def test_an_invented_claim_costs_too():
    if not SHARED.is_dir():
        pytest.skip("the scorer is in the shared data, which are not there")
    items = [{"id": "x", "claims": [claim("ASSAULT", ["KEN"], ["UGA"])]}]
    said = {"x": {"claims": [claim("ASSAULT", ["KEN"], ["UGA"]), claim("AID", ["PER"], ["CHL"])]}}
    assert tune.exactness(items, said) == pytest.approx(2 / 3)
    assert tune.exactness([{"id": "x", "claims": []}], {"x": {"claims": []}}) == 0


def test_un_sentences_kept_for_measuring_and_long_ones_are_not_trained_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    texts = [f"Delegates of country {n} met." for n in range(200)] + ["word " * 46]
    folder = tmp_path / "data" / "un_sentences"
    folder.mkdir(parents=True)
    rows = "".join(json.dumps({"text": t, "label": 1}) + "\n" for t in texts)
    (folder / "en_quadclass.jsonl").write_text(rows, encoding="utf-8")
    monkeypatch.setattr(sources, "SHARED", tmp_path)
    kept = {" ".join(words) for words, _ in sources.quads()}
    assert kept == {t for t in texts[:200] if crc32(t.encode()) % 8}
    assert 0 < len(kept) < 200


def test_only_the_claims_that_stay_are_left():
    items = [{"id": "a"}, {"id": "b"}]
    said = {"a": {"claims": [1, 2], "quotes": []}, "b": {"claims": [3], "quotes": []}}
    left = sureness.cut(items, said, [(0, 0), (0, 1), (1, 0)], [False, True, False])
    assert {k: v["claims"] for k, v in left.items()} == {"a": [2], "b": []}
    assert said["a"]["claims"] == [1, 2]
