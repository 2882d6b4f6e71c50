"""What the network is given of a sentence: lexicon and registry by word, and the context before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.features import ACTS, PARTIES, QUOTES, STATUSES, Part, Window, windows
from kawat.ontology import EVENTS

Laying = Callable[..., list[Window]]
REAL, NEGATED, UNREAL = 1, 2, 3


def one(laying: Laying, language: str, text: str, **context: str) -> Part:
    return laying(language, text, **context)[-1].main


def row(part: Part, word: str) -> tuple[int, int, int, int]:
    at = [part.text[s:e] for s, e in zip(part.starts, part.ends, strict=True)].index(word)
    return part.acts[at], part.statuses[at], part.parties[at], part.quotes[at]


@pytest.mark.parametrize(
    ("language", "text", "word", "event", "status"),
    [
        ("en", "Russia attacked Moldova.", "attacked", "ASSAULT", REAL),
        ("id", "Rusia menyerang Moldova.", "menyerang", "ASSAULT", REAL),
        ("en", "India did not condemn Pakistan.", "condemn", "ACCUSE", NEGATED),
        ("id", "India tidak mengecam Pakistan.", "mengecam", "ACCUSE", NEGATED),
        ("en", "If Chile attacks Peru, the towns will be empty.", "attacks", "ASSAULT", UNREAL),
        ("id", "Jika Chile menyerang Peru, kota-kota akan kosong.", "menyerang", "ASSAULT", UNREAL),
    ],
)
def test_the_act_and_its_status(laying: Laying, language: str, text: str, word: str, event: str, status: int):
    act, found, _, _ = row(one(laying, language, text), word)
    assert (act, found) == (EVENTS.index(event) + 1, status)


def test_an_act_that_the_rules_drop_has_a_row_of_its_own(laying: Laying):
    act, _, _, _ = row(one(laying, "en", "The shop attacked the problem."), "attacked")
    assert act == EVENTS.index("ASSAULT") + 1 + len(EVENTS)


@pytest.mark.parametrize(
    ("text", "word", "kind", "part"),
    [
        ("Russia attacked Moldova.", "Russia", 1, 1),
        ("Russia attacked Moldova.", "Moldova", 1, 2),
        ("Sergei Lavrov condemned Latvia.", "Lavrov", 2, 1),
        ("Kenya condemned Uganda in Nairobi.", "Nairobi", 3, 0),
        ("Kenyan police condemned Uganda.", "police", 1, 1),
        ("Zorblatt condemned Uganda.", "Uganda", 1, 2),
    ],
)
def test_the_party_and_its_part_in_the_act(laying: Laying, text: str, word: str, kind: int, part: int):
    _, _, party, _ = row(one(laying, "en", text), word)
    assert (party // 4, party % 4) == (kind, part)


def test_plain_words_have_no_rows(laying: Laying):
    part = one(laying, "en", "The rain fell on the quiet hills.")
    for values in (part.acts, part.statuses, part.parties, part.quotes):
        assert values == [0] * len(part.starts)


def test_a_quote_its_cue_and_its_speaker(laying: Laying):
    direct = one(laying, "en", "“The embargo must end soon,” said Cuba.")
    assert [row(direct, word)[3] for word in ("embargo", "soon", "said", "Cuba")] == [2, 2, 3, 4]
    indirect = one(laying, "id", "Kuba mengatakan bahwa embargo itu harus segera berakhir.")
    assert [row(indirect, word)[3] for word in ("Kuba", "mengatakan", "embargo", "segera")] == [4, 3, 1, 1]


def test_rows_stay_inside_their_tables(laying: Laying):
    text = (
        "Presiden AS Joe Biden mengecam Rusia. “Kami tidak akan menyerah,” katanya di Kyiv. Jika mereka menyerang, polisi "
        "dan warga Ukraina akan membela diri, ujar sang menteri. Zorblatt menolak permintaan PBB."
    )
    for window in laying("id", text):
        for part in (window.main, *window.context):
            sizes = {len(v) for v in (part.starts, part.ends, part.acts, part.statuses, part.parties, part.quotes)}
            assert len(sizes) == 1
            tables = ((part.acts, ACTS), (part.statuses, STATUSES), (part.parties, PARTIES), (part.quotes, QUOTES))
            assert all(0 <= value < size for values, size in tables for value in values)


def test_one_window_a_sentence_with_title_and_sentence_before(laying: Laying):
    title, first, second, third = laying("en", "Kenya waits. Uganda is ready. Peru is far.", title="Talks in Lima")
    texts = [[part.text for part in w.context] for w in (title, first, second, third)]
    assert texts[0] == []
    assert texts[1:] == [["Talks in Lima"], ["Talks in Lima", "Kenya waits."], ["Talks in Lima", "Uganda is ready."]]
    assert [w.main.text for w in (title, first, second, third)] == [
        "Talks in Lima", "Kenya waits.", "Uganda is ready.", "Peru is far.",
    ]  # fmt: skip


def test_the_given_context_stands_before_the_first_sentence(laying: Laying):
    first, second = laying("en", "Uganda is ready. Peru is far.", before="Talks in Lima. Kenya waits.")
    assert [part.text for part in first.context] == ["Talks in Lima.", "Kenya waits."]
    assert [part.text for part in second.context] == ["Talks in Lima.", "Uganda is ready."]
    (alone,) = laying("en", "Uganda is ready.", before="Kenya waits.")
    assert [part.text for part in alone.context] == ["Kenya waits."]


def test_a_caption_does_not_follow_the_text(coder: LexiconCoder):
    article = coder.read("Kenya waits.", "", "en", "", "", "", (("caption", "caption", "Peru is far."),))
    assert [(w.main.text, w.context) for w in windows(article)][-1] == ("Peru is far.", [])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kenya condemned Uganda.", 0),
        ("Kenya condemned the attack.", 1),
        ("The troops withdrew on Monday.", 1),
        ("They condemned Kenya and Uganda.", 1),
    ],
)
def test_only_a_sentence_that_leans_on_the_words_before_it_is_given_them(laying: Laying, text: str, parts: int):
    assert len(laying("en", text, before="Peru praised Chile.")[-1].context) == parts
