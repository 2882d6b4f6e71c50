"""Archives, tables and feeds that were made to hold whoever reads them; each case gives how many documents and the last error."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from kawat.errors import KawatError, RecordError
from kawat.read.feed import listing
from kawat.read.sources import documents
from kawat.read.table import Columns
from kawat.types import Document

BODY = "Kenya mengecam Uganda pada hari Senin di Nairobi, kata menteri luar negeri itu. "
PAGE = f"<html><title>Kenya</title><body><p>{BODY * 5}</p></body></html>".encode()
MEGABYTE = 1 << 20
FOLDER = Path(tempfile.mkdtemp(prefix="kawat-hostile-"))
LOL = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))


def read(name: str, data: bytes) -> str:
    path = FOLDER / name
    path.write_bytes(data)
    good, bad, last = 0, 0, ""
    try:
        for found in documents(path, lambda _: Columns()):
            good, bad = good + isinstance(found, Document), bad + isinstance(found, RecordError)
            last = str(found) if isinstance(found, RecordError) else last
    except KawatError as problem:
        bad, last = bad + 1, str(problem)
    finally:
        path.unlink()
    return f"{good} read, {bad} told: {last[:300]}"


def feed(inner: str, head: str = "<rss version='2.0'><channel>") -> str:
    try:
        found = listing((head + inner).encode("utf-8", "replace"), "http://kabar.example/feed")
    except KawatError as problem:
        return f"refused: {problem}"
    return f"{len(found.entries)} entries"


def bomb(megabytes: int, piece: bytes = b"\0") -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6) as packer:
        for _ in range(megabytes):
            packer.write(piece * (MEGABYTE // len(piece)))
    return out.getvalue()


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def overlapping() -> bytes:
    """5,000 members that are all the same bytes of the archive."""
    one = zipped([("a.html", bytes(10 * MEGABYTE))])
    start, end = one.index(b"PK\1\2"), one.rindex(b"PK\5\6")
    entry = one[start:end]
    return one[:start] + entry * 5000 + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 5000, 5000, len(entry) * 5000, start, 0)


def lying(name: str) -> bytes:
    """A member of 200 MB that is said to have 1,000 bytes, and a good one."""
    size = 200 * MEGABYTE
    return zipped([(name, bytes(size)), ("b.html", PAGE)]).replace(struct.pack("<I", size), struct.pack("<I", 1000))


def response(body: bytes, length: int | None = None, more: bytes = b"", uri: bytes = b"http://kabar.example/1") -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + more + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + uri + b"\r\nContent-Type: application/http\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % (len(http) if length is None else length) + http + b"\r\n\r\n"


def parquet(column: object) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"text": [BODY] * len(column), "published": column}), out)  # type: ignore[arg-type]
    return out.getvalue()


def _dates() -> bytes:
    import pyarrow as pa

    return parquet(pa.array([2**62, 0], pa.timestamp("us")))


def lines(*values: object) -> bytes:
    return "".join(json.dumps(value) + "\n" for value in values).encode()


GOOD = {"text": BODY, "title": "Kenya"}
CASES: dict[str, Callable[[], str]] = {
    "gz of zeros as a page": lambda: read("a.html.gz", bomb(300)),
    "gz of zeros as JSON lines": lambda: read("a.jsonl.gz", bomb(300)),
    "gz of blank lines": lambda: read("a.jsonl.gz", bomb(100, b"\n")),
    "gz of one CSV line": lambda: read("a.csv.gz", bomb(300, b"x")),
    "gz of a CSV row of commas": lambda: read("a.csv.gz", gzip.compress(b"text\n") + bomb(100, b"x,")),
    "gz as Parquet": lambda: read("a.parquet.gz", bomb(300)),
    "gz as WARC": lambda: read("a.warc.gz", bomb(300)),
    "gz as a feed": lambda: read("a.xml.gz", bomb(300)),
    "zip bomb": lambda: read("a.zip", zipped([("a.html", bytes(200 * MEGABYTE))])),
    "zip that overlaps itself": lambda: read("a.zip", overlapping()),
    "zip with a lying size": lambda: read("a.zip", lying("a.jsonl")),
    "gz in a zip": lambda: read("a.zip", zipped([("a.jsonl.gz", bomb(300)), ("b.html", PAGE)])),
    "zip with tricky names": lambda: read(
        "a.zip", zipped([(name, PAGE) for name in ("../../etc/passwd.html", "/etc/x.html", "C:\\x.html", "a\x1b[31m\u202e.html")])
    ),
    "WARC with a length below zero": lambda: read("a.warc", response(PAGE) + response(PAGE, -5)),
    "WARC with a length of a petabyte": lambda: read("a.warc", response(PAGE) + response(PAGE, 10**15)),
    "WARC with a packed bomb": lambda: read("a.warc", response(bomb(300), more=b"Content-Encoding: gzip\r\n") + response(PAGE)),
    "WARC with a header of 20 MB": lambda: read(
        "a.warc", response(PAGE) + response(PAGE, more=b"X: " + b"y" * 20_000_000 + b"\r\n")
    ),
    "WARC with a page of 30 MB": lambda: read("a.warc", response(b"<p>" + b"x" * 30_000_000) + response(PAGE)),
    "WARC cut": lambda: read("a.warc.gz", gzip.compress(response(PAGE)) + gzip.compress(response(PAGE))[:-30]),
    "JSON nested millions deep": lambda: read("a.jsonl", b'{"text":' + b"[" * 9_000_000 + b"\n" + lines(GOOD)),
    "JSON lists nested 900 deep": lambda: read("a.jsonl", b'{"text":' + b"[" * 900 + b'"x"' + b"]" * 900 + b"}\n" + lines(GOOD)),
    "JSON line of 25 MB": lambda: read("a.jsonl", lines({"text": "x" * 25_000_000}, GOOD)),
    "JSON with 3 million tags": lambda: read("a.jsonl", lines({**GOOD, "tags": ["x"] * 3_000_000})),
    "JSON with addresses that are none": lambda: read(
        "a.jsonl",
        lines(*({**GOOD, "url": url} for url in ("http://[x", "//[", "http://a:99999999/", "http://\x1b[31m", "x" * 10**5))),
    ),
    "JSON with dates that are none": lambda: read(
        "a.jsonl", lines(*({**GOOD, "published": day} for day in ("9999-99-99", "²/³/2022", "0001-01-01T00:00 ET", 9e300, [[]])))
    ),
    "CSV of NULs": lambda: read("a.csv", b"text,title\n\0\0\0,x\n" + BODY.encode() + b",t\n"),
    "CSV with an open quote": lambda: read("a.csv", b'text\n"' + b"x" * 30_000_000 + b"\n" + BODY.encode() + b"\n"),
    "Parquet with a date beyond time": lambda: read("a.parquet", _dates()),
    "Parquet cut": lambda: read("a.parquet", _dates()[:-9]),
    "feed with a bomb of entities": lambda: feed(
        "<title>&m;</title>", f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol">{LOL}]><rss version="2.0"><channel>'
    ),
    "feed with one entity many times": lambda: feed(
        f"<title>{'&a;' * 50_000}</title>", f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]><rss version="2.0"><channel>'
    ),
    "feed of 280,000 entries": lambda: feed("<item><link>http://kabar.example/1</link></item>" * 280_000),
    "feed nested deep": lambda: feed("<item><title>" + "<b>" * 2_000_000),
    "feed with 500,000 attributes": lambda: feed("<item " + " ".join(f"a{n}='1'" for n in range(500_000)) + "></item>"),
    "feed of escaped markup": lambda: feed(f"<item><description>{'&lt;b&gt;' * 1_000_000}</description></item>"),
    "feed with impossible characters": lambda: feed(
        "<item><link>http://kabar.example/1</link><title>&#xD800;&#99999999999999;&#x0;&bogus;</title></item>"
    ),
    "feed with addresses that are none": lambda: feed(
        "<item><link>http://[bad</link></item><item><link>http://kabar.example/1</link></item>"
    ),
    "sitemap with a bomb of entities": lambda: feed(
        "<urlset><url><loc>http://x/&m;</loc></url></urlset>", f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "lol">{LOL}]>'
    ),
    "sitemap that names a file": lambda: feed(
        "<urlset><url><loc>http://x/&a;</loc></url></urlset>", '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    ),
    "sitemap with addresses that are none": lambda: feed("<url><loc>http://[bad</loc></url>" * 50_000 + "</urlset>", "<urlset>"),
    "sitemap nested deep": lambda: feed("<url>" * 3_000_000, "<urlset>"),
}
