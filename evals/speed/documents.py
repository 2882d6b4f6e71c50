"""The articles that speed is measured on: real ones of the shared corpora, replayed as often as asked, each time another one."""

from __future__ import annotations

import gzip
import itertools
import json
import tomllib
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from evals.gold import SHARED
from evals.speed.pages import Article, article, page

_CORPORA = (
    ("click_id", "id", 9),
    ("indosum", "id", 11),
    ("id_news_2025", "id", 4),
    ("reuters_1987", "en", 40),
    ("guardian_2019", "en", 2),
)
_EACH = 300
_MONTH_FIRST = ("id_news_2025",)
# The day that replays of undated articles (of indosum, from about that time) are counted from.
_UNDATED = "2017-01-15"
# The years over which articles that come again are spread: those of the corpora.
_FIRST, _YEARS = 1987, 39
# Of ten records of a generated archive: six in languages that are read, three in others, one that is no page.
_OTHERS, _MISSING = (3, 6, 8), 9


@cache
def real() -> tuple[Article, ...]:
    """Articles of all corpora in turn; ends the program with a message where they are not there."""
    folder = SHARED / "data" / "corpora"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there: nothing to measure speed on (KAWAT_SHARED names another place)")
    parts = []
    for name, language, step in _CORPORA:
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as stream:
            rows = [json.loads(line) for line in itertools.islice(stream, 0, step * _EACH, step)]
        made = [article(row, language, i, month_first=name in _MONTH_FIRST) for i, row in enumerate(rows)]
        parts.append([one for one in made if sum(map(len, one.paragraphs)) > 400])
    return tuple(one for some in itertools.zip_longest(*parts) for one in some if one)


def articles(first: int, last: int) -> Iterator[Article]:
    """The articles with these numbers; one that comes again has another headline, first paragraph, address and month."""
    there = real()
    for number in range(first, last):
        one = there[number % len(there)]
        one = one._replace(published=later(one.published or _UNDATED, number // len(there)))
        body = [f"{one.paragraphs[0]} ({number})", *one.paragraphs[1:]]
        url = f"https://news.example/{one.language}/{number}.html"
        yield one._replace(title=f"{one.title} ({number})" if one.title else "", paragraphs=body, url=url)


def later(day: str, months: int) -> str:
    """A day (YYYY-MM-DD) so many months later; after the last of ``_YEARS`` come the first of them again."""
    at = ((int(day[:4]) - _FIRST) * 12 + int(day[5:7]) - 1 + months) % (12 * _YEARS)
    return f"{_FIRST + at // 12}-{at % 12 + 1:02}-{min(28, int(day[8:])):02}"


def pages(first: int, last: int) -> Iterator[tuple[Article, bytes]]:
    """The articles with their pages."""
    titles = [one.title or one.paragraphs[0][:60] for one in real()[:80]]
    for number, one in enumerate(articles(first, last), first):
        yield one, page(one, number, titles[number % 40 :])


def archive(path: Path, first: int, last: int, mixed: bool) -> int:
    """Writes pages as a packed WARC; ``mixed``: also pages in other languages and answers that are none. Its bytes unpacked."""
    elsewhere = tomllib.loads((Path(__file__).parent / "elsewhere.toml").read_text(encoding="utf-8"))
    size = 0
    with path.open("wb") as out:
        for number, (one, data) in enumerate(pages(first, last), first):
            status = "200 OK"
            if mixed and number % 10 in _OTHERS:
                code = list(elsewhere)[number % len(elsewhere)]
                text = elsewhere[code]
                data = page(Article(text[:60], [text] * 4, code, one.published, one.url), number, [text[:60]] * 40)
            elif mixed and number % 10 == _MISSING:
                status = "404 Not Found"
            size += len(data)
            out.write(_record(one.url, status, data))
    return size


def _record(url: str, status: str, data: bytes) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 6)
