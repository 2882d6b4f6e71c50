"""Windows as rows of word pieces: every word finds its piece, contexts are cut from the left, parties are marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kawat.claims.reader.features import Part, Window
from kawat.claims.reader.layout import BOS, EOS, LEAD, MAIN, PREVIOUS, Laid, lay
from kawat.text.tokens import Tokens

Laying = Callable[..., list[Window]]
WORDS = [
    *(
        "Rusia",
        '"kata',
        'Erdoğan"',
        "al-Qaeda",
        "U.S.",
        "1.000",
        "30%",
        "pro-Palestina",
        "Rusia-Ukraina",
        "didn't",
        "president's",
    ),
    *(
        "“embargo”",
        "‘so’",
        "—",
        "–",
        "…",
        "--",
        "...",
        "😀",
        "🇮🇩",
        "👩\u200d👩\u200d👧",
        "é",
        "e\u0301",
        "x\u0301\u0323",
        "ﬁ",
        "½",
        "Ⅳ",
    ),
    *("ة", "Россия", "中国", "ประเทศ", "\u00a0", "\u202e", "\t", "\n", "a" * 300, "Panjang" * 40, "undang-undang"),
]
plain = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6)
mixed = st.lists(st.sampled_from(WORDS) | plain, max_size=30).flatmap(lambda p: st.sampled_from([" ".join(p), "".join(p)]))


@pytest.fixture(scope="session")
def tokenizer(model: Path) -> Tokenizer:
    return Tokenizer.from_file(str(model / "tokenizer.json"))


def part(text: str) -> Part:
    tokens = Tokens(text)
    return Part(text, tokens.starts, tokens.ends, [])


def sections(laid: Laid, parts: int) -> list[tuple[int, int]]:
    """The rows of each part: from the row behind the mark before it up to its own end mark."""
    ends = [i for i, piece in enumerate(laid.ids) if piece == EOS]
    assert len(ends) == parts
    return list(zip([1, *(e + 1 for e in ends)], ends, strict=False))


def check(tokenizer: Tokenizer, one: Part, rows: list[int], section: tuple[int, int], limit: int, tail: bool) -> None:
    """Holds the rows of a part's words against the pieces that the tokenizer gives for its text alone."""
    pieces = tokenizer.encode(one.text, add_special_tokens=False)
    first, last = section
    assert last - first == min(len(pieces.ids), limit)
    cut = len(pieces.ids) - (last - first) if tail else 0
    assert len(rows) == len(one.starts)
    before = 0
    for row, start, end in zip(rows, one.starts, one.ends, strict=True):
        if row < 0:
            gone = not tokenizer.normalizer.normalize_str(one.text[start:end]).strip()  # such as a control character
            inside = any(begin <= start < stop for begin, stop in pieces.offsets)  # not so for an accent joined to its letter
            assert gone or not inside or len(pieces.ids) > limit, f"{one.text[start:end]!r} has no row in {one.text!r}"
            continue
        assert first <= row < last
        assert row >= before
        before = row
        begin, stop = pieces.offsets[row - first + cut]
        half = cut > 0 and row == first and begin == start + 1  # its first letter was cut off
        assert begin <= start or half
        assert start < stop or not one.text[begin:start].strip()


def test_the_special_rows(tokenizer: Tokenizer):
    (laid,) = lay(tokenizer, [Window([], part("Kenya urged Uganda."))])
    assert (laid.ids[0], laid.ids[-1]) == (BOS, EOS)
    assert laid.ids.count(EOS) == 1
    assert laid.features[0] == laid.features[-1] == (0, 0, 0, 0, 0, 0)
    assert laid.context_words == []


def test_each_word_of_a_plain_sentence_has_a_row_of_its_own(tokenizer: Tokenizer):
    (laid,) = lay(tokenizer, [Window([], part("Menteri Luar Negeri Jepang mengunjungi India pada hari Selasa."))])
    assert sorted(set(laid.words[:-1])) == laid.words[:-1]
    assert laid.words[0] == 1


def test_parts_stand_in_order_with_their_segment(tokenizer: Tokenizer):
    context = [part("Talks in Lima"), part("Peru was ready.")]
    (laid,) = lay(tokenizer, [Window(context, part("It waited."))])
    lead, previous, main = sections(laid, 3)
    assert [laid.features[i][5] for i in range(*lead)] == [1] * (lead[1] - lead[0])
    assert [laid.features[i][5] for i in range(*main)] == [0] * (main[1] - main[0])
    assert laid.features[0][5] == 1
    assert [len(rows) for rows in laid.context_words] == [3, 4]
    assert all(previous[0] <= row < previous[1] for row in laid.context_words[1])


def test_a_long_context_keeps_its_last_words(tokenizer: Tokenizer):
    long = " ".join(f"kata{n}" for n in range(80))
    (laid,) = lay(tokenizer, [Window([part(long), part(long)], part("Ia pergi."))])
    lead, previous, _ = sections(laid, 3)
    assert (lead[1] - lead[0], previous[1] - previous[0]) == (LEAD, PREVIOUS)
    for rows in laid.context_words:
        assert rows[0] == -1
        assert rows[-1] > 0
        kept = [row >= 0 for row in rows]
        assert kept == sorted(kept)


def test_a_context_of_one_part_has_the_room_of_the_sentence_before(tokenizer: Tokenizer):
    (laid,) = lay(tokenizer, [Window([part("kata " * 80)], part("Ia pergi."))])
    first, last = sections(laid, 2)[0]
    assert last - first == PREVIOUS


def test_a_long_sentence_keeps_its_first_words(tokenizer: Tokenizer):
    long = part("Kenya urged Uganda " * 200)
    (laid,) = lay(tokenizer, [Window([], long)])
    assert len(laid.ids) == MAIN + 2 == len(laid.features)
    kept = [row >= 0 for row in laid.words]
    assert kept == sorted(kept, reverse=True)
    assert any(kept)
    assert not all(kept)


def test_marked_parties(tokenizer: Tokenizer):
    window = Window([part("Kenya waited.")], part("Kenya urged South Sudan to wait."))
    (laid,) = lay(tokenizer, [window], [((0, 1), (2, 4))])
    marks = [laid.features[row][4] for row in laid.words]
    assert marks == [1, 0, 2, 2, 0, 0, 0]
    assert all(laid.features[row][4] == 0 for row in laid.context_words[0])
    (bare,) = lay(tokenizer, [window], [None])
    assert all(row[4] == 0 for row in bare.features)


def test_features_stand_at_the_pieces_of_their_word(tokenizer: Tokenizer, laying: Laying):
    (window,) = laying("en", "Kyrgyzstan condemned Turkmenistan.")
    (laid,) = lay(tokenizer, [window])
    for word, row in enumerate(laid.words):
        main = window.main
        assert laid.features[row][:4] == (main.acts[word], main.statuses[word], main.parties[word], main.quotes[word])
    inner = range(laid.words[0], laid.words[1])
    assert len({laid.features[row] for row in inner}) == 1


def test_a_batch_lays_out_each_window_as_alone(tokenizer: Tokenizer, laying: Laying):
    made = [w for text in ("Kenya urged Uganda.", "“Go,” said Peru. It waited.") for w in laying("en", text, before="A. B.")]
    assert lay(tokenizer, made) == [lay(tokenizer, [w])[0] for w in made]
    assert lay(tokenizer, []) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(mixed, min_size=1, max_size=3))
def test_every_word_finds_its_piece(tokenizer: Tokenizer, texts: list[str]):
    parts = [part(text) for text in texts]
    (laid,) = lay(tokenizer, [Window(parts[:-1], parts[-1])])
    assert len(laid.ids) == len(laid.features)
    where = sections(laid, len(parts))
    for i, (one, rows) in enumerate(zip(parts[:-1], laid.context_words, strict=True)):
        check(tokenizer, one, rows, where[i], LEAD if i == 0 and len(parts) > 2 else PREVIOUS, True)
    check(tokenizer, parts[-1], laid.words, where[-1], MAIN, False)
