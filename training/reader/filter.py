"""Trains the first filter and measures its recall: ``python -m training.reader.filter --examples FILE --model DIR``."""

from __future__ import annotations

import argparse
import json
import pickle
import random
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict

from kawat.claims.coder import default_coder
from kawat.claims.reader.features import Part, windows
from kawat.claims.reader.screening import SIZE, Filter, rows
from training import sums
from training.reader.sources import corpus

# The share of held-out sentences with a claim that must pass; over the promise of 0.995, for sentences unseen.
RECALL = 0.997
# Sport, celebrity and lifestyle articles whose sentences are taken to hold no claim.
CATEGORIES = ("Bola", "Sports", "Entertainment", "Celebrity", "Lifestyle", "Otomotif")
ARTICLES = 300


def matrix(parts: list[Part]) -> csr_matrix:
    """Sentences x features, ones."""
    found = [rows(p) for p in parts]
    ends = np.cumsum([0, *(len(r) for r in found)])
    return csr_matrix((np.ones(ends[-1]), np.concatenate(found), ends), shape=(len(found), SIZE))


def idle_sentences() -> list[Part]:
    """Sentences of articles that are about something else."""
    coder = default_coder()
    articles = [r for r in corpus("click_id.jsonl") if r["category"] in CATEGORIES]
    out: list[Part] = []
    for row in random.Random(3).sample(articles, ARTICLES):
        out += [w.main for w in windows(coder.read(row["text"], row["title"], "id", "", "", "", ()))]
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", required=True)
    parser.add_argument("--model", required=True, type=Path)
    args = parser.parse_args()
    with open(args.examples, "rb") as stream:
        data: dict[str, Any] = pickle.load(stream)
    idle = idle_sentences()
    real = [e for e in data["claims"] if not e.id.startswith("written")]
    parts = [e.window.main for e in real] + idle
    labels = np.asarray([int(bool(e.acts)) for e in real] + [0] * len(idle))
    table = matrix(parts)
    model = LogisticRegression(C=0.03, max_iter=400, class_weight={0: 1.0, 1: 3.0})
    # Each sentence is judged by a model that has not seen it; a doubtful claim need not be found.
    folds = KFold(5, shuffle=True, random_state=5)
    unseen = cross_val_predict(model, table, labels, cv=folds, method="decision_function")
    sure = np.asarray([any(a.weight == 1 for a in e.acts) for e in real] + [False] * len(idle))
    threshold = float(np.quantile(unseen[sure], 1 - RECALL))
    model.fit(table, labels)
    weights = model.coef_[0].astype(np.float32)
    weights[SIZE - 1] += model.intercept_[0]
    weights = weights.astype(np.float16)
    made = Filter(weights.astype(np.float32), 0.0)
    held = [made.score(e.window.main) >= threshold for e in data["held"] if any(a.weight == 1 for a in e.acts)]
    kept = np.mean([made.score(e.window.main) >= threshold for e in data["held"] if not e.acts])
    idle_kept = np.mean([made.score(p) >= threshold for p in idle])
    np.save(args.model / "filter.npy", weights)
    path = args.model / "settings.json"
    settings = json.loads(path.read_text()) if path.exists() else {}
    settings["filter"] = round(float(threshold), 3)
    path.write_text(json.dumps(settings, indent=1) + "\n")
    sums.write(args.model, sums.NAMES["model"])
    passed = np.mean(unseen[sure] >= threshold)
    print(f"threshold {threshold:.2f}; recall {passed:.4f} of {sure.sum()} sentences with a claim in cross-validation")
    print(f"and {np.mean(held):.4f} of {len(held)} held-out ones")
    print(f"read: {kept:.2f} of held-out sentences without a claim, {idle_kept:.2f} of idle ones")


if __name__ == "__main__":
    main()
