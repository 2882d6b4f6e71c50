"""Headlines of alerts in Indonesian and English, links to the web desk, and the marks by which a cause is known again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from urllib.parse import quote

from kawat.ontology import EVENTS
from kawat.relations.phrases import name, verb

_STATUS = {
    "id": {"negated": "Dibantah: ", "unreal": "Dikatakan mungkin: "},
    "en": {"negated": "Denied: ", "unreal": "Said to be possible: "},
}
_SOMEBODY = {"id": "pihak tak dikenal", "en": "somebody unknown"}
_AND = {"id": "dan", "en": "and"}
_REPORTS = {"id": "{n} laporan", "en": "{n} reports"}


def act(
    event: str, mode: str, actors: Sequence[str], recipients: Sequence[str], status: str, outlets: Sequence[str], reports: int,
    language: str,
) -> str:  # fmt: skip
    """ "Rusia menyerang Ukraina (Antara, Kompas; 3 laporan)"."""
    doers, others = _names(actors, language), _names(recipients, language)
    if event not in EVENTS:
        body = f"{doers}: {event}"
    elif others or len(actors) > 1:
        words = verb(event, mode, not others)
        body = f"{doers} {(words.id if language == 'id' else words.en).format(b=others)}"
    else:
        body = f"{doers} {getattr(verb(event, mode, False), language).format(b=_SOMEBODY[language])}"
    sources = ", ".join(filter(None, outlets[:3])) + ("…" if len(outlets) > 3 else "")
    told = "; ".join(filter(None, (sources, _REPORTS[language].format(n=reports) if reports > 1 else "")))
    text = f"{_STATUS[language].get(status, '')}{body}" + (f" ({told})" if told else "")
    return text[:1].upper() + text[1:]


def _names(codes: Sequence[str], language: str) -> str:
    """At most three parties as one speaks of them."""
    names = [_SOMEBODY[language] if code == "?" else name(code, language) for code in dict.fromkeys(codes)]
    names = [*names[:3], *(["…"] if len(names) > 3 else [])]
    return f" {_AND[language]} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def mark(*parts: object) -> str:
    """A short mark of a cause: a hash of 64 bits."""
    return blake2b("\x1f".join(map(str, parts)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def link(web: str, *parts: str) -> str:
    """An address on the web desk; "" where it is not set."""
    return web.rstrip("/") + "/" + "/".join(quote(part, safe="") for part in parts) if web else ""
