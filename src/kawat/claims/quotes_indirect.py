"""Indirect quotes: what is said behind a cue, before it, behind a source ("according to") or a headline's colon."""

from __future__ import annotations

from kawat.actors.mentions import Mention
from kawat.claims.said import MIN_WORDS, Said, first_token, indirect_quote, speaker_left, speaker_right, trimmed
from kawat.claims.scene import Scene


def indirect(scene: Scene, direct: list[Said], carried: Mention | None) -> list[Said]:
    """The indirect quotes outside the direct ones; ``carried`` speaks where a cue ("katanya") names nobody."""
    tokens = scene.tokens
    if (source := _by_source(scene, carried)) is not None:
        return [source]
    if scene.headline and (colon := _headline_colon(scene)) is not None:
        return [colon]
    out: list[Said] = []
    for i in scene.cues.places:
        if any(d.start <= tokens.starts[i] < d.end for d in direct):
            continue
        quote = _behind(scene, i, carried) or _tail(scene, i) or _ahead(scene, i)
        if quote is not None and not any(q.start < quote.end and quote.start < q.end for q in out):
            out.append(quote)
    return out


def _headline_colon(scene: Scene) -> Said | None:
    """``Menlu Retno: Situasi di Gaza ...``: a short headline subject before a colon speaks."""
    tokens = scene.tokens
    if tokens.words[-3:-1].count(":") and scene.owner[-1] is not None:
        at = max(k for k, w in enumerate(tokens.words) if w == ":")
        start, end = trimmed(tokens.text, 0, tokens.starts[at])
        return indirect_quote(scene, start, end, (tokens.starts[at], tokens.ends[at]), (scene.owner[-1], None))
    if ":" not in tokens.words[:9]:
        return None
    at = tokens.words.index(":")
    speaker = scene.owner[at - 1] if at else None
    if speaker is None or speaker.kind == "unknown":
        return None
    if speaker.place and not (speaker.person or speaker.role or speaker.sector):
        return None
    start, end = trimmed(tokens.text, tokens.ends[at], len(tokens.text))
    return indirect_quote(scene, start, end, (tokens.starts[at], tokens.ends[at]), (speaker, None))


def _behind(scene: Scene, i: int, carried: Mention | None) -> Said | None:
    """``..., kata X`` and ``..., katanya``; between two commas the longer side is what was said."""
    tokens = scene.tokens
    end = scene.cues.at(i, "post")
    if not end:
        return None
    cue = (tokens.starts[i], tokens.ends[end - 1])
    if i == 0 and (speaker := scene.owner[end] if end < len(tokens) else None) is not None:
        if tokens.words[speaker.last : speaker.last + 1] == [","]:
            start, stop = trimmed(tokens.text, tokens.ends[speaker.last], len(tokens.text))
            return indirect_quote(scene, start, stop, cue, (speaker, None))
    if i < 2 or tokens.words[i - 1] not in ',”"ù‚Äù':
        return None
    self_cue = bool(scene.cues.at(i, "self"))
    speaker, words = (carried, None) if self_cue else speaker_right(scene, end)
    if speaker is None and words is None and not self_cue:
        return None
    start, stop = trimmed(tokens.text, 0, tokens.ends[i - 1])
    after = speaker.last if speaker is not None and not self_cue else first_token(tokens.starts, words[1]) if words else end
    if after < len(tokens) and tokens.words[after] == ",":
        later = trimmed(tokens.text, tokens.ends[after], len(tokens.text))
        if later[1] - later[0] > stop - start:
            start, stop = later
    quote = indirect_quote(scene, start, stop, cue, (speaker, words))
    if quote is not None and tokens.words[i - 1] in '”"ù' and stop <= tokens.starts[i]:
        quote.direct = True
    return quote


def _tail(scene: Scene, i: int) -> Said | None:
    """``..., X said`` at the end of a sentence."""
    tokens = scene.tokens
    end = scene.cues.at(i, "tail")
    if not end or i < 5 or not _ends_clause(scene, end):
        return None
    comma = _comma_before(scene, i)
    if not comma:
        return None
    start, stop = trimmed(tokens.text, 0, tokens.starts[comma])
    by = speaker_left(scene, i, comma + 1)
    return indirect_quote(scene, start, stop, (tokens.starts[i], tokens.ends[end - 1]), by) if by != (None, None) else None


def _ahead(scene: Scene, i: int) -> Said | None:
    """``X mengatakan (bahwa) ...``, ``X warned that ...`` and in headlines ``X Sebut ...``."""
    tokens, g, cues = scene.tokens, scene.grammar, scene.cues
    kind = "pre" if cues.at(i, "pre") else "that" if cues.at(i, "that") else "head" if scene.headline else ""
    end = cues.at(i, kind)
    act = scene.act_at.get(i)
    if not end or (act is not None and len(act.match.used) > 1 and act.match.first == i and kind == "pre"):
        return None
    if i and (tokens.lowers[i - 1] in g.negators or tokens.lowers[i - 1] in g.purpose):
        return None
    content = _after_cue(scene, end, kind)
    if content is None:
        return None
    speaker, words = speaker_left(scene, i, 0)
    if speaker is None and (words is None or kind == "head"):
        return None
    start, stop = trimmed(tokens.text, tokens.starts[content], len(tokens.text))
    stop = _cut_tail(scene, content, stop)
    return indirect_quote(scene, start, stop, (tokens.starts[i], tokens.ends[end - 1]), (speaker, words))


def _ends_clause(scene: Scene, i: int) -> bool:
    tokens = scene.tokens
    marks = '.,”"' if scene.grammar.language == "en" else '.”"'
    return i >= len(tokens) or tokens.words[i] in marks or tokens.lowers[i] in scene.grammar.tail_followers


def _comma_before(scene: Scene, i: int) -> int:
    for j in range(i - 1, max(1, i - 14), -1):
        if scene.tokens.words[j] == ",":
            return j if scene.owner[j] is None else 0
        if scene.tokens.words[j] in ";:":
            return 0
    return 0


def _after_cue(scene: Scene, i: int, kind: str) -> int | None:
    """Where the content of ``X mengatakan (kepada pers) (bahwa) ...`` begins; None where nothing follows."""
    tokens, g = scene.tokens, scene.grammar
    size = len(tokens)
    for j in range(i, min(i + 14, size)):
        if tokens.lowers[j] in g.that or (j == i and tokens.lowers[j] in g.content_openers):
            return j + 1 if j + 1 < size else None
        if j - i > 2 and scene.act_at.get(j) is not None:
            break
    if kind == "that":
        return _clause_behind(scene, i)
    j = i
    if j < size and tokens.lowers[j] in g.prepositions:
        while j < min(i + 12, size) and tokens.words[j] not in ",:":
            j += 1
        if j >= min(i + 12, size):
            return None
    while j < size and tokens.words[j] in ',:“"':
        j += 1
    return j if j < size else None


def _clause_behind(scene: Scene, i: int) -> int | None:
    """Where a cue that asks for "that" has a whole clause (a mark, or a party and its verb) right behind it."""
    tokens = scene.tokens
    if i + 1 < len(tokens) and tokens.words[i] in ",:":
        return i + 1
    subject = scene.owner[i] if i < len(tokens) else None
    act = scene.act_at.get(scene.skip_right(subject.last)) if subject is not None else None
    return i if act is not None and act.verbal else None


def _cut_tail(scene: Scene, content: int, stop: int) -> int:
    """Leaves an outlet's credit ("dikutip dari Reuters") and a second cue out of the content."""
    tokens, cues = scene.tokens, scene.cues
    for i in range(content + 2, len(tokens)):
        if tokens.words[i - 1] == "," and (i in cues.credits or cues.at(i, "post")):
            return trimmed(tokens.text, tokens.starts[content], tokens.starts[i - 1])[1]
    return stop


def _by_source(scene: Scene, carried: Mention | None) -> Said | None:
    """``Menurut X, ...`` and ``..., according to X``: the first source of the sentence, if it leaves enough words."""
    tokens, cues = scene.tokens, scene.cues
    i = next(iter(cues.starts("source")), -1)
    if i < 0:
        return None
    end = cues.at(i, "source")
    own = bool(cues.at(i, "self"))
    speaker, words = (carried, None) if own else speaker_right(scene, end)
    if speaker is None and words is None and not own:
        return None
    if i > 2:
        start, stop = trimmed(tokens.text, 0, tokens.starts[i])
    else:
        after = end if own else speaker.last if speaker else first_token(tokens.starts, words[1] if words else 0)
        while after < len(tokens) and tokens.words[after] != ",":
            after += 1
        if after >= len(tokens) - 2:
            return None
        start, stop = trimmed(tokens.text, tokens.starts[after + 1], len(tokens.text))
    if len(tokens.text[start:stop].split()) < MIN_WORDS:
        return None
    return Said(start, stop, False, (tokens.starts[i], tokens.ends[end - 1]), speaker, words)
