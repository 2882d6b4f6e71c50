"""An HTML page to a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec

from kawat.limits import SPARE_ELEMENTS
from kawat.read import jsonld
from kawat.read.assemble import Found, Given, assemble, empty
from kawat.read.body import read_body
from kawat.read.clean import one_line, squeeze
from kawat.read.furniture import Block, sort_blocks, sort_margin
from kawat.read.markup import parse
from kawat.read.metadata import read_metadata
from kawat.read.photo import read_photo
from kawat.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h1|h2|span|script"
    r"|amp-img)\b[^<>]*>?",
    re.IGNORECASE,
)
_THIN = 200


def is_html(text: str, content_type: str = "") -> bool:
    """True where the text is a page or a piece of one, by its first 4,000 characters or its declared type."""
    head = text[:4000].lstrip("\ufeff \t\r\n")
    if content_type in ("text/html", "application/xhtml+xml"):
        return "<" in head
    return bool(_MARKUP.match(head)) or len(_MARKUP.findall(head)) > 2


def read_page(text: str, given: Given, notes: tuple[str, ...] = ()) -> Document:
    """A Document from an HTML page: facts from its metadata, the rest from its layout; SourceError for one beyond all bounds."""
    root, cut = parse(text, given.source)
    if root is None:
        return empty(given, "the page holds no element")
    notes = (*notes, cut) if cut else notes
    base = _base(root, given.url)
    found = read_metadata(root, given.url)
    body = read_body(root, given.title or found.title, base)
    known = [name for name in (found.byline, found.editor, found.outlet, found.title) if name]
    margin = sort_margin(body.before, body.after)
    result = sort_blocks(body.blocks, known)
    result = msgspec.structs.replace(
        result,
        moment=result.moment or margin.moment,
        byline=result.byline or margin.byline,
        editor=result.editor or margin.editor,
    )
    extra = notes
    if sum(map(len, result.paragraphs)) < _THIN:
        other, how = _otherwise(text, root)
        if sum(len(b.text) for b in other) > 1.5 * sum(map(len, result.paragraphs)):
            spare = sort_blocks([b for b in other if b.text.casefold() != found.title.casefold()])
            result = msgspec.structs.replace(result, paragraphs=spare.paragraphs)
            extra = (*notes, f"body text taken from {how}")
    return assemble(given, _with_caption(found, *read_photo(root, body.container), extra), result)


def _with_caption(found: Found, caption: str, credit: str, notes: tuple[str, ...]) -> Found:
    return msgspec.structs.replace(found, caption=caption, credit=credit, notes=(*found.notes, *notes))


def _base(root: Element, url: str) -> str:
    """What the page's links are relative to: <base>, the given address, or the page's own."""
    stated = next((node.get("href") or "" for node in root.iter("base")), "")
    if not url:
        links = (n.get("href") or "" for n in root.iter("link") if "canonical" in (n.get("rel") or ""))
        url = str(next(links, ""))
    try:
        return urljoin(url, str(stated))
    except ValueError:
        return url


def _shown(root: Element) -> Iterator[Element]:
    """The elements of the page's body, scripts and styles left out."""
    for body in root.iter("body"):
        yield from (n for n in body.iter() if isinstance(n.tag, str) and n.tag not in ("script", "style"))


def _otherwise(text: str, root: Element) -> tuple[list[Block], str]:
    """Where the layout shows almost no text: JSON-LD's articleBody, else what trafilatura finds."""
    scripts = ("".join(n.itertext()) for n in root.iter("script") if "ld+json" in (n.get("type") or "").lower())
    whole = jsonld.article(scripts).get("articleBody")
    if isinstance(whole, str) and len(whole) > _THIN:
        plain = re.sub(r"<(?:/p|br\s*/?)>", "\n", whole)
        lines = (one_line(jsonld.text(line)) for line in plain.split("\n"))
        return [Block(line) for line in lines if line], "the page's JSON-LD"
    if sum(1 for _ in root.iter()) > SPARE_ELEMENTS:
        return [], ""
    if sum(len(squeeze(node.text or "")) + len(squeeze(node.tail or "")) for node in _shown(root)) < _THIN:
        return [], ""
    import trafilatura

    found = trafilatura.extract(text, include_comments=False, include_tables=False) or ""
    return [Block(one_line(line)) for line in found.split("\n")], "trafilatura"
