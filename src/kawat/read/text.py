"""Plain text as people scrape or paste it: a headline, some lines about the article, then the body."""

from __future__ import annotations

import re

from kawat.read import dateline, labels, people, published
from kawat.read.assemble import Found, Given, assemble
from kawat.read.clean import clean, squeeze
from kawat.read.furniture import Block, sort_blocks
from kawat.types import Document

_LONGEST_TITLE = 300
_WRAPPED = 100
_CRUMBS = re.compile(r"(?:home|beranda|halaman utama|news)\s*[>»›/|]", re.IGNORECASE)


def read_text(text: str, given: Given, notes: tuple[str, ...] = ()) -> Document:
    """A Document from plain text; the first line is the headline unless it reads like body text."""
    lines = split_lines(clean(text))
    title, rest = ("", lines) if given.title else _headline(lines)
    if given.title and lines and lines[0].casefold() == squeeze(given.title).casefold():
        rest = lines[1:]
    blocks = [Block(line) for line in rest if line != title]
    return assemble(given, Found(title=title, notes=notes), sort_blocks(blocks))


def split_lines(text: str) -> list[str]:
    """The text's paragraphs: one to a line, or lines wrapped at a fixed width with blank lines between."""
    out: list[str] = []
    chunk: list[str] = []
    for raw in [*text.split("\n"), ""]:
        line = squeeze(raw)
        if line:
            chunk.append(line)
        elif chunk:
            out += [" ".join(chunk)] if _wrapped(chunk) else chunk
            chunk = []
    return out


def _wrapped(chunk: list[str]) -> bool:
    longest = max(map(len, chunk))
    if longest < 50 or longest > _WRAPPED or any(len(line) < 0.75 * longest for line in chunk[:-1]):
        return False
    return len(chunk) > 2 or (len(chunk) == 2 and chunk[1][0].islower() and not chunk[0].endswith("."))


def _headline(lines: list[str]) -> tuple[str, list[str]]:
    """The headline and the lines without it; "" where the text begins with its body."""
    if len(lines) < 2:
        return "", lines
    kept: list[str] = []
    for index, line in enumerate(lines[:8]):
        if labels.is_dropped(line) or _crumbs(line) or (" " not in line and index + 3 < len(lines)):
            continue
        if people.find(line) or (len(line) < 80 and published.find(line)):
            kept.append(line)
            continue
        if len(line) > _LONGEST_TITLE or dateline.find(line) or (line.endswith(".") and len(line) > 120):
            break
        return line, kept + lines[index + 1 :]
    return "", lines


def _crumbs(line: str) -> bool:
    """ "Home > Internasional > Eropa"."""
    return len(line) < 80 and bool(_CRUMBS.match(line))
