"""Reads every labelled source into one form: items with ``text``, ``title``, ``before``, ``lang``, ``claims``, ``quotes``.

The shared data stay where they are; the project's own labels of real sentences are stand-off (corpus file, line,
offsets, SHA-1 of the sentence) and are laid over the corpora here.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("KAWAT_SHARED", ROOT.parent / "shared"))
ANNOTATIONS = ROOT / "training" / "annotations"
# How the entity sets' labels are numbered: one list a head of the model.
TAGS = {
    "nergrit": ["O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-PLACE", "I-PLACE"],
    "nerp": ["O", "B-PPL", "I-PPL", "B-PLC", "I-PLC", "B-IND", "I-IND", "B-EVT", "I-EVT", "B-FNB", "I-FNB"],
    "news": ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"],
}
_CROSSNER = {
    "person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC", "country": "LOC",
}  # fmt: skip


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def shared_claims() -> list[dict[str, Any]]:
    """The labelled sentences of the shared data; a second coding of ours stands in for the first where there is one.

    The second was made where an early reader doubted the first, after the codebook's cases were settled. What only the
    first coder saw is kept as doubtful.
    """
    again = {mark["id"]: mark for path in sorted(ANNOTATIONS.glob("recoded_*.jsonl")) for mark in lines(path)}
    out = []
    for item in lines(SHARED / "data" / "claims" / "train.jsonl"):
        if mark := again.get(item["id"]):
            new = labels(mark, item["text"])
            told = {c["event"] for c in new["claims"]}
            left = [c | {"doubt": True} for c in item["claims"] if c["event"] not in told]
            item = item | new | {"claims": new["claims"] + left}
        out.append(item)
    return out


def coded_twice(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items, those of which a second coder judged too (``second_*.jsonl``) marked ``twice``: a claim that only one of
    the two saw is doubtful. Spans and quotes stay the first coder's."""
    again = {mark["id"]: mark for path in sorted(ANNOTATIONS.glob("second_*.jsonl")) for mark in lines(path)}
    return [_with_second(item, labels(again[item["id"]], item["text"])) if item["id"] in again else item for item in items]


def _with_second(item: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    claims = [claim | {"doubt": True} for claim in item["claims"]]
    left = list(second["claims"])
    # Alike by type and words first, then by type and status, then by type alone.
    for alike in (_same_words, _same_status, _same_type):
        for claim in claims:
            found = next((c for c in left if claim["doubt"] and alike(claim, c, item["text"])), None)
            if found is not None:
                left.remove(found)
                claim["doubt"] = False
    return item | {"claims": claims + [c | {"doubt": True} for c in left], "twice": True}


def _same_type(one: dict[str, Any], other: dict[str, Any], text: str) -> bool:
    return bool(one["event"] == other["event"])


def _same_status(one: dict[str, Any], other: dict[str, Any], text: str) -> bool:
    return _same_type(one, other, text) and bool(one["status"] == other["status"])


def _same_words(one: dict[str, Any], other: dict[str, Any], text: str) -> bool:
    a, b = locate(text, one["trigger"]), locate(text, other["trigger"])
    return _same_type(one, other, text) and a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def locate(text: str, words: str | list[int]) -> tuple[int, int] | None:
    """Where labelled words stand: the first place of words (as whole words, where they are some), or a span as it is."""
    if not words or not isinstance(words, str):
        return (int(words[0]), int(words[1])) if words else None
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    start = whole.start() if whole else text.find(words)
    return (start, start + len(words)) if start >= 0 else None


@cache
def corpus(name: str) -> list[dict[str, Any]]:
    """A corpus of the shared data, by line."""
    return lines(SHARED / "data" / "corpora" / name)


def annotated(path: Path) -> Iterator[dict[str, Any]]:
    """Items of a stand-off file; one whose corpus has changed is left out with a warning."""
    for mark in lines(path):
        rows = corpus(mark["file"])
        row = rows[mark["line"]] if mark["line"] < len(rows) else {}
        whole = str(row.get(mark["field"], ""))
        text = whole[mark["start"] : mark["end"]]
        if hashlib.sha1(text.encode()).hexdigest() != mark["sha1"]:
            print(f"{path.name}: {mark['id']} no longer matches {mark['file']} line {mark['line']}: left out", file=sys.stderr)
            continue
        before = mark.get("before")
        if isinstance(before, int):
            context = corpus(mark["file"])[before][mark["field"]]
        else:
            context = whole[before[0] : before[1]] if before else ""
        title = row.get("title", "") if mark["field"] == "text" else ""
        item = {"text": text, "title": title, "before": context, "published": mark.get("published", row.get("published", ""))}
        yield item | {"id": mark["id"], "lang": mark["lang"], "source": mark["source"]} | labels(mark, text)


def written(path: Path) -> Iterator[dict[str, Any]]:
    """Items of a file of sentences written for the project, with ``parties`` where it names them."""
    for n, mark in enumerate(lines(path)):
        item = {"text": mark["text"], "title": "", "before": "", "published": mark.get("published", ""), "source": "written"}
        yield (
            item | {"id": f"{path.stem}-{n}", "lang": mark["lang"], "parties": mark.get("parties")} | labels(mark, mark["text"])
        )


def labels(mark: dict[str, Any], text: str) -> dict[str, Any]:
    """Claims, quotes and contexts of a stand-off record, in the form of the shared data; spans stay [start, end]."""

    def words(span: list[int]) -> str:
        return text[span[0] : span[1]] if span else ""

    claims = [
        {
            "event": event, "mode": mode, "actor": codes(actor), "recipient": codes(recipient), "status": status,
            "trigger": trigger, "actor_text": actor_span, "recipient_text": recipient_span, "said_by": said_by,
            "doubt": bool(doubt), "words": (words(trigger), words(actor_span), words(recipient_span)),
        }
        for event, mode, actor, recipient, status, trigger, actor_span, recipient_span, said_by, doubt in mark["claims"]
    ]  # fmt: skip
    quotes = [
        {"speaker": code, "speaker_text": speaker, "cue": cue, "content": content, "direct": bool(direct)}
        for code, speaker, cue, content, direct in mark["quotes"]
    ]
    return {"claims": claims, "quotes": quotes, "contexts": mark.get("contexts", []), "moded": True}


def codes(joined: str) -> list[str]:
    """Codes of a side, from "USA.GOV,FRA.GOV"."""
    return [c for c in joined.split(",") if c]


def quads() -> list[tuple[list[str], int]]:
    """English UN sentences of at most 45 words with their quad class (0 none, 1-4 as that set numbers them).

    One in eight, by a hash of the text, is left out for ``evals/zero_shot.py``; the set's other languages are never trained on.
    """
    rows = lines(SHARED / "data" / "un_sentences" / "en_quadclass.jsonl")
    kept = [(row["text"].split(), int(row["label"])) for row in rows if crc32(row["text"].encode()) % 8]
    return [(words, label) for words, label in kept if len(words) <= 45]


def entities() -> dict[str, list[tuple[list[str], list[int]]]]:
    """The training parts of the named-entity sets, by head of the model."""
    folder = SHARED / "data" / "ner"
    out: dict[str, list[tuple[list[str], list[int]]]] = {"nergrit": [], "nerp": [], "news": []}
    for name, head in (
        ("nergrit_train", "nergrit"),
        ("nerp_train", "nerp"),
        ("idner_train", "news"),
        ("crossner_politics_train", "news"),
    ):
        path = next(folder.glob(name + "*"))
        out[head] += [(words, [_tag(head, t) for t in tags]) for words, tags in conll(path)]
    return out


def _tag(head: str, tag: str) -> int:
    if tag not in TAGS[head] and "-" in tag:
        kind = _CROSSNER.get(tag[2:])
        tag = f"{tag[:2]}{kind}" if kind else "O"
    return TAGS[head].index(tag)


def conll(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Sentences of a CoNLL file as words and tags."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split()
        if len(cells) >= 2:
            words.append(cells[0])
            tags.append(cells[-1])
        elif words:
            yield words, tags
            words, tags = [], []
