"""Brings labels made before the codebook's settled cases in line with them."""

from __future__ import annotations

import re
from typing import Any

# A bare conflict word is no claim (codebook, section 8).
_BARE = re.compile(
    r"^(perang|perang saudara|konflik|konflik bersenjata|krisis|pertempuran|"
    r"war|the war|civil war|conflict|crisis|fighting|battle)$",
    re.I,
)
_NO_COMMENT = re.compile(r"\b(berkomentar|komentar|to comment|comment)\b", re.I)


def cleaned(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items without claims that the codebook has since settled to be none."""
    out = []
    for item in items:
        claims = [c for c in item["claims"] if not _settled(c)]
        out.append(item if len(claims) == len(item["claims"]) else item | {"claims": claims})
    return out


def _settled(claim: dict[str, Any]) -> bool:
    if not isinstance(claim["trigger"], str):  # a second coding of ours, made after the cases were settled
        return False
    trigger = claim["trigger"].strip()
    bare = bool(_BARE.match(trigger)) and not claim.get("actor_text") and claim["event"] == "ASSAULT"
    return bare or (claim["event"] == "REJECT" and bool(_NO_COMMENT.search(trigger)))
