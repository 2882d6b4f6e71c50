"""The rules on top of the network: acts said twice, quotes of rules and network together."""

from __future__ import annotations

import pytest
from handmade import SETTINGS, Answer, told

from kawat.actors.mentions import Mention
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.features import Part
from kawat.claims.reader.rules import quoted, settled, word_span
from kawat.claims.said import Said
from kawat.claims.screen import crime
from kawat.text.tokens import Tokens

TEXT = "Kenya attacked Uganda and raided Uganda and Peru later."
SPOKEN = "The rains came early this year, said Kenya, and the roads are closed."
CONTENT = "The rains came early this year"


def stays(made: Answer) -> list[str]:
    return told(settled(made.acts()))


@pytest.fixture
def twice(coder: LexiconCoder) -> Answer:
    """One attack told by two words."""
    made = Answer(coder, TEXT)
    for at, victim in ((1, 2), (4, 5)):
        made.act("ASSAULT", at)
        made.actor(at, 0.9, 0)
        made.recipient(at, 0.9, victim)
    return made


def test_an_act_told_twice_is_one(twice: Answer):
    assert stays(twice) == ["ASSAULT KEN > UGA, real"]


@pytest.mark.parametrize(("first", "second", "words"), [(0.9, 0.6, "attacked"), (0.6, 0.9, "raided")])
def test_an_act_told_twice_is_told_where_it_is_surest(twice: Answer, first: float, second: float, words: str):
    twice.act("ASSAULT", 1, score=first)
    twice.act("ASSAULT", 4, score=second)
    (one,) = settled(twice.acts())
    assert twice.words_of(one) == words


def test_a_further_party_is_a_further_act(twice: Answer):
    twice.recipient(4, 0.9, 7)
    assert stays(twice) == ["ASSAULT KEN > UGA, real", "ASSAULT KEN > UGA+PER, real"]


def test_another_status_or_type_is_another_act(twice: Answer):
    twice.act("ASSAULT", 4, status=(0, 1, 0))
    assert stays(twice) == ["ASSAULT KEN > UGA, real", "ASSAULT KEN > UGA, negated"]
    twice.act("ASSAULT", 4, score=0)
    twice.act("COERCE", 4)
    assert stays(twice) == ["ASSAULT KEN > UGA, real", "COERCE KEN > UGA, real"]


def test_an_act_of_nobody_adds_nothing(twice: Answer):
    twice.actor(4, 0, 0)
    twice.recipient(4, 0, 5)
    assert stays(twice) == ["ASSAULT KEN > UGA, real"]


@pytest.mark.parametrize(
    ("text", "recipient", "event", "crime", "stays"),
    [
        ("Indonesian police arrested dealers.", "dealers", "COERCE", 1.0, False),
        ("Indonesian police arrested dealers.", "dealers", "COERCE", 0.0, True),
        ("Indonesian police praised dealers.", "dealers", "SUPPORT", 1.0, True),
        ("Indonesian police arrested Kenya.", "Kenya", "COERCE", 1.0, True),
        ("Uganda arrested dealers.", "dealers", "COERCE", 1.0, True),
    ],
)
def test_ordinary_crime_and_its_policing_is_no_claim(
    coder: LexiconCoder, text: str, recipient: str, event: str, crime: float, stays: bool
):
    made = Answer(coder, text)
    act = made.at(recipient) - 1
    made.act(event, act)
    made.actor(act, 0.9, act - 1)
    made.recipient(act, 0.9, made.at(recipient))
    assert bool(settled(made.acts(), crime)) is stays


def test_words_of_crime_weigh_each_once():
    assert crime("id", ["bandar", "narkoba", "bandar"]) > 1
    assert crime("id", ["narkoba", "narkoba"]) == crime("id", ["narkoba"])
    assert crime("id", ["panen", "tebu"]) == 0


@pytest.fixture
def spoken(coder: LexiconCoder) -> Answer:
    made = Answer(coder, SPOKEN)
    made.said(0, [0.95] * 6)
    made.speaker(0, 0.9, made.at("Kenya"))
    return made


def by_rules(made: Answer, content: str = CONTENT, named: bool = True) -> Said:
    start = SPOKEN.index(content)
    return Said(start, start + len(content), False, (32, 36), made.mention("Kenya") if named else None)


def contents(said: list[Said]) -> list[str]:
    return [SPOKEN[q.start : q.end] for q in said]


def test_what_both_see_ends_where_the_rules_say(spoken: Answer):
    said = quoted(spoken.quotes(), [by_rules(spoken, "rains came early")], spoken.sentence, SETTINGS)
    assert contents(said) == ["rains came early"]


def test_the_network_names_a_speaker_that_the_rules_lack(spoken: Answer):
    (said,) = quoted(spoken.quotes(), [by_rules(spoken, named=False)], spoken.sentence, SETTINGS)
    assert said.speaker is not None
    assert said.speaker.code == "KEN"


def test_the_rules_keep_their_speaker_where_the_network_has_none(spoken: Answer):
    spoken.speaker(0, 0, spoken.at("Kenya"))
    (said,) = quoted(spoken.quotes(), [by_rules(spoken)], spoken.sentence, SETTINGS)
    assert said.speaker is not None
    assert said.speaker.code == "KEN"


def test_whom_the_rules_name_goes_before_who_went_on_speaking(coder: LexiconCoder):
    made = Answer(coder, SPOKEN)
    made.said(0, [0.95] * 6)
    carried = Mention(-1, -1, "pronoun", "PER", "", "Peru")
    (quote,) = quoted(made.quotes(carried), [by_rules(made)], made.sentence, SETTINGS)
    assert quote.speaker is not None
    assert (quote.speaker.code, quote.speaker.first) == ("KEN", made.at("Kenya"))


def test_the_network_chooses_among_the_names_of_the_sentence(coder: LexiconCoder):
    made = Answer(coder, "The rains came early this year, said Kenya, a neighbour of Uganda.")
    made.said(0, [0.95] * 6)
    made.speaker(0, 0.9, made.at("Uganda"))
    (quote,) = quoted(made.quotes(), [by_rules(made)], made.sentence, SETTINGS)
    assert quote.speaker is not None
    assert quote.speaker.code == "UGA"


def test_a_quote_of_the_rules_alone_stays_unless_the_network_denies_it(spoken: Answer):
    spoken.said(0, [0.45] * 6)
    assert contents(quoted([], [by_rules(spoken)], spoken.sentence, SETTINGS)) == [CONTENT]
    assert quoted([], [by_rules(spoken)], spoken.sentence, SETTINGS | {"quote_deny": 0.6}) == []
    spoken.said(0, [0.01] * 6)
    assert quoted([], [by_rules(spoken)], spoken.sentence, SETTINGS) == []


def test_a_quote_of_the_network_alone_must_be_sure_and_have_a_speaker(spoken: Answer):
    assert contents(quoted(spoken.quotes(), [], spoken.sentence, SETTINGS)) == [CONTENT]
    assert quoted(spoken.quotes(), [], spoken.sentence, SETTINGS | {"quote_alone": 0.99}) == []
    spoken.speaker(0, 0, spoken.at("Kenya"))
    assert quoted(spoken.quotes(), [], spoken.sentence, SETTINGS) == []


def test_quotes_come_in_the_order_of_the_text(spoken: Answer):
    found = quoted(spoken.quotes(), [by_rules(spoken, "the roads are closed")], spoken.sentence, SETTINGS | {"quote_deny": 0.0})
    assert contents(found) == [CONTENT, "the roads are closed"]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 5, (0, 1)), (6, 18, (1, 3)), (8, 16, (1, 3)), (0, 21, (0, 4)), (5, 6, (0, 1)), (90, 95, (0, 1)), (-20, -4, (0, 1))],
)
def test_the_words_that_characters_cover(start: int, end: int, words: tuple[int, int]):
    tokens = Tokens("Kenya urged Uganda on")
    assert word_span(Part(tokens.text, tokens.starts, tokens.ends, []), start, end) == words
