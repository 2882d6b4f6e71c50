"""An article read by lexicon and rules, sentence by sentence: what every coder starts from.

The line for each sentence: tokens, mentions, act words, quotes, pronouns, roles, status. The article's memory
runs from sentence to sentence; whether an act becomes a claim is left to the coder.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kawat.actors.holders import Offices
from kawat.actors.index import NameIndex, is_title_case
from kawat.actors.memory import Memory
from kawat.actors.mentions import Mention
from kawat.actors.mentions import find as find_mentions
from kawat.claims import assemble, quotes, roles, status
from kawat.claims.between import ActReading, read_acts
from kawat.claims.cues import cues
from kawat.claims.lexicon import lexicon
from kawat.claims.pronouns import settle
from kawat.claims.said import Said, lead_in, opens, speaker_at, speaking_on
from kawat.claims.scene import Scene
from kawat.text.grammar import grammar
from kawat.text.sentences import split
from kawat.text.tokens import Tokens
from kawat.types import Party, Sentence

# "Jakarta, CNN Indonesia -- ", "MOSCOW (Reuters) - " at the head of a text: where and by whom it was filed.
_DATELINE = re.compile(r"([A-Z][^.!?\"“]{1,60}?)\s(?:--|–|—|-|- -)\s+(?=[A-Z\"“])")


def _is_dateline(words: str) -> bool:
    return all(w[0].isupper() or not w[0].isalpha() or w in ("com", "co", "id") for w in words.replace("/", " ").split())


class Passage(NamedTuple):
    """One sentence as the rules read it: its scene, who is quoted in it and where it stands."""

    scene: Scene
    said: list[Said]
    site: assemble.Site


class Article:
    """The reading of one article by lexicon and rules: its memory, its passages so far, and the context read before it.

    ``home``: the country that a bare "pemerintah" means when nothing else is said ("" none); ``day``: ISO day or "";
    ``coder``: the version that signs the claims.
    """

    def __init__(self, index: NameIndex, offices: Offices, language: str, home: str, id: str, day: str, coder: str) -> None:
        self.language, self.id, self.day, self.coder = language, id, day, coder
        self.index = index
        self.grammar = grammar(language)
        self.cues = cues(language)
        self.lexicon = lexicon(language)
        self.memory = Memory(day, home, offices)
        self.passages: list[Passage] = []
        self.context: list[Scene] = []
        self.speaker: Mention | None = None
        self.readings: list[ActReading] = []

    def learn(self, context: str) -> None:
        """Reads context sentences for their names and their last subject, without coding them."""
        for sentence in split(context, self.language) if context else ():
            tokens = Tokens(sentence.text)
            mentions = find_mentions(tokens, self.index, self.grammar, self.memory)
            scene = Scene(tokens, mentions, [], self.cues.spans(tokens), self.grammar, False)
            self.context.append(scene)
            self._remember(scene, quotes.find(scene, self._carried()))

    def field(self, text: str, field: str, origin: str) -> None:
        """Codes the sentences of one field."""
        for sentence in split(text, self.language) if field == "text" else [Sentence(0, 0, len(text), text)]:
            self._sentence(sentence, field, origin)

    def _sentence(self, sentence: Sentence, field: str, origin: str) -> None:
        tokens = Tokens(sentence.text)
        if not len(tokens):
            return
        headline = field == "title" or is_title_case(tokens) or (tokens.words[-1] not in ".!?\"”'’" and len(tokens) < 20)
        matches = self.lexicon.matches(tokens, headline)
        cue_spans = self.cues.spans(tokens, headline)
        spoken = {i for m in matches for i in m.used if m.pattern.frame.subject != "R" or i == m.first}
        mentions = find_mentions(tokens, self.index, self.grammar, self.memory, spoken, cue_spans.saying)
        if sentence.index == 0 and field == "text" and (cut := _DATELINE.match(sentence.text)) and _is_dateline(cut.group(1)):
            mentions = [m for m in mentions if tokens.starts[m.first] >= cut.end()]
        scene = Scene(tokens, mentions, matches, cue_spans, self.grammar, headline)
        said = quotes.find(scene, self._carried(sentence.text, field))
        settle(scene, said, self.memory)
        roles.assign(scene, self.memory, [q.speaker for q in said if q.speaker is not None], partial(speaker_at, said))
        status.judge(scene)
        site = assemble.Site(self.id, sentence, field, origin, self.day, self.language, self.coder)
        if field == "text":
            self.readings += read_acts(scene, sentence.start)
        self.passages.append(Passage(scene, said, site))
        self._remember(scene, said)

    def lead(self, at: int) -> Mention | None:
        """Who is named as about to speak in the passage before that with the index ``at``, where this one opens a quotation."""
        if not 0 < at < len(self.passages) or not opens(self.passages[at].scene.tokens.text):
            return None
        before, here = self.passages[at - 1], self.passages[at]
        return lead_in(before.scene) if before.site.field == here.site.field == "text" else None

    def leads(self) -> list[Party]:
        """All who are so named in the body, with their places."""
        found = [(self.passages[i - 1], mention) for i in range(len(self.passages)) if (mention := self.lead(i)) is not None]
        return [assemble.speaker(p.scene, mention, p.site.sentence.start) for p, mention in found]

    def _carried(self, text: str = "", field: str = "") -> Mention | None:
        """Who goes on speaking in a sentence, as words that stand outside it."""
        last = self.passages[-1] if self.passages else None
        lead = lead_in(last.scene) if last is not None and last.site.field == field == "text" and opens(text) else None
        speaker = lead or self.speaker or self.memory.subject
        return replace(speaker, kind="pronoun", first=-1, last=-1) if speaker is not None else None

    def _remember(self, scene: Scene, said: list[Said]) -> None:
        self.speaker = speaking_on(scene, said) or self.speaker
        subject = next((m for m in scene.mentions if m.code and m.code != "?" and not scene.preposition_before(m)), None)
        if subject is not None:
            self.memory.subject = subject
