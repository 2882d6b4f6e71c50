"""Examples to tensors, batched by length; targets by word piece (a word is judged at its first piece)."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kawat.claims.reader.features import Part, Window
from kawat.claims.reader.layout import PAD, Laid, lay
from kawat.ontology import CONTEXTS, EVENTS, STATUSES
from kawat.ontology.plover import modes
from training.reader.examples import Act, Affiliation, Example
from training.reader.model import ROLES

_EVENT = {e: i for i, e in enumerate(EVENTS)}
_STATUS = {s: i for i, s in enumerate(STATUSES)}
_MODE = {m: i for i, m in enumerate(modes())}
_CONTEXT = {c: i for i, c in enumerate(CONTEXTS)}
# How often the rules' reading is hidden from the model, so that it can do without.
BLIND = 0.2
AFFILIATION = ROLES.index("affiliation")
# What a party's affiliation weighs beside a role of an act: there are more of them, and they are wanted less often.
AFFILIATION_SHARE = 0.6


class Batch(NamedTuple):
    """Inputs (B,T), (B,T,6), (B,T) and a dictionary of targets; ``kind`` says which losses apply."""

    kind: str
    ids: Tensor
    features: Tensor
    mask: Tensor
    targets: dict[str, Any]


def padded(laid: list[Laid], blind: bool) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, features and mask of laid-out windows; ``blind`` hides acts, statuses, parties and quotes of some."""
    width = max(len(x.ids) for x in laid)
    ids = torch.full((len(laid), width), PAD)
    features = torch.zeros(len(laid), width, 6, dtype=torch.long)
    mask = torch.zeros(len(laid), width)
    for i, x in enumerate(laid):
        n = len(x.ids)
        ids[i, :n] = torch.tensor(x.ids)
        features[i, :n] = torch.tensor(x.features)
        mask[i, :n] = 1
        if blind and random.random() < BLIND:
            features[i, :, :4] = 0
    return ids, features, mask


def claims_batch(tokenizer: Tokenizer, examples: list[Example], training: bool = True) -> Batch:
    """Targets of acts, roles, quotes and contexts."""
    laid = lay(tokenizer, [e.window for e in examples])
    ids, features, mask = padded(laid, training)
    b, t = ids.shape
    events, weight = torch.zeros(b, t, len(EVENTS)), torch.zeros(b, t, len(EVENTS))
    bag, bag_weight = torch.zeros(b, len(EVENTS)), torch.ones(b, len(EVENTS))
    quote, quoted = torch.full((b, t), -100), torch.zeros(b, t)
    own = torch.zeros(b, t)
    contexts, contexts_on = torch.zeros(b, len(CONTEXTS)), torch.zeros(b)
    points: dict[str, list[Any]] = {"status": [], "mode": [], "roles": []}
    for i, (e, x) in enumerate(zip(examples, laid)):
        rows = [r for r in x.words if r >= 0]
        weight[i, rows], own[i, rows], quote[i, rows] = 1.0, 1.0, 0
        for act in e.acts:
            _act(i, act, x, e, events, weight, bag, bag_weight, points)
        for content, cue, speaker in e.quotes:
            inside = [x.words[w] for w in range(*content) if x.words[w] >= 0]
            if inside:
                quote[i, inside], quote[i, inside[0]] = 2, 1
                spoken = [x.words[w] for w in range(*speaker) if x.words[w] >= 0] if speaker else []
                points["roles"].append((i, 2, inside[0], spoken, [], 1.0))
            for w in range(*cue) if cue else ():
                if x.words[w] >= 0:
                    quoted[i, x.words[w]] = 1
        for side in e.affiliations:
            points["roles"] += _affiliation(i, side, x)
        if e.contexts is not None:
            contexts_on[i] = 1
            for c in e.contexts:
                if c in _CONTEXT:
                    contexts[i, _CONTEXT[c]] = 1
    cue_on = torch.tensor([1.0 if e.moded else 0.0 for e in examples])
    targets = {
        "events": events, "weight": weight, "bag": bag, "bag_weight": bag_weight, "quote": quote, "cue": quoted, "cue_on": cue_on,
        "own": own, "contexts": contexts, "contexts_on": contexts_on, "laid": laid, **points,
    }  # fmt: skip
    return Batch("claims", ids, features, mask, targets)


def _act(
    i: int,
    act: Act,
    x: Laid,
    e: Example,
    events: Tensor,
    weight: Tensor,
    bag: Tensor,
    bag_weight: Tensor,
    points: dict[str, list[Any]],
) -> None:
    """Writes one act's targets."""
    kind = _EVENT[act.event]
    rows = [x.words[w] for w in range(act.first, act.last) if x.words[w] >= 0]
    if not rows:
        return
    events[i, rows, kind] = 1
    weight[i, rows, kind] = act.weight
    bag_weight[i, kind] = max(act.weight, bag_weight[i, kind]) if bag[i, kind] else act.weight
    bag[i, kind] = 1
    for row in rows:
        points["status"].append((i, row, _STATUS[act.status], act.weight / len(rows)))
        if e.moded and act.mode and f"{act.event}/{act.mode}" in _MODE:
            points["mode"].append((i, row, _MODE[f"{act.event}/{act.mode}"], act.weight / len(rows)))
    sides = (
        (0, act.actors, act.context_actors, act.open_actor),
        (1, act.recipients, act.context_recipients, act.open_recipient),
    )
    for role, spans, context, unknown in sides:
        if unknown:
            continue
        positive = [x.words[w] for a, b in spans for w in range(a, b) if x.words[w] >= 0]
        positive += [r for p, a, b in context for w in range(a, b) if (r := x.context_words[p][w]) >= 0]
        for row in rows:
            points["roles"].append((i, role, row, positive, [], act.weight / len(rows)))


def _affiliation(i: int, side: Affiliation, x: Laid) -> list[Any]:
    """Points of the affiliation role: from each word of the party to the words that name its side, and where none is there to the
    first piece of the window (``<s>``), which stands for the country where the news is at home."""
    positive = [x.words[w] for a, b in side.own for w in range(a, b) if x.words[w] >= 0]
    positive += [r for p, a, b in side.context for w in range(a, b) if (r := x.context_words[p][w]) >= 0]
    positive = positive or ([0] if side.home else [])
    rows = [x.words[w] for w in range(side.first, side.last) if x.words[w] >= 0]
    return [(i, AFFILIATION, row, positive, [], AFFILIATION_SHARE * side.weight / len(rows)) for row in rows]


def pairs_batch(tokenizer: Tokenizer, pairs: list[tuple[Window, Window]]) -> Batch:
    """Sentences that tell the same in two languages: all of the one, then all of the other, in the same order."""
    laid = lay(tokenizer, [w for side in (0, 1) for w in (pair[side] for pair in pairs)])
    ids, features, mask = padded(laid, True)
    own = torch.zeros(ids.shape)
    for i, x in enumerate(laid):
        own[i, [r for r in x.words if r >= 0]] = 1.0
    return Batch("pairs", ids, features, mask, {"own": own})


def parties_batch(
    tokenizer: Tokenizer, items: list[tuple[Window, tuple[tuple[int, int], tuple[int, int]], int]], training: bool = True
) -> Batch:
    """Sentences with a marked actor and recipient, and the type between them."""
    laid = lay(tokenizer, [w for w, _, _ in items], [m for _, m, _ in items])
    ids, features, mask = padded(laid, training)
    return Batch("between", ids, features, mask, {"type": torch.tensor([k for _, _, k in items])})


def _bare(tokenizer: Tokenizer, sentences: list[list[str]]) -> list[Laid]:
    """Sentences given as words, laid out without features or context."""
    windows = []
    for words in sentences:
        starts, ends, at = [], [], 0
        for word in words:
            starts.append(at)
            ends.append(at + len(word))
            at += len(word) + 1
        windows.append(Window([], Part(" ".join(words), starts, ends, [])))
    return lay(tokenizer, windows)


def quad_batch(tokenizer: Tokenizer, items: list[tuple[list[str], int]]) -> Batch:
    """Sentences with a quad class (0 none, 1-4)."""
    ids, features, mask = padded(_bare(tokenizer, [words for words, _ in items]), False)
    return Batch("quad", ids, features, mask, {"class": torch.tensor([label for _, label in items])})


def tagged_batch(tokenizer: Tokenizer, name: str, items: list[tuple[list[str], list[int]]]) -> Batch:
    """Sentences of a named-entity set: words and tag numbers."""
    laid = _bare(tokenizer, [words for words, _ in items])
    ids, features, mask = padded(laid, False)
    tags = torch.full(ids.shape, -100)
    for i, ((_, labels), x) in enumerate(zip(items, laid)):
        for row, label in zip(x.words, labels):
            if row >= 0 and tags[i, row] == -100:
                tags[i, row] = label
    return Batch("ner_" + name, ids, features, mask, {"tags": tags, "laid": laid})


def by_length(count: int, lengths: list[int], size: int, rnd: random.Random) -> list[list[int]]:
    """Batches of indexes of alike length, in random order."""
    order = sorted(range(count), key=lambda i: (lengths[i] + rnd.random() * 3, i))
    out = [order[i : i + size] for i in range(0, count, size)]
    rnd.shuffle(out)
    return out
