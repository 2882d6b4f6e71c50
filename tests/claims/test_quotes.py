"""Who says what: direct and indirect quotes, sources in front, headlines, and speech without a speaker."""

from __future__ import annotations

import pytest

from kawat.claims.coder import LexiconCoder

HARVEST_ID = "panen tebu tahun ini sangat bagus"
HARVEST_EN = "the harvest was very good this year"


@pytest.mark.parametrize(
    ("language", "text", "speaker", "cue", "content", "direct"),
    [
        pytest.param(*case, id=f"{case[0]}-{number}")
        for number, case in enumerate(
            [
                ("id", f'Menlu Kuba mengatakan, "{HARVEST_ID.capitalize()}."', "CUB.GOV", "mengatakan", HARVEST_ID, True),
                ("id", f'"{HARVEST_ID.capitalize()}," kata Menlu Kuba.', "CUB.GOV", "kata", HARVEST_ID, True),
                ("id", f"“{HARVEST_ID.capitalize()},” ujar Presiden Kuba.", "CUB.GOV", "ujar", HARVEST_ID, True),
                ("en", f'"{HARVEST_EN.capitalize()}," said the Cuban minister.', "CUB.GOV", "said", HARVEST_EN, True),
                ("en", f'The Cuban minister said: "{HARVEST_EN.capitalize()}."', "CUB.GOV", "said", HARVEST_EN, True),
                ("id", f"Menlu Kuba mengatakan bahwa {HARVEST_ID}.", "CUB.GOV", "mengatakan bahwa", HARVEST_ID, False),
                ("en", f"The Cuban minister said that {HARVEST_EN}.", "CUB.GOV", "said", HARVEST_EN, False),
                ("en", f"{HARVEST_EN.capitalize()}, the Cuban farm ministry said.", "CUB.GOV", "said", HARVEST_EN, False),
                ("id", f"{HARVEST_ID.capitalize()}, kata Menlu Kuba.", "CUB.GOV", "kata", HARVEST_ID, False),
                ("id", f"Menurut PBB, {HARVEST_ID}.", "UN", "Menurut", HARVEST_ID, False),
                ("en", f"According to the UN, {HARVEST_EN}.", "UN", "According to", HARVEST_EN, False),
                ("en", f"{HARVEST_EN.capitalize()}, according to the UN.", "UN", "according to", HARVEST_EN, False),
                ("id", f"Menlu Kuba: {HARVEST_ID.capitalize()}", "CUB.GOV", ":", HARVEST_ID, False),
                ("en", f"Cuban minister: {HARVEST_EN.capitalize()}", "CUB.GOV", ":", HARVEST_EN, False),
            ]
        )
    ],
)
def test_a_quote_has_its_speaker_cue_and_content(
    coder: LexiconCoder, language: str, text: str, speaker: str, cue: str, content: str, direct: bool
):
    (quote,) = coder.code(text, language=language).quotes
    assert quote.speaker is not None
    assert quote.speaker.full == speaker
    assert quote.cue is not None
    assert quote.cue.text == cue
    assert quote.content.text.casefold() == content
    assert quote.direct is direct


def test_a_title_with_a_colon_is_its_subjects_words(coder: LexiconCoder):
    title = "Menlu Kuba: Panen tebu tahun ini bagus"
    (quote,) = coder.code("Harga gula turun.", title=title, language="id").quotes
    assert quote.origin == "title"
    assert quote.content.field == "title"
    assert title[quote.content.start : quote.content.end] == "Panen tebu tahun ini bagus"


def test_katanya_goes_on_with_the_speaker_before(coder: LexiconCoder):
    text = "Menlu Kuba tiba di Hanoi. Panen tebu tahun ini sangat bagus, katanya."
    quote = coder.code(text, language="id").quotes[-1]
    assert quote.speaker is not None
    assert (quote.speaker.full, quote.speaker.start) == ("CUB.GOV", None)
    assert quote.cue is not None
    assert quote.cue.text == "katanya"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("id", '"Panen tebu tahun ini sangat bagus," kata Bu Sarmini dari Brebes.', "Bu Sarmini"),
        ("en", '"The harvest was very good this year," said Mildred Quill.', "Mildred Quill"),
    ],
)
def test_a_speaker_nobody_knows_is_kept_in_words(coder: LexiconCoder, language: str, text: str, words: str):
    (quote,) = coder.code(text, language=language).quotes
    assert quote.speaker is not None
    assert quote.speaker.code == "?"
    assert words in quote.speaker.text
    assert text[quote.speaker.start : quote.speaker.end] == quote.speaker.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", 'Tembok itu dicat "merah api".'),
        ("en", 'Officials call the fence the "wall".'),
        ("id", "Panen tebu tahun ini bagus."),
        ("en", "The harvest was good this year."),
    ],
)
def test_no_speech_no_quote(coder: LexiconCoder, language: str, text: str):
    assert coder.code(text, language=language).quotes == ()
