"""One sentence laid out for the rules: tokens, mentions, act words, speech cues and clause boundaries."""

from __future__ import annotations

from dataclasses import dataclass, field

from kawat.actors.mentions import Mention
from kawat.claims.lexicon import Match
from kawat.text.grammar import Grammar
from kawat.text.tokens import Tokens

_NOUN_LEADS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "'s", "of", "no", "any", "new", "more", "first", "second", "such", "our", "my", "further"]
)
_INVERTED = frozenset({"should", "were", "asal"})
_QUOTES = frozenset('"“”«»')


@dataclass(slots=True)
class Act:
    """An act word with the parties and the reading that the rules have given it so far."""

    match: Match
    passive: bool = False
    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    event: str = ""
    cameo: str = ""
    status: str = "real"
    dropped: str = ""
    source: Mention | None = None
    why: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        """Whether the parties found are those that the pattern needs to be a political act."""
        need = self.match.pattern.need
        actor, recipient = political(self.actors), political(self.recipients)
        if need == "both":
            return actor and (recipient or len(self.actors) > 1)
        if need == "actor":
            return actor
        if need == "recipient":
            return recipient
        return need == "none" or actor or recipient

    @property
    def verbal(self) -> bool:
        """Whether the pattern is a verb or predicate (not an act noun)."""
        return self.match.pattern.pos != "n"


def known(mentions: list[Mention]) -> bool:
    """Whether any of the mentions carries a code of the registry."""
    return any(m.code not in ("", "?") for m in mentions)


def political(mentions: list[Mention]) -> bool:
    """Whether any of the mentions shows a political actor by itself: a code of its own, or the role of a state or armed side."""
    return any(
        m.code not in ("", "?") and (not m.bare or m.sector in _PUBLIC) and m.sector not in ("BUS", "MED") for m in mentions
    )


_PUBLIC = frozenset(["GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "OPP", "REB", "CVL"])


class Scene:
    """The reading of one sentence; ``owner[i]`` is the mention that covers token ``i`` (or None)."""

    def __init__(
        self, tokens: Tokens, mentions: list[Mention], matches: list[Match], cues: set[int], grammar: Grammar, headline: bool
    ) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.headline = headline
        self.owner: list[Mention | None] = [None] * len(tokens)
        inside = {i for m in mentions for first, last in m.named for i in range(first, last)}
        matches = [self._noun_reading(m, mentions) for m in matches if not inside.issuperset(m.used)]
        taken = {i for m in matches for i in m.used if i == m.first or m.pattern.frame.subject != "R"}
        self.mentions = [m for m in mentions if not (m.kind == "unknown" and m.first in taken) and not m.stance]
        for mention in self.mentions:
            for i in range(mention.first, mention.last):
                self.owner[i] = mention
        self.acts = [Act(m, m.pattern.voice == "passive", event=m.pattern.event, cameo=m.pattern.cameo) for m in matches]
        self.act_at: dict[int, Act] = {i: act for act in self.acts for i in act.match.used}
        self.cues = cues

    def _noun_reading(self, match: Match, mentions: list[Mention]) -> Match:
        """Takes an act word as a noun where its neighbours say so ("veto AS", "the visit", "Israeli attacks on")."""
        if match.noun is None:
            return match
        lowers, before, after = self.tokens.lowers, match.first - 1, match.last
        party = next((m for m in mentions if m.last == match.first), None)
        if self.grammar.language != "en":
            verbal = party is not None or (
                before >= 0 and (lowers[before] in self.grammar.auxiliaries or lowers[before] in self.grammar.future)
            )
            return match if verbal else match._replace(pattern=match.noun)
        word = lowers[match.first]
        if before < 0:
            follows = next((m for m in mentions if m.first == after), None)
            return match if follows else match._replace(pattern=match.noun)
        previous = lowers[before]
        if any(m.first == after for m in mentions) and (party is not None or word.endswith("ing")):
            return match
        if (
            previous in _NOUN_LEADS
            or previous in self.grammar.prepositions - {"to"}
            or previous.endswith(("al", "ous", "ive", "ary"))
        ):
            return match._replace(pattern=match.noun)
        if party is not None and not word.endswith(("ed", "ing")):
            following = lowers[after] if after < len(lowers) else "."
            closed = (
                following in self.grammar.prepositions - {"to"}
                or following in ".,;:?!"
                or following in self.grammar.passive_auxiliaries
            )
            plural = lowers[before].endswith("s") or lowers[before] in ("police", "people", "militia")
            if closed or not (word.endswith("s") or plural):
                return match._replace(pattern=match.noun)
        return match

    def boundary(self, i: int) -> bool:
        """Whether a clause cannot reach across token ``i``."""
        lower = self.tokens.lowers[i]
        g = self.grammar
        if lower in g.clause_breaks or lower in _QUOTES or i in self.cues:
            return True
        if lower == "saat" and self.tokens.lowers[i + 1 : i + 2] in (["ini"], ["itu"]):
            return False
        return (
            self.owner[i] is None
            and (lower in g.that or lower in g.subordinators or (lower in g.conditional and lower not in _INVERTED))
            and i not in self.act_at
        )

    def clause_start(self, i: int) -> int:
        """The first token of the clause that holds token ``i``."""
        while i > 0 and not self.boundary(i - 1):
            i -= 1
        return i

    def skip_left(self, i: int) -> int:
        """Steps left over auxiliaries, negators, modals and adverbs; gives the first other token's index (or -1)."""
        g, lowers = self.grammar, self.tokens.lowers
        while i >= 0 and self.owner[i] is None and i not in self.act_at:
            word = lowers[i]
            if (
                word in g.auxiliaries
                or word in g.passive_auxiliaries
                or word in g.negators
                or word in g.future
                or word in g.maybe
                or word in g.wish
                or (word in g.must and word not in g.conditional)
                or (g.language == "en" and word.endswith("ly"))
            ):
                if word in g.purpose or word in g.conditional:
                    break
                i -= 1
            else:
                break
        return i

    def skip_right(self, i: int) -> int:
        """Steps right over auxiliaries, negators and modals; gives the first other token's index."""
        g, lowers = self.grammar, self.tokens.lowers
        while i < len(lowers) and self.owner[i] is None and i not in self.act_at:
            word = lowers[i]
            if not (
                word in g.auxiliaries
                or word in g.passive_auxiliaries
                or word in g.negators
                or word in g.future
                or word in g.maybe
            ):
                break
            i += 1
        return i

    def preposition_before(self, mention: Mention) -> str:
        """The preposition that governs a mention ("" when none), looking over determiners and fillers."""
        g, lowers = self.grammar, self.tokens.lowers
        i = mention.first - 1
        steps = 0
        while i >= 0 and steps < 4 and self.owner[i] is None:
            word = lowers[i]
            if word in g.prepositions:
                return word
            if i in self.act_at or self.boundary(i) or word in g.coordinators or word == ",":
                return ""
            if word not in g.fillers and word not in (
                "the",
                "a",
                "an",
                "its",
                "his",
                "their",
                "para",
                "pihak",
                "pemerintah",
                "negara",
            ):
                return ""
            i -= 1
            steps += 1
        return ""

    def coordinated(self, mention: Mention, limit: int) -> list[Mention]:
        """The mention and those joined to it by commas and "dan"/"and", up to token ``limit``."""
        group = [mention]
        at = self.mentions.index(mention) if mention in self.mentions else -1
        if at < 0:
            return group
        for nxt in self.mentions[at + 1 :]:
            if nxt.first >= limit:
                break
            between = self.tokens.lowers[group[-1].last : nxt.first]
            if not between or len(between) > 3 or not all(w in _JOINS or w == "the" for w in between):
                break
            group.append(nxt)
        return group


_JOINS = frozenset([",", "dan", "and", "serta", "&", "-", "–", "/", "maupun", "bersama", "plus", "atau", "or", "nor"])
