"""Named entities of the Indonesian sets' development parts: strict span F1 of the network's heads."""

from __future__ import annotations

import numpy as np
from training.reader.sources import TAGS, conll

from evals.gold import SHARED
from kawat.claims.reader.features import Part, Window
from kawat.claims.reader.network import Network


def measure(network: Network, limit: int = 0) -> dict[str, float]:
    """F1 by set."""
    out = {}
    for name in ("nergrit", "nerp"):
        path = next((SHARED / "data" / "ner").glob(f"{name}_dev*"))
        sentences = list(conll(path))[: limit or None]
        answers = network.read([window(words) for words, _ in sentences])
        gold: set[tuple[int, int, int, str]] = set()
        told: set[tuple[int, int, int, str]] = set()
        for n, ((_, tags), (laid, heads)) in enumerate(zip(sentences, answers, strict=True)):
            scores = heads.entities[name]
            rows = [TAGS[name][int(np.argmax(scores[row]))] if row >= 0 else "O" for row in laid.words]
            gold |= {(n, *span) for span in spans(tags)}
            told |= {(n, *span) for span in spans(rows)}
        out[name] = 2 * len(gold & told) / (len(gold) + len(told))
    return out


def window(words: list[str]) -> Window:
    """A sentence of given words, without anything known of them."""
    starts, ends, at = [], [], 0
    for word in words:
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    return Window([], Part(" ".join(words), starts, ends, []))


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Entities as (first, last, kind) from BIO tags; an I without a B begins one."""
    out: set[tuple[int, int, str]] = set()
    first, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        begins = tag.startswith("B-") or (tag.startswith("I-") and tag[2:] != kind)
        if kind and (tag == "O" or begins):
            out.add((first, i, kind))
            kind = ""
        if begins:
            first, kind = i, tag[2:]
    return out
