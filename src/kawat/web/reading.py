"""An article's text as it is read: paragraphs of marked pieces, where one claim can stand out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from kawat.web.marks import Mark, Piece, claim_marks, pieces

_BREAK = re.compile(r"\n\s*\n")


class Stretch(NamedTuple):
    """A piece of text with its classes and label; ``first`` is true of the first one of the claim that is pointed at."""

    text: str
    classes: str = ""
    label: str = ""
    first: bool = False


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


def paragraphs(text: str, marks: Sequence[Mark], claim: str = "") -> list[list[Stretch]]:
    """The text's paragraphs; with a ``claim`` its own marks stand out and all others are dimmed."""
    out, start = [], 0
    for found in [*_BREAK.finditer(text), None]:
        end = found.start() if found else len(text)
        if text[start:end].strip():
            near = [mark for mark in marks if mark.start < end and mark.end > start]
            out.append(stretches(pieces(text[start:end], near, start), claim))
        start = found.end() if found else end
    return _pointed(out)


def line(text: str, marks: Sequence[Mark], claim: str = "") -> list[Stretch]:
    """A title or caption."""
    return _pointed([stretches(pieces(text, marks), claim)])[0]


def stretches(cut: Iterable[Piece], claim: str = "") -> list[Stretch]:
    """Pieces with their classes."""
    return [_stretch(piece, claim) for piece in cut]


def _stretch(piece: Piece, claim: str) -> Stretch:
    if not claim or not piece.marks:
        return Stretch(piece.text, piece.kinds, piece.label)
    own = tuple(mark for mark in piece.marks if mark.id == claim)
    if not own:
        return Stretch(piece.text, "dimmed", piece.label)
    shown = Piece(piece.text, own)
    return Stretch(piece.text, f"{shown.kinds} told", shown.label)


def _pointed(found: list[list[Stretch]]) -> list[list[Stretch]]:
    """The same with the first stretch that stands out marked as the first."""
    for paragraph in found:
        for place, one in enumerate(paragraph):
            if one.classes.endswith(" told"):
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
