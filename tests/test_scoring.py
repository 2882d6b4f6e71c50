"""One sentence scored: levels, doubt, free sides, acts done together, pairing, quotes; and the same as the shared scorer."""

from __future__ import annotations

import importlib.util
import io
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
import pytest

from kawat.claims.coder import LexiconCoder
from kawat.evaluate import code, evaluate, gold, resampled
from kawat.ontology import EVENTS, QUAD, STATUSES
from kawat.scoring import CELLS, LEVELS, GoldClaim, GoldQuote, Item, counts, overlap
from kawat.types import Claim, Coded, Party, Quote, Span
from kawat.wire import coded_json

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "tools" / "score_claims.py"


def party(full: str) -> Party:
    code, _, sector = full.partition(".")
    return Party(code, sector, full, None, None, full)


def found(coding: str) -> Claim:
    """A claim from ``ACCUSE FRA,MLI > UGA, negated``."""
    event, actor, recipient, status = parts(coding)
    sides = [tuple(party(c) for c in side) for side in (actor, recipient)]
    span = Span(0, 1, "x")
    return Claim("", event, "", (), QUAD.get(event, ""), 0.0, *sides, status, None, None, span, span, None, None, "", 1.0, "", ())


def parts(coding: str) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    act, _, status = coding.partition(", ")
    event, _, sides = act.partition(" ")
    actor, _, recipient = sides.partition(">")
    codes = [tuple(c for c in side.strip().split(",") if c) for side in (actor, recipient)]
    return event, codes[0], codes[1], status or "real"


def wanted(coding: str) -> GoldClaim:
    coding, _, doubt = coding.partition(" doubt")
    event, actor, recipient, status = parts(coding)
    return GoldClaim(event, actor, recipient, status, "x", coding != "" and doubt == "!")


def scored(golds: list[str], founds: list[str]) -> dict[str, tuple[int, int, int]]:
    item = Item("x", tuple(map(wanted, golds)))
    return dict(zip(CELLS, counts(item, Coded("", "id", tuple(map(found, founds))))))


def deepest(gold_claim: str, found_claim: str) -> str:
    """The deepest level at which two claims agree."""
    hits = scored([gold_claim], [found_claim])
    return next((level for level in ("full", "dyad", "event", "quad") if hits[level][0]), "none")


@pytest.mark.parametrize(
    ("gold_claim", "found_claim", "level"),
    [
        ("ACCUSE FRA > MLI", "ACCUSE FRA > MLI", "full"),
        ("ACCUSE FRA.GOV > MLI", "ACCUSE FRA.MIL > MLI.CVL", "full"),
        ("ACCUSE FRA > MLI", "ACCUSE FRA > MLI, negated", "dyad"),
        ("ACCUSE FRA > MLI", "ACCUSE MLI > FRA", "event"),
        ("ACCUSE FRA > MLI", "ACCUSE FRA", "event"),
        ("ACCUSE FRA", "ACCUSE FRA > MLI", "full"),
        ("ACCUSE ? > MLI", "ACCUSE USA > MLI", "full"),
        ("ACCUSE FRA,USA > MLI", "ACCUSE USA > MLI,NER", "full"),
        ("CONSULT FRA,DEU", "CONSULT FRA > DEU", "full"),
        ("CONSULT FRA > DEU", "CONSULT DEU,FRA", "full"),
        ("CONSULT FRA,DEU", "CONSULT FRA", "event"),
        ("CONSULT FRA", "CONSULT FRA,DEU", "full"),
        ("CONSULT ?", "CONSULT FRA,DEU", "full"),
        ("ACCUSE FRA > MLI", "REJECT FRA > MLI", "quad"),
        ("ACCUSE FRA > MLI", "ASSAULT FRA > MLI", "none"),
        ("ACCUSE FRA > MLI", "SPEAK FRA > MLI", "none"),
    ],
)
def test_how_deep_two_claims_agree(gold_claim: str, found_claim: str, level: str):
    assert deepest(gold_claim, found_claim) == level


def test_each_claim_is_in_one_pair_and_the_best_pair_comes_first():
    hits = scored(["REJECT FRA > MLI", "ACCUSE FRA > MLI"], ["ACCUSE FRA > MLI", "ACCUSE USA > MLI"])
    assert hits["full"] == (1, 1, 1)
    assert hits["quad"] == (2, 0, 0)
    assert hits["ACCUSE"] == (1, 1, 0)
    assert hits["REJECT"] == (0, 0, 1)


def test_a_claim_in_doubt_costs_nothing_and_gains_nothing():
    assert scored(["ACCUSE FRA doubt!"], ["ACCUSE FRA"])["event"] == (0, 0, 0)
    assert scored(["ACCUSE FRA doubt!"], [])["event"] == (0, 0, 0)
    assert scored(["ACCUSE FRA doubt!"], [])["any"] == (0, 0, 0)
    assert scored(["ACCUSE FRA doubt!"], ["ASSAULT FRA"])["event"] == (0, 1, 0)
    assert scored(["ACCUSE FRA doubt!", "ASSAULT RUS"], ["ACCUSE FRA"])["any"] == (1, 0, 0)


def test_whether_there_is_a_claim_at_all():
    assert [scored(g, f)["any"] for g, f in (([], []), ([], ["AID JPN"]), (["AID JPN"], []), (["AID JPN"], ["ASSAULT RUS"]))] == [
        (0, 0, 0),
        (0, 1, 0),
        (0, 0, 1),
        (1, 0, 0),
    ]


def test_a_status_counts_where_the_type_is_right():
    hits = scored(["ACCUSE FRA, negated", "AID JPN"], ["ACCUSE FRA", "AID JPN"])
    assert (hits["real"], hits["negated"], hits["unreal"]) == ((1, 1, 0), (0, 0, 1), (0, 0, 0))


def test_quotes_by_their_words_and_speakers_by_code_or_words():
    item = Item("x", (), (GoldQuote("we will never do it", "FRA.GOV", "the minister"), GoldQuote("so be it then", "?", "a man")))
    content = Span(0, 1, "we will never do"), Span(0, 1, "so be it")
    quotes = (Quote(party("FRA"), None, content[0], True), Quote(Party("?", "", "", 0, 1, "a man"), None, content[1], True))
    hits = dict(zip(CELLS, counts(item, Coded("", "en", (), (*quotes, Quote(None, None, Span(0, 1, "no"), True))))))
    assert (hits["quote"], hits["speaker"]) == ((2, 1, 0), (2, 1, 0))
    assert overlap("a b c", "a b c d") == pytest.approx(6 / 7)
    assert overlap("", "") == overlap("a", "") == 0


# --- the file


def test_a_gold_file_is_read_line_by_line():
    lines = [
        b'\xef\xbb\xbf{"id": "s1", "text": "x", "lang": "id", "claims": [{"event": "AID", "extra": 1}], "quotes": []}',
        b"",
        b"oops",
        b'{"text": "x"}',
        b'{"text": "x", "claims": [{"event": "HUG"}]}',
        b'{"text": "x", "claims": [{"event": "AID", "status": "so"}]}',
        b'{"text": "\xff", "claims": []}',
        b"[" * 100_000,
        b'{"text": "y", "lang": "en", "claims": []}',
    ]
    items, errors = gold(io.BytesIO(b"\n".join(lines)))
    assert [item.id for item in items] == ["s1", "line 9"]
    assert [str(problem).split(":")[0] for problem in errors] == [f"line {n}" for n in range(3, 9)]
    assert "'HUG'" in str(errors[2])
    assert [item.id for item in gold(io.BytesIO(b"\n".join(lines)), "en")[0]] == ["line 9"]


# --- resampling


def test_resampling_is_the_same_every_time_and_for_every_coder():
    table = np.random.default_rng(1).integers(0, 3, size=(1, 40, 2, 3))
    drawn = resampled(np.concatenate([table, table]), 200)
    assert drawn.shape == (200, 2, 2)
    assert np.array_equal(drawn, resampled(np.concatenate([table, table]), 200))
    assert np.array_equal(drawn[:, 0], drawn[:, 1])
    tp, fp, fn = table[0].sum(axis=0).T
    assert np.abs(drawn.mean(axis=0)[0] - 2 * tp / (2 * tp + fp + fn)).max() < 0.02


# --- the shared scorer


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def same(raw: list[dict[str, Any]], coded: dict[str, Coded]) -> None:
    """Holds our counts on labelled sentences against those of the shared scorer."""
    theirs, _ = scorer().score(raw, {id: coded_json(one) for id, one in coded.items()})
    items = [msgspec.convert(item, Item) for item in raw]
    table = np.asarray([counts(item, coded[item.id]) for item in items]).sum(axis=0)
    ours = dict(zip(CELLS, table.tolist()))
    assert {level: ours[level] for level in LEVELS} == {k: [v["tp"], v["fp"], v["fn"]] for k, v in theirs.items()}


@pytest.mark.skipif(not SCORER.exists(), reason="no shared scorer here")
def test_the_same_counts_as_the_shared_scorer_on_made_up_codings():
    draw = random.Random(7)
    words = ["we", "they", "never", "always", "will", "not", "do", "say", "it", "so", "be", "there"]

    def side() -> list[str]:
        return draw.sample(["FRA", "MLI.GOV", "DEU", "?", "UGA.MIL"], draw.choice([0, 1, 1, 2]))

    def quote() -> tuple[str, str, str]:
        return " ".join(draw.choices(words, k=draw.randint(0, 4))), draw.choice(["FRA.GOV", "?", "", "MLI"]), draw.choice(words)

    raw, coded = [], {}
    for n in range(800):
        golds = [
            {"event": draw.choice(EVENTS[7:11]), "actor": side(), "recipient": side(), "status": draw.choice(STATUSES)}
            | ({"doubt": True} if draw.random() < 0.2 else {})
            for _ in range(draw.choice([0, 0, 1, 2, 3]))
        ]
        made = [f"{draw.choice(EVENTS[6:11])} {','.join(side())} > {','.join(side())}, {draw.choice(STATUSES)}" for _ in golds]
        quoted = [dict(zip(("content", "speaker", "speaker_text"), quote())) for _ in range(draw.choice([0, 1, 2]))]
        said = []
        for _ in range(draw.choice([0, 1, 2, 3])):
            content, speaker, text = quote()
            by = Party(*speaker.split(".")[:1], "", "", 0, 1, text) if speaker else None
            said.append(Quote(by, None, Span(0, 1, content), True))
        raw.append({"id": str(n), "text": "x", "claims": golds, "quotes": quoted})
        founds = [found(coding) for coding in made[: draw.randint(0, 3)]] + [found("ACCUSE FRA > MLI")] * (draw.random() < 0.2)
        coded[str(n)] = Coded(str(n), "id", tuple(founds), tuple(said))
    same(raw, coded)


@pytest.mark.skipif(not (SHARED / "data" / "claims" / "dev_id.jsonl").exists(), reason="no labelled data here")
def test_the_same_figures_as_the_shared_scorer_on_the_development_set(coder: LexiconCoder):
    path = SHARED / "data" / "claims" / "dev_id.jsonl"
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with path.open("rb") as stream:
        items, errors = gold(stream)
    assert not errors
    coded = {item.id: code(coder, item) for item in items}
    same(raw, coded)
    theirs, _ = scorer().score(raw, {id: coded_json(one) for id, one in coded.items()})
    ours = evaluate([("lexicon", coder)], items, samples=20).coders[0].levels
    assert {k: (v.p, v.r, v.f1) for k, v in ours.items()} == {k: (v["p"], v["r"], v["f1"]) for k, v in theirs.items()}
