"""A desk of real articles on the world's quarrels, chosen from the shared corpora and coded by the lexicon."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).parents[2]
PLACES = [Path(os.environ[name]) for name in ("KAWAT_SHARED",) if name in os.environ]
PLACES += [ROOT.parent / "shared", ROOT.parent.parent / "shared"]
SHARED = next((place for place in PLACES if (place / "data" / "corpora").is_dir()), PLACES[0])

_PARTIES = re.compile(
    r"\b(Rusia|Russian?|Soviet|Moscow|Moskow|Moskwa|Kremlin|Putin|Ukraina|Ukraine|Kyiv|Kiev|NATO|Uni Eropa|EU|Barat|West"
    r"|Amerika Serikat|AS|US|Washington|Trump|Biden|China|Tiongkok|Beijing|Israeli?|Netanyahu|Palestinian?|Palestina|Hamas|Gaza"
    r"|Indonesian?|Jakarta|Jokowi|Iran|Suriah|Syrian?)\b"
)
_RUSSIA = re.compile(r"\b(Rusia|Russian?|Soviet|Moscow|Moskow|Moskwa|Kremlin|Putin|Ukraina|Ukraine|Kyiv|Kiev)\b")
# A corpus, its parties named in an article's beginning at least, how many are taken, and whether Russia must be among them.
_TAKEN = (
    ("guardian_2019.jsonl", 4, 90, True),
    ("reuters_1987.jsonl", 3, 60, True),
    ("indosum.jsonl", 3, 120, False),
    ("click_id.jsonl", 3, 160, False),
    ("id_news_2025.jsonl", 3, 60, False),
    ("narasipal_headlines.jsonl", 2, 300, False),
    ("gaza_headlines_en.jsonl", 2, 200, False),
)
# Days on which outlets of two languages told of one attack, and one of them that it was denied: all that they said of its place.
_DISPUTED = ("narasipal_headlines.jsonl", "gaza_headlines_en.jsonl")
_DAYS, _PLACE = (date(2024, 5, 26), date(2024, 5, 29)), re.compile(r"\bRafah\b")


def chosen() -> Iterator[dict[str, Any]]:
    """The articles: those of a disputed attack, then some of each corpus, spread evenly over those that fit."""
    os.environ.setdefault("KAWAT_SHARED", str(SHARED))
    from evals import corpora

    seen = set()
    for row in (row for name in _DISPUTED for row in corpora.articles(name)):
        if row["reported"] and _DAYS[0] <= row["reported"] <= _DAYS[1] and _PLACE.search(f"{row['title']} {row['text']}"):
            seen.add(row["id"])
            yield row
    for name, least, most, russia in _TAKEN:
        fitting = []
        for row in corpora.articles(name):
            start = f"{row['title']}. {corpora.lead(row['text'])}"
            if row["reported"] and len(set(_PARTIES.findall(start))) >= least and (not russia or _RUSSIA.search(row["text"])):
                fitting.append(row)
        yield from (row for row in fitting[:: max(1, len(fitting) // most)][:most] if row["id"] not in seen)


def write(path: Path) -> int:
    """Writes them as JSON lines for an ingest; how many."""
    rows = [
        {key: row[key] for key in ("title", "text", "outlet", "language", "published")}
        | {"url": f"https://{row['id'].partition(':')[0].replace('_', '-')}.example/{row['id'].partition(':')[2]}"}
        for row in chosen()
    ]
    path.write_bytes(b"\n".join(msgspec.json.encode(row) for row in rows))
    return len(rows)
