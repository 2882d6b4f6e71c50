"""A round of the watch: what a site serves is in the desk, once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from engines.poison import NAME
from kawat.desk import Desk
from kawat.desk.quarantine import quarantined
from kawat.errors import DeskError, EngineError
from kawat.watch.settings import load
from kawat.watch.watcher import Watcher

ALL = "SELECT key, revision, title, text, outlet FROM documents ORDER BY key, revision"


def rounds(path: Path) -> Watcher:
    watcher = Watcher(load(path), once=True)
    watcher.run()
    return watcher


def test_what_a_feed_names_is_in_the_desk_once(site, settings):
    for number in range(3):
        site.article(number)
    site.feed([0, 1, 2])
    path = settings()
    rounds(path)
    version = Desk(path.with_suffix("")).version
    found = Desk(path.with_suffix("")).sql(ALL).rows()
    assert [(row["key"], row["revision"]) for row in found] == [(f"{site.url}/a/{n}", 1) for n in range(3)]
    assert len(Desk(path.with_suffix("")).sql("SELECT * FROM claims").rows()) > 0
    rounds(path)
    assert [site.count(f"/a/{n}") for n in range(3)] == [1, 1, 1], "a second watch asks for nothing that is known"
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 3
    assert Desk(path.with_suffix("")).version >= version


def test_a_changed_article_is_a_further_revision(site, settings):
    site.article(1)
    site.feed([1])
    path = settings()
    rounds(path)
    site.article(1, more="The talks go on in Muscat.")
    rounds(path)
    assert site.count("/a/1") == 1, "nothing said that it was changed"
    site.feed([1], updated={1: "2024-05-11T08:00:00Z"})
    rounds(path)
    found = Desk(path.with_suffix("")).sql(ALL).rows()
    assert [row["revision"] for row in found] == [1, 2]
    assert "Muscat" in found[1]["text"]
    assert "Muscat" not in found[0]["text"]


def test_young_articles_are_looked_at_again(site, settings):
    site.article(1)
    site.feed([1])
    path = settings('recheck = ["2s"]')
    rounds(path)
    site.article(1, more="The talks go on in Muscat.")
    time.sleep(2.1)
    rounds(path)
    assert [row["revision"] for row in Desk(path.with_suffix("")).sql(ALL).rows()] == [1, 2]


def test_a_feed_is_asked_with_the_validators_of_its_last_answer(site, settings):
    site.article(1)
    body = site.feed([1])

    def feed(headers):
        if headers.get("If-None-Match") == '"v1"':
            return 304, {"ETag": '"v1"'}, b""
        return 200, {"ETag": '"v1"', "Content-Type": "application/atom+xml"}, body

    site.paths["/feed"] = feed
    path = settings()
    rounds(path)
    rounds(path)
    assert [headers.get("if-none-match") for one, headers in site.asked if one == "/feed"] == [None, '"v1"']


def test_a_feed_that_breaks_off_is_asked_for_whole(site, settings):
    site.article(1)
    body = site.feed([1, 2])
    cut = body[: body.index(b"</entry>") + 8]
    site.paths["/feed"] = (200, {"ETag": '"v1"', "Content-Type": "application/atom+xml"}, cut)
    path = settings()
    rounds(path)
    rounds(path)
    assert all("if-none-match" not in headers for one, headers in site.asked if one == "/feed")
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1


def test_robots_txt_is_kept_to(site, settings):
    site.article(1)
    site.article(2)
    site.feed([1, 2])
    site.paths["/robots.txt"] = b"User-agent: kawat\nDisallow: /a/2\n"
    path = settings()
    rounds(path)
    rounds(path)
    assert (site.count("/a/1"), site.count("/a/2"), site.count("/robots.txt")) == (1, 0, 1)


def test_a_crawl_delay_lies_between_two_requests(site, settings):
    for number in range(3):
        site.article(number)
    site.feed([0, 1, 2])
    site.paths["/robots.txt"] = b"User-agent: *\nCrawl-delay: 1\n"
    path = settings()
    rounds(path)
    moments = [moment for path, moment in site.moments if path != "/robots.txt"]
    assert len(moments) == 4, "the feed and its articles"
    assert all(later - earlier > 0.9 for earlier, later in pairwise(moments))


def test_sitemaps_below_sitemaps_are_followed_to_their_depth(site, settings):
    for number in range(4):
        site.article(number)
    site.sitemap("/sitemap.xml", below=["/2025.xml", "/2026.xml"])
    site.sitemap("/2025.xml", [0])
    site.sitemap("/2026.xml", below=["/2026-01.xml", "/sitemap.xml"])
    site.sitemap("/2026-01.xml", below=["/week.xml"])
    site.sitemap("/week.xml", [1, 2])
    site.sitemap("/deeper.xml", [3])
    source = f'[[watch.source]]\nkind = "sitemap"\naddress = "{site.url}/sitemap.xml"\nlanguage = "en"\n'
    path = settings(sources=source)
    rounds(path)
    found = Desk(path.with_suffix("")).sql(ALL).rows()
    assert [row["key"] for row in found] == [f"{site.url}/a/{n}" for n in range(3)]
    assert [site.count(f"/{name}.xml") for name in ("sitemap", "2025", "2026", "2026-01", "week")] == [1, 1, 1, 1, 1]


def test_nothing_is_asked_for_while_robots_txt_is_in_trouble(site, settings):
    site.article(1)
    site.feed([1])
    site.paths["/robots.txt"] = (503, {}, b"busy")
    path = settings()
    rounds(path)
    assert site.count("/feed") == 0
    site.paths["/robots.txt"] = (404, {}, b"")
    time.sleep(1.1)
    rounds(path)
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1


def test_one_article_under_two_addresses_and_in_two_feeds_is_kept_once(site, settings):
    site.article(1)
    site.paths["/copy"] = site.paths["/a/1"]
    site.paths["/moved"] = (302, {"Location": "/a/1"}, b"")
    body = site.feed([1])
    entry = body[body.index(b"<entry>") : body.index(b"</feed>")]
    old = f"{site.url}/a/1".encode()
    for name in (f"{site.url}/copy", f"{site.url}/a/1?utm_source=x#top", f"{site.url}/moved"):
        body = body.replace(b"</feed>", entry.replace(old, name.encode()) + b"</feed>")
    site.paths["/feed"] = site.paths["/other"] = body
    more = "".join(
        f'[[watch.source]]\nkind = "feed"\nlanguage = "en"\naddress = "{site.url}{one}"\n' for one in ("/feed", "/other")
    )
    path = settings(sources=more)
    rounds(path)
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1
    assert site.most_at_once == 1, "one host is asked one thing at a time"


def test_redirects_into_private_networks_are_refused_and_told(site, settings):
    site.feed([1, 2])
    site.article(2)
    site.paths["/a/1"] = (302, {"Location": "http://169.254.169.254/latest"}, b"")
    path = settings()
    watcher = rounds(path)
    assert watcher.telling.counts["given up"] == 1
    rows = (
        Desk(path.with_suffix(""))
        .sql("SELECT address, status, reason FROM watch WHERE kind = 'page' AND status = 'failed'")
        .rows()
    )
    assert len(rows) == 1
    assert rows[0]["address"] == f"{site.url}/a/1"
    assert "169.254.169.254" in rows[0]["reason"]
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1


def test_a_host_in_trouble_is_asked_again_later_and_nothing_is_lost(site, settings):
    site.article(1)
    good = site.paths["/a/1"]
    site.paths["/a/1"] = (503, {"Retry-After": "1"}, b"")
    site.feed([1])
    path = settings()
    rounds(path)
    assert site.count("/a/1") == 1
    site.paths["/a/1"] = good
    time.sleep(2.2)
    rounds(path)
    rounds(path)
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1


def test_folders_are_read_and_what_is_new_in_them(site, settings, tmp_path):
    import os

    folder = tmp_path / "in"
    folder.mkdir()
    line = '{"title": "Norway and Oman", "text": "Norway condemned the attack on Oman. Iran thanked Norway for its help."}\n'
    (folder / "one.jsonl").write_text(line, encoding="utf-8")
    os.utime(folder / "one.jsonl", (1e9, 1e9))
    path = settings(sources='[[watch.source]]\nkind = "folder"\naddress = "in"\nlanguage = "en"\noutlet = "Ours"\n')
    rounds(path)
    assert [row["outlet"] for row in Desk(path.with_suffix("")).sql(ALL).rows()] == ["Ours"]
    (folder / "one.jsonl").write_text(line + line.replace("Norway and", "Iran and"), encoding="utf-8")
    os.utime(folder / "one.jsonl", (1e9 + 1, 1e9 + 1))
    rounds(path)
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 2


@contextmanager
def running(path: Path) -> Iterator[Watcher]:
    """A watch on a thread of its own, which must end when it is asked to."""
    watcher = Watcher(load(path))
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        yield watcher
    finally:
        watcher.stop()
        thread.join(20)
    assert not thread.is_alive()


def wait_for(done: Callable[[], object], seconds: float = 60) -> None:
    late = time.time() + seconds
    while not done() and time.time() < late:
        time.sleep(0.1)


def test_a_watch_goes_on_until_it_is_stopped_and_takes_what_appears(site, settings):
    site.article(1)
    site.feed([1])
    path = settings()
    with running(path) as watcher:
        wait_for(lambda: watcher.receipt.new == 1)
        site.article(2)
        site.feed([1, 2])
        wait_for(lambda: watcher.receipt.new == 2)
        assert watcher.status()["ready"]
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 2
    assert Desk(path.with_suffix("")).sql("SELECT command FROM receipts").rows() == [{"command": "watch"}]


def test_an_article_that_brings_the_coder_down_is_put_aside_and_the_watch_goes_on(site, settings):
    for number in range(4):
        site.article(number, more="SEGFAULT." if number == 1 else "RAISES." if number == 2 else "")
    site.feed([0, 1, 2, 3])
    path = settings().with_name("poisoned.toml")
    path.write_text(settings().read_text(encoding="utf-8").replace('"lexicon"', f'"{NAME}"'), encoding="utf-8")
    watcher = rounds(path)
    assert (watcher.receipt.new, watcher.receipt.failed, watcher.receipt.quarantined) == (2, 2, 2)
    desk = Desk(path.with_suffix(""))
    assert sorted((row["source"].rpartition("/")[2], row["reason"]) for row in quarantined(desk)) == [
        ("1", "worker died"),
        ("2", "coder failed"),
    ]
    site.feed([0, 1, 2, 3], updated={1: "2024-05-11T08:00:00Z"})
    again = rounds(path)
    assert (again.receipt.new, again.receipt.dropped) == (0, {"in quarantine": 1}), "asked for again, but not coded again"
    assert len(Desk(path.with_suffix("")).sql("SELECT * FROM quarantine")) == 2


def test_one_round_ends_with_an_error_where_nothing_can_be_coded_and_loses_nothing(site, settings, monkeypatch):
    monkeypatch.setattr("kawat.watch.coding.FIRST", 0.05)
    monkeypatch.setattr("kawat.limits.WORKER_BYTES", 1)
    site.article(1)
    site.feed([1])
    path = settings()
    with pytest.raises(EngineError, match="before they have coded anything"):
        rounds(path)
    monkeypatch.undo()
    rounds(path)
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1


def test_a_watch_whose_coder_is_in_trouble_says_so_and_goes_on_when_it_is_over(site, settings, monkeypatch):
    monkeypatch.setattr("kawat.watch.coding.FIRST", 0.2)
    monkeypatch.setattr("kawat.limits.WORKER_BYTES", 1)
    site.article(1)
    site.feed([1])
    path = settings()
    with running(path) as watcher:
        wait_for(lambda: watcher.status()["coder"])
        assert "before they have coded anything" in watcher.status()["coder"]
        assert not watcher.status()["ready"]
        monkeypatch.undo()
        wait_for(lambda: watcher.receipt.new == 1)
        assert watcher.status()["ready"]
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 1


SOURCE = '[[watch.source]]\nkind = "feed"\naddress = "http://x.org/"\n'


@pytest.mark.parametrize(
    ("written", "word"),
    [
        (f"[watch]\nevry = 3\n{SOURCE}", "evry"),
        (f"[watch]\nevery = 'soon'\n{SOURCE}", "soon"),
        (f"[watch]\nconcurrency = 0\n{SOURCE}", "concurrency"),
        (f"[watch]\nallow = 3\n{SOURCE}", "allow"),
        (f"[watch]\n{SOURCE}colour = 'red'\n", "colour"),
        ("[watch]\n", "no source"),
        (f"[watch]\n{SOURCE}{SOURCE}", "twice"),
        ("coder = 'reader'\n", "no \\[watch\\]"),
    ],
)
def test_wrong_settings_are_told_by_their_key(tmp_path, written, word):
    path = tmp_path / "news.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(DeskError, match=word):
        load(path)


def test_an_entry_without_an_address_is_no_article(site, settings):
    site.feed([])
    body = b"<rss version='2.0'><channel><title>Our news</title><item><title>Norway and Oman speak</title></item></channel></rss>"
    site.paths["/feed"] = body
    path = settings()
    rounds(path)
    assert len(Desk(path.with_suffix("")).sql(ALL)) == 0
    assert site.count("/feed") == 1
