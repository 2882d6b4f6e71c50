"""``make eval``: quality and speed of the coders, written to ``evals/out/results.json`` and held against the baseline.

Measures: the labelled development sets in Indonesian and English, the relation of two given parties, attributions,
parallel sentences, named entities, the probe suite, false claims, the seed article, and speed. What lives in
``../shared`` is skipped with a message where it is absent. ``--gate`` fails when a figure falls below ``baseline.json``
by more than its tolerance; ``--write`` makes the new figures the baseline.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals import measures, reading_speed  # noqa: E402
from evals.gold import SHARED  # noqa: E402
from kawat.coders import DEFAULT  # noqa: E402

BASELINE = ROOT / "evals" / "baseline.json"
OUT = ROOT / "evals" / "out"
# What the gate holds: path in the results, and how far it may fall (timings depend on the machine and are not held).
# How far two people's codings agree (F1): on the Indonesian set as published with it, on the English one as coded here.
PEOPLE = {
    "dev_id": {"any": 0.96, "quad": 0.92, "event": 0.89, "dyad": 0.86, "full": 0.85, "quote": 0.98, "speaker": 0.94},
    "dev_en": {"any": 0.97, "quad": 0.96, "event": 0.94, "dyad": 0.92, "full": 0.91, "quote": 0.94, "speaker": 0.92},
}
LEVELS = ("any", "quad", "event", "dyad", "full", "quote", "speaker")
HELD: dict[str, float] = {
    **{f"{name}.{level}": 0.005 for name in ("dev_id", "dev_en") for level in LEVELS},
    # Of 130 sentences one weighs up to 0.009, and processors round the int8 network's sums differently: the same code gives
    # spanish.any 0.946 on one and 0.941 on another.
    **{f"{name}.{level}": 0.01 for name in ("malay", "spanish") for level in LEVELS},
    **{f"between.{level}": 0.005 for level in ("root", "quad", "binary")},
    **{f"attribution.{part}": 0.01 for part in ("found", "source", "content")},
    **{f"entities.{name}": 0.005 for name in ("nergrit", "nerp")},
    **{f"probes.{language}.share": 0.005 for language in ("id", "en")},
    "parallel.event": 0.01,
    "seed.claims": 0.0,
    "seed.page": 0.0,
}  # fmt: skip


def at(figures: dict[str, Any], path: str) -> float | None:
    """The figure at a dotted path, None where it was not measured."""
    found: Any = figures
    for key in path.split("."):
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return float(found)


def falls(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """Every figure that fell below the baseline by more than its tolerance, and false claims that rose."""
    out = []
    for path, tolerance in HELD.items():
        now, was = at(new, path), at(old, path)
        if now is not None and was is not None and now < was - tolerance:
            out.append(f"{path}: {now:.4f}, baseline {was:.4f}")
    now, was = at(new, "false_claims.per_100"), at(old, "false_claims.per_100")
    if now is not None and was is not None and now > was + 0.5:
        out.append(f"false claims per 100 sentences: {now}, baseline {was}")
    return out


def report(figures: dict[str, Any]) -> None:
    """The figures for people."""
    print(figures["coder"])
    for name in ("dev_id", "dev_en", "malay", "spanish"):
        if name in figures:
            levels = "  ".join(f"{k} {v:.3f}" for k, v in figures[name].items() if isinstance(v, float))
            print(f"{name:12} F1  {levels}")
    for name in ("between", "attribution", "parallel", "entities"):
        if figures.get(name):
            shown = "  ".join(f"{k} {v:.3f}" for k, v in figures[name].items() if isinstance(v, float))
            print(f"{name:12} F1  {shown}")
    for language, result in figures.get("zero_shot", {}).items():
        shown = ", ".join(f"{k} {v:.3f}" for k, v in result.items() if k != "n")
        print(f"zero-shot {language} quad class of {result['n']} UN sentences: {shown}")
    for language, result in figures.get("probes", {}).items():
        kinds = "  ".join(f"{kind} {share:.2f}" for kind, share in result["kinds"].items())
        print(f"probes {language}    {result['share']:.1%} of {result['lines']} lines, {result['pairs']:.1%} of pairs   {kinds}")
    if "false_claims" in figures:
        print(f"false claims {figures['false_claims']['per_100']} per 100 of {figures['false_claims']['sentences']} sentences")
    if "seed" in figures:
        s = figures["seed"]
        print(f"seed         {s['claims']} of 12 claims, {s['extra']} more, {s['page']} of 9 page fields")
    if "speed" in figures:
        s = figures["speed"]
        alone = f" (network alone {s['network_alone_per_cpu_second']:,})" if "network_alone_per_cpu_second" in s else ""
        print(
            f"speed        {s['sentences_per_cpu_second']:,} sentences per CPU-second over articles, "
            f"{s['single_sentences_per_cpu_second']:,} over single ones"
            f"{alone}; peak {s['peak_mb']} MB; "
            f"cold read {s['cold_read_seconds']} s, {s['cold_read_mb']} MB"
        )


def main() -> int:
    """Runs the measures; exit code 1 when the gate closes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coder", default=DEFAULT, help=f"which coder (default {DEFAULT})")
    parser.add_argument("--beside", default="", help="a second coder, measured beside the first")
    parser.add_argument("--only", nargs="*", help="these measures alone: " + ", ".join(measures.MEASURES))
    parser.add_argument("--gate", action="store_true", help="fail when quality falls below the baseline")
    parser.add_argument("--write", action="store_true", help="make these figures the baseline")
    parser.add_argument("--articles", type=int, default=400, help="articles for the speed measure, 0 for none (default 400)")
    arguments = parser.parse_args()
    figures = measures.measure(arguments.coder, arguments.only)
    if arguments.articles and SHARED.is_dir() and not arguments.only:
        figures["speed"] = reading_speed.measure(arguments.coder, arguments.articles)
    report(figures)
    if arguments.beside:
        figures[arguments.beside] = measures.measure(arguments.beside, arguments.only)
        if arguments.articles and SHARED.is_dir() and not arguments.only:
            figures[arguments.beside]["speed"] = reading_speed.measure(arguments.beside, arguments.articles)
        report(figures[arguments.beside])
    figures["people"] = PEOPLE
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
