"""The lexicon coder: one article (or sentence) in, claims and quotes out.

The line for each sentence: tokens, mentions, act words, quotes, pronouns, roles, status, claims. The coder
keeps no state between articles and may be used from several threads.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial

from kawat.actors.holders import Offices
from kawat.actors.index import NameIndex, is_title_case
from kawat.actors.memory import Memory, iso_day
from kawat.actors.mentions import Mention
from kawat.actors.mentions import find as find_mentions
from kawat.actors.overlay import Overlay
from kawat.actors.registry import Entry, packaged
from kawat.actors.registry import roles as role_nouns
from kawat.claims import assemble, quotes, roles, status
from kawat.claims.between import ActReading, between, read_acts
from kawat.claims.cues import cues
from kawat.claims.lexicon import lexicon
from kawat.claims.pronouns import settle
from kawat.claims.said import Said, speaker_at
from kawat.claims.scene import Scene
from kawat.claims.screen import Screen
from kawat.text.grammar import grammar
from kawat.text.language import detect
from kawat.text.sentences import split
from kawat.text.tokens import Tokens
from kawat.types import Claim, Coded, Quote, Sentence

VERSION = "kawat-lexicon@1"
# Where a bare "pemerintah" belongs when an article names no country: Indonesian news is mostly domestic.
_HOME = {"id": "IDN", "en": "", "ms": "MYS"}
_CODED_AS = {"id": "id", "en": "en", "ms": "id"}


# "Jakarta, CNN Indonesia -- ", "MOSCOW (Reuters) - " at the head of a text: where and by whom it was filed.
_DATELINE = re.compile(r"([A-Z][^.!?\"“]{1,60}?)\s(?:--|–|—|-|- -)\s+(?=[A-Z\"“])")


def _is_dateline(words: str) -> bool:
    return all(w[0].isupper() or not w[0].isalpha() or w in ("com", "co", "id") for w in words.replace("/", " ").split())


class LexiconCoder:
    """Codes by lexicon and rules; ``overlay`` adds or overrides actors without code."""

    version = VERSION

    def __init__(self, overlay: Overlay | None = None) -> None:
        self._overlay = overlay
        self._indexes: dict[str, NameIndex] = {}
        aliases = list(packaged() if overlay is None else overlay.applied(packaged()))
        self._aliases = aliases
        self.offices = Offices({a.entry for a in aliases if a.entry.kind == "person"})

    def index(self, language: str) -> NameIndex:
        """The name index of a coded language, built on first use."""
        if language not in self._indexes:
            generic = {word: Entry("", "", "role", word, detail="generic") for word in grammar(language).generic_roles}
            named = {a.words.lower() for a in self._aliases if a.exact and a.words.isupper()}
            known = {
                words: e for words, e in role_nouns(language).items() if " " not in words or not named.intersection(words.split())
            }
            self._indexes[language] = NameIndex(self._aliases, generic | known)
        return self._indexes[language]

    def code(
        self,
        text: str,
        *,
        id: str = "",
        title: str = "",
        language: str = "",
        published: str = "",
        before: str = "",
        fields: tuple[tuple[str, str, str], ...] = (),
        parties: tuple[tuple[int, int], tuple[int, int]] | None = None,
    ) -> Coded:
        """Codes a text and its title; ``before`` is context that is read but not coded.

        ``parties`` are the spans of a given actor and recipient in the text; the answer's ``between`` then says
        what the one does to the other.

        ``fields`` adds further texts as (field, origin, text), such as a caption or related links.
        Returns claims in the order title, text, further fields; an unread language gives none.
        """
        if not language:
            found = detect(f"{title}\n{text}" if title else text)
            language = found.code or _by_acts(text, title)
            if language not in _CODED_AS:
                return Coded(id, language, notes=(found.reason,))
        coded_as = _CODED_AS.get(language)
        if coded_as is None:
            return Coded(id, language, notes=(f"language {language!r} is not read: Kawat codes {', '.join(_CODED_AS)}",))
        run = _Run(self, coded_as, id, iso_day(published), _HOME.get(language, ""))
        run.learn(before)
        run.screen = Screen(coded_as, f"{title} {before} {text}")
        if title:
            run.field(title, "title", "title")
        run.field(text, "text", "body")
        for name, origin, content in fields:
            run.field(content, name, origin)
        answer = between(parties, run.readings) if parties else None
        return Coded(id, language, tuple(run.claims), tuple(run.quotes), answer)


class _Run:
    """The coding of one article: its memory, and what has been found so far."""

    def __init__(self, coder: LexiconCoder, language: str, id: str, day: str, home: str) -> None:
        self.language, self.id, self.day = language, id, day
        self.index = coder.index(language)
        self.grammar = grammar(language)
        self.cues = cues(language)
        self.lexicon = lexicon(language)
        self.memory = Memory(day, home, coder.offices)
        self.claims: list[Claim] = []
        self.quotes: list[Quote] = []
        self.screen: Screen | None = None
        self.speaker: Mention | None = None
        self.readings: list[ActReading] = []

    def learn(self, context: str) -> None:
        """Reads context sentences for their names and their last subject, without coding them."""
        for sentence in split(context, self.language) if context else ():
            tokens = Tokens(sentence.text)
            mentions = find_mentions(tokens, self.index, self.grammar, self.memory)
            scene = Scene(tokens, mentions, [], self.cues.spans(tokens), self.grammar, False)
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
        said = quotes.find(scene, self._carried())
        settle(scene, said, self.memory)
        roles.assign(scene, self.memory, [q.speaker for q in said if q.speaker is not None], partial(speaker_at, said))
        status.judge(scene)
        site = assemble.Site(self.id, sentence, field, origin, self.day, self.language, VERSION)
        if field == "text":
            self.readings += read_acts(scene, sentence.start)
        self.claims += assemble.claims(scene, said, site, self.screen)
        self.quotes += assemble.quotes(scene, said, site)
        self._remember(scene, said)

    def _carried(self) -> Mention | None:
        """Who goes on speaking, as words that stand outside the sentence."""
        speaker = self.speaker or self.memory.subject
        return replace(speaker, kind="pronoun", first=-1, last=-1) if speaker is not None else None

    def _remember(self, scene: Scene, said: list[Said]) -> None:
        if said and said[-1].speaker is not None:
            self.speaker = said[-1].speaker
        subject = next((m for m in scene.mentions if m.code and m.code != "?" and not scene.preposition_before(m)), None)
        if subject is not None:
            self.memory.subject = subject


def _by_acts(text: str, title: str) -> str:
    """For a few words that could be any language: the one whose act lexicon finds more in them ("" when none does)."""
    if len(text) > _FEW or not text.strip():
        return ""
    tokens = Tokens(f"{title} {text}")
    found = {language: len(lexicon(language).matches(tokens, True)) for language in ("en", "id")}
    best = max(found, key=lambda language: found[language])
    return best if found[best] > min(found.values()) else ""


_FEW = 300


@cache
def default_coder() -> LexiconCoder:
    """The lexicon coder with the packaged registry, built once."""
    return LexiconCoder()
