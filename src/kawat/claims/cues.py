"""Speech cues of a language (``text/LANGUAGE/cues.tsv``): which words say that somebody says something."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from kawat.text.grammar import grammar
from kawat.text.tokens import Tokens

_SAYING = frozenset({"pre", "that", "post", "tail"})


class Cues:
    """Cue phrases by first word.

    Kinds: ``pre`` (X says ...), ``that`` (X warns that ...), ``post`` (..., says X), ``tail`` (..., X said),
    ``head`` (bare in headlines: X Sebut ...), ``source`` (according to), ``self`` (its speaker is not named: katanya).
    """

    def __init__(self, language: str) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        path = files("kawat.text").joinpath(language, "cues.tsv")
        with path.open("r", encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                words = tuple(row["cue"].split())
                kinds = frozenset(row["kinds"].split(","))
                self._first.setdefault(words[0], []).append((words, kinds | ({"any"} if kinds & _SAYING else frozenset())))
        for words in grammar(language).sources:
            self._first.setdefault(words[0], []).append((words, frozenset({"source"})))
        for options in self._first.values():
            options.sort(key=lambda option: -len(option[0]))
        self._via: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(grammar(language).via, key=len, reverse=True):
            self._via.setdefault(words[0], []).append(words)

    def at(self, tokens: Tokens, i: int, kind: str) -> int:
        """The end of a cue of this kind that begins at token ``i``; 0 when there is none."""
        for words, kinds in self._first.get(tokens.lowers[i], ()):
            if kind in kinds and tuple(tokens.lowers[i : i + len(words)]) == words:
                return i + len(words)
        return 0

    def via_at(self, tokens: Tokens, i: int) -> int:
        """The end of a phrase that credits an outlet ("dikutip dari") at token ``i``; 0 when there is none."""
        for words in self._via.get(tokens.lowers[i], ()):
            if tuple(tokens.lowers[i : i + len(words)]) == words:
                return i + len(words)
        return 0

    def positions(self, tokens: Tokens) -> set[int]:
        """The tokens that begin a speech cue."""
        return {i for i, lower in enumerate(tokens.lowers) if lower in self._first and self.at(tokens, i, "any")}


@cache
def cues(language: str) -> Cues:
    """The cues of a language, loaded once."""
    return Cues(language)
