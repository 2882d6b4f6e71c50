"""The languages that Kawat codes: every folder of this package with a ``language.toml`` is one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from kawat.errors import DataError


class Spoken(msgspec.Struct, frozen=True):
    """A language that is coded, as its ``language.toml`` tells it.

    ``lists``: the language whose word lists read it (its own, or that of a close one); ``home``: the country that a bare
    "the government" means where an article names none ("" unknown); ``acts``: whether those lists hold an act lexicon,
    so that the rules code it too and not the trained reader alone.
    """

    code: str
    lists: str
    home: str
    acts: bool


@cache
def spoken() -> dict[str, Spoken]:
    """By ISO 639-1 code, those with an act lexicon first; raises DataError where a ``language.toml`` cannot be used."""
    root = files("kawat.text")
    out = []
    for folder in root.iterdir():
        told = folder.joinpath("language.toml")
        if not told.is_file():
            continue
        try:
            raw = tomllib.loads(told.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as problem:
            raise DataError(f"text/{folder.name}/language.toml: {problem}") from None
        lists = str(raw.get("lists", folder.name))
        if not root.joinpath(lists, "grammar.toml").is_file():
            raise DataError(f"text/{folder.name}/language.toml: lists = {lists!r} has no grammar.toml")
        acts = root.joinpath(lists, "acts_conflict.tsv").is_file()
        out.append(Spoken(folder.name, lists, str(raw.get("home", "")), acts))
    out.sort(key=lambda each: (not each.acts, each.lists != each.code, each.code))
    return {each.code: each for each in out}


def lists_of(language: str) -> str:
    """The folder whose word lists read a language; "" where Kawat has none."""
    return spoken()[language].lists if language in spoken() else ""
