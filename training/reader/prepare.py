"""Turns every labelled source into the training examples: ``python -m training.reader.prepare --out FILE``."""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path
from typing import Any
from zlib import crc32

from kawat.claims.coder import default_coder
from kawat.claims.reader.features import Window
from kawat.ontology import EVENTS
from training.reader import parallel, sources
from training.reader.cleaning import cleaned
from training.reader.examples import example, laid_window, words_of
from training.reader.sources import locate

# One real sentence in so many is held out, to set thresholds and to fit how sure a claim is; by a hash of its id, so that
# it stays out. So does its translation in the parallel corpus.
HELD_OUT = 20
Marked = tuple[Window, tuple[tuple[int, int], tuple[int, int]], int]


def items() -> list[dict[str, Any]]:
    """All labelled sentences for training, each text once."""
    out = cleaned(sources.shared_claims())
    for path in sorted(sources.ANNOTATIONS.glob("real_*.jsonl")):
        out += sources.annotated(path)
    for path in sorted(sources.ANNOTATIONS.glob("written_*.jsonl")):
        out += sources.written(path)
    return out


def marked(item: dict[str, Any], window: Window) -> list[Marked]:
    """Pairs of parties of a sentence with the type between them, where both are named in its words."""
    main = window.main
    pairs = [(*item["parties"][:2], item["parties"][2])] if item.get("parties") else []
    if not pairs:
        pairs = [(c["actor_text"], c["recipient_text"], c["event"]) for c in item["claims"] if not c.get("doubt")]
    out: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}
    for actor, recipient, event in pairs:
        if not actor or not recipient or event not in EVENTS:
            continue
        spans = [words_of(main.starts, main.ends, locate(item["text"], side)) for side in (actor, recipient)]
        a, b = spans
        if a and b and (a[1] <= b[0] or b[1] <= a[0]):
            out.setdefault((a, b), EVENTS.index(event))
    bare = Window([], window.main)  # the parties' sentence stands alone, as it does when they are given
    return [(bare, pair, event) for pair, event in out.items()]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    coder = default_coder()
    labelled = items()
    data: dict[str, Any] = {"claims": [], "between": [], "held": [], "held_items": [], "ner": sources.entities()}
    data["quad"] = sources.quads()
    held = {item["id"] for item in labelled if item["source"] != "written" and crc32(item["id"].encode()) % HELD_OUT == 0}
    out = parallel.measured() | {n for item in labelled if item["id"] in held for n in parallel.lines_of(item["text"])}
    data["pairs"] = [(laid_window(coder, one), laid_window(coder, other)) for one, other in parallel.pairs(out)]
    for item in labelled:
        if item["id"] in held:
            (item,) = sources.coded_twice([item])
            data["held"].append(example(coder, item))
            data["held_items"].append(item)
        elif out.isdisjoint(parallel.lines_of(item["text"])):
            made = example(coder, item)
            data["claims"].append(made)
            data["between"] += marked(item, made.window)
    Path(args.out).parent.mkdir(parents=True, exist_ok=True)
    with Path(args.out).open("wb") as stream:
        pickle.dump(data, stream)
    print({k: len(v) for k, v in data.items()}, {k: len(v) for k, v in data["ner"].items()})


if __name__ == "__main__":
    main()
