"""What a quote is (``Said``), and whose words it holds: the speaker beside a speech cue."""

from __future__ import annotations

from dataclasses import dataclass

from kawat.actors.mentions import Mention
from kawat.claims.scene import Scene

MIN_WORDS = 3
# "‚Äú" and "‚Äù" are curly quotation marks that a wrong decoding left in many archives.
_TRIM = ' ,.;:-–—"“”«»‚Äúù'
Speaker = tuple[Mention | None, tuple[int, int] | None]


@dataclass(slots=True)
class Said:
    """A quote in code points of the sentence; ``speaker`` is a mention, or words nobody knows (``words``: start, end)."""

    start: int
    end: int
    direct: bool
    cue: tuple[int, int] | None
    speaker: Mention | None
    words: tuple[int, int] | None = None


def speaker_at(said: list[Said], at: int) -> Mention | None:
    """Who speaks at a code point of the sentence, None outside quotes or where the speaker is unknown."""
    inside = [q.speaker for q in said if q.start <= at < q.end and q.speaker is not None]
    return inside[-1] if inside else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the spaces and marks at its ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def indirect_quote(scene: Scene, start: int, stop: int, cue: tuple[int, int], by: Speaker) -> Said | None:
    """The words from ``start`` to ``stop`` as an indirect quote; None where they are too few to be one."""
    if stop > start and len(scene.tokens.text[start:stop].split()) >= MIN_WORDS:
        return Said(start, stop, False, cue, *by)
    return None


def first_token(starts: list[int], at: int) -> int:
    """The first token that begins at the code point ``at`` or behind it."""
    for i, start in enumerate(starts):
        if start >= at:
            return i
    return len(starts)


def speaker_right(scene: Scene, i: int) -> Speaker:
    """Who is named right behind a cue that ends before token ``i``: a party, else the words that stand there."""
    tokens = scene.tokens
    for j in range(i, min(i + 5, len(tokens))):
        if scene.owner[j] is not None:
            return scene.owner[j], None
        if tokens.words[j] in ',.;:“"' or scene.boundary(j):
            break
    end = i
    while (
        end < min(i + 8, len(tokens))
        and tokens.words[end] not in ',.;:()“"'
        and tokens.lowers[end] not in scene.grammar.speaker_stops
    ):
        end += 1
    return None, (tokens.starts[i], tokens.ends[end - 1]) if end > i else None


def speaker_left(scene: Scene, i: int, floor: int) -> Speaker:
    """The subject of a speech verb at token ``i``: the first party of its clause, else the words before it."""
    tokens = scene.tokens
    start = i
    while start > floor and tokens.words[start - 1] not in '.;:“”"' and not scene.boundary(start - 1):
        start -= 1
    for mention in scene.mentions:
        if start <= mention.first and mention.last <= i and not scene.preposition_before(mention):
            return mention, None
    while start < i and tokens.lowers[start] in scene.grammar.clause_leads:
        start += 1
    return None, (tokens.starts[start], tokens.ends[i - 1]) if start < i <= start + 10 else None


def speaking_on(scene: Scene, said: list[Said]) -> Mention | None:
    """Who may go on speaking in the next sentence: the last one quoted; None where nobody was, or an unresolved pronoun."""
    if not said:
        return None
    last = said[-1]
    if last.speaker is not None or last.words is None:
        unresolved = last.speaker is not None and last.speaker.kind == "pronoun" and last.speaker.code in ("", "?")
        return None if unresolved else last.speaker
    pronoun = scene.tokens.text[slice(*last.words)].lower() in scene.grammar.pronouns
    return None if pronoun else _unknown(scene, last.words)


def opens(text: str) -> bool:
    """Whether a sentence begins with a quotation mark."""
    return text.lstrip().startswith(("“", '"', "«", "‚Äú"))


def _unknown(scene: Scene, words: tuple[int, int]) -> Mention:
    tokens = scene.tokens
    first, last = first_token(tokens.starts, words[0]), first_token(tokens.starts, words[1])
    return Mention(first, last, "unknown", "", "", tokens.text[slice(*words)])


def lead_in(scene: Scene) -> Mention | None:
    """Who is about to speak in a sentence that ends in a colon ("The minister replied:"); None where nobody is.

    Without a cue ("Rivera's statement in full:") it is the first party of the clause. A sentence that is itself a
    quotation names nobody: its words are those of who speaks already.
    """
    tokens = scene.tokens
    if not len(tokens) or tokens.words[-1] != ":" or opens(tokens.text):
        return None
    for i in reversed(scene.cues.places):
        mention, words = speaker_left(scene, i, 0) if i in scene.cues.saying else (None, None)
        if mention is not None:
            return mention
        if words is not None:
            return _unknown(scene, words)
    return speaker_left(scene, len(tokens) - 1, 0)[0]
