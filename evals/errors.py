"""The errors of a coder on the development sets, worst first: ``python evals/errors.py [--coder NAME] [--count 50]``.

For reading one by one and sorting into causes; the sentences come from the shared corpora and are printed, never kept.
Worst are invented claims that the coder was sure of, and claims that nobody doubts and the coder missed or got wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from evals.gold import own, shared
from evals.measures import predicted, scorer
from kawat.coders import coder as coder_of

# What an error costs beside its confidence, so that kinds mix in the list.
_WEIGHTS = {"missed": 0.85, "type": 0.7, "actor": 0.8, "recipient": 0.75, "both parties": 0.85, "status": 0.7}


class Error(NamedTuple):
    """One error: its kind, how bad it is, the item it stands in and both claims (None where one is lacking)."""

    kind: str
    weight: float
    item: dict[str, Any]
    gold: dict[str, Any] | None
    said: dict[str, Any] | None


def errors(name: str, sets: tuple[str, ...] = ("dev_id", "dev_en")) -> list[Error]:
    """All errors of the coder ``name`` on the sets, the worst first."""
    tool, coder = scorer(), coder_of(name)
    out: list[Error] = []
    for which in sets:
        items = shared("claims/dev_id.jsonl") if which == "dev_id" else own(f"{which}.jsonl")
        told = predicted(coder, items)
        for item in items:
            out += of_item(tool, item, told[item["id"]]["claims"])
    return sorted(out, key=lambda e: -e.weight)


def of_item(tool: Any, item: dict[str, Any], told: list[dict[str, Any]]) -> list[Error]:
    """The errors in what a coder said (``told``) of a labelled item, scored with ``tool`` (``evals.measures.scorer``)."""
    pairs = tool.pair(item["claims"], told)
    out = []
    for i, j, level in pairs:
        gold, said = item["claims"][i], told[j]
        if level < 4 and not gold.get("doubt"):
            kind = _kind(tool, gold, said, level)
            out.append(Error(kind, _WEIGHTS[kind] + 0.1 * said["confidence"], item, gold, said))
    found, used = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    for i, gold in enumerate(item["claims"]):
        if i not in found and not gold.get("doubt"):
            out.append(Error("missed", _WEIGHTS["missed"], item, gold, None))
    out += [Error("invented", said["confidence"], item, None, said) for j, said in enumerate(told) if j not in used]
    return out


def _kind(tool: Any, gold: dict[str, Any], said: dict[str, Any], level: int) -> str:
    if level == 3:
        return "status"
    if level == 1:
        return "type"
    wrong = [
        side for side in ("actor", "recipient") if not tool.codes(gold[side]) & tool.codes(said[side]) and tool.codes(gold[side])
    ]
    return "both parties" if len(wrong) == 2 else wrong[0] if wrong else "recipient"


def line(tool: Any, claim: dict[str, Any] | None) -> str:
    """A claim in one line."""
    if claim is None:
        return "-"
    sides = [
        ",".join(sorted(c if isinstance(c, str) else c.get("code") or "?" for c in claim[s])) for s in ("actor", "recipient")
    ]
    words = tool.span_text(claim.get("trigger"))
    return f"{claim['event']} {sides[0] or '?'} > {sides[1] or '-'} ({claim.get('status', 'real')}) [{words}]"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coder", default="reader")
    parser.add_argument("--count", type=int, default=50)
    args = parser.parse_args()
    tool, found = scorer(), errors(args.coder)
    for language in ("id", "en"):
        print(f"all errors, {language}:", dict(Counter(e.kind for e in found if e.item["lang"] == language)))
    for n, e in enumerate(found[: args.count], 1):
        print(f"\n{n}. {e.kind} ({e.weight:.2f}) {e.item['id']}\n   {e.item['text']}")
        print(f"   gold {line(tool, e.gold)}\n   said {line(tool, e.said)}")
        if e.said:
            print(f"   why  {e.said['why'][0]}")


if __name__ == "__main__":
    main()
