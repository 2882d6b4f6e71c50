"""The tables of the HTML page: claims, quotes, dyads."""

from __future__ import annotations

from html import escape

from kawat.cli.views.labels import both, from_both, in_both
from kawat.cli.views.marks import numbered
from kawat.cli.words import ARROWS, STATUS_MARKS, date_words
from kawat.ontology.plover import event_label, mode_label
from kawat.types import Claim, Party, Quote, Reading, Relation

_QUADS = {
    "verbal cooperation": "vc",
    "material cooperation": "mc",
    "verbal conflict": "vk",
    "material conflict": "mk",
}


def badge_class(quad: str) -> str:
    """The style class of a quad class."""
    return _QUADS[quad]


def claims_table(reading: Reading) -> str:
    """All claims, each linked with its words in the text."""
    heads = "".join(f"<th scope=col>{both(key)}</th>" for key in ("number", "act", "who", "said_by", "date", "place", "words"))
    rows = "\n".join(_row(number, claim) for number, claim in numbered(reading))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _row(number: int, claim: Claim) -> str:
    linked = ' class="linked"' if claim.origin == "related" else ""
    said, place = _said(claim), escape(claim.place.name) if claim.place else ""
    cells = [
        f'<td class="n"><a href="#s{number}">{number}</a></td>',
        f"<td>{_act(claim)}</td>",
        f"<td>{_who(claim)}</td>",
        _cell("said_by", said),
        _cell("date", from_both(lambda code: date_words(claim.date, code)) if claim.date else ""),
        _cell("place", place),
        _cell("words", _words(claim)),
    ]
    return f'<tr id="c{number}"{linked}>{"".join(cells)}</tr>'


def _cell(label: str, content: str) -> str:
    if not content:
        return '<td class="none">–</td>'
    return f'<td class="{label}"><span class="cell">{both(label)}: </span>{content}</td>'


def _act(claim: Claim) -> str:
    out = f'<span class="badge {badge_class(claim.quad)}">{claim.event}</span>'
    if claim.status != "real":
        out += f' <span class="status">{STATUS_MARKS[claim.status]} {both(claim.status)}</span>'
    label = from_both(lambda code: event_label(claim.event, code))
    mode = f" · {from_both(lambda code: mode_label(claim.event, claim.mode, code))}" if claim.mode else ""
    return f'{out}<span class="sub">{label}{mode}</span>'


def _who(claim: Claim) -> str:
    actor = escape(", ".join(p.full for p in claim.actor)) or "?"
    recipient = escape(", ".join(p.full for p in claim.recipient))
    names = _names(claim.actor) + (f" → {_names(claim.recipient)}" if recipient else "")
    to = f" → {recipient}" if recipient else ""
    return f'<span class="who">{actor}{to}</span><span class="sub">{names}</span>'


def _names(parties: tuple[Party, ...]) -> str:
    return escape(", ".join(p.name or p.text for p in parties)) or "–"


def _said(claim: Claim) -> str:
    out = ""
    if claim.said_by:
        code, name = escape(claim.said_by.full), escape(claim.said_by.name)
        out = f'<span class="who">{code}</span><span class="sub">{name}</span>'
    return out + (f'<span class="sub">{both("via")} {escape(claim.via)}</span>' if claim.via else "")


def _words(claim: Claim) -> str:
    origin = f'<span class="sub">({both(claim.origin)})</span>' if claim.origin != "body" else ""
    why = "".join(f"<li>{escape(reason)}</li>" for reason in claim.why)
    facts = f"CAMEO {escape(claim.cameo)} · {claim.score:+.1f} · {claim.confidence:.0%} · {escape(claim.coder)}"
    details = f"<details><summary>{both('why')}</summary><ul><li>{facts}</li>{why}</ul></details>"
    return f"“{escape(claim.trigger.text)}”{origin}{details}"


def quotes(reading: Reading) -> str:
    """What was said by whom."""
    return "\n".join(_quote(quote) for quote in reading.quotes)


def _quote(quote: Quote) -> str:
    words = escape(quote.content.text.strip('“”"'))
    speaker = "?"
    if quote.speaker:
        code = f" ({escape(quote.speaker.full)})" if quote.speaker.code != "?" else ""
        speaker = f"<b>{escape(quote.speaker.name or quote.speaker.text)}</b>{code}"
    details = [
        speaker,
        escape(quote.cue.text) if quote.cue else "",
        both("direct" if quote.direct else "indirect"),
    ]
    details.append(f"{both('via')} {escape(quote.via)}" if quote.via else "")
    said = f"“{words}”" if quote.direct else words
    by = " · ".join(d for d in details if d)
    return f'<blockquote><p>{said}</p><div class="q-by">{by}</div></blockquote>'


def dyads(reading: Reading) -> str:
    """Each dyad with its arrow, net score, sentence and claims."""
    numbers = {claim.id: number for number, claim in numbered(reading)}
    return "\n".join(_dyad(relation, numbers) for relation in reading.relations)


def _dyad(relation: Relation, numbers: dict[str, int]) -> str:
    known = dict.fromkeys(numbers[c] for c in relation.claims if c in numbers)
    links = ", ".join(f'<a href="#c{n}">{n}</a>' for n in known)
    sentence = in_both({"id": relation.sentence_id, "en": relation.sentence_en})
    kind = relation.direction
    return (
        f'<div class="dyad"><div><span class="arrow {kind}" aria-hidden="true">{ARROWS[kind]}</span> '
        f"<b>{escape(relation.a)} – {escape(relation.b)}</b> "
        f'<span class="net {kind}">{relation.net:+.1f}</span></div><div>{sentence} [{links}]</div></div>'
    )
