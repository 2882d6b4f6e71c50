"""What a hit shows: the title and a piece of the text, with the places where the query's words stand.

The places are FTS5's own: the few texts of a page go into a table in memory, whose ``highlight`` sets signs around them.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from kawat.desk.search.file import TOKENIZER
from kawat.desk.search.query import CLOSE, OPEN
from kawat.limits import SNIPPET_CHARACTERS

LENGTH = 240
"""So many characters a snippet has, a little more or less."""
BEFORE = 60
LOOKED_AT = SNIPPET_CHARACTERS
"""So many characters of a text are searched for the best piece."""
Spans = tuple[tuple[int, int], ...]
Marked = tuple[str, Spans]
_SPACE = re.compile(r"\s")
_SIGN = re.compile(f"[{OPEN}{CLOSE}]")


def highlights(expression: str, texts: Sequence[tuple[str, str]]) -> list[tuple[Marked, Marked]]:
    """Title and snippet of each (title, text), with the spans that the expression matches."""
    if not expression:
        return [((title, ()), piece(text, ())) for title, text in texts]
    table = sqlite3.connect(":memory:", isolation_level=None)
    try:
        table.execute(f"CREATE VIRTUAL TABLE page USING fts5(title, text, {TOKENIZER})")
        table.execute("BEGIN")  # else each row would be a transaction
        table.executemany("INSERT INTO page VALUES (?, ?)", [(title, text[:LOOKED_AT]) for title, text in texts])
        signs = (OPEN, CLOSE, OPEN, CLOSE)
        question = "SELECT rowid, highlight(page, 0, ?, ?), highlight(page, 1, ?, ?) FROM page WHERE page MATCH ?"
        found = {row - 1: both for row, *both in table.execute(question, (*signs, expression))}
    finally:
        table.close()
    out = []
    for number, (title, text) in enumerate(texts):
        in_title, in_text = (_spans(one) for one in found.get(number, ("", "")))
        out.append(((title, in_title), piece(text, in_text)))
    return out


def _spans(signed: str) -> Spans:
    """Where the signs stand, as offsets into the text without them."""
    places = [sign.start() - before for before, sign in enumerate(_SIGN.finditer(signed))]
    return tuple(zip(places[::2], places[1::2]))


def piece(text: str, spans: Spans) -> Marked:
    """The piece of a text in which most spans stand, with "…" where it was cut; spans as offsets into the piece."""
    spans = tuple(span for span in spans if span[1] - span[0] <= LENGTH)
    within = LENGTH - BEFORE
    starts = [start for start, _ in spans]
    counts = [bisect_left(starts, start + within) - number for number, start in enumerate(starts)]
    best = spans[counts.index(max(counts))][0] if spans else 0
    first = _cut(text, max(0, best - BEFORE), best) if best > BEFORE else 0
    last = _cut_back(text, first + LENGTH, max((end for start, end in spans if best <= start < best + within), default=0))
    head, tail = "… " if first else "", " …" if last < len(text.rstrip()) else ""
    shown = _SPACE.sub(" ", text[first:last])
    moved = len(head) - first
    inside = tuple((start + moved, end + moved) for start, end in spans if first <= start and end <= last)
    return head + shown.rstrip() + tail, inside


def _cut(text: str, place: int, limit: int) -> int:
    """The first place from here on where a word begins, before the limit."""
    while place < limit and not text[place - 1].isspace():
        place += 1
    return place


def _cut_back(text: str, place: int, limit: int) -> int:
    """The last place up to here where a word ends and that is not before the limit; never before a combining sign."""
    if place >= len(text):
        return len(text)
    for end in range(place, max(limit, place - 40), -1):
        if text[end].isspace():
            return end
    place = max(place, limit)
    while place < len(text) and unicodedata.combining(text[place]):
        place += 1
    return place
