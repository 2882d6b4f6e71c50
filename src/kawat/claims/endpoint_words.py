"""Answers in words, brought back to the sentence: where the words stand and which parties they name."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, NamedTuple

from kawat.actors.mentions import Mention
from kawat.claims.lexicon import Frame, Match, Pattern
from kawat.claims.said import Said, trimmed
from kawat.claims.scene import Act, Scene
from kawat.ontology import EVENTS, ROOT_CAMEO, STATUSES
from kawat.ontology.plover import modes

_EDGES = " \t\r\n.,;:!?…\"“”„'‘’«»()[]{}-–—"
_PLAIN = str.maketrans("“”„‘’\u00a0", '"""\'\' ')
_THOUGHTS = re.compile(r"<think>.*?</think>", re.S)
_MOST = 50  # claims or quotes of one sentence that are looked at
_SHORT = 4  # fewer letters are found as whole words only
_MODES = frozenset(modes())
_FRAME = Frame("A", "R", frozenset())
_NOTHING: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A claim of the answer in the sentence: the act with its parties, its mode, and the confidence told (0.5 if none)."""

    act: Act
    mode: str
    confidence: float


def parsed(content: str) -> dict[str, list[dict[str, Any]]] | None:
    """The lists ``claims`` and ``quotes`` of an answer, also out of a fence or amid other words; None if unusable."""
    found = an_object(content)
    if found is None or not any(isinstance(found.get(name), list) for name in ("claims", "quotes")):
        return None
    lists = {name: found.get(name) for name in ("claims", "quotes")}
    return {name: [x for x in (v if isinstance(v, list) else [])[:_MOST] if isinstance(x, dict)] for name, v in lists.items()}


def an_object(content: str) -> dict[str, Any] | None:
    """The JSON object in an answer's words; None where there is none."""
    content = _THOUGHTS.sub("", content)
    start, end = content.find("{"), content.rfind("}")
    try:
        found: Any = json.loads(content[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def places(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text: exactly, else in any case, else without their edge punctuation; [] if nowhere."""
    text, words = text.translate(_PLAIN), words.translate(_PLAIN).strip()
    bare = words.strip(_EDGES)
    for sought, flags in ((words, 0), (words, re.I), (bare, 0), (bare, re.I)):
        if sought and (found := _standing(sought, text, flags)):
            return found
    return []


def _standing(words: str, text: str, flags: int) -> list[tuple[int, int]]:
    """As whole words if possible; within words ("tentara" in "tentaranya") only what is long enough to tell."""
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    found = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, flags)]
    if not found and len(words) >= _SHORT:
        found = [m.span() for m in re.finditer(pattern, text, flags)]
    return found


class Reader:
    """Brings the answer about one sentence back into its scene; ``earlier`` are the scenes before it, last one first.

    ``dropped`` counts, by reason, what could not be brought back.
    """

    def __init__(self, scene: Scene, earlier: list[Scene]) -> None:
        self.scene = scene
        self.earlier = earlier
        self.dropped: dict[str, int] = {}
        self._taken: set[tuple[str, int, int]] = set()

    def claims(self, answers: list[dict[str, Any]]) -> list[Found]:
        """The claims whose type exists and whose act words stand in the sentence, in the order of their words."""
        found = [one for answer in answers if (one := self._claim(answer)) is not None]
        return sorted(found, key=lambda one: one.act.match.first)

    def _claim(self, answer: dict[str, Any]) -> Found | None:
        event = _word(answer.get("event")).upper()
        status = _word(answer.get("status")).lower() or "real"
        if event not in EVENTS or status not in STATUSES:
            self._drop("claim(s) left out: unknown type or status")
            return None
        spans = places(_word(answer.get("trigger")), self.scene.tokens.text)
        runs = [run for run in map(self._tokens, spans) if run[0] < run[1]]
        if not runs:
            self._drop("claim(s) left out: the act words are not in the sentence")
            return None
        free = [run for run in runs if (event, *run) not in self._taken]
        if not free:
            self._drop("claim(s) left out: given twice")
            return None
        first, last = free[0]
        self._taken.add((event, first, last))
        act = self._act(event, first, last)
        act.status = status
        act.actors = self._parties(answer.get("actor"), first)
        act.recipients = [m for m in self._parties(answer.get("recipient"), first) if not any(m is a for a in act.actors)]
        act.source = next(iter(self._parties(answer.get("said_by"), first)), None)
        mode = _word(answer.get("mode")).lower()
        return Found(act, mode if f"{event}/{mode}" in _MODES else "", _confidence(answer.get("confidence")))

    def _act(self, event: str, first: int, last: int) -> Act:
        known = next((a for a in self.scene.acts if a.event == event and a.match.first < last and first < a.match.last), None)
        cameo = known.cameo if known and known.cameo else ROOT_CAMEO[event]
        pattern = Pattern((), "active", "v", event, cameo, _FRAME, "none", "endpoint", _NOTHING, _NOTHING)
        return Act(Match(first, last, tuple(range(first, last)), pattern), event=event, cameo=cameo)

    def quotes(self, answers: list[dict[str, Any]]) -> list[Said]:
        """The quotes whose content stands in the sentence, in its order."""
        found = [one for answer in answers if (one := self._quote(answer)) is not None]
        return sorted(found, key=lambda one: one.start)

    def _quote(self, answer: dict[str, Any]) -> Said | None:
        text = self.scene.tokens.text
        spans = places(_word(answer.get("content")), text)
        start, end = trimmed(text, *spans[0]) if spans else (0, 0)
        if start >= end:
            self._drop("quote(s) left out: the words are not in the sentence")
            return None
        direct = answer.get("direct")
        if not isinstance(direct, bool):
            direct = text[max(0, start - 1) : start] in ('"', "“", "„", "«")
        cues = places(_word(answer.get("cue")), text)
        cue = min(cues, key=lambda c: min(abs(c[0] - end), abs(start - c[1]))) if cues else None
        speaker = next(iter(self._parties(answer.get("speaker"), self._tokens((start, end))[0])), None)
        if speaker is not None and speaker.kind == "unknown":
            tokens = self.scene.tokens
            return Said(start, end, direct, cue, None, (tokens.starts[speaker.first], tokens.ends[speaker.last - 1]))
        return Said(start, end, direct, cue, speaker)

    def _parties(self, answer: Any, near: int) -> list[Mention]:
        """The mentions that an answer's words overlap; else an unknown party; else one that an earlier sentence named."""
        out: list[Mention] = []
        for words in answer if isinstance(answer, list) else [answer]:
            for mention in self._named(_word(words), near):
                if not any(mention is m for m in out):
                    out.append(mention)
        return out

    def _named(self, words: str, near: int) -> list[Mention]:
        if not words.strip(_EDGES):
            return []
        runs = [run for run in map(self._tokens, places(words, self.scene.tokens.text)) if run[0] < run[1]]
        if runs:
            first, last = min(runs, key=lambda run: abs(run[0] - near))
            inside = [m for m in self.scene.mentions if m.first < last and first < m.last]
            return inside or [Mention(first, last, "unknown", "", "", self.scene.tokens.span(first, last))]
        for scene in self.earlier:
            for start, end in places(words, scene.tokens.text):
                for m in scene.mentions:
                    if scene.tokens.starts[m.first] < end and start < scene.tokens.ends[m.last - 1] and m.code not in ("", "?"):
                        return [replace(m, kind="pronoun", first=-1, last=-1)]
        self._drop("name(s) of parties left out: neither in the sentence nor before it")
        return []

    def _tokens(self, span: tuple[int, int]) -> tuple[int, int]:
        """The tokens that a stretch of the sentence touches, as (first, last exclusive)."""
        tokens = self.scene.tokens
        inside = [i for i in range(len(tokens)) if tokens.starts[i] < span[1] and span[0] < tokens.ends[i]]
        return (inside[0], inside[-1] + 1) if inside else (len(tokens), len(tokens))

    def _drop(self, reason: str) -> None:
        self.dropped[reason] = self.dropped.get(reason, 0) + 1


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _confidence(value: Any) -> float:
    """The answer's own confidence if it is a number from 0 to 1, else 0.5."""
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if good else 0.5
