"""PLOVER contexts of a claim, by the words of its sentence."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from kawat.text.tokens import fold


@cache
def _table(language: str) -> dict[str, str]:
    path = files("kawat.text").joinpath(language, "contexts.tsv")
    if not path.is_file():
        return {}
    with path.open("r", encoding="utf-8") as stream:
        return {fold(word): row["context"] for row in csv.DictReader(stream, delimiter="\t") for word in row["words"].split()}


def contexts(language: str, lowers: list[str]) -> tuple[str, ...]:
    """The contexts whose words stand in the sentence, in order of first appearance."""
    table = _table(language)
    return tuple(dict.fromkeys(table[w] for w in lowers if w in table))
