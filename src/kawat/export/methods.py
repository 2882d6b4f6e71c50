"""The methods section of an export, in Indonesian and English, from what was really used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kawat.export.selection import Query

_FORMATS = {
    "gdelt": (
        "Baris mengikuti tabel peristiwa (61 kolom) dan sebutan (16 kolom) GDELT 2.0: satu baris untuk tiap pasangan pelaku "
        "dan penerima; tindakan timbal balik ditulis dua arah. Kolom nada dan tempat pelaku kosong; kelas kuadran mengikuti "
        "akar CAMEO.",
        "Rows follow GDELT 2.0's tables of events (61 columns) and mentions (16): one row for each pair of actor and recipient; "
        "reciprocal acts are written both ways. Tone and the places of actors are empty; quad classes follow the CAMEO root.",
    ),
    "icews": (
        "Baris mengikuti berkas ICEWS (20 kolom): satu baris untuk tiap pasangan pelaku dan penerima; tindakan timbal balik "
        "ditulis dua arah.",
        "Rows follow ICEWS' files (20 columns): one row for each pair of actor and recipient; reciprocal acts are written both "
        "ways.",
    ),
    "plover": (
        "Rekaman mengikuti bidang JSON buku panduan PLOVER, satu peristiwa tiap baris.",
        "Records follow the JSON fields of PLOVER's manual, one event a line.",
    ),
}
_REASONS = {
    "no day": "tanpa tanggal", "no actor or no recipient": "tanpa pelaku atau penerima", "negated": "disangkal (negated)",
    "unreal": "tidak nyata (unreal)",
}  # fmt: skip
_DATES_ID = {"text": "tertulis dalam teks", "relative": "dihitung dari tanggal artikel", "article": "tanggal artikel sendiri"}
_DATES_EN = {
    "text": "written in the text",
    "relative": "resolved against the article's date",
    "article": "the article's own date",
}
_DATES_ID |= {"corrected": "dibetulkan orang", "": "tanpa tanggal"}
_DATES_EN |= {"corrected": "corrected by a person", "": "no day"}


def methods(format: str, query: Query, facts: dict[str, Any]) -> dict[str, str]:
    """The text by language, from the manifest's ``desk``, ``receipt``, ``sources``, ``coders`` and ``corrections``."""
    return {"id": _indonesian(format, query, facts), "en": _english(format, query, facts)}


def _english(format: str, query: Query, facts: dict[str, Any]) -> str:
    desk, sources, receipt = facts["desk"], facts["sources"], facts["receipt"]
    asked = _asked(query, ("actor", "recipient", "type", "since", "until"))
    parts = [
        f"The data come from version {desk['version']} of the desk “{desk['name']}”: {_n(sources['articles'])} articles of "
        f"{_n(len(sources['outlets']))} {'outlet' if len(sources['outlets']) == 1 else 'outlets'} "
        f"({_named(sources['languages'])}) report the {_n(receipt['events'])} events"
        + (f", which fall between {sources['from']} and {sources['to']}." if sources["from"] else "."),
        f"Claims (who did what to whom, after the PLOVER ontology) were coded by {_named(facts['coders'])}.",
        f"{_n(receipt['claims'])} claims of one act each were merged into these events"
        f"{f' (asked for: {asked})' if asked else ''} "
        f"by type, parties, day, place and words; left out: {_left_out(receipt['left_out'], str) or 'nothing'}.",
        f"Days are {_named(sources['dates'], _DATES_EN)}.",
        _checked(facts["corrections"], "People accepted {accepted} and changed {changed} of the claims and rejected {rejected}.",
                 "No claim was corrected by hand."),
        "Event codes are CAMEO's with leading zeros, scores Goldstein's (1992) as extended to CAMEO.",
        _FORMATS.get(format, ("", ""))[1],
    ]  # fmt: skip
    return " ".join(filter(None, parts))


def _indonesian(format: str, query: Query, facts: dict[str, Any]) -> str:
    desk, sources, receipt = facts["desk"], facts["sources"], facts["receipt"]
    asked = _asked(query, ("pelaku", "penerima", "jenis", "sejak", "sampai"))
    parts = [
        f"Data berasal dari meja “{desk['name']}” versi {desk['version']}: {_m(sources['articles'])} artikel dari "
        f"{_m(len(sources['outlets']))} media ({_named(sources['languages'], None, _m)}) memberitakan "
        f"{_m(receipt['events'])} peristiwa"
        + (f" antara {sources['from']} dan {sources['to']}." if sources["from"] else "."),
        f"Klaim (siapa berbuat apa terhadap siapa, menurut ontologi PLOVER) dikode oleh {_named(facts['coders'], None, _m)}.",
        f"{_m(receipt['claims'])} klaim, masing-masing tentang satu tindakan, digabung menjadi peristiwa ini"
        f"{f' (yang diminta: {asked})' if asked else ''} menurut jenis, pihak, hari, tempat, dan kata; tidak disertakan: "
        f"{_left_out(receipt['left_out'], lambda reason: _REASONS.get(reason, reason), _m) or 'tidak ada'}.",
        f"Tanggal: {_named(sources['dates'], _DATES_ID, _m)}.",
        _checked(facts["corrections"], "Orang menerima {accepted} dan mengubah {changed} dari klaim itu dan menolak {rejected}.",
                 "Tidak ada klaim yang dikoreksi dengan tangan."),
        "Kode peristiwa adalah kode CAMEO dengan nol di depan, skor adalah skor Goldstein (1992) yang diperluas ke CAMEO.",
        _FORMATS.get(format, ("", ""))[0],
    ]  # fmt: skip
    return " ".join(filter(None, parts))


def _asked(query: Query, names: tuple[str, ...]) -> str:
    values = (query.actor, query.recipient, query.event, query.since, query.until)
    return ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True) if value)


def _named(counts: dict[str, int], names: dict[str, str] | None = None, number: Callable[[int], str] | None = None) -> str:
    told = number or _n
    return ", ".join(f"{(names or {}).get(name, name)} ({told(count)})" for name, count in counts.items()) or "-"


def _left_out(counts: dict[str, int], word: Callable[[str], str], number: Callable[[int], str] | None = None) -> str:
    told = number or _n
    return ", ".join(f"{told(count)} {word(reason)}" for reason, count in counts.items())


def _checked(corrections: dict[str, int], sentence: str, none: str) -> str:
    return sentence.format(**corrections) if any(corrections.values()) else none


def _n(number: int) -> str:
    return f"{number:,}"


def _m(number: int) -> str:
    return f"{number:,}".replace(",", ".")
