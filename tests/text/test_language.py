"""The language of a text, what is read and what is refused, and with what reason."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.text.language import detect

SENTENCES = [
    ("id", "Presiden bertemu dengan perdana menteri di Istana Merdeka."),
    ("id", "Pemerintah belum memutuskan apakah akan menarik pasukannya."),
    ("id", "Polisi menangkap tiga orang yang diduga membakar kantor itu."),
    ("id", "Warga mengungsi karena banjir merendam rumah mereka."),
    ("id", "Menurut PBB, serangan itu menewaskan puluhan warga sipil."),
    ("id", "Kami tidak akan mundur, kata juru bicara kementerian."),
    ("id", "Nilai tukar rupiah melemah terhadap dolar pada Senin."),
    ("id", "Ribuan mahasiswa turun ke jalan menuntut reformasi."),
    ("id", "Menlu Kecam Serangan ke Rumah Sakit"),
    ("id", "Gempa Guncang Jepang, Warga Diminta Menjauhi Pantai"),
    ("id", "Kapal itu ditahan karena melanggar batas wilayah."),
    ("id", "Bisakah kedua negara kembali ke meja perundingan?"),
    ("en", "The president met the prime minister at the palace."),
    ("en", "Police arrested three men suspected of setting the office on fire."),
    ("en", "The government has not decided whether to withdraw its troops."),
    ("en", "Thousands of students took to the streets to demand reform."),
    ("en", "According to the UN, the attack killed dozens of civilians."),
    ("en", "We will not back down, the ministry's spokesman said."),
    ("en", "Minister condemns attack on hospital"),
    ("en", "Quake shakes Japan, people told to leave the coast"),
    ("en", "Can the two countries return to the table?"),
    ("en", "It was raining when the envoys left."),
    ("en", "Talks fail over prisoners"),
    ("en", "WORLD LEADERS CALL FOR RESTRAINT AFTER STRIKE"),
    ("ms", "Polis menahan tiga lelaki kerana disyaki membakar pejabat itu."),
    ("ms", "Perdana Menteri berkata bahawa kerajaan tidak mahu campur tangan."),
    ("ms", "Jurucakap tentera memaklumkan letupan itu berlaku pada Khamis."),
    ("ms", "Kadar pengangguran turun kepada tiga peratus, iaitu paling rendah."),
    ("ms", "Parlimen meluluskan pindaan itu selepas perbahasan pada Isnin."),
    ("ms", "Siasatan rasuah terhadap syarikat itu dijangka selesai Disember."),
    ("nl", "De minister zei dat het kabinet niet zou aftreden na de stemming."),
    ("nl", "Volgens de politie zijn er geen gewonden gevallen bij de brand."),
    ("de", "Der Minister sagte, dass die Regierung nicht zurücktreten werde."),
    ("de", "Nach Angaben der Polizei wurde bei dem Brand niemand verletzt."),
    ("fr", "Le ministre a déclaré que le gouvernement ne va pas démissionner."),
    ("fr", "Selon la police, il n'y a pas de blessés dans cet incendie."),
    ("es", "El ministro dijo que el gobierno no va a dimitir por la votación."),
    ("es", "Según la policía, no hubo heridos en el incendio de la fábrica."),
    ("pt", "O ministro disse que o governo não vai renunciar após a votação."),
    ("pt", "Segundo a polícia, ninguém ficou ferido no incêndio da fábrica."),
    ("it", "Il ministro ha detto che il governo non si dimetterà dopo il voto."),
    ("it", "Secondo la polizia, nessuno è rimasto ferito nell'incendio della fabbrica."),
    ("tr", "Bakan, hükümetin oylamadan sonra istifa etmeyeceğini söyledi ve bu konuda çok net oldu."),
    ("tr", "Polise göre yangında yaralanan olmadı ancak bina için büyük zarar var."),
    ("tl", "Sinabi ng ministro na hindi magbibitiw ang pamahalaan matapos ang botohan."),
    ("tl", "Ayon sa pulisya, wala namang nasaktan sa sunog sa pabrika."),
    ("vi", "Bộ trưởng nói rằng chính phủ sẽ không từ chức sau cuộc bỏ phiếu."),
    ("vi", "Theo cảnh sát, không có ai bị thương trong vụ cháy nhà máy này."),
    (
        "jv",
        "Menteri kandha yen pamarentah ora bakal mundur, nanging rakyat isih nunggu ing kutha.",
    ),
    ("jv", "Miturut pulisi, ora ana wong sing tatu nalika omah iku kobong."),
    ("su", "Nurutkeun pulisi, teu aya jalma anu tatu dina kahuruan di pabrik éta."),
    ("su", "Pamaréntah moal mundur sanajan loba rahayat anu menta kitu ka manéhna."),
    ("ar", "قال الوزير إن الحكومة لن تستقيل بعد التصويت."),
    ("zh", "部长说政府不会在投票后辞职。"),
    ("ja", "大臣は投票の後も政府は辞任しないと述べた。"),
    ("ko", "장관은 투표 후에도 정부가 사퇴하지 않을 것이라고 말했다."),
    ("ru", "Министр заявил, что правительство не уйдёт в отставку."),
    ("uk", "Міністр заявив, що уряд не піде у відставку після голосування."),
    ("hi", "मंत्री ने कहा कि सरकार मतदान के बाद इस्तीफा नहीं देगी।"),
    ("th", "รัฐมนตรีกล่าวว่ารัฐบาลจะไม่ลาออกหลังการลงคะแนน"),
    ("fa", "وزیر گفت که دولت پس از رأی گیری استعفا نمی‌دهد و پیگیری می‌کند."),
    ("pl", "Minister powiedział, że rząd nie poda się do dymisji po głosowaniu, które jest w środę."),
]


@pytest.mark.parametrize(("code", "text"), SENTENCES)
def test_sixty_short_sentences(code: str, text: str) -> None:
    found = detect(text)
    assert found.code == code, found.reason
    assert found.readable is (code in ("id", "ms", "en", "es"))
    assert 0 < found.score <= 1


def test_malay_is_read_with_the_indonesian_coder_and_says_so() -> None:
    found = detect("Polis menahan tiga lelaki kerana disyaki membakar pejabat itu.")
    assert found.readable
    assert "Indonesian coder" in found.reason
    assert (found.name_en, found.name_id) == ("Malay", "Melayu")


def test_a_refusal_names_the_language() -> None:
    found = detect("Der Minister sagte, dass die Regierung nicht zurücktreten werde.")
    assert (found.name_en, found.name_id, found.readable) == ("German", "Jerman", False)
    assert "not German" in found.reason


@pytest.mark.parametrize("text", ["", "   \n", "\t"])
def test_no_text_has_no_language(text: str) -> None:
    found = detect(text)
    assert (found.code, found.readable, found.score) == ("", False, 0.0)
    assert "no text" in found.reason


@pytest.mark.parametrize("text", ["12.000", "31/5/2022 – 10.00", "*** !!! ???", "🙂🙂"])
def test_figures_have_no_language(text: str) -> None:
    found = detect(text)
    assert found.code == ""
    assert "no letters" in found.reason


def test_a_link_or_a_handle_says_nothing() -> None:
    assert detect("https://example.org/the-president-and-the-army @thenews").code == ""


def test_foreign_names_in_indonesian_stay_indonesian() -> None:
    assert detect("Menlu Rusia Sergei Lavrov bertemu Antony Blinken dan Wang Yi di New York.").code == "id"


def test_one_malay_word_does_not_make_a_long_text_malay() -> None:
    assert detect(ORDINARY + "Hospital itu rusak. " + ORDINARY.replace("karena", "lantaran")).code == "id"


def test_a_foreign_quotation_does_not_change_the_language() -> None:
    text = 'Presiden menulis "peace is the only way" dalam surat yang dikirim kepada para pemimpin negara itu.'
    assert detect(text).code == "id"


ORDINARY = (
    "Pemerintah mengatakan bahwa perundingan dengan negara tetangga itu akan dilanjutkan pada pekan depan. "
    "Namun, sejumlah pihak belum yakin karena kedua negara masih menempatkan pasukan di perbatasan. "
)


def test_clear_text_loads_no_library() -> None:
    script = (
        "import sys; from kawat.text.language import detect; "
        f"assert detect({ORDINARY!r}).code == 'id'; "
        "assert detect('The minister said that the talks had failed.').code == 'en'; "
        "assert not {'lingua', 'py3langid', 'numpy', 'dateparser'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_long_article_takes_a_few_milliseconds() -> None:
    article = ORDINARY * 200
    detect(article)
    started = time.process_time()
    for _ in range(20):
        detect(article)
    assert (time.process_time() - started) / 20 < 0.01  # the target is 3 ms on a quiet machine


@given(st.text(max_size=60))
def test_any_text_gets_an_answer_with_a_reason(text: str) -> None:
    found = detect(text)
    assert found.reason
    assert len(found.code) in (0, 2)
    assert found.readable is (found.code in ("id", "ms", "en", "es"))
