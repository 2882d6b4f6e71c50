"""The words of the pages in Indonesian and English: one TOML file per page, each key with both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")


@cache
def catalogue() -> dict[str, dict[str, str | list[str]]]:
    """Every word by its key, the file's name before it ("home.title"), in each language.

    Two texts are for one and for several, as ``n`` has it.

    Raises ValueError naming the file for a key that lacks a language.
    """
    out: dict[str, dict[str, str | list[str]]] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".toml"):
            continue
        area = file.name.removesuffix(".toml")
        for key, texts in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if set(texts) != set(LANGUAGES):
                raise ValueError(f"{file.name}: {key} needs exactly {' and '.join(LANGUAGES)}")
            out[f"{area}.{key}"] = texts
    return out


def word(key: str, language: str, **values: object) -> str:
    """The word of a key, ``{name}`` filled in; raises KeyError for a key that no file has."""
    text = catalogue()[key][language]
    if isinstance(text, list):
        text = text[str(values.get("n")) != "1"]
    return text.format(**values) if values else text
