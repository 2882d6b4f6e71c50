"""The words by which page furniture gives itself away, as patterns over one line.

A line longer than LONGEST is never furniture; every pattern is only tried on shorter ones, which keeps the
time linear in the text whatever it holds.
"""

from __future__ import annotations

import re

LONGEST = 420

_I = re.IGNORECASE
_LEAD = r"^[\s\[(>»•▪*\-–]*"

RELATED = re.compile(
    _LEAD + r"(?:(?:baca|simak|lihat|tengok|cek|bacaan)\s+(?:juga|pula|lagi)"
    r"|pilihan\s+(?:editor|redaksi)(?=\s*[:\-–|]|\s*$)"
    r"|berita\s+(?:terkait|berkaitan)|artikel\s+(?:terkait|berkaitan)"
    r"|baca\s+selengkapnya|(?:read\s+also|also\s+read|see\s+also|read\s+more|read\s+next|related(?:\s+(?:news"
    r"|articles?|stor(?:y|ies)|links?))?)(?=\s*[:\-–|]|\s*$))"
    r"\s*[:\-–|]*\s*(?P<title>.*?)[\s\])]*$",
    _I,
)
"""A related link ("Baca Juga: …") or the heading over some; ``title`` is "" for a heading."""

READ_MORE = re.compile(r"^(?:READ MORE|ALSO READ|READ ALSO|RELATED)\s*[:\-–|]*\s+(?P<title>.+)$")

RELATED_HEADING = re.compile(
    r"^(?:pilihan\s+(?:editor|redaksi)|rekomendasi\s+(?:redaksi|bacaan)|editor['’]?s?['’]?\s+picks?"
    r"|more\s+on\s+this(?:\s+story)?"
    r"|recommended\s+stories|related\s+(?:topics|content|coverage)|what\s+to\s+read\s+next"
    r"|bacaan\s+terkait)\s*:?$",
    _I,
)
INLINE_RELATED = re.compile(
    r"(?<=[.!?”\"’)\]])\s*[\[(]?\s*(?:Baca|Simak|Lihat)\s+(?:[Jj]uga"
    r"|[Pp]ula)\s*:\s*(?P<title>[^:]{8,200}?)[\])]?\s*$"
    r"|(?<=[.!?”\"’)\]])\s*[\[(]?\s*(?:BACA JUGA|READ MORE|Read also|Also read"
    r"|Read more)\s*:\s*(?P<other>.{8,200}?)[\])]?\s*$"
)
VIDEO = re.compile(
    _LEAD + r"(?:gambas\s*:"
    r"|(?:simak|lihat|tonton|saksikan|watch|putar)\b.{0,40}\b(?:video|live|streaming|siaran)\b|tonton\s+juga\b"
    r"|saksikan\s+(?:juga|pula)\b|video\s*:|watch\s*:|listen\s*:|play\s+video\b|video\s+pilihan\b)",
    _I,
)
STOP = re.compile(
    r"^(?:(?:(?:berita|artikel|topik|kabar)\s+)?(?:terkini|terpopuler|terbaru|populer"
    r"|terhangat)(?:\s+lainnya)?|paling\s+(?:populer|banyak\s+dibaca)"
    r"|(?:berita|artikel)\s+lainnya|most\s+(?:read|popular|viewed|shared)|trending(?:\s+(?:now|topics?"
    r"|topik))?|top\s+stories|(?:the\s+)?latest(?:\s+(?:news|stories))?"
    r"|popular(?:\s+now)?|rekomendasi(?:\s+untuk\s+anda)?|recommended(?:\s+for\s+you)?|you\s+(?:may"
    r"|might)\s+also\s+like|more\s+from\b.{0,30}|around\s+the\s+web"
    r"|sponsored(?:\s+content)?|(?:\d+\s+)?(?:komentar|comments?)(?:\s*\(\d+\))?|(?:tulis"
    r"|beri)\s+komentar(?:\s+anda)?|leave\s+a\s+(?:comment|reply)|join\s+the\s+conversation"
    r"|berita\s+popular|terkini\s+di\b.{0,30}|paling\s+dibaca)\s*:?$",
    _I,
)
"""A heading over a list of other articles or of comments: it and all that follows are not the article."""

TAGS = re.compile(
    r"^(?:tags?|topik(?:\s+(?:terkait|menarik))?|kata\s+kunci|keywords?|topics?"
    r"|label)\s*(?P<colon>:?)\s*(?P<rest>.*)$",
    _I,
)
HASHTAGS = re.compile(r"^(?:#[\w-]+[\s,]*){2,}$")

_BUTTON = (
    "advertisement|advertisements|iklan|ad|ads|scroll to continue with content|scroll to resume content"
    "|scroll down to continue|share|bagikan|"
    "share this|share this article|share article|bagikan artikel|bagikan artikel ini|shares|facebook|twitter"
    "|x|whatsapp|telegram|line|linkedin|"
    "email|pinterest|copy link|link copied|salin tautan|salin link|url telah tercopy|print|cetak|font"
    "|text size|ukuran font|a a a|a-|a+|sebelumnya|"
    "selanjutnya|berikutnya|next|previous|prev|show all|lihat semua|tampilkan semua|selengkapnya|view all"
    "|home|beranda|follow|follow us|ikuti|"
    "ikuti kami|sign up|subscribe|langganan|log in|login|masuk|loading|loading...|save|simpan|listen"
    "|dengarkan|listen to article|live update|"
    "skip to main content|skip advertisement|end of list|image|video|play|gambas|kirim|menu|search|cari|close"
    "|tutup|translate|news|internasional|"
    "dunia|global|world|berita|gift this article|read more|story continues below advertisement"
    "|story continues below|continue reading|"
    "lihat foto|lihat lainnya|perbesar|purchase licensing rights|artikel ini merupakan bagian dari"
    "|suka artikel ini?|bagikan:|share:|what do you think?"
)
BUTTON = re.compile(rf"^[\W_]*(?:{'|'.join(re.escape(b) for b in _BUTTON.split('|'))})[\W_]*$", _I)
RULE = re.compile(r"^[\W_]+$")
LIST_COUNT = re.compile(
    r"^(?:list\s+(?:\d+\s+)?of\s+\d+(?:\s+items?)?|end\s+of\s+list|\d+\s+min(?:ute)?s?\s+read"
    r"|waktu\s+baca\b.{0,20}|\d+\s+shares?)$",
    _I,
)

_CALL = re.compile(
    r"^[\W_]*(?:(?:dapatkan|ikuti|gabung|bergabung|mari|yuk|ayo|download|unduh|install|cek|baca|simak|nikmati"
    r"|update|follow|join|sign\s+up|subscribe|get|"
    r"kunjungi|akses|jangan|pilih|temukan|berlangganan|stay|keep|receive|dengarkan|aktifkan|want|langganan"
    r"|muat\s+turun|sertai|ikut|download)\b)",
    _I,
)
_OFFER = re.compile(
    r"\b(?:google\s+news|google\s+berita|telegram|whats\s?app|channel|saluran|newsletters?|aplikasi"
    r"|app\s+store|play\s*store|our\s+(?:free\s+)?app|apps?|media\s+sosial|instagram|"
    r"youtube|tiktok|situs\s+resmi|breaking\s+news|berita\s+pilihan|berita\s+terkini|update\s+berita"
    r"|tanpa\s+iklan|inbox|notifikasi|notifications?|"
    r"(?:klik|di)\s+(?:di\s+)?sini|alerts|e-?mail)\b",
    _I,
)
_NOTICE = re.compile(
    r"^[\W_]*(?:klik\b|copyright\b|©|\(c\)\s*\d{4}|hak\s+cipta\b|dilarang\s+(?:keras\s+)?(?:mengambil"
    r"|mengutip|menyalin|memperbanyak|menggandakan)\b|"
    r"(?:artikel|berita|tulisan)\s+ini\s+(?:telah|sudah|pernah|juga)\s+(?:tayang|terbit|dimuat|diterbitkan"
    r"|dipublikasikan)\b|disclaimer\b|our\s+standards\s*:|"
    r"this\s+(?:article|story|report)\s+(?:was|has\s+been)\s+(?:first\s+|originally\s+)?(?:published|produced"
    r"|generated|adapted)\b|"
    r"follow\s+(?:us\s+(?:on|at)|the\s+\w+\s+(?:on|at)|our\s+\w+|ap[’\']?s\s+coverage)\b|scroll\s+(?:untuk"
    r"|to)\b|lanjutkan\s+membaca\b|(?:halaman\s+)?(?:selanjutnya|berikutnya)\s*:|"
    r"halaman\s+(?:selanjutnya|berikutnya)\b|have\s+(?:a\s+)?(?:news\s+)?tips?\b.{0,60}\?"
    r"|do\s+you\s+have\s+an?\s+opinion\b|konten\s+ini\b|penafian\b)"
    r"|all\s+rights\s+reserved|hak\s+cipta\s+(?:terpelihara|dilindungi)"
    r"|^(?:(?:the\s+)?(?:associated\s+press|ap)\s+.{0,160}\bcontributed\s+(?:to\s+this\s+report|reporting)\b"
    r"|.{2,160}\bcontributed\s+to\s+this\s+(?:report|story|article)\.?$)",
    _I,
)
_INVITES = re.compile(r"\b(?:ikuti\s+kami|follow\s+us|sertai\s+kami|gabung\s+(?:di|dengan))\b", _I)
_PAGES = re.compile(
    r"^(?:(?:halaman|hal|page|muka\s+surat)\.?\s*:?\s*\d+(?:\s*(?:of|dari|/|daripada)\s*\d+)?(?:[\s|]+\d+)*"
    r"|\d+(?:[\s|]+\d+)+|1)"
    r"(?:[\s|]+(?:selanjutnya|berikutnya|next|show\s+all|lihat\s+semua|tampilkan\s+semua|[>»]+))*$",
    _I,
)
_SELF = re.compile(
    r"^kunjungi\s+(?:situs|website|laman|web)\b|^(?:simak|baca|ikuti)\b.{0,60}\b(?:hanya"
    r"|langsung)\s+di\s+\S+\.(?:com|id|co)\b",
    _I,
)

SOURCE = re.compile(r"^(?:sumber|source)\s*:\s*(?P<name>.{2,80})$", _I)
HOST = re.compile(r"(?<![@\w.-])((?:[a-z0-9-]+\.)+(?:com|co\.id|id|co|net|org|tv|my|sg))(?![\w-])", _I)
GLUED = re.compile(
    r"\s*(?:ADVERTISEMENT\s*)?SCROLL TO (?:CONTINUE|RESUME) (?:WITH )?CONTENT\s*|\s*\[Gambas:[^\]]{0,60}\]\s*"
    r"|\s+ADVERTISEMENT(?=\s|$)"
)
SIGN_OFF = re.compile(
    r"(?<=[.!?”\"’)])\s*(?:[(\[](?:[a-z]{2,5}(?:/[a-z]{2,5}){1,3}|[a-z]{3}|\*/?\w*"
    r"|(?:Ant|ANTARA|Antara|Reuters|REUTERS|AFP|AP|Xinhua|Bernama|[A-Z]{1,3}-\d{1,2})(?:/[\w-]{1,12}){0,2})[)\]]"
    r"|[-–—]\s*(?:REUTERS|Reuters|AFP|AP|BERNAMA|Bernama|Xinhua|XINHUA|Agencies|AGENSI|dpa)|(?:REUTERS|AFP"
    r"|BLOOMBERG|XINHUA|BERNAMA|ANTARA))\s*$"
)
SIGN_OFF_LINE = re.compile(
    r"^[\W_]*(?:[(\[](?:[a-z]{2,5}(?:/[a-z]{2,5}){1,3}|[a-z]{3}|[\w-]+\.(?:com|id|co)/[\w .]{2,40})[)\]]"
    r"|[a-z]{2,5}/[a-z]{2,5}(?: \([A-Za-z, ]{2,40}\))?"
    r"|(?:reuters|afp|ap|bernama|xinhua|bloomberg|antara|agencies|agensi|dpa))[\W_]*$",
    _I,
)


def is_dropped(line: str) -> bool:
    """True for an advertisement, a button, a notice, page numbers or a call to follow or join."""
    if len(line) > LONGEST:
        return False
    return bool(
        RULE.match(line)
        or BUTTON.match(line)
        or VIDEO.match(line)
        or LIST_COUNT.match(line)
        or _PAGES.match(line)
        or SIGN_OFF_LINE.match(line)
        or _NOTICE.search(line)
        or _SELF.match(line)
        or ((_CALL.match(line) or _INVITES.search(line)) and _OFFER.search(line))
    )
