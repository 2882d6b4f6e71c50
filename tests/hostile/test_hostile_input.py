"""Input made to hold, crash or fool its reader: each is read or refused in words, in seconds and in bounded memory."""

from __future__ import annotations

import importlib.util

import pytest
from bounded import run
from hostile_files import CASES as FILES
from hostile_pages import CASES as PAGES

needs_desk = pytest.mark.skipif(importlib.util.find_spec("fastwarc") is None, reason="needs kawat[desk]")
# What each must say; the others need only end.
TOLD = {
    "nested 100,000 deep": "nested too deep",
    "200,000 attributes": "refused: page.html holds an element of 200,000 attributes",
    "2 million elements": "refused: page.html holds more than",
    "9 million lines": "cut: 9,000,000 lines",
    "one paragraph of 19 MB": "one piece too long",
    "4 million accents on one letter": "30 characters",
    "gz of zeros as a page": "larger than 20,000,000 bytes",
    "gz of one CSV line": "unpacks to more than 200 times",
    "gz as Parquet": "unpacks to more than 200 times",
    "zip bomb": "would unpack to",
    "zip that overlaps itself": "would unpack to",
    "zip with a lying size": "1 read, 1 told",
    "gz in a zip": "1 read",
    "zip with tricky names": "3 read, 0 told",
    "WARC with a length below zero": "1 read, 1 told: a.warc breaks off",
    "WARC with a packed bomb": "1 read, 1 told",
    "WARC with a page of 30 MB": "1 read, 0 told",  # dropped, as the receipt says
    "WARC cut": "breaks off",
    "JSON nested millions deep": "1 read, 1 told",
    "JSON lists nested 900 deep": "nested too deep",
    "JSON line of 25 MB": "1 read, 1 told",
    "JSON with addresses that are none": "5 read, 0 told",
    "JSON with dates that are none": "5 read, 0 told",
    "CSV with an open quote": "1 read, 1 told",
    "Parquet with a date beyond time": "1 read, 1 told",
    "feed of 280,000 entries": "refused",
    "feed with 500,000 attributes": "refused",
    "feed with impossible characters": "1 entries",
    "feed with addresses that are none": "1 entries",
    "sitemap with addresses that are none": "0 entries",
}


def test_pages():
    _look(run("pages", list(PAGES)))


@needs_desk
def test_archives_tables_and_feeds():
    _look(run("files", list(FILES)))


def _look(found: dict[str, str]) -> None:
    wrong = {name: told for name, told in found.items() if TOLD.get(name, "") not in told}
    assert not wrong
