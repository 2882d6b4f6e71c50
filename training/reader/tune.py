"""Sets the reader's thresholds on the held-out sentences and fits its confidence: ``python -m training.reader.tune``.

The held-out part (one real labelled sentence in twenty, never trained on) decides; the development sets do not.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
from evals.measures import predicted, scorer

from kawat.claims.contexts import contexts
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.features import Window
from kawat.claims.reader.network import Network
from kawat.ontology import CONTEXTS, QUAD
from kawat.text.spoken import lists_of
from training import sums
from training.reader.settings import START
from training.reader.sources import locate
from training.reader.sureness import Watched, fit

GRIDS = {
    "act": [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85],
    "run": [0.5, 0.65, 0.75, 0.85],
    "actor": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    "recipient": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    # Never less than 0.35: no share at all is as good by the lenient scorer, but names bystanders as parties.
    "party_share": [0.35, 0.5, 0.65, 0.8],
    "context": [0.1, 0.2, 0.3, 0.5, 0.7],
    "status": [0.25, 0.3, 0.35, 0.4, 0.5],
    "status_agreed": [0.02, 0.05, 0.1, 0.2, 0.35, 1.1],
    "quote_deny": [0.2, 0.3, 0.4, 0.5, 0.6],
    "quote_alone": [0.5, 0.6, 0.7, 0.8, 0.9],
    "quote": [0.3, 0.4, 0.5, 0.6, 0.7],
    "speaker": [0.1, 0.2, 0.3, 0.4, 0.5],
    # From what score a party without a code has that of the words it belongs to, and one that the rules gave a code.
    "affiliation": [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.1],
    "affiliation_over": [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1],
}


class Remembering:
    """A network that answers each window once."""

    def __init__(self, network: Network) -> None:
        self._network, self._seen = network, {}  # type: ignore[var-annotated]
        self.settings, self.filter = network.settings, network.filter

    def read(self, windows: list[Window], marks: Any = None) -> list[Any]:
        """As ``Network.read``; answers are kept by the words of the window."""
        keys = [(w.main.text, *(p.text for p in w.context)) for w in windows]
        new = [i for i, k in enumerate(keys) if k not in self._seen]
        for i, answer in zip(new, self._network.read([windows[i] for i in new])):
            self._seen[keys[i]] = answer
        return [self._seen[k] for k in keys]


def gold_form(item: dict[str, Any]) -> dict[str, Any]:
    """A labelled item as the scorer wants it: words in place of spans.

    What only one of two coders saw is doubtful, as in the development sets. One coder's own doubt is not yet a disagreement
    of two: such claims count here like others (left out, they would take away hits and no false ones, and push the
    thresholds up).
    """

    def words(x: Any) -> str:
        return x if isinstance(x, str) else item["text"][x[0] : x[1]] if x else ""

    quotes = [q | {k: words(q.get(k, "")) for k in ("content", "speaker_text")} for q in item["quotes"]]
    twice = item.get("twice", False)
    claims = [c | {"trigger": words(c["trigger"]), "doubt": twice and bool(c.get("doubt"))} for c in item["claims"]]
    return item | {"quotes": quotes, "claims": claims}


def goal(scores: dict[str, Any], exact: float) -> float:
    """What is maximised: claims at every depth, with exactly their parties (see ``exactness``), then quotes."""
    weights = {"any": 1.0, "quad": 1.0, "event": 1.0, "dyad": 1.0, "full": 1.0, "quote": 1.0, "speaker": 1.0}
    return sum(w * float(scores[k]["f1"]) for k, w in weights.items()) + exact


def exactness(items: list[dict[str, Any]], said: dict[str, Any]) -> float:
    """F1 of the claims by the share of their parties that are right: the scorer takes a dyad as right when each side
    shares one code with gold, so that a bystander named as second actor costs nothing there. Here both sides' codes
    count by their Jaccard index."""
    tool = scorer()
    hits = size = 0.0
    for item in items:
        told = said[item["id"]]["claims"]
        sure = [not c.get("doubt") for c in item["claims"]]
        size += sum(sure) + len(told)
        for i, j, level in tool.pair(item["claims"], told):
            size -= not sure[i]  # what meets a doubtful claim is neither right nor wrong
            if level >= 2 and sure[i]:
                sides = [(tool.codes(item["claims"][i][s]), tool.codes(told[j][s])) for s in ("actor", "recipient")]
                hits += sum(len(g & p) / len(g | p) if g | p else 1.0 for g, p in sides)
    return hits / size if size else 0.0


def worth(items: list[dict[str, Any]], said: dict[str, Any]) -> float:
    """What is said of the items, as one number."""
    return goal(scorer().score(items, said)[0], exactness(items, said))


def tune(coder: ReaderCoder, items: list[dict[str, Any]], rounds: int = 2) -> None:
    """Coordinate ascent over the grids, with the network's score alone as probability."""
    settings = coder.network.settings
    best = worth(items, predicted(coder, items))
    for _ in range(rounds):
        for name, grid in GRIDS.items():
            before = settings[name]
            tried = {}
            for x in grid:
                settings[name] = x
                tried[x] = worth(items, predicted(coder, items))
            top = max(tried, key=lambda x: tried[x])
            settings[name] = top if tried[top] > best else before
            best = max(best, tried[top])
            print(f"{name} {settings[name]}: {best:.4f}", flush=True)


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


def rules_share(coder: ReaderCoder, items: list[dict[str, Any]]) -> float:
    """How much the rules count beside the network for two given parties: the share with which most held-out claims whose
    parties are both named in the words get their type and their quad class (each right one counts)."""
    pairs = []
    for item in items:
        for claim in item["claims"]:
            sides = [locate(item["text"], claim[s]) if claim.get(s) else None for s in ("actor_text", "recipient_text")]
            a, b = sides
            if a and b and not claim.get("doubt") and (a[1] <= b[0] or b[1] <= a[0]):
                pairs.append((item, (a, b), claim["event"]))
    tried = {}
    for share in (0.0, 0.15, 0.3, 0.5, 0.7):
        coder.network.settings["between_rules"] = share
        said = [coder.code(item["text"], language=item["lang"], parties=sides).between for item, sides, _ in pairs]
        told = [(s["event"], event) for s, (_, _, event) in zip(said, pairs, strict=True) if s is not None]
        tried[share] = sum((a == b) + (QUAD[a] == QUAD[b]) for a, b in told)
    best = max(tried, key=lambda x: tried[x])
    print(f"given parties, {len(pairs)} held-out pairs: {tried} types and quad classes right")
    return best


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, type=Path)
    parser.add_argument("--examples", required=True)
    parser.add_argument("--rounds", type=int, default=1, help="how often each setting is searched")
    args = parser.parse_args()
    with open(args.examples, "rb") as stream:
        data = pickle.load(stream)
    items = [gold_form(i) for i in data["held_items"]]
    network = Remembering(Network(args.model, threads=2))
    shipped = dict(network.settings)
    network.settings.clear()
    network.settings.update(json.loads(json.dumps(START)))
    settings = network.settings
    if network.filter is not None:
        network.filter.threshold = -100.0  # its score counts, but every sentence is read
    tune(ReaderCoder(network=network), items, args.rounds)
    weights, limit, usual = fit(Watched(network=network), items, lambda said: worth(items, said))
    settings |= {"confidence": weights, "act": limit, "unfiltered": usual}
    settings["contexts"] = contexts_limit(network, data["held"])
    settings["between_rules"] = rules_share(ReaderCoder(network=Network(args.model, threads=2)), data["held_items"])
    settings |= {k: shipped[k] for k in ("filter",) if k in shipped}
    (args.model / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")
    sums.write(args.model, sums.NAMES["model"])
    print(settings)


if __name__ == "__main__":
    main()
