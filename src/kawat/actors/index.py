"""Finds the registry's names in a sentence's tokens: longest match first, case where it matters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kawat.actors.registry import Alias, Entry
from kawat.text.tokens import Tokens, fold

_TITLE_CASE_SHARE = 0.7


class Hit(NamedTuple):
    """Tokens ``first`` up to ``last`` (exclusive) carry a name with these possible meanings."""

    first: int
    last: int
    entries: tuple[Entry, ...]


class _Name(NamedTuple):
    lowers: tuple[str, ...]
    exact: tuple[str, ...] | None
    any_case: bool
    entries: list[Entry]


class NameIndex:
    """Names by their first word. Build one per language and set of overlays; looking up never changes it."""

    def __init__(self, aliases: Iterable[Alias], roles: dict[str, Entry]) -> None:
        grouped: dict[tuple[str, ...] | tuple[str, tuple[str, ...]], _Name] = {}
        for words, exact, entry in aliases:
            parts = _split(words)
            if not parts:
                continue
            lowers = tuple(fold(p) for p in parts)
            key = ("=", parts) if exact else lowers
            name = grouped.get(key)
            if name is None:
                name = grouped[key] = _Name(lowers, parts if exact else None, not parts[0][0].isupper(), [])
            if entry not in name.entries:
                name.entries.append(entry)
        self._names: dict[str, list[_Name]] = {}
        for name in grouped.values():
            self._names.setdefault(name.lowers[0], []).append(name)
        for words, entry in roles.items():
            lowers = tuple(fold(part) for part in _split(words))
            self._names.setdefault(lowers[0], []).append(_Name(lowers, None, True, [entry]))
        for names in self._names.values():
            names.sort(key=lambda n: (-len(n.lowers), n.exact is None))

    def at(self, tokens: Tokens, i: int) -> Hit | None:
        """The longest name that begins at token ``i``, or None."""
        names = self._names.get(tokens.lowers[i])
        if names is None:
            return None
        lowers, words = tokens.lowers, tokens.words
        for name in names:
            size = len(name.lowers)
            if size > 1 and tuple(lowers[i : i + size]) != name.lowers:
                continue
            if name.exact is not None:
                if tuple(words[i : i + size]) != name.exact:
                    continue
            elif not name.any_case and not words[i][0].isupper():
                continue
            return Hit(i, i + size, tuple(name.entries))
        return None

    def lookup(self, words: str) -> list[Entry]:
        """Everything that the words may stand for, whatever their case; [] when unknown."""
        lowers = tuple(fold(p) for p in _split(words))
        found = [n for n in self._names.get(lowers[0], ()) if n.lowers == lowers] if lowers else []
        return [entry for name in found for entry in name.entries]


def _split(words: str) -> tuple[str, ...]:
    """Name words as the tokeniser would cut them (plain names take the short way)."""
    if words.isascii() and words.replace(" ", "").isalpha():
        return tuple(words.split())
    return tuple(Tokens(words).words)


def is_title_case(tokens: Tokens) -> bool:
    """Whether most longer words begin with a capital, as in headlines, so that capitals show no names."""
    if tokens.words[-1] in ".”":
        return False
    words = [w for w in tokens.words if len(w) > 3 and w[0].isalpha()]
    if 1 < len(words) <= 3:
        return all(w[0].isupper() for w in words) and tokens.words[-1] not in ".!?"
    return len(words) > 3 and sum(w[0].isupper() for w in words) >= _TITLE_CASE_SHARE * len(words)
