"""Files, standard input and addresses: what can be read, and a clear word about what cannot."""

from __future__ import annotations

import gzip
import io
import socket
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kawat.errors import FetchError, KawatError, SourceError
from kawat.read import document_from_bytes, load, read_document
from kawat.read.fetch import public

PAGE = (
    '<html lang="id"><head><title>Judul Halaman Uji Coba</title></head><body><article>'
    "<p>Jakarta - Menteri luar negeri kedua negara bertemu untuk membahas perbatasan laut.</p>"
    "<p>Keduanya sepakat melanjutkan perundingan bulan depan di Singapura – kata juru bicara.</p>"
    "<p>Tidak ada tanggapan dari pihak ketiga sampai berita ini ditulis pada malam hari.</p></article></body>"
)
BODY = "Menteri luar negeri kedua negara"


class _Site(BaseHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass

    def _send(self, body: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self) -> None:
        self._send(b"<html>")
        for _ in range(40):
            time.sleep(0.1)
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                break

    def do_GET(self) -> None:
        path, data = self.path, PAGE.encode()
        raw = zlib.compressobj(wbits=-15)
        if path.startswith("/to/"):
            self.send_response(302)
            self.send_header(
                "Location",
                {"loop": "/to/loop2", "loop2": "/to/loop", "page": "/page", "ftp": "ftp://x.org/"}.get(
                    path[4:], f"/to/{int(path[4:]) + 1}" if path[4:].isdigit() else "/page"
                ),
            )
            self.end_headers()
        elif path == "/gzip":
            self._send(gzip.compress(data), Content_Encoding="gzip")
        elif path == "/zlib":
            self._send(zlib.compress(data), Content_Encoding="deflate")
        elif path == "/deflate":
            self._send(raw.compress(data) + raw.flush(), Content_Encoding="deflate")
        elif path == "/br":
            brotli = pytest.importorskip("brotli")
            self._send(brotli.compress(data), Content_Encoding="br")
        elif path == "/bomb":
            self._send(gzip.compress(b"a" * 5_000_000), Content_Encoding="gzip")
        elif path == "/damaged":
            self._send(b"\x1f\x8bnope", Content_Encoding="gzip")
        elif path == "/cp1252":
            self._send(PAGE.encode("cp1252"), Content_Type="text/html; charset=windows-1252")
        elif path == "/slow":
            self._trickle()
        elif path.startswith("/page") or path == "/k%C3%A9":
            self._send(data)
        else:
            self.send_error(int(path[1:]) if path[1:].isdigit() else 404)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["page", "gzip", "zlib", "deflate", "br", "cp1252", "to/page", "ké"])
def test_pages_over_http(site: str, path: str) -> None:
    if path == "br":
        pytest.importorskip("brotli")
    document = read_document(f"{site}/{path}", allow_private=True)
    assert document.text.startswith(BODY)
    assert "Singapura – kata" in document.text
    assert document.place == "Jakarta"
    assert document.fetched.endswith("+00:00")
    assert document.source == f"{site}/{path}"


def test_the_address_is_the_one_after_redirects(site: str) -> None:
    assert read_document(f"{site}/to/page", allow_private=True).url == f"{site}/page"
    assert read_document(f"{site}/page", allow_private=True, url="https://asli.example/x").url == "https://asli.example/x"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("nothing", ["404", "does not exist"]),
        ("410", ["410", "taken down"]),
        ("403", ["403", "refuses"]),
        ("429", ["429", "too often"]),
        ("503", ["503", "trouble of its own"]),
        ("to/loop", ["circle"]),
        ("to/1", ["more than 5 times"]),
        ("to/ftp", ["ftp://"]),
        ("damaged", ["damaged gzip"]),
    ],
)
def test_what_stands_in_the_way_is_named(site: str, path: str, words: list[str]) -> None:
    with pytest.raises(FetchError) as caught:
        read_document(f"{site}/{path}", allow_private=True)
    for word in words:
        assert word in str(caught.value)


def test_sizes_are_bounded_before_and_after_unpacking(site: str) -> None:
    with pytest.raises(FetchError, match="larger than"):
        load(f"{site}/page", allow_private=True, max_bytes=100)
    with pytest.raises(FetchError, match="unpacks to more"):
        load(f"{site}/bomb", allow_private=True, max_bytes=1_000_000)


def test_a_page_that_trickles_in_is_cut_off(site: str) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.5 s"):
        load(f"{site}/slow", allow_private=True, timeout=0.5)
    assert time.monotonic() - start < 3


def test_private_addresses_are_refused(site: str) -> None:
    with pytest.raises(FetchError, match="private network"):
        read_document(f"{site}/page")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.9.9",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_addresses_that_are_public(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://localhost/", "http://[::1]/"])
def test_other_spellings_of_this_machine_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        load(url)


def test_a_refused_connection_says_so() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="refused the connection"):
        load(f"http://127.0.0.1:{port}/", allow_private=True)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ftp://example.org/a", "ftp://"),
        ("file:///etc/passwd", "file://"),
        ("http://", "names no host"),
        ("http://nama:sandi@example.org/", "user name"),
        ("http://example.org:99999/", "not a web address"),
        ("http://tidak-ada.invalid/", "cannot be found"),
    ],
)
def test_addresses_that_cannot_be_read(url: str, word: str) -> None:
    with pytest.raises(FetchError, match=word):
        load(url)


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "berita.html"
    file.write_text(PAGE, encoding="utf-8")
    assert read_document(file).text.startswith(BODY)
    assert read_document(str(file)).source == str(file)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class _In:
        buffer = io.BytesIO(PAGE.encode())

    monkeypatch.setattr(sys, "stdin", _In)
    document = read_document("-")
    assert document.text.startswith(BODY)
    assert document.source == "-"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="folder"):
        load(tmp_path)
    with pytest.raises(SourceError, match="no file"):
        load(tmp_path / "tidak-ada.txt")
    with pytest.raises(SourceError, match="No source"):
        load("")
    with pytest.raises(SourceError, match="looks like text"):
        load("Rusia mengecam Barat.\nBarat membalas.")
    with pytest.raises(SourceError):
        load("a\x00b")


def test_errors_share_one_root() -> None:
    assert issubclass(FetchError, SourceError)
    assert issubclass(SourceError, KawatError)


def test_a_hundred_megabytes_on_one_line_end_quickly(tmp_path: Path) -> None:
    file = tmp_path / "besar.txt"
    with file.open("wb") as out:
        for _ in range(100):
            out.write(b"kata " * 200_000)
    start = time.monotonic()
    with pytest.raises(SourceError, match="larger than 20,000,000 bytes"):
        read_document(file)
    assert time.monotonic() - start < 5
    with pytest.raises(SourceError, match="larger than"):
        document_from_bytes(b"a" * 1001, source="x", max_bytes=1000)


@pytest.mark.parametrize("piece", ["kata ", "Baca juga: a. ", "/", "12/12/2022 ", "(AP) ", "â€œ", "- ", "Ã", "#a "])
def test_time_is_linear_on_one_long_line(piece: str) -> None:
    line = piece * (2_000_000 // len(piece.encode()))
    start = time.process_time()
    document_from_bytes(("Judul berita hari ini\n\n" + line + "\n\nAkhir.").encode(), source="x")
    assert time.process_time() - start < 6
