"""Word tokens: what stays whole, what splits, and offsets that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.text.tokens import Tokens, fold

TOKENS = [
    ("Russia's army", ["Russia", "'s", "army"]),
    ("Kyiv’s ally", ["Kyiv", "’s", "ally"]),
    ("They don't know", ["They", "don't", "know"]),
    ("Perang Rusia-Ukraina", ["Perang", "Rusia", "-", "Ukraina"]),
    ("poros AS-Iran-China", ["poros", "AS", "-", "Iran", "-", "China"]),
    ("undang-undang", ["undang-undang"]),
    ("Undang-Undang Dasar", ["Undang-Undang", "Dasar"]),
    ("besar-besaran", ["besar-besaran"]),
    ("Al-Qaeda dan El-Sisi", ["Al-Qaeda", "dan", "El-Sisi"]),
    ("Kim Jong-Un", ["Kim", "Jong-Un"]),
    ("Hamas-led fighters", ["Hamas", "-", "led", "fighters"]),
    ("in the U.S. and U.K.", ["in", "the", "U.S.", "and", "U.K."]),
    ("3.500 orang, 10.00 WIB", ["3.500", "orang", ",", "10.00", "WIB"]),
    ("Senin (31/5/2022).", ["Senin", "(", "31/5/2022", ")", "."]),
    ("Jum'at “malam”", ["Jum'at", "“", "malam", "”"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), TOKENS)
def test_tokens(text: str, wanted: list[str]) -> None:
    assert Tokens(text).words == wanted


@given(st.text(max_size=80))
def test_offsets_hold_and_nothing_is_lost(text: str) -> None:
    tokens = Tokens(text)
    assert all(text[a:b] == word for a, b, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True))
    assert len(tokens.lowers) == len(tokens.words)
    assert "".join(tokens.words) == "".join(text.split())


def test_names_are_found_with_and_without_accents() -> None:
    assert fold("Erdoğan") == fold("Erdogan") == "erdogan"
    assert fold("Russia’s") == "russia's"
