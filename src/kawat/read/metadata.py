"""A page's facts about itself: JSON-LD first, then OpenGraph and <meta>, <time>, then what is visible."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kawat.limits import DATES_LOOKED_AT, NAME_CHARACTERS
from kawat.read import jsonld, outlets, published
from kawat.read.assemble import Found
from kawat.read.clean import one_line, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "content_publisheddate",
    "dtk:publishdate", "datepublished", "publishdate", "publish-date", "publish_date", "pubdate",
    "publication_date", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued",
    "dcterms.created", "article.published", "date", "originalpublicationdate",
)  # fmt: skip
_WRITERS = (
    "content_author",
    "dtk:author",
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "byl",
    "sailthru.author",
)
_EDITORS = ("content_editor", "dtk:editor", "editor", "article:editor")
_TAGS = (
    "news_keywords",
    "content_tags",
    "content_tag",
    "dtk:keywords",
    "keywords",
    "parsely-tags",
    "sailthru.tags",
)
_SITE = re.compile(r"\s+(?:[-–—|•»]|::)\s+[^-–—|•»]{2,40}$")
_DATE_CLASS = re.compile(
    r"(?:^|[^a-z])(?:date|time|timestamp|datetime|waktu|tanggal|publish(?:ed)?|post-meta|meta-date)(?:[^a-z]"
    r"|$)",
    re.I,
)
_TAG_BOX = re.compile(r"(?:^|[\s_-])(?:tags?|tagging|topik|topics?|keyword|list-tag|tag-list|tagcloud)(?:[\s_-]|$)", re.I)
_NOT_TAGS = re.compile(r"trending|popular|nav|menu|header|footer", re.I)
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_DECLARED = re.compile(r"^[a-z]{2,3}(?=$|[-_])", re.I)


class Metas:
    """The page's <meta> elements by lower-case name, property or itemprop, in order."""

    def __init__(self, root: Element) -> None:
        self._of: dict[str, list[str]] = {}
        for meta in root.iter("meta"):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
            content = one_line(html.unescape(meta.get("content") or ""))
            if name and content:
                self._of.setdefault(name.strip().lower(), []).append(content)

    def all(self, name: str) -> list[str]:
        """Every value under one name."""
        return self._of.get(name, [])

    def first(self, *names: str) -> str:
        """The first value under the first of ``names`` that has one."""
        return next((self._of[name][0] for name in names if name in self._of), "")


def read_metadata(root: Element, base: str = "") -> Found:
    """What the page says about itself outside its body; ``base`` is the address it came from."""
    metas = Metas(root)
    item = jsonld.article("".join(node.itertext()) for node in root.iter("script") if _is_jsonld(node))
    outlet = _first(jsonld.names(item.get("publisher"))) or metas.first(
        "og:site_name", "publisher", "application-name", "dc.publisher"
    )
    writers = jsonld.names(item.get("author")) or [w for w in _people(metas.first(*_WRITERS)) if not w.startswith("http")]
    return Found(
        title=_title(root, metas, item),
        url=_url(root, metas, item, base),
        outlet=outlet,
        moment=_moment(root, metas, item),
        byline=", ".join(name for name in writers if outlets.compact(name) != outlets.compact(outlet)),
        editor=", ".join(jsonld.names(item.get("editor"))) or metas.first(*_EDITORS),
        tags=_tags(root, metas, item),
        language=_language(root, item),
    )


def _first(values: list[str]) -> str:
    return values[0] if values else ""


def _is_jsonld(node: Element) -> bool:
    return "ld+json" in (node.get("type") or "").lower()


def _people(value: str) -> list[str]:
    return [value] if value else []


def _title(root: Element, metas: Metas, item: dict[str, Any]) -> str:
    """JSON-LD, but the longer visible headline where JSON-LD cuts it short; then og:title, h1, <title>."""
    headings = [one_line("".join(node.itertext())) for node in root.iter("h1")]
    headings = [heading for heading in headings if heading]
    named = one_line(jsonld.text(item.get("headline")))
    if named:
        start = _plain(named.rstrip(" .…"))
        return next((h for h in headings if len(h) > len(start) and _plain(h).startswith(start)), named)
    shared = metas.first("og:title", "twitter:title")
    for heading in headings:
        if shared and (shared.casefold().startswith(heading.casefold()[:40]) or heading.casefold() in shared.casefold()):
            return heading
    if len(headings) == 1 and len(headings[0].split()) > 2:
        return headings[0]
    title = shared or next((one_line("".join(n.itertext())) for n in root.iter("title")), "")
    return _SITE.sub("", title) or _first(headings)


def _plain(title: str) -> str:
    return title.casefold().translate(_QUOTES)


def _url(root: Element, metas: Metas, item: dict[str, Any], base: str) -> str:
    """The address it was fetched from; the page's own canonical one where that is on the same host."""
    canonical = next((n.get("href") or "" for n in root.iter("link") if "canonical" in (n.get("rel") or "").split()), "")
    own = canonical or metas.first("og:url") or jsonld.text(item.get("url"))
    own = _join(base, own)
    if base and outlets.host_of(own) != outlets.host_of(base):
        return base
    return own if own.startswith(("http://", "https://")) else base


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _moment(root: Element, metas: Metas, item: dict[str, Any]) -> published.Moment | None:
    stated = [
        jsonld.text(item.get("datePublished")),
        *(metas.first(name) for name in _DATES),
        jsonld.text(item.get("dateCreated")),
    ]
    times = [node.get("datetime") or "".join(node.itertext()) for node in root.iter("time")][:10]
    month_first = False
    best: published.Moment | None = None
    for value in (*stated, *times):
        moment = published.find(one_line(value), month_first=month_first) if value else None
        if moment and (best is None or (moment.day == best.day and moment.time and not best.time)):
            best = moment
    shown = _shown(root)
    if best and shown and not best.offset and shown.day == best.day:
        if not best.time or (shown.offset and shown.time[:5] == best.time[:5]):
            return published.Moment(best.day, best.time or shown.time, shown.offset)
    return best or shown


def _shown(root: Element) -> published.Moment | None:
    """The first date in an element that is named for one ("read__time", "detail__date")."""
    looked = 0
    for node in root.iter("div", "span", "p", "time", "li", "small"):
        names = f"{node.get('class') or ''} {node.get('id') or ''}"
        if _DATE_CLASS.search(names[:NAME_CHARACTERS]):
            looked += 1
            if looked > DATES_LOOKED_AT:
                break
            line = squeeze("".join(node.itertext())[:400])
            moment = published.find(line) if 8 <= len(line) <= 160 else None
            if moment:
                return moment
    return None


def _tags(root: Element, metas: Metas, item: dict[str, Any]) -> tuple[str, ...]:
    """article:tag, then JSON-LD keywords, then the visible list, then <meta> keywords."""
    given = metas.all("article:tag")
    if len(given) < 2:
        given = _split(given) or _split(_keywords(item.get("keywords"))) or _visible_tags(root) or _split([metas.first(*_TAGS)])
    tags = {tag.casefold(): tag for tag in (squeeze(t).lstrip("#").strip() for t in reversed(given)) if 1 < len(tag) <= 60}
    return tuple(tags.values())[::-1][:30]


def _keywords(value: Any) -> list[str]:
    if isinstance(value, str):
        return [html.unescape(value)]
    return [jsonld.text(entry) for entry in value] if isinstance(value, list) else []


def _split(values: list[str]) -> list[str]:
    return [part for value in values for part in re.split(r"[,;]", value) if part.strip()]


def _visible_tags(root: Element) -> list[str]:
    out: list[str] = []
    boxes: dict[Element, bool] = {}
    for node in root.iter("a"):
        parent = node.getparent()
        if parent not in boxes:
            boxes[parent] = _in_tag_box(node)
        if not boxes[parent] and "tag" not in (node.get("rel") or "").split():
            continue
        text = one_line("".join(node.itertext()))
        if text and len(text) <= 60 and not re.fullmatch(r"(?:tags?|topik(?: terkait)?|topics?)\s*:?", text, re.I):
            out.append(text)
    return out


def _in_tag_box(node: Element) -> bool:
    parent = node.getparent()
    for _ in range(3):
        if parent is None or parent.tag in ("body", "article", "main"):
            return False
        names = f"{parent.get('class') or ''} {parent.get('id') or ''}"[:NAME_CHARACTERS]
        if _TAG_BOX.search(names):
            return not _NOT_TAGS.search(names)
        parent = parent.getparent()
    return False


def _language(root: Element, item: dict[str, Any]) -> str:
    """What the page declares, as ISO 639-1: <html lang>, else JSON-LD inLanguage."""
    page = root if root.tag == "html" else next(root.iter("html"), root)
    for value in (
        page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        jsonld.text(item.get("inLanguage")),
    ):
        match = _DECLARED.match(value.strip())
        if match:
            code = match.group().lower()
            return {"in": "id", "ind": "id", "eng": "en", "msa": "ms", "may": "ms"}.get(code, code)[:2]
    return ""
