"""What must be read in the seed article: page fields, twelve claims, and which way its dyads point."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kawat
from kawat.coders import Coder
from kawat.read import read_document
from kawat.reading import read_with

# event(s), actors, recipients ("" free), status, date prefix ("" free), field of origin ("" free)
CLAIMS: tuple[tuple[tuple[str, ...], set[str], set[str], str, str], ...] = (
    (("CONSULT",), {"RUS", "CHN"}, set(), "real", "2021-12"),
    (("ASSAULT",), {"RUS"}, {"UKR"}, "real", ""),
    (("ACCUSE",), {"WEST"}, {"RUS"}, "real", ""),
    (("REQUEST",), {"WEST"}, {"RUS"}, "real", ""),
    (("RETREAT",), {"RUS"}, set(), "negated", ""),
    (("AGREE",), {"RUS"}, {"WEST"}, "real", "2022-05-23"),
    (("AGREE",), {"RUS"}, {"CHN"}, "real", ""),
    (("ACCUSE",), {"RUS"}, {"WEST"}, "real", ""),
    (("THREATEN", "SANCTION"), {"RUS"}, {"WEST"}, "real", ""),
    (("SUPPORT",), {"RUS"}, {"CHN"}, "real", ""),
    (("ACCUSE",), {"CHN"}, {"RUS"}, "negated", ""),
    (("REJECT",), {"UKR"}, {"RUS"}, "real", ""),
)
PAGE_FIELDS = 9


def check(path: Path, coder: Coder) -> dict[str, Any]:
    """How many of the claims and page fields come out, and whether quote and dyads do."""
    reading = read_with(coder, read_document(path))
    own = [c for c in reading.claims if c.origin != "related"]
    hits = [any(_meets(want, claim) for claim in own) for want in CLAIMS]
    d = reading.document
    page = [
        d.title == "Hubungan Rusia dan Barat Mulai Renggang, Moskow Malah Fokus Pererat Relasi dengan China",
        d.published == "2022-06-01T08:45:00+07:00",
        d.outlet == "Lingkar Kediri",
        d.editor == "Haniv Avivu",
        d.credit == "Mikhail Metzel/Reuters" and "Desember 2021" in d.caption and d.caption not in d.text,
        len(d.related) == 3 and "Baca Juga" not in d.text,
        "Kunjungi situs" not in d.text and "Terpopuler" not in d.text and "Tags" not in d.text,
        d.language == "id",
        d.text.startswith("Semenjak operasi militer") and d.text.endswith("Vladimir Putin."),
    ]
    direct = [q for q in reading.quotes if q.direct and q.speaker and q.speaker.full == "RUS.GOV" and q.via == "Zing News"]
    nets = {frozenset((r.a, r.b)): r.direction for r in reading.relations}
    return {
        "claims": sum(hits),
        "extra": sum(not any(_meets(want, claim) for want in CLAIMS) for claim in own),
        "missed": [" or ".join(want[0]) for want, hit in zip(CLAIMS, hits, strict=True) if not hit],
        "page": sum(page),
        "direct_quote": bool(direct),
        "rus_west": nets.get(frozenset(("RUS", "WEST")), ""),
        "rus_chn": nets.get(frozenset(("RUS", "CHN")), ""),
    }


def _meets(want: tuple[tuple[str, ...], set[str], set[str], str, str], claim: kawat.Claim) -> bool:
    events, actors, recipients, status, day = want
    got_actors, got_recipients = {p.code for p in claim.actor}, {p.code for p in claim.recipient}
    return (
        claim.event in events
        and claim.status == status
        and actors <= got_actors
        and (not recipients or recipients <= got_recipients)
        and (not day or (claim.date is not None and claim.date.value.startswith(day)))
    )
