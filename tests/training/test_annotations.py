"""The project's labels are sound and stand off from the corpora; reading, cleaning and measuring do what they say."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from evals import attribution, entities, relations, run  # noqa: E402
from training.reader import sources  # noqa: E402
from training.reader.cleaning import cleaned  # noqa: E402
from training.reader.examples import CONTEXTS, locate, words_of  # noqa: E402

from kawat.actors.overlay import SECTORS  # noqa: E402
from kawat.ontology import EVENTS, STATUSES  # noqa: E402
from kawat.ontology.plover import modes  # noqa: E402

SHARED = ROOT.parent / "shared" / "data"
FILES = sorted((ROOT / "training" / "annotations").glob("*.jsonl")) + sorted((ROOT / "evals" / "gold").glob("*.jsonl"))


def keys(path: Path) -> set[str]:
    """The keys of a file's first record, which tell its kind."""
    return set(json.loads(path.read_text(encoding="utf-8").partition("\n")[0] or "{}"))


# Sentences of our own; labels that stand in for those of the shared data; labels over sentences of the corpora.
WRITTEN = [path for path in FILES if "text" in keys(path)]
RECODED = [path for path in FILES if path.name.startswith("recoded_")]
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
        assert mark["lang"] in ("id", "en", "ms"), place
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


# Reading


FIRST = "Kuba memuji Vietnam pada hari Senin."
SECOND = "Ia lalu pulang."


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A corpus of two rows and a file of labels over it; the labels' file is given."""
    folder = tmp_path / "data" / "corpora"
    folder.mkdir(parents=True)
    rows: list[dict[str, str]] = [
        {"title": "Kunjungan", "text": f"{FIRST} {SECOND}", "published": "2022-06-01"},
        {"id": "Peru menunggu.", "en": "Peru waits."},
    ]
    (folder / "made_up.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    start, end = len(FIRST) + 1, len(FIRST) + 1 + len(SECOND)
    praise = ["SUPPORT", "", "CUB", "VNM,LAO", "real", [5, 11], [0, 4], [12, 19], "", 1]
    marks = [
        mark("a-0", 0, "text", 0, len(FIRST), FIRST) | {"claims": [praise], "contexts": ["diplomatic"]},
        mark("a-1", 0, "text", start, end, SECOND) | {"before": [0, len(FIRST)], "published": "2022-06-02"},
        mark("a-2", 0, "text", start, end, "Ia lalu pergi."),
        mark("a-3", 1, "en", 0, 11, "Peru waits.") | {"before": 1, "quotes": [["PER", [0, 4], [], [5, 10], 0]]},
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(m) + "\n" for m in marks), encoding="utf-8")
    monkeypatch.setattr(sources, "SHARED", tmp_path)
    sources.corpus.cache_clear()
    yield path
    sources.corpus.cache_clear()


def mark(id: str, line: int, field: str, start: int, end: int, text: str) -> dict[str, Any]:
    sha1 = hashlib.sha1(text.encode()).hexdigest()
    place = {"file": "made_up.jsonl", "line": line, "field": field, "start": start, "end": end, "sha1": sha1}
    return {"id": id, "lang": "id", "source": "made-up", "claims": [], "quotes": []} | place


def test_labels_are_laid_over_the_corpus_and_changed_sentences_left_out(made_up: Path, capsys: pytest.CaptureFixture[str]):
    first, second, third = sources.annotated(made_up)
    assert [item["id"] for item in (first, second, third)] == ["a-0", "a-1", "a-3"]
    told = capsys.readouterr().err
    assert "a-2" in told
    assert "left out" in told
    assert (first["text"], first["title"], first["before"], first["published"]) == (FIRST, "Kunjungan", "", "2022-06-01")
    assert (second["text"], second["before"], second["published"]) == (SECOND, FIRST, "2022-06-02")
    assert (third["text"], third["title"], third["before"], third["published"]) == ("Peru waits.", "", "Peru waits.", "")


def test_labels_take_the_form_of_the_shared_data(made_up: Path):
    first, second, third = sources.annotated(made_up)
    (claim,) = first["claims"]
    assert (claim["event"], claim["actor"], claim["recipient"], claim["doubt"]) == ("SUPPORT", ["CUB"], ["VNM", "LAO"], True)
    assert claim["words"] == ("memuji", "Kuba", "Vietnam")
    assert (first["contexts"], second["contexts"], first["moded"]) == (["diplomatic"], [], True)
    assert third["quotes"] == [{"speaker": "PER", "speaker_text": [0, 4], "cue": [], "content": [5, 10], "direct": False}]


@pytest.mark.parametrize("change", [{"line": 7}, {"line": 1, "field": "text"}], ids=["line", "field"])
def test_a_shorter_corpus_is_a_changed_one(made_up: Path, change: dict[str, Any]):
    lost = mark("b-0", 0, "text", 0, len(FIRST), FIRST) | change
    made_up.write_text(json.dumps(lost) + "\n" + made_up.read_text(encoding="utf-8"), encoding="utf-8")
    assert [item["id"] for item in sources.annotated(made_up)] == ["a-0", "a-1", "a-3"]


def test_written_sentences_are_items_too(tmp_path: Path):
    row = {"text": FIRST, "lang": "id", "parties": [[0, 4], [12, 19], "SUPPORT"], "claims": [], "quotes": []}
    path = tmp_path / "written_9.jsonl"
    path.write_text(json.dumps(row) + "\n\n" + json.dumps(row) + "\n", encoding="utf-8")
    items = list(sources.written(path))
    assert [item["id"] for item in items] == ["written_9-0", "written_9-1"]
    assert (items[0]["text"], items[0]["source"], items[0]["parties"][2]) == (FIRST, "written", "SUPPORT")


def test_a_second_coding_stands_in_for_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    old = {
        "id": "T-1",
        "lang": "id",
        "text": FIRST,
        "quotes": [],
        "claims": [claim_of("SUPPORT", "memuji"), claim_of("AID", "pada")],
    }
    (tmp_path / "data" / "claims").mkdir(parents=True)
    told = json.dumps(old) + "\n" + json.dumps(old | {"id": "T-2"}) + "\n"
    (tmp_path / "data" / "claims" / "train.jsonl").write_text(told, encoding="utf-8")
    new = {"id": "T-1", "claims": [["SUPPORT", "", "CUB", "VNM", "real", [5, 11], [0, 4], [12, 19], "", 0]], "quotes": []}
    (tmp_path / "recoded_1.jsonl").write_text(json.dumps(new) + "\n", encoding="utf-8")
    monkeypatch.setattr(sources, "SHARED", tmp_path)
    monkeypatch.setattr(sources, "ANNOTATIONS", tmp_path)
    first, second = sources.shared_claims()
    assert [(c["event"], c["doubt"]) for c in first["claims"]] == [("SUPPORT", False), ("AID", True)]
    assert first["claims"][0]["words"] == ("memuji", "Kuba", "Vietnam")
    assert second["claims"] == old["claims"]


@pytest.mark.parametrize(
    ("joined", "codes"), [("", []), ("USA.GOV", ["USA.GOV"]), ("USA.GOV,FRA", ["USA.GOV", "FRA"]), (",?", ["?"])]
)
def test_codes_of_a_side(joined: str, codes: list[str]):
    assert sources.codes(joined) == codes


def test_conll_files(tmp_path: Path):
    path = tmp_path / "some.conll"
    path.write_text("\n\nMenlu\tO\nRina NN B-PER\n\n-DOCSTART-\nKota O\nTuban I-LOC", encoding="utf-8")
    assert list(sources.conll(path)) == [(["Menlu", "Rina"], ["O", "B-PER"]), (["Kota", "Tuban"], ["O", "I-LOC"])]


def claim_of(event: str, trigger: str, actor: str = "") -> dict[str, Any]:
    return {"event": event, "trigger": trigger, "actor_text": actor}


@pytest.mark.parametrize(
    ("claim", "stays"),
    [
        (claim_of("ASSAULT", "perang"), False),
        (claim_of("ASSAULT", "The war "), False),
        (claim_of("ASSAULT", "perang", "Rusia"), True),
        (claim_of("ASSAULT", "perang dagang"), True),
        (claim_of("ACCUSE", "war"), True),
        (claim_of("REJECT", "menolak berkomentar"), False),
        (claim_of("REJECT", "declined to comment"), False),
        (claim_of("REJECT", "menolak usulan"), True),
        (claim_of("ACCUSE", "comment"), True),
    ],
)
def test_cleaning(claim: dict[str, Any], stays: bool):
    item = {"id": "x", "claims": [claim_of("AID", "gave"), claim]}
    (out,) = cleaned([item])
    assert [c["trigger"] for c in out["claims"]] == ["gave", *([claim["trigger"]] if stays else [])]
    assert len(item["claims"]) == 2
    assert out["id"] == "x"


def test_labelled_words_are_found_in_the_text():
    assert locate("Kuba memuji Kuba", "Kuba") == (0, 4)
    assert locate("Kuba memuji Kuba", [12, 16]) == (12, 16)
    assert locate("Kuba memuji", "mengecam") is None
    assert locate("Kuba memuji", []) is None
    assert words_of([0, 5], [4, 11], (3, 6)) == (0, 2)
    assert words_of([0, 5], [4, 11], (4, 5)) is None
    assert words_of([0, 5], [4, 11], None) is None


# Measuring


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


def test_a_second_coding_is_taken_as_it_is():
    again = {"event": "ASSAULT", "trigger": [0, 4], "actor_text": [], "recipient_text": [], "status": "real"}
    first = again | {"trigger": "perang", "actor_text": ""}
    assert cleaned([{"claims": [again, first]}])[0]["claims"] == [again]
