"""Writes the figures of ``evals/baseline.json`` into the pages that quote them: ``python evals/tables.py [--check]``.

A page holds a table between ``<!-- table NAME -->`` and ``<!-- /table -->``; ``--check`` changes nothing and fails when
a page no longer says what the baseline says.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/model-card.md", "docs/evaluation.md")
_TABLE = re.compile(r"(<!-- table ([\w-]+) -->\n).*?(<!-- /table -->)", re.S)
LEVELS = ("any", "quad", "event", "dyad", "full", "quote", "speaker")


def rows(head: list[str], body: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *body]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def quality(figures: dict[str, Any]) -> str:
    """F1 by level on both development sets, beside the lexicon's and two people's."""
    people = figures["people"]
    body = []
    for name, title in (("dev_id", "Indonesian, 124 sentences"), ("dev_en", "English, 300 sentences")):
        for who, source in (
            ("reader", figures[name]),
            ("lexicon", figures["lexicon"][name]),
            ("two people", people[name]),
        ):
            body.append([title, who, *(f"{source[level]:.2f}" for level in LEVELS)])
            title = ""
    return rows(["set", "coder", *LEVELS], body)


def by_type(figures: dict[str, Any]) -> str:
    """F1 of the type by type and status, with the number of claims."""
    body = []
    for key in ("by_event", "by_status"):
        for name in figures["dev_id"][key]:
            cells = [figures[s][key][name] for s in ("dev_id", "dev_en")]
            body.append([name, *(f"{f1:.2f} ({n})" if n else "- (0)" for f1, n in cells)])
    return rows(["type or status", "Indonesian (claims)", "English (claims)"], body)


def measures(figures: dict[str, Any]) -> str:
    """The other measures, reader beside lexicon."""
    lexicon = figures["lexicon"]
    wanted: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        (
            "relation of two given parties (PLV, 1,026 sentences): root / quad / binary macro-F1",
            "between",
            ("root", "quad", "binary"),
        ),
        ("attributions (PolNeAR dev): found / source / content F1", "attribution", ("found", "source", "content")),
        ("500 parallel sentence pairs coded alike: type / with parties", "parallel", ("event", "dyad")),
        ("named entities: nergrit / nerp, strict span F1", "entities", ("nergrit", "nerp")),
    )
    body = []
    for name, title in (("malay", "Malay, 130 sentences: type / dyad F1"), ("spanish", "Spanish, 130 sentences: type / dyad F1")):
        if name in figures:
            wanted += ((title, name, ("event", "dyad")),)
    for title, name, keys in wanted:
        cells = [" / ".join(f"{s[name][k]:.2f}" for k in keys) if s.get(name) else "-" for s in (figures, lexicon)]
        body.append([title, *cells])
    shares = [" / ".join(f"{s['probes'][k]['share']:.1%}" for k in ("id", "en")) for s in (figures, lexicon)]
    body.append(["probe lines right, Indonesian / English", *shares])
    false = [f"{s['false_claims']['per_100']:.1f}" for s in (figures, lexicon)]
    body.append(["false claims per 100 sentences of sport, crime, celebrity, business", *false])
    seeds = [f"{s['seed']['claims']} of 12, {s['seed']['extra']} more" for s in (figures, lexicon)]
    body.append(["claims of the seed article", *seeds])
    for title, key in (
        ("sentences per CPU-second over whole articles", "sentences_per_cpu_second"),
        ("the same, one sentence a record, none skipped for its article", "single_sentences_per_cpu_second"),
        ("the same, tokenizer and network alone", "network_alone_per_cpu_second"),
        ("cold `kawat read`, seconds", "cold_read_seconds"),
        ("cold `kawat read`, peak MB", "cold_read_mb"),
    ):
        body.append([title, *(f"{s['speed'][key]:,}" if key in s.get("speed", {}) else "-" for s in (figures, lexicon))])
    return rows(["measure", "reader", "lexicon"], body)


TABLES: dict[str, Callable[[dict[str, Any]], str]] = {"quality": quality, "types": by_type, "measures": measures}


def main() -> int:
    """Writes or checks the pages."""
    figures = json.loads((ROOT / "evals" / "baseline.json").read_text(encoding="utf-8"))
    stale = []
    for name in PAGES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        new = _TABLE.sub(lambda m: m.group(1) + TABLES[m.group(2)](figures) + m.group(3), text)
        if new != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"not what evals/baseline.json says: {', '.join(stale)}; run python evals/tables.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
