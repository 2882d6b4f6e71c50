"""Structured inputs for hypothesis: broken HTML, feeds, archives, records, tables, settings and questions, as bytes."""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import zipfile
from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from evals.fuzz.targets import TARGETS, seeds

ODD = (
    "\x00\x08\x1b\u00ad\u200b\u200d\u202e\u2066\u2069\ufeff\ufffd\ufffe\u0301\u0130\u1e9e\u2028\x85\U0001f468\U000e0041\U0010ffff"
)
"""Control, joining, bidi and combining marks, letters that change length with their case, lines of other kinds, no letters."""
NEWS = (
    "Presiden Prancis menelepon Kanselir Jerman, Senin (3/2/2024).", "Menlu RI mengecam serangan itu, kata juru bicara.",
    "Russia attacked Moldova on 30 February 2023.", '"Kami menolak," ujarnya.', "tiga hari lalu", "3 Feb. 2024, 25:61 WIB",
    "last Tuesday", "pada 29 Februari 2023", "0000-00-00", "99/99/9999", "31 April", "pukul 24.00", "CHN", "UN", "«¡No!»",
)  # fmt: skip
TEXT = st.lists(
    st.one_of(
        st.sampled_from(NEWS), st.text(max_size=40), st.text(st.sampled_from(ODD), min_size=1, max_size=6),
        st.text(st.characters(), max_size=20), st.integers().map(str), st.dates().map(str),
    ),
    max_size=8,
).map(" ".join)  # fmt: skip
CODECS = st.sampled_from(
    ("utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32", "gb18030", "shift_jis")
)


def encoded(texts: SearchStrategy[str]) -> SearchStrategy[bytes]:
    """Text in some encoding; what it cannot hold is left as UTF-8 with lone surrogates."""

    def bytes_of(pair: tuple[str, str]) -> bytes:
        try:
            return pair[0].encode(pair[1])
        except UnicodeEncodeError:
            return pair[0].encode("utf-8", "surrogatepass")

    return st.tuples(texts, CODECS).map(bytes_of)


def mutated(name: str) -> SearchStrategy[bytes]:
    """The kept seeds of a target with pieces cut out, doubled, exchanged or overwritten."""
    kept = [path.read_bytes() for path in seeds(name)] or [b""]

    def change(parts: tuple[bytes, int, int, bytes]) -> bytes:
        data, number, steps, piece = parts
        chance, out = random.Random(number), bytearray(data)
        for _ in range(steps):
            a = chance.randrange(len(out) + 1)
            b = min(len(out), a + chance.choice((0, 1, 2, 8, 64, 1024)))
            out[a:b] = chance.choice((b"", bytes(out[a:b]) * 2, piece, bytes([chance.randrange(256)]), b"<" * 9, b"9" * 20))
        return bytes(out)

    return st.tuples(st.sampled_from(kept), st.integers(0, 2**32), st.integers(0, 6), st.binary(max_size=30)).map(change)


TAGS = ("html", "head", "body", "div", "p", "article", "h1", "table", "tr", "td", "script", "style", "time", "figure", "figcaption",
        "a", "img", "meta", "title", "span", "ul", "li", "br", "template", "svg", "math", "noscript", "!--", "![CDATA[", "?xml", "!DOCTYPE")  # fmt: skip
ATTRIBUTES = st.sampled_from((
    'class="article-body"', 'itemprop="articleBody"', 'datetime="2024-02-30T25:00:00"', 'property="article:published_time"',
    'content="{}"', 'href="//[::1"', 'href="http://[bad"', 'charset="utf-7"', 'charset="x-unknown"', 'name="author"', "lang=id", 'style="display:none"',
    'type="application/ld+json"', "x" * 300 + '="1"', 'property="og:title"', 'content="', "<", "'",
))  # fmt: skip
LDS = st.recursive(
    st.one_of(TEXT, st.none(), st.integers(), st.floats(), st.booleans(), st.sampled_from(("NewsArticle", "2024-02-30"))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("@type", "@graph", "headline", "author", "datePublished", "articleBody", "publisher", "name", "image")), inner, max_size=5),
    ),
    max_leaves=12,
)  # fmt: skip


def _element(parts: tuple[str, list[str], list[str], bool, int]) -> str:
    tag, attributes, inner, closed, deep = parts
    opened = f"<{tag} {' '.join(attributes)}>"
    return opened * deep + "".join(inner) + (f"</{tag}>" if closed else "") * deep


HTML = st.recursive(
    st.one_of(TEXT, LDS.map(lambda ld: f'<script type="application/ld+json">{json.dumps(ld)}</script>'), st.just("&#xD800;&#0;&bogus;&#99999999;")),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(ATTRIBUTES, max_size=4), st.lists(inner, max_size=4), st.booleans(), st.sampled_from((1, 1, 1, 2, 40, 600))).map(_element),
    max_leaves=14,
)  # fmt: skip

XML = st.lists(
    st.one_of(
        TEXT, st.sampled_from(("<rss version='2.0'><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<urlset>", "<sitemapindex>", "</channel></rss>",
        "<item>", "</item>", "<entry>", "</entry>", "<url><loc>https://example.org/a</loc></url>", "<sitemap><loc>https://[</loc></sitemap>", "<lastmod>2024-13-40</lastmod>",
        "<link>http://[::1</link>", "<link>https://example.org/b</link>", "<pubDate>Mon, 32 Foo 2024 25:00:00 +9999</pubDate>", "<title><![CDATA[", "]]></title>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "<!--", "<?pi", "&amp;", "&bogus;",
        "<updated>0000-00-00T00:00:00Z</updated>", "<link href='http://[x'/>", "<title>Kabar</title>")),
    ),
    max_size=14,
).map(lambda parts: "<rss version='2.0'><channel>" * bool(len(parts) % 2) + "".join(parts))  # fmt: skip

VALUE = st.recursive(
    st.one_of(TEXT, st.none(), st.booleans(), st.integers(), st.integers(10**30, 10**400), st.floats(), st.datetimes().map(str)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
FIELD = st.sampled_from(
    (
        "text",
        "title",
        "id",
        "url",
        "published",
        "language",
        "outlet",
        "content",
        "date",
        "link",
        "before",
        "parties",
        "tags",
        "author",
    )
)
ROW = st.dictionaries(FIELD, VALUE | TEXT, max_size=8)


def _line(row: dict[str, object]) -> bytes:
    return json.dumps(row, ensure_ascii=bool(len(row) % 2)).encode("utf-8", "surrogatepass")


def _rows(least: SearchStrategy[dict[str, object]]) -> SearchStrategy[bytes]:
    deep = st.sampled_from((b"[" * 3000, b'{"text":' * 2000, b'{"text": "\\ud800"}', b"null", b"\xff\xfe", b'{"text": 1e999}'))
    return st.lists(least.map(_line) | deep | st.binary(max_size=20), max_size=6).map(b"\n".join)


SPAN = st.tuples(st.integers(-2, 90), st.integers(-2, 90)).map(list)
CODED = st.fixed_dictionaries(
    {"text": TEXT},
    optional={"title": TEXT, "language": st.sampled_from(("id", "en", "es", "ms", "xx", "")), "published": st.sampled_from(NEWS) | st.dates().map(str), "before": TEXT, "parties": st.fixed_dictionaries({"actor": SPAN, "recipient": SPAN})},
)  # fmt: skip


def _warc(parts: list[tuple[str, bytes, int, bool]]) -> bytes:
    out = []
    for header, body, lie, packed in parts:
        answer = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html{header}\r\nContent-Length: {len(body)}\r\n\r\n".encode(
                "utf-8", "replace"
            )
            + body
        )
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{header}\r\nWARC-Date: 2024-02-30T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer) + lie}\r\n\r\n"
        whole = head.encode("utf-8", "replace") + answer + b"\r\n\r\n"
        out.append(gzip.compress(whole) if packed else whole)
    return b"".join(out)


WARC = st.lists(
    st.tuples(st.sampled_from(("", "; charset=utf-16", "; charset=bogus", "\r\nContent-Encoding: gzip", "\r\nTransfer-Encoding: chunked", "\x00", "é")), encoded(HTML), st.sampled_from((0, 0, 0, 1, -5, 10**6, -(10**6))), st.booleans()),
    max_size=4,
).map(_warc)  # fmt: skip

CSV = st.lists(
    st.lists(TEXT | FIELD | st.sampled_from(('"', '""', "a\x00b", "'", '"x')), max_size=6).map(
        lambda cells: random.Random(len(cells)).choice(",;\t").join(cells)
    ),
    max_size=8,
).map("\n".join)
OVERLAY = st.lists(
    st.lists(
        TEXT | st.sampled_from(("name", "code", "RUS", "=UN", "RUS.GOV", "person", "2022-01-01", "9999-99-99", ";", '"')),
        max_size=7,
    ).map(",".join),
    max_size=6,
).map(lambda lines: "\n".join(["name,code", *lines]))
TOML = st.lists(
    st.sampled_from((
        "[tables]", "[tables.'*.csv']", "[[actor]]", 'name = "Kawat"', 'code = "RUS"', "jobs = 99999999999999999999", 'coder = "reader"', 'dates = "day-first"',
        "columns = { text = 'story' }", "columns = []", "fixed = { outlet = 3 }", "jobs = -1", "x.y.z = 1", "a = " + "[" * 400, "d = 2024-02-30", 'name = "\\ud800"', "jobs = nan", "[watch]", 'overlay = "\\u0000"',
    )) | st.tuples(TEXT, VALUE.map(repr)).map(" = ".join),
    max_size=8,
).map("\n".join)  # fmt: skip


def _parquet(rows: Sequence[dict[str, object]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pa.Table.from_pylist(
            [{key: value if isinstance(value, str | int | None) else str(value) for key, value in row.items()} for row in rows]
        )
    except (pa.ArrowException, UnicodeError, OverflowError):
        return b"PAR1PAR1"
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


NAMES = st.sampled_from(
    (
        "a.html",
        "../../b.html",
        "/c.jsonl",
        "d.csv",
        "e.warc",
        "f.parquet",
        "g.txt.gz",
        "con.html",
        "h\u202e.txt",
        "i/" * 60 + "j.md",
    )
)
PATHS = st.sampled_from((
    "/api/v1/claims", "/api/v1/events", "/api/v1/actors", "/api/v1/search", "/api/v1/documents", "/api/v1/relations/RUS/UKR", "/api/v1/code", "/api/v1/stories", "/", "/search", "/events", "/relations",
    "/relation/RUS/UKR", "/relation/RUS/UKR.svg", "/network", "/map", "/outlets", "/actor/RUS", "/event/x", "/story/x", "/article/x", "/data", "/index.json", "/static/../../etc/passwd",
))  # fmt: skip
ASKED = st.dictionaries(
    st.sampled_from(("q", "from", "to", "by", "actor", "recipient", "event", "limit", "next", "format", "language", "lang", "status", "outlet", "day", "at", "level", "after", "page")),
    TEXT | st.sampled_from(("2024-02-30", "-1", "RUS", "' OR 1=1 --", '"', "*", "NEAR(a b", "month", "csv", "id", "9" * 30, "%00", "%ff")), max_size=5,
)  # fmt: skip


def _question(parts: tuple[str, dict[str, str], bytes]) -> bytes:
    path, asked, body = parts
    query = "&".join(f"{key}={value}" for key, value in asked.items()).replace("\n", "%0a")
    return f"{path}?{query}".encode("utf-8", "surrogatepass") + (b"\n" + body if body else b"")


STRATEGIES: dict[str, SearchStrategy[bytes]] = {
    name: made | mutated(name)
    for name, made in {
        "page": encoded(HTML), "feed": encoded(XML), "warc": WARC, "jsonl": _rows(ROW), "csv": encoded(CSV),
        "parquet": st.lists(ROW, min_size=1, max_size=3).map(_parquet),
        "zip": st.lists(st.tuples(NAMES, st.binary(max_size=200) | encoded(HTML)), max_size=4, unique_by=lambda member: member[0]).map(_zip),
        "record": _rows(CODED), "dates": encoded(TEXT), "overlay": encoded(OVERLAY), "overlay_toml": encoded(TOML), "settings": encoded(TOML),
        "cursor": st.lists(VALUE, max_size=4).map(lambda v: base64.urlsafe_b64encode(b"12345678" + json.dumps(v).encode())) | st.binary(max_size=60),
        "api": st.tuples(PATHS, ASKED, st.just(b"") | st.just(b"") | ROW.map(_line)).map(_question),
    }.items()
}  # fmt: skip
assert STRATEGIES.keys() == TARGETS.keys()
