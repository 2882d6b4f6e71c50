"""RSS and Atom feeds and news sitemaps: which articles they name, and what they tell of each."""

from __future__ import annotations

import io
import re
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import etree

from kawat.errors import SourceError
from kawat.limits import ADDRESS_CHARACTERS, FEED_ATTRIBUTES, FEED_TAGS, LISTING_ENTRIES
from kawat.read import published
from kawat.read.clean import clean, squeeze

# A character by its number.
_REFERENCE = re.compile(rb"&#(x[0-9a-f]+|[0-9]+);", re.IGNORECASE)
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


class Entry(msgspec.Struct, frozen=True):
    """An article as a feed names it: ``url``, and what is told beside it ("" where nothing is).

    ``updated`` is what the feed says of its last change, in its own words.
    """

    url: str
    title: str = ""
    published: str = ""
    outlet: str = ""
    language: str = ""
    updated: str = ""


class Listing(msgspec.Struct, frozen=True):
    """What a feed or sitemap holds: its articles, and the further sitemaps that it points at."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()


def is_listing(data: bytes) -> bool:
    """Whether bytes look like a feed or a sitemap rather than a page."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(b"<") and any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex"))


def listing(data: bytes, source: str) -> Listing:
    """The articles of a feed or sitemap, in its order; raises SourceError for what is neither.

    ``source`` is its address or file; addresses in it are read against it.
    """
    head = data[:2000].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _sitemap(data, source)
    try:
        import feedparser
    except ModuleNotFoundError:
        raise SourceError(f"{source}: feeds need feedparser, which is not installed. Run: pip install 'kawat[desk]'") from None
    _refuse_flood(data, source)
    try:
        known = _REFERENCE.sub(_possible, data)
        found = feedparser.parse(io.BytesIO(known), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, AssertionError, OverflowError) as problem:
        raise SourceError(f"{source} is no feed that can be read ({problem}).") from None
    if not found.entries and (found.bozo or not found.get("version")):  # of no bytes at all it tells no version
        raise SourceError(f"{source} is no feed that can be read ({found.get('bozo_exception') or 'no entries'}).")
    outlet = squeeze(clean(found.feed.get("title", "")))
    language = str(found.feed.get("language", ""))[:2].lower()
    entries = []
    for entry in found.entries[:LISTING_ENTRIES]:
        link = str(entry.get("link", "")).strip()
        url = _join(source if _is_web(source) else "", link)
        if link and _is_web(url):
            when = published.find(entry.get("published", "") or entry.get("updated", ""))
            title, changed = squeeze(clean(entry.get("title", ""))), str(entry.get("updated", ""))[:100]
            entries.append(Entry(url, title, when.iso if when else "", outlet, language, changed))
    return Listing(tuple(entries))


def _sitemap(data: bytes, source: str) -> Listing:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise SourceError(f"{source} is no sitemap that can be read ({problem}).") from None
    if root is None:
        raise SourceError(f"{source} is no sitemap that can be read.")
    entries, further = [], []
    for node in list(root)[:LISTING_ENTRIES]:
        if not isinstance(node.tag, str):  # a comment, an instruction
            continue
        loc = _text(node, "{*}loc")
        url = _join(source, loc)
        if not loc or not _is_web(url):
            continue
        if node.tag.rpartition("}")[2] == "sitemap":  # not by QName, which refuses names that a broken document may hold
            further.append(url)
            continue
        when = published.find(_text(node, f"{_NEWS}news/{_NEWS}publication_date") or _text(node, "{*}lastmod"))
        name, spoken = (_text(node, f"{_NEWS}news/{_NEWS}publication/{_NEWS}{part}") for part in ("name", "language"))
        title = squeeze(clean(_text(node, f"{_NEWS}news/{_NEWS}title")))
        entries.append(
            Entry(url, title, when.iso if when else "", squeeze(clean(name)), spoken[:2].lower(), _text(node, "{*}lastmod")[:100])
        )
    return Listing(tuple(entries), tuple(further))


def _text(node: etree._Element, path: str) -> str:
    return (node.findtext(path) or "").strip()


def _join(source: str, url: str) -> str:
    """An address read against its listing's, without control characters; "" for what is none or too long."""
    try:
        joined = "".join(clean(urljoin(source, url)).split())
    except ValueError:
        return ""
    return joined if len(joined) <= ADDRESS_CHARACTERS else ""


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _possible(found: re.Match[bytes]) -> bytes:
    """A numbered character as it stands; nothing for one that no text can hold."""
    digits = found.group(1).lower()
    if len(digits) > 9:
        return b""
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return b"" if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else found.group()


def _refuse_flood(data: bytes, source: str) -> None:
    """SourceError for a feed that would keep feedparser for minutes."""
    tags = data.count(b"<") + data.count(b"&lt;")
    if tags > FEED_TAGS:
        raise SourceError(f"{source} holds {tags:,} tags; a feed may hold {FEED_TAGS:,}. Ask for a shorter one.")
    parser = etree.XMLParser(target=_Attributes(source), recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        parser.feed(data)
        parser.close()
    except etree.LxmlError:
        return


class _Attributes:
    """What lxml tells of each element; raises for one of too many attributes."""

    def __init__(self, source: str) -> None:
        self._source = source

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if len(attributes) > FEED_ATTRIBUTES:
            raise SourceError(f"{self._source} holds an element of {len(attributes):,} attributes; no feed needs that many.")

    def close(self) -> None:
        """The feed is over."""
