"""``make train``: everything from the encoder to the shipped folder, resumable; see docs/reader.md.

Steps whose output is there are not repeated; a stopped training goes on after its last epoch. Delete ``training/out``
to begin anew.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time

from training.reader.sources import ROOT, SHARED

OUT = ROOT / "training" / "out"
SHIPPED = ROOT / "src" / "kawat" / "claims" / "reader" / "model"


def step(module: str, *options: str) -> None:
    """Runs a module of this folder and stops at its failure."""
    start = time.time()
    print(f"== {module} {' '.join(options)}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.reader.{module}", *options], check=True, cwd=ROOT)
    print(f"== {module}: {(time.time() - start) / 60:.1f} min", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--share", type=float, default=1.0, help="share of the labelled sentences (learning curve)")
    parser.add_argument("--name", default="reader", help="folder under training/out")
    parser.add_argument("--ship", action="store_true", help="copy the result into the package")
    args = parser.parse_args()
    if not (SHARED / "data" / "claims").is_dir():
        raise SystemExit(f"the training data are not there: {SHARED} (set KAWAT_SHARED to the folder that holds them)")
    encoder, examples = OUT / f"encoder{args.layers}", OUT / "examples.pkl"
    run, model = OUT / args.name, OUT / args.name / "model"
    if not (encoder / "tokenizer.json").exists():
        step("encoder", "--layers", str(args.layers), "--out", str(encoder))
    if not examples.exists():
        step("prepare", "--out", str(examples))
    if not (run / "model.pt").exists():
        numbers = ["--epochs", str(args.epochs), "--share", str(args.share)]
        step("train", "--encoder", str(encoder), "--examples", str(examples), "--out", str(run), *numbers)
    step("export", "--run", str(run), "--encoder", str(encoder), "--out", str(model))
    step("filter", "--examples", str(examples), "--model", str(model))
    step("tune", "--examples", str(examples), "--model", str(model))
    if args.ship:
        shutil.copytree(model, SHIPPED, dirs_exist_ok=True)
        print(f"shipped: {SHIPPED}")


if __name__ == "__main__":
    main()
