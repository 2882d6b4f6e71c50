"""Who says what: the quotes of a sentence, direct and indirect, or a quotation that stands without a cue."""

from __future__ import annotations

from kawat.actors.mentions import Mention
from kawat.claims.quotes_direct import direct
from kawat.claims.quotes_indirect import indirect
from kawat.claims.said import Said, trimmed
from kawat.claims.scene import Scene

_LEAST_WHOLE = 4  # words of a quotation that stands alone


def find(scene: Scene, carried: Mention | None = None) -> list[Said]:
    """The quotes of a sentence in order; ``carried`` speaks for a quotation that stands without a cue."""
    out = direct(scene)
    out += [q for q in indirect(scene, out, carried) if not any(q.start < d.end and d.start < q.end for d in out)]
    if not out and (span := _whole_quotation(scene)):
        out.append(Said(*span, True, None, carried))
    return sorted(out, key=lambda q: q.start)


def _whole_quotation(scene: Scene) -> tuple[int, int] | None:
    """A sentence that stands inside a longer quotation: it opens or closes marks and has no cue of its own."""
    text = scene.tokens.text
    opens, closes = text.startswith(("“", '"', "‚Äú")), text.endswith(("”", '"', "‚Äù"))
    inner = text.strip('“”"‚Äúù ')
    if (opens or closes) and len(inner.split()) >= _LEAST_WHOLE and not any(mark in inner for mark in '“”"'):
        start, end = trimmed(text, 0, len(text))
        return (start, end) if end > start else None
    return None
