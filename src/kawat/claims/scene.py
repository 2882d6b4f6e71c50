"""One sentence laid out for the rules: tokens, mentions, act words, speech cues and clause boundaries."""

from __future__ import annotations

from dataclasses import dataclass, field

from kawat.actors.mentions import Mention
from kawat.claims.cues import CueSpans
from kawat.claims.lexicon import Match
from kawat.text.grammar import Grammar
from kawat.text.tokens import Tokens

_QUOTES = frozenset('"“”«»')
# Sectors whose bare role nouns ("polisi") act for a state or an armed side.
_PUBLIC = frozenset(["GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "OPP", "REB", "CVL"])


@dataclass(slots=True, eq=False)
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
            others = [m for m in self.recipients if m.sector != "MED"]
            return (actor and (known(others) or len(self.actors) > 1)) or (recipient and known(self.actors))
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


class Scene:
    """The reading of one sentence; ``owner[i]`` is the mention that covers token ``i`` (or None)."""

    def __init__(
        self, tokens: Tokens, mentions: list[Mention], matches: list[Match], cues: CueSpans, grammar: Grammar, headline: bool
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
        as_noun = match._replace(pattern=match.noun)
        party = any(m.last == match.first for m in mentions)
        before = self.tokens.lowers[match.first - 1] if match.first else ""
        g = self.grammar
        if g.language != "en":
            verbal = party or before in g.auxiliaries or before in g.future or self._before_subject(match, mentions)
            return match if verbal else as_noun
        object_follows = any(m.first == match.last for m in mentions)
        if not match.first:
            return match if object_follows else as_noun
        if object_follows and (party or self.tokens.lowers[match.first].endswith("ing")):
            return match
        if (
            before in g.noun_leads
            or (before in g.prepositions and before not in g.purpose)
            or before.endswith(g.adjective_endings)
            or (party and self._owned(match, before))
        ):
            return as_noun
        return match

    def _before_subject(self, match: Match, mentions: list[Mention]) -> bool:
        """ "Kritik Israel, Turki Panggil Dubes": a headline that opens with the verb names its subject behind a comma."""
        if match.first or not self.headline:
            return False
        words = self.tokens.words
        comma = words.index(",") if "," in words[:8] else -1
        return comma > 0 and any(m.first == comma + 1 for m in mentions) and any(m.first == match.last for m in mentions)

    def _owned(self, match: Match, owner: str) -> bool:
        """English: is the word behind a party its act ("Russian attack on") rather than what it does ("Russia attacks")?"""
        g, lowers = self.grammar, self.tokens.lowers
        word, following = lowers[match.first], lowers[match.last] if match.last < len(lowers) else "."
        if word.endswith(("ed", "ing")):
            return False
        closed = (
            (following in g.prepositions and following not in g.purpose)
            or following in ".,;:?!"
            or following in g.passive_auxiliaries
        )
        plural = owner.endswith("s") or owner in g.plural_nouns
        return closed or not (word.endswith("s") or plural)

    def boundary(self, i: int) -> bool:
        """Whether a clause cannot reach across token ``i``."""
        lower = self.tokens.lowers[i]
        g = self.grammar
        if lower in g.clause_breaks or lower in _QUOTES or i in self.cues.saying:
            return True
        return (
            self.owner[i] is None
            and (lower in g.that or lower in g.subordinators or (lower in g.conditional and lower not in g.weak_conditionals))
            and i not in self.act_at
            and tuple(self.tokens.lowers[i : i + 2]) not in g.adverbials
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
            if word not in g.fillers and word not in g.party_leads:
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
            if not between or len(between) > 3 or not all(w in self.grammar.joiners for w in between):
                break
            group.append(nxt)
        return group

    def group_ending(self, i: int) -> list[Mention]:
        """The mention that covers token ``i`` with those before it that are joined to it; [] where there is none."""
        mention = self.owner[i]
        if mention is None:
            return []
        at = self.mentions.index(mention)
        group = [mention]
        for previous in reversed(self.mentions[:at]):
            if mention not in self.coordinated(previous, i + 1):
                break
            group = self.coordinated(previous, i + 1)
        return group
