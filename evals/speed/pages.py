"""Articles laid out as the pages of news sites are: some 60 kB, most of it scripts, styles, menus and other articles' links.

The corpora hold texts and no pages; what stands around a text here is made up, always the same for the same number.
"""

from __future__ import annotations

import html
import json
import random
from functools import cache
from typing import NamedTuple

from kawat.read import published

_NAMES = "get set map run init load view track user slot size path push list node data time send page cache frame event".split()  # noqa: SIM905
_LABELS = {
    "id": "Beranda Nasional Internasional Ekonomi Olahraga Teknologi Hiburan Otomotif Opini Foto Video Indeks".split(),  # noqa: SIM905
    "en": "Home World Politics Business Sport Tech Culture Travel Opinion Pictures Video Archive".split(),  # noqa: SIM905
}


class Article(NamedTuple):
    """A text to lay out; ``published`` an ISO day or "", ``paragraphs`` its body."""

    title: str
    paragraphs: list[str]
    language: str
    published: str
    url: str


def article(row: dict[str, object], language: str, number: int, *, month_first: bool = False) -> Article:
    """The article of a corpus' row, its date read as ``kawat.read.published``
    does; a text without paragraphs is cut into some of three sentences."""
    text = str(row.get("text") or "")
    parts = [p.strip() for p in text.split("\n") if p.strip()]
    if len(parts) < 3 or sum(map(len, parts)) < 90 * len(parts):  # one paragraph, or lines of a fixed width
        text = " ".join(parts)
        ends = text.replace(". ", ".\x00").split("\x00")
        parts = [" ".join(ends[i : i + 3]) for i in range(0, len(ends), 3)]
    moment = published.find(str(row.get("published") or row.get("date") or ""), month_first=month_first)
    date = moment.iso[:10] if moment else ""
    return Article(str(row.get("title") or "")[:200], parts, language, date, f"https://news.example/{language}/{number}.html")


@cache
def _script(seed: int, size: int) -> str:
    """About so many characters of what a page's scripts look like."""
    dice = random.Random(seed)
    out: list[str] = []
    while size > 0:
        a, b, c = dice.choices(_NAMES, k=3)
        n = dice.randrange(10**6)
        piece = f'function {a}{n}(t,e){{var n=t.{b}||{{}};if(!n["{c}-{n % 977}"])return e.{a}({n});for(var r=0;r<n.length;r++)e.{c}(n[r])}}'  # noqa: E501
        out.append(piece)
        size -= len(piece)
    return "".join(out)


@cache
def _style(seed: int, size: int) -> str:
    dice = random.Random(seed)
    out: list[str] = []
    while size > 0:
        piece = f".{dice.choice(_NAMES)}__{dice.choice(_NAMES)}-{dice.randrange(999)}{{margin:{dice.randrange(40)}px auto;color:#{dice.randrange(16**6):06x}}}"  # noqa: E501
        out.append(piece)
        size -= len(piece)
    return "".join(out)


def _links(titles: list[str], kind: str) -> str:
    items = "".join(
        f'<li class="{kind}__item"><a class="{kind}__link" href="/read/{i}{len(t)}" data-track="{kind}-{i}"><img src="/img/{i}.webp"'  # noqa: E501
        f' alt="" loading="lazy" width="120" height="80"><span class="{kind}__title">{html.escape(t)}</span></a></li>'
        for i, t in enumerate(titles)
    )
    return f'<ul class="{kind}__list">{items}</ul>'


def page(one: Article, number: int, others: list[str], declared: str | None = None) -> bytes:
    """The page of an article as UTF-8. ``others``: headlines for the boxes around it; ``declared``: the language that the page
    says it is in, "" for none, the true one unless given."""
    dice = random.Random(number)
    language = one.language if declared is None else declared
    lang = f' lang="{language}"' if language else ""
    labels = _LABELS.get(one.language) or [w for w in one.paragraphs[0].split() if len(w) > 3][:12] or ["-"]
    title = html.escape(one.title)
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": one.title, "datePublished": one.published,
             "author": {"@type": "Person", "name": "A. Writer"}, "publisher": {"@type": "Organization", "name": "The Example"}}  # fmt: skip  # noqa: E501
    body = []
    for i, words in enumerate(one.paragraphs):
        body.append(f"<p>{html.escape(words)}</p>")
        if i % 4 == 2:
            body.append(
                f'<div class="ads-on-body" id="div-gpt-ad-{i}"><script>googletag.cmd.push(function(){{googletag.display("{i}")}})</script></div>'  # noqa: E501
            )
    script = _script(number % 40, dice.randrange(12_000, 30_000))
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{title} - The Example</title>'
        f'<meta name="viewport" content="width=device-width"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{one.published}"><link rel="canonical" href="{one.url}">'
        f'<script type="application/ld+json">{json.dumps(facts, ensure_ascii=False)}</script>'
        f"<style>{_style(number % 40, dice.randrange(4_000, 12_000))}</style><script>{script}</script></head><body>"
        f'<header class="header"><nav class="menu">{_links(labels * 3, "nav")}</nav></header><div class="container">'
        f'<div class="most__wrap">{_links(others[:10], "most")}</div><article class="article"><h1 class="read__title">{title}</h1>'  # noqa: E501
        f'<div class="read__time">{one.published}</div><div class="read__content">{"".join(body)}</div></article>'
        f'<aside class="sidebar">{_links(others[10:40], "latest")}</aside></div><footer class="footer">{_links(labels * 2, "foot")}'  # noqa: E501
        f"<p>Copyright</p></footer><script>{_script(number % 37 + 100, dice.randrange(4_000, 12_000))}</script></body></html>"
    ).encode("utf-8", "replace")
