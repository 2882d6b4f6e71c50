"""HTML to a tree, bounded: what would take minutes to build is refused before it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kawat.errors import SourceError
from kawat.limits import PAGE_ATTRIBUTES, PAGE_ELEMENTS, PAGE_UNCOUNTED

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CUT = "the page is nested too deep, or holds one piece too long, for its parser: what follows there was not read"


def parse(text: str, name: str) -> tuple[Element | None, str]:
    """The root of a page (None where there is none), and a note where the parser gave up on the way.

    libxml2 stops at 256 levels and at pieces of 10 million bytes. Raises SourceError for a page of more than PAGE_ELEMENTS
    elements, or with an element of more than PAGE_ATTRIBUTES attributes.
    """
    from lxml import etree

    data = text.replace("\x00", "").encode("utf-8", "replace")
    if not data.strip():
        return None, ""
    if len(text) > PAGE_UNCOUNTED:
        _count(data, name)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:
        return None, ""
    last = parser.error_log.last_error
    return root, _CUT if last is not None and last.type_name == "ERR_RESOURCE_LIMIT" else ""


def _count(data: bytes, name: str) -> None:
    """Go through the tags without building a tree, which takes time that grows with the square of a tag's attributes."""
    from lxml import etree

    parser = etree.HTMLParser(target=_Counter(name), encoding="utf-8", no_network=True)
    try:
        parser.feed(data)
        parser.close()
    except etree.LxmlError:
        return


class _Counter:
    """What lxml tells of each tag; raises where there is too much of it."""

    def __init__(self, name: str) -> None:
        self._name, self._elements = name, 0

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        self._elements += 1
        if self._elements > PAGE_ELEMENTS:
            raise SourceError(f"{self._name} holds more than {PAGE_ELEMENTS:,} elements, more than one article can. Split it.")
        if len(attributes) > PAGE_ATTRIBUTES:
            raise SourceError(f"{self._name} holds an element of {len(attributes):,} attributes; no page needs that many.")

    def close(self) -> None:
        """The page is over."""
