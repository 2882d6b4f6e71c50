"""Rows as the desk keeps them, made of our own titles and claims."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from kawat.ontology import QUAD, ROOT_CAMEO, score

Row = dict[str, Any]
_numbers = count(1)


def document(id: str, title: str, day: str = "", *, outlet: str = "A", language: str = "en", text: str = "") -> Row:
    return {
        "id": id, "title": title, "text": text, "outlet": outlet, "language": language, "published": day,
        "reported": date.fromisoformat(day) if day else None,
    }  # fmt: skip


def _party(code: str) -> Row:
    head, _, sector = code.partition(".")
    return {"code": head, "sector": sector, "name": head, "start": None, "end": None, "text": ""}


def claim(event: str, actor: str, recipient: str, sentence: str, day: str = "2024-05-02", **more: Any) -> Row:
    """A claim whose trigger is the second word of its sentence; parties are codes with blanks between."""
    number = next(_numbers)
    reported = date.fromisoformat(day) if day else None
    return {
        "id": f"c:{number}", "document": f"d:{number}", "outlet": f"outlet {number}", "language": "en", "reported": reported,
        "event": event, "mode": "", "quad": QUAD[event], "score": score(event, ROOT_CAMEO[event]), "status": "real",
        "actor": [_party(c) for c in actor.split()], "recipient": [_party(c) for c in recipient.split()], "said_by": None,
        "via": None, "trigger": {"start": 0, "end": 1, "text": sentence.split()[1], "field": "text"}, "origin": "body",
        "sentence": {"start": 0, "end": len(sentence), "text": sentence, "field": "text"}, "date": None, "day": reported,
        "place": None, "confidence": 0.9, "coder": "test@1", "why": [],
    } | more  # fmt: skip
