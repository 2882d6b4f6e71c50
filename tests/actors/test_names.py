"""Names of countries, bodies and groups, and the words that only look like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Codes = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Delegasi AS tiba di Jenewa.", ["USA.GOV", "CHE"]),
        ("id", "AS tak akan hadir.", ["USA"]),
        ("id", "Harga as roda naik.", []),
        ("en", "The sea was as calm as ever.", []),
        ("en", "As expected, the sea was calm.", []),
        ("en", "US officials met in Geneva.", ["USA.GOV", "CHE"]),
        ("en", "They told us to leave.", []),
        ("en", "The U.S. and the U.K. signed.", ["USA", "GBR"]),
        ("en", "The WHO praised Ghana.", ["WHO", "GHA"]),
        ("id", "WHO memuji Ghana.", ["WHO", "GHA"]),
        ("en", "The men who left were tired.", []),
        ("id", "Menlu RI bertemu Menlu Laos.", ["IDN.GOV", "LAO.GOV"]),
        ("id", "Kemlu RI mengecam Israel.", ["IDN.GOV", "ISR"]),
        ("id", "Dia menari-nari di sana.", []),
        ("en", "It was the end.", []),
        ("en", "The EU and the UN signed.", ["EU", "UN"]),
        ("id", "UE dan PBB mengecam Mali.", ["EU", "UN", "MLI"]),
        ("en", "The un-named man waited.", []),
        ("en", "The G7 and NATO condemned Russia.", ["G7", "NATO", "RUS"]),
        ("en", "Oil output was cut, opec or not.", []),
        ("id", "KPK, Polri, TNI dan DPR menolak.", ["IDN.JUD", "IDN.COP", "IDN.MIL", "IDN.LEG"]),
        ("id", "ISIS dan Al-Qaeda mundur.", ["ISIS", "ALQAEDA"]),
    ],
)
def test_short_names_count_in_their_own_case(codes: Codes, language: str, text: str, expected: list[str]):
    assert codes(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Georgia mengecam Rusia.", ["GEO", "RUS"]),
        ("en", "Officials in Georgia praised Armenia.", ["GEO.GOV", "ARM"]),
        ("id", "Yordania menampung warga Suriah.", ["JOR", "SYR.CVL"]),
        ("en", "Jordan praised Egypt.", ["JOR", "EGY"]),
        ("en", "The singer Michael Jordan praised his oldest friends.", []),
        ("id", "Pemain itu, Michael Jordan, memuji rekan-rekannya.", []),
        ("id", "Turki mengecam Suriah.", ["TUR", "SYR"]),
        ("en", "Turkey condemned Syria.", ["TUR", "SYR"]),
        ("en", "Türkiye condemned Syria.", ["TUR", "SYR"]),
        ("en", "They ate turkey at Christmas.", []),
        ("id", "Chad mengecam Sudan.", ["TCD", "SDN"]),
        ("en", "Later Chad praised Niger for the new road.", ["TCD", "NER"]),
        ("en", "The drummer Chad Smith praised his oldest friends.", []),
        ("id", "Niger mengecam Nigeria.", ["NER", "NGA"]),
        ("en", "Nigerian troops stayed, Nigerien troops left.", ["NGA.MIL", "NER.MIL"]),
        ("id", "Korea Utara mengecam Korea Selatan.", ["PRK", "KOR"]),
        ("id", "Pejabat Korut bertemu pejabat Korsel.", ["PRK.GOV", "KOR.GOV"]),
        ("en", "Pyongyang condemned Seoul.", ["PRK.GOV", "KOR.GOV"]),
        ("en", "North Korean troops watched the South Korean border.", ["PRK.MIL", "KOR"]),
        ("id", "Republik Demokratik Kongo mengecam Republik Kongo.", ["COD", "COG"]),
        ("en", "DR Congo condemned Congo-Brazzaville.", ["COD", "COG"]),
        ("en", "Kinshasa condemned Brazzaville.", ["COD.GOV", "COG.GOV"]),
        ("id", "Papua Nugini mengecam Fiji.", ["PNG", "FJI"]),
        ("id", "Warga Papua menolak usul itu.", ["IDN.CVL"]),
        ("en", "Papua New Guinea praised the residents of Papua.", ["PNG", "IDN.CVL"]),
        ("id", "Kolombia mengecam Ekuador.", ["COL", "ECU"]),
        ("en", "Columbia University condemned the raid.", ["USA.EDU"]),
        ("id", "Universitas Columbia menolak usul itu.", ["USA.EDU"]),
        ("en", "Guinea, Guinea-Bissau and Equatorial Guinea signed.", ["GIN", "GNB", "GNQ"]),
        ("id", "Guinea Khatulistiwa mengecam Guinea Bissau.", ["GNQ", "GNB"]),
        ("en", "Dominica praised the Dominican Republic.", ["DMA", "DOM"]),
        ("id", "Sudan Selatan mengecam Sudan.", ["SSD", "SDN"]),
        ("id", "Irlandia Utara menolak usul Irlandia.", ["GBR", "IRL"]),
        ("id", "Samoa Amerika memuji Samoa.", ["ASM", "WSM"]),
        ("en", "New Mexico sued Mexico.", ["USA", "MEX"]),
        ("en", "Iran and Iraq signed.", ["IRN", "IRQ"]),
        ("id", "Austria mengecam Australia.", ["AUT", "AUS"]),
        ("id", "Taiwan, Hong Kong, dan Makau hadir.", ["TWN", "HKG", "MAC"]),
        ("id", "Barat mengecam Rusia.", ["WEST", "RUS"]),
        ("id", "Angin bertiup dari barat daya.", []),
        ("id", "Negara-negara Arab mengecam Israel.", ["ARAB", "ISR"]),
        ("id", "Uni Soviet mengecam Jepang.", ["RUS", "JPN"]),
    ],
)
def test_names_that_are_easily_confused(codes: Codes, language: str, text: str, expected: list[str]):
    assert codes(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Perang Rusia-Ukraina berlanjut.", ["RUS", "UKR"]),
        ("id", "Hubungan Cina-AS memburuk.", ["CHN", "USA"]),
        ("en", "The dispute over US-China ties went on.", ["USA", "CHN"]),
        ("en", "Israel's army waited.", ["ISR.MIL"]),
        ("en", "Israel’s army waited.", ["ISR.MIL"]),
    ],
)
def test_hyphens_and_possessives_are_cut(codes: Codes, language: str, text: str, expected: list[str]):
    assert codes(language, text) == expected


@pytest.mark.parametrize(
    ("language", "plain", "accented"),
    [
        ("en", "Sao Tome and Principe praised Curacao.", "São Tomé and Príncipe praised Curaçao."),
        ("en", "Cote d'Ivoire praised Ghana.", "Côte d’Ivoire praised Ghana."),
        ("id", "Presiden Erdogan mengecam Suriah.", "Presiden Erdoğan mengecam Suriah."),
    ],
)
def test_accents_make_no_difference(codes: Codes, language: str, plain: str, accented: str):
    assert codes(language, plain, "2022-03-01") == codes(language, accented, "2022-03-01") != []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Massa pro-Palestina berkumpul di Lisbon.", "PSE"),
        ("id", "Massa anti-Rusia berkumpul di Lisbon.", "RUS"),
        ("id", "Massa kontra-Rusia berkumpul di alun-alun.", "RUS"),
        ("en", "The crowd in Lisbon was pro-Russia.", "RUS"),
        ("en", "Crowds chanted anti-American slogans in Lagos.", "USA"),
    ],
)
def test_what_a_crowd_is_for_or_against_is_no_party(codes: Codes, language: str, text: str, expected: str):
    assert expected not in codes(language, text)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Warga Rusia menunggu.", ["RUS.CVL"]),
        ("id", "Moskow menunggu.", ["RUS.GOV"]),
        ("id", "Gedung Putih mengecam Kremlin.", ["USA.GOV", "RUS.GOV"]),
        ("id", "Tentara Sudan menunggu.", ["SDN.MIL"]),
        ("id", "Hamas dan Fatah menunggu.", ["PSE.REB", "PSE.PTY"]),
        ("id", "Houthi menyerang kapal Filipina.", ["YEM.REB", "PHL"]),
        ("en", "Al-Shabaab attacked Kenya.", ["SOM.REB", "KEN"]),
        ("en", "A spokesman for the Kremlin praised Fiji.", ["RUS.GOV", "FJI"]),
        ("en", "The mayor praised the police of Ghana.", ["GHA.GOV", "GHA.COP"]),
    ],
)
def test_words_show_the_sector(codes: Codes, language: str, text: str, expected: list[str]):
    assert codes(language, text) == expected
