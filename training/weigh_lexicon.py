"""How often each act pattern is right: runs the lexicon coder over the labelled training sentences and counts.

Writes ``src/kawat/text/LANGUAGE/weights.tsv`` with the columns pattern, event, fired, right: how often the pattern
gave a claim, and how often a claim of that type stands in the sentence. The coder's confidence comes from these
counts, and a pattern that is mostly wrong must find both parties to fire. Reads ``claims/train.jsonl`` (role
"train"); no sentence is stored.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from kawat.claims import lexicon as lexicons
from kawat.claims.coder import LexiconCoder

ROOT = Path(__file__).resolve().parent.parent


def count(coder: LexiconCoder, rows: list[dict[str, Any]]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often each (pattern, type) fired and was right; a sentence's gold claim is used up by one right claim."""
    fired: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for row in rows:
        context = ". ".join(part for part in (row.get("title", ""), row.get("before", "")) if part)
        coded = coder.code(row["text"], id=row["id"], language=row["lang"], published=row.get("published") or "", before=context)
        gold = Counter(claim["event"] for claim in row["claims"])
        for claim in coded.claims:
            key = (claim.why[0].split("'")[1] if "'" in claim.why[0] else claim.trigger.text, claim.event)
            fired[key] += 1
            if gold[claim.event] > 0:
                gold[claim.event] -= 1
                right[key] += 1
    return fired, right


def main() -> None:
    """Counts both languages and writes their weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the labelled data")
    arguments = parser.parse_args()
    path = arguments.data / "claims" / "train.jsonl"
    if not path.is_file():
        raise SystemExit(f"{path} is not there: give the folder of the labelled data with --data")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for language in ("id", "en"):
        target = ROOT / "src" / "kawat" / "text" / language / "weights.tsv"
        target.unlink(missing_ok=True)
        lexicons.lexicon.cache_clear()
        lexicons.weights.cache_clear()
        fired, right = count(LexiconCoder(), [row for row in rows if row["lang"] == language])
        with target.open("w", encoding="utf-8") as stream:
            stream.write("pattern\tevent\tfired\tright\n")
            for pattern, event in sorted(fired):
                stream.write(f"{pattern}\t{event}\t{fired[pattern, event]}\t{right[pattern, event]}\n")
        print(f"{language}: {len(fired)} patterns fired, {sum(right.values())} of {sum(fired.values())} claims right")


if __name__ == "__main__":
    main()
