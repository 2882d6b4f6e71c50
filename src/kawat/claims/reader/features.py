"""What the model is given of a sentence: its words, its context, and what lexicon and registry know of each word.

Training and coding lay out their sentences with this one module, so that the model sees the same either way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kawat.actors.mentions import Mention
from kawat.claims.article import Article
from kawat.claims.said import Said
from kawat.claims.scene import Scene
from kawat.ontology import EVENTS

# Rows of the feature tables: see ``_acts``, ``_statuses``, ``_parties`` and ``_quotes``.
ACTS = 1 + 2 * len(EVENTS)
STATUSES = 4
PARTIES = 36
QUOTES = 5
MARKS = 3
SEGMENTS = 2
_EVENT_ROW = {event: i for i, event in enumerate(EVENTS, 1)}
_STATUS_ROW = {"real": 1, "negated": 2, "unreal": 3}


@dataclass(slots=True)
class Part:
    """A run of words with features, one list entry a word.

    ``acts``: 0 none, 1-16 type of an act word that the rules keep, 17-32 of one that they drop. ``statuses``: of
    that act (1 real, 2 negated, 3 unreal). ``parties``: kind of mention times 4 plus its part in the rules' acts.
    ``quotes``: 1 indirect words, 2 direct words, 3 cue, 4 speaker.
    """

    text: str
    starts: list[int]
    ends: list[int]
    mentions: list[Mention]
    acts: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    parties: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)


class Window(NamedTuple):
    """A sentence to read with the parts before it: the title or lead, and the sentence before."""

    context: list[Part]
    main: Part


def windows(article: Article) -> list[Window]:
    """One window for each passage of an article, in order."""
    out = []
    title = next((p.scene for p in article.passages if p.site.field == "title"), None)
    lead = title or (article.context[0] if len(article.context) > 1 else None)
    previous = article.context[-1] if article.context else None
    field = ""
    for passage in article.passages:
        if passage.site.field != field and field == "text":
            previous = None
        field = passage.site.field
        scenes = [s for s in (lead if passage.scene is not title else None, previous) if s is not None]
        main = part(passage.scene, passage.said)
        context = [part(s) for i, s in enumerate(scenes) if s not in scenes[:i]] if leans(main) else []
        out.append(Window(context, main))
        previous = passage.scene if passage.scene is not title else previous
    return out


def leans(main: Part) -> bool:
    """Whether a sentence may need the words before it: it names fewer than two known parties, or has a pronoun.

    A sentence that names its parties is read alone: half the word pieces, and no bystanders from elsewhere.
    """
    known = {m.code for m in main.mentions if m.kind != "pronoun"} - {"", "?"}
    return len(known) < 2 or any(m.kind == "pronoun" for m in main.mentions)


def part(scene: Scene, said: list[Said] | None = None) -> Part:
    """The words of a scene with their features; ``said`` are its quotes."""
    tokens = scene.tokens
    out = Part(tokens.text, tokens.starts, tokens.ends, scene.mentions)
    size = len(tokens)
    out.acts, out.statuses, out.parties, out.quotes = [0] * size, [0] * size, [0] * size, [0] * size
    for act in scene.acts:
        kept = not act.dropped and act.fits
        for i in act.match.used:
            out.acts[i] = _EVENT_ROW[act.event] + (0 if kept else len(EVENTS))
            out.statuses[i] = _STATUS_ROW[act.status]
    actors = {id(m) for act in scene.acts if not act.dropped for m in act.actors}
    recipients = {id(m) for act in scene.acts if not act.dropped for m in act.recipients}
    for mention in scene.mentions:
        row = 4 * _kind(mention) + (id(mention) in actors) + 2 * (id(mention) in recipients)
        for i in range(mention.first, mention.last):
            out.parties[i] = row
    for quote in said or ():
        _mark_quote(out, quote)
    return out


def _kind(mention: Mention) -> int:
    """1 state or body, 2 known person, 3 place, 4 role with code, 5 role without, 6 unknown name, 7-8 pronoun with, without."""
    coded = mention.code not in ("", "?")
    if mention.kind == "pronoun":
        return 7 if coded else 8
    if mention.located:
        return 3
    if mention.kind == "role":
        return 4 if coded else 5
    if not coded:
        return 6
    return 2 if mention.person else 1


def _mark_quote(out: Part, quote: Said) -> None:
    spans = [(quote.start, quote.end, 2 if quote.direct else 1)]
    if quote.cue:
        spans.append((*quote.cue, 3))
    if quote.words:
        spans.append((*quote.words, 4))
    for start, end, row in spans:
        for i, at in enumerate(out.starts):
            if start <= at < end:
                out.quotes[i] = row
    if quote.speaker is not None and quote.speaker.first >= 0:
        for i in range(quote.speaker.first, min(quote.speaker.last, len(out.quotes))):
            out.quotes[i] = 4
