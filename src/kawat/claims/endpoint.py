"""The endpoint coder: any OpenAI-compatible server is asked, sentence by sentence, with the codebook as instructions.

Sentences, names and their codes, dates and places come from the rules and the registry as with every coder; the server
says which acts there are, who takes part, and what is quoted. What it says must stand in the sentence, or it is dropped.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from kawat.actors.overlay import Overlay
from kawat.claims import assemble, endpoint_prompt
from kawat.claims.article import Article, Passage
from kawat.claims.between import between
from kawat.claims.coder import LexiconCoder, default_coder, language_of
from kawat.claims.endpoint_http import Endpoint, Unanswered, settings
from kawat.claims.endpoint_words import Reader, an_object, parsed
from kawat.claims.quotations import joined, placed
from kawat.claims.scene import Scene
from kawat.errors import EndpointError
from kawat.ontology import EVENTS, QUAD
from kawat.types import Claim, Coded, Quote

VERSION = "kawat-endpoint@1"
_CONTEXT = 1000  # characters of given context that go with the first sentence
_REACH = 5  # earlier sentences in which a party may have been named
_IN_A_ROW = 3  # questions without an answer, one after the other: the server is out of order
_SURE = 0.85  # the score of the type answered for two marked parties


class EndpointCoder:
    """Codes by asking the server that the environment names (KAWAT_ENDPOINT, KAWAT_MODEL, KAWAT_API_KEY, KAWAT_TIMEOUT).

    ``overlay`` adds actors to the registry. EndpointError says what is missing or wrong with the settings.
    """

    def __init__(self, overlay: Overlay | None = None) -> None:
        chosen = settings()
        self.base = default_coder() if overlay is None else LexiconCoder(overlay)
        self.endpoint = Endpoint(chosen)
        self.model = chosen.model
        self.version = f"{VERSION} {chosen.model}"
        self._silent = 0  # questions in a row that found no answer, also from one article to the next

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
        """Codes a text as ``LexiconCoder.code`` does, with one request a sentence.

        A sentence whose answer is missing or unusable is counted in ``notes``, and the rest goes on. EndpointError is
        raised where the server cannot be used, or leaves three questions in a row without an answer.
        """
        language, reason = language_of(text, title, language)
        if reason:
            return Coded(id, language, notes=(reason,))
        article = self.base.read(text, title, language, id, published, before, fields, self.version)
        claims, said, notes = self._asked(article, title, before)
        answer = self._between(text, article, parties, notes) if parties else None
        claims, said = joined(text, article.language, claims, said)
        said = placed(text, article.language, said, article.leads())
        told = tuple(f"endpoint: {count} {what}" for what, count in notes.items())
        return Coded(id, language, tuple(claims), tuple(said), answer, told)

    def _asked(self, article: Article, title: str, before: str) -> tuple[list[Claim], list[Quote], Counter[str]]:
        """Claims and quotes of every sentence, and how often what went wrong."""
        claims: list[Claim] = []
        said: list[Quote] = []
        notes: Counter[str] = Counter()
        for at, passage in enumerate(article.passages):
            content = self._answer(endpoint_prompt.coding(), _question(article, at, title, before), notes)
            if content is None:
                continue
            lists = parsed(content)
            if lists is None:
                notes["answer(s) that are not the JSON asked for"] += 1
                continue
            reader = Reader(passage.scene, _earlier(article, at))
            quotes = reader.quotes(lists["quotes"])
            claims += self._claims(reader, lists["claims"], quotes, passage)
            said += assemble.quotes(passage.scene, quotes, passage.site)
            notes.update(reader.dropped)
        return claims, said, notes

    def _answer(self, system: str, question: str, notes: Counter[str]) -> str | None:
        """The server's words, None where it had none for this question; EndpointError when that happens too often."""
        try:
            content = self.endpoint.ask(system, question)
        except Unanswered as problem:
            self._silent += 1
            if self._silent >= _IN_A_ROW:
                raise EndpointError(f"{_IN_A_ROW} questions in a row without an answer; the last: {problem}") from problem
            notes[f"question(s) without an answer: {problem}"] += 1
            return None
        self._silent = 0
        return content

    def _claims(self, reader: Reader, answers: list[dict[str, Any]], quotes: list[Any], passage: Passage) -> list[Claim]:
        found = reader.claims(answers)
        dates = assemble.dates_of(passage.site) if found else []
        out = []
        for one in found:
            why = (f"{self.model}: {one.act.event} {one.act.status}, as it answered", *one.act.why)
            reading = assemble.Reading(one.mode, one.confidence, why)
            out.append(assemble.claim(passage.scene, one.act, quotes, passage.site, dates, reading))
        return out

    def _between(
        self, text: str, article: Article, parties: tuple[tuple[int, int], tuple[int, int]], notes: Counter[str]
    ) -> dict[str, Any]:
        """The one type from the marked actor to the marked recipient; the rules' answer where there is no usable one."""
        content = self._answer(endpoint_prompt.choosing(), endpoint_prompt.marked(text, *parties), notes)
        found = an_object(content or "")
        event = found.get("event") if found else None
        name = event.strip().upper() if isinstance(event, str) else ""
        if name not in EVENTS:
            notes["pair of parties without a usable answer; the rules' own is given"] += 1
            return between(parties, article.readings)
        rest = round((1 - _SURE) / (len(EVENTS) - 1), 4)
        return {"event": name, "quad": QUAD[name], "scores": {e: _SURE if e == name else rest for e in EVENTS}}


def _question(article: Article, at: int, title: str, before: str) -> str:
    """One sentence with its context: the headline, the sentence before it, the article's day."""
    site = article.passages[at].site
    previous = article.passages[at - 1].site if at else None
    if previous is not None and previous.field == site.field == "text":
        context = previous.sentence.text
    else:
        context = before[-_CONTEXT:] if site.field == "text" else ""
    return endpoint_prompt.sentence(site.sentence.text, title if site.field != "title" else "", context, article.day)


def _earlier(article: Article, at: int) -> list[Scene]:
    """The scenes that a sentence may look back to, the nearest first: the text before it, then its headline."""
    scenes = [*article.context, *(passage.scene for passage in article.passages[:at])]
    near = scenes[-_REACH:][::-1]
    headline = [p.scene for p in article.passages[:at] if p.site.field == "title"]
    return near + headline
