"""The blocks of a page in reading order: paragraphs, headings, list items, with what is link in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from kawat.limits import NAME_CHARACTERS
from kawat.read.clean import one_line
from kawat.read.furniture import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "amp-body",
        "br",
    ]
)
NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "form",
        "button",
        "svg",
        "iframe",
        "video",
        "audio",
        "select",
        "textarea",
        "input",
        "template",
        "object",
        "embed",
        "head",
        "amp-ad",
        "amp-iframe",
        "amp-social-share",
        "h1",
        "figure",
        "picture",
        "canvas",
        "dialog",
    ]
)
_BAD = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|adv|iklan|banner\w*|share\w*|sharing|social\w*|sosmed|comments?"
    r"|komentar|newsletter\w*|breadcrumbs?|sidebar|footer|nav|navbar|menu|"
    r"promo\w*|subscri\w*|paywall\w*|toolbar|popup|modal|cookies?|consent|sponsor\w*|taboola|outbrain|popular"
    r"|terpopuler|trending|mostread|most-read|latest|terkini|"
    r"pagination|paging|player|parallax\w*|skip|sr-only|visually-hidden|hidden|print|donat\w*|contribution\w*"
    r"|tags?|tagging|topik|topics?|twitter-tweet|instagram-media|"
    r"author-?\w*|byline|photo__caption|caption|media-caption|detail__media|appdownload|whatsapp|telegram"
    r"|gpt)(?:$|[\s_-])",
    re.I,
)
_UNSEEN = re.compile(r"visually-?hidden|sr-only|screen-reader", re.I)
_RELATED = re.compile(
    r"baca-?_?juga|bacajuga|(?:^|[\s_-])(?:baca|sisip|related|terkait|simak|lihatjg|recommend\w*|more-on"
    r"|read-?also|read-?more|see-?also|linksisip|rich-?link)(?:$|[\s_-])|linksisip|more-on",
    re.I,
)
_OUTSIDE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "form",
        "button",
        "svg",
        "iframe",
        "aside",
        "figure",
        "select",
        "textarea",
    ]
)


def names(node: Element) -> str:
    """An element's class and id, by which layouts are told apart."""
    return f"{node.get('class') or ''} {node.get('id') or ''}"[:NAME_CHARACTERS]


def read_blocks(container: Element, prose: dict[Element, int], base: str) -> list[Block]:
    """Walk the container without recursion; block elements and <br> end a block."""
    out: list[Block] = []
    run = _Run(base)
    whole = prose.get(container, 0)
    stack: list[tuple[str, Element, bool]] = [("open", container, False)]
    while stack:
        step, node, related = stack.pop()
        if step == "tail":
            run.add(node.tail or "")
            continue
        if step == "close":
            run.leave(node, out, related)
            continue
        if node is not container:
            stack.append(("tail", node, related))
            if not isinstance(node.tag, str) or _skipped(node, prose, whole):
                if node.tag in ("figure", "table", "aside"):
                    run.end(out, related)
                continue
            related = related or (
                prose.get(node, 0) < 0.4 * whole and (node.tag == "aside" or bool(_RELATED.search(names(node))))
            )
        run.enter(node, out, related)
        stack.append(("close", node, related))
        run.add(node.text or "")
        stack += [("open", child, related) for child in reversed(node)]
    run.end(out, False)
    return out


def _skipped(node: Element, prose: dict[Element, int], whole: int) -> bool:
    if node.tag in NEVER:
        return True
    small = prose.get(node, 0) < 0.4 * whole
    if node.get("aria-hidden") == "true" or "display:none" in (node.get("style") or "").replace(" ", ""):
        return small
    if node.tag not in BLOCKS:
        return bool(_UNSEEN.search(names(node)))
    return small and bool(_BAD.search(names(node))) and not _RELATED.search(names(node))


def read_margins(root: Element, container: Element) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Short blocks around the container, out to the headline: writers, editors and dates stand there."""
    before: list[Block] = []
    after: list[Block] = []
    run = _Run("")
    out = before
    stack: list[tuple[str, Element]] = [("open", _with_headline(root, container))]
    while stack and len(before) + len(after) < 400:
        step, node = stack.pop()
        if step == "tail":
            run.add(node.tail or "")
        elif step == "close":
            run.leave(node, out, False)
        elif node is container:
            run.end(out, False)
            out = after
            stack.append(("tail", node))
        else:
            stack.append(("tail", node))
            if not isinstance(node.tag, str) or node.tag in _OUTSIDE:
                continue
            run.enter(node, out, False)
            stack.append(("close", node))
            run.add(node.text or "")
            stack += [("open", child) for child in reversed(node)]
    run.end(out, False)
    return tuple(b for b in before if len(b.text) < 260), tuple(b for b in after if len(b.text) < 260)


def _with_headline(root: Element, container: Element) -> Element:
    """The nearest element around the container that holds a headline too; the body where none does."""
    around = list(container.iterancestors())
    headed = {up for h1 in root.iter("h1") for up in h1.iterancestors()}
    return next((up for up in around if up in headed), next(root.iter("body"), root))


class _Run:
    """The text of the block that is being read, and how much of it is link."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.parts: list[str] = []
        self.linked = 0
        self.hrefs: list[str] = []
        self.inside = 0

    def add(self, text: str) -> None:
        """Take a piece of text."""
        self.parts.append(text)
        if self.inside:
            self.linked += len(text.strip())

    def enter(self, node: Element, out: list[Block], related: bool) -> None:
        """An element opens: a block ends the text before it."""
        if node.tag in BLOCKS:
            self.end(out, related)
        elif node.tag == "a":
            self.inside += 1
            self.hrefs.append(node.get("href") or "")

    def leave(self, node: Element, out: list[Block], related: bool) -> None:
        """An element closes."""
        if node.tag in BLOCKS:
            self.end(out, related)
        elif node.tag == "a":
            self.inside -= 1

    def end(self, out: list[Block], related: bool) -> None:
        """Put what was gathered into ``out`` as one block."""
        text = one_line("".join(self.parts))
        if text:
            linked = bool(self.hrefs) and self.linked >= 0.9 * len(text.replace(" ", ""))
            out.append(Block(text, _link(self.base, self.hrefs), linked and len(self.hrefs) == 1, related))
        self.parts, self.linked, self.hrefs = [], 0, self.hrefs[-1:] if self.inside else []


def _link(base: str, hrefs: list[str]) -> str:
    for href in reversed(hrefs):
        try:
            full = urljoin(base, href.strip())
        except ValueError:
            continue
        if full.startswith(("http://", "https://")):
            return full
    return ""
