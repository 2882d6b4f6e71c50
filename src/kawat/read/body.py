"""Where the article stands on a page: the container of its paragraphs, and the blocks in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import msgspec

from kawat.read import credit, labels
from kawat.read.clean import clean, squeeze
from kawat.read.furniture import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HINT = re.compile(
    r"(?:^|\s)(?:article-?_*body(?:-?text)?|read__content|detail__body-text|detail[-_]text|txt-article|story-?_*body|post-content|entry-content|article-content"
    r"|article__content|detail-konten|detail-in|wysiwyg|RichTextStoryBody|articlebodycommercialselector|maincontent|contentx|detail-desc|story__content"
    r"|article-content-body|body-content|content-detail|isi-berita|itp_bodycontent)(?:$|[\s_-])",
    re.I,
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table tbody td tfoot th thead tr ul amp-body br".split()
)
_NEVER = frozenset(
    "script style noscript nav footer form button svg iframe video audio select textarea input template object embed head "
    "amp-ad amp-iframe amp-social-share h1 figure picture canvas dialog".split()
)
_BAD = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|adv|iklan|banner\w*|share\w*|sharing|social\w*|sosmed|comments?|komentar|newsletter\w*|breadcrumbs?|sidebar|footer|nav|navbar|menu|"
    r"promo\w*|subscri\w*|paywall\w*|toolbar|popup|modal|cookies?|consent|sponsor\w*|taboola|outbrain|popular|terpopuler|trending|mostread|most-read|latest|terkini|"
    r"pagination|paging|player|parallax\w*|skip|sr-only|visually-hidden|hidden|print|donat\w*|contribution\w*|tags?|tagging|topik|topics?|twitter-tweet|instagram-media|"
    r"author-?\w*|byline|photo__caption|caption|media-caption|detail__media|appdownload|whatsapp|telegram|gpt)(?:$|[\s_-])",
    re.I,
)
_RELATED = re.compile(
    r"baca-?_?juga|bacajuga|(?:^|[\s_-])(?:baca|sisip|related|terkait|simak|lihatjg|recommend\w*|more-on|read-?also|read-?more|see-?also|linksisip|rich-?link)(?:$|[\s_-])|linksisip|more-on",
    re.I,
)
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|photo__caption|media-caption|img-caption|wp-caption-text|captions?|foto-caption|media__caption)(?:$|[\s_-])", re.I)
_CREDIT = re.compile(r"(?:^|[\s_-])(?:credits?|copyright|photographer|source|attribution)(?:$|[\s_-])", re.I)
_DECAY = (1.0, 0.7, 0.5, 0.35, 0.25)
_ELSEWHERE = re.compile(r"comment|komentar|sidebar|footer|popular|trending|promo|related", re.I)
_SPLIT = "\x00"


class Body(msgspec.Struct, frozen=True):
    """The blocks of the article in reading order, and the first photo's caption and credit."""

    blocks: tuple[Block, ...]
    caption: str = ""
    credit: str = ""


def read_body(root: Element, title: str, base: str = "") -> Body:
    """Find the article's container and take it apart; links are made absolute with ``base``."""
    prose = _prose(root)
    container = _container(root, prose)
    blocks = tuple(b for b in _blocks(container, prose, base) if b.text.casefold() != title.casefold())
    return Body(blocks, *_photo(root, container))


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
        if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in _NEVER and child.tag not in ("a", "span"):
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
    floor = 0.7 * prose.get(best, 0)
    hinted = [n for n in prose if n.get("itemprop") == "articleBody" or _HINT.search(_names(n)) or n.tag == "article"]
    named = [n for n in hinted if prose[n] >= floor and prose[n] <= 1.6 * prose.get(best, 0)]
    return min(named, key=lambda n: (prose[n], sum(1 for _ in n.iterancestors()) * -1)) if named else best


def _skipped(node: Element, prose: dict[Element, int], whole: int) -> bool:
    if node.tag in _NEVER:
        return True
    small = prose.get(node, 0) < 0.4 * whole
    if node.get("aria-hidden") == "true" or "display:none" in (node.get("style") or "").replace(" ", ""):
        return small
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


def _photo(root: Element, container: Element) -> tuple[str, str]:
    """Caption and credit of the first photo that has any, in the page outside side boxes."""
    scope = next((node for node in container.iterancestors("article", "main", "body")), root)
    for node in scope.iter("figure", "figcaption", "div", "p", "span", "amp-img"):
        is_figure = node.tag in ("figure", "figcaption")
        if not is_figure and not _CAPTION.search(_names(node)):
            continue
        if any(up.tag in ("aside", "nav", "footer") or _ELSEWHERE.search(_names(up)) for up in node.iterancestors()):
            continue
        found = _caption_in(node)
        if any(found):
            return found
    return "", ""


def _visible(node: Element) -> str:
    """The element's text without that of scripts, buttons and the like."""
    hidden = {piece for child in node.iter("script", "style", "noscript", "button", "svg") for piece in child.iter()}
    parts: list[str] = []
    stack: list[Element | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item not in hidden and isinstance(item.tag, str):
            parts.append(item.text or "")
            for child in reversed(item):
                stack += [child.tail or "", child]
    return squeeze(clean(" ".join(parts)))


def _caption_in(node: Element) -> tuple[str, str]:
    by = ""
    for child in node.iter():
        if isinstance(child.tag, str) and child is not node and _CREDIT.search(_names(child)) and not by:
            by = _visible(child)
    text = _visible(node)
    if not text or labels.is_dropped(text):
        return "", ""
    if by and by in text and by != text:
        caption, found = credit.split_credit(f"{squeeze(text.replace(by, '', 1))}")
        named = credit.split_credit(by)
        return caption.strip(" ()[]|-–"), named[1] or found or by.strip(" ()[]")
    return credit.split_credit(text)
