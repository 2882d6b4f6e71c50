"""Where the article stands on a page: the container of its paragraphs, and the blocks in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from kawat.read.blocks import BLOCKS, NEVER, names, read_blocks, read_margins
from kawat.read.clean import squeeze
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
    prose, own = _prose(root)
    container = _container(root, prose, own)
    blocks = tuple(b for b in read_blocks(container, prose, base) if b.text.casefold() != title.casefold())
    before, after = read_margins(root, container)
    return Body(container, blocks, before, after)


def _prose(root: Element) -> tuple[dict[Element, int], dict[Element, int]]:
    """Characters of running text under each element, and in each long block itself; links do not count."""
    total: dict[Element, int] = {}
    blocks: dict[Element, int] = {}
    for node in root.iter("p", "div", "td", "section", "article", "li", "span", "blockquote"):
        own = len(squeeze(_own_text(node)))
        if own < 40:
            continue
        blocks[node] = own
        while node is not None:
            total[node] = total.get(node, 0) + own
            parent = node.getparent()
            if parent is None or parent.tag in ("script", "style", "noscript", "nav", "footer", "aside"):
                break
            node = parent
    return total, blocks


def _own_text(node: Element) -> str:
    """The node's text with that of its inline children, links left out."""
    parts = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and child.tag not in NEVER and child.tag not in ("a", "span"):
            parts += list(child.itertext())
        elif child.tag == "a" and len(parts) > 1:
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _container(root: Element, prose: dict[Element, int], blocks: dict[Element, int]) -> Element:
    """The element that holds the article: by its name where that holds most prose, else by weight."""
    weight: dict[Element, float] = {}
    for node, own in blocks.items():
        above = node.getparent()
        for share in _DECAY:
            if above is None or above.tag == "html":
                break
            rate = 0.2 if _ELSEWHERE.search(names(above)) else 0.9 if above.tag == "body" else 1.0
            weight[above] = weight.get(above, 0.0) + own * share * rate
            above = above.getparent()
    best = max(weight, key=lambda node: weight[node]) if weight else next(root.iter("body"), root)
    best = _with_twins(best, prose)
    floor = 0.7 * prose.get(best, 0)
    hinted = [n for n in prose if n.get("itemprop") == "articleBody" or _HINT.search(names(n)) or n.tag == "article"]
    most = prose.get(best, 0)
    named = [n for n in hinted if floor <= prose[n] <= (1.05 if n.tag == "article" else 1.6) * most]
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
