"""The words that the commands show, in English and Indonesian."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kawat.types import DateRef

Language = Literal["id", "en"]

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "text": "Text", "caption": "Photo", "related": "Related links", "tags": "Tags", "claims": "Claims",
        "quotes": "Quotes", "dyads": "Relations", "notes": "Notes", "act": "Act", "who": "Who → whom",
        "said_by": "On whose word", "date": "Date", "words": "Words", "place": "Place", "via": "via",
        "net": "Net",
        "none": "no claim found", "actor": "doer", "recipient": "recipient", "speaker": "speaker",
        "quote": "what was said", "legend": "Marked", "number": "No.", "title": "title", "body": "text",
        "real": "real", "negated": "not done", "unreal": "imagined", "article_date": "article's date",
        "editor": "Editor", "byline": "By", "language": "Language", "no_title": "(no title)",
        "id": "Indonesian", "en": "English", "ms": "Malay", "es": "Spanish", "direct": "direct", "indirect": "indirect",
        "up": "warmer", "down": "cooler", "hostile": "hostile", "flat": "no clear direction",
        "confidence": "Sure", "score": "Score", "unknown": "unknown", "why": "Why",
        "reports": "Reports", "evidence": "Evidence", "no_event": "no such event", "no_story": "no such story",
        "articles": "Articles", "outlets": "Outlets", "story": "Story", "copy": "a copy", "events": "Events",
        "contradicts": "Contradictory reports", "against": "but", "outlet": "Outlet", "conflict": "Conflict", "tone": "Tone",
        "quoted": "Quoted most", "attention": "Attention", "no_dyad": "nobody reports an act between", "all": "all",
    },
    "id": {
        "text": "Teks", "caption": "Foto", "related": "Tautan terkait", "tags": "Tag", "claims": "Klaim",
        "quotes": "Kutipan", "dyads": "Hubungan", "notes": "Catatan", "act": "Tindakan",
        "who": "Siapa → siapa",
        "said_by": "Menurut siapa", "date": "Tanggal", "words": "Kata", "place": "Tempat",
        "via": "lewat", "net": "Neto",
        "none": "tidak ada klaim", "actor": "pelaku", "recipient": "sasaran", "speaker": "pembicara",
        "quote": "yang dikatakan", "legend": "Tanda", "number": "No.", "title": "judul", "body": "teks",
        "real": "nyata", "negated": "tidak terjadi", "unreal": "diandaikan",
        "article_date": "tanggal artikel",
        "editor": "Editor", "byline": "Oleh", "language": "Bahasa", "no_title": "(tanpa judul)",
        "id": "Indonesia", "en": "Inggris", "ms": "Melayu", "es": "Spanyol", "direct": "langsung",
        "indirect": "tak langsung",
        "up": "menghangat", "down": "mendingin", "hostile": "bermusuhan", "flat": "tanpa arah jelas",
        "confidence": "Yakin", "score": "Skor", "unknown": "tidak dikenal", "why": "Alasan",
        "reports": "Laporan", "evidence": "Bukti", "no_event": "tidak ada peristiwa seperti itu",
        "no_story": "tidak ada berita seperti itu",
        "articles": "Artikel", "outlets": "Media", "story": "Berita", "copy": "salinan", "events": "Peristiwa",
        "contradicts": "Laporan yang bertentangan", "against": "tetapi", "outlet": "Media", "conflict": "Konflik", "tone": "Nada",
        "quoted": "Paling sering dikutip", "attention": "Perhatian", "no_dyad": "tidak ada yang melaporkan tindakan antara",
        "all": "semua",
    },
}  # fmt: skip
_EN = "January February March April May June July August September October November December"
_ID = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
_MONTHS = {"en": _EN.split(), "id": _ID.split()}
STATUS_MARKS = {"real": "", "negated": "✗", "unreal": "~"}
ARROWS = {"up": "↗", "down": "↘", "hostile": "↓", "flat": "→"}


def word(key: str, language: str) -> str:
    """A label; the key itself where there is none."""
    return WORDS[language].get(key, key)


def ui_language() -> Language:
    """The language of labels: Indonesian in an Indonesian locale, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "id" if value.lower().startswith("id") else "en"
    return "en"


def long_date(value: str, language: str) -> str:
    """An ISO 8601 date or date and time in words; as it is where it is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = f"{moment.day} {_MONTHS[language][moment.month - 1]} {moment.year}"
    if len(value) <= 10:
        return day
    zone = moment.strftime("%z")
    clock = moment.strftime("%H.%M" if language == "id" else "%H:%M")
    return f"{day}, {clock}" + (f" {_ZONES.get(zone, f'UTC{zone[:3]}:{zone[3:]}')}" if zone else "")


_ZONES = {"+0700": "UTC+7", "+0800": "UTC+8", "+0900": "UTC+9", "+0000": "UTC"}


def date_words(ref: DateRef | None, language: str) -> str:
    """A claim's date, short: "23 May 2022", "Dec 2021", "2021"; in brackets when it is only the article's."""
    if ref is None:
        return "–"
    parts = ref.value.split("-")
    try:
        month = _MONTHS[language][int(parts[1]) - 1][:3] if len(parts) > 1 else ""
        words = " ".join([str(int(p)) for p in parts[2:3]] + [month] * bool(month) + [parts[0]])
    except (ValueError, IndexError):
        words = ref.value
    return f"({words})" if ref.basis == "article" else words


def today() -> str:
    """Today's ISO date."""
    return date.today().isoformat()
