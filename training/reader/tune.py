"""Sets the reader's thresholds on the held-out sentences and calibrates its confidence: ``python -m training.reader.tune``.

The held-out part (one real labelled sentence in twenty, never trained on) decides; the development sets do not.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
from evals.measures import predicted, scorer

from kawat.claims.contexts import contexts
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.features import Window
from kawat.claims.reader.network import Network
from kawat.ontology import CONTEXTS, EVENTS
from kawat.text.spoken import lists_of

START: dict[str, Any] = {
    "version": "kawat-reader@2", "act": {"*": 0.5}, "actor": 0.5, "recipient": 0.5, "party_share": 0.35, "context": 0.3,
    "status": 0.4, "quote": 0.5, "speaker": 0.3, "act_agreed": 0.0, "status_agreed": 0.1, "quote_deny": 0.4, "quote_alone": 0.7,
    "calibration": [1.0, 0.0],
}  # fmt: skip
GRIDS = {
    "act": [0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9],
    "actor": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    "recipient": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    # Never less than 0.35: no share at all is as good by the lenient scorer, but names bystanders as parties.
    "party_share": [0.35, 0.5, 0.65, 0.8],
    "context": [0.1, 0.2, 0.3, 0.5, 0.7],
    "status": [0.25, 0.3, 0.35, 0.4, 0.5],
    "act_agreed": [-0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5],
    "status_agreed": [0.02, 0.05, 0.1, 0.2, 0.35, 1.1],
    "quote_deny": [0.2, 0.3, 0.4, 0.5, 0.6],
    "quote_alone": [0.5, 0.6, 0.7, 0.8, 0.9],
    "quote": [0.3, 0.4, 0.5, 0.6, 0.7],
    "speaker": [0.1, 0.2, 0.3, 0.4, 0.5],
}


class Remembering:
    """A network that answers each window once."""

    def __init__(self, network: Network) -> None:
        self._network, self._seen = network, {}  # type: ignore[var-annotated]
        self.settings, self.filter = network.settings, None

    def read(self, windows: list[Window], marks: Any = None) -> list[Any]:
        """As ``Network.read``; answers are kept by the words of the window."""
        keys = [(w.main.text, *(p.text for p in w.context)) for w in windows]
        new = [i for i, k in enumerate(keys) if k not in self._seen]
        for i, answer in zip(new, self._network.read([windows[i] for i in new])):
            self._seen[keys[i]] = answer
        return [self._seen[k] for k in keys]


def gold_form(item: dict[str, Any]) -> dict[str, Any]:
    """A labelled item as the scorer wants it: words in place of spans.

    One coder's own doubt is not yet a disagreement of two: such claims count here like others (left out, they would take
    away hits and no false ones, and push the thresholds up).
    """

    def words(x: Any) -> str:
        return x if isinstance(x, str) else item["text"][x[0] : x[1]] if x else ""

    quotes = [q | {k: words(q.get(k, "")) for k in ("content", "speaker_text")} for q in item["quotes"]]
    return item | {"quotes": quotes, "claims": [c | {"trigger": words(c["trigger"]), "doubt": False} for c in item["claims"]]}


def goal(scores: dict[str, Any], exact: float) -> float:
    """What is maximised: claims at every depth, with exactly their parties (see ``exactness``), then quotes."""
    weights = {"any": 0.3, "event": 1.0, "dyad": 1.0, "full": 1.0, "quote": 0.7, "speaker": 0.7}
    return sum(w * float(scores[k]["f1"]) for k, w in weights.items()) + exact


def exactness(items: list[dict[str, Any]], said: dict[str, Any]) -> float:
    """F1 of the claims by the share of their parties that are right: the scorer takes a dyad as right when each side
    shares one code with gold, so that a bystander named as second actor costs nothing there. Here both sides' codes
    count by their Jaccard index."""
    tool = scorer()
    hits = size = 0.0
    for item in items:
        told = said[item["id"]]["claims"]
        size += len(item["claims"]) + len(told)
        for i, j, level in tool.pair(item["claims"], told):
            if level >= 2:
                sides = [(tool.codes(item["claims"][i][s]), tool.codes(told[j][s])) for s in ("actor", "recipient")]
                hits += sum(len(g & p) / len(g | p) if g | p else 1.0 for g, p in sides)
    return hits / size if size else 0.0


def tune(coder: ReaderCoder, items: list[dict[str, Any]], rounds: int = 2) -> dict[str, Any]:
    """Coordinate ascent over the grids, then per type; gives the best settings."""
    score = scorer().score
    settings = coder.network.settings

    def value() -> float:
        said = predicted(coder, items)
        return goal(score(items, said)[0], exactness(items, said))

    best = value()
    for _ in range(rounds):
        for name, grid in GRIDS.items():
            before = settings[name]
            tried = {}
            for x in grid:
                settings[name] = {"*": x} if name == "act" else x
                tried[x] = value()
            top = max(tried, key=lambda x: tried[x])
            settings[name] = ({"*": top} if name == "act" else top) if tried[top] > best else before
            best = max(best, tried[top])
            print(f"{name} {settings[name]}: {best:.4f}", flush=True)
    for event in EVENTS:
        if sum(c["event"] == event for i in items for c in i["claims"]) >= 12:
            best = _per_type(settings, event, value, best)
    return settings


def _per_type(settings: dict[str, Any], event: str, value: Any, best: float) -> float:
    """One type's own threshold, where it gains clearly (types are few in the held-out part)."""
    common = settings["act"]["*"]
    tried = {}
    for shift in (-0.12, 0.12):
        settings["act"][event] = round(common + shift, 3)
        tried[shift] = value()
    top = max(tried, key=lambda x: tried[x])
    if tried[top] > best + 0.008:
        settings["act"][event] = round(common + top, 3)
        print(f"act {event} {settings['act'][event]}: {tried[top]:.4f}", flush=True)
        return tried[top]
    del settings["act"][event]
    return best


def calibrate(coder: ReaderCoder, items: list[dict[str, Any]]) -> list[float]:
    """Slope and shift that turn a claim's score into the share of such claims whose type is right (logistic regression)."""
    coder.network.settings["calibration"] = [1.0, 0.0]
    pair = scorer().pair
    x, y = [], []
    for item in items:
        said = predicted(coder, [item])[item["id"]]["claims"]
        right = {j for _, j, level in pair(item["claims"], said) if level >= 2}
        for j, claim in enumerate(said):
            p = min(max(claim["confidence"], 1e-4), 1 - 1e-4)
            x.append(math.log(p / (1 - p)))
            y.append(float(j in right))
    slope, shift = 1.0, 0.0
    xs, ys = np.asarray(x), np.asarray(y)
    for _ in range(4000):
        p = 1 / (1 + np.exp(-(slope * xs + shift)))
        slope -= 0.05 * float(((p - ys) * xs).mean())
        shift -= 0.05 * float((p - ys).mean())
    return [round(slope, 3), round(shift, 3)]


def _by_words(example: Any) -> set[str]:
    """The contexts that the word lists see in an example."""
    main = example.window.main
    words = [main.text[a:b].lower() for a, b in zip(main.starts, main.ends, strict=True)]
    return set(contexts(lists_of(example.language), words))


def contexts_limit(network: Any, held: list[Any]) -> float:
    """The score from which a context counts, by F1 over the held-out sentences that have acts and labelled contexts."""
    some = [e for e in held if e.contexts and e.acts]
    scores = [heads.contexts for _, heads in network.read([e.window for e in some])]
    tried = {}
    for limit in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        said = [{CONTEXTS[k] for k in np.argsort(-row)[:2] if row[k] >= limit} for row in scores]
        hits = sum(len(s & set(e.contexts)) for s, e in zip(said, some, strict=True))
        size = sum(len(s) + len(set(e.contexts) & set(CONTEXTS)) for s, e in zip(said, some, strict=True))
        tried[limit] = 2 * hits / max(size, 1)
    best = max(tried, key=lambda x: tried[x])
    words = [_by_words(e) for e in some]
    hits = sum(len(s & set(e.contexts)) for s, e in zip(words, some, strict=True))
    size = sum(len(s & set(CONTEXTS)) + len(set(e.contexts) & set(CONTEXTS)) for s, e in zip(words, some, strict=True))
    print(f"contexts of {len(some)} sentences: F1 {tried[best]:.3f} at {best}; by the word lists {2 * hits / max(size, 1):.3f}")
    return best


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--examples", required=True)
    parser.add_argument("--rounds", type=int, default=2, help="how often each setting is searched")
    args = parser.parse_args()
    with open(args.examples, "rb") as stream:
        data = pickle.load(stream)
    items = [gold_form(i) for i in data["held_items"]]
    network = Remembering(Network(args.model, threads=2))
    shipped = dict(network.settings)
    network.settings.clear()
    network.settings.update(json.loads(json.dumps(START)))
    coder = ReaderCoder(network=network)  # type: ignore[arg-type]
    settings = tune(coder, items, args.rounds)
    settings["calibration"] = calibrate(coder, items)
    settings["contexts"] = contexts_limit(network, data["held"])
    settings |= {k: shipped[k] for k in ("filter",) if k in shipped}
    (args.model / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")
    print(settings)


if __name__ == "__main__":
    main()
