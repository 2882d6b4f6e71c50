"""Keeps sport, celebrity, crime and weather out: words that show what an article is about."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_SCORE = re.compile(r"(?<![\d/-])\d{1,2}-\d{1,2}(?![\d/-])")
_WORD = re.compile(r"[^\W\d_][\w-]+")


@cache
def _domains(language: str) -> dict[str, tuple[str, float]]:
    path = files("kawat.text").joinpath(language, "domains.tsv")
    if not path.is_file():
        return {}
    with path.open("r", encoding="utf-8") as stream:
        return {r["word"]: (r["domain"], float(r["weight"])) for r in csv.DictReader(stream, delimiter="\t")}


def crime(language: str, words: Iterable[str]) -> float:
    """How much the words of a sentence speak of ordinary crime: the sum of their weights, each word once."""
    table = _domains(language)
    return sum(table[word][1] for word in set(words) if word in table and table[word][0] == "crime")


class Screen:
    """What an article is about, by the share of words that belong to a non-political domain.

    ``excluded`` names the domain whose words are so dense that no claim is coded, "" otherwise.
    """

    def __init__(self, language: str, text: str, limit: int = 4000) -> None:
        table = _domains(language)
        weights: dict[str, float] = {}
        words = _WORD.findall(text[:limit].lower())
        for word in words:
            if word in table:
                domain, weight = table[word]
                weights[domain] = weights.get(domain, 0.0) + weight
        if _SCORE.search(text[:limit]):
            weights["sport"] = weights.get("sport", 0.0) + 1.5
        domain = max(weights, key=lambda d: weights[d], default="")
        density = _DENSITY if len(words) > 80 else _DENSITY_SHORT
        dense = domain and weights[domain] / (len(words) + 12) >= density and weights[domain] >= _LEAST
        self.excluded = domain if dense and weights.get("politics", 0.0) < weights[domain] and domain != "politics" else ""


_DENSITY = 0.03
_DENSITY_SHORT = 0.055
_LEAST = 2.0
