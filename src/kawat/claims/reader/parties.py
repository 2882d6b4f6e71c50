"""Who acts on whom: the mentions that the network's roles point at, and whose side they are on.

A party is a mention of the scene (or of the context) whose words a role reaches. One whose code the registry does not
know takes that of the words which the affiliation role points at from it ("the ministry" - "Moscow").
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from kawat.actors.mentions import Mention
from kawat.claims.reader.features import Window
from kawat.claims.reader.layout import Laid
from kawat.claims.reader.network import Array, Heads
from kawat.claims.scene import Scene

ACTOR, RECIPIENT, SPEAKER, AFFILIATION = 0, 1, 2, 3
_UNKNOWN = ("", "?")


class Sentence(NamedTuple):
    """What decoding works on: the scene, the window it was read in, the network's answers, and the country where the news
    of its language is at home ("" unknown)."""

    scene: Scene
    window: Window
    laid: Laid
    heads: Heads
    home: str = ""

    def words(self, values: Array) -> Array:
        """The answers at the words of the sentence (zeros where a word was cut off)."""
        rows = np.asarray(self.laid.words)
        out: Array = values[np.maximum(rows, 0)]
        out[rows < 0] = 0
        return out


class Pointed(NamedTuple):
    """A party that a role points at with a score (0 to 1); ``note`` tells where its code came from, if not from its words."""

    mention: Mention
    score: float
    note: str = ""

    def same(self, other: Pointed) -> bool:
        """Whether both are the same words of the sentence."""
        return self.mention.first == other.mention.first >= 0


def parties(sentence: Sentence, scores: Array, limit: float, settings: dict[str, Any]) -> list[Pointed]:
    """The mentions that a role points at, with their scores; a pronoun or a nameless word takes its code from the context.

    ``scores``: the role's at each row. A mention must reach the limit, and a share of the best one's score, so that a
    bystander does not join a clear party.
    """
    words = sentence.words(scores)
    mentions = sentence.scene.mentions
    found = [Pointed(m, float(words[m.first : m.last].max(initial=0))) for m in mentions]
    least = max(limit, settings.get("party_share", 0.0) * max((p.score for p in found), default=0.0))
    chosen = [p for p in found if p.score >= least]
    free = words.copy()
    for m in mentions:
        free[m.first : m.last] = 0
    if not chosen and free.max(initial=0) >= limit:
        chosen = [unnamed(sentence, free, limit)]
    chosen = [affiliated(sentence, p, settings) for p in chosen]
    if any(p.mention.code not in _UNKNOWN for p in chosen):
        return chosen
    context = _from_context(sentence, scores, settings["context"])
    if context is None:
        return chosen
    mention, score = context
    if chosen:
        inside = chosen[0].mention
        stands = replace(mention, kind="pronoun", first=inside.first, last=inside.last)
        return [Pointed(stands, chosen[0].score, f" ({mention.code} from before)"), *chosen[1:]]
    return [Pointed(replace(mention, kind="pronoun", first=-1, last=-1), score, " (named before)")]


def affiliated(sentence: Sentence, party: Pointed, settings: dict[str, Any]) -> Pointed:
    """A party with the code of the words that name its side, where its own words tell none.

    Codes that are only the rules' guess (a bare "the government", a pronoun) give way where the network is surer
    (``affiliation_over``). The window's first row stands for the country where the language's news is at home. A place belongs
    to nobody.
    """
    mention = party.mention
    guessed = mention.bare or mention.kind == "pronoun"
    known = mention.code not in _UNKNOWN
    limit = settings.get("affiliation_over" if known else "affiliation", 1.1)
    rows = [r for r in sentence.laid.words[max(mention.first, 0) : max(mention.last, 0)] if r >= 0]
    untaught = limit > 1 or len(sentence.heads.roles) <= AFFILIATION
    if (known and not guessed) or untaught or not rows or _is_place(mention):
        return party
    scores = sentence.heads.roles[AFFILIATION, rows].max(0)
    told: list[tuple[float, str, Mention | None]] = []
    told += [(float(scores[at].max()), other.code, other) for other, at in _named(sentence, mention)]
    told += [(float(scores[0]), sentence.home, None)] if sentence.home else []
    best, code, other = max(told, key=lambda x: x[0], default=(0.0, "", None))
    if best < limit or code == mention.code:
        return party
    told_of = repr(other.name) if other else "the country where the news is at home"
    return party._replace(mention=_taken_over(sentence, mention, code, other), note=f" ({code}, that of {told_of} {best:.2f})")


def _taken_over(sentence: Sentence, mention: Mention, code: str, other: Mention | None) -> Mention:
    """A party with a code found elsewhere: a pronoun takes sector and name too where a person is meant; what belonged to
    another code (the name of its office holder) goes."""
    if mention.kind == "pronoun":
        if other is not None and other.person:
            return replace(mention, code=code, sector=other.sector, name=other.name)
        return replace(mention, code=code, sector="", name=sentence.scene.tokens.span(mention.first, mention.last))
    known = mention.code not in _UNKNOWN
    name = sentence.scene.tokens.span(mention.first, mention.last) if known else mention.name
    return replace(mention, code=code, name=name)


def _is_place(mention: Mention) -> bool:
    return bool(mention.located or mention.place)


def _named(sentence: Sentence, party: Mention) -> list[tuple[Mention, list[int]]]:
    """The mentions that name a state or body by themselves, each with its rows, but for the party itself; one inside longer
    words that nobody knows ("officials in Moscow") counts."""
    out = []
    inside = party.kind == "unknown"
    own = [
        (m, sentence.laid.words)
        for m in sentence.scene.mentions
        if m.last <= party.first or m.first >= party.last or (inside and m.last - m.first < party.last - party.first)
    ]
    before = [(m, rows) for part, rows in zip(sentence.window.context, sentence.laid.context_words) for m in part.mentions]
    for mention, rows in own + before:
        at = [r for r in rows[mention.first : mention.last] if r >= 0]
        if at and mention.code not in _UNKNOWN and mention.kind != "pronoun" and not mention.bare:
            out.append((mention, at))
    return out


def of_the_place(sentence: Sentence, side: list[Pointed], other: list[Pointed]) -> list[Pointed]:
    """A side without a code, with that of the one country that the sentence names beside the act's other side.

    "Soldiers held a boy … in Jenin": the boy is of the place where it happened. A place of the registry, or one behind a
    preposition of place, is of no other.
    """
    if not side or any(p.mention.code not in _UNKNOWN for p in side):
        return side
    taken = {p.mention.first for p in other}
    places = {m.code for m in sentence.scene.mentions if (m.located or m.place) and m.first not in taken} - set(_UNKNOWN)
    if len(places) != 1:
        return side
    (code,) = places
    note = f" ({code} by its place)"
    return [p if _is_place(p.mention) else Pointed(replace(p.mention, code=code), p.score, note) for p in side]


def unnamed(sentence: Sentence, free: Array, limit: float) -> Pointed:
    """A party that is no mention of the registry: the run of words around the highest score."""
    top = int(free.argmax())
    first, last = top, top + 1
    while first > 0 and free[first - 1] >= limit:
        first -= 1
    while last < len(free) and free[last] >= limit:
        last += 1
    name = sentence.scene.tokens.span(first, last)
    return Pointed(Mention(first, last, "unknown", "", "", name), float(free[top]))


def _from_context(sentence: Sentence, scores: Array, limit: float) -> tuple[Mention, float] | None:
    best: tuple[Mention, float] | None = None
    for part, rows in zip(sentence.window.context, sentence.laid.context_words):
        for m in part.mentions:
            inside = [rows[w] for w in range(m.first, m.last) if rows[w] >= 0]
            if inside and m.code not in _UNKNOWN:
                score = float(scores[inside].max())
                if score >= limit and (best is None or score > best[1]):
                    best = (m, score)
    return best
