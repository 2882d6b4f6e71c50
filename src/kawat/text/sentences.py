"""Text to sentences, with exact code-point offsets; fast, since every article passes here.

``split`` looks at each full stop, question or exclamation mark and ellipsis, and lets cheap checks say
whether a sentence ends there. A line break always ends one.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from kawat.text import wordlists
from kawat.text.spoken import lists_of, spoken
from kawat.types import Sentence

_OPENERS = "\"'“‘«‚(["
_DASHES = "-–—"
_QUOTES = "\"'”’»Ù"
# A run of end marks with the quotation marks and brackets that close after it, or a line break. The
# lookahead takes the gap behind it (bounded: text is hostile) and the character after the gap.
# "‚Äù" is a closing quotation mark decoded wrongly, as some corpora carry it.
_CANDIDATE = re.compile(r"""(?:[.!?…]++(?:["'”’»)\]]|‚Äù)*+|[\n\r\v\f\x85\u2028\u2029]\s*+)(?=([\s,]{0,40}+)(.?))""")
_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
_NEXT_WORD = re.compile(r"[\"'“‘«‚(\[]*\s?([^\W\d_]+)(.?)")
# What no sentence begins with: spaces, commas left from lost line breaks, bullets, lone dashes.
_LEAD = re.compile(r"(?:[\s,;*•·▪●◦‣►■□☐➤]|[-–—]+(?=\s))*+")
_WORDY = re.compile(r"\w")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]{1,4}|(?:[A-Z][a-z]?\.)+[A-Z][a-z]{0,3}")
_DOMAIN_ENDINGS = frozenset(("com", "co", "id", "net", "org", "tv", "news", "info", "go", "my", "ac", "sch", "or", "web", "io"))
_NEVER, _NUMBER, _MAYBE, _END = "never", "number", "maybe", "end"


class _Rules(msgspec.Struct, frozen=True):
    """What a language knows about full stops."""

    abbreviations: dict[str, str]
    starters: frozenset[str]
    cues: frozenset[str]
    name_cue: re.Pattern[str]
    lost_breaks: bool


def split(text: str, language: str) -> list[Sentence]:
    """The sentences of ``text`` in order: ``text[start:end]``, with no white space at either end.

    ``language`` is an ISO 639-1 code; one that Kawat has no lists for is split by all lists together.
    Bullets, "***" and pieces without a letter or digit belong to no sentence.
    """
    rules = _rules(lists_of(language))
    found: list[Sentence] = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        if text[match.start()] in _LINE_BREAKS:
            _add(found, text, start, match.start())
            start = match.end()
        elif cut := _cut(text, match, start, rules):
            _add(found, text, start, cut)
            start = cut
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    piece = text[start:end].rstrip()
    while piece.endswith(("*", " ,", ".,")):
        piece = piece.rstrip("*,").rstrip()
    if piece and _WORDY.search(piece):
        found.append(Sentence(len(found), start, start + len(piece), piece))


def _cut(text: str, match: re.Match[str], start: int, rules: _Rules) -> int:
    """Where the sentence ends if it ends at this mark, else 0."""
    gap, following = match.group(1), match.group(2)
    if not following:
        return match.end()
    if not gap:
        return _glued(text, match, start, following, rules)
    if following.islower() or (following in _DASHES and "," not in gap):
        return 0
    body = match.group()
    if gap.lstrip()[:1] == "," and not rules.lost_breaks:
        return 0
    word = _NEXT_WORD.match(text, match.end() + len(gap))
    if _is_cue(text, match, word, rules):
        return 0
    if body[-1] in ")]" and text[start : start + 40].lstrip()[:1] not in ("(", "["):
        ends = body[0] == "." and len(body) == 2 and _stop_ends(text, match, start, word, rules)
        return match.end() if ends else 0
    if body[:3] == "..." or body[0] == "…":
        return _ellipsis_ends(text, match, word, rules)
    if body[0] == "." and not _stop_ends(text, match, start, word, rules):
        return 0
    return match.end()


def _is_cue(text: str, match: re.Match[str], word: re.Match[str] | None, rules: _Rules) -> bool:
    """Does the cue of the quotation that ends here follow ("…pergi!" Lavrov menegaskan.)?"""
    if word is None:
        return False
    body = match.group()
    quoted = body[-1] in _QUOTES and len(body) > 1
    lowered = word.group(1).lower()
    if not quoted:  # '… pergi. " kata X': a closing mark set off by a space
        spaced = text[match.end() + len(match.group(1))] in '"”'
        return spaced and word.group(1).islower() and lowered in rules.cues
    if lowered in rules.cues and word.group(2) != "\n":
        return True
    return rules.name_cue.match(text, word.start(1), word.start(1) + 160) is not None and body[0] != "."


def _stop_ends(text: str, match: re.Match[str], start: int, word: re.Match[str] | None, rules: _Rules) -> bool:
    """Does a full stop end the sentence, or belong to an abbreviation, an initial or a list number?"""
    at = match.start()
    tail = text[max(start, at - 16) : at]
    if not tail or tail[-1].isspace():
        return True
    token = tail.split()[-1].rpartition(",")[2].lstrip(_OPENERS)
    kind = rules.abbreviations.get(token + ".", "")
    if not kind and "." in token:  # "Prof.Dr."
        last = token[token.rindex(".") + 1 :]
        kind = rules.abbreviations.get(last + ".", "") if len(last) > 1 else ""
    if not kind:
        numbering = len(token) == 1 or (token.isdigit() and len(token) <= 3)
        if numbering and at - start < 40 and not text[start : at - len(token)].strip(" ,\t"):
            return False  # "1. Indonesia ...", "a. Indonesia ..."
        initial = len(token) == 1 and token.isupper()
        if not initial and not ("." in token and _DOTTED.fullmatch(token)):
            return True
        kind = _MAYBE
    if kind == _NEVER:
        return False
    if kind == _NUMBER:
        return not text[match.end() + len(match.group(1))].isdigit()
    if kind == _END:
        return True
    return word is not None and word.group(1).lower() in rules.starters


def _ellipsis_ends(text: str, match: re.Match[str], word: re.Match[str] | None, rules: _Rules) -> int:
    """The cut at an ellipsis: none in brackets, nor where it stands free before what may be a name."""
    before = text[match.start() - 1 : match.start()]
    if before in ("", "(", "["):
        return 0
    if before.isspace() and (word is None or word.group(1).lower() not in rules.starters):
        return 0
    return match.end()


def _glued(text: str, match: re.Match[str], start: int, following: str, rules: _Rules) -> int:
    """The cut where no space follows the mark: 'Riau.Penangkapan', 'selesai."Kami pergi'."""
    at, end = match.start(), match.end()
    if following in "“‘‚" and text[end + 1 : end + 2].isupper():
        return end if _stop_ends(text, match, start, None, rules) else 0
    if not following.isupper() or not text[max(0, at - 3) : at].isalpha() or not text[at - 1].islower():
        return 0
    body = match.group()
    word = _NEXT_WORD.match(text, end)
    if word is None or len(word.group(1)) < 2 or not word.group(1)[1:].islower():
        return 0
    if word.group(2) not in (" ", ",") or word.group(1).lower() in _DOMAIN_ENDINGS:
        return 0
    if len(body) == 1:
        return end if _stop_ends(text, match, start, None, rules) else 0
    if body[1:] == '"' and word.group(1).lower() not in rules.cues:
        return at + 1
    return 0


@cache
def _rules(language: str) -> _Rules:
    """The lists of ``language``, on top of English, whose names and titles stand in all news; "" for all lists together."""
    folders = tuple(dict.fromkeys(("en", language))) if language else ("en", *(c for c in spoken() if lists_of(c) == c != "en"))
    abbreviations: dict[str, str] = {}
    starters: set[str] = set()
    cues: set[str] = set()
    for folder in folders:
        abbreviations.update((row[0], row[1]) for row in wordlists.table(folder, "abbreviations.txt"))
        starters |= wordlists.function_words(folder)
        cues |= wordlists.words(folder, "speech_verbs.txt")
    verbs = "|".join(sorted(cues))
    name_cue = re.compile(
        rf"(?:[\w.’'-]+\s+){{1,5}}?(?:{verbs})\b"
        r"(?=\s*(?:[.,;:]|$|\b(?:on|in|at|to|after|during|pada|kepada|di|dalam|saat|usai|ketika|seperti)\b))"
    )
    return _Rules(abbreviations, frozenset(starters), frozenset(cues), name_cue, language in ("", "id"))
