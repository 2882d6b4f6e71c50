"""The act lexicon: patterns of words that carry an act, with the frame that says who is who.

Data: ``text/LANGUAGE/acts_*.tsv`` (one pattern a row; columns documented in ``docs/lexicon.md``) and
``not_acts.tsv`` (phrases in which an act word is no political act). Forms are expanded on loading.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kawat.claims.inflect import Elements, Inflector
from kawat.ontology import EVENTS
from kawat.text.grammar import grammar
from kawat.text.tokens import Tokens, named

_MAX_GAP = 3
# A pattern that was wrong this often on the training sentences fires only when it finds both parties.
_ENOUGH, _MOSTLY_WRONG = 4, 0.4
_GAP_MARKS = frozenset(".;:!?—–()") | {"--", "..."}


class Frame(NamedTuple):
    """Who is who around an act word.

    ``subject``/``object``: ``A`` actor, ``R`` recipient, ``=`` reciprocal, "" none (for nouns ``subject`` is the
    owner's part). ``preps`` introduce the other side: the recipient, or the actor where the subject is ``R``.
    """

    subject: str
    object: str
    preps: frozenset[str]


class Pattern(NamedTuple):
    """One compiled pattern; ``elements`` are sets of lower-case words, None for a gap of up to 3 words."""

    elements: Elements
    voice: str
    pos: str
    event: str
    cameo: str
    frame: Frame
    need: str
    source: str
    participles: frozenset[str]
    gerunds: frozenset[str]


class Match(NamedTuple):
    """Tokens ``first`` up to ``last`` match a pattern; ``used`` are the fixed words' positions."""

    first: int
    last: int
    used: tuple[int, ...]
    pattern: Pattern
    noun: Pattern | None = None


def parse_frame(text: str) -> Frame:
    """``A>R:kepada,atas`` and its kin (docs/lexicon.md); raises ValueError on any other shape."""
    head, _, tail = text.partition(":")
    preps = frozenset(p.strip() for p in tail.split(",") if p.strip())
    for mark in (">", ".", "="):
        if mark in head:
            subject, _, obj = head.partition(mark)
            if subject not in ("A", "R") or obj not in ("", "A", "R", "="):
                break
            if mark == "=":
                return Frame("=", obj, preps)
            return Frame("=" if obj == "=" else subject, "" if obj == "=" else obj, preps)
    raise ValueError(f"frame {text!r} is none of A>R, A>, R>A, R>, A=, A=R, A., R., A.R, R.A, A.= with :prepositions")


class Lexicon:
    """All patterns of one language, indexed by their first word."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._acts: dict[str, list[Pattern]] = {}
        self._blocks: dict[str, list[Elements]] = {}
        self._stops = _GAP_MARKS | grammar(language).gap_stops
        inflector = Inflector(language)
        for pattern in _load(language, inflector):
            for word in pattern.elements[0] or ():
                self._acts.setdefault(word, []).append(pattern)
        for patterns in self._acts.values():
            patterns.sort(key=lambda p: (-sum(e is not None for e in p.elements), len(p.elements), p.pos != "v"))
        for row in _rows(language, "not_acts.tsv"):
            elements, _, _ = inflector.elements(row["phrase"], "n")
            for word in elements[0] or ():
                self._blocks.setdefault(word, []).append(elements)

    def matches(self, tokens: Tokens, headline: bool) -> list[Match]:
        """The act words of a sentence, longest pattern first at each place, overlapping ones dropped."""
        lowers = tokens.lowers
        taken = self._blocked(lowers)
        out: list[Match] = []
        for i, word in enumerate(lowers):
            if i in taken:
                continue
            patterns = self._acts.get(word)
            if patterns is None and word.endswith("nya") and len(word) > 6 and self.language == "id":
                patterns = self._acts.get(word[:-3])
            if patterns is None or (not headline and named(tokens, i)):
                continue
            for pattern in patterns:
                if pattern.voice == "bare" and not headline:
                    continue
                used = fit(pattern.elements, lowers, i, self._stops)
                if used and not taken.intersection(used):
                    out.append(Match(i, used[-1] + 1, used, pattern, self._noun(pattern, patterns, lowers, i)))
                    taken.update(used)
                    if pattern.event == "ACCUSE" and len(used) > 1:
                        out += self._blamed(lowers, used)
                    break
        return out

    def _blamed(self, lowers: list[str], used: tuple[int, ...]) -> list[Match]:
        """The act of force inside words of blame ("mengecam serangan Rusia"), a claim of its own."""
        out: list[Match] = []
        for i in used[1:]:
            nouns = [
                p
                for p in self._acts.get(lowers[i], ())
                if p.pos == "n" and len(p.elements) == 1 and p.event in ("ASSAULT", "COERCE")
            ]
            if nouns:
                out.append(Match(i, i + 1, (i,), nouns[0]))
        return out

    def _noun(self, pattern: Pattern, patterns: list[Pattern], lowers: list[str], i: int) -> Pattern | None:
        """The noun that the same word may also be, for bare Indonesian verbs and English verbs of one word."""
        if pattern.pos != "v" or len(pattern.elements) > 1 or (pattern.voice != "bare" and self.language != "en"):
            return None
        return next((p for p in patterns if p.pos == "n" and len(p.elements) == 1), None)

    def _blocked(self, lowers: list[str]) -> set[int]:
        blocked: set[int] = set()
        for i, word in enumerate(lowers):
            for elements in self._blocks.get(word, ()):
                if used := fit(elements, lowers, i, self._stops):
                    blocked.update(used)
        return blocked


def fit(elements: Elements, lowers: list[str], i: int, stops: frozenset[str]) -> tuple[int, ...]:
    """Positions of the fixed words when the pattern fits at token ``i``; () when it does not. No gap crosses ``stops``."""
    used = [i]
    at, gap, size = i + 1, 0, len(lowers)
    for element in elements[1:]:
        if element is None:
            gap += _MAX_GAP
            continue
        last = at + gap
        while True:
            if at >= size:
                return ()
            word = lowers[at]
            if word in element or (word.endswith("nya") and word[:-3] in element):
                break
            if at == last or word in stops:
                return ()
            at += 1
        used.append(at)
        at, gap = at + 1, 0
    return tuple(used)


def _rows(language: str, name: str) -> Iterator[dict[str, str]]:
    path = files("kawat.text").joinpath(language, name)
    if path.is_file():
        with path.open("r", encoding="utf-8") as stream:
            yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def _load(language: str, inflector: Inflector) -> Iterator[Pattern]:
    for name in ("acts_cooperation.tsv", "acts_conflict.tsv"):
        for line, row in enumerate(_rows(language, name), 2):
            if row["event"] not in EVENTS:
                raise ValueError(f"text/{language}/{name} line {line}: unknown event {row['event']!r}")
            frame = parse_frame(row["frame"])
            source = row["pattern"]
            fired, right = weights(language).get((source, row["event"]), (0, 0))
            need = "both" if fired >= _ENOUGH and right < _MOSTLY_WRONG * fired and row["need"] != "none" else row["need"]
            forms = [("active", row["pattern"])]
            if language != "en":
                forms += [("bare", row["bare"]), ("passive", row["passive"])]
            for voice, words in forms:
                if words:
                    elements, participles, gerunds = inflector.elements(words, row["pos"])
                    yield Pattern(
                        elements, voice, row["pos"], row["event"], row["cameo"], frame, need, source, participles, gerunds
                    )


@cache
def weights(language: str) -> dict[tuple[str, str], tuple[int, int]]:
    """By (pattern, type): how often it fired and was right on the labelled training sentences."""
    return {(r["pattern"], r["event"]): (int(r["fired"]), int(r["right"])) for r in _rows(language, "weights.tsv")}


@cache
def lexicon(language: str) -> Lexicon:
    """The act lexicon of a language, loaded once."""
    return Lexicon(language)
