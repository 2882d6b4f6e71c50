"""The caption and credit of a page's first photo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kawat.read import credit, labels
from kawat.read.blocks import names
from kawat.read.clean import clean, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:captions?|photo__caption|media-?_*caption|img-caption|wp-caption-text|foto-caption)(?:$"
    r"|[\s_-])",
    re.I,
)
_CREDIT = re.compile(r"(?:^|[\s_-])(?:credits?|copyright|photographer|source|attribution)(?:$|[\s_-])", re.I)
_ELSEWHERE = re.compile(r"comment|komentar|sidebar|footer|popular|trending|promo|related|terkini|latest", re.I)
_BREAKS = frozenset(["br", "div", "p", "figcaption", "ul", "ol", "li", "h3", "h4"])
_UNSEEN = frozenset(["script", "style", "noscript", "button", "svg"])
_LONGEST = 700


def read_photo(root: Element, container: Element) -> tuple[str, str]:
    """(caption, credit) of the first photo that has any, outside side boxes; "" where the page shows none."""
    scope = next(container.iterancestors("article", "main", "body"), root)
    for node in scope.iter("figure", "figcaption", "div", "p", "span"):
        figure = node.tag in ("figure", "figcaption")
        if not figure and not _CAPTION.search(names(node)):
            continue
        if any(up.tag in ("aside", "nav", "footer") or _ELSEWHERE.search(names(up)) for up in node.iterancestors()):
            continue
        caption, by = _caption(node)
        if caption and not by and not figure:
            by = _beside(node)
        if caption or by:
            return caption, by
    return "", ""


def _caption(node: Element) -> tuple[str, str]:
    lines = _lines(node)
    if not lines or sum(map(len, lines)) > _LONGEST or all(map(labels.is_dropped, lines)):
        return "", ""
    marked = next((child for child in node.iter() if child is not node and _is_credit(child)), None)
    by = " ".join(_lines(marked)) if marked is not None else ""
    if by and by != " ".join(lines):
        caption, found = credit.split_lines([line for line in (x.replace(by, "", 1).strip() for x in lines) if line])
        return caption.strip(" ()[]|-–"), credit.split_credit(by)[1] or found or by.strip(" ()[]")
    return credit.split_lines(lines)


def _is_credit(node: Element) -> bool:
    return isinstance(node.tag, str) and node.tag not in _UNSEEN and bool(_CREDIT.search(names(node)))


def _beside(node: Element) -> str:
    """The credit that stands beside a caption in the same box ("Sumber : AP")."""
    parent = node.getparent()
    if parent is None or parent.tag in ("body", "article", "main"):
        return ""
    lines = _lines(parent)
    return credit.split_lines(lines)[1] if sum(map(len, lines)) <= _LONGEST else ""


def _lines(node: Element) -> list[str]:
    """The element's visible text, a new line at each block element and <br>."""
    parts: list[str] = []
    stack: list[Element | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif isinstance(item.tag, str) and item.tag not in _UNSEEN:
            brk = "\n" if item.tag in _BREAKS else ""
            parts += [brk, " ".join((item.text or "").split("\n"))]
            stack.append(brk)
            for child in reversed(item):
                stack += [(child.tail or "").replace("\n", " "), child]
    return [line for line in map(squeeze, clean("".join(parts)).split("\n")) if line]
