"""Speech cues of a language (``text/LANGUAGE/cues.tsv``): which words say that somebody says something."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from kawat.text.grammar import grammar
from kawat.text.tokens import Tokens, fold, named

_SAYING = frozenset({"pre", "that", "post", "tail"})
_NONE: dict[str, int] = {}


class CueSpans:
    """The cues of one sentence, found in one pass.

    ``places`` are the tokens that begin a cue, in order, ``saying`` those that begin one of speech, ``credits``
    the phrases that credit an outlet ("dikutip dari"): first token to end, in order.
    """

    __slots__ = ("_ends", "credits", "places", "saying")

    def __init__(self, ends: dict[int, dict[str, int]], credits: dict[int, int]) -> None:
        self._ends = ends
        self.credits = credits
        self.places = tuple(ends)
        self.saying = frozenset(i for i, kinds in ends.items() if "any" in kinds)

    def at(self, i: int, kind: str) -> int:
        """The end of a cue of this kind that begins at token ``i``; 0 when there is none."""
        return self._ends.get(i, _NONE).get(kind, 0)

    def starts(self, kind: str) -> list[int]:
        """The tokens that begin a cue of this kind, in order."""
        return [i for i, kinds in self._ends.items() if kind in kinds]


class Cues:
    """Cue phrases by first word.

    Kinds: ``pre`` (X says ...), ``that`` (X warns that ...), ``post`` (..., says X), ``tail`` (..., X said),
    ``head`` (bare in headlines: X Sebut ...), ``source`` (according to), ``self`` (its speaker is not named: katanya),
    and ``any`` for the first four.
    """

    def __init__(self, language: str) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        path = files("kawat.text").joinpath(language, "cues.tsv")
        with path.open("r", encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                words = tuple(fold(row["cue"]).split())
                kinds = frozenset(row["kinds"].split(","))
                self._first.setdefault(words[0], []).append((words, kinds | ({"any"} if kinds & _SAYING else frozenset())))
        for words in grammar(language).sources:
            self._first.setdefault(words[0], []).append((words, frozenset({"source"})))
        for options in self._first.values():
            options.sort(key=lambda option: -len(option[0]))
        self._via: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(grammar(language).via, key=len, reverse=True):
            self._via.setdefault(words[0], []).append(words)

    def spans(self, tokens: Tokens, headline: bool = False) -> CueSpans:
        """The cues and credits of a sentence: for each kind the longest that begins at a token."""
        lowers = tokens.lowers
        ends: dict[int, dict[str, int]] = {}
        credits: dict[int, int] = {}
        for i, lower in enumerate(lowers):
            if lower not in self._first and lower not in self._via:
                continue
            if not headline and named(tokens, i):
                continue
            for words, kinds in self._first.get(lower, ()):
                if len(words) == 1 or tuple(lowers[i : i + len(words)]) == words:
                    for kind in kinds:
                        ends.setdefault(i, {}).setdefault(kind, i + len(words))
            for words in self._via.get(lower, ()):
                if len(words) == 1 or tuple(lowers[i : i + len(words)]) == words:
                    credits.setdefault(i, i + len(words))
        return CueSpans(ends, credits)


@cache
def cues(language: str) -> Cues:
    """The cues of a language, loaded once."""
    return Cues(language)
