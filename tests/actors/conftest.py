"""A short way to ask who is named in a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.actors.memory import Memory
from kawat.actors.mentions import Mention, find
from kawat.claims.coder import LexiconCoder
from kawat.text.grammar import grammar
from kawat.text.sentences import split
from kawat.text.tokens import Tokens

HOME = {"id": "IDN", "en": ""}
Named = Callable[..., list[Mention]]
Codes = Callable[..., list[str]]


@pytest.fixture(scope="session")
def named(coder: LexiconCoder) -> Named:
    """The mentions of a text, sentence by sentence with one memory; ``day`` is the article's ISO day."""

    def run(language: str, text: str, day: str = "") -> list[Mention]:
        memory = Memory(day, HOME[language], coder.offices)
        index, words = coder.index(language), grammar(language)
        return [m for s in split(text, language) for m in find(Tokens(s.text), index, words, memory)]

    return run


@pytest.fixture(scope="session")
def codes(named: Named) -> Codes:
    """``CODE`` or ``CODE.SECTOR`` of each mention that has a code, in order."""

    def run(language: str, text: str, day: str = "") -> list[str]:
        return [f"{m.code}.{m.sector}" if m.sector else m.code for m in named(language, text, day) if m.code not in ("", "?")]

    return run
