"""``manifest.json``: what an export holds, from which version of which desk, by which query, and how to cite it.

All of it follows from the desk's version and the query, but for ``made``, the time of making, and the hash of a DuckDB file,
which DuckDB marks with a random number.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, NamedTuple

import msgspec

import kawat
from kawat.desk import Desk
from kawat.desk.standing import standing
from kawat.export.methods import methods
from kawat.export.selection import Query, Receipt
from kawat.export.tally import Tally, hashed
from kawat.export.write import File, Written

NAME = "manifest.json"
# So many ingests are listed one by one; of more, the last ones.
_LISTED = 50
LICENCE = (
    "The rows are facts coded from news articles, without their texts, and yours to license; headlines and addresses in them "
    "are references. The articles belong to their publishers. Types, modes and record fields follow PLOVER (Open Event Data "
    "Alliance, CC BY-SA 4.0), event codes CAMEO (Schrodt 2012), country codes of GDELT exports GeoNames (CC BY 4.0)."
)


class Manifest(msgspec.Struct, frozen=True):
    """The manifest's fields, in the order in which they are written."""

    format: str
    made: str
    kawat: str
    desk: dict[str, Any]
    query: Query
    files: tuple[File, ...]
    content: str
    rows: str
    receipt: dict[str, Any]
    coders: dict[str, int]
    sources: dict[str, Any]
    corrections: dict[str, int]
    ingests: dict[str, Any]
    licence: str
    citation: dict[str, str]
    methods: dict[str, str]


class Made(NamedTuple):
    """What a manifest is made from."""

    format: str
    query: Query
    written: Written
    receipt: Receipt
    tally: Tally


def manifest(desk: Desk, made: Made) -> Manifest:
    """The manifest of what was written from a desk."""
    written, tally = made.written, made.tally
    place = {"name": desk.store.place.name, "version": desk.version, "time": desk.store.moment(desk.version)}
    left_out = made.receipt.left_out + written.left_out
    receipt = {"claims": made.receipt.claims, "events": tally.events - written.left_out.total(), "left_out": _sorted(left_out)}
    sources = {
        "articles": tally.documents, "from": tally.first, "to": tally.last, "languages": _sorted(tally.languages),
        "outlets": _sorted(tally.outlets), "dates": _sorted(tally.dated),
    }  # fmt: skip
    corrections = _corrections(desk, tally)
    facts = {"desk": place, "receipt": receipt, "sources": sources, "corrections": corrections, "coders": _sorted(tally.coders)}
    return Manifest(
        made.format, datetime.now(UTC).isoformat(timespec="seconds"), kawat.__version__, place, made.query, written.files,
        written.content, written.rows, receipt, _sorted(tally.coders), sources, corrections, _ingests(desk), LICENCE,
        _citation(place, made, tally), methods(made.format, made.query, facts),
    )  # fmt: skip


def encoded(manifest: Manifest) -> bytes:
    """A manifest as the bytes of its file."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    """Counts by size and name."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _corrections(desk: Desk, tally: Tally) -> dict[str, int]:
    """How many claims of the export were accepted or changed by people, and how many of the desk they rejected."""
    found = standing(desk.corrections().rows()).values()
    kept = [row["verdict"] for row in found if hashed(row["claim"]) in tally.claim_ids]
    rejected = sum(row["verdict"] == "reject" for row in found)
    return {"accepted": kept.count("accept"), "changed": kept.count("change"), "rejected": rejected}


def _ingests(desk: Desk) -> dict[str, Any]:
    """The receipts of the ingests that filled the desk: sums, and the last ones with source, coder and time."""
    rows = desk.sql("SELECT * FROM receipts ORDER BY started, id").rows()
    counts: dict[str, int] = {}
    for row in rows:
        for name, count in row["counts"]:
            counts[name] = counts.get(name, 0) + count
    keep = ("id", "started", "finished", "coder", "kawat", "ended")
    last = [{name: row[name] for name in keep} | {"source": _without_folders(row["source"])} for row in rows[-_LISTED:]]
    return {"number": len(rows), "counts": counts, "last": last}


def _without_folders(sources: str) -> str:
    """Sources by their names: addresses whole, files without the folders that they lie in."""
    return ", ".join(one if "://" in one else PurePath(one).name for one in sources.split(", "))


def _citation(place: dict[str, Any], made: Made, tally: Tally) -> dict[str, str]:
    """How to cite the export, in words and for BibTeX; the year is that of the desk's version."""
    year, short = (place["time"] or "n.d.")[:4], made.written.content[:12]
    period = f", {tally.first} to {tally.last}" if tally.first else ""
    title = f"Political events of the desk “{place['name']}”{period} (version {place['version']}, {made.format})"
    coders = ", ".join(sorted(tally.coders)) or "nobody"
    note = f"{tally.events:,} events coded by {coders}; SHA-256 of the events {made.written.content}"
    plain = f"{title}. Coded with Kawat {kawat.__version__}, {year}. Content {short}."
    fields = {"title": f"{{{_tex(title)}}}", "author": "{{Kawat}}", "year": f"{{{year}}}", "note": f"{{{_tex(note)}}}"}
    fields |= {"howpublished": f"{{Data set made with Kawat {kawat.__version__}}}"}
    body = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return {"plain": plain, "bibtex": f"@misc{{kawat-{short},\n{body}\n}}\n"}


def _tex(words: str) -> str:
    return "".join(f"\\{c}" if c in "&%$#_{}" else c for c in words.replace("“", "``").replace("”", "''"))
