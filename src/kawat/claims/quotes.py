"""Who says what: direct and indirect quotes with speaker, cue, content and the outlet credited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kawat.actors.mentions import Mention
from kawat.claims.cues import Cues
from kawat.claims.scene import Scene

# "‚Äú" and "‚Äù" are curly quotation marks that a wrong decoding left in many archives.
_MARKED = re.compile(r"(?:[“\"«]|‚Äú)((?:(?!‚Äù|‚Äú)[^“”\"«»]){3,}?)(?:[”\"»]|‚Äù)")
_MIN_DIRECT_WORDS = 3
_MIN_INDIRECT_WORDS = 3
_TRIM = ' ,.;:-–—"“”‚Äúù'


@dataclass(slots=True)
class Said:
    """A quote in code points of the sentence; ``speaker`` is a mention, or words nobody knows (text, start, end)."""

    start: int
    end: int
    direct: bool
    cue: tuple[int, int] | None
    speaker: Mention | None
    words: tuple[int, int] | None = None
    via: str | None = None


def speaker_at(said: list[Said], at: int) -> Mention | None:
    """Who speaks at a code point of the sentence, None outside quotes or where the speaker is unknown."""
    inside = [q.speaker for q in said if q.start <= at < q.end and q.speaker is not None]
    return inside[-1] if inside else None


def find(scene: Scene, cues: Cues, carried: Mention | None = None) -> list[Said]:
    """The quotes of a sentence; ``carried`` speaks for a quotation that stands without a cue."""
    out = _direct(scene, cues)
    indirect = _indirect(scene, cues, out, carried)
    out += [q for q in indirect if not any(q.start < d.end and d.start < q.end for d in out)]
    if not out and (span := _whole_quotation(scene)):
        out.append(Said(*span, True, None, carried))
    return sorted(out, key=lambda q: q.start)


def _whole_quotation(scene: Scene) -> tuple[int, int] | None:
    """A sentence that stands inside a longer quotation: it opens or closes marks and has no cue of its own."""
    text = scene.tokens.text
    opens, closes = text.startswith(("“", '"', "‚Äú")), text.endswith(("”", '"', "‚Äù"))
    inner = text.strip('“”"‚Äúù ')
    if (opens or closes) and len(inner.split()) >= 4 and not any(mark in inner for mark in '“”"'):
        start, end = _trimmed(text, 0, len(text))
        return (start, end) if end > start else None
    return None


def _direct(scene: Scene, cues: Cues) -> list[Said]:
    tokens = scene.tokens
    out: list[Said] = []
    for match in _MARKED.finditer(tokens.text):
        start, end = _trimmed(tokens.text, match.start(1), match.end(1))
        if end <= start or len(tokens.text[start:end].split()) < _MIN_DIRECT_WORDS:
            continue
        after = _first_token(tokens.starts, match.end())
        before = _last_token(tokens.ends, match.start())
        found = _cue_behind(scene, cues, after) or _cue_ahead(scene, cues, before)
        if found:
            cue, speaker, words = found
            out.append(Said(start, end, True, cue, speaker, words))
    return out


def _first_token(starts: list[int], at: int) -> int:
    for i, start in enumerate(starts):
        if start >= at:
            return i
    return len(starts)


def _last_token(ends: list[int], at: int) -> int:
    last = -1
    for i, end in enumerate(ends):
        if end <= at:
            last = i
    return last


Found = tuple[tuple[int, int], Mention | None, tuple[int, int] | None]


def _cue_behind(scene: Scene, cues: Cues, i: int) -> Found | None:
    """``"...", kata X`` and ``"...", X mengatakan`` and ``"...," X said``."""
    tokens = scene.tokens
    while i < len(tokens) and tokens.words[i] in ",.-–—":
        i += 1
    if i >= len(tokens):
        return None
    end = cues.at(tokens, i, "post")
    if end:
        return (tokens.starts[i], tokens.ends[end - 1]), *_speaker_right(scene, end)
    for j in range(i, min(i + 14, len(tokens))):
        if scene.boundary(j) and not cues.at(tokens, j, "any") and tokens.lowers[j] not in ("saat", "when"):
            break
        end = cues.at(tokens, j, "any")
        if end and j > i:
            return (tokens.starts[j], tokens.ends[end - 1]), *_speaker_left(scene, j, i)
    return None


def _cue_ahead(scene: Scene, cues: Cues, i: int) -> Found | None:
    """``X mengatakan, "..."`` and ``X said: "..."``."""
    tokens = scene.tokens
    while i >= 0 and tokens.words[i] in ",:-–—":
        i -= 1
    for j in range(i, max(-1, i - 12), -1):
        end = cues.at(tokens, j, "any")
        if end:
            if i + 1 > end and tokens.words[i + 1 : i + 2] not in ([","], [":"]) and tokens.lowers[i] not in scene.grammar.that:
                return None  # marked words inside an indirect quote: the whole of it is what was said
            return (tokens.starts[j], tokens.ends[end - 1]), *_speaker_left(scene, j, 0)
        if tokens.words[j] in '”"':
            return None
    if i >= 0 and scene.owner[i] is not None and i + 1 < len(tokens) and tokens.words[i + 1] == ":":
        speaker = scene.owner[i]
        return (tokens.starts[i + 1], tokens.ends[i + 1]), speaker, None
    return None


def _speaker_right(scene: Scene, i: int) -> tuple[Mention | None, tuple[int, int] | None]:
    tokens = scene.tokens
    start = i
    for j in range(i, min(i + 5, len(tokens))):
        if scene.owner[j] is not None:
            return scene.owner[j], None
        if tokens.words[j] in ',.;:“"' or scene.boundary(j):
            break
    end = start
    while end < min(start + 8, len(tokens)) and tokens.words[end] not in ',.;:()“"' and tokens.lowers[end] not in _STOPS:
        end += 1
    return None, (tokens.starts[start], tokens.ends[end - 1]) if end > start else None


_STOPS = frozenset(
    ["di", "pada", "dalam", "saat", "ketika", "kepada", "seperti", "setelah", "in", "on", "at", "during", "when", "to", "who", "after", "dikutip", "dilansir", "sebagaimana", "usai", "melalui", "lewat"]
)


def _speaker_left(scene: Scene, i: int, floor: int) -> tuple[Mention | None, tuple[int, int] | None]:
    """The subject of a speech verb at token ``i``: the first party of its clause, else the words before it."""
    tokens = scene.tokens
    start = i
    while start > floor and tokens.words[start - 1] not in '.;:“”"' and not scene.boundary(start - 1):
        start -= 1
    found = [m for m in scene.mentions if start <= m.first and m.last <= i]
    bare = [m for m in found if not scene.preposition_before(m)]
    if bare:
        return bare[0], None
    if start < i:
        first = start
        while first < i and tokens.lowers[first] in _LEAD:
            first += 1
        if first < i and i - first <= 10:
            return None, (tokens.starts[first], tokens.ends[i - 1])
    return None, None


_LEAD = frozenset(["sementara", "itu", "namun", "dan", "tetapi", ",", "meanwhile", "but", "and", "however"])


def _indirect(scene: Scene, cues: Cues, direct: list[Said], carried: Mention | None) -> list[Said]:
    tokens = scene.tokens
    if (source := _by_source(scene, cues, carried)) is not None:
        return [source]
    if scene.headline and (colon := _headline_colon(scene)) is not None:
        return [colon]
    out: list[Said] = []
    for i in range(len(tokens)):
        if any(d.start <= tokens.starts[i] < d.end for d in direct):
            continue
        quote = _behind(scene, cues, i, carried) or _tail(scene, cues, i) or _ahead(scene, cues, i)
        if quote is not None and not any(q.start < quote.end and quote.start < q.end for q in out):
            out.append(quote)
    return out


def _headline_colon(scene: Scene) -> Said | None:
    """``Menlu Retno: Situasi di Gaza ...``: a short headline subject before a colon speaks."""
    tokens = scene.tokens
    if tokens.words[-3:-1].count(":") and scene.owner[-1] is not None:
        at = max(k for k, w in enumerate(tokens.words) if w == ":")
        start, end = _trimmed(tokens.text, 0, tokens.starts[at])
        return _said(scene, start, end, (tokens.starts[at], tokens.ends[at]), scene.owner[-1], None)
    if ":" not in tokens.words[:9]:
        return None
    at = tokens.words.index(":")
    speaker = scene.owner[at - 1] if at else None
    if (
        speaker is None
        or speaker.kind == "unknown"
        or not (speaker.person or speaker.role or speaker.sector or not speaker.place)
    ):
        return None
    start, end = _trimmed(tokens.text, tokens.ends[at], len(tokens.text))
    return _said(scene, start, end, (tokens.starts[at], tokens.ends[at]), speaker, None)


def _behind(scene: Scene, cues: Cues, i: int, carried: Mention | None) -> Said | None:
    """``..., kata X`` and ``..., katanya``; between two commas the longer side is what was said."""
    tokens = scene.tokens
    end = cues.at(tokens, i, "post")
    if end and i == 0 and (speaker := scene.owner[end] if end < len(tokens) else None) is not None:
        if tokens.words[speaker.last : speaker.last + 1] == [","]:
            start, stop = _trimmed(tokens.text, tokens.ends[speaker.last], len(tokens.text))
            return _said(scene, start, stop, (tokens.starts[0], tokens.ends[end - 1]), speaker, None)
    if not end or i < 2 or tokens.words[i - 1] not in ',”"ù‚Äù':
        return None
    self_cue = bool(cues.at(tokens, i, "self"))
    speaker, words = (carried, None) if self_cue else _speaker_right(scene, end)
    if speaker is None and words is None and not self_cue:
        return None
    cue = (tokens.starts[i], tokens.ends[end - 1])
    start, stop = _trimmed(tokens.text, 0, tokens.ends[i - 1])
    after = speaker.last if speaker is not None and not self_cue else _first_token(tokens.starts, words[1]) if words else end
    if after < len(tokens) and tokens.words[after] == ",":
        later = _trimmed(tokens.text, tokens.ends[after], len(tokens.text))
        if later[1] - later[0] > stop - start:
            start, stop = later
    said = _said(scene, start, stop, cue, speaker, words)
    if said is not None and tokens.words[i - 1] in '”"ù' and stop <= tokens.starts[i]:
        said.direct = True
    return said


def _tail(scene: Scene, cues: Cues, i: int) -> Said | None:
    """``..., X said`` at the end of a sentence."""
    tokens = scene.tokens
    end = cues.at(tokens, i, "tail")
    if not end or i < 5 or not _ends_clause(scene, end):
        return None
    comma = _comma_before(scene, i)
    if not comma:
        return None
    start, stop = _trimmed(tokens.text, 0, tokens.starts[comma])
    speaker, words = _speaker_left(scene, i, comma + 1)
    if speaker is None and words is None:
        return None
    return _said(scene, start, stop, (tokens.starts[i], tokens.ends[end - 1]), speaker, words)


def _ahead(scene: Scene, cues: Cues, i: int) -> Said | None:
    """``X mengatakan (bahwa) ...``, ``X warned that ...`` and in headlines ``X Sebut ...``."""
    tokens, g = scene.tokens, scene.grammar
    kind = "pre" if cues.at(tokens, i, "pre") else "that" if cues.at(tokens, i, "that") else "head" if scene.headline else ""
    end = cues.at(tokens, i, kind) if kind else 0
    act = scene.act_at.get(i)
    if not end or (act is not None and len(act.match.used) > 1 and act.match.first == i and kind == "pre"):
        return None
    if i and (tokens.lowers[i - 1] in g.negators or tokens.lowers[i - 1] in g.purpose):
        return None
    content = _after_cue(scene, end, kind)
    if content is None:
        return None
    speaker, words = _speaker_left(scene, i, 0)
    if speaker is None and (words is None or kind == "head"):
        return None
    start, stop = _trimmed(tokens.text, tokens.starts[content], len(tokens.text))
    stop = _cut_tail(scene, cues, content, stop)
    return _said(scene, start, stop, (tokens.starts[i], tokens.ends[end - 1]), speaker, words)


def _said(
    scene: Scene, start: int, stop: int, cue: tuple[int, int], speaker: Mention | None, words: tuple[int, int] | None
) -> Said | None:
    if stop > start and len(scene.tokens.text[start:stop].split()) >= _MIN_INDIRECT_WORDS:
        return Said(start, stop, False, cue, speaker, words)
    return None


def _ends_clause(scene: Scene, i: int) -> bool:
    tokens = scene.tokens
    marks = '.,”"' if scene.grammar.language == "en" else '.”"'
    return (
        i >= len(tokens)
        or tokens.words[i] in marks
        or tokens.lowers[i] in ("in", "on", "during", "at", "after", "pada", "di", "dalam", "saat")
    )


def _comma_before(scene: Scene, i: int) -> int:
    for j in range(i - 1, max(1, i - 14), -1):
        if scene.tokens.words[j] == ",":
            return j if not _inside_party(scene, j, i) else 0
        if scene.tokens.words[j] in ";:":
            return 0
    return 0


def _inside_party(scene: Scene, comma: int, cue: int) -> bool:
    return scene.owner[comma] is not None


def _after_cue(scene: Scene, i: int, kind: str) -> int | None:
    """Where the content of ``X mengatakan (kepada pers) (bahwa) ...`` begins; None where nothing follows."""
    tokens, g = scene.tokens, scene.grammar
    size = len(tokens)
    for j in range(i, min(i + 14, size)):
        if tokens.lowers[j] in g.that or (tokens.lowers[j] in ("jika", "if") and j == i):
            return j + 1 if j + 1 < size else None
        if j - i > 2 and scene.act_at.get(j) is not None:
            break
    if kind == "that":
        if i + 1 < size and tokens.words[i] in ",:":
            return i + 1
        subject = scene.owner[i] if i < size else None
        if subject is not None and (act := scene.act_at.get(scene.skip_right(subject.last))) is not None and act.verbal:
            return i
        return None
    j = i
    if j < size and tokens.lowers[j] in g.prepositions and tokens.lowers[j] not in ("bahwa",):
        while j < min(i + 12, size) and tokens.words[j] not in ",:":
            j += 1
        if j >= min(i + 12, size):
            return None
    while j < size and tokens.words[j] in ',:“"':
        j += 1
    return j if j < size else None


def _cut_tail(scene: Scene, cues: Cues, content: int, stop: int) -> int:
    """Leaves an outlet's credit ("dikutip dari Reuters") and a second cue out of the content."""
    tokens = scene.tokens
    for i in range(content + 2, len(tokens)):
        if tokens.words[i - 1] == "," and (cues.via_at(tokens, i) or cues.at(tokens, i, "post")):
            return _trimmed(tokens.text, tokens.starts[content], tokens.starts[i - 1])[1]
    return stop


def _by_source(scene: Scene, cues: Cues, carried: Mention | None) -> Said | None:
    """``Menurut X, ...`` and ``..., according to X``."""
    tokens = scene.tokens
    for i in range(len(tokens)):
        end = cues.at(tokens, i, "source")
        if not end:
            continue
        own = bool(cues.at(tokens, i, "self"))
        speaker, words = (carried, None) if own else _speaker_right(scene, end)
        if speaker is None and words is None and not own:
            return None
        cue = (tokens.starts[i], tokens.ends[end - 1])
        if i <= 2:
            after = end if own else speaker.last if speaker else _first_token(tokens.starts, words[1] if words else 0)
            while after < len(tokens) and tokens.words[after] != ",":
                after += 1
            if after >= len(tokens) - 2:
                return None
            start, stop = _trimmed(tokens.text, tokens.starts[after + 1], len(tokens.text))
        else:
            start, stop = _trimmed(tokens.text, 0, tokens.starts[i])
        if len(tokens.text[start:stop].split()) >= _MIN_INDIRECT_WORDS:
            return Said(start, stop, False, cue, speaker, words)
        return None
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end
