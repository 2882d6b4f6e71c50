"""The articles of the shared corpora as rows of a desk's documents, each with the right day, and pairs drawn of them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from math import log, sqrt
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from evals.gold import SHARED

FOLDER = SHARED / "data" / "corpora"
INDONESIAN = ("click_id.jsonl", "indosum.jsonl", "id_news_2025.jsonl", "narasipal_headlines.jsonl")
ENGLISH = ("gaza_headlines_en.jsonl", "guardian_2019.jsonl", "reuters_1987.jsonl")
HEADLINES = ("gaza_headlines_en.jsonl", "narasipal_headlines.jsonl")
LEAD = 700
REACH = 5
"""Days between the articles of a drawn pair, at most."""
_SEED = 2026
_MONTHS = {m: n for n, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)}
Row = dict[str, Any]


def articles(name: str) -> Iterator[Row]:
    """The articles of a corpus in its order; ``id`` is its name without ``.jsonl``, a colon and the line from 0."""
    for number, line in enumerate((FOLDER / name).read_text(encoding="utf-8").split("\n")):
        if line.strip():
            raw = json.loads(line)
            day = _day(name, raw)
            yield {
                "id": f"{Path(name).stem}:{number}", "title": raw.get("title") or "", "text": raw.get("text") or "",
                "outlet": raw.get("outlet") or "", "language": "id" if name in INDONESIAN else "en", "reported": day,
                "published": str(day or ""),
            }  # fmt: skip


def lead(text: str) -> str:
    """The first sentences of a text, ``LEAD`` characters at most."""
    if len(text) <= LEAD:
        return text
    end = max(text.rfind(stop, 0, LEAD) for stop in (". ", ".\n", ".,"))
    return text[: end + 1] if end > 150 else text[:LEAD]


def _day(name: str, raw: Row) -> date | None:
    """The day of an article, as each corpus tells it (CLICK-ID's is that of the address, where the other is often wrong)."""
    published, url = raw.get("published") or "", raw.get("url") or ""
    if name == "click_id.jsonl":
        if found := re.search(r"/(20\d\d)/(\d\d)/(\d\d)/", url):
            return date(*map(int, found.groups()))
        if found := re.search(r"-(15\d{8})$", url):
            return datetime.fromtimestamp(int(found[1]), UTC).date()
    if name == "indosum.jsonl":
        found = re.match(r"(\d{10})", raw["id"])
        return datetime.fromtimestamp(int(found[1]), UTC).date() if found else None
    if found := re.match(r"(\d+)/(\d+)/(\d{4})", published):
        return date(int(found[3]), int(found[1]), int(found[2]))
    if found := re.match(r"\s*(\d+)-([A-Z]{3})-(\d{4})", published):
        return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


class Drawn(NamedTuple):
    """A pair to be labelled, by ids, and the way it was drawn (``usual_pairs``)."""

    one: str
    other: str
    drawn: str


def usual_pairs(drawn: int = 100, across: int = 30) -> list[Drawn]:
    """Pairs of articles as they come, to be labelled by reading; the same at every call.

    ``drawn`` articles are taken at random from all that have a day. Each is paired with its ``nearest`` article of its language
    at most ``REACH`` days away, by the plain tf-idf cosine of title and lead (words of three letters and more; rarity over all
    articles), and with a ``random`` one of those that share a capitalised word of four letters and more. ``across`` English
    headlines of a war are paired in the same two ways with Indonesian ones (``nearest-across``, ``random-across``).
    """
    rows = {row["id"]: row for name in (*INDONESIAN, *ENGLISH) for row in articles(name) if row["reported"]}
    words = {id: frozenset(re.findall(r"\w{3,}", _beginning(row).casefold())) for id, row in rows.items()}
    capitals = {id: frozenset(re.findall(r"\b[A-Z]\w{3,}", _beginning(row))) for id, row in rows.items()}
    often = Counter(word for some in words.values() for word in some)
    rarity = {word: log(len(rows) / count) for word, count in often.items()}
    by_day: dict[int, list[str]] = defaultdict(list)
    for id, row in rows.items():
        by_day[row["reported"].toordinal()].append(id)
    random, out, seen = Random(_SEED), [], set()
    english = [id for id in rows if id.startswith(Path(HEADLINES[0]).stem)]
    for ids, number, end in ((list(rows), drawn, ""), (english, across, "-across")):
        for one in random.sample(ids, number):
            day = rows[one]["reported"].toordinal()
            near = [id for n in range(day - REACH, day + REACH + 1) for id in by_day[n] if id != one
                    and (rows[id]["language"] != rows[one]["language"]) == bool(end)]  # fmt: skip
            nearest = max(near, key=lambda id: (_cosine(words[one], words[id], rarity), id), default=None)
            sharing = [id for id in near if capitals[one] & capitals[id] and id != nearest]
            for other, how in ((nearest, "nearest"), (random.choice(sharing) if sharing else None, "random")):
                pair = frozenset((one, other))
                if other and pair not in seen:
                    seen.add(pair)
                    out.append(Drawn(one, other, how + end))
    return out


def _beginning(row: Row) -> str:
    return f"{row['title']} {lead(row['text'])}"


def _cosine(ones: Iterable[str], others: frozenset[str], rarity: dict[str, float]) -> float:
    """The cosine of two sets of words, each weighing its rarity."""
    ones = frozenset(ones)
    lengths = [sqrt(sum(rarity[w] ** 2 for w in some)) for some in (ones, others)]
    return round(sum(rarity[w] ** 2 for w in ones & others) / (lengths[0] * lengths[1] or 1.0), 9)
