"""``kawat eval`` as a user meets it: numbers that were worked out by hand, bad lines, coders of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLD = [
    {
        "id": "s1", "lang": "id", "text": "Prancis mengecam Mali, kata PBB.",
        "claims": [{"event": "ACCUSE", "actor": ["FRA"], "recipient": ["MLI"], "status": "real", "trigger": "mengecam"}],
        "quotes": [{"speaker": "UN", "speaker_text": "PBB", "content": "Prancis mengecam Mali", "direct": False}],
    },
    {
        "id": "s2", "lang": "en", "text": "Kenya asked Uganda to leave.", "title": "Kenya Speaks", "before": "It rained.",
        "claims": [{"event": "REQUEST", "actor": ["KEN"], "recipient": ["UGA"], "status": "real", "trigger": "asked"}],
        "quotes": [],
    },
    {"id": "s3", "lang": "en", "text": "Thailand beat Vietnam 2-1.", "claims": [], "quotes": []},
    {
        "id": "s4", "lang": "en", "text": "Japan delivered food to Vanuatu.",
        "claims": [{"event": "AID", "actor": ["JPN"], "recipient": ["VUT"], "status": "real", "trigger": "delivered"}],
        "quotes": [],
    },
]  # fmt: skip

# Right on s1 with its quote, a wrong type of the same quad class on s2, a claim too many on s3, none on s4.
MODULE = """
from kawat.types import Claim, Coded, Party, Quote, Span

ANSWERS = {"Pra": ("ACCUSE", "FRA", "MLI"), "Ken": ("ACCUSE", "KEN", "UGA"), "Tha": ("ASSAULT", "THA", "VNM")}
SEEN = []


class Fake:
    version = "fake@1"

    def __init__(self, overlay=None):
        pass

    def code(self, text, *, id="", language="", before="", **_):
        SEEN.append((id, language, before))
        if text[:3] not in ANSWERS:
            return Coded(id, language, notes=("nothing",) if text else ())
        event, *sides = ANSWERS[text[:3]]
        actor, recipient = ((Party(code, "GOV", code, None, None, code),) for code in sides)
        span = Span(0, 3, text[:3])
        claim = Claim("c", event, "", (), "", 0.0, actor, recipient, "real", None, None, span, span, None, None, "", 1.0, "", ())
        quotes = (Quote(Party("UN", "", "PBB", 28, 31, "PBB"), None, Span(0, 21, text[:21]), False),) if id == "s1" else ()
        return Coded(id, language, (claim,), quotes)


class Silent:
    version = "silent@1"

    def code(self, text, **_):
        return Coded("", "id")


SILENT = Silent()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in GOLD) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "eval_fake.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "eval_fake"


def figures(cell: dict[str, Any]) -> tuple[float, ...]:
    return tuple(cell[name] for name in ("p", "r", "f1", "tp", "fp", "fn"))


def test_the_numbers_worked_out_by_hand(kawat, file: Path, fake: str):
    done = kawat("eval", file, "--coder", f"{fake}:Fake", "--format", "json", "--samples", "50")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    (score,) = found["report"]["coders"]
    assert (found["bad_lines"], found["report"]["items"], found["report"]["samples"]) == (0, 4, 50)
    assert (score["name"], score["version"], score["noted"]) == ("eval_fake:Fake", "fake@1", 1)
    levels = {name: figures(cell) for name, cell in score["levels"].items()}
    third, two_thirds = 0.3333, 0.6667
    assert levels["any"] == (two_thirds, two_thirds, two_thirds, 2, 1, 1)
    assert levels["quad"] == (two_thirds, two_thirds, two_thirds, 2, 1, 1)
    assert levels["event"] == levels["dyad"] == levels["full"] == (third, third, third, 1, 2, 2)
    assert levels["quote"] == levels["speaker"] == (1, 1, 1, 1, 0, 0)
    assert figures(score["types"]["ACCUSE"]) == (0.5, 1, two_thirds, 1, 1, 0)
    assert figures(score["types"]["AID"]) == (0, 0, 0, 0, 0, 1)
    assert figures(score["statuses"]["real"]) == levels["event"]
    assert score["levels"]["event"]["low"] <= third <= score["levels"]["event"]["high"]
    assert score["seconds"] >= 0
    assert found["report"]["difference"] is None


def test_title_and_previous_sentence_are_context(kawat, file: Path, fake: str):
    kawat("eval", file, "--coder", f"{fake}:Fake", "--samples", "10")
    import eval_fake  # type: ignore[import-not-found]

    assert ("s2", "en", "Kenya Speaks. It rained.") in eval_fake.SEEN
    assert ("s1", "id", "") in eval_fake.SEEN


def test_the_same_coder_twice_has_no_difference(kawat, file: Path):
    done = kawat("eval", file, "--coder", "lexicon", "--coder", "lexicon", "--format", "json")
    report = json.loads(done.out)["report"]
    first, second = report["coders"]
    assert first["levels"] == second["levels"]
    assert len(report["difference"]) == 7 + 16 + 3
    assert all(gap == {"f1": 0, "low": 0, "high": 0, "ahead": 0} for gap in report["difference"].values())


def test_the_better_coder_is_ahead(kawat, file: Path, fake: str):
    done = kawat("eval", file, "--coder", f"{fake}:Fake", "--coder", f"{fake}:SILENT", "--format", "json")
    gap = json.loads(done.out)["report"]["difference"]["event"]
    assert gap["f1"] == 0.3333
    assert gap["low"] == 0
    assert 0.5 < gap["ahead"] < 1  # s1 is missing from about a third of the samples


def test_tables_side_by_side(kawat, file: Path, fake: str):
    done = kawat("eval", file, "--coder", f"{fake}:Fake", "--coder", f"{fake}:SILENT", "--samples", "20", "--errors", "1")
    assert done.code == 0
    for words in ("Level", "Difference", "First ahead", "fake@1", "sentences/s", "0.667", "REQUEST", "+0.333", "notes on 1"):
        assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert "THREATEN" not in done.out  # neither gold nor a coder has one
    assert "gold: REQUEST KEN > UGA real" in done.out
    assert "eval_fake:Fake: ACCUSE KEN > UGA real" in done.out


def test_the_sentences_farthest_from_gold(kawat, file: Path, fake: str):
    done = kawat("eval", file, "--coder", f"{fake}:Fake", "--errors", "9", "--format", "json", "--samples", "10")
    wrong = json.loads(done.out)["report"]["wrong"]
    assert [(one["id"], one["distance"]) for one in wrong] == [("s2", 6), ("s3", 5), ("s4", 5)]
    assert wrong[1]["gold"] == []
    assert wrong[1]["coders"] == [["ASSAULT THA > VNM real"]]


def test_a_bad_line_is_named_and_the_rest_goes_on(kawat, file: Path, fake: str):
    file.write_text("oops\n" + file.read_text() + '{"text": "x", "claims": [{"event": "HUG"}]}\n')
    done = kawat("eval", file, "--coder", f"{fake}:Fake", "--format", "json", "--samples", "10")
    assert done.code == 1
    assert "kawat: line 1: " in done.err
    assert "kawat: line 6: there is no event type 'HUG'" in done.err
    assert json.loads(done.out)["bad_lines"] == 2
    assert json.loads(done.out)["report"]["items"] == 4


def test_one_language_and_standard_input(kawat, file: Path, fake: str):
    done = kawat(
        "eval", "-", "--coder", f"{fake}:Fake", "--lang", "en", "--format", "json", "--samples", "10", stdin=file.read_bytes()
    )
    assert json.loads(done.out)["report"]["items"] == 3


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nowhere.jsonl"], 1, "no file nowhere.jsonl"),
        ([], 2, "GOLD"),
        (["GOLD", "--coder", "oracle"], 2, "lexicon"),
        (["GOLD", "--coder", "json:nothing"], 2, "cannot be loaded"),
        (["GOLD", "--coder", "lexicon", "--lang", "fr"], 1, "no labelled sentence whose lang is fr"),
        (["GOLD", "--samples", "1"], 2, "--samples"),
        (["GOLD", "--errors", "-1"], 2, "--errors"),
    ],
)
def test_errors(kawat, file: Path, args: list[str], code: int, words: str):
    done = kawat("eval", *(str(file) if arg == "GOLD" else arg for arg in args))
    assert done.code == code
    assert words in done.err
    assert done.out == ""


def test_help_has_examples(kawat):
    done = kawat("eval", "--help")
    assert done.code == 0
    assert "Examples" in done.out
    assert "kawat eval gold.jsonl --coder lexicon --coder reader" in " ".join(done.out.split())
    assert '"actor": ["FRA"]' in done.out


def test_the_examples_of_the_coders_page_work(kawat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    page = (Path(__file__).parents[2] / "docs" / "coders.md").read_text(encoding="utf-8")
    for language, name in (("python", "careful.py"), ("json", "gold.jsonl")):
        (example,) = re.findall(rf"^```{language}\n(.*?)^```$", page, flags=re.M | re.S)
        (tmp_path / name).write_text(example, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    done = kawat("eval", tmp_path / "gold.jsonl", "--coder", "lexicon", "--coder", "careful:Careful", "--samples", "20")
    assert (done.code, done.err) == (0, "")
    assert "careful@1" in done.out
