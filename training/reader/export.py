"""Writes the trained network as int8 ONNX with tokenizer and settings: ``python -m training.reader.export --run DIR``."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training import sums
from training.reader.model import Reader
from training.reader.settings import START

OUTPUTS = ("events", "status", "mode", "quote", "roles", "contexts", "quad", "between", "ner_news", "ner_nergrit", "ner_nerp")


class Shipped(nn.Module):
    """The heads that ship, as a tuple."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """See ``Reader.forward``."""
        out = self.reader(ids, features, mask)
        return tuple(out[name] for name in OUTPUTS)


def load(run: Path, encoder: Path) -> Reader:
    """A trained reader from its run."""
    config = BertConfig.from_pretrained(encoder, attn_implementation="eager")
    model = Reader(BertModel(config, add_pooling_layer=False))
    path = run / "model.pt"
    state = torch.load(path, weights_only=True) if path.exists() else torch.load(run / "state.pt", weights_only=True)["model"]
    model.load_state_dict(state)
    return model.eval()


def export(model: Reader, encoder: Path, out: Path, settings: dict[str, object]) -> None:
    """Writes ``reader.onnx`` (int8 weights), ``tokenizer.json`` and ``settings.json`` into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 12, dtype=torch.long)
    features = torch.zeros(2, 12, 6, dtype=torch.long)
    features[0, 3, 4], features[0, 5, 4] = 1, 2
    full = out / "full.onnx"
    axes = {0: "sentences", 1: "pieces"}
    torch.onnx.export(
        Shipped(model), (ids, features, torch.ones(2, 12)), str(full), dynamo=False, opset_version=17,
        input_names=["ids", "features", "mask"], output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys(("ids", "features", "mask"), axes) | dict.fromkeys((*OUTPUTS[:4], *OUTPUTS[8:]), axes)
        | {"roles": {0: "sentences", 2: "pieces", 3: "pieces"}} | {n: {0: "sentences"} for n in OUTPUTS[5:8]},
    )  # fmt: skip
    quantize_dynamic(
        str(full),
        str(out / "reader.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    full.unlink()
    shutil.copy(encoder / "tokenizer.json", out / "tokenizer.json")
    (out / "settings.json").write_text(json.dumps(settings, indent=1))
    sums.write(out, sums.NAMES["model"])
    print({p.name: round(p.stat().st_size / 1e6, 2) for p in out.iterdir()})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, type=Path)
    parser.add_argument("--encoder", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    args = parser.parse_args()
    export(load(args.run, args.encoder), args.encoder, args.out, START)


if __name__ == "__main__":
    main()
