"""Articles are found by their words, page by page; the index follows the desk and can be lost without harm."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.conftest import Fill, article, write
from kawat.desk import Desk, Store
from kawat.desk.check import check
from kawat.desk.search import Index, build
from kawat.desk.search import file as module
from kawat.desk.search.paging import Hits
from kawat.desk.search.query import parse
from kawat.desk.search.snippet import highlights, piece
from kawat.errors import DeskError
from kawat.ingest import Order, ingest
from kawat.read.table import Columns

STORIES: list[dict[str, Any]] = [
    {"title": "Gempa mengguncang Maluku", "text": "Gempa kuat mengguncang Maluku. Pemerintah mengirim tenda.",
     "published": "2024-03-01", "url": "https://pagi.example/gempa", "language": "id", "outlet": "Harian Pagi"},
    {"title": "Peru and Chile sign a pact", "text": "Peru and Chile signed a fishing pact, a minister said.",
     "published": "2024-03-02", "url": "https://post.example/pact", "language": "en", "outlet": "The Coast Post"},
    {"title": "Laos menunda perundingan", "text": "Laos menunda perundingan dengan Peru. Gempa menjadi sebab.",
     "published": "2024-03-03", "url": "https://pagi.example/laos", "language": "id", "outlet": "Harian Pagi"},
    {"title": "A quiet week in Kenya", "text": "Talks on fishing went on. No pact came, one said in a café.",
     "published": "2024-03-04", "url": "https://post.example/kenya", "language": "en", "outlet": "The Coast Post"},
    {"title": "Catatan tanpa tanggal", "text": "Sebuah catatan lama tentang gempa dan pelabuhan.",
     "url": "https://arsip.example/lama", "language": "id", "outlet": "Arsip"},
]  # fmt: skip


class Stopped(BaseException):
    """A process that dies: nothing handles it."""


def titles(hits: Hits) -> list[str]:
    return [hit.title.split()[0] for hit in hits.rows]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Index]:
    """The index of a desk with the five stories, for reading only."""
    folder = tmp_path_factory.mktemp("stories")
    order = Order(coder="lexicon")
    ingest([write(folder / "a.jsonl", STORIES)], folder / "desk", lambda name: Columns(), order, tell=lambda line: None)
    made = Index(Desk(folder / "desk"))
    assert made.update() == 5
    yield made
    made.close()


@pytest.fixture
def own(fill: Fill, tmp_path: Path) -> Index:
    """As ``index``, of the desk ``tmp_path/desk``."""
    fill(STORIES)
    made = Index(Desk(tmp_path / "desk"))
    assert made.update() == 5
    return made


def all_pages(index: Index, words: str, **more: Any) -> list[str]:
    out, after = [], ""
    while True:
        hits = index.find(words, after=after, **more)
        out += [hit.document for hit in hits.rows]
        after = hits.next
        if not after:
            return out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gempa", ["Laos", "Gempa", "Catatan"]),  # newest first, undated ones last
        ("GEMPA peru", ["Laos"]),
        ("pact", ["A", "Peru"]),
        ("cafe", ["A"]),
        ('"fishing pact"', ["Peru"]),
        ("“fishing pact”", ["Peru"]),
        ("pact fishing", ["A", "Peru"]),
        ("pact -chile", ["A"]),
        ('pact -"fishing pact"', ["A"]),
        ("perunding*", ["Laos"]),
        ("perunding", []),
        ("-gempa", ["A", "Peru"]),
        ("", ["A", "Laos", "Peru", "Gempa", "Catatan"]),
        ("coast post", ["A", "Peru"]),
        ("🎉", []),
        ("*** ()", []),
        ("fishing-pact", ["Peru"]),
    ],
)
def test_articles_are_found_by_their_words(index: Index, words: str, found: list[str]):
    hits = index.find(words)
    assert titles(hits) == found
    assert (hits.total, hits.more, hits.next, hits.complete) == (len(found), False, "", True)


def test_as_somebody_types_the_last_word_may_be_unfinished(index: Index):
    assert titles(index.find("laos perun", typing=True)) == ["Laos"]
    assert titles(index.find("laos perun ", typing=True)) == []  # the word is finished
    assert titles(index.find("pe", typing=True)) == []  # too short to stand for others


def test_filters_leave_the_articles_of_an_outlet_a_language_and_some_days(index: Index):
    assert titles(index.find("", outlet="Harian Pagi")) == ["Laos", "Gempa"]
    assert titles(index.find("said", language="en", until="2024-03-03")) == ["Peru"]
    assert titles(index.find("gempa", since="2024-03-01", until="2024-03-01")) == ["Gempa"]
    assert titles(index.find("gempa", until="2030-01-01")) == ["Laos", "Gempa"]  # an undated one is in no span of days
    assert index.find("gempa", outlet="Nobody").total == 0


def test_best_puts_titles_first_then_words_that_stand_together(fill: Fill, tmp_path: Path):
    far = " ".join(["lalu"] * 20)
    texts = {"anywhere": f"Banjir datang. {far} Kota sepi.", "near": "Banjir menutup kota.", "titled": "Air naik."}
    fill(
        {"title": "Banjir di kota" if name == "titled" else f"Kabar {n}", "text": text, "published": f"2024-05-0{9 - n}",
         "url": f"https://kabar.example/{name}", "language": "id"}
        for n, (name, text) in enumerate(texts.items())
    )  # fmt: skip
    index = Index(Desk(tmp_path / "desk"))
    index.update()
    assert [hit.url.rpartition("/")[2] for hit in index.find("banjir kota", order="best").rows] == ["titled", "near", "anywhere"]
    assert len(set(all_pages(index, "banjir kota", order="best", limit=1))) == 3
    assert [hit.url.rpartition("/")[2] for hit in index.find("banjir kota").rows] == ["anywhere", "near", "titled"]


def test_a_hit_shows_where_the_words_stand(index: Index):
    (hit,) = index.find("gempa sebab").rows
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["Gempa", "sebab"]
    assert (hit.outlet, hit.day, hit.language, hit.url) == ("Harian Pagi", "2024-03-03", "id", "https://pagi.example/laos")
    (named,) = index.find("maluku").rows
    assert [named.title[a:b] for a, b in named.title_spans] == ["Maluku"]


def test_pages_have_neither_gaps_nor_repeats(fill: Fill, tmp_path: Path):
    fill(article(n) for n in range(24))
    index = Index(Desk(tmp_path / "desk"))
    index.update()
    for order in ("newest", "best"):
        every = all_pages(index, "mengecam", order=order, limit=100)
        assert len(every) == len(set(every)) == 24
        assert all(all_pages(index, "mengecam", order=order, limit=limit) == every for limit in (1, 3, 7, 8, 24))
    days = [hit.day for hit in index.find("mengecam", limit=100).rows]
    assert days == sorted(days, reverse=True)


def test_a_cursor_holds_while_articles_come_in(fill: Fill, tmp_path: Path):
    fill(article(n) for n in range(10))
    index = Index(Desk(tmp_path / "desk"))
    index.update()
    before, first = all_pages(index, "mengecam"), index.find("mengecam", limit=4)
    # One newer than all, one that comes late and is older than all.
    fill([article(50, published="2023-01-01"), article(51, published="2021-01-01")])
    assert index.update() == 2
    rest = all_pages_from(index, first.next)
    assert [hit.document for hit in first.rows] + rest[:-1] == before
    assert index.find("51").rows[0].document == rest[-1] == all_pages(index, "mengecam")[-1]


def all_pages_from(index: Index, after: str) -> list[str]:
    out = []
    while after:
        hits = index.find("mengecam", limit=4, after=after)
        out += [hit.document for hit in hits.rows]
        after = hits.next
    return out


def test_a_changed_article_is_found_by_its_new_words_only(own: Index, fill: Fill):
    changed = STORIES[0] | {"text": "Getaran kuat mengguncang Maluku. Warga mengungsi.", "title": "Maluku terguncang"}
    fill([changed])
    assert own.update() == 1
    assert titles(own.find("gempa")) == ["Laos", "Catatan"]
    assert titles(own.find("getaran")) == titles(own.find("maluku")) == ["Maluku"]
    assert own.find("").total == 5
    assert own.update() == 0


def test_totals_are_counted_up_to_a_limit(index: Index, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.desk.search.paging.COUNTED", 2)
    first = index.find("gempa", limit=1)
    assert (first.total, first.more) == (2, True)
    second = index.find("gempa", limit=1, after=first.next)
    assert (second.total, second.more) == (2, True)


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=60) | st.text(alphabet='"-*:()^{}+ aNOTEARD\x00\ud800\ue000\ue002é🎉', max_size=60))
def test_nothing_that_is_typed_is_an_error(index: Index, words: str):
    for order in ("newest", "best"):
        hits = index.find(words, order=order, typing=True)  # type: ignore[arg-type]
        assert all(0 <= start < end <= len(hit.snippet) for hit in hits.rows for start, end in hit.spans)
    index.suggest(words)


@pytest.mark.parametrize(
    "words",
    [
        "gempa" * 2_000, "gempa laos " * 1_000, '"' * 10_000, "-" * 10_000, 'gempa" OR "peru', "NEAR(gempa laos)", "title:gempa",
        "words MATCH 'x'; DROP TABLE articles", "gempa AND", "^gempa", "{title}: gempa", "\ue0020", '"\ue0020"', "gempa\x00peru",
    ],
)  # fmt: skip
def test_hostile_queries_find_words_or_nothing(index: Index, words: str):
    assert index.find(words, order="best").total <= 5
    index.suggest(words)
    assert index.find("gempa").total == 3


@pytest.mark.parametrize(
    "wrong", [{"after": "x"}, {"after": "b0.1.2"}, {"since": "yesterday"}, {"until": "2024-13-01"}, {"order": "x"}]
)
def test_a_wrong_cursor_day_or_order_is_told(index: Index, wrong: dict[str, Any]):
    with pytest.raises(DeskError):
        index.find("gempa", **wrong)


def test_a_search_that_takes_too_long_is_given_up(index: Index, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.desk.search._STEPS", 1)
    with pytest.raises(DeskError, match="longer than 0 s"):
        index.find("gempa", seconds=0)
    assert index.find("gempa").total == 3


def test_a_deleted_or_damaged_index_is_made_anew(own: Index, tmp_path: Path):
    path = tmp_path / "desk" / ".search" / module.NAME
    path.unlink()
    assert own.find("gempa") == Hits((), 0, False, "", False)
    assert own.update() == 5
    assert own.find("gempa").total == 3
    own.close()
    path.write_bytes(b"no database at all" * 1_000)
    assert not own.find("gempa").complete
    assert own.update() == 5
    whole = path.read_bytes()
    own.close()
    path.write_bytes(whole[: len(whole) // 2])
    assert not own.find("gempa").complete
    assert own.update() == 5
    assert titles(own.find("gempa")) == ["Laos", "Gempa", "Catatan"]


def test_an_index_of_another_schema_or_desk_is_made_anew(own: Index, fill: Fill, tmp_path: Path):
    path = tmp_path / "desk" / ".search" / module.NAME
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 77")
    assert own.update() == 5
    with sqlite3.connect(path) as other:
        other.execute("UPDATE desk SET id = 'another'")
    assert own.update() == 5
    assert own.find("gempa").total == 3


def test_a_build_that_dies_goes_on_where_it_was(fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(article(n) for n in range(12))
    monkeypatch.setattr(build, "BATCH", 1)
    index, seen = Index(Desk(tmp_path / "desk")), []

    def dying(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 5:
            raise Stopped

    with pytest.raises(Stopped):
        index.update(dying)
    assert seen == [(n, 12) for n in range(1, 6)]
    partly = index.find("mengecam")
    assert (partly.total, partly.complete) == (5, False)
    assert index.update() == 7
    assert (index.find("mengecam").total, index.find("mengecam").complete) == (12, True)


def test_others_search_while_one_builds(fill: Fill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fill(article(n) for n in range(8))
    monkeypatch.setattr(build, "BATCH", 1)
    index, other = Index(Desk(tmp_path / "desk")), Index(Desk(tmp_path / "desk"))
    counts: list[int] = []

    def during(done: int, total: int) -> None:
        assert other.update() == 0  # it is being done
        asking = threading.Thread(target=lambda: counts.append(other.find("mengecam").total))
        asking.start()
        asking.join()

    index.update(during)
    assert counts == list(range(1, 9))


def test_the_desk_takes_no_notice_of_the_index(own: Index, fill: Fill, tmp_path: Path):
    folder = tmp_path / "desk"
    store = Store(folder, create=True)
    before = store.place.size()
    assert not any(finding.count for finding in check(store))
    store.compact()
    assert (folder / ".search" / module.NAME).exists()
    fill([article(1)])
    assert own.update() == 1
    assert own.find("gempa").total == 3
    assert store.place.size() >= before
    assert len(Desk(folder).documents()) == 6


def test_the_index_lies_where_the_user_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "desk").mkdir()
    place = Store(tmp_path / "desk", create=True).place
    assert module.folder_of(place) == tmp_path / "desk" / ".search"
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert module.folder_of(place).parent == tmp_path / "cache" / "kawat" / "search"


def test_an_empty_desk_has_no_hits(tmp_path: Path):
    Store(tmp_path / "desk", create=True)
    index = Index(Desk(tmp_path / "desk"))
    assert not index.find("gempa").complete
    assert index.update() == 0
    assert index.find("gempa") == index.find("") == Hits((), 0, False, "", True)


def test_actors_and_titles_are_suggested(index: Index):
    assert ("PER", "country") in [(one.code, one.kind) for one in index.suggest("per")]
    assert [one.text for one in index.suggest("mengguncang mal")] == ["Gempa mengguncang Maluku"]
    assert "RUS" in [one.code for one in index.suggest("rus")]
    assert "IDN" in [one.code for one in index.suggest("indones")]
    assert "USA" in [one.code for one in index.suggest("amerika ser")]
    assert "USA" in [one.code for one in index.suggest("United St")]
    assert "UN" in [one.code for one in index.suggest("perserikatan bangsa")]
    assert index.suggest("") == index.suggest("🎉") == []
    assert len(index.suggest("a", limit=3)) <= 3


def test_offsets_count_code_points(index: Index):
    text = "👩‍👩‍👧 Rapat 🎉 di Cafe\u0301 Se\u0301nia 𝄞 dan café lain"
    (((title, in_title), (snippet, spans)),) = highlights(parse('café "cafe senia"').any(), [("🎉 Café", text)])
    assert [title[a:b] for a, b in in_title] == ["Café"]
    assert [snippet[a:b] for a, b in spans] == ["Cafe\u0301 Se\u0301nia", "café"]
    assert snippet == text


@pytest.mark.parametrize("unit", ["kata ", "kata🎉 ", "e\u0301", "字"])
def test_a_long_text_is_cut_where_the_words_are(unit: str):
    text = f"{unit * 300} banjir besar {unit * 300}"
    ((_, (snippet, spans)),) = highlights('"banjir" OR "besar"', [("", text)])
    assert [snippet[a:b] for a, b in spans] == ["banjir", "besar"]
    assert (snippet[:2], snippet[-2:]) == ("… ", " …")
    assert 150 < len(snippet) < 330
    assert piece("pendek", ()) == ("pendek", ())
