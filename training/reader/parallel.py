"""The parallel corpus in training: which of its lines are kept out, and the pairs that both sides are made to agree on.

A sentence that is measured or held out is kept out in both languages, since its translation says the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import Any

from training.reader.sources import ROOT, SHARED, corpus, lines

FILE = "parallel_id_en.jsonl"
LANGUAGES = ("id", "en")
_LONGEST = 45  # words of a sentence


def plain(text: str) -> str:
    """A sentence by its letters and digits alone."""
    return re.sub(r"\W+", " ", text).strip().casefold()


@cache
def _places() -> dict[str, tuple[int, ...]]:
    """The lines of the corpus that hold a sentence, by its plain form."""
    out: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(corpus(FILE)):
        for key in {plain(row[lang]) for lang in LANGUAGES}:
            out[key] = (*out.get(key, ()), number)
    return out


def lines_of(text: str) -> tuple[int, ...]:
    """The lines of the corpus that hold a sentence in one of its languages, none for a sentence from elsewhere."""
    return _places().get(plain(text), ())


def measured() -> set[int]:
    """The lines of what is measured or kept for tests: both development sets, the pairs of ``evals``, the reserved sentences."""
    gold = ROOT / "evals" / "gold"
    out = set(json.loads((gold / "parallel_pairs.json").read_text(encoding="utf-8")))
    out |= {mark["line"] for mark in lines(gold / "dev_en.jsonl") if mark["file"] == FILE}
    out |= {n for item in lines(SHARED / "data" / "claims" / "dev_id.jsonl") for n in lines_of(item["text"])}
    kept = set((SHARED / "data" / "claims" / "reserved.txt").read_text(encoding="utf-8").split())
    rows = corpus(FILE)
    out |= {n for n, row in enumerate(rows) if {hashlib.sha1(row[lang].encode()).hexdigest() for lang in LANGUAGES} & kept}
    return out | {n for line in out if line < len(rows) for lang in LANGUAGES for n in lines_of(rows[line][lang])}


def pairs(without: set[int]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The sentences in both languages, without labels; lines of ``without`` are no pair and no other pair's context."""
    rows = corpus(FILE)
    out = []
    for number, row in enumerate(rows):
        if number in without or any(len(row[lang].split()) > _LONGEST for lang in LANGUAGES):
            continue
        before = rows[number - 1] if number and number - 1 not in without else {"id": "", "en": ""}
        item = {"id": f"pair-{number}", "title": "", "published": "2007"}
        one, other = (item | {"lang": lang, "text": row[lang], "before": before[lang]} for lang in LANGUAGES)
        out.append((one, other))
    return out
