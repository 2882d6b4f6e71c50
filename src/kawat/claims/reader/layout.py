"""Windows to arrays: word pieces with their features, and where each word begins.

``<s> lead </s> previous sentence </s> sentence </s>``; the last words of a context that is too long stay.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tokenizers import Tokenizer

from kawat.claims.reader.features import Part, Window

# Most word pieces of the lead, of the sentence before and of the sentence itself.
LEAD, PREVIOUS, MAIN = 20, 36, 200
_SURROGATE = re.compile("[\ud800-\udfff]")
BOS, PAD, EOS = 0, 1, 2
FEATURES = 6
Row = tuple[int, int, int, int, int, int]
# The word spans of a marked actor and recipient.
Mark = tuple[tuple[int, int], tuple[int, int]] | None


class Laid(NamedTuple):
    """A window as rows: ``ids`` (T) and ``features`` (T x 6: act, status, party, quote, mark, segment).

    ``words``: for each word of the sentence the row of its first piece (-1 when it was cut off); ``context_words``:
    the same for each part of the context.
    """

    ids: list[int]
    features: list[Row]
    words: list[int]
    context_words: list[list[int]]


def lay(tokenizer: Tokenizer, windows: list[Window], marks: list[Mark] | None = None) -> list[Laid]:
    """Lays out windows; ``marks`` gives the word spans of a marked actor and recipient of a window."""
    # Half of a character pair alone is no text to the tokenizer; a replacement of the same length keeps the offsets.
    texts = [_SURROGATE.sub("\ufffd", p.text) for w in windows for p in (*w.context, w.main)]
    encoded = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
    out = []
    for at, window in enumerate(windows):
        ids: list[int] = [BOS]
        features: list[Row] = [(0, 0, 0, 0, 0, 1 if window.context else 0)]
        context_words = []
        for i, part in enumerate(window.context):
            limit = LEAD if i == 0 and len(window.context) > 1 else PREVIOUS
            context_words.append(_append(part, next(encoded), limit, 1, None, ids, features))
        mark = marks[at] if marks else None
        words = _append(window.main, next(encoded), MAIN, 0, mark, ids, features)
        out.append(Laid(ids, features, words, context_words))
    return out


def _append(part: Part, encoding: Any, limit: int, segment: int, mark: Mark, ids: list[int], features: list[Row]) -> list[int]:
    """Adds a part's pieces; returns the row of each word's first piece."""
    pieces, offsets = encoding.ids, encoding.offsets
    cut = max(0, len(pieces) - limit) if segment else 0
    stop = len(pieces) if segment else min(len(pieces), limit)
    base = len(ids) - cut
    rows, word, starts, ends = [-1] * len(part.starts), 0, part.starts, part.ends
    count = len(starts)
    for row in range(stop):
        start, end = offsets[row]
        while start < end and part.text[start] == " ":
            start += 1
        while word < count and ends[word] <= start:
            word += 1
        if row >= cut:
            ids.append(pieces[row])
            features.append(_features(part, word, segment, mark) if word < count and starts[word] < end else _BLANK[segment])
        at = word
        while at < count and starts[at] < max(end, start + 1):
            if rows[at] < 0 and row >= cut and starts[at] >= start - 1:
                rows[at] = base + row
            at += 1
    ids.append(EOS)
    features.append(_BLANK[segment])
    return rows


_BLANK = ((0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1))


def _features(part: Part, word: int, segment: int, mark: Mark) -> Row:
    marked = 0
    if mark is not None:
        actor, recipient = mark
        marked = 1 if actor[0] <= word < actor[1] else 2 if recipient[0] <= word < recipient[1] else 0
    if not part.acts:
        return (0, 0, 0, 0, marked, segment)
    return (part.acts[word], part.statuses[word], part.parties[word], part.quotes[word], marked, segment)
