"""Labelled sentences as training examples: the coder's own window of a sentence, and labels by word.

Three kinds of source: ``claims/train.jsonl`` of the shared data, the project's stand-off annotations of real
sentences (``training/annotations``, resolved against the corpora), and sentences written for the project.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kawat.actors.memory import iso_day
from kawat.actors.mentions import Mention
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.features import Window, leans, part, windows
from kawat.ontology import EVENTS
from kawat.text.sentences import split
from kawat.text.spoken import spoken
from training.reader.sources import locate


@dataclass(slots=True)
class Act:
    """A labelled act: words ``first`` to ``last`` carry it; roles as word spans, one for each named party.

    ``actors`` and ``recipients``: spans in the sentence; ``context_actors``: (part, first, last) in the context.
    ``open_actor``: the label names a party that could not be found in the words, so nothing is learned of it.
    """

    first: int
    last: int
    event: str
    mode: str
    status: str
    weight: float
    actors: list[tuple[int, int]] = field(default_factory=list)
    recipients: list[tuple[int, int]] = field(default_factory=list)
    context_actors: list[tuple[int, int, int]] = field(default_factory=list)
    context_recipients: list[tuple[int, int, int]] = field(default_factory=list)
    open_actor: bool = False
    open_recipient: bool = False


@dataclass(slots=True)
class Affiliation:
    """What names the side of a party: words ``first`` to ``last`` name the party, ``own`` and ``context`` (part, first,
    last) the mentions that carry its code; ``home`` where that is the country in which the language's news
    is at home. Empty where nothing in sight tells it."""

    first: int
    last: int
    own: list[tuple[int, int]]
    context: list[tuple[int, int, int]]
    home: bool
    weight: float


@dataclass(slots=True)
class Example:
    """One sentence with its window and labels; ``quotes`` are (content, cue, speaker) word spans, ``()`` where none."""

    id: str
    language: str
    window: Window
    acts: list[Act]
    quotes: list[tuple[tuple[int, int], tuple[int, ...], tuple[int, ...]]]
    contexts: list[str] | None
    moded: bool
    affiliations: list[Affiliation] = field(default_factory=list)


def words_of(starts: list[int], ends: list[int], span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The words that a span of characters covers."""
    if span is None:
        return None
    inside = [i for i, (s, e) in enumerate(zip(starts, ends)) if s < span[1] and e > span[0]]
    return (inside[0], inside[-1] + 1) if inside else None


def example(coder: LexiconCoder, item: dict[str, Any]) -> Example:
    """An example of a labelled item: ``text``, ``title``, ``before``, ``lang``, ``claims``, ``quotes`` as in the shared data.

    A text of several sentences becomes one window, as it was labelled.
    """
    window = laid_window(coder, item)
    main = window.main
    found = Example(item["id"], item["lang"], window, [], [], item.get("contexts"), item.get("moded", False))
    for claim in item["claims"]:
        if claim.get("weight") == 0:
            continue
        span = words_of(main.starts, main.ends, locate(item["text"], claim["trigger"]))
        if span is None or claim["event"] not in EVENTS:
            continue
        weight = claim.get("weight", 0.5 if claim.get("doubt") else 1.0)
        act = Act(*span, claim["event"], claim.get("mode", ""), claim["status"], weight)
        act.actors, act.context_actors, act.open_actor = _side(claim["actor"], claim.get("actor_text", ""), item["text"], window)
        act.recipients, act.context_recipients, act.open_recipient = _side(
            claim["recipient"], claim.get("recipient_text", ""), item["text"], window
        )
        found.acts.append(act)
    for quote in item["quotes"]:
        content = words_of(main.starts, main.ends, locate(item["text"], quote["content"]))
        if content is None:
            continue
        spans = [
            words_of(main.starts, main.ends, locate(item["text"], quote[k])) if quote.get(k) else None
            for k in ("cue", "speaker_text")
        ]
        found.quotes.append((content, spans[0] or (), spans[1] or ()))
    found.affiliations = _affiliations(item, window)
    return found


def _affiliations(item: dict[str, Any], window: Window) -> list[Affiliation]:
    """The affiliation of each party and speaker of one known or unknown code, once for each run of words."""
    told: dict[tuple[int, int], set[str]] = {}
    sides = [(c[s], c.get(f"{s}_text")) for c in item["claims"] if not c.get("doubt") for s in ("actor", "recipient")]
    sides += [((q.get("speaker") or "").split(","), q.get("speaker_text")) for q in item["quotes"]]
    for codes, words in sides:
        span = words_of(window.main.starts, window.main.ends, locate(item["text"], words)) if words else None
        if span and any(codes):
            told.setdefault(span, set()).update(c.split(".")[0] for c in codes if c)
    out = []
    for (first, last), states in told.items():
        if len(states) != 1:
            continue
        (state,) = states
        inside = [m for m in window.main.mentions if m.first < last and m.last > first]
        evident = any(m.code == state and m.kind != "pronoun" and not m.bare for m in inside)
        own = [(m.first, m.last) for m in window.main.mentions if m not in inside and _names(m, state)]
        context = [(at, m.first, m.last) for at, p in enumerate(window.context) for m in p.mentions if _names(m, state)]
        home = state == spoken()[item["lang"]].home != ""
        if evident and not own and not context:
            continue
        out.append(Affiliation(first, last, own, context, home, 0.5 if evident else 1.0))
    return out


def _names(mention: Mention, state: str) -> bool:
    """Whether a mention names a state or body by itself."""
    return mention.code == state != "?" and mention.kind != "pronoun" and not mention.bare


def _lists(language: str) -> str:
    return "id" if language == "ms" else language


def laid_window(coder: LexiconCoder, item: dict[str, Any]) -> Window:
    """The window of a labelled item, its text taken as one sentence."""
    language = _lists(item["lang"])
    context = ". ".join(p for p in (item.get("title", ""), item.get("before", "")) if p)
    article = coder.read("", "", language, item["id"], iso_day(item.get("published") or ""), context, ())
    article.field(item["text"], "title", "body") if len(split(item["text"], language)) > 1 else article.field(
        item["text"], "text", "body"
    )
    window = windows(article)[0] if article.passages else Window([], None)  # type: ignore[arg-type]
    if article.passages and not window.context and article.context and leans(window.main):
        scenes = article.context
        window = Window([part(s) for s in ([scenes[0], scenes[-1]] if len(scenes) > 1 else scenes)], window.main)
    return window


def _side(
    codes: list[str], words: str, text: str, window: Window
) -> tuple[list[tuple[int, int]], list[tuple[int, int, int]], bool]:
    """Where a side of a claim is named: spans in the sentence, spans in the context, and whether it is named nowhere."""
    wanted = {c.split(".")[0] for c in codes} - {"", "?"}
    main = window.main
    own = []
    for piece in [words] if words else []:
        span = words_of(main.starts, main.ends, locate(text, piece))
        if span:
            own.append(span)
    said = {m.code for m in main.mentions if own and m.first < own[0][1] and m.last > own[0][0] and m.kind != "pronoun"} - {
        "",
        "?",
    }
    context: list[tuple[int, int, int]] = []
    if wanted and not said & wanted:
        for at, part in enumerate(window.context):
            context += [(at, m.first, m.last) for m in part.mentions if m.code in wanted]
        if not own and not context:
            own = [(m.first, m.last) for m in main.mentions if m.code in wanted][:1]
    return own, context, bool(wanted) and not own and not context
