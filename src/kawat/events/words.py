"""What an article is about, as terms that can be compared across outlets and languages.

A term is a kind and a value: ``w:`` a word, ``c:`` a concept (``text/LANGUAGE/concepts.tsv``, the same name in every language),
``n:`` a number, ``a:`` the code of a country or body, ``p:`` a person or group by its name in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from kawat.actors.index import NameIndex
from kawat.actors.registry import Entry, own_names, packaged
from kawat.text.tokens import Tokens, fold
from kawat.text.wordlists import function_words, table

LEAD = 500
"""How many characters of the text, at most, count as the lead."""
_TITLE_ALONE = 140
_TAIL = re.compile(r"\s+[-|–]\s+([^-|–]{2,40})$")
_SHORTEST = 3
_COUNTED = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
    "en": "zero one two three four five six seven eight nine ten",
}
_PREFIXES = ("di", "ter", "ber", "be", "per", "se", "ke", "pe", "me")
# What me- and pe- hide of the root's first letter.
_NASAL = (
    ("memper", ""), ("diper", ""), ("meny", "s"), ("peny", "s"), ("meng", ""), ("meng", "k"), ("peng", ""), ("peng", "k"),
    ("mem", ""), ("mem", "p"), ("pem", ""), ("pem", "p"), ("men", ""), ("men", "t"), ("pen", ""), ("pen", "t"),
)  # fmt: skip
_ENGLISH = (("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("d", ""))
_DOUBLED = re.compile(r"(.*)([bdgmnprt])\2(?:ed|ing)$")


class Terms(NamedTuple):
    """The terms of an article's title, and those that only its lead has."""

    title: frozenset[str]
    lead: frozenset[str]


def terms(document: Mapping[str, Any], claims: Iterable[Mapping[str, Any]] = ()) -> Terms:
    """The terms of a document (a row of the desk's ``documents``) and of its claims' parties.

    One without a title is known by the beginning of its text.
    """
    title, text, language = document["title"] or "", document["text"] or "", document["language"] or ""
    day = str(document["reported"] or "")
    title = _without_outlet(title, document["outlet"] or "")
    if not title:
        title, text = text[:_TITLE_ALONE], text[_TITLE_ALONE:]
    first, rest = found(title, language, day), found(_begin(text), language, day)
    for claim in claims:
        codes = {f"a:{p['code']}" for p in (*claim["actor"], *claim["recipient"]) if p["code"] not in ("", "?")}
        (first if claim["trigger"].get("field") == "title" else rest).update(codes)
    return Terms(frozenset(first), frozenset(rest - first))


def _without_outlet(title: str, outlet: str) -> str:
    """A headline without the outlet's own name behind a dash, as feeds add it."""
    tail = _TAIL.search(title)
    ours = tail and outlet and (tail[1].casefold() in outlet.casefold() or outlet.casefold() in tail[1].casefold())
    return title[: tail.start()] if tail and ours else title


def _begin(text: str) -> str:
    """The first sentences of a text, ``LEAD`` characters at most."""
    if len(text) <= LEAD:
        return text
    end = max(text.rfind(stop, 0, LEAD) for stop in (". ", ".\n", ".,"))
    return text[: end + 1] if end > LEAD // 4 else text[:LEAD]


def found(text: str, language: str, day: str) -> set[str]:
    """The terms of a text in a language, names as of an ISO day."""
    tokens = Tokens(text)
    out = _names(tokens, language, day)
    numbers = {word: str(n) for n, word in enumerate(_COUNTED.get(language, "").split())}
    plain, until = function_words(language), 0
    for i, word in enumerate(tokens.lowers):
        if word in numbers or word[:1].isdigit():
            out.add("n:" + numbers.get(word, word.rstrip("%").replace(",", ".")))
        elif word[:1].isalpha():
            size, concepts = _concepts(tokens.lowers, i, language)
            if i >= until:
                out.update(concepts)
                until = i + size
            if word not in plain and len(word) >= _SHORTEST:
                out.add("w:" + _stem(fold(word), language))
    return out


def _names(tokens: Tokens, language: str, day: str) -> set[str]:
    out: set[str] = set()
    index, until = _index(language), 0
    for i in range(len(tokens)):
        hit = index.at(tokens, i) if i >= until else None
        if hit:
            until = hit.last
            meant = [e for e in hit.entries if e.holds_on(day)] or list(hit.entries)
            if len({e.code for e in meant}) == 1 and meant[0].code not in ("", "?"):
                out.add("a:" + meant[0].code)
            if meant[0].kind in ("person", "group", "body") and len({e.name for e in meant}) == 1:
                out.add("p:" + meant[0].name)
    return out


def _concepts(lowers: list[str], i: int, language: str) -> tuple[int, set[str]]:
    """How many tokens from the ``i``-th on name which concepts: a phrase first, else the word by its roots."""
    words, phrases = _listed(language)
    for phrase, concept in phrases.get(lowers[i], ()):
        if tuple(lowers[i : i + len(phrase)]) == phrase:
            return len(phrase), {concept}
    for root in _roots(lowers[i], language):
        if root in words:
            return 1, words[root]
    return 1, set()


@cache
def _index(language: str) -> NameIndex:
    roles: dict[str, Entry] = {}
    return NameIndex([*packaged(), *own_names(language)], roles)


@cache
def _listed(language: str) -> tuple[dict[str, set[str]], dict[str, list[tuple[tuple[str, ...], str]]]]:
    """Concepts by word, and phrases with their concept by the first word, the longest first."""
    words: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, forms in table(language, "concepts.tsv"):
        for form in forms.split(";"):
            parts = tuple(form.split())
            if len(parts) == 1:
                words.setdefault(form, set()).add("c:" + concept)
            else:
                phrases.setdefault(parts[0], []).append((parts, "c:" + concept))
    for some in phrases.values():
        some.sort(key=lambda one: (-len(one[0]), one))
    return words, phrases


@cache
def _roots(word: str, language: str) -> tuple[str, ...]:
    """The word, and what it may be a form of; only those that a table knows are used."""
    if language in ("id", "ms"):
        return (word, *sorted(_indonesian(word) - {word}))
    if language != "en":
        return (word,)
    forms = [word[: -len(end)] + back for end, back in _ENGLISH if word.endswith(end) and len(word) - len(end) >= _SHORTEST]
    doubled = _DOUBLED.match(word)
    return (word, *forms, *((doubled[1] + doubled[2],) if doubled else ()))


def _indonesian(word: str) -> set[str]:
    """The roots that an Indonesian word may have once its affixes are off."""
    bare = next((word[: -len(e)] for e in ("nya", "lah", "kah") if word.endswith(e) and len(word) > len(e) + 3), word)
    out = {bare} | {bare[: -len(e)] for e in ("kan", "an", "i") if bare.endswith(e) and len(bare) >= len(e) + _SHORTEST}
    for one in list(out):
        out |= {one[len(p) :] for p in _PREFIXES if one.startswith(p) and len(one) >= len(p) + _SHORTEST}
        out |= {back + one[len(p) :] for p, back in _NASAL if one.startswith(p) and len(one) >= len(p) + _SHORTEST}
    return out


def _stem(word: str, language: str) -> str:
    """A word without the endings that hide that two reports use the same one."""
    if language in ("id", "ms"):
        return word[:-3] if word.endswith("nya") and len(word) > 6 else word
    if language != "en":
        return word
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 4:
        word = word[:-1]
    for end, least in (("ed", 5), ("ing", 6)):
        if word.endswith(end) and len(word) > least:
            return word[: -len(end)]
    return word
