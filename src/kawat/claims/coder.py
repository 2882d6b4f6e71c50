"""The lexicon coder: one article (or sentence) in, claims and quotes out.

The line for each sentence: tokens, mentions, act words, quotes, pronouns, roles, status, claims. The coder
keeps no state between articles and may be used from several threads.
"""

from __future__ import annotations

from functools import cache

from kawat.actors.holders import Offices
from kawat.actors.index import NameIndex
from kawat.actors.memory import iso_day
from kawat.actors.overlay import Overlay
from kawat.actors.registry import Entry, own_names, packaged
from kawat.actors.registry import roles as role_nouns
from kawat.claims import assemble
from kawat.claims.article import Article
from kawat.claims.between import between
from kawat.claims.lexicon import lexicon
from kawat.claims.quotations import joined, placed
from kawat.claims.screen import Screen
from kawat.text.grammar import grammar
from kawat.text.language import detect
from kawat.text.spoken import spoken
from kawat.text.tokens import Tokens
from kawat.types import Coded

VERSION = "kawat-lexicon@1"


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
            own = own_names(language)
            own = own if self._overlay is None else [a for a in self._overlay.applied(own) if a in own]
            self._indexes[language] = NameIndex([*self._aliases, *own], generic | known)
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
        language, reason = language_of(text, title, language)
        if not reason and not spoken()[language].acts:
            reason = f"the lexicon has no acts for language {language!r}: use --coder reader"
        if reason:
            return Coded(id, language, notes=(reason,))
        article = self.read(text, title, language, id, published, before, fields)
        screen = Screen(article.language, f"{title} {before} {text}")
        claims, said = [], []
        for p in article.passages:
            claims += assemble.claims(p.scene, p.said, p.site, screen)
            said += assemble.quotes(p.scene, p.said, p.site)
        answer = between(parties, article.readings) if parties else None
        claims, said = joined(text, article.language, claims, said)
        said = placed(text, article.language, said, article.leads())
        return Coded(id, language, tuple(claims), tuple(said), answer)

    def read(
        self,
        text: str,
        title: str,
        language: str,
        id: str,
        published: str,
        before: str,
        fields: tuple[tuple[str, str, str], ...],
        version: str = VERSION,
    ) -> Article:
        """An article read by the rules, before anybody decides which acts are claims; ``language`` is one that is coded."""
        told = spoken()[language]
        article = Article(self.index(told.lists), self.offices, told.lists, told.home, id, iso_day(published), version)
        article.learn(before)
        if title:
            article.field(title, "title", "title")
        article.field(text, "text", "body")
        for name, origin, content in fields:
            article.field(content, name, origin)
        return article


def language_of(text: str, title: str = "", language: str = "") -> tuple[str, str]:
    """The language to code a text in, and why it cannot be coded ("" when it can)."""
    if not language:
        found = detect(f"{title}\n{text}" if title else text)
        language = found.code or _by_acts(text, title)
        return language, "" if language in spoken() else found.reason
    if language in spoken():
        return language, ""
    return language, f"language {language!r} is not read: Kawat codes {', '.join(spoken())}"


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
