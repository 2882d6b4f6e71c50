"""Answers of a network written by hand: a sentence read by the rules, with a row for each word."""

from __future__ import annotations

from typing import Any

import numpy as np

from kawat.actors.mentions import Mention
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.decode import Judged, acts, quotes
from kawat.claims.reader.features import windows
from kawat.claims.reader.layout import Laid
from kawat.claims.reader.network import Heads
from kawat.claims.reader.parties import ACTOR, AFFILIATION, RECIPIENT, SPEAKER, Sentence
from kawat.claims.said import Said
from kawat.ontology import EVENTS, STATUSES
from kawat.ontology.plover import modes

MODES = modes()
TWO = "Kenya attacked Uganda and Canada imposed sanctions on Kenya yesterday."
SETTINGS: dict[str, Any] = {
    "floor": 0.3, "run": 0.75, "actor": 0.4, "recipient": 0.4, "context": 0.2, "status": 0.5, "quote": 0.5, "speaker": 0.4,
}  # fmt: skip


class Answer:
    """A sentence (the last of ``text``) whose network said nothing yet; the methods put answers in."""

    def __init__(self, coder: LexiconCoder, text: str, language: str = "en", before: str = "") -> None:
        article = coder.read(text, "", language, "", "2022-06-01", before, ())
        self.passage = article.passages[-1]
        self.scene = self.passage.scene
        self.home = article.memory.home
        self.window = windows(article)[-1]
        at, context = 1, []
        for part in self.window.context:
            context.append(list(range(at, at + len(part.starts))))
            at += len(part.starts) + 1
        self.words = list(range(at, at + len(self.scene.tokens)))
        self.size = size = at + len(self.scene.tokens) + 1
        self.laid = Laid([0] * size, [(0, 0, 0, 0, 0, 0)] * size, self.words, context)
        self.events = np.zeros((size, len(EVENTS)), np.float32)
        self.status = np.tile(np.array([1, 0, 0], np.float32), (size, 1))
        self.mode = np.zeros((size, len(MODES)), np.float32)
        self.quote = np.tile(np.array([1, 0, 0, 0], np.float32), (size, 1))
        self.roles = np.zeros((4, size, size), np.float32)

    def at(self, word: str, again: int = 0) -> int:
        """The index of a word of the sentence, ``again`` for a later one of the same letters."""
        return [i for i, w in enumerate(self.scene.tokens.words) if w == word][again]

    def mention(self, word: str, again: int = 0) -> Mention:
        """The mention of the registry that covers a word."""
        found = self.scene.owner[self.at(word, again)]
        assert found is not None
        return found

    def act(self, event: str, *words: int, score: float = 0.9, status: tuple[float, float, float] = (1, 0, 0)) -> None:
        for word in words:
            self.events[self.words[word], EVENTS.index(event)] = score
            self.status[self.words[word]] = status

    def actor(self, act: int, score: float, *words: int) -> None:
        for word in words:
            self.roles[ACTOR, self.words[act], self.words[word]] = score

    def recipient(self, act: int, score: float, *words: int) -> None:
        for word in words:
            self.roles[RECIPIENT, self.words[act], self.words[word]] = score

    def outside(self, role: int, act: int, score: float, part: int, word: str) -> None:
        """A role that points at a word of the context."""
        context = self.window.context[part]
        at = next(i for i, s in enumerate(context.starts) if context.text[s : context.ends[i]] == word)
        self.roles[role, self.words[act], self.laid.context_words[part][at]] = score

    def belongs(self, party: int, score: float, *words: int) -> None:
        """What names the side of the party at a word; without words, the country where the news is at home."""
        for row in [self.words[word] for word in words] or [0]:
            self.roles[AFFILIATION, self.words[party], row] = score

    def said(self, first: int, inside: list[float]) -> None:
        """How likely each word from ``first`` on is quoted."""
        for i, p in enumerate(inside, first):
            self.quote[self.words[i], :3] = 1 - p, p, 0

    def cue(self, word: int, score: float) -> None:
        self.quote[self.words[word], 3] = score

    def speaker(self, first: int, score: float, *words: int) -> None:
        """Who says the quote that begins with the word ``first``."""
        for word in words:
            self.roles[SPEAKER, self.words[first], self.words[word]] = score

    @property
    def heads(self) -> Heads:
        none = np.zeros(0, np.float32)
        return Heads(self.events, self.status, self.mode, self.quote, self.roles, none, none, none, {})

    @property
    def sentence(self) -> Sentence:
        return Sentence(self.scene, self.window, self.laid, self.heads, self.home)

    def acts(self, **settings: Any) -> list[Judged]:
        return acts(self.sentence, SETTINGS | settings)

    def quotes(self, carried: Mention | None = None, **settings: Any) -> list[Said]:
        return quotes(self.sentence, SETTINGS | settings, carried)

    def words_of(self, judged: Judged) -> str:
        """The words that carry an act."""
        return self.scene.tokens.span(judged.act.match.first, judged.act.match.last)


def codes(mentions: list[Mention]) -> list[str]:
    return [m.code for m in mentions]


def told(judged: list[Judged]) -> list[str]:
    """Acts as ``EVENT ACTORS > RECIPIENTS, status``."""
    return [
        f"{j.act.event} {'+'.join(codes(j.act.actors))} > {'+'.join(codes(j.act.recipients))}, {j.act.status}" for j in judged
    ]


assert STATUSES == ("real", "negated", "unreal")
