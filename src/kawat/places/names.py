"""Place names as keys: one spelling for all ways to write a name."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_SILENT = re.compile(r"[.'’‘ʻʼ`´ʹ]")
_FOREIGN = re.compile("[^\x00-\u036f\u1e00-\u1eff\u2000-\u206f]")
_OTHER = re.compile(r"[^\w]+|_")
_OPENING = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "ft": "fort",
    "kab": "kabupaten",
    "kec": "kecamatan",
    "prov": "provinsi",
}


def key(name: str) -> str:
    """A name without case, accents, points and hyphens: "St. Denis" and "Saint-Denis" give "saint denis"; "" for no letters."""
    plain = _SILENT.sub("", name).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain).translate(_PLAIN) if not unicodedata.combining(c))
    words = _OTHER.sub(" ", plain.replace("&", " and ")).split()
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        if len(words) > 1:
            words[0] = _OPENING.get(words[0], words[0])
    return " ".join(words)


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters only."""
    return name.isascii() or not _FOREIGN.search(name)
