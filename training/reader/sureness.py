"""Fits on held-out sentences how sure the reader is of a claim (``kawat.claims.reader.confidence``), and from where it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from evals.measures import predicted, scorer

from kawat.claims.reader.coder import ReaderCoder

# Strength of the prior that keeps the weights small, and the parts of the cross-validation that the threshold is chosen in.
PRIOR, FOLDS = 0.05, 5
LIMITS = [round(0.24 + 0.02 * i, 2) for i in range(18)]


class Watched(ReaderCoder):
    """A reader that keeps what each claim's probability rests on, in the order of its claims."""

    seen: list[dict[str, float]]

    def _claims(self, judged: Any, *rest: Any) -> Any:
        self.seen += [one.seen for one in judged]
        return super()._claims(judged, *rest)


def fit(
    coder: Watched, items: list[dict[str, Any]], value: Callable[[dict[str, Any]], float]
) -> tuple[dict[str, float], float, float]:
    """Weights by feature (with ``bias``), the threshold that ``value`` likes best, and the usual score of the first filter.

    ``value`` judges what was said of the items. Claims that meet a doubtful one are neither right nor wrong and teach
    nothing. The threshold is chosen with probabilities of models that have not seen
    the sentence, the weights are those of all sentences.
    """
    from sklearn.linear_model import LogisticRegression  # with torch, only where the reader is made
    from sklearn.model_selection import KFold

    table, right, owner, said = _candidates(coder, items)
    sure = np.asarray([one is not None for one in right])
    names = sorted(table[0])
    x = np.asarray([[row[name] for name in names] for row in table])
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z, y, sentence = (x - mean) / spread, np.asarray([bool(one) for one in right]), np.asarray([n for n, _ in owner])
    unseen = np.zeros(len(y))
    for train, test in KFold(FOLDS, shuffle=True, random_state=1).split(np.arange(len(items))):
        known = np.isin(sentence, train) & sure
        model = LogisticRegression(C=PRIOR, max_iter=2000).fit(z[known], y[known])
        inside = np.isin(sentence, test)
        unseen[inside] = model.predict_proba(z[inside])[:, 1]
    tried = {limit: value(cut(items, said, owner, unseen >= limit)) for limit in LIMITS}
    best = max(tried, key=lambda limit: tried[limit])
    loss = -float(np.mean(np.log(np.where(y, unseen, 1 - unseen)[sure])))
    told = f"{len(y)} candidates, {y[sure].mean():.2f} right; log loss {loss:.4f} unseen"
    print(f"{told}; a claim counts from {best}: {tried[best]:.4f}")
    model = LogisticRegression(C=PRIOR, max_iter=2000).fit(z[sure], y[sure])
    raw = model.coef_[0] / spread
    weights = {name: round(float(w), 4) for name, w in zip(names, raw, strict=True)}
    weights["bias"] = round(float(model.intercept_[0] - (raw * mean).sum()), 4)
    return weights, best, round(float(mean[names.index("filter")]), 3)


def _candidates(
    coder: Watched, items: list[dict[str, Any]]
) -> tuple[list[dict[str, float]], list[bool | None], list[tuple[int, int]], dict[str, Any]]:
    """Features and rightness of every possible claim (None where it meets a doubtful one), where it stands (item, claim), and
    all that was said."""
    settings = coder.network.settings
    before = {name: settings.pop(name) for name in ("act", "confidence") if name in settings}
    settings["act"] = 0.0
    table: list[dict[str, float]] = []
    right: list[bool | None] = []
    owner: list[tuple[int, int]] = []
    told: dict[str, Any] = {}
    for n, item in enumerate(items):
        coder.seen = []
        told |= predicted(coder, [item])
        claims = told[item["id"]]["claims"]
        if len(claims) != len(coder.seen):  # joined quotations never take claims away
            raise AssertionError(f"{item['id']}: {len(claims)} claims, {len(coder.seen)} kept")
        met = {j: (i, level) for i, j, level in scorer().pair(item["claims"], claims)}
        doubtful = {j for j, (i, _) in met.items() if item["claims"][i].get("doubt")}
        table += coder.seen
        right += [None if j in doubtful else j in met and met[j][1] >= 2 for j in range(len(claims))]
        owner += [(n, j) for j in range(len(claims))]
    settings |= before
    return table, right, owner, told


def cut(items: list[dict[str, Any]], said: dict[str, Any], owner: list[tuple[int, int]], stays: Any) -> dict[str, Any]:
    """What was said, with only the claims that stay."""
    kept = {place for place, stay in zip(owner, stays, strict=True) if stay}
    out = {}
    for n, item in enumerate(items):
        one = said[item["id"]]
        out[item["id"]] = one | {"claims": [c for j, c in enumerate(one["claims"]) if (n, j) in kept]}
    return out
