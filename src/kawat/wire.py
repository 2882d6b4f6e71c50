"""Records as the JSON that FORMATS promises."""

from __future__ import annotations

from typing import Any

import msgspec

from kawat.types import Coded, Reading


def coded_json(coded: Coded) -> dict[str, Any]:
    """A coded record as one output line of ``kawat code``; ``between`` only where it was asked for."""
    out: dict[str, Any] = msgspec.to_builtins(coded)
    for claim in out["claims"]:
        _bare_sentence(claim)
    for name in ("between", "notes"):
        if not out[name]:
            del out[name]
    return out


def reading_json(reading: Reading) -> dict[str, Any]:
    """A reading as ``kawat read --format json`` prints it: coded, with its document and relations."""
    out: dict[str, Any] = msgspec.to_builtins(reading)
    for claim in out["claims"]:
        _bare_sentence(claim)
    return {"id": reading.document.id, "language": reading.document.language, **out}


def _bare_sentence(claim: dict[str, Any]) -> None:
    """A sentence goes out as its span: its words stand in the text that the user has."""
    del claim["sentence"]["text"]
