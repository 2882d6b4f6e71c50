"""Spans of a text as pieces to be shown: what is marked, and as what; nothing here is HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

KINDS = ("actor", "recipient", "act", "speaker", "cue", "quote", "date", "place")


class Mark(NamedTuple):
    """A span (code points, end exclusive) with one of ``KINDS`` and a label such as "RUS"; ``id`` ties spans of one claim."""

    start: int
    end: int
    kind: str
    label: str = ""
    id: str = ""


class Piece(NamedTuple):
    """A stretch of text with the marks that cover it all, the widest first.

    Where one claim is pointed at, its pieces are "told" and those of others "dimmed"; ``first`` is true of its first one.
    """

    text: str
    marks: tuple[Mark, ...]
    stands: str = ""
    first: bool = False

    @property
    def classes(self) -> str:
        """The classes of its marks, such as "mark-actor mark-quote"; "" of bare text."""
        if self.stands == "dimmed":
            return "dimmed"
        return " ".join([*dict.fromkeys(f"mark-{mark.kind}" for mark in self.marks), *filter(None, (self.stands,))])

    @property
    def label(self) -> str:
        """The labels of its marks, the narrowest last."""
        return ", ".join(dict.fromkeys(mark.label for mark in self.marks if mark.label))


def pieces(text: str, marks: Iterable[Mark], start: int = 0) -> list[Piece]:
    """The text cut where marks begin and end; ``start`` is where the text begins in what the spans count from.

    Marks that lie outside are left out, those that reach over an edge are cut.
    """
    inside = [
        mark._replace(start=max(mark.start - start, 0), end=min(mark.end - start, len(text)))
        for mark in marks
        if mark.start - start < len(text) and mark.end - start > 0 and mark.end > mark.start
    ]
    inside.sort(key=lambda mark: mark.start - mark.end)
    edges = sorted({0, len(text)} | {edge for mark in inside for edge in (mark.start, mark.end)})
    return [Piece(text[a:z], tuple(mark for mark in inside if mark.start <= a and mark.end >= z)) for a, z in pairwise(edges)]


def claim_marks(claim: dict[str, Any]) -> list[Mark]:
    """The spans of a claim's row (``kawat.desk.tables``): its parties, act, speaker, date and place."""
    out: list[Mark] = []
    for kind, parties in (("actor", claim["actor"]), ("recipient", claim["recipient"]), ("speaker", [claim["said_by"]])):
        out += [_mark(party, kind, party["code"] or party["name"] or "", claim["id"]) for party in parties or () if party]
    if claim["trigger"]:
        out.append(_mark(claim["trigger"], "act", claim["event"], claim["id"]))
    out += [_mark(claim[kind], kind, "", claim["id"]) for kind in ("date", "place") if claim[kind]]
    return [mark for mark in out if mark.end > mark.start >= 0]


def _mark(span: dict[str, Any], kind: str, label: str, owner: str) -> Mark:
    start, end = span["start"], span["end"]
    return Mark(-1 if start is None else start, -1 if end is None else end, kind, label, owner)


def sentence_pieces(claim: dict[str, Any]) -> list[Piece]:
    """A claim's sentence with its marks."""
    sentence = claim["sentence"] or {"text": "", "start": 0}
    return pieces(sentence["text"] or "", claim_marks(claim), sentence["start"] or 0)


def found(text: str, words: Sequence[str], kind: str = "act") -> list[Piece]:
    """The text with the first place of each word marked: for what has no offsets, such as an event's evidence."""
    marks = [Mark(at, at + len(one), kind) for one in words if one and (at := text.find(one)) >= 0]
    return pieces(text, marks)


def spanned(text: str, spans: Iterable[Sequence[int]]) -> list[Piece]:
    """The text with (start, end) spans marked, such as the words of a search."""
    return pieces(text, [Mark(span[0], span[1], "act") for span in spans])
