"""How sure the lexicon coder is of a claim."""

from __future__ import annotations

from kawat.claims.scene import Act, Scene


def confidence(act: Act, scene: Scene, language: str) -> float:
    """A figure in [0, 1] from what supports the claim."""
    known = any(m.code not in ("", "?") for m in act.actors) + any(m.code not in ("", "?") for m in act.recipients)
    return round(0.35 + 0.15 * known + 0.05 * min(3, len(act.match.used)), 2)
