"""Buku kode: what counts as which event, from the ontology itself, with how often this desk has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kawat.ontology import CONTEXTS, QUADS, STATUSES
from kawat.ontology.cameo import roles
from kawat.ontology.plover import TypeText, context_label, quad_label, status_label, type_text
from kawat.web.asked import Asked
from kawat.web.page import Page, Table

SECONDS = 20.0


class Class(msgspec.Struct, frozen=True):
    """A quad class with its types."""

    quad: str
    label: str
    types: list[TypeText]


class Named(msgspec.Struct, frozen=True):
    """A code, what it means, and how many events of the desk have it."""

    code: str
    label: str
    events: int | None = None


class Codebook(msgspec.Struct, frozen=True):
    """The whole codebook in the reader's language; ``counts``: real events of the desk by type."""

    classes: list[Class]
    statuses: list[Named]
    contexts: list[Named]
    sectors: list[str]
    counts: dict[str, int]
    modes: dict[str, dict[str, int]]


def make(asked: Asked) -> Codebook:
    """The page's record."""
    language = asked.language
    counts = asked.holder.cached("codebook", _counts)
    classes = [
        Class(quad, quad_label(quad, language), [type_text(one, language) for one in types]) for quad, types in QUADS.items()
    ]
    by_status: dict[str, int] = {}
    by_type: dict[str, int] = {}
    by_mode: dict[str, dict[str, int]] = {}
    for row in counts:
        by_status[row["status"]] = by_status.get(row["status"], 0) + row["n"]
        if row["status"] == "real":
            by_type[row["event"]] = by_type.get(row["event"], 0) + row["n"]
            modes = by_mode.setdefault(row["event"], {})
            modes[row["mode"]] = modes.get(row["mode"], 0) + row["n"]
    statuses = [Named(one, status_label(one, language), by_status.get(one, 0)) for one in STATUSES]
    contexts = [Named(one, context_label(one, language)) for one in CONTEXTS]
    return Codebook(classes, statuses, contexts, list(roles()), by_type, by_mode)


def _counts(desk: Any) -> list[dict[str, Any]]:
    question = "SELECT event, coalesce(mode, '') AS mode, status, count(*) AS n FROM events GROUP BY ALL"
    rows: list[dict[str, Any]] = desk.sql(question, seconds=SECONDS).rows()
    return rows


def table(record: Codebook, asked: Asked) -> Table:
    """The types as rows."""
    rows: list[Mapping[str, Any]] = []
    for one in record.classes:
        for entry in one.types:
            low, high = entry.scores
            rows.append({
                "type": entry.event, "quad": entry.quad, "label": entry.label, "definition": entry.definition, "lowest": low,
                "highest": high, "cameo": [code.code for code in entry.cameo], "modes": [mode for mode, _ in entry.modes],
                "events": record.counts.get(entry.event, 0),
            })  # fmt: skip
    return ["type", "quad", "label", "definition", "lowest", "highest", "cameo", "modes", "events"], rows


PAGE = Page("codebook", "/codebook", make, table=table)
