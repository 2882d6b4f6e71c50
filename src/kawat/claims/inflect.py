"""Expands the marked words of English patterns (``condemn+``) into their forms; other languages spell theirs out."""

from __future__ import annotations

import csv
from importlib.resources import files

Elements = tuple[frozenset[str] | None, ...]
_VOWELS = "aeiou"


class Inflector:
    """Regular forms by rule, irregular and consonant-doubling ones from ``irregular.tsv``."""

    def __init__(self, language: str) -> None:
        self._irregular: dict[str, tuple[str, str, bool]] = {}
        path = files("kawat.text").joinpath(language, "irregular.tsv")
        if path.is_file():
            with path.open("r", encoding="utf-8") as stream:
                for row in csv.DictReader(stream, delimiter="\t"):
                    self._irregular[row["base"]] = (row["past"], row["participle"], "double" in (row["note"] or ""))

    def elements(self, words: str, pos: str) -> tuple[Elements, frozenset[str], frozenset[str]]:
        """The pattern's elements, and the participles and gerunds among its first word's forms."""
        out: list[frozenset[str] | None] = []
        participles: set[str] = set()
        gerunds: set[str] = set()
        for position, word in enumerate(words.lower().split()):
            if word == "~":
                out.append(None)
                continue
            forms: set[str] = set()
            for option in word.split("|"):
                if not option.endswith("+"):
                    forms.add(option)
                    continue
                base = option[:-1]
                if pos == "n":
                    forms |= {base, _plural(base)}
                    continue
                past, participle, gerund = self.verb(base)
                forms |= {base, _plural(base), *past, *participle, gerund}
                if position == 0:
                    participles |= set(participle)
                    gerunds.add(gerund)
            out.append(frozenset(forms))
        return tuple(out), frozenset(participles), frozenset(gerunds)

    def verb(self, base: str) -> tuple[list[str], list[str], str]:
        """Past forms, past participles and the -ing form of an English verb."""
        if base in self._irregular:
            past, participle, double = self._irregular[base]
            return past.split("|"), participle.split("|"), _gerund(base, double)
        if base.endswith("e"):
            past = base + "d"
        elif base.endswith("y") and len(base) > 1 and base[-2] not in _VOWELS:
            past = base[:-1] + "ied"
        elif base.endswith("c"):
            past = base + "ked"
        else:
            past = base + "ed"
        return [past], [past], _gerund(base, False)


def _gerund(base: str, double: bool) -> str:
    if double:
        return base + base[-1] + "ing"
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    if base.endswith("c"):
        return base + "king"
    return base + "ing"


def _plural(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and len(base) > 1 and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    if base.endswith("o"):
        return base + "es"
    return base + "s"
