"""The settled cases of the codebook (section 8), one table row each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Coding = Callable[..., list[str]]
Case = tuple[str, str, list[str]]

# The words of the codebook's rule, then language, text and the claims that it gives.
CASES: dict[str, list[Case]] = {
    "a bare noun or label": [
        ("id", "Perang di Sudan sudah berlangsung dua tahun.", []),
        ("id", "Krisis di Haiti mengkhawatirkan.", []),
        ("en", "The war in Sudan is two years old.", []),
        ("en", "The conflict in Haiti is worsening.", []),
        ("id", "PERANG SUDAN: Harga gandum naik", []),
    ],
    "act noun with doer or victim": [
        ("id", "Serangan Turki ke Suriah merusak jalan raya.", ["ASSAULT TUR > SYR"]),
        ("id", "Pembunuhan duta besar Italia di Kongo belum terungkap.", ["ASSAULT ? > ITA.GOV"]),
        ("en", "The Turkish strike on Syria damaged a road.", ["ASSAULT TUR > SYR"]),
    ],
    "no comment, ordinary law, own travellers": [
        ("id", "Kementerian Luar Negeri Kuba menolak berkomentar.", []),
        ("id", "Pemerintah Laos enggan berkomentar.", []),
        ("en", "The foreign ministry of Cuba declined to comment.", []),
        ("en", "The Omani government refused to comment.", []),
        ("id", "Parlemen Estonia mengesahkan undang-undang pajak.", []),
        ("en", "The parliament of Estonia passed a tax law.", []),
        ("id", "Belanda memperingatkan turis Belanda agar tidak bepergian ke Niger.", []),
        ("en", "Finland warned Finnish tourists against travel to Mali.", []),
        ("id", "Finlandia memperingatkan turis Finlandia agar tidak berlibur ke Mali.", []),
        ("en", "Ireland warned Irish citizens against travel to Mali.", []),
        ("en", "Ireland urged Irish holidaymakers to leave Mali.", []),
    ],
    "refusal of a friendly act": [
        ("id", "Presiden Serbia tak akan menemui utusan Kosovo.", ["REJECT SRB.GOV > XKX.GOV"]),
        ("id", "Yunani tidak akan membantu Turki.", ["REJECT GRC > TUR"]),
        ("en", "The president of Serbia won't meet the envoy of Kosovo.", ["REJECT SRB.GOV > XKX.GOV"]),
        ("en", "Greece will not help Turkey.", ["REJECT GRC > TUR"]),
        ("id", "Eritrea ogah berunding dengan Ethiopia.", ["REJECT ERI > ETH"]),
        ("id", "Menlu Kuba batal mengunjungi Panama.", ["REJECT CUB.GOV > PAN"]),
        ("en", "Eritrea refused to negotiate with Ethiopia.", ["REJECT ERI > ETH"]),
    ],
    "breaking off": [
        ("id", "Honduras memutuskan hubungan diplomatik dengan Taiwan.", ["SANCTION HND > TWN"]),
        ("id", "Irlandia menarik duta besarnya dari Israel.", ["SANCTION IRL > ISR"]),
        ("en", "Honduras cut diplomatic ties with Taiwan.", ["SANCTION HND > TWN"]),
        ("en", "Guinea broke off talks with Senegal.", ["SANCTION GIN > SEN"]),
    ],
    "siege and occupation": [
        ("id", "Saudi memblokade Qatar.", ["COERCE SAU > QAT"]),
        ("en", "Saudi Arabia blockaded Qatar.", ["COERCE SAU > QAT"]),
        ("id", "Maroko menduduki Sahara Barat.", ["ASSAULT MAR > ESH"]),
        ("en", "Morocco occupied Western Sahara.", ["ASSAULT MAR > ESH"]),
        ("id", "Israel memblokade Gaza.", ["COERCE ISR > PSE"]),
        ("en", "Russian troops besieged Mariupol.", ["COERCE RUS.MIL > UKR"]),
        ("id", "Turki mengepung Afrin.", ["COERCE TUR > SYR"]),
        ("en", "Serbia closed the crossing to Kosovo.", ["COERCE SRB > XKX"]),
        ("id", "Serbia menutup perlintasan ke Kosovo.", ["COERCE SRB > XKX"]),
    ],
    "order to one's own": [
        ("id", "Presiden Ghana memerintahkan tentara Ghana menyerang Togo.", ["THREATEN GHA.GOV > TGO"]),
        ("en", "The Greek prime minister ordered the Greek navy to blockade Libya.", ["THREATEN GRC.GOV > LBY"]),
        ("id", "PM Yunani memerintahkan militer Yunani memblokade Libya.", ["THREATEN GRC.GOV > LBY"]),
    ],
    "court and inquiry": [
        ("id", "Pengadilan Kazakhstan memvonis seorang jurnalis Rusia.", ["SANCTION KAZ.JUD > RUS.MED"]),
        ("id", "Jaksa Korea Selatan mendakwa seorang diplomat Mongolia.", ["ACCUSE KOR.JUD > MNG.GOV"]),
        ("id", "KPK memanggil seorang anggota DPR sebagai saksi.", ["ACCUSE IDN.JUD > IDN.LEG"]),
        ("en", "A court in Kazakhstan convicted a Russian journalist.", ["SANCTION KAZ.JUD > RUS.MED"]),
        ("en", "Prosecutors in South Korea charged a Mongolian diplomat.", ["ACCUSE KOR.JUD > MNG.GOV"]),
        ("en", "Prosecutors in Spain are investigating the former president of Colombia.", ["ACCUSE ESP.JUD > COL"]),
        ("id", "Pengadilan Turki menghukum seorang wali kota oposisi.", ["SANCTION TUR.JUD > TUR.OPP"]),
        ("id", "Rusia mendenda Google.", ["SANCTION RUS > USA.BUS"]),
        ("en", "A court in Turkey sentenced a Greek sailor.", ["SANCTION TUR.JUD > GRC"]),
    ],
    "routine policing": [
        ("id", "Polisi menangkap dua pencuri sepeda motor.", []),
        ("en", "Police arrested a man over a stolen bicycle.", []),
        ("id", "Polisi membekuk tiga pencuri sepeda motor.", []),
        ("en", "Two men robbed a shop in Leeds.", []),
    ],
    "obligation": [
        ("id", '"Iran harus membebaskan para pelaut," kata Menlu India.', ["REQUEST IND.GOV > IRN"]),
        ("id", "Semua pihak perlu menahan diri.", []),
        ("en", '"Iran must release the sailors," India\'s foreign minister said.', ["REQUEST IND.GOV > IRN"]),
        ("en", "Something should be done about prices.", []),
        ("id", "Rusia harus menarik pasukannya dari Georgia, kata Latvia.", ["REQUEST LVA > RUS"]),
        ("en", "Russia should withdraw its troops from Georgia, Latvia said.", ["REQUEST LVA > RUS"]),
        ("id", "Harga beras harus turun.", []),
    ],
    "claimed attack": [
        ("id", "ISIS mengaku bertanggung jawab atas serangan di Niger.", ["ASSAULT ISIS > NER | ISIS"]),
        ("en", "Islamic State claimed responsibility for the attack in Niger.", ["ASSAULT ISIS > NER | ISIS"]),
    ],
    "no evidence": [
        ("id", "Tidak ada bukti bahwa Iran menyerang kapal Oman.", ["ASSAULT IRN > OMN, negated"]),
        ("en", "There is no evidence that Ghana bombed Togo.", ["ASSAULT GHA > TGO, negated"]),
        ("en", "There is no evidence that Ghana bombed Togo, the UN said.", ["ASSAULT GHA > TGO, negated | UN"]),
    ],
    "aid and promise": [
        ("id", "Kuwait menyetujui bantuan untuk Yaman.", ["AGREE KWT > YEM"]),
        ("id", "Kuwait menyerahkan bantuan obat kepada Yaman.", ["AID KWT > YEM"]),
        ("en", "Kuwait promised aid to Yemen.", ["AGREE KWT > YEM"]),
        ("en", "Kuwait handed over ambulances to Yemen.", ["AID KWT > YEM"]),
        ("id", "Italia sedang mengirim gandum ke Eritrea.", ["AID ITA > ERI"]),
    ],
    "treaty and goods": [
        ("id", "Kenya menandatangani perjanjian pinjaman dengan Jepang.", ["SUPPORT JPN+KEN"]),
        ("en", "Kenya signed a loan agreement with Japan.", ["SUPPORT JPN+KEN"]),
        ("id", "Kenya mengekspor teh ke Pakistan.", ["COOPERATE KEN > PAK"]),
        ("id", "Norwegia memasok gas ke Polandia.", ["COOPERATE NOR > POL"]),
        ("en", "Laos sold electricity to Thailand.", ["COOPERATE LAO > THA"]),
        ("en", "Norway and Poland resumed trade.", ["COOPERATE NOR+POL"]),
        ("en", "Kenya and Japan signed a contract.", ["SUPPORT JPN+KEN"]),
    ],
    "fixed codes": [
        ("id", "Uni Soviet menyerbu Afganistan.", ["ASSAULT RUS > AFG"]),
        ("en", "The Soviet Union invaded Afghanistan.", ["ASSAULT RUS > AFG"]),
        ("id", "DPR mengkritik Kapolri.", ["ACCUSE IDN.LEG > IDN.COP"]),
        ("id", "Polri menahan seorang anggota DPR.", ["COERCE IDN.COP > IDN.LEG"]),
        ("id", "KPK menyelidiki seorang menteri.", ["ACCUSE IDN.JUD > IDN.GOV"]),
        ("en", "The KPK is investigating a member of the DPR.", ["ACCUSE IDN.JUD > IDN.LEG"]),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [pytest.param(*case, id=f"{rule}-{case[0]}-{number}") for rule, cases in CASES.items() for number, case in enumerate(cases)],
)
def test_settled_case(coding: Coding, language: str, text: str, expected: list[str]):
    assert coding(language, text) == expected
