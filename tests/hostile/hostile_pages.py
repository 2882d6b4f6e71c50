"""Pages that were made to hold whoever reads them; each case gives the notes or the refusal."""

from __future__ import annotations

from collections.abc import Callable

from kawat.errors import KawatError
from kawat.read import document_from_bytes

BODY = "Kenya mengecam Uganda pada hari Senin di Nairobi, kata menteri luar negeri itu. "
PAGE = "<html><head><title>Kenya mengecam Uganda</title></head><body>%s</body></html>"
LOL = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
NL = "Kenya mengecam Uganda\n\n"


def read(page: str | bytes) -> str:
    data = page if isinstance(page, bytes) else page.encode()
    try:
        document = document_from_bytes(data, source="page.html", url="http://kabar.example/1")
    except KawatError as problem:
        return f"refused: {problem}"
    return f"{len(document.text)} characters; {'; '.join(document.notes)}"


CASES: dict[str, Callable[[], str]] = {
    "nested 100,000 deep": lambda: read(PAGE % ("<div>" * 100_000 + "<p>" + BODY * 5)),
    "text at every level": lambda: read(PAGE % (f"<div class=article-body><p>{BODY}" * 3_000)),
    "open tags without end": lambda: read(PAGE % ("<p>" + "<b><i><a href=x>x " * 100_000)),
    "an attribute of 10 MB": lambda: read(PAGE % f"<p class='{'ad-' * 3_300_000}'>{BODY * 5}</p>"),
    "200,000 attributes": lambda: read(PAGE % f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>{BODY * 5}</p>"),
    "2 million elements": lambda: read(PAGE % ("<p>x</p>" * 2_000_000)),
    "100,000 line breaks": lambda: read(PAGE % ("<p>" + "x<br>" * 60_000)),
    "one line of 19 MB": lambda: read(NL + BODY * 240_000),
    "one paragraph of 19 MB": lambda: read(PAGE % f"<p>{BODY * 240_000}</p>"),
    "one word of 19 MB": lambda: read(NL + "a" * 19_000_000),
    "9 million lines": lambda: read(NL + "x\n" * 9_000_000),
    "4 million accents on one letter": lambda: read("a" + "\u0301\u0316" * 4_000_000),
    "200,000 dates": lambda: read(NL + "1/2/2022 10:00\n" * 200_000),
    "a bomb of entities": lambda: read(
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol">{LOL}]>' + PAGE % f"<p>&m;{BODY * 5}"
    ),
    "JSON-LD nested deep": lambda: read(PAGE % f"<script type='application/ld+json'>{'[' * 900_000}</script><p>{BODY * 5}"),
    "a charset that is no charset": lambda: read(b"<html><meta charset=unicode_escape><body><p>\xe9\xff " + BODY.encode() * 9),
    "mixed encodings": lambda: read(b"<html><meta charset=utf-8><p>" + "é".encode() * 1000 + b"\xe9\xff\x80" * 100_000),
    "addresses that are none": lambda: read(
        f"<html><head><base href='http://[bad'><link rel=canonical href='http://[::bad'><meta property=og:url content='//['>"
        f"</head><body><p>{BODY * 5}<a href='http://[x'>{BODY}</a>"
    ),
}
