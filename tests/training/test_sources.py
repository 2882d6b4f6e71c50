"""How labels are read, laid over the corpora, cleaned and made into examples."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from training.reader import parallel, sources
from training.reader.cleaning import cleaned
from training.reader.examples import example, words_of
from training.reader.sources import locate

from kawat.claims.coder import LexiconCoder

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


def test_a_second_coding_is_taken_as_it_is():
    again = {"event": "ASSAULT", "trigger": [0, 4], "actor_text": [], "recipient_text": [], "status": "real"}
    first = again | {"trigger": "perang", "actor_text": ""}
    assert cleaned([{"claims": [again, first]}])[0]["claims"] == [again]


def test_labelled_words_are_found_in_the_text():
    assert locate("Kuba memuji Kuba", "Kuba") == (0, 4)
    assert locate("Kuba memuji Kuba", [12, 16]) == (12, 16)
    assert locate("Kuba memuji", "mengecam") is None
    assert locate("Kuba memuji", []) is None
    assert words_of([0, 5], [4, 11], (3, 6)) == (0, 2)
    assert words_of([0, 5], [4, 11], (4, 5)) is None
    assert words_of([0, 5], [4, 11], None) is None


def test_what_only_one_of_two_coders_saw_is_doubtful(made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "annotations"
    folder.mkdir()
    monkeypatch.setattr(sources, "ANNOTATIONS", folder)
    praise = ["SUPPORT", "", "CUB", "LAO", "real", [5, 11], [0, 4], [], "", 0]
    meeting = ["CONSULT", "", "CUB", "VNM", "real", [5, 11], [0, 4], [12, 19], "", 0]
    second = [{"id": "a-0", "claims": [meeting, praise], "quotes": []}, {"id": "gone", "claims": [], "quotes": []}]
    (folder / "second_1.jsonl").write_text("".join(json.dumps(m) + "\n" for m in second), encoding="utf-8")
    first, *others = sources.coded_twice(list(sources.annotated(made_up)))
    assert first["twice"]
    assert [(c["event"], c["recipient"], c["doubt"]) for c in first["claims"]] == [
        ("SUPPORT", ["VNM", "LAO"], False),  # both saw it; the parties stay the first coder's
        ("CONSULT", ["VNM"], True),
    ]
    assert not any(item.get("twice") for item in others)


@pytest.fixture
def two_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    """A parallel corpus of 60 lines, the third of them kept for tests, the fifth in the Indonesian development set."""
    rows = [{"id": f"Peru menunggu {n} hari.", "en": f"Peru waits {n} days."} for n in range(60)]
    (tmp_path / "data" / "corpora").mkdir(parents=True)
    (tmp_path / "data" / "claims").mkdir()
    (tmp_path / "data" / "corpora" / parallel.FILE).write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    kept = hashlib.sha1(rows[3]["en"].encode()).hexdigest()
    (tmp_path / "data" / "claims" / "reserved.txt").write_text(kept, encoding="utf-8")
    (tmp_path / "data" / "claims" / "dev_id.jsonl").write_text(json.dumps({"text": "Peru menunggu 5 hari"}), encoding="utf-8")
    monkeypatch.setattr(sources, "SHARED", tmp_path)
    monkeypatch.setattr(parallel, "SHARED", tmp_path)
    for kept_answers in (sources.corpus, parallel._places):
        kept_answers.cache_clear()
    yield rows
    for kept_answers in (sources.corpus, parallel._places):
        kept_answers.cache_clear()


def test_what_is_measured_or_kept_for_tests_is_no_pair_in_either_language_and_no_context(two_languages: list[dict[str, str]]):
    out = parallel.measured()
    asked = {n for n in json.loads((sources.ROOT / "evals" / "gold" / "parallel_pairs.json").read_text()) if n < 60}
    assert {3, 5} | asked <= out
    assert asked
    found = {one["text"]: (one, other) for one, other in parallel.pairs(out)}
    assert [n for n, row in enumerate(two_languages) if (row["id"] in found) == (n in out)] == []
    after, _ = found[two_languages[4]["id"]]
    assert after["before"] == ""  # the line before it is kept for tests
    one, other = found[two_languages[1]["id"]]
    assert (one["lang"], one["before"], other["lang"], other["text"]) == (
        "id",
        "Peru menunggu 0 hari.",
        "en",
        "Peru waits 1 days.",
    )


def test_a_sentence_is_found_in_the_parallel_corpus_in_both_languages(two_languages: list[dict[str, str]]):
    assert parallel.lines_of(" peru waits 7 days") == parallel.lines_of("Peru menunggu 7 hari.") == (7,)
    assert parallel.lines_of("Peru waits for nobody.") == ()


def test_words_are_located_as_whole_words_first():
    text = "Then he said that the hakim of Kehakiman left."
    assert locate(text, "he") == (5, 7)
    assert locate("Kehakiman", "hakim") == (2, 7)
    assert locate(text, [0, 4]) == (0, 4)
    assert locate(text, "nobody") is None
    assert locate(text, "") is None


def test_a_party_learns_which_words_name_its_side(coder: LexiconCoder):
    text = "Menlu Rusia mengatakan bahwa pemerintah mengecam Uganda, dan Miryam memuji Kanada."

    def act(trigger: str, actor: str, code: str, recipient: str, other: str) -> dict[str, Any]:
        words = {"trigger": trigger, "actor_text": actor, "recipient_text": recipient}
        return words | {"event": "ACCUSE", "status": "real", "actor": [code], "recipient": [other]}

    claims = [act("mengecam", "pemerintah", "RUS.GOV", "Uganda", "UGA"), act("memuji", "Miryam", "IDN", "Kanada", "?")]
    item = {"id": "a", "lang": "id", "text": text, "title": "", "before": "", "claims": claims, "quotes": []}
    made = example(coder, item)
    words = {text[made.window.main.starts[a.first] : made.window.main.ends[a.last - 1]]: a for a in made.affiliations}
    assert set(words) == {"pemerintah", "Miryam", "Kanada"}  # Uganda tells its side itself, and nothing else does
    ((first, last),) = words["pemerintah"].own
    assert "Rusia" in text[made.window.main.starts[first] : made.window.main.ends[last - 1]]
    assert (words["Miryam"].own, words["Miryam"].home) == ([], True)
    assert (words["Kanada"].own, words["Kanada"].home) == ([], False)  # told to be unknown: nothing names it
