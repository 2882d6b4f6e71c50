"""Word tokens of a sentence, with code-point offsets; made for speed, since every sentence passes here."""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|\d+(?:[.,:/]\d+)*%?"  # 1.000  10:30  31/5/2022
    r"|[^\W_]+(?:[-'’‑][^\W_]+)*"  # undang-undang, didn't, Al-Qaeda
    r"|\.\.\.|--+|\S"
)
# Arabic articles and the like, which belong to the name that follows them.
_PREFIX = frozenset(["al", "el", "ar", "as", "ash", "at", "az", "ad", "an", "bin", "ibn", "ben", "abd", "ali"])


# "Hamas-led militants": the name stays a name of its own before these words.
_LED = frozenset(["led", "run", "controlled", "ruled"])
_ODD = str.maketrans({"’": "'", "‘": "'", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss"})


def fold(word: str) -> str:
    """Lower case without accents and with a plain apostrophe ("Erdoğan" and "Erdogan" are one name)."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_ODD))
    return "".join(c for c in plain if not unicodedata.combining(c))


class Tokens:
    """The tokens of one text: parallel lists of words, lower-cased words, starts and ends (code points)."""

    __slots__ = ("ends", "lowers", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            word = match.group()
            start = match.start()
            if len(word) > 2 and ("-" in word or "'" in word or "’" in word or "‑" in word):
                self._split(word, start)
            else:
                self.words.append(word)
                self.starts.append(start)
                self.ends.append(start + len(word))
        self.lowers: list[str] = [word.lower() if word.isascii() else fold(word) for word in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> str:
        """The text from token ``first`` up to, not including, token ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def _split(self, word: str, start: int) -> None:
        """Splits a possessive ``'s`` and a hyphen between two capitalised names ("Rusia-Ukraina")."""
        for offset, part in _parts(word):
            self.words.append(part)
            self.starts.append(start + offset)
            self.ends.append(start + offset + len(part))


def named(tokens: Tokens, i: int) -> bool:
    """Whether token ``i`` has a capital that only names have: inside a running sentence ("United States", "Rapat Kerja")."""
    word = tokens.words[i]
    return i > 0 and word[0].isupper() and word[1:].islower() and tokens.words[i - 1] not in _OPENING


_OPENING = frozenset("\"“‘'(:.;!?-–—") | {"--", "..."}


def _parts(word: str) -> list[tuple[int, str]]:
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        return [*_parts(word[:-2]), (len(word) - 2, word[-2:])]
    cut = word.find("-")
    if cut > 0 and cut + 1 < len(word) and word[0].isupper() and (word[cut + 1].isupper() or word[cut + 1 :] in _LED):
        left, right = word[:cut], word[cut + 1 :]
        given = len(right) <= 3 and not right.isupper() and right not in _LED  # "Jong-Un", "Tae-Woo"
        if (left.lower() not in _PREFIX or left.isupper()) and left.lower() != right.lower() and not given:
            return [(0, left), (cut, "-"), *((cut + 1 + at, part) for at, part in _parts(right))]
    return [(0, word)]
