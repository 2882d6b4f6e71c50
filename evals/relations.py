"""The relation of two given parties (PLV's training part, which nothing here is trained on): macro-F1 by root, quad and side."""

from __future__ import annotations

import csv
import re
from typing import Any

from evals.gold import SHARED
from kawat.coders import Coder
from kawat.ontology import QUAD, QUADS

_QUAD = {name: str(i) for i, name in enumerate(QUADS, 1)}
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_CLASS = {"YIELD": "2"}
_MARK = re.compile(r"</?[st]>")


def unmarked(sentence: str) -> tuple[str, tuple[int, int], tuple[int, int]] | None:
    """The sentence without its marks and the spans of the marked actor and recipient; None where a mark is missing."""
    text, spans, last, opened = "", {}, 0, 0
    for match in _MARK.finditer(sentence):
        text += sentence[last : match.start()]
        last, tag = match.end(), match.group().strip("</>")
        if match.group().startswith("</"):
            spans[tag] = (opened, len(text))
        else:
            opened = len(text)
    text += sentence[last:]
    return (text, spans["s"], spans["t"]) if len(spans) == 2 else None


def f1(pairs: list[tuple[str, str]], label: str) -> float:
    """F1 of one label in (gold, predicted) pairs."""
    right = sum(g == p == label for g, p in pairs)
    return 2 * right / (sum(g == label for g, _ in pairs) + sum(p == label for _, p in pairs))


def macro(pairs: list[tuple[str, str]]) -> float:
    """Macro-F1 of (gold, predicted) labels, over the labels that gold has."""
    labels = {g for g, _ in pairs}
    return sum(f1(pairs, label) for label in labels) / len(labels)


def measure(coder: Coder, limit: int = 0) -> dict[str, Any]:
    """Macro-F1 by root (CONCEDE and RETREAT are YIELD), by quad class and by cooperation or conflict, and F1 by root.

    ``quad`` is read off the root as PLV does it: its YIELD is one type of one class, material cooperation (all 141 of its lines),
    so that a CONCEDE of ours counts there too. ``quad_plover`` keeps PLOVER's class of CONCEDE, verbal cooperation, which
    can never be right for a YIELD.
    """
    with (SHARED / "data" / "relations" / "plv_train.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    roots, quads, strict, sides = [], [], [], []
    for row in rows[: limit or None]:
        if (found := unmarked(row["marked_sentence"])) is None:
            continue
        answer = coder.code(found[0], language="en", parties=(found[1], found[2])).between
        if answer is None:
            continue
        event = str(answer["event"])
        quad = _QUAD[QUAD[event]]
        root = _YIELD.get(event, event)
        roots.append((row["gold_root"], root))
        quads.append((row["gold_penta"], _CLASS.get(root, quad)))
        strict.append((row["gold_penta"], quad))
        sides.append(("cooperation" if row["gold_penta"] in "12" else "conflict", "cooperation" if quad in "12" else "conflict"))
    by_root = {k: round(f1(roots, k), 3) for k in sorted({g for g, _ in roots})}
    figures = {"root": macro(roots), "quad": macro(quads), "quad_plover": macro(strict), "binary": macro(sides)}
    return figures | {"n": len(roots), "roots": by_root}
