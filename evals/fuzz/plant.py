"""Writes the first seeds of every target, sentences of our own: ``python -m evals.fuzz.plant``. Kept findings stay."""

from __future__ import annotations

import json

from evals.fuzz.strategies import _parquet, _warc, _zip
from evals.fuzz.targets import SEEDS, TARGETS
from kawat.web.api.cursor import cursor

PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Menlu bertemu Dubes - Kabar Harian</title>
<meta property="article:published_time" content="2024-02-03T10:00:00+07:00"><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Menlu bertemu Dubes", "datePublished": "2024-02-03",
"author": {"@type": "Person", "name": "Rani Sukma"}}</script></head><body><nav>Beranda</nav><article><h1>Menlu bertemu Dubes</h1>
<p>JAKARTA, Kabar Harian - Menteri Luar Negeri menerima Duta Besar Norwegia, Sabtu (3/2/2024).</p><p>"Kami sepakat," ujarnya.</p>
<figure><img src="a.jpg"><figcaption>Foto: Kabar Harian</figcaption></figure><p>Baca Juga: Banjir di kota</p></article></body></html>
"""
LONG = PAGE.replace(
    "<p>Baca",
    "<p>Duta Besar itu menyampaikan undangan kepada Presiden untuk berkunjung ke Oslo pada bulan depan.</p>" * 12 + "<p>Baca",
)
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kabar Harian</title><language>id</language><item>
<title>Menlu bertemu Dubes</title><link>https://example.org/a</link><pubDate>Sat, 03 Feb 2024 10:00:00 +0700</pubDate></item></channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title><entry><title>Oman and Norway meet</title>
<link href="https://example.org/b"/><updated>2024-02-03T10:00:00Z</updated></entry></feed>
"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://example.org/c</loc><lastmod>2024-02-03</lastmod><news:news><news:publication><news:name>The Wire</news:name>
<news:language>en</news:language></news:publication><news:title>Oman and Norway meet</news:title></news:news></url></urlset>
"""
ROW = {
    "id": "1",
    "text": "Norway condemned the attack on Oman.",
    "title": "Norway speaks",
    "published": "2024-02-03",
    "language": "en",
}
OTHER = {"id": "2", "text": "Presiden Prancis menelepon Kanselir Jerman, Senin.", "language": "id", "published": "2024-02-05"}
PARTIES = ROW | {"parties": {"actor": [0, 6], "recipient": [31, 35]}}
ASKED = ("/api/v1/claims?actor=RUS&limit=3", "/search?q=Prancis&from=2022-01-01", "/relation/RUS/UKR?by=month", "/index.json", "/map?event=ASSAULT",
         '/api/v1/code\n{"text": "Norway condemned the attack on Oman.", "language": "en"}')  # fmt: skip
DATES = (
    "Senin (3/2/2024), tiga hari lalu, 24 Februari 2022 lalu; last Tuesday, 3 Feb. 2024, in June 2023; el 3 de febrero de 2024"
)


def lines(*rows: dict[str, object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


FIRST: dict[str, list[str | bytes]] = {
    "page": [PAGE, LONG], "feed": [RSS, ATOM, MAP], "warc": [_warc([("", LONG.encode(), 0, False)]), _warc([("", LONG.encode(), 0, True)] * 2)],
    "jsonl": [lines(ROW, OTHER)], "csv": ["id,text,published\n1,Norway condemned the attack on Oman.,2024-02-03\n"], "parquet": [_parquet([ROW, OTHER])],
    "zip": [_zip([("a.html", PAGE.encode()), ("b.jsonl", lines(ROW).encode())])], "record": [lines(OTHER), lines(PARTIES)], "dates": [DATES],
    "overlay": ["name,code,kind\nPasukan Biru,UTO.REB,group\n"], "overlay_toml": ['[[actor]]\nname = "Pasukan Biru"\ncode = "UTO.REB"\nkind = "group"\n'],
    "settings": ['coder = "lexicon"\njobs = 2\n[tables]\ndates = "day-first"\n[tables."wire_*.csv"]\ncolumns = { text = "story" }\nfixed = { language = "en" }\n'],
    "cursor": [cursor(1, "claims", [1, "x"])], "api": [*ASKED],
}  # fmt: skip


def main() -> None:
    """Writes ``seeds/TARGET/first-N``."""
    for name, inputs in FIRST.items():
        (SEEDS / name).mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(inputs, 1):
            path = SEEDS / name / f"first-{number}{TARGETS[name].suffix}"
            path.write_bytes(one if isinstance(one, bytes) else one.encode("utf-8"))


if __name__ == "__main__":
    main()
