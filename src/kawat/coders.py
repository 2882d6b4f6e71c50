"""Coders by name: the lexicon, the reader, an endpoint of one's own, or any object that codes.

A coder is anything with ``version`` and ``code`` as below. Further ones are found as entry points of the group
``kawat.coders`` or named as ``MODULE:OBJECT``; what is named is a coder, or a callable that is given the overlay
(an ``Overlay`` or None) and returns one.
"""

from __future__ import annotations

import importlib
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol, cast

from kawat.actors.overlay import Overlay, load_overlay
from kawat.errors import UnknownNameError
from kawat.types import Coded

GROUP = "kawat.coders"
DEFAULT = "reader"
_OWN = {"lexicon": "kawat.coders:lexicon", "reader": "kawat.coders:reader", "endpoint": "kawat.claims.endpoint:EndpointCoder"}


class Coder(Protocol):
    """What a coder must offer; it keeps no state between articles."""

    version: str

    def code(
        self,
        text: str,
        *,
        id: str = "",
        title: str = "",
        language: str = "",
        published: str = "",
        before: str = "",
        fields: tuple[tuple[str, str, str], ...] = (),
        parties: tuple[tuple[int, int], tuple[int, int]] | None = None,
    ) -> Coded:
        """Codes a text and its title; ``before`` is context, ``fields`` (field, origin, text), ``parties`` spans in the text."""
        ...


def lexicon(overlay: Overlay | None = None) -> Coder:
    """The lexicon coder: words and rules only."""
    from kawat.claims.coder import LexiconCoder, default_coder

    return default_coder() if overlay is None else LexiconCoder(overlay)


def reader(overlay: Overlay | None = None) -> Coder:
    """The trained reader."""
    from kawat.claims.coder import LexiconCoder
    from kawat.claims.reader.coder import ReaderCoder, default_reader

    return default_reader() if overlay is None else ReaderCoder(LexiconCoder(overlay))


def names() -> list[str]:
    """The names that ``coder`` knows: its own and those of installed packages."""
    return sorted({*_OWN, *(point.name for point in entry_points(group=GROUP))})


def coder(name: str = DEFAULT, overlay: Overlay | str | Path | None = None) -> Coder:
    """The coder of a name, an entry point or ``MODULE:OBJECT``; raises UnknownNameError where there is none.

    An overlay may be given as its file; OverlayError tells what is wrong with it.
    """
    if overlay is not None and not isinstance(overlay, Overlay):
        overlay = load_overlay(overlay)
    return _shared(name) if overlay is None else _built(name, overlay)


@cache
def _shared(name: str) -> Coder:
    return _built(name, None)


def _built(name: str, overlay: Overlay | None) -> Coder:
    target = _target(name)
    found = target if hasattr(target, "code") and not isinstance(target, type) else target(overlay)
    if not hasattr(found, "code") or not hasattr(found, "version"):
        raise UnknownNameError(f"the coder {name!r} has no 'code' and 'version': see docs/coders.md for what a coder offers.")
    return cast(Coder, found)


def _target(name: str) -> Any:
    place = _OWN.get(name) or next((p.value for p in entry_points(group=GROUP) if p.name == name), name)
    module, _, attribute = place.partition(":")
    if not attribute:
        raise UnknownNameError(f"there is no coder {name!r}; use one of {', '.join(names())}, or MODULE:OBJECT.")
    try:
        target: Any = importlib.import_module(module)
        for part in attribute.split("."):
            target = getattr(target, part)
    except (ImportError, AttributeError) as problem:
        raise UnknownNameError(f"the coder {name!r} cannot be loaded: {problem}.") from problem
    return target
