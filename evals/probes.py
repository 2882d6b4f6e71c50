"""Runs a coder over the probe suite: minimal pairs for polarity, modality, passive, direction, attribution and more.

A line passes when every expected claim is found (type, status, codes of both sides where given, speaker where
given), nothing in ``reject`` is there, and a line that expects nothing yields nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from kawat.coders import Coder
from kawat.wire import coded_json

FOLDER = Path(__file__).parent / "probes"


def codes(side: list[Any] | None) -> set[str]:
    """Country and body codes of one side, without sectors."""
    found = {(c if isinstance(c, str) else c["code"]).split(".")[0] for c in side or []}
    return found - {"", "?"}


def meets(want: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Whether a claim answers to every key that ``want`` names."""
    if "event" in want and want["event"] != claim["event"]:
        return False
    if "status" in want and want["status"] != claim["status"]:
        return False
    actor, recipient = codes(claim["actor"]), codes(claim["recipient"])
    wanted_actor, wanted_recipient = codes(want.get("actor")), codes(want.get("recipient"))
    if len(wanted_actor) > 1 and not wanted_recipient:
        if len(wanted_actor & (actor | recipient)) < 2:
            return False
    else:
        if wanted_actor and not wanted_actor & actor:
            return False
        if wanted_recipient and not wanted_recipient & recipient:
            return False
    if "said_by" in want:
        speaker = codes([claim["said_by"]] if claim["said_by"] else [])
        if codes(want["said_by"]) != speaker:
            return False
    return True


def forbidden(bad: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Whether a claim is what a probe rejects; several actors without recipient mean the reciprocal reading."""
    several = codes(bad.get("actor"))
    if len(several) > 1 and not codes(bad.get("recipient")):
        return (
            bad.get("event") == claim["event"]
            and several <= codes(claim["actor"])
            and bad.get("status", claim["status"]) == claim["status"]
        )
    return meets(bad, claim)


def passes(probe: dict[str, Any], claims: list[dict[str, Any]]) -> bool:
    """Whether the coder's claims are what the probe asks for."""
    if not probe["expect"] and not probe.get("reject"):
        return not claims
    if not probe["expect"] and claims and probe["kind"] == "lookalike":
        return False
    found = all(any(meets(want, claim) for claim in claims) for want in probe["expect"])
    return found and not any(forbidden(bad, claim) for bad in probe.get("reject", []) for claim in claims)


def run(coder: Coder, language: str, show: int = 0) -> dict[str, Any]:
    """Shares of lines and of whole pairs passed, by kind; prints the first ``show`` failures."""
    lines = [json.loads(line) for line in (FOLDER / f"{language}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    pairs: dict[str, bool] = {}
    for probe in lines:
        coded = coder.code(
            probe["text"], id=probe["id"], language=language, published=probe.get("published", ""), before=probe.get("before", "")
        )
        claims = coded_json(coded)["claims"]
        good = passes(probe, claims)
        right[probe["kind"]] += good
        total[probe["kind"]] += 1
        pairs[probe["pair"]] = pairs.get(probe["pair"], True) and good
        if not good and show > 0:
            show -= 1
            print(f"\n{probe['id']}  {probe['text']}\n  want {probe['expect']}  reject {probe.get('reject', [])}")
            for c in claims:
                sides = f"{sorted(codes(c['actor']))}>{sorted(codes(c['recipient']))}"
                speaker = c["said_by"] and c["said_by"]["code"]
                print(f"  got  {c['event']} {sides} {c['status']} {c['trigger']['text']!r} said by {speaker}")
    by_kind = {kind: round(right[kind] / total[kind], 4) for kind in sorted(total)}
    return {
        "lines": len(lines),
        "share": round(sum(right.values()) / len(lines), 4),
        "pairs": round(sum(pairs.values()) / len(pairs), 4),
        "kinds": by_kind,
    }
