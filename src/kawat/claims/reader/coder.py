"""The reader: an article read by rules and lexicon, judged by the network, with the codebook's rules on top."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from kawat.actors.mentions import Mention
from kawat.claims import assemble
from kawat.claims.article import Article, Passage
from kawat.claims.between import between
from kawat.claims.coder import LexiconCoder, default_coder, language_of
from kawat.claims.quotations import joined, placed
from kawat.claims.reader import confidence, decode, rules
from kawat.claims.reader.features import Window, windows
from kawat.claims.reader.network import Network
from kawat.claims.reader.parties import Sentence
from kawat.claims.said import Said, speaking_on
from kawat.claims.screen import Screen, crime
from kawat.ontology import EVENTS, QUAD
from kawat.text.spoken import spoken
from kawat.types import Claim, Coded, Quote


class ReaderCoder:
    """Codes with the trained network; ``base`` brings the registry, ``network`` is the shipped one unless given."""

    def __init__(self, base: LexiconCoder | None = None, network: Network | None = None) -> None:
        self.base = base or default_coder()
        self.network = network or Network()
        self.version = str(self.network.settings["version"])

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
        """Codes a text as ``LexiconCoder.code`` does, with the same arguments and answer."""
        language, reason = language_of(text, title, language)
        if reason:
            return Coded(id, language, notes=(reason,))
        article = self.base.read(text, title, language, id, published, before, fields, self.version)
        screen = Screen(article.language, f"{title} {before} {text}")
        claims, said = self._judge(article, screen)
        answer = self._between(article, parties) if parties else None
        claims, said = joined(text, article.language, claims, said)
        said = placed(text, article.language, said, article.leads())
        return Coded(id, language, tuple(claims), tuple(said), answer)

    def _judge(self, article: Article, screen: Screen) -> tuple[list[Claim], list[Quote]]:
        laid_out = windows(article)
        # The filter knows the words of the languages that it was trained on; any other language is read whole.
        look = self.network.filter if spoken()[article.language].acts else None
        scores = {i: look.score(window.main) for i, window in enumerate(laid_out)} if look is not None else {}
        wanted = [i for i in range(len(laid_out)) if look is None or look.reads(scores[i])]
        answers = dict(zip(wanted, self.network.read([laid_out[i] for i in wanted])))
        claims: list[Claim] = []
        said: list[Quote] = []
        speaker: Mention | None = None
        for i, passage in enumerate(article.passages):
            speaker = _outside(article.lead(i)) or speaker
            if i not in answers:
                found = passage.said
                said += assemble.quotes(passage.scene, found, passage.site)
                speaker = _goes_on(passage, found) or speaker
                continue
            sentence = Sentence(passage.scene, laid_out[i], *answers[i], article.memory.home)
            found = decode.quotes(sentence, self.network.settings, speaker)
            found = rules.quoted(found, passage.said, sentence, self.network.settings)
            likely = self._sure(sentence, scores.get(i), screen)
            judged = rules.settled(likely, crime(article.language, passage.scene.tokens.lowers))
            claims += self._claims(judged, found, passage, decode.contexts(sentence, self.network.settings))
            said += assemble.quotes(passage.scene, found, passage.site)
            speaker = _goes_on(passage, found) or speaker
        return claims, said

    def _sure(self, sentence: Sentence, filtered: float | None, screen: Screen) -> list[decode.Judged]:
        """The acts of a sentence that are likely enough, each with its probability; ``filtered``: the filter's score."""
        settings = self.network.settings
        found = decode.acts(sentence, settings)
        filtered = settings.get("unfiltered", 0.0) if filtered is None else filtered
        out = []
        for one in found:
            seen = confidence.features(sentence, one, len(found), filtered, bool(screen.excluded))
            out.append(one._replace(sure=confidence.probability(seen, settings), seen=seen))
        return [one for one in out if one.sure >= settings["act"]]

    def _claims(
        self, judged: list[decode.Judged], said: list[Said], passage: Passage, contexts: tuple[str, ...] | None
    ) -> list[Claim]:
        """The records of the acts that stay."""
        if not judged:
            return []
        dates = assemble.dates_of(passage.site)
        out = []
        for one in judged:
            act = one.act
            why = (f"{self.version}: {act.event} {one.score:.2f}, {one.parts}", *act.why)
            reading = assemble.Reading(one.mode, round(one.sure, 3), why, contexts)
            out.append(assemble.claim(passage.scene, act, said, passage.site, dates, reading))
        return out

    def _between(self, article: Article, parties: tuple[tuple[int, int], tuple[int, int]]) -> dict[str, Any]:
        """The relation from a marked actor to a marked recipient of the text."""
        rules_say = between(parties, article.readings)
        if not article.passages:
            return rules_say
        (a, b), (c, d) = parties
        best = 0
        for i, passage in enumerate(article.passages):
            s = passage.site.sentence
            if passage.site.field == "text" and s.start <= max(a, c) < s.end:
                best = i
        passage = article.passages[best]
        window = Window([], windows(article)[best].main)
        shift = passage.site.sentence.start
        spans = [rules.word_span(window.main, x - shift, y - shift) for x, y in ((a, b), (c, d))]
        ((_, heads),) = self.network.read([window], [(spans[0], spans[1])])
        weight = self.network.settings.get("between_rules", 0.5)
        mixed = {event: float(p) * rules_say["scores"][event] ** weight for event, p in zip(EVENTS, heads.between)}
        scores = {event: round(value / sum(mixed.values()), 4) for event, value in mixed.items()}
        event = max(mixed, key=lambda e: mixed[e])
        return {"event": event, "quad": QUAD[event], "scores": scores}


def _goes_on(passage: Passage, said: list[Said]) -> Mention | None:
    """Who may go on speaking in the next sentence."""
    return _outside(speaking_on(passage.scene, said))


def _outside(speaker: Mention | None) -> Mention | None:
    """A speaker as words that stand outside the sentence."""
    return replace(speaker, kind="pronoun", first=-1, last=-1) if speaker is not None else None


@cache
def default_reader() -> ReaderCoder:
    """The reader with the packaged registry and network, built once."""
    return ReaderCoder()
