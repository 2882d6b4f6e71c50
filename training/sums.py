"""Writes the list of hashes beside shipped data files, which Kawat checks on loading: ``python -m training.sums``."""

from __future__ import annotations

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "src" / "kawat" / "claims" / "reader" / "model"
PLACES = ROOT / "src" / "kawat" / "places" / "data"
LIST = "SHA256SUMS"
NAMES = {
    "model": ("filter.npy", "reader.onnx", "settings.json", "tokenizer.json"),
    "places": ("gazetteer.sqlite",),
}
"""The files that each list names."""


def write(folder: Path, names: tuple[str, ...]) -> None:
    """Writes the folder's ``SHA256SUMS`` over those of the named files that are there."""
    present = [folder / name for name in sorted(names) if (folder / name).is_file()]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in present]
    (folder / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(MODEL, NAMES["model"])
    write(PLACES, NAMES["places"])
