"""Where the article stands on a page: the container of its paragraphs, and the blocks in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec

from kawat.read.clean import clean, squeeze
from kawat.read.furniture import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HINT = re.compile(
    r"(?:^|\s)(?:article-?_*body(?:-?text)?|read__content|detail__body-text|detail[-_]text|txt-article"
    r"|story-?_*body|post-content|entry-content|article-content"
    r"|article__content|detail-konten|detail-in|wysiwyg|RichTextStoryBody|articlebodycommercialselector"
    r"|maincontent|contentx|detail-desc|story__content"
    r"|article-content-body|body-content|content-detail|isi-berita|itp_bodycontent)(?:$|[\s_-])",
    re.I,
)
_BLOCKS = frozenset(
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
_NEVER = frozenset(
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
_DECAY = (1.0, 0.8, 0.65, 0.5, 0.4)
_ELSEWHERE = re.compile(r"comment|komentar|sidebar|footer|popular|trending|promo|related", re.I)


class Body(msgspec.Struct, frozen=True):
    """The blocks of the article in reading order, and those that stand before and after it on the page."""

    container: Element
    blocks: tuple[Block, ...]
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()


def read_body(root: Element, title: str, base: str = "") -> Body:
    """Find the article's container and take it apart; links are made absolute with ``base``."""
    prose = _prose(root)
    container = _container(root, prose)
    blocks = tuple(b for b in _blocks(container, prose, base) if b.text.casefold() != title.casefold())
    before, after = _margins(root, container)
    return Body(container, blocks, before, after)


def _names(node: Element) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def _prose(root: Element) -> dict[Element, int]:
    """Characters of running text under each element: long blocks that are not mostly links."""
    total: dict[Element, int] = {}
    for node in root.iter("p", "div", "td", "section", "article", "li", "span", "blockquote"):
        own = len(squeeze(_own_text(node)))
        if own < 40:
            continue
        while node is not None:
            total[node] = total.get(node, 0) + own
            parent = node.getparent()
            if parent is None or parent.tag in ("script", "style", "noscript", "nav", "footer", "aside"):
                break
            node = parent
    return total


def _own_text(node: Element) -> str:
    """The node's text with that of its inline children, links left out."""
    parts = [node.text or ""]
    for child in node:
        if (
            isinstance(child.tag, str)
            and child.tag not in _BLOCKS
            and child.tag not in _NEVER
            and child.tag not in ("a", "span")
        ):
            parts += list(child.itertext())
        elif child.tag == "a" and len(parts) > 1:
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _container(root: Element, prose: dict[Element, int]) -> Element:
    """The element that holds the article: by its name where that holds most prose, else by weight."""
    weight: dict[Element, float] = {}
    for node in prose:
        own = len(squeeze(_own_text(node)))
        if own < 40:
            continue
        above = node.getparent()
        for share in _DECAY:
            if above is None or above.tag in ("html", "body"):
                break
            rate = 0.2 if _ELSEWHERE.search(_names(above)) else 1.0
            weight[above] = weight.get(above, 0.0) + own * share * rate
            above = above.getparent()
    best = max(weight, key=lambda node: weight[node]) if weight else next(root.iter("body"), root)
    best = _with_twins(best, prose)
    floor = 0.7 * prose.get(best, 0)
    hinted = [
        n
        for n in prose
        if n.get("itemprop") == "articleBody" or _HINT.search(_names(n)) or n.tag == "article"
    ]
    named = [n for n in hinted if prose[n] >= floor and prose[n] <= 1.6 * prose.get(best, 0)]
    return min(named, key=lambda n: (prose[n], sum(1 for _ in n.iterancestors()) * -1)) if named else best


def _with_twins(best: Element, prose: dict[Element, int]) -> Element:
    """The element that holds ``best`` and its like, where an article is laid out in several such parts."""
    twins = [n for n in prose if n.tag == best.tag and n.get("class") == best.get("class") and n.get("class")]
    whole = sum(prose[n] for n in twins)
    for above in list(best.iterancestors())[:4] if len(twins) > 1 else []:
        if above.tag in ("body", "html"):
            break
        if prose.get(above, 0) >= whole:
            return above if prose[above] <= 1.2 * whole else best
    return best


def _skipped(node: Element, prose: dict[Element, int], whole: int) -> bool:
    if node.tag in _NEVER:
        return True
    small = prose.get(node, 0) < 0.4 * whole
    if node.get("aria-hidden") == "true" or "display:none" in (node.get("style") or "").replace(" ", ""):
        return small
    if node.tag not in _BLOCKS:
        return bool(_UNSEEN.search(_names(node)))
    return small and bool(_BAD.search(_names(node))) and not _RELATED.search(_names(node))


def _blocks(container: Element, prose: dict[Element, int], base: str) -> list[Block]:
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
            related = related or (bool(_RELATED.search(_names(node))) and prose.get(node, 0) < 0.4 * whole) or (
                node.tag == "aside" and prose.get(node, 0) < 0.4 * whole
            )  # fmt: skip
        run.enter(node, out, related)
        stack.append(("close", node, related))
        run.add(node.text or "")
        stack += [("open", child, related) for child in reversed(node)]
    run.end(out, False)
    return out


class _Run:
    """The text of the block that is being read, and how much of it is link."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.parts: list[str] = []
        self.linked = 0
        self.hrefs: list[str] = []
        self.inside = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        if self.inside:
            self.linked += len(text.strip())

    def enter(self, node: Element, out: list[Block], related: bool) -> None:
        if node.tag in _BLOCKS:
            self.end(out, related)
        elif node.tag == "a":
            self.inside += 1
            self.hrefs.append(node.get("href") or "")

    def leave(self, node: Element, out: list[Block], related: bool) -> None:
        if node.tag in _BLOCKS:
            self.end(out, related)
        elif node.tag == "a":
            self.inside -= 1

    def end(self, out: list[Block], related: bool) -> None:
        text = squeeze(clean("".join(self.parts)))
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


def _margins(root: Element, container: Element) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Short blocks outside the container, where writers, editors and dates stand."""
    before: list[Block] = []
    after: list[Block] = []
    run = _Run("")
    out = before
    stack: list[tuple[str, Element]] = [("open", next(root.iter("body"), root))]
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
