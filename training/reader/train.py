"""Trains the reader: ``python -m training.reader.train --encoder DIR --examples FILE --out DIR``.

Runs on two cores; a checkpoint is written after every epoch, and a run that was stopped goes on from it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from kawat.claims.reader.layout import lay
from training.reader.batches import Batch, by_length, claims_batch, pairs_batch, parties_batch, quad_batch, tagged_batch
from training.reader.losses import loss
from training.reader.model import Reader

SEED = 7
# Sentences in a batch: acts, marked parties, named entities, quad classes; pairs of sentences in two languages.
SIZES = {"claims": 16, "between": 24, "ner": 24, "quad": 24, "pairs": 8}
# What share of a task's sentences is seen in an epoch; all sentences with labelled acts are.
SHARES = {"between": 0.7, "ner_nergrit": 0.9, "ner_nerp": 0.35, "ner_news": 0.35, "quad": 0.15, "pairs": 0.15}


def lengths(tokenizer: Tokenizer, data: dict[str, Any]) -> dict[str, list[int]]:
    """How many word pieces each sentence of each task has, so that those of a batch are alike and little is padding."""
    windows = {"claims": [e.window for e in data["claims"]], "between": [w for w, _, _ in data["between"]]}
    out = {task: [len(x.ids) for x in lay(tokenizer, some)] for task, some in windows.items()}
    bare = {"ner_" + name: [words for words, _ in items] for name, items in data["ner"].items()}
    bare["quad"] = [words for words, _ in data["quad"]]
    for task, sentences in bare.items():
        out[task] = [len(x) for x in tokenizer.encode_batch([" ".join(words) for words in sentences])]
    sides = [[len(x.ids) for x in lay(tokenizer, [pair[side] for pair in data["pairs"]])] for side in (0, 1)]
    out["pairs"] = [max(both) for both in zip(*sides, strict=True)]
    return out


def schedule(sizes: dict[str, list[int]], epoch: int) -> list[tuple[str, list[int]]]:
    """The batches of an epoch as (task, indexes), in random order with a fixed seed.

    Both sides of a pair are made to agree only when there is something to agree on: from the second epoch on.
    """
    rnd = random.Random(SEED * 1000 + epoch)
    out: list[tuple[str, list[int]]] = []
    for task, pieces in sizes.items():
        if task == "pairs" and epoch == 0:
            continue
        kind = task.partition("_")[0]
        chosen = rnd.sample(range(len(pieces)), int(len(pieces) * SHARES.get(task, 1.0)))
        batches = by_length(len(chosen), [pieces[i] for i in chosen], SIZES[kind], rnd)
        out += [(task, [chosen[i] for i in b]) for b in batches]
    rnd.shuffle(out)
    return out


def batch(tokenizer: Tokenizer, data: dict[str, Any], task: str, indexes: list[int]) -> Batch:
    """One batch of a task."""
    if task == "claims":
        return claims_batch(tokenizer, [data["claims"][i] for i in indexes])
    if task == "between":
        return parties_batch(tokenizer, [data["between"][i] for i in indexes])
    if task == "pairs":
        return pairs_batch(tokenizer, [data["pairs"][i] for i in indexes])
    if task == "quad":
        return quad_batch(tokenizer, [data["quad"][i] for i in indexes])
    name = task.removeprefix("ner_")
    return tagged_batch(tokenizer, name, [data["ner"][name][i] for i in indexes])


def train(args: argparse.Namespace) -> None:
    """The whole run."""
    random.seed(SEED)
    np.random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(Path(args.encoder) / "tokenizer.json"))
    with open(args.examples, "rb") as stream:
        data = pickle.load(stream)  # written by prepare.py in this folder's own run
    if args.share < 1:
        rnd = random.Random(SEED)
        for key in ("claims", "between"):
            data[key] = rnd.sample(data[key], int(len(data[key]) * args.share))
    model = Reader(BertModel.from_pretrained(args.encoder, add_pooling_layer=False))
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") and p.requires_grad]
    groups = [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.rate * 4}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    sizes = lengths(tokenizer, data)
    steps = sum(len(schedule(sizes, e)) for e in range(args.epochs))
    warm = steps // 16
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / max(warm, 1), max(0.02, (steps - s) / max(1, steps - warm)))
    )
    first, state = 0, out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        scheduler.load_state_dict(saved["scheduler"])
        first = saved["epoch"]
        print(f"going on after epoch {first}", flush=True)
    for epoch in range(first, args.epochs):
        _epoch(model, tokenizer, data, schedule(sizes, epoch), epoch, optimiser, scheduler)
        torch.save(
            {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "scheduler": scheduler.state_dict(),
                "epoch": epoch + 1,
            },
            state,
        )
    torch.save(model.state_dict(), out / "model.pt")
    (out / "run.json").write_text(json.dumps(vars(args) | {"examples_used": {k: len(data[k]) for k in ("claims", "between")}}))


def _epoch(
    model: Reader,
    tokenizer: Tokenizer,
    data: dict[str, Any],
    plan: list[tuple[str, list[int]]],
    epoch: int,
    optimiser: Any,
    scheduler: Any,
) -> None:
    model.train()
    sums: dict[str, list[float]] = {}
    start = time.time()
    for step, (task, indexes) in enumerate(plan):
        one = batch(tokenizer, data, task, indexes)
        value, parts = loss(model(one.ids, one.features, one.mask), one)
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
        optimiser.step()
        scheduler.step()
        for key, part in parts.items():
            sums.setdefault(key, []).append(part)
        if step % 100 == 99:
            shown = " ".join(f"{k} {np.mean(v[-100:]):.3f}" for k, v in sorted(sums.items()))
            print(f"epoch {epoch + 1} step {step + 1}/{len(plan)} {time.time() - start:.0f} s  {shown}", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--examples", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.8e-4)
    parser.add_argument("--share", type=float, default=1.0, help="share of the labelled sentences, for the learning curve")
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
