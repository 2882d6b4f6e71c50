"""Real, negated or unreal; what the future makes of an act (codebook, sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kawat.claims.coder import LexiconCoder

Coding = Callable[..., list[str]]
Case = tuple[str, str, list[str]]

# The words of the codebook's rule, then language, text and the claims that it gives.
CASES: dict[str, list[Case]] = {
    "negated": [
        ("id", "Austria tidak mengecam Hungaria.", ["ACCUSE AUT > HUN, negated"]),
        ("id", "Serbia belum mengakui Kosovo.", ["SUPPORT SRB > XKX, negated"]),
        ("id", "Korea Selatan tidak menyerang Korea Utara.", ["ASSAULT KOR > PRK, negated"]),
        ("id", "Libya tak kunjung membebaskan nelayan Italia.", ["RETREAT LBY > ITA.CVL, negated"]),
        ("en", "Austria has not condemned Hungary.", ["ACCUSE AUT > HUN, negated"]),
        ("en", "Serbia never recognised Kosovo.", ["SUPPORT SRB > XKX, negated"]),
        ("en", "Kenya has yet to withdraw its troops from Somalia.", ["RETREAT KEN > SOM, negated"]),
        ("en", "Colombia did not attack Venezuela.", ["ASSAULT COL > VEN, negated"]),
        ("en", "Spain no longer supports Morocco.", ["SUPPORT ESP > MAR, negated"]),
        ("id", "Bukan Israel yang menyerang Lebanon.", ["ASSAULT ISR > LBN, negated"]),
        ("en", "Neither Iran nor Oman condemned Qatar.", ["ACCUSE IRN+OMN > QAT, negated"]),
        ("en", "Hungary did not sign the agreement with Ukraine.", ["SUPPORT HUN+UKR, negated"]),
        ("id", "Hungaria tidak menandatangani perjanjian dengan Ukraina.", ["SUPPORT HUN+UKR, negated"]),
        ("en", "Germany failed to deliver tanks to Ukraine.", ["AID DEU > UKR, negated"]),
        ("en", "Egypt refused to recognise Kosovo.", ["REJECT EGY > XKX"]),
    ],
    "unreal": [
        ("id", "Jika Turki menyerang Suriah, banyak warga akan mengungsi.", ["ASSAULT TUR > SYR, unreal"]),
        ("id", "Cina mungkin menyerang Taiwan.", ["ASSAULT CHN > TWN, unreal"]),
        ("en", "If Turkey attacks Syria, many people will flee.", ["ASSAULT TUR > SYR, unreal"]),
        ("en", "Denmark may impose sanctions on Mali.", ["SANCTION DNK > MLI, unreal"]),
        ("en", "Residents fear that Ethiopia could invade Eritrea.", ["ASSAULT ETH > ERI, unreal"]),
        ("id", "Apakah Rusia akan menyerang Polandia?", ["ASSAULT RUS > POL, unreal"]),
        ("en", "Will Russia attack Poland?", ["ASSAULT RUS > POL, unreal"]),
        ("id", "Seandainya Iran menutup Selat Hormuz, harga minyak naik.", ["COERCE IRN, unreal"]),
        ("en", "Had Chile sent aid to Peru, the town would have survived.", ["AID CHL > PER, unreal"]),
        ("id", "Rusia bisa saja menyerang Moldova.", ["ASSAULT RUS > MDA, unreal"]),
        ("id", "Kalau Iran menyerang Oman, harga minyak naik.", ["ASSAULT IRN > OMN, unreal"]),
        ("en", "Serbia could recognise Kosovo.", ["SUPPORT SRB > XKX, unreal"]),
        ("id", "Serbia bisa mengakui Kosovo.", ["SUPPORT SRB > XKX, unreal"]),
    ],
    "content of a request": [
        ("id", "Kanada meminta Kamboja membebaskan tiga tahanan.", ["REQUEST CAN > KHM"]),
        ("en", "Canada asked Cambodia to release three prisoners.", ["REQUEST CAN > KHM"]),
        ("id", "Yunani mendesak agar Turki membebaskan pelaut Siprus.", ["REQUEST GRC > TUR"]),
    ],
    "future of one's own": [
        ("id", "Denmark akan menarik pasukannya dari Mali.", ["CONCEDE DNK > MLI"]),
        ("en", "Denmark will withdraw its troops from Mali.", ["CONCEDE DNK > MLI"]),
        ("id", "Prancis akan memberi Chad bantuan pangan.", ["AGREE FRA > TCD"]),
        ("en", "Armenia will blockade Azerbaijan.", ["THREATEN ARM > AZE"]),
        ("id", "Swiss akan membekukan aset Rusia.", ["THREATEN CHE > RUS"]),
        ("en", "Switzerland will freeze Russian assets.", ["THREATEN CHE > RUS"]),
        ("id", "Buruh Argentina akan mogok kerja.", ["THREATEN ARG.CVL"]),
        ("en", "Japan will lift sanctions on Cuba.", ["CONCEDE JPN > CUB"]),
        ("id", "Jepang akan mencabut sanksi terhadap Kuba.", ["CONCEDE JPN > CUB"]),
        ("en", "Italy plans to send medicine to Libya.", ["AGREE ITA > LBY"]),
        ("id", "Italia berencana mengirim obat ke Libya.", ["AGREE ITA > LBY"]),
        ("id", "Belarus berencana mengusir diplomat Lituania.", ["THREATEN BLR > LTU.GOV"]),
    ],
    "condition and threat": [
        ("id", "Mesir mengancam menutup terusan jika Ethiopia membangun bendungan.", ["THREATEN EGY > ETH"]),
        (
            "en",
            "If Chile closes its border with Peru, Peru will impose sanctions on Chile.",
            ["COERCE CHL > PER, unreal", "THREATEN PER > CHL"],
        ),
        (
            "id",
            "Jika Chile menutup perbatasan dengan Peru, Peru akan menjatuhkan sanksi kepada Chile.",
            ["COERCE CHL > PER, unreal", "THREATEN PER > CHL"],
        ),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [pytest.param(*case, id=f"{rule}-{case[0]}-{number}") for rule, cases in CASES.items() for number, case in enumerate(cases)],
)
def test_status_and_future(coding: Coding, language: str, text: str, expected: list[str]):
    assert coding(language, text) == expected


@pytest.mark.parametrize(
    ("language", "real", "other", "status"),
    [
        ("id", "Ghana mengusir diplomat Togo.", "Ghana belum mengusir diplomat Togo.", "negated"),
        ("id", "Ghana mengusir diplomat Togo.", "Ghana mungkin mengusir diplomat Togo.", "unreal"),
        ("en", "Ghana criticised Togo.", "Ghana did not criticise Togo.", "negated"),
        ("en", "Ghana criticised Togo.", "Ghana may criticise Togo.", "unreal"),
        ("en", "Ghana released the sailors from Togo.", "Ghana never released the sailors from Togo.", "negated"),
        ("en", "Ghana released the sailors from Togo.", "Ghana might release the sailors from Togo.", "unreal"),
    ],
)
def test_one_word_changes_the_status_alone(coder: LexiconCoder, language: str, real: str, other: str, status: str):
    (before,) = coder.code(real, language=language).claims
    (after,) = coder.code(other, language=language).claims
    assert (before.status, after.status) == ("real", status)
    assert after.event == before.event
    assert [p.full for p in after.actor] == [p.full for p in before.actor]
    assert [p.full for p in after.recipient] == [p.full for p in before.recipient]
    assert after.score == before.score
