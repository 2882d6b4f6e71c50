"""``make eval``: quality and speed of the coder, written to ``evals/out/results.json`` and held against the baseline.

Measures: the labelled development set (with the shared scorer), the seed article, the probe suite, and speed on
real articles. The development set, the seed and the corpora live in ``../shared``; where they are absent those
measures are skipped with a message. ``--gate`` fails when a figure falls below ``baseline.json`` by more than its
tolerance; ``--write`` makes the new figures the baseline.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals import probes, seed  # noqa: E402
from kawat.claims.coder import LexiconCoder, default_coder  # noqa: E402
from kawat.text.sentences import split  # noqa: E402
from kawat.wire import coded_json  # noqa: E402

SHARED = Path(os.environ.get("KAWAT_SHARED", ROOT.parent / "shared"))
BASELINE = ROOT / "evals" / "baseline.json"
OUT = ROOT / "evals" / "out"
# How far a figure may fall before the gate closes: none of these is timing, which depends on the machine.
TOLERANCE = {"dev": 0.005, "probes": 0.005, "seed": 0.0}


def scorer() -> ModuleType:
    """The shared scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled(path: Path) -> list[dict[str, Any]]:
    """The lines of a labelled file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score_set(coder: LexiconCoder, gold: list[dict[str, Any]]) -> dict[str, float]:
    """F1 by level on labelled sentences; title and previous sentence are given as context, as annotators saw them."""
    predicted = {}
    for item in gold:
        context = ". ".join(part for part in (item.get("title", ""), item.get("before", "")) if part)
        coded = coder.code(
            item["text"], id=item["id"], language=item["lang"], published=item.get("published") or "", before=context
        )
        predicted[item["id"]] = coded_json(coded)
    result, _ = scorer().score(gold, predicted)
    return {level: figures["f1"] for level, figures in result.items()}


def speed(coder: LexiconCoder, articles: int) -> dict[str, float]:
    """Sentences per CPU-second of the coder alone on real articles, and peak memory of this process in MB."""
    rows = labelled_head(SHARED / "data" / "corpora" / "click_id.jsonl", articles)
    coder.code("Rusia menyerang Ukraina.", language="id")
    sentences = sum(len(split(row["text"], "id")) + 1 for row in rows)
    start = time.process_time()
    for row in rows:
        coder.code(row["text"], title=row["title"], language="id", published="2019-09-18")
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "articles": len(rows),
        "sentences": sentences,
        "sentences_per_cpu_second": round(sentences / spent),
        "peak_mb": round(peak),
    }


def labelled_head(path: Path, count: int) -> list[dict[str, Any]]:
    """The first lines of a file of JSON lines."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for _, line in zip(range(count), stream, strict=False)]


def cold_read() -> float:
    """Seconds of wall time for a cold ``kawat read`` of the seed article, the best of three."""
    command = [sys.executable, "-m", "kawat", "read", str(SHARED / "seed" / "article.txt")]
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return round(min(times), 2)


def measure(articles: int, show: int) -> dict[str, Any]:
    """All figures that can be taken here."""
    coder = default_coder()
    out: dict[str, Any] = {"coder": coder.version}
    out["probes"] = {language: probes.run(coder, language, show) for language in ("id", "en")}
    if not (SHARED / "data" / "claims").is_dir():
        print(f"no labelled data under {SHARED}: the development set, the seed and speed are skipped", file=sys.stderr)
        return out
    out["dev"] = score_set(coder, labelled(SHARED / "data" / "claims" / "dev_id.jsonl"))
    out["seed"] = seed.check(SHARED / "seed" / "article.txt")
    out["speed"] = speed(coder, articles)
    out["speed"]["cold_read_seconds"] = cold_read()
    return out


def falls(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """Every figure that fell below the baseline by more than its tolerance."""
    out = []
    for level in ("event", "dyad", "full", "quote", "speaker"):
        if "dev" in new and new["dev"][level] < old["dev"][level] - TOLERANCE["dev"]:
            out.append(f"dev {level}: {new['dev'][level]:.4f}, baseline {old['dev'][level]:.4f}")
    for language in ("id", "en"):
        got, was = new["probes"][language]["share"], old["probes"][language]["share"]
        if got < was - TOLERANCE["probes"]:
            out.append(f"probes {language}: {got:.4f}, baseline {was:.4f}")
    for key in ("claims", "page"):
        if "seed" in new and new["seed"][key] < old["seed"][key]:
            out.append(f"seed {key}: {new['seed'][key]}, baseline {old['seed'][key]}")
    return out


def report(figures: dict[str, Any]) -> None:
    """The figures for people."""
    for language, result in figures["probes"].items():
        kinds = "  ".join(f"{kind} {share:.2f}" for kind, share in result["kinds"].items())
        print(f"probes {language}   {result['share']:.1%} of {result['lines']} lines, {result['pairs']:.1%} of pairs   {kinds}")
    if "dev" in figures:
        print("dev_id F1   " + "  ".join(f"{level} {f1:.3f}" for level, f1 in figures["dev"].items()))
        print(
            f"seed        {figures['seed']['claims']} of 12 claims, {figures['seed']['page']} of {seed.PAGE_FIELDS} page fields"
        )
        s = figures["speed"]
        print(f"speed       {s['sentences_per_cpu_second']:,} sentences per CPU-second, peak {s['peak_mb']} MB", end=", ")
        print(f"cold read {s['cold_read_seconds']} s")


def main() -> int:
    """Runs the measures; exit code 1 when the gate closes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gate", action="store_true", help="fail when quality falls below the baseline")
    parser.add_argument("--write", action="store_true", help="make these figures the baseline")
    parser.add_argument("--articles", type=int, default=400, help="articles for the speed measure (default 400)")
    parser.add_argument("--show", type=int, default=0, help="print this many failed probes per language")
    arguments = parser.parse_args()
    figures = measure(arguments.articles, arguments.show)
    report(figures)
    OUT.mkdir(exist_ok=True)
    (OUT / "results.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.write:
        BASELINE.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.gate:
        fallen = falls(figures, json.loads(BASELINE.read_text(encoding="utf-8")))
        for line in fallen:
            print(f"below the baseline: {line}", file=sys.stderr)
        return 1 if fallen else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
