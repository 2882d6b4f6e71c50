"""A first look at a page's bytes: whether it can be an article in a language that is read, before it is taken apart.

Only what is beyond doubt is turned away; what cannot be told so cheaply is read in full. The page's own word about its language
is not asked: on real sites it is often the template's.
"""

from __future__ import annotations

import re

from kawat.text.language import plainly_other

# Text between two tags; braces are scripts' and styles'.
_RUN = re.compile(rb">([^<>{}]{25,})<")
# Words with spaces between them; or writing of other scripts, which may have none.
_SPACED = re.compile(rb"\S \S+ \S+ \S")
_HIGH = re.compile(rb"[\xc3-\xf4][\x80-\xbf]|[\x80-\xff]{4}")
# A page with less prose than this, in bytes, is no article; of one with more, the longest runs up to so many bytes are looked at.
LEAST_PROSE, SAMPLE = 200, 1000


def turned_away(data: bytes, charset: str = "", plain: bool = False) -> str:
    """Why a page is plainly of no use: ``no article`` or ``language not read (fr)``; "" for one that is to be read.

    ``charset``: as the server told it; ``plain``: the bytes are text, not HTML.
    """
    runs = [data[:SAMPLE]] if plain else _prose(data)
    if not plain and sum(map(len, runs)) < LEAST_PROSE:
        return "" if b"articleBody" in data or _other_charset(data) else "no article"
    code = plainly_other(_words(runs, charset))
    return f"language not read ({code})" if code else ""


def _prose(data: bytes) -> list[bytes]:
    """The runs of text of several words, scripts and styles left out."""
    runs = (run.strip() for run in _RUN.findall(data))
    return [run for run in runs if _SPACED.search(run) or _HIGH.search(run)]


def _words(runs: list[bytes], charset: str) -> str:
    """The longest runs, most of them paragraphs of the article, as text; "" where their encoding is unknown."""
    taken: list[bytes] = []
    size = 0
    for run in sorted(runs, key=len, reverse=True):
        if size >= SAMPLE:
            break
        taken.append(run[: SAMPLE // 2])
        size += len(taken[-1])
    sample = b" \n".join(taken)
    try:
        return sample.decode("utf-8", "ignore") if not _broken(sample) else sample.decode(charset or "ascii")
    except (LookupError, UnicodeError):
        return ""


def _broken(sample: bytes) -> bool:
    """Whether bytes are something else than UTF-8 whose runs may be cut short."""
    return not sample.isascii() and sample.decode("utf-8", "replace").count("\ufffd") > 6


def _other_charset(data: bytes) -> bool:
    """Whether a page may be written in two bytes a letter, where tags cannot be seen."""
    return b"\x00" in data[:200]
