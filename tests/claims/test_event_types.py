"""Each event type of the codebook (section 2) in both languages, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.claims.coder import LexiconCoder
from kawat.ontology import EVENTS

Coding = Callable[..., list[str]]
Case = tuple[str, str, list[str]]

# The words of the codebook's rule, then language, text and the claims that it gives.
CASES: dict[str, list[Case]] = {
    "AGREE": [
        ("id", "Swedia berjanji membantu Moldova.", ["AGREE SWE > MDA"]),
        ("id", "Kanada akan mengirim tenda ke Fiji.", ["AGREE CAN > FJI"]),
        ("id", "Presiden Vietnam akan mengunjungi Kuba.", ["AGREE VNM.GOV > CUB"]),
        ("id", "Islandia menawarkan bantuan kepada Haiti.", ["AGREE ISL > HTI"]),
        ("id", "Togo dan Benin sepakat bekerja sama.", ["AGREE BEN+TGO"]),
        ("en", "Portugal agreed to help Angola.", ["AGREE PRT > AGO"]),
        ("en", "Norway offered aid to Malawi.", ["AGREE NOR > MWI"]),
        ("en", "The president of Ghana will visit Cuba.", ["AGREE GHA.GOV > CUB"]),
        ("en", "Latvia pledged to support Georgia.", ["AGREE LVA > GEO"]),
        ("en", "Japan will send medicine to Palau.", ["AGREE JPN > PLW"]),
    ],
    "CONSULT": [
        ("id", "Menlu Vietnam mengunjungi Laos.", ["CONSULT VNM.GOV > LAO"]),
        ("id", "Delegasi Oman berunding dengan delegasi Yaman.", ["CONSULT OMN.GOV+YEM.GOV"]),
        ("en", "The prime minister of Malta met the president of Cyprus.", ["CONSULT CYP.GOV+MLT.GOV"]),
        ("en", "The king of Jordan visited Bahrain.", ["CONSULT JOR.GOV > BHR"]),
        ("en", "Peru and Ecuador held talks on Monday.", ["CONSULT ECU+PER"]),
        ("id", "Presiden Finlandia bertemu Presiden Polandia.", ["CONSULT FIN.GOV+POL.GOV"]),
        ("en", "The German chancellor visited Xi Jinping in Beijing.", ["CONSULT DEU.GOV > CHN.GOV"]),
    ],
    "SUPPORT": [
        ("id", "Maroko memuji Senegal.", ["SUPPORT MAR > SEN"]),
        ("id", "Panama mengakui kemerdekaan Kosovo.", ["SUPPORT PAN > XKX"]),
        ("id", "Chad dan Togo menandatangani perjanjian dagang.", ["SUPPORT TCD+TGO"]),
        ("en", "Ireland praised Portugal.", ["SUPPORT IRL > PRT"]),
        ("en", "Chad and Togo signed a treaty.", ["SUPPORT TCD+TGO"]),
        ("en", "Brazil recognised Kosovo.", ["SUPPORT BRA > XKX"]),
        ("id", "Indonesia dan Singapura menandatangani perjanjian ekstradisi.", ["SUPPORT IDN+SGP"]),
    ],
    "CONCEDE": [
        ("id", "Presiden Kolombia meminta maaf kepada Ekuador.", ["CONCEDE COL.GOV > ECU"]),
        ("id", "Ethiopia mengumumkan gencatan senjata.", ["CONCEDE ETH"]),
        ("id", "Spanyol melonggarkan pembatasan terhadap Maroko.", ["CONCEDE ESP > MAR"]),
        ("en", "Belgium apologised to Burundi.", ["CONCEDE BEL > BDI"]),
        ("en", "Turkey eased restrictions on Armenia.", ["CONCEDE TUR > ARM"]),
        ("en", "Ethiopia declared a truce.", ["CONCEDE ETH"]),
        ("en", "The king of Morocco pardoned three journalists.", ["CONCEDE MAR.GOV > MAR.MED"]),
    ],
    "COOPERATE": [
        ("id", "Brunei dan Filipina menggelar latihan militer bersama.", ["COOPERATE BRN+PHL"]),
        ("id", "Panama mengekstradisi seorang tersangka ke Kolombia.", ["COOPERATE PAN > COL"]),
        ("id", "Laos mengekspor listrik ke Singapura.", ["COOPERATE LAO > SGP"]),
        ("en", "Chile and Peru held joint naval exercises.", ["COOPERATE CHL+PER"]),
        ("en", "Kenya shared intelligence with Uganda.", ["COOPERATE KEN > UGA"]),
    ],
    "AID": [
        ("id", "Qatar mengirimkan obat-obatan ke Lebanon.", ["AID QAT > LBN"]),
        ("id", "Belanda menyalurkan bantuan pangan kepada Suriname.", ["AID NLD > SUR"]),
        ("en", "Germany sent tents to Nepal.", ["AID DEU > NPL"]),
        ("en", "Denmark granted asylum to two Belarusian journalists.", ["AID DNK > BLR.MED"]),
        ("en", "Italy delivered food to Lebanon.", ["AID ITA > LBN"]),
        ("id", "Norwegia memberi suaka kepada wartawan Rusia.", ["AID NOR > RUS.MED"]),
    ],
    "RETREAT": [
        ("id", "Armenia membebaskan lima tentara Azerbaijan.", ["RETREAT ARM > AZE.MIL"]),
        ("id", "Kenya menarik pasukannya dari Somalia.", ["RETREAT KEN > SOM"]),
        ("id", "Inggris mencabut sanksi terhadap Zimbabwe.", ["RETREAT GBR > ZWE"]),
        ("en", "Eritrea released three soldiers from Djibouti.", ["RETREAT ERI > DJI.MIL"]),
        ("en", "Uganda lifted sanctions on Rwanda.", ["RETREAT UGA > RWA"]),
        ("en", "Kenya withdrew its troops from Somalia.", ["RETREAT KEN > SOM"]),
        ("id", "Perdana Menteri Nepal mengundurkan diri.", ["RETREAT NPL.GOV"]),
        ("en", "The prime minister of Nepal resigned.", ["RETREAT NPL.GOV"]),
    ],
    "REQUEST": [
        ("id", "Uni Eropa mendesak Serbia mengakui Kosovo.", ["REQUEST EU > SRB"]),
        ("id", "Nepal meminta India membuka perbatasan.", ["REQUEST NPL > IND"]),
        ("en", "Greece asked Albania to reopen the consulate.", ["REQUEST GRC > ALB"]),
        ("en", "Canada urged Haiti to hold elections.", ["REQUEST CAN > HTI"]),
        ("en", "Niger demanded that France withdraw its troops.", ["REQUEST NER > FRA"]),
    ],
    "ACCUSE": [
        ("id", "Bolivia menuduh Chile berbohong.", ["ACCUSE BOL > CHL"]),
        ("id", "Jaksa Spanyol menyelidiki mantan presiden Kolombia.", ["ACCUSE ESP.JUD > COL"]),
        ("id", "Filipina mengecam Cina.", ["ACCUSE PHL > CHN"]),
        ("en", "Mali accused Algeria of lying.", ["ACCUSE MLI > DZA"]),
        ("en", "Gambia sued Myanmar.", ["ACCUSE GMB > MMR"]),
        ("en", "Slovenia criticised Hungary.", ["ACCUSE SVN > HUN"]),
    ],
    "REJECT": [
        ("id", "Hungaria menolak permintaan Ukraina.", ["REJECT HUN > UKR"]),
        ("id", "Rusia memveto resolusi Albania.", ["REJECT RUS > ALB"]),
        ("en", "Nepal turned down an offer from India.", ["REJECT NPL > IND"]),
        ("en", "Iran defied the United Nations.", ["REJECT IRN > UN"]),
        ("en", "China vetoed the resolution.", ["REJECT CHN"]),
    ],
    "THREATEN": [
        ("id", "Mesir mengancam akan menyerang Ethiopia.", ["THREATEN EGY > ETH"]),
        ("en", "Egypt threatened to attack Ethiopia.", ["THREATEN EGY > ETH"]),
        ("en", "Poland will impose sanctions on Belarus.", ["THREATEN POL > BLR"]),
    ],
    "PROTEST": [
        ("id", "Ribuan petani Peru berunjuk rasa.", ["PROTEST PER.CVL"]),
        ("id", "Buruh Bangladesh mogok kerja.", ["PROTEST BGD.CVL"]),
        ("en", "Thousands of farmers in Peru protested against the government.", ["PROTEST PER.CVL > PER.GOV"]),
        ("en", "Workers in Kenya went on strike.", ["PROTEST KEN.CVL"]),
    ],
    "SANCTION": [
        ("id", "Australia menjatuhkan sanksi kepada Myanmar.", ["SANCTION AUS > MMR"]),
        ("en", "Norway recalled its ambassador from Laos.", ["SANCTION NOR > LAO"]),
        ("en", "Canada imposed sanctions on Venezuela.", ["SANCTION CAN > VEN"]),
        ("id", "Uni Afrika membekukan keanggotaan Gabon.", ["SANCTION AU > GAB"]),
    ],
    "MOBILIZE": [
        ("id", "Korea Utara menguji coba rudal balistik.", ["MOBILIZE PRK"]),
        ("id", "Finlandia menyiagakan pasukannya.", ["MOBILIZE FIN"]),
        ("en", "Algeria deployed troops to the border with Mali.", ["MOBILIZE DZA > MLI"]),
        ("en", "North Korea tested a ballistic missile.", ["MOBILIZE PRK"]),
    ],
    "COERCE": [
        ("id", "Polisi Tunisia menangkap seorang wartawan Aljazair.", ["COERCE TUN.COP > DZA.MED"]),
        ("id", "Kenya mendeportasi empat warga Uganda.", ["COERCE KEN > UGA.CVL"]),
        ("en", "Kenya closed its border with Somalia.", ["COERCE KEN > SOM"]),
        ("en", "Police in Minsk arrested two Polish journalists.", ["COERCE BLR.COP > POL.MED"]),
        ("id", "Presiden Korea Selatan memberlakukan darurat militer.", ["COERCE KOR.GOV"]),
        ("en", "The president of South Korea declared martial law.", ["COERCE KOR.GOV"]),
        ("id", "India memblokir TikTok.", ["COERCE IND > CHN.BUS"]),
    ],
    "ASSAULT": [
        ("id", "Tentara Sudan menembaki warga Chad.", ["ASSAULT SDN.MIL > TCD.CVL"]),
        ("id", "Azerbaijan menggempur Armenia.", ["ASSAULT AZE > ARM"]),
        ("en", "Azerbaijan shelled Armenia.", ["ASSAULT AZE > ARM"]),
        ("en", "Al-Shabaab bombed a hotel in Kenya.", ["ASSAULT SOM.REB > KEN"]),
    ],
    "several acts": [
        ("id", "Kuba memuji Nikaragua dan mengecam Amerika Serikat.", ["ACCUSE CUB > USA", "SUPPORT CUB > NIC"]),
        ("en", "Cuba praised Nicaragua and condemned the United States.", ["ACCUSE CUB > USA", "SUPPORT CUB > NIC"]),
    ],
    "a plain statement": [
        ("id", "Menlu Kuba mengatakan panen tebu tahun ini bagus.", []),
        ("en", "The finance minister of Chile said the harvest was good.", []),
    ],
    "not politics": [
        ("id", "Thailand mengalahkan Vietnam 2-1 di final Piala AFF.", []),
        ("id", "Badai menerjang Filipina, ribuan rumah rusak.", []),
        ("en", "A storm battered Jamaica and damaged thousands of homes.", []),
        ("en", "Spain defeated France 2-1 in the semi-final of Euro 2024.", []),
        ("id", "Persija menghajar Persib 3-1 di Stadion Gelora Bung Karno.", []),
        ("en", "The singer married her manager in Paris.", []),
        ("id", "Penyanyi itu menikah di Bali.", []),
        ("en", "France lost to Brazil 3-1 in the World Cup semi-final.", []),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [pytest.param(*case, id=f"{rule}-{case[0]}-{number}") for rule, cases in CASES.items() for number, case in enumerate(cases)],
)
def test_what_is_done_gives_the_type(coding: Coding, language: str, text: str, expected: list[str]):
    assert coding(language, text) == expected


def test_the_table_shows_every_type_in_both_languages():
    shown = {rule: {language for language, _, _ in cases} for rule, cases in CASES.items()}
    assert {rule for rule, languages in shown.items() if languages == {"id", "en"}} == set(CASES)
    assert set(EVENTS) <= set(CASES)


@pytest.mark.parametrize(("language", "text"), [case[:2] for case in CASES["a plain statement"]])
def test_a_plain_statement_is_a_quote(coder: LexiconCoder, language: str, text: str):
    (quote,) = coder.code(text, language=language).quotes
    assert quote.speaker is not None
    assert quote.speaker.sector == "GOV"
