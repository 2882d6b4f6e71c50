"""A reading as one HTML file: no script, nothing loaded from elsewhere, every word from outside escaped.

Labels are there in both languages; two radio buttons and the style sheet show one of them.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from kawat.cli.views.cells import badge_class, claims_table, dyads, quotes
from kawat.cli.views.labels import both, in_both
from kawat.cli.views.marks import ACT, KINDS, Segment, marks, numbered, segments
from kawat.cli.words import long_date
from kawat.ontology import QUADS
from kawat.ontology.plover import quad_label
from kawat.types import Claim, Document, Link, Reading

_LANGUAGES = ("id", "en")


def html(reading: Reading, language: str) -> str:
    """The page, with labels in ``language`` shown first."""
    document = reading.document
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(document.title or document.id)
    picks = "".join(
        f'<input class="pick" type="radio" name="labels" id="pick-{code}"{" checked" * (code == language)} aria-label="{name}">'
        for code, name in (("id", "Label bahasa Indonesia"), ("en", "Labels in English"))
    )
    return (
        f'<!doctype html>\n<html lang="{escape(document.language or language)}">\n'
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="Kawat">\n'
        f"<title>{title} – Kawat</title>\n<style>{style}</style>\n</head>\n<body>\n{picks}\n<main>\n"
        f"{_body(reading)}\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return files("kawat.cli.views").joinpath("page.css").read_text(encoding="utf-8")


def _body(reading: Reading) -> str:
    parts = [
        '<div class="labels"><label for="pick-id">Indonesia</label>',
        '<label for="pick-en">English</label></div>',
        f'<div class="top"><div>{_header(reading)}{_legend()}{_article(reading)}{_extras(reading)}</div>',
        f"<aside>{_heading('dyads', len(reading.relations))}{dyads(reading)}</aside></div>" if reading.relations else "</div>",
        _heading("claims", len(reading.claims)),
        claims_table(reading) if reading.claims else f'<p class="small">{both("none")}</p>',
    ]
    if reading.quotes:
        parts += [_heading("quotes", len(reading.quotes)), quotes(reading)]
    if reading.document.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in reading.document.notes)
        parts += [f"<h2>{both('notes')}</h2>", f'<ul class="small">{notes}</ul>']
    return "\n".join(parts)


def _heading(key: str, count: int) -> str:
    return f'<h2>{both(key)} <span class="count">{count}</span></h2>'


def _header(reading: Reading) -> str:
    document = reading.document
    title = _marked(reading, "title", document.title) if document.title else both("no_title")
    date = in_both({code: long_date(document.published, code) for code in _LANGUAGES}) if document.published else ""
    facts = [
        escape(document.outlet),
        date,
        escape(document.place),
        both(document.language) if document.language else "",
    ]
    people = [
        f"{both(label)} {escape(name)}" for label, name in (("byline", document.byline), ("editor", document.editor)) if name
    ]
    lines = [" · ".join(f for f in facts if f), " · ".join(people), _address(document)]
    return f"<header><h1>{title}</h1>" + "".join(f'<div class="meta">{line}</div>' for line in lines if line) + "</header>"


def _address(document: Document) -> str:
    return _linked(document.url, escape(document.url)) if document.url else ""


def _linked(url: str, text: str) -> str:
    """A link for web addresses only: ``javascript:`` and its like stay plain words."""
    try:
        safe = urlsplit(url).scheme.lower() in ("http", "https") and bool(urlsplit(url).netloc)
    except ValueError:
        safe = False
    return f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{text}</a>' if safe else text


def _legend() -> str:
    chips = [f'<span class="m {kind}">{both(kind)}</span>' for kind in KINDS if kind != ACT]
    for quad in QUADS:
        name = in_both({code: quad_label(quad, code) for code in _LANGUAGES})
        chips.append(f'<span class="m act {badge_class(quad)}">{name}<sup>1</sup></span>')
    return f'<div class="legend">{"".join(chips)}</div>'


def _article(reading: Reading) -> str:
    paragraphs = _marked(reading, "body", reading.document.text).split("\n\n")
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs if paragraph.strip())
    return f'<article lang="{escape(reading.document.language or "und")}">{body}</article>'


def _extras(reading: Reading) -> str:
    document, parts = reading.document, []
    if document.caption:
        credit = f'<span class="small">{escape(document.credit)}</span>' if document.credit else ""
        caption = _marked(reading, "caption", document.caption)
        parts.append(f'<figure><figcaption><span class="small">{both("caption")}</span>{caption} {credit}</figcaption></figure>')
    if document.related:
        links = "".join(f"<li>{_related(reading, link)}</li>" for link in document.related)
        parts.append(f'<div class="small">{both("related")}</div><ul class="related">{links}</ul>')
    if document.tags:
        parts.append(f'<p class="small">{both("tags")}: {escape(", ".join(document.tags))}</p>')
    return f'<div class="extras">{"".join(parts)}</div>' if parts else ""


def _related(reading: Reading, link: Link) -> str:
    title = _marked(reading, "related", link.title)
    return f"{title} {_linked(link.url, '↗')}" if link.url and _linked(link.url, "") else title


def _marked(reading: Reading, origin: str, text: str) -> str:
    """A field with its marks; paragraph breaks stay outside every tag, so that it can be cut there."""
    claims = dict(numbered(reading))
    return "".join(_segment(segment, claims) for segment in segments(text, marks(reading, origin, text)))


def _segment(segment: Segment, claims: dict[int, Claim]) -> str:
    if not segment.kinds:
        return escape(segment.text)
    kinds = [kind for kind in KINDS if kind in segment.kinds]
    if ACT in segment.kinds:
        kinds = [k for k in kinds if k in (ACT, "quote")]
    coloured = "m " if kinds != ["quote"] else ""
    pieces = [_tagged(piece, coloured + " ".join(kinds), segment, claims) for piece in segment.text.split("\n\n")]
    return "\n\n".join(pieces)


def _tagged(text: str, classes: str, segment: Segment, claims: dict[int, Claim]) -> str:
    if not segment.acts:
        return f'<span class="{classes}">{escape(text)}</span>'
    number = (segment.opens or segment.closes or segment.acts)[0]
    anchors = "".join(f'<span id="s{n}"></span>' for n in segment.opens)
    raised = "".join(f"<sup>{n}</sup>" for n in segment.closes)
    claim = claims[number]
    hint = escape(f"{claim.event}: {_codes(claim)}")
    return f'{anchors}<a class="{classes} {badge_class(claim.quad)}" href="#c{number}" title="{hint}">{escape(text)}{raised}</a>'


def _codes(claim: Claim) -> str:
    to = ", ".join(p.full for p in claim.recipient)
    return ", ".join(p.full for p in claim.actor) + (f" → {to}" if to else "")
