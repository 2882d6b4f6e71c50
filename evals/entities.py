"""Named entities of the Indonesian sets' development parts: strict span F1 of the network's heads."""

from __future__ import annotations

import numpy as np
from training.reader.sources import TAGS, conll

from evals.gold import SHARED
from kawat.claims.reader.features import Part, Window
from kawat.claims.reader.network import Array, Network


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
            gold |= {(n, *span) for span in spans(tags)}
            told |= {(n, *span) for span in spans(best_path(scores, laid.words, TAGS[name]))}
        out[name] = 2 * len(gold & told) / (len(gold) + len(told))
    return out


def best_path(scores: Array, words: list[int], tags: list[str]) -> list[str]:
    """The likeliest tags of a sentence among those that BIO allows: an I only goes on what a B or I of its kind began.

    ``scores``: probabilities, piece x tag; ``words``: each word's row in them (-1 where it was cut off: no entity).
    """
    allowed = np.asarray([[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags])
    outside = np.log(np.asarray([1.0 if t == "O" else 1e-9 for t in tags]))
    gains = [np.log(np.maximum(scores[row], 1e-9)) if row >= 0 else outside for row in words]
    if not gains:
        return []
    best = np.where([t.startswith("I-") for t in tags], -np.inf, gains[0])
    came: list[Array] = []
    for gain in gains[1:]:
        routes = np.where(allowed, best[:, None], -np.inf)
        came.append(routes.argmax(0))
        best = routes.max(0) + gain
    path = [int(best.argmax())]
    for step in reversed(came):
        path.append(int(step[path[-1]]))
    return [tags[i] for i in reversed(path)]


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
