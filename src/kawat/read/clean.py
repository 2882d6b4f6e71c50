"""Text as a document holds it: composed letters, plain spaces, no invisible or control characters."""

from __future__ import annotations

import re
import unicodedata

from kawat.limits import COMBINING_MARKS

_GONE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{COMBINING_MARKS + 1},}}")


def clean(text: str) -> str:
    """NFC, line breaks as "\\n", and no characters that hide or turn the text around; of accents piled on one letter, as
    many as COMBINING_MARKS."""
    text = _GONE.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text if text.isascii() else _MARKS.sub(_fewer, text))


def _fewer(piled: re.Match[str]) -> str:
    """A run of signs with no more accents in a row than allowed: ordering them takes time that grows with their square."""
    out, row = [], 0
    for sign in piled.group():
        row = row + 1 if unicodedata.combining(sign) else 0
        if row <= COMBINING_MARKS:
            out.append(sign)
    return "".join(out)


def harmless(text: str) -> str:
    """``text`` without what a terminal obeys (control characters, escapes) or what turns its direction; line breaks stay."""
    return _GONE.sub("", text.replace("\r", ""))


def squeeze(text: str) -> str:
    """One line: every run of white space (no-break spaces too) becomes one space, none outside."""
    return " ".join(text.split())


def one_line(text: str) -> str:
    """``text`` cleaned and squeezed; quick for the many short plain pieces of a page."""
    text = " ".join(text.split())
    return text if text.isascii() and text.isprintable() else squeeze(clean(text))
