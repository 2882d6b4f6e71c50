"""Near-duplicates: the copies of an agency's report in many outlets, and an outlet's own repeats.

MinHash signatures (Broder 1997; library ``rensa``) name the candidates, exact shingles decide: two articles are taken for copies
when at least ``SHARE`` of the shorter one's shingles (five words in a row) stand in the other one, at most ``REACH`` days apart.
What the signatures do not name is not found: by 42 bands of three hashes, a pair that has half of all its shingles in common is
named with a chance of 0.996, one at the border (two fifths of two texts of one length) with about 0.5, more if it begins alike.
And a text written after a pattern (weather, markets) is taken for a copy of the day before's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

REACH = 7
"""Days between an original and its copy, at most."""
SHARE = 0.4
"""Part of the shorter text's shingles that a copy shares (docs/decisions/0012-stories-and-events.md)."""
_WORDS, _TITLE_WORDS, _FEWEST, _LONGEST = 5, 3, 3, 600
_HASHES, _ROWS, _SEED = 126, 3, 1987
# So many articles of one bucket are compared with each of it, the nearest in time; a larger one is no sign of copies.
_NEIGHBOURS = 30
_BEGINNING = 60
_KEPT = 5000
_WORD, _ACCENTS = re.compile(r"[^\W_]+"), re.compile("[\u0300-\u036f]+")
Shingles = frozenset[str]


class Copy(NamedTuple):
    """What a document is a copy of; ``original`` is its own id where it is none.

    ``share`` (0 to 1): the part of the shorter one's shingles that both have, 1 for an original.
    """

    document: str
    original: str
    share: float


def copies(documents: Iterable[Mapping[str, Any]]) -> list[Copy]:
    """For each document (rows with ``id``, ``title``, ``text``, ``reported``, ``published``) what it is a copy of, by id.

    The original is the one reported first. The answer hangs on the set of documents alone, not on their order. Kept up to
    date shard by shard: give the new documents with those of the ``REACH`` days before and after, and replace their rows.
    """
    articles = sorted((_Article.of(row) for row in documents), key=lambda a: (a.moment, a.id))
    near = _candidates(articles)
    shingles: dict[int, Shingles] = {}
    out: list[Copy] = []
    originals: set[int] = set()
    for i, article in enumerate(articles):
        best = (0.0, i)
        for j in sorted(near[i] & originals):
            share = _shared(_shingles(articles, i, shingles), _shingles(articles, j, shingles))
            # The earlier one wins where two share as much.
            if share >= SHARE and share > best[0]:
                best = (share, j)
        if best[1] == i:
            originals.add(i)
        out.append(Copy(article.id, articles[best[1]].id, round(best[0], 3) if best[1] != i else 1.0))
    return sorted(out)


class _Article(NamedTuple):
    id: str
    day: int | None
    moment: str
    words: list[str]
    size: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> _Article:
        day = row["reported"]
        text, size = row["text"] or "", _WORDS
        if len(text.split()) < _WORDS + _FEWEST:
            text, size = row["title"] or text, _TITLE_WORDS
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text[: _LONGEST * 8].lower()))
        words = _WORD.findall(plain)[:_LONGEST]
        number = day.toordinal() if isinstance(day, date) else None
        return cls(row["id"], number, row.get("published") or str(day or "9"), words, size)

    def shingles(self, most: int = _LONGEST) -> Shingles:
        """The first shingles, so many at most."""
        last = min(most, len(self.words) - self.size + 1)
        return frozenset(" ".join(self.words[i : i + self.size]) for i in range(last))


def _shingles(articles: list[_Article], i: int, known: dict[int, Shingles]) -> Shingles:
    if i not in known:
        if len(known) >= _KEPT:
            known.clear()
        known[i] = articles[i].shingles()
    return known[i]


def _shared(one: Shingles, other: Shingles) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= _FEWEST else float(one == other and fewer > 0)


def _candidates(articles: list[_Article]) -> dict[int, set[int]]:
    """For each article the earlier ones that share a band of its signature, over the whole or over its beginning."""
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i, article in enumerate(articles):
        for band in _bands(article):
            buckets[band].append(i)
    near: dict[int, set[int]] = defaultdict(set)
    for members in buckets.values():
        for at, i in enumerate(members):
            for j in members[max(0, at - _NEIGHBOURS) : at]:
                if _within(articles[i].day, articles[j].day):
                    near[i].add(j)
    return near


def _bands(article: _Article) -> Iterator[tuple[int, ...]]:
    """The bands of an article's signatures. Nothing of them is kept: another version of ``rensa`` may give other ones."""
    from rensa import RMinHash

    for part, shingles in enumerate((article.shingles(), article.shingles(_BEGINNING))):
        if shingles:
            sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
            sketch.update(sorted(shingles))
            digest = sketch.digest()
            for at in range(0, _HASHES, _ROWS):
                yield (part, at, *digest[at : at + _ROWS])


def _within(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= REACH
