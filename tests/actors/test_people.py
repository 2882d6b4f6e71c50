"""Who holds an office on a day, and whom a surname means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.actors.mentions import Mention
from kawat.claims.coder import LexiconCoder

Named = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("language", "words", "day", "holder"),
    [
        ("id", "Presiden AS", "2019-06-01", "Donald Trump"),
        ("id", "Presiden AS", "2022-06-01", "Joe Biden"),
        ("id", "Presiden AS", "2025-06-01", "Donald Trump"),
        ("id", "Presiden Iran", "2022-06-01", "Ebrahim Raisi"),
        ("en", "Iran's president", "2022-06-01", "Ebrahim Raisi"),
        ("id", "Perdana Menteri Inggris", "2022-06-15", "Boris Johnson"),
        ("id", "Perdana Menteri Inggris", "2022-10-01", "Liz Truss"),
        ("id", "Perdana Menteri Inggris", "2022-12-01", "Rishi Sunak"),
        ("en", "The British prime minister", "2022-12-01", "Rishi Sunak"),
        ("id", "Presiden RI", "2022-06-01", "Joko Widodo"),
        ("id", "Presiden RI", "2025-06-01", "Prabowo Subianto"),
        ("id", "Menteri Luar Negeri RI", "2022-06-01", "Retno Marsudi"),
        ("id", "Menlu Indonesia", "2025-06-01", "Sugiono"),
        ("id", "Menteri Luar Negeri AS", "2022-06-01", "Antony Blinken"),
        ("en", "The US Secretary of State", "2022-06-01", "Antony Blinken"),
        ("id", "Menteri Pertahanan Rusia", "2022-06-01", "Sergei Shoigu"),
        ("id", "Raja Inggris", "2023-06-01", "Charles III"),
        ("en", "The German chancellor", "2021-06-01", "Angela Merkel"),
        ("en", "The German chancellor", "2022-06-01", "Olaf Scholz"),
        ("en", "The German chancellor", "2025-09-01", "Friedrich Merz"),
    ],
)
def test_an_office_is_held_by_whoever_held_it_that_day(named: Named, language: str, words: str, day: str, holder: str):
    (mention,) = named(language, f"{words} berbicara." if language == "id" else f"{words} spoke.", day)
    assert mention.name == holder
    assert mention.sector == "GOV"


def test_the_day_of_a_handover_belongs_to_the_new_holder(coder: LexiconCoder):
    assert coder.offices.holder("USA", "head_of_state", "2021-01-19") == "Donald Trump"
    assert coder.offices.holder("USA", "head_of_state", "2021-01-20") == "Joe Biden"


def test_an_office_without_a_day_names_nobody(named: Named, coder: LexiconCoder):
    (mention,) = named("id", "Presiden AS berbicara.")
    assert (mention.code, mention.sector, mention.name) == ("USA", "GOV", "Presiden AS")
    assert coder.offices.holder("USA", "head_of_state", "") == ""
    assert coder.offices.holder("XXX", "head_of_state", "2022-01-01") == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [("id", "Mantan Presiden AS berbicara."), ("en", "The former US president spoke.")],
)
def test_a_former_holder_is_not_the_holder(named: Named, language: str, text: str):
    (mention,) = named(language, text, "2022-06-01")
    assert (mention.code, mention.sector) == ("USA", "")
    assert mention.name != "Joe Biden"


@pytest.mark.parametrize(
    ("language", "text", "day", "name", "code"),
    [
        ("id", "Menteri Luar Negeri Rusia, Sergei Lavrov, menunggu.", "2022-05-01", "Sergei Lavrov", "RUS.GOV"),
        ("id", "Lavrov mengecam pernyataan itu.", "2022-05-01", "Sergei Lavrov", "RUS.GOV"),
        ("en", "Macron praised the new bridge.", "2024-06-20", "Emmanuel Macron", "FRA.GOV"),
        ("id", "Presiden Zelensky memuji petugas itu.", "2022-05-01", "Volodymyr Zelensky", "UKR.GOV"),
        ("id", "Presiden Zelenskyy memuji petugas itu.", "2022-05-01", "Volodymyr Zelensky", "UKR.GOV"),
        ("id", "Presiden Erdoğan menunggu di luar.", "2022-03-01", "Recep Tayyip Erdoğan", "TUR.GOV"),
        ("id", "Menurut Erdogan, panen gandum tahun ini bagus.", "2022-03-01", "Recep Tayyip Erdoğan", "TUR.GOV"),
        ("en", "President Lula praised the new bridge.", "2023-05-01", "Luiz Inácio Lula da Silva", "BRA.GOV"),
        ("id", "Ayatollah Khamenei berbicara tentang panen tahun ini.", "2022-06-01", "Ali Khamenei", "IRN.GOV"),
        ("id", "Margaret Thatcher disebut dalam buku itu.", "2022-01-01", "Margaret Thatcher", "GBR"),
    ],
)
def test_a_known_name_is_its_person(named: Named, language: str, text: str, day: str, name: str, code: str):
    mention = named(language, text, day)[0]
    assert mention.name == name
    assert f"{mention.code}.{mention.sector}".rstrip(".") == code


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("id", "Lavrov mengecam pernyataan itu.", "1990-05-01"),
        ("en", "Macron praised the new bridge.", "1999-06-20"),
        ("id", "Thatcher mengecam pernyataan itu.", "2022-01-01"),
        ("en", "Johnson condemned the statement.", "1995-03-01"),
        ("en", "The tennis player Novak Djokovic won the match in the evening.", "2022-12-20"),
        ("id", "Petenis Novak Djokovic memenangi pertandingan itu.", "2022-12-20"),
        ("en", "The tennis player Justin Johnson won the match in the evening.", "2020-03-01"),
    ],
)
def test_a_name_out_of_its_time_or_of_somebody_else_has_no_code(named: Named, language: str, text: str, day: str):
    mention = next(m for m in named(language, text, day) if m.person or m.kind == "unknown")
    assert mention.code in ("", "?")


@pytest.mark.parametrize(
    ("language", "text", "name", "code"),
    [
        ("id", "Menlu Latvia Anna Ozola bertemu wartawan. Ozola mengecam Belarus.", "Anna Ozola", "LVA"),
        ("id", "Presiden Rusia Vladimir Putin tiba di Hanoi. Putin memuji kota itu.", "Vladimir Putin", "RUS"),
        (
            "en",
            "Latvian Foreign Minister Anna Ozola spoke about the coming winter and its high prices. A day later Ozola left.",
            "Anna Ozola",
            "LVA",
        ),
        ("id", "Kolonel Bram Satrio dari Kuba berbicara tentang panen tebu. Kemudian Satrio pulang.", "Bram Satrio", "CUB"),
    ],
)
def test_a_surname_after_the_full_name_means_the_same_person(named: Named, language: str, text: str, name: str, code: str):
    again = [m for m in named(language, text) if m.person][-1]
    assert (again.name, again.code) == (name, code)


def test_a_name_is_forgotten_with_its_article(named: Named):
    named("id", "Menlu Latvia Anna Ozola bertemu wartawan di Riga.")
    assert all(m.code != "LVA" for m in named("id", "Kemarin Ozola mengecam pernyataan itu."))


def test_a_role_goes_on_for_the_one_introduced(named: Named):
    mentions = named("en", "The president of Ghana spoke to a crowd at the coast. The president left at noon.")
    assert [f"{m.code}.{m.sector}" for m in mentions if m.role == "president"] == ["GHA.GOV", "GHA.GOV"]


@pytest.mark.parametrize(
    ("surname", "code"),
    [("Netanyahu", "ISR"), ("Prabowo", "IDN"), ("Lukashenko", "BLR")],
)
def test_in_a_text_without_a_date_a_surname_means_the_head_of_state_who_alone_bore_it(named: Named, surname: str, code: str):
    assert [m.code for m in named("en", f"{surname} condemned the attack.")][:1] == [code]


@pytest.mark.parametrize("surname", ["Bush", "Singh", "Abbott", "Bennett", "Brown", "Johnson", "Morrison"])
def test_in_a_text_without_a_date_a_common_surname_of_the_past_means_nobody(named: Named, surname: str):
    assert all(m.code in ("", "?") for m in named("en", f"{surname} sued the bank."))


def test_a_dated_text_leaves_a_surname_of_another_time_open(named: Named):
    assert [m.code for m in named("en", "Netanyahu condemned the attack.", "1950-01-01")] == [""]
