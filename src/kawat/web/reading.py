"""An article's text as it is read: paragraphs of marked pieces, where one claim can stand out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from kawat.web.marks import Mark, Piece, claim_marks, pieces

_BREAK = re.compile(r"\n\s*\n")


class Change(NamedTuple):
    """What one revision of a text took out and put in, in whole paragraphs."""

    removed: list[str]
    added: list[str]


def marks_of(claims: Iterable[dict[str, Any]], quotes: Iterable[dict[str, Any]], field: str) -> list[Mark]:
    """The marks of claims and quotes in one field of the article ("text", "title", "caption")."""
    out: list[Mark] = []
    for claim in claims:
        if _field(claim["sentence"]) == field:
            out += claim_marks(claim)
    for quote in quotes:
        if _field(quote["content"]) == field:
            out += _quote_marks(quote)
    return out


def _field(span: dict[str, Any] | None) -> str:
    return (span or {}).get("field") or "text"


def _quote_marks(quote: dict[str, Any]) -> list[Mark]:
    speaker = quote["speaker"]
    label = (speaker["name"] or speaker["code"] or "") if speaker else ""
    spans = [("quote", quote["content"], label), ("speaker", speaker, label), ("cue", quote["cue"], label)]
    return [
        Mark(span["start"], span["end"], kind, text)
        for kind, span, text in spans
        if span and span["start"] is not None and span["end"] is not None and span["end"] > span["start"] >= 0
    ]


def paragraphs(text: str, marks: Sequence[Mark], claim: str = "") -> list[list[Piece]]:
    """The text's paragraphs; with a ``claim`` its own marks stand out and all others are dimmed."""
    out, start = [], 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[start:end].strip():
            near = [mark for mark in marks if mark.start < end and mark.end > start]
            out.append([_standing(piece, claim) for piece in pieces(text[start:end], near, start)])
        start = found.end() if found else end
    return _pointed(out)


def line(text: str, marks: Sequence[Mark], claim: str = "") -> list[Piece]:
    """A title or caption."""
    return _pointed([[_standing(piece, claim) for piece in pieces(text, marks)]])[0]


def _standing(piece: Piece, claim: str) -> Piece:
    """The piece as it stands out or not where a claim is pointed at."""
    if not claim or not piece.marks:
        return piece
    own = tuple(mark for mark in piece.marks if mark.id == claim)
    return piece._replace(marks=own, stands="told") if own else piece._replace(stands="dimmed")


def _pointed(found: list[list[Piece]]) -> list[list[Piece]]:
    """The same with the first piece that stands out marked as the first."""
    for paragraph in found:
        for place, one in enumerate(paragraph):
            if one.stands == "told":
                paragraph[place] = one._replace(first=True)
                return found
    return found


def changed(old: str, new: str) -> Change:
    """The paragraphs that differ between two versions of a text."""
    before, after = ([one.strip() for one in _BREAK.split(text) if one.strip()] for text in (old, new))
    removed, added = [], []
    for kind, a, z, b, y in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += before[a:z]
            added += after[b:y]
    return Change(removed, added)
