"""A news site of our own on the loopback address, and the watch that reads it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

PAGE = """<html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>Norway condemned the attack on Oman on Monday, the foreign minister said in {place}.</p>
<p>"We will not accept it," he told reporters. Iran signed an agreement with Norway. {more}</p></article></body></html>"""


class Site:
    """What is served by path: bytes, or a function of the request's headers that gives status, headers and body."""

    def __init__(self) -> None:
        self.paths: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.moments: list[tuple[str, float]] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with site.lock:
                    site.moments.append((self.path, time.monotonic()))
                    site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                    site.at_once += 1
                    site.most_at_once = max(site.most_at_once, site.at_once)
                try:
                    served = site.paths.get(self.path)
                    answer = served(dict(self.headers.items())) if callable(served) else served
                    status, headers, body = answer if isinstance(answer, tuple) else (200 if answer else 404, {}, answer or b"")
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(body)))
                    self.send_header("Connection", "close")
                    self.end_headers()
                    self.wfile.write(body)
                finally:
                    with site.lock:
                        site.at_once -= 1

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def article(self, number: int, more: str = "", place: str = "Oslo") -> None:
        """Serves an article at /a/NUMBER."""
        body = PAGE.format(title=f"Norway speaks of Oman, part {number}", place=place, more=more).encode()
        self.paths[f"/a/{number}"] = (200, {"Content-Type": "text/html; charset=utf-8"}, body)

    def feed(self, numbers: list[int], path: str = "/feed", updated: dict[int, str] | None = None) -> bytes:
        """Serves a feed that names articles."""
        told = updated or {}
        items = "".join(
            f"<entry><title>Norway speaks of Oman, part {n}</title><link href='{self.url}/a/{n}'/>"
            f"<published>2024-05-0{n % 9 + 1}T08:00:00Z</published><updated>{told.get(n, '2024-05-10T08:00:00Z')}</updated>"
            "</entry>"
            for n in numbers
        )
        body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Our news</title>{items}</feed>".encode()
        self.paths[path] = (200, {"Content-Type": "application/atom+xml"}, body)
        return body

    def sitemap(self, path: str, numbers: list[int] = (), below: list[str] = ()) -> None:
        """Serves a sitemap of articles or, with ``below``, one of further sitemaps."""
        name, tag, places = ("sitemapindex", "sitemap", below) if below else ("urlset", "url", [f"/a/{n}" for n in numbers])
        told = "".join(f"<{tag}><loc>{self.url}{place}</loc></{tag}>" for place in places)
        body = f"<{name} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{told}</{name}>".encode()
        self.paths[path] = (200, {"Content-Type": "application/xml"}, body)

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(one == path for one, _ in self.asked)


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def settings(site: Site, tmp_path: Path):
    """Writes a settings file for the site and gives its path; ``more`` lines go into [watch]."""

    def write(more: str = "", sources: str = "", every: str = "1s") -> Path:
        path = tmp_path / "news.toml"
        feed = f'[[watch.source]]\nkind = "feed"\naddress = "{site.url}/feed"\nlanguage = "en"\n'
        path.write_text(
            f'coder = "lexicon"\n[watch]\nallow = ["{site.host}"]\nevery = "{every}"\nslowest = "{every}"\n'
            f'pause = 0\nbackoff = "1s"\n'
            f'commit = "1s"\n{more}\n{sources or feed}',
            encoding="utf-8",
        )
        return path

    return write
