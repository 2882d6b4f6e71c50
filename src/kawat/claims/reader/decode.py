"""From the network's answers to acts and quotes in the scene of a sentence.

Acts are runs of words that one type claims; their parties are found by ``parties``. Thresholds come from the settings
shipped with the network.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from kawat.actors.mentions import Mention
from kawat.claims.lexicon import Frame, Match, Pattern
from kawat.claims.reader.network import Array
from kawat.claims.reader.parties import ACTOR, RECIPIENT, SPEAKER, Pointed, Sentence, affiliated, of_the_place, parties, unnamed
from kawat.claims.reader.peaks import peaks
from kawat.claims.said import Said, trimmed
from kawat.claims.scene import Act, Scene
from kawat.ontology import CONTEXTS, EVENTS, ROOT_CAMEO, STATUSES
from kawat.ontology.plover import modes

# Words that a quote has at least, and what it costs (in log-odds) to begin or end one.
_SHORTEST = 3
_SWITCH = 2.0
_MODES = modes()
_MOST_CONTEXTS = 2


class Judged(NamedTuple):
    """An act that the network sees: the act with its parties, and how sure each answer is (0 to 1).

    ``score`` is the network's for the best word; ``sure`` the probability that the claim is one, and ``seen`` what it rests
    on (``confidence.features``).
    """

    act: Act
    mode: str
    score: float
    parts: str
    sure: float = 0.0
    seen: dict[str, float] = {}  # noqa: RUF012 - a default that nobody writes to


def acts(sentence: Sentence, settings: dict[str, Any]) -> list[Judged]:
    """What may be acts, in the order of their words: around each peak of a type the words that reach their share of it.

    Even weak peaks are given (from ``floor`` on); how sure each is, and which stay, is for ``confidence`` and ``rules``.
    """
    events = sentence.words(sentence.heads.events)
    runs = peaks(events, settings["floor"], settings["run"])
    return [_judge(sentence, kind, first, last, float(events[first:last, kind].max()), settings) for first, last, kind in runs]


def _judge(sentence: Sentence, kind: int, first: int, last: int, score: float, settings: dict[str, Any]) -> Judged:
    event = EVENTS[kind]
    scene, heads = sentence.scene, sentence.heads
    rows = [r for r in sentence.laid.words[first:last] if r >= 0]
    status = heads.status[rows].mean(0)
    known = next((a for a in scene.acts if a.event == event and a.match.first < last and first < a.match.last), None)
    cameo = known.cameo if known else ROOT_CAMEO[event]
    pattern = Pattern((), "active", "v", event, cameo, Frame("A", "R", frozenset()), "none", "reader", frozenset(), frozenset())
    act = Act(Match(first, last, tuple(range(first, last)), pattern), event=event, cameo=cameo)
    act.status = STATUSES[_status(status, _ruled(scene, event, first, last), settings)]
    actors = parties(sentence, heads.roles[ACTOR, rows].max(0), settings["actor"], settings)
    recipients = parties(sentence, heads.roles[RECIPIENT, rows].max(0), settings["recipient"], settings)
    actors = of_the_place(sentence, actors, recipients)
    recipients = of_the_place(sentence, recipients, actors)
    act.recipients = [p.mention for p in recipients if not any(p.same(a) and p.score <= a.score for a in actors)]
    act.actors = [a.mention for a in actors if not any(a.mention.first == m.first >= 0 for m in act.recipients)]
    told_of = f"status {act.status} {status.max():.2f}"
    for name, side, scored in (("actor", act.actors, actors), ("recipient", act.recipients, recipients)):
        for p in scored:
            if any(p.mention is kept for kept in side):
                told_of += f", {name} {p.mention.name!r} {p.score:.2f}{p.note}"
    return Judged(act, _mode(sentence, rows, event), score, told_of)


def _ruled(scene: Scene, event: str, first: int, last: int) -> str:
    """The status that the rules give an act at these words ("" where they see none)."""
    found = [a for a in scene.acts if a.match.first < last and first < a.match.last]
    found.sort(key=lambda a: a.event != event)
    return found[0].status if found else ""


def _status(found: Array, ruled: str, settings: dict[str, Any]) -> int:
    """The status: something else than real needs its share of the score, and less of it where the rules see it too."""
    best = int(found.argmax())
    other = 1 if found[1] >= found[2] else 2
    if ruled in ("negated", "unreal") and found[STATUSES.index(ruled)] >= settings.get("status_agreed", 1.1):
        return STATUSES.index(ruled)
    return other if best == 0 and found[other] >= settings["status"] else best


def _mode(sentence: Sentence, rows: list[int], event: str) -> str:
    own = [i for i, name in enumerate(_MODES) if name.startswith(event + "/")]
    if not own:
        return ""
    scores = sentence.heads.mode[rows].mean(0)[own]
    return _MODES[own[int(scores.argmax())]].split("/")[1]


def contexts(sentence: Sentence, settings: dict[str, Any]) -> tuple[str, ...] | None:
    """The contexts of a sentence, the surest first; None where no threshold is set for them."""
    limit = settings.get("contexts")
    if limit is None:
        return None
    found = sorted(zip(sentence.heads.contexts.tolist(), CONTEXTS, strict=True), reverse=True)
    return tuple(name for score, name in found if score >= limit)[:_MOST_CONTEXTS]


def quotes(sentence: Sentence, settings: dict[str, Any], carried: Mention | None) -> list[Said]:
    """The quotes of a sentence: runs of words told as somebody's; ``carried`` is who went on speaking."""
    out: list[Said] = []
    tokens = sentence.scene.tokens
    for first, last in _runs(told(sentence), settings["quote"]):
        start, end = trimmed(tokens.text, tokens.starts[first], tokens.ends[last - 1])
        if last - first >= _SHORTEST and end > start:
            out.append(_said(sentence, first, last, (start, end), settings, carried))
    return out


def told(sentence: Sentence) -> Array:
    """How likely each word is told as somebody's (0 for words that were cut off)."""
    inside: Array = 1 - sentence.words(sentence.heads.quote)[:, 0]
    inside[np.asarray(sentence.laid.words) < 0] = 0
    return inside


def _runs(inside: Array, limit: float) -> list[tuple[int, int]]:
    """The best division of the words into quoted runs and others: each switch costs, so that runs do not fray (Viterbi)."""
    p = np.clip(inside, 1e-3, 1 - 1e-3)
    gain = np.log(p / (1 - p)) - np.log(limit / (1 - limit))
    states: list[tuple[float, list[int]]] = [(0.0, []), (-_SWITCH, [0])]
    for i, g in enumerate(gain):
        out_score, inner = states
        into = (out_score[0] - _SWITCH, [*out_score[1], i])
        stay = inner if i else (-_SWITCH, [0])
        inside_best = max(stay, into, key=lambda x: x[0])
        leave = (inner[0], [*inner[1], i]) if i else (-np.inf, [])
        outside_best = max(out_score, leave, key=lambda x: x[0])
        states = [(outside_best[0], outside_best[1]), (inside_best[0] + float(g), inside_best[1])]
    best = max(states, key=lambda x: x[0])[1]
    best = [*best, len(gain)] if len(best) % 2 else best
    return [(a, b) for a, b in zip(best[::2], best[1::2]) if b > a]


def _said(
    sentence: Sentence, first: int, last: int, span: tuple[int, int], settings: dict[str, Any], carried: Mention | None
) -> Said:
    (start, end), tokens, heads = span, sentence.scene.tokens, sentence.heads
    row = next((r for r in sentence.laid.words[first:last] if r >= 0), 0)
    scores = heads.roles[SPEAKER, row]
    words = sentence.words(scores)
    words[first:last] = 0
    found = [(m, float(words[m.first : m.last].max(initial=0))) for m in sentence.scene.mentions]
    speaker = max(found, key=lambda x: x[1], default=None)
    by: Mention | None = None
    named: tuple[int, int] | None = None
    if speaker is not None and speaker[1] >= settings["speaker"] and speaker[1] >= words.max() * 0.6:
        by = _widened(affiliated(sentence, Pointed(*speaker), settings).mention, words, settings["speaker"])
    elif words.max(initial=0) >= settings["speaker"]:
        raw = affiliated(sentence, unnamed(sentence, words, settings["speaker"]), settings).mention
        by = raw if raw.code else None
        named = None if by else (tokens.starts[raw.first], tokens.ends[raw.last - 1])
    else:
        by = carried
    before = tokens.text[max(0, start - 1) : start]
    direct = before in ('"', "“", "'", "‘", "«") or (first > 0 and tokens.words[first - 1] in '"“')
    return Said(start, end, direct, _cue(sentence, first, last), by, named)


def _widened(mention: Mention, words: Array, limit: float) -> Mention:
    """The mention with the words beside it that name the speaker too ("a senior aide to the president")."""
    first, last = mention.first, mention.last
    while first > 0 and words[first - 1] >= limit:
        first -= 1
    while last < len(words) and words[last] >= limit:
        last += 1
    return replace(mention, first=first, last=last)


def _cue(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The speech verb: the word most like one outside the quoted words."""
    cue = sentence.words(sentence.heads.quote)[:, 3].copy()
    cue[first:last] = 0
    if not len(cue) or cue.max() < 0.3:
        return None
    top = int(cue.argmax())
    tokens = sentence.scene.tokens
    return tokens.starts[top], tokens.ends[top]
