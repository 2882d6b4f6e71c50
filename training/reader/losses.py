"""What each head is asked to learn: one loss a batch, weighted sums of the parts below."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from kawat.ontology import EVENTS, QUAD, QUADS
from training.reader.batches import Batch

# Weights of the parts; acts are rare among words, so a missed one costs more than an invented one.
WORD_POSITIVE, BAG_POSITIVE, ROLE_POSITIVE = 4.0, 2.5, 2.0
# What a wrong quad class between two parties costs beside the wrong type.
QUAD_SHARE = 0.5
# What it costs that the same sentence in two languages is judged apart.
AGREEMENT = 0.5
STATUS_WEIGHTS = (1.0, 2.5, 2.5)
PARTS = {"word": 1.0, "bag": 1.0, "status": 0.6, "mode": 0.3, "roles": 1.0, "quote": 1.0, "cue": 0.3, "contexts": 0.3}


def loss(out: dict[str, Tensor], batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch and its parts as numbers."""
    if batch.kind == "claims":
        return _claims(out, batch)
    if batch.kind == "between":
        value = F.cross_entropy(out["between"], batch.targets["type"], label_smoothing=0.05)
        value = value + QUAD_SHARE * _quad(out["between"], batch.targets["type"])
        return value, {"between": float(value)}
    if batch.kind == "quad":
        value = F.cross_entropy(out["quad"], batch.targets["class"], label_smoothing=0.05)
        return value, {"quad": float(value)}
    if batch.kind == "pairs":
        value = _agreement(out["events"], batch.targets["own"])
        return value, {"pairs": float(value)}
    tags = batch.targets["tags"]
    value = F.cross_entropy(out[batch.kind].flatten(0, 1), tags.flatten(), ignore_index=-100)
    return value, {batch.kind: float(value)}


def _claims(out: dict[str, Tensor], batch: Batch) -> tuple[Tensor, dict[str, float]]:
    t = batch.targets
    size = len(batch.ids)
    logits = out["events"]
    word = F.binary_cross_entropy_with_logits(
        logits, t["events"], t["weight"], reduction="sum", pos_weight=torch.tensor(WORD_POSITIVE)
    )
    top = logits.masked_fill(t["own"].unsqueeze(-1) == 0, -30.0).amax(1)
    bag = F.binary_cross_entropy_with_logits(
        top, t["bag"], t["bag_weight"], reduction="sum", pos_weight=torch.tensor(BAG_POSITIVE)
    )
    parts = {"word": word / size / 6, "bag": bag / size / 2}
    parts["status"] = _points(out["status"], t["status"], torch.tensor(STATUS_WEIGHTS))
    parts["mode"] = _points(out["mode"], t["mode"], None)
    parts["roles"] = _roles(out["roles"], t["roles"], batch.mask, size)
    quote = out["quote"]
    parts["quote"] = F.cross_entropy(
        quote[:, :, :3].flatten(0, 1), t["quote"].flatten(), torch.tensor([1.0, 3.0, 1.0]), ignore_index=-100
    )
    cue = F.binary_cross_entropy_with_logits(quote[:, :, 3], t["cue"], t["own"] * t["cue_on"].unsqueeze(1), reduction="sum")
    parts["cue"] = cue / size
    contexts = F.binary_cross_entropy_with_logits(out["contexts"], t["contexts"], reduction="none").sum(1)
    parts["contexts"] = (contexts * t["contexts_on"]).sum() / t["contexts_on"].sum().clamp(min=1)
    total = sum((PARTS[k] * v for k, v in parts.items()), torch.zeros(()))
    return total, {k: float(v.detach()) for k, v in parts.items()}


def _agreement(logits: Tensor, own: Tensor) -> Tensor:
    """How far the two languages' sentence scores of the types are apart: each side's cross-entropy against the other's
    answer, less the entropy of that answer, so that it is 0 where both say the same."""
    top = logits.masked_fill(own.unsqueeze(-1) == 0, -30.0).amax(1)
    one, other = top.chunk(2)
    value = torch.zeros(())
    for mine, yours in ((one, other), (other, one)):
        said = torch.sigmoid(yours.detach())
        entropy = F.binary_cross_entropy(said, said, reduction="sum")
        value = value + F.binary_cross_entropy_with_logits(mine, said, reduction="sum") - entropy
    return AGREEMENT * value / len(logits)


def _quad(logits: Tensor, types: Tensor) -> Tensor:
    """Cross-entropy of the types' quad classes, each as likely as its types together."""
    of = torch.tensor([list(QUADS).index(QUAD[e]) for e in EVENTS])
    each = torch.stack([logits.masked_fill(of != k, -30.0).logsumexp(1) for k in range(len(QUADS))], 1)
    return F.cross_entropy(each, of[types])


def _points(logits: Tensor, points: list[Any], weights: Tensor | None) -> Tensor:
    """Cross-entropy at single words: points of (sentence, row, class, weight)."""
    if not points:
        return logits.sum() * 0
    rows = logits[[p[0] for p in points], [p[1] for p in points]]
    each = F.cross_entropy(rows, torch.tensor([p[2] for p in points]), weights, reduction="none")
    weight = torch.tensor([p[3] for p in points])
    return (each * weight).sum() / weight.sum()


def _roles(logits: Tensor, points: list[Any], mask: Tensor, size: int) -> Tensor:
    """Whether each word names the party of a role: points of (sentence, role, row, party rows, -, weight)."""
    if not points:
        return logits.sum() * 0
    sentences = torch.tensor([p[0] for p in points])
    rows = logits[sentences, [p[1] for p in points], [p[2] for p in points]]
    target = torch.zeros_like(rows)
    for i, p in enumerate(points):
        target[i, p[3]] = 1
    each = F.binary_cross_entropy_with_logits(
        rows, target, mask[sentences], reduction="none", pos_weight=torch.tensor(ROLE_POSITIVE)
    ).sum(1)
    # A long name has more words than a short one, but is one answer.
    each = each / target.sum(1).clamp(min=1) ** 0.5
    weight = torch.tensor([p[5] for p in points])
    return (each * weight).sum() / size / 2
