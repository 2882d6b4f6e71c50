"""The cheap first look: what it sees of a sentence, and what is left of an article when it wants nothing."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.features import Part, Window
from kawat.claims.reader.network import Network
from kawat.claims.reader.screening import BITS, EXTRA, FLAGS, SIZE, Filter, rows
from kawat.claims.said import Said
from kawat.text.tokens import Tokens
from kawat.types import Coded

Laying = Callable[..., list[Window]]
QUOTED = "“The embargo must end soon,” said Cuba. Russia attacked Moldova."


def part(text: str) -> Part:
    tokens = Tokens(text)
    return Part(text, tokens.starts, tokens.ends, [])


def flags(one: Part) -> set[int]:
    return {row - FLAGS for row in rows(one) if row >= FLAGS}


def words(text: str) -> set[int]:
    """The features of words and pairs of words, without those of how the sentence is made up."""
    return {row for row in rows(part(text)) if row < 1 << BITS}


def test_features_are_each_on_once_and_inside_the_table():
    one = part("the rain and the rain and the rain")
    assert len(rows(one)) == len(set(rows(one)))
    assert all(0 <= row < SIZE for row in rows(one))


def test_case_and_marks_do_not_count_in_words():
    assert words("RAIN, over: Hills!") == words("rain over hills")


def test_words_of_one_beginning_and_of_one_end_have_a_feature_in_common():
    def shared(one: str, other: str) -> int:
        return len({row for row in rows(part(one)) if 1 << BITS <= row < FLAGS} & set(rows(part(other))))

    assert shared("menyerangnya", "menyerah") > shared("menyerangnya", "bersalju")
    assert shared("blackened", "hardened") > shared("blackened", "snowfall")


def test_capitals_numbers_and_length_are_seen():
    assert set(rows(part("Rain over hills"))) == set(rows(part("rain over hills"))), "a sentence begins with a capital"
    for other in ("rain over Hills", "rain over hills 5", "rain over hills and over hills and over hills"):
        assert set(rows(part("rain over hills"))) - set(rows(part(other)))


def test_single_words_are_the_same_in_any_order():
    assert words("hills rain") & words("rain hills") == words("hills") | words("rain")


def test_another_process_sees_the_same_features():
    program = (
        "import sys; from kawat.claims.reader.screening import rows; from kawat.claims.reader.features import Part; "
        "from kawat.text.tokens import Tokens; t = Tokens(sys.argv[1]); print(sorted(rows(Part(t.text, t.starts, t.ends, []))))"
    )
    text = "Kenya mendesak Uganda menarik pasukannya"
    env = {**os.environ, "PYTHONHASHSEED": "54321", "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", program, text], capture_output=True, text=True, check=True, timeout=60, env=env)
    assert done.stdout.strip() == str(sorted(rows(part(text))))


def test_what_lexicon_and_registry_found_is_seen(laying: Laying):
    plain, political, quoted = (
        laying("en", text)[0].main
        for text in ("The rain fell on hills.", "Russia attacked Moldova.", "“The rain will fall again,” said Cuba.")
    )
    assert flags(plain) == {EXTRA - 1}
    assert flags(political) >= {0, 2, 4, EXTRA - 1}
    assert 5 in flags(quoted)


def test_the_score_is_the_sum_of_the_weights_that_are_on(laying: Laying):
    weights = np.zeros(SIZE, np.float32)
    weights[[FLAGS, SIZE - 1]] = 2.0, -0.5
    one = Filter(weights, 1.0)
    assert one.score(laying("en", "Russia attacked Moldova.")[0].main) == pytest.approx(1.5)
    assert one.wanted(laying("en", "Russia attacked Moldova.")[0].main)
    assert one.score(part("rain")) == pytest.approx(-0.5)
    assert not one.wanted(part("rain"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Russia attacked Moldova."),
        ("id", "Rusia menyerang Moldova."),
        ("en", "The foreign minister of Japan visited India."),
        ("id", "Menteri Luar Negeri Jepang mengunjungi India."),
        ("en", "Kenya urged Uganda to withdraw its troops."),
        ("id", "Kanada menjatuhkan sanksi terhadap Belarus."),
    ],
)
def test_a_clear_political_sentence_is_wanted(network: Network, laying: Laying, language: str, text: str):
    assert network.filter is None or network.filter.wanted(laying(language, text)[0].main)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Stir the eggs into the flour and bake the cake for an hour."),
        ("id", "Aduk telur dan tepung lalu panggang kue itu."),
    ],
)
def test_a_recipe_is_less_wanted_than_an_attack(network: Network, laying: Laying, language: str, text: str):
    if network.filter is None:
        pytest.skip("this network has no filter")
    attack = laying("en", "Russia attacked Moldova.")[0].main
    assert network.filter.score(laying(language, text)[0].main) < network.filter.score(attack)


def screened(coder: LexiconCoder, network: Network, look: Filter | None) -> ReaderCoder:
    other = copy.copy(network)
    other.filter = look
    return ReaderCoder(coder, other)


def outline(coded: Coded) -> list[tuple[str, int]]:
    return [(claim.event, claim.trigger.start) for claim in coded.claims]


def test_a_filter_that_wants_nothing_leaves_the_rules_quotes(coder: LexiconCoder, network: Network):
    blind = screened(coder, network, Filter(np.zeros(SIZE, np.float32), 1.0)).code(QUOTED, language="en")
    assert blind.claims == ()
    assert blind.quotes == coder.code(QUOTED, language="en").quotes
    assert len(blind.quotes) == 1


def test_a_filter_that_wants_all_is_as_none(coder: LexiconCoder, network: Network):
    usual = np.zeros(SIZE, np.float32)
    usual[-1] = network.settings["unfiltered"]  # the bias: the score that a sentence without a filter is taken to have
    every = screened(coder, network, Filter(usual, -1.0)).code(QUOTED, language="en")
    assert every == screened(coder, network, None).code(QUOTED, language="en")
    assert ("ASSAULT", QUOTED.index("attacked")) in outline(every)


class OnlyThese(Filter):
    """Wants the sentences that hold a word."""

    def __init__(self, word: str) -> None:
        super().__init__(np.zeros(SIZE, np.float32), 0.0)
        self.word = word

    def score(self, part: Part) -> float:
        return 1.0 if self.word in part.text else -1.0


def test_who_spoke_in_a_sentence_left_out_goes_on_speaking(
    coder: LexiconCoder, network: Network, monkeypatch: pytest.MonkeyPatch
):
    given: list[str] = []

    def listening(sentence: object, settings: object, carried: object) -> list[Said]:
        given.append(getattr(carried, "code", ""))
        return []

    monkeypatch.setattr("kawat.claims.reader.decode.quotes", listening)
    text = "“The embargo must end soon,” said Cuba. It was here that the rain fell."
    screened(coder, network, OnlyThese("rain")).code(text, language="en")
    assert given == ["CUB"]
