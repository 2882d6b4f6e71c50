"""What a user types, as an FTS5 expression: words, "exact phrases", -without, begin*. Nothing that is typed is an error.

Every part is quoted before FTS5 sees it, so that no operator or column name of its own can come from a user.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kawat.limits import SEARCH_PARTS

PARTS = SEARCH_PARTS
"""So many parts of a query count; what is typed after them is left out."""
PREFIX = 3
"""So many letters a word must have to stand for all words that begin with it."""
NEAR = 10
OPEN, CLOSE, MARK = "\ue000", "\ue001", "\ue002"
"""Signs that no indexed text and no query keeps: around a hit, and at the head of a token for a filter."""
EVERY = 0
"""The mark that each article has."""
_SIGNS = re.compile(f"[\0\ud800-\udfff{OPEN}{CLOSE}{MARK}]")
_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_CURLY = str.maketrans("“”„«»", '"""""')


def plain(text: str) -> str:
    """A text without the signs that have a meaning here, of the same length."""
    return _SIGNS.sub(" ", text)


class Query(NamedTuple):
    """A query's parts as FTS5 has them: what must occur, and what must not; ``nothing`` where no part holds a word."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    nothing: bool

    def levels(self) -> tuple[str, ...]:
        """Expressions from the closest match to the widest: in the title, near to each other, anywhere; each has all the
        matches of those before it, but for the second. ("",) where nothing is wanted."""
        if not self.wanted:
            return ("",)
        every = f"({' '.join(self.wanted)})"
        near = (f"NEAR({' '.join(self.wanted)}, {NEAR})",) if len(self.wanted) > 1 else ()
        return (f"{{title}} : {every}", *near, every)

    def any(self) -> str:
        """Matches wherever one part occurs; "" where there is none."""
        return " OR ".join(self.wanted)


def parse(words: str, *, typing: bool = False) -> Query:
    """The query of what was typed; ``typing`` takes the last word for the beginning of one."""
    parts = [part for part in _PART.finditer(plain(words).translate(_CURLY)) if _has_word(part["phrase"] or part["word"] or "")]
    wanted: list[str] = []
    unwanted: list[str] = []
    for number, part in enumerate(parts[:PARTS], 1):
        text = (part["phrase"] or part["word"]).strip()
        last = typing and number == len(parts) and not words[-1:].isspace()
        begins = part["phrase"] is None and (last or text.endswith("*")) and sum(map(_in_word, text)) >= PREFIX
        (unwanted if part["minus"] else wanted).append(f'"{text}"{" *" if begins else ""}')
    nothing = bool(words.strip()) and not parts
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)), nothing)


def matching(level: str, but: tuple[str, ...], marks: tuple[int, ...], unwanted: tuple[str, ...]) -> str:
    """The whole expression: a level of a query but for what closer levels match, within filters, without what is unwanted."""
    filters = [f'"{MARK}{mark}"' for mark in marks or ([] if level else [EVERY])]
    without = " OR ".join((*(f"({one})" for one in but), *unwanted))
    inside = f"({' AND '.join([*filters, *filter(None, [level])])})"
    return f"{inside} NOT ({without})" if without else inside


def _has_word(text: str) -> bool:
    return any(map(_in_word, text))


def _in_word(character: str) -> bool:
    """Whether the tokenizer (unicode61) takes a character for a part of a word."""
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"
