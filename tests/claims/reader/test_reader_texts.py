"""The reader on strange texts: empty, hostile, very long, of random words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import check

from kawat.claims.reader.coder import ReaderCoder


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u200b", "."])
def test_a_text_without_words(reader: ReaderCoder, text: str):
    coded = reader.code(text, language="en")
    assert (coded.claims, coded.quotes) == ((), ())


HOSTILE = {
    "control": "\x00\x01Russia\x07 attacked\x1b[31m Ukraine\x7f.\x9f\ufeff\ufffe",
    "bidi": "\u202eRussia\u202c attacked \u2066Ukraine\u2069\u200f, said\u200b Kenya\u2028. \u061cPeru\u200d waits.",
    "emoji": "😀😀👩‍👩‍👧‍👦🇮🇩🇺🇦 🏴‍☠️ " * 40,
    "marks": "e" + "\u0301" * 500 + " Russia attacked Ukraine" + "\u0336" * 300 + ".",
    "one word": "a" * 20_000,
    "quotes": "“" * 300 + '"' * 301 + "Russia attacked Ukraine" + "”" * 300,
    "dots": "Russia. . . . attacked... " * 60,
    "other scripts": "Россия напала на Украину. 俄罗斯袭击了乌克兰。 هاجمت روسيا أوكرانيا. रूस ने हमला किया",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("language", ["en", "id"])
def test_hostile_texts(reader: ReaderCoder, kind: str, language: str):
    fields: dict[str, Any] = {"text": HOSTILE[kind], "title": HOSTILE[kind][:60]}
    check(reader.code(**fields, language=language), fields, reader.version)


def test_a_lone_surrogate(reader: ReaderCoder):
    text = "Russia attacked Ukraine, \ud800 said Kenya."
    check(reader.code(text, language="en"), {"text": text}, reader.version)


def test_ten_thousand_words(reader: ReaderCoder):
    quiet = "The dog slept in the sun beside the warm wall of the barn. " * 20
    text = (quiet + "Russia attacked Ukraine. ") * 45
    text = text + "\n\nKenya urged Uganda to withdraw its troops."
    assert len(text.split()) > 10_000
    coded = reader.code(text, language="en")
    check(coded, {"text": text}, reader.version)
    events = [claim.event for claim in coded.claims]
    assert events.count("ASSAULT") >= 40
    assert events[-1] == "REQUEST"


def test_a_sentence_longer_than_the_network_reads(reader: ReaderCoder):
    text = "Russia attacked Ukraine and the rain fell " + "over the hills and over the valley " * 60 + "near Kenya."
    coded = reader.code(text, language="en")
    check(coded, {"text": text}, reader.version)
    assert "ASSAULT" in [claim.event for claim in coded.claims]


NEWSY = (
    "Rusia Moldova PBB Menlu menyerang mengecam tidak akan jika kata menurut mereka Russia said attacked will the we “ ” , . : ?"
)
newsy = st.lists(st.sampled_from(NEWSY.split()) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=newsy, language=st.sampled_from(["id", "en"]), title=newsy)
def test_any_text_is_coded_and_every_span_is_true(reader: ReaderCoder, words: list[str], language: str, title: list[str]):
    fields: dict[str, Any] = {"text": " ".join(words), "title": " ".join(title[:8])}
    check(reader.code(**fields, language=language, published="2022-06-01"), fields, reader.version)
