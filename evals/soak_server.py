"""Forty feeds that misbehave on purpose, on ports of the loopback address; it keeps account of what it served whole.

Each article carries a mark (``Ref A12V1.``: article 12, version 1) that is served in one article's version only, under however
many addresses. All words are our own.
"""

from __future__ import annotations

import gzip
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WHO = ["Norway", "Oman", "Iran", "Chile", "Ghana", "Nepal", "Jordan", "Kenya", "Peru", "Fiji", "Mali", "Qatar"]
DID = ["condemned", "criticised", "praised", "met officials of", "signed an agreement with", "threatened", "sent aid to"]
# How an article misbehaves and how often, in percent; what is left over is served as it should be.
ARTICLES = {
    "changes": 12, "twice": 8, "elsewhere": 6, "busy once": 5, "cut once": 5, "reset once": 4, "slow": 3, "charset": 5, "gzip": 6,
    "private": 3, "moved": 4, "huge": 1, "endless": 1, "bomb": 1, "gone": 2,
}  # fmt: skip
NEVER = frozenset(["private", "huge", "endless", "bomb", "gone"])
"""Those that are never served whole."""
FEEDS = (
    "plain", "etag", "busy", "busy until", "too many", "broken", "hangs", "charset", "gzip", "moved", "huge", "endless", "reset",
    "bomb", "length", "sitemap", "robots down", "crawl delay", "private", "error",
)  # fmt: skip
HUGE = 200_000_000


@dataclass
class Article:
    """One article: at which feed, since when (Unix time), how it misbehaves; ``changed`` is when its words change."""

    number: int
    feed: int
    published: float
    kind: str
    changed: float = 0.0
    asked: int = 0
    words: int = field(default_factory=lambda: random.randrange(1 << 30))

    def version(self, now: float) -> int:
        """1, or 2 once it was changed."""
        return 2 if self.changed and now >= self.changed else 1

    def page(self, version: int) -> str:
        """Its HTML."""
        chance = random.Random(self.words * 3 + version)
        said = [f"{a} {chance.choice(DID)} {b}" for a, b in (chance.sample(WHO, 2) for _ in range(4))]
        told = "".join(f"<p>{one} on Monday, the ministry of foreign affairs said in a statement.</p>" for one in said)
        return (
            f"<html lang='en'><head><title>{self.title}</title></head><body><article><h1>{self.title}</h1>{told}"
            f"<p>The café near the embassy stayed open. Ref A{self.number}V{version}.</p></article></body></html>"
        )

    @property
    def title(self) -> str:
        """Its headline."""
        return f"{WHO[self.words % 12]} and {WHO[(self.words // 12) % 12]} in dispute, report {self.number}"


class World:
    """The feeds and articles, and what was served."""

    def __init__(self, feeds: int = 40, each: float = 90.0, seed: int = 7) -> None:
        random.seed(seed)
        self.each = each
        self.articles: list[Article] = []
        self.served: dict[tuple[int, int], float] = {}
        self.asked: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.began = time.time()
        self.stopped = threading.Event()
        self.kinds = [FEEDS[n % len(FEEDS)] for n in range(feeds)]
        self.servers = [_server(self, number) for number in range(feeds)]
        self.hosts = [f"127.0.0.1:{server.server_address[1]}" for server in self.servers]

    def start(self) -> None:
        """Serves, and publishes until ``calm``."""
        for server in self.servers:
            threading.Thread(target=server.serve_forever, args=(0.2,), daemon=True).start()
        threading.Thread(target=self._publish, daemon=True).start()

    def calm(self) -> None:
        """Publishes and changes nothing more; what misbehaves at times behaves."""
        self.stopped.set()

    def _publish(self) -> None:
        kinds, weights = [*ARTICLES, ""], [*ARTICLES.values(), 100 - sum(ARTICLES.values())]
        while not self.stopped.is_set():
            now, kind = time.time(), random.choices(kinds, weights)[0]
            with self.lock:
                article = Article(len(self.articles), random.randrange(len(self.hosts)), now, kind)
                article.changed = now + random.uniform(30, 120) if kind == "changes" else 0.0
                self.articles.append(article)
            self.stopped.wait(random.expovariate(len(self.hosts) / self.each))
        for article in self.articles:
            if article.changed > time.time():
                article.changed = 0.0

    def urls(self, article: Article, feed: int) -> list[str]:
        """The addresses under which a feed names an article."""
        own = f"http://{self.hosts[article.feed]}/a/{article.number}"
        if feed != article.feed:
            named = article.kind == "elsewhere" and (article.feed + 1) % len(self.hosts) == feed
            return [f"{own}?utm_source=feed{feed}"] if named else []
        if article.kind == "twice":
            return [own, f"{own}?print=1", f"{own}?utm_medium=rss"]
        return [f"http://{self.hosts[feed]}/go/{article.number}"] if article.kind == "moved" else [own]

    def feed(self, number: int, now: float) -> str:
        """A feed's XML: its newest forty articles."""
        with self.lock:
            some = [a for a in self.articles if number in (a.feed, (a.feed + 1) % len(self.hosts))]
        rows = []
        for article in [a for a in some if self.urls(a, number)][-40:]:
            published = datetime.fromtimestamp(article.published, UTC)
            updated = datetime.fromtimestamp(article.changed if article.version(now) == 2 else article.published, UTC)
            for url in self.urls(article, number):
                if self.kinds[number] == "sitemap":
                    rows.append(f"<url><loc>{url.replace('&', '&amp;')}</loc><lastmod>{updated.isoformat()}</lastmod></url>")
                else:
                    rows.append(
                        f"<entry><title>{article.title}</title><link href='{url}'/><published>{published.isoformat()}</published>"
                        f"<updated>{updated.isoformat()}</updated></entry>"
                    )
        if self.kinds[number] == "sitemap":
            return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{''.join(rows)}</urlset>"
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Feed {number} é</title>{''.join(rows)}</feed>"

    def sources(self) -> list[tuple[str, str]]:
        """Kind and address of each source."""
        kinds = ["sitemap" if kind == "sitemap" else "feed" for kind in self.kinds]
        paths = ["old" if kind == "moved" else "feed" for kind in self.kinds]
        return [(kind, f"http://{host}/{path}") for kind, host, path in zip(kinds, self.hosts, paths)]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that go away in the middle are what this is about."""


def _server(world: World, number: int) -> ThreadingHTTPServer:
    class Handler(_Handler):
        pass

    Handler.world, Handler.number = world, number
    return _Server(("127.0.0.1", 0), Handler)


class _Handler(BaseHTTPRequestHandler):
    world: World
    number: int

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        with self.world.lock:
            self.world.asked[path.split("/")[1]] += 1
        if path == "/robots.txt":
            self._robots()
        elif path in ("/feed", "/old"):
            self._feed(path)
        elif path.startswith("/go/"):
            self._give(302, b"", Location=f"/a/{path[4:]}")
        elif path.startswith("/a/"):
            self._article(self.world.articles[int(path[3:])])
        else:
            self._give(404, b"")

    def _robots(self) -> None:
        kind = self.world.kinds[self.number]
        if kind == "robots down" and time.time() < self.world.began + 60:
            self._give(503, b"")
        else:
            self._give(200, b"User-agent: *\nCrawl-delay: 1\nDisallow: /secret\n") if kind == "crawl delay" else self._give(
                404, b""
            )

    def _feed(self, path: str) -> None:
        kind, now = self.world.kinds[self.number], time.time()
        body = self.world.feed(self.number, now).encode()
        if path == "/old":
            self._give(301, b"", Location="/feed")
        elif kind in _TROUBLE and not self.world.stopped.is_set() and random.random() < 0.3:
            _TROUBLE[kind](self, body)
        elif kind == "etag":
            tag = f'"{hash(body)}"'
            self._give(304, b"", ETag=tag) if self.headers.get("If-None-Match") == tag else self._give(200, body, ETag=tag)
        elif kind == "charset":
            self._give(200, body, **{"Content-Type": "application/xml; charset=iso-8859-1"})
        elif kind == "gzip":
            self._give(200, gzip.compress(body), **{"Content-Encoding": "gzip"})
        else:
            self._give(200, body)

    def _article(self, article: Article) -> None:
        version, kind = article.version(time.time()), article.kind
        article.asked += 1
        body, first = article.page(version).encode(), article.asked == 1
        if kind in NEVER:
            _NEVER[kind](self, body)
        elif first and kind == "busy once":
            self._give(503, b"", **({"Retry-After": "3"} if article.number % 2 else {}))
        elif first and kind == "cut once":
            self._cut(body)
        elif first and kind == "reset once":
            self._reset(body)
        else:
            headers = {"Content-Type": "text/html; charset=utf-8"}
            if kind == "slow":
                time.sleep(2)
            if kind == "charset":
                body, headers = body.decode().encode("cp1252"), {"Content-Type": "text/html; charset=utf-8"}
            if kind == "gzip":
                body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
            if self._give(200, body, **headers):
                with self.world.lock:
                    self.world.served.setdefault((article.number, version), time.time())

    def _give(self, status: int, body: bytes, length: int | None = None, **headers: str) -> bool:
        """Answers; whether all of it was taken."""
        try:
            self.send_response(status)
            for name, value in {"Content-Type": "application/xml", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def _cut(self, body: bytes) -> None:
        self._give(200, body[: len(body) // 2], len(body), **{"Content-Type": "text/html"})

    def _reset(self, body: bytes) -> None:
        import socket
        import struct

        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _private(self, body: bytes) -> None:
        self._give(
            302, b"", Location=random.choice(["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[::1]:22/"])
        )

    def _huge(self, body: bytes) -> None:
        if not self._give(200, b"", HUGE):
            return
        try:
            for _ in range(HUGE // 100_000):
                self.wfile.write(b"x" * 100_000)
        except OSError:
            pass

    def _endless(self, body: bytes) -> None:
        self._give(200, b"<html>", HUGE)
        try:
            for _ in range(600):
                self.wfile.write(b"<p>")
                self.wfile.flush()
                time.sleep(0.5)
        except OSError:
            pass

    def _bomb(self, body: bytes) -> None:
        self._give(200, BOMB, **{"Content-Encoding": "gzip", "Content-Type": "text/html"})


BOMB = gzip.compress(b"\0" * HUGE)
_NEVER: dict[str, Any] = {
    "private": _Handler._private, "huge": _Handler._huge, "endless": _Handler._endless, "bomb": _Handler._bomb,
    "gone": lambda handler, body: handler._give(404, b""),
}  # fmt: skip
_TROUBLE: dict[str, Any] = {
    "busy": lambda handler, body: handler._give(503, b""),
    "busy until": lambda handler, body: handler._give(503, b"", **{"Retry-After": "4"}),
    "too many": lambda handler, body: handler._give(429, b"", **{"Retry-After": "3"}),
    "broken": lambda handler, body: handler._give(200, body[: random.randrange(len(body))], ETag='"x"'),
    "hangs": lambda handler, body: time.sleep(30),
    "huge": _Handler._huge, "endless": _Handler._endless, "reset": _Handler._reset, "bomb": _Handler._bomb,
    "length": _Handler._cut, "private": _Handler._private, "error": lambda handler, body: handler._give(500, b"oh"),
}  # fmt: skip
