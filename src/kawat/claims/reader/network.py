"""The shipped network: loaded on first use, run in batches of sentences of alike length."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kawat.claims.reader.features import Window
from kawat.claims.reader.layout import FEATURES, PAD, Laid, Mark, lay
from kawat.claims.reader.screening import Filter
from kawat.errors import DataError

Array = npt.NDArray[np.float32]
# Word pieces in one call of the network, padding included.
_BUDGET = 2048
_OUTPUTS = ("events", "status", "mode", "quote", "roles", "contexts", "quad", "between", "ner_news", "ner_nergrit", "ner_nerp")


class Heads(NamedTuple):
    """One sentence's answers, as probabilities (events, quote cue, roles, contexts) or distributions (status, quote, ...).

    By word piece T: ``events`` (T,16), ``status`` (T,3), ``mode`` (T,modes), ``quote`` (T,4), ``roles`` (3,T,T),
    ``entities`` by tag set (T,tags); for the whole sentence: ``contexts`` (14), ``quad`` (5), ``between`` (16).
    """

    events: Array
    status: Array
    mode: Array
    quote: Array
    roles: Array
    contexts: Array
    quad: Array
    between: Array
    entities: dict[str, Array]


class Network:
    """An int8 ONNX encoder with its tokenizer and settings; ``folder`` holds ``reader.onnx`` and its neighbours.

    Raises DataError where a file is missing or is not what the settings say.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        if folder is None:
            with as_file(files("kawat.claims.reader") / "model") as packaged:
                folder = packaged
        for name in ("reader.onnx", "tokenizer.json", "settings.json"):
            if not (folder / name).is_file():
                raise DataError(f"the reader's {name} is missing in {folder}: install kawat again, or use --coder lexicon")
        self.settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.filter = Filter.load(folder / "filter.npy", self.settings["filter"]) if "filter" in self.settings else None

    def read(self, windows: list[Window], marks: list[Mark] | None = None) -> list[tuple[Laid, Heads]]:
        """The answers for each window, in order."""
        laid = lay(self._tokenizer, windows, marks)
        out: list[tuple[Laid, Heads] | None] = [None] * len(laid)
        for batch in _batches(laid):
            ids, features, mask = _arrays([laid[i] for i in batch])
            raw = self._session.run(list(_OUTPUTS), {"ids": ids, "features": features, "mask": mask})
            for row, i in enumerate(batch):
                out[i] = (laid[i], _heads([a[row] for a in raw], len(laid[i].ids)))
        return [x for x in out if x is not None]


def _batches(laid: list[Laid]) -> Iterator[list[int]]:
    order = sorted(range(len(laid)), key=lambda i: len(laid[i].ids))
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * len(laid[i].ids) > _BUDGET:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _arrays(laid: list[Laid]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Array]:
    width = max(len(x.ids) for x in laid)
    ids = np.full((len(laid), width), PAD, np.int64)
    features = np.zeros((len(laid), width, FEATURES), np.int64)
    mask = np.zeros((len(laid), width), np.float32)
    for i, x in enumerate(laid):
        n = len(x.ids)
        ids[i, :n], features[i, :n], mask[i, :n] = x.ids, x.features, 1.0
    return ids, features, mask


def _heads(raw: list[Array], size: int) -> Heads:
    events, status, mode, quote, roles, contexts, quad, between, *entities = raw
    quote = quote[:size]
    cue = _sigmoid(quote[:, 3:])
    return Heads(
        _sigmoid(events[:size]),
        _softmax(status[:size]),
        mode[:size],
        np.concatenate([_softmax(quote[:, :3]), cue], axis=1),
        _sigmoid(roles[:, :size, :size]),
        _sigmoid(contexts),
        _softmax(quad),
        _softmax(between),
        {name[4:]: _softmax(scores[:size]) for name, scores in zip(_OUTPUTS[8:], entities)},
    )


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), np.float32)
