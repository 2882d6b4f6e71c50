"""The project's labels are sound, stand off from the corpora and lie over them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from training.reader import sources

from kawat.actors.overlay import SECTORS
from kawat.ontology import CONTEXTS, EVENTS, STATUSES
from kawat.ontology.plover import modes

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"


def keys(path: Path) -> set[str]:
    """The keys of a file's first record, which tell its kind."""
    return set(json.loads(path.read_text(encoding="utf-8").partition("\n")[0] or "{}"))


_GOLD = [path for path in (ROOT / "evals" / "gold").glob("*.jsonl") if "claims" in keys(path)]
FILES = sorted((ROOT / "training" / "annotations").glob("*.jsonl")) + sorted(_GOLD)
# Sentences of our own; second codings, of the shared data's sentences too; labels over sentences of the corpora.
WRITTEN = [path for path in FILES if "text" in keys(path)]
RECODED = [path for path in FILES if path.name.startswith(("recoded_", "second_"))]
STANDOFF = [path for path in FILES if path not in WRITTEN + RECODED]
KEYS = {"id", "lang", "source", "file", "line", "field", "start", "end", "sha1", "claims", "quotes"}
MORE = {"before", "published", "contexts", "category"}
_CODE = re.compile(r"(\?|[A-Z][A-Z0-9]{1,11})(?:\.([A-Z]{3}))?")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared data are not here: no folder {SHARED}")
files, standoff, written, recoded = (
    pytest.mark.parametrize("path", some, ids=lambda p: p.name) for some in (FILES, STANDOFF, WRITTEN, RECODED)
)


def records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of a file, each with its place for a message."""
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        yield f"{path.name} line {number}", json.loads(row)


def length(mark: dict[str, Any]) -> int:
    """How long the sentence of a record is; where only the shared data tell, no sentence is longer than this."""
    return len(mark["text"]) if "text" in mark else mark["end"] - mark["start"] if "end" in mark else 2000


def wrong_span(span: list[int], size: int, empty: bool) -> bool:
    return not (empty if span == [] else len(span) == 2 and 0 <= span[0] < span[1] <= size)


def wrong_codes(joined: str) -> list[str]:
    found = [(code, _CODE.fullmatch(code)) for code in joined.split(",")] if joined else []
    return [code for code, match in found if match is None or (match[2] and match[2] not in SECTORS)]


# The files


def test_there_are_files():
    assert WRITTEN
    assert len(STANDOFF) >= 3


@files
def test_claims_are_of_the_codebook(path: Path):
    bad = []
    for place, mark in records(path):
        for event, mode, actor, recipient, status, trigger, by, to, said_by, doubt in mark["claims"]:
            right = event in EVENTS and status in STATUSES and doubt in (0, 1)
            spans = wrong_span(trigger, length(mark), False) or any(wrong_span(s, length(mark), True) for s in (by, to))
            if not right or spans or any(wrong_codes(side) for side in (actor, recipient, said_by)):
                bad.append((place, event, mode, actor, recipient, status, trigger, by, to, said_by, doubt))
    assert bad == []


def test_modes_are_of_their_type():
    marked = [
        (place, claim[0], claim[1]) for path in FILES for place, mark in records(path) for claim in mark["claims"] if claim[1]
    ]
    assert [(place, event, mode) for place, event, mode in marked if f"{event}/{mode}" not in modes()] == []


@files
def test_quotes_point_into_the_sentence(path: Path):
    bad = []
    for place, mark in records(path):
        for code, speaker, cue, content, direct in mark["quotes"]:
            spans = wrong_span(content, length(mark), False) or any(wrong_span(s, length(mark), True) for s in (speaker, cue))
            if spans or wrong_codes(code) or direct not in (0, 1):
                bad.append((place, code, speaker, cue, content, direct))
    assert bad == []


def test_contexts_are_known():
    marked = [(place, c) for path in FILES for place, mark in records(path) for c in mark.get("contexts", [])]
    assert [(place, c) for place, c in marked if c not in CONTEXTS] == []


@standoff
def test_a_stand_off_file_holds_no_sentence(path: Path):
    for place, mark in records(path):
        assert set(mark) >= KEYS, place
        assert set(mark) <= KEYS | MORE, place
        strings = [mark[k] for k in ("id", "lang", "source", "file", "field", "published", "category") if k in mark]
        strings += mark.get("contexts", [])
        cells = [cell for row in [*mark["claims"], *mark["quotes"]] for cell in row if isinstance(cell, str)]
        strings += [code for cell in cells for code in cell.split(",")]
        assert all(isinstance(s, str) and len(s) <= 40 and s.count(" ") <= 1 for s in strings), (place, strings)
        assert re.fullmatch(r"[0-9a-f]{40}", mark["sha1"]), place
        assert mark["lang"] in ("id", "en"), place
        assert 0 <= mark["start"] < mark["end"], place
        assert mark["line"] >= 0, place
        before = mark.get("before")
        assert before is None or isinstance(before, int) or (len(before) == 2 and 0 <= before[0] <= before[1]), place


@recoded
def test_a_file_of_second_codings_holds_no_sentence(path: Path):
    for place, mark in records(path):
        assert {"id", "claims", "quotes"} <= set(mark) <= {"id", "lang", "sha1", "claims", "quotes", "contexts"}, place


@pytest.mark.parametrize("folder", ["annotations", "gold"])
def test_no_id_stands_twice(folder: str):
    ids = [mark["id"] for path in STANDOFF if path.parent.name == folder for _, mark in records(path)]
    assert [id for id, count in Counter(ids).items() if count > 1] == []


def test_no_sentence_is_both_trained_on_and_measured_on():
    marks = {
        folder: {m["sha1"] for p in STANDOFF if p.parent.name == folder for _, m in records(p)}
        for folder in ("annotations", "gold")
    }
    assert marks["annotations"] & marks["gold"] == set()


@written
def test_written_sentences_are_whole_and_written_once(path: Path):
    texts = [mark["text"] for _, mark in records(path)]
    assert all(text.strip() == text != "" for text in texts)
    assert len(set(texts)) == len(texts)
    for place, mark in records(path):
        assert mark["lang"] in ("id", "en", "ms", "es"), place
        if mark.get("parties"):
            actor, recipient, event = mark["parties"]
            assert event in EVENTS, place
            assert not any(wrong_span(span, len(mark["text"]), False) for span in (actor, recipient)), place


# Against the shared data


def normal(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


@needs_shared
@written
def test_written_sentences_are_no_sentences_of_the_shared_data(path: Path):
    known = {normal(item["text"]) for name in ("train.jsonl", "dev_id.jsonl") for item in sources.lines(SHARED / "claims" / name)}
    rows = (SHARED / "relations" / "plv_train.tsv").read_text(encoding="utf-8").split("\n")
    at = rows[0].split("\t").index("sentence")
    known |= {normal(row.split("\t")[at]) for row in rows[1:] if row.count("\t") >= at}
    assert len(known) > 5000
    assert [place for place, mark in records(path) if normal(mark["text"]) in known] == []


@needs_shared
@files
def test_sentences_kept_for_tests_stay_out(path: Path):
    kept = set((SHARED / "claims" / "reserved.txt").read_text(encoding="utf-8").split())
    assert len(kept) > 300
    for place, mark in records(path):
        own = hashlib.sha1(mark["text"].encode()).hexdigest() if "text" in mark else mark.get("sha1", "")
        assert own not in kept, place


@needs_shared
@standoff
def test_stand_off_labels_lie_over_the_corpora(path: Path, capsys: pytest.CaptureFixture[str]):
    items = list(sources.annotated(path))
    assert capsys.readouterr().err == ""
    assert len(items) == sum(1 for _ in records(path))
    for item in items:
        assert item["text"].strip()
        for claim in item["claims"]:
            trigger, actor, recipient = claim["words"]
            assert item["text"][slice(*claim["trigger"])] == trigger != ""
            assert actor in item["text"]
            assert recipient in item["text"]
