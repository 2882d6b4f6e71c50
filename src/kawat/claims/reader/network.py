"""The shipped network: loaded on first use, one call for each sentence."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kawat.claims.reader.features import Window
from kawat.claims.reader.layout import FEATURES, PAD, Laid, Mark, lay
from kawat.claims.reader.screening import Filter
from kawat.errors import DataError
from kawat.shipped import content

Array = npt.NDArray[np.float32]
_MEND = "install kawat again, or use --coder lexicon"
_NUMBERS = ("act", "floor", "run", "actor", "recipient", "context", "status", "quote", "speaker", "filter")
_OUTPUTS = ("events", "status", "mode", "quote", "roles", "contexts", "quad", "between", "ner_news", "ner_nergrit", "ner_nerp")


class Heads(NamedTuple):
    """One sentence's answers, as probabilities (events, quote cue, roles, contexts) or distributions (status, quote, ...).

    By word piece T: ``events`` (T,16), ``status`` (T,3), ``mode`` (T,modes), ``quote`` (T,4), ``roles`` (3,T,T;
    4 where the network knows whose side a party is on),
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
    """An int8 ONNX encoder with its tokenizer and settings; ``folder`` holds ``reader.onnx``, its neighbours and their hashes.

    Raises DataError where a file is missing, is not the one whose hash ``SHA256SUMS`` has, or not what the settings say.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        if folder is None:
            with as_file(files("kawat.claims.reader") / "model") as packaged:
                folder = packaged
        for name in ("reader.onnx", "tokenizer.json", "settings.json", "filter.npy"):
            if not (folder / name).is_file():
                raise DataError(f"the reader's {name} is missing in {folder}: {_MEND}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        at = folder / "settings.json"
        try:
            # From the bytes that were checked; so a model cannot name other files either, whose weights nobody has checked.
            self.settings: dict[str, Any] = json.loads(content(at, _MEND))
            self.version = str(self.settings["version"])
            missing = [name for name in _NUMBERS if not isinstance(self.settings.get(name), int | float)]
            if missing:
                raise ValueError(f"no number for {', '.join(missing)}")
            at = folder / "filter.npy"
            self.filter: Filter | None = Filter.load(content(at, _MEND), float(self.settings["filter"]))
            at = folder / "tokenizer.json"
            self._tokenizer = Tokenizer.from_buffer(content(at, _MEND))
            at = folder / "reader.onnx"
            self._session = onnxruntime.InferenceSession(
                content(at, _MEND), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
            )
        except DataError:
            raise
        except Exception as problem:  # the libraries raise bare exceptions of their own
            raise DataError(f"{at} is damaged ({str(problem)[:120]}): {_MEND}") from problem

    def read(self, windows: list[Window], marks: list[Mark] | None = None) -> list[tuple[Laid, Heads]]:
        """The answers for each window, in order.

        One call a window: int8 scales its numbers over a call, so that in a batch a sentence's answers would hang on its
        neighbours; and on one core a batch is slower, for the padding (measured: docs/decisions/0006-trained-reader.md).
        """
        laid = lay(self._tokenizer, windows, marks)
        out = []
        for one in laid:
            ids, features, mask = _arrays([one])
            raw = self._session.run(list(_OUTPUTS), {"ids": ids, "features": features, "mask": mask})
            out.append((one, _heads([a[0] for a in raw], len(one.ids))))
        return out


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
