"""Direct quotes: words in quotation marks with a speech cue behind or before them."""

from __future__ import annotations

import re

from kawat.actors.mentions import Mention
from kawat.claims.said import MIN_WORDS, Said, first_token, speaker_left, speaker_right, trimmed
from kawat.claims.scene import Scene

# "‚Äú" and "‚Äù" are curly quotation marks that a wrong decoding left in many archives.
_MARKED = re.compile(r"(?:[“\"«]|‚Äú)((?:(?!‚Äù|‚Äú)[^“”\"«»]){3,}?)(?:[”\"»]|‚Äù)")
# How far behind and before the marks a cue may stand, in tokens.
_BEHIND, _AHEAD = 14, 12
Found = tuple[tuple[int, int], Mention | None, tuple[int, int] | None]


def direct(scene: Scene) -> list[Said]:
    """The words in quotation marks that somebody is said to have said; others are a title or a way of speaking."""
    tokens = scene.tokens
    out: list[Said] = []
    for match in _MARKED.finditer(tokens.text):
        start, end = trimmed(tokens.text, match.start(1), match.end(1))
        if end <= start or len(tokens.text[start:end].split()) < MIN_WORDS:
            continue
        after = first_token(tokens.starts, match.end())
        before = _last_token(tokens.ends, match.start())
        if found := _cue_behind(scene, after) or _cue_ahead(scene, before):
            out.append(Said(start, end, True, *found))
    return out


def _last_token(ends: list[int], at: int) -> int:
    last = -1
    for i, end in enumerate(ends):
        if end <= at:
            last = i
    return last


def _cue_behind(scene: Scene, i: int) -> Found | None:
    """``"...", kata X`` and ``"...", X mengatakan`` and ``"...," X said``."""
    tokens, cues = scene.tokens, scene.cues
    while i < len(tokens) and tokens.words[i] in ",.-–—":
        i += 1
    if i >= len(tokens):
        return None
    if end := cues.at(i, "post"):
        return (tokens.starts[i], tokens.ends[end - 1]), *speaker_right(scene, end)
    for j in range(i, min(i + _BEHIND, len(tokens))):
        end = cues.at(j, "any")
        if not end and scene.boundary(j) and tokens.lowers[j] not in scene.grammar.simultaneous:
            break
        if end and j > i:
            return (tokens.starts[j], tokens.ends[end - 1]), *speaker_left(scene, j, i)
    return None


def _cue_ahead(scene: Scene, i: int) -> Found | None:
    """``X mengatakan, "..."`` and ``X said: "..."``."""
    tokens = scene.tokens
    while i >= 0 and tokens.words[i] in ",:-–—":
        i -= 1
    for j in range(i, max(-1, i - _AHEAD), -1):
        if end := scene.cues.at(j, "any"):
            if i + 1 > end and tokens.words[i + 1 : i + 2] not in ([","], [":"]) and tokens.lowers[i] not in scene.grammar.that:
                return None  # marked words inside an indirect quote: the whole of it is what was said
            return (tokens.starts[j], tokens.ends[end - 1]), *speaker_left(scene, j, 0)
        if tokens.words[j] in '”"':
            return None
    if i >= 0 and scene.owner[i] is not None and i + 1 < len(tokens) and tokens.words[i + 1] == ":":
        return (tokens.starts[i + 1], tokens.ends[i + 1]), scene.owner[i], None
    return None
