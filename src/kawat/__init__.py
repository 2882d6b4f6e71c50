"""Kawat reads Indonesian and English news and records who did what to whom, when, where, and on whose word.

This module is the whole public interface::

    import kawat

    reading = kawat.read("article.html")
    for claim in reading.claims:
        print(claim.event, [p.full for p in claim.actor], [p.full for p in claim.recipient], claim.status)

    for coded in kawat.code(["Presiden Prancis menelepon Kanselir Jerman, Senin."]):
        print(coded.claims)

Names are loaded when they are first used: ``import kawat`` itself loads no library.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kawat.actors.overlay import Overlay, load_overlay
    from kawat.desk import Desk
    from kawat.errors import (
        DataError,
        DeskError,
        EndpointError,
        FetchError,
        KawatError,
        OverlayError,
        RecordError,
        SourceError,
        UnknownNameError,
    )
    from kawat.reading import code, read
    from kawat.types import (
        Claim,
        Coded,
        DateRef,
        Document,
        Link,
        Party,
        Place,
        Quote,
        Reading,
        Relation,
        Span,
    )

__version__ = "0.1.0"

_HOMES = {
    "read": "reading",
    "code": "reading",
    "load_overlay": "actors.overlay",
    "Overlay": "actors.overlay",
    "Desk": "desk",
    **dict.fromkeys(
        (
            "Claim",
            "Coded",
            "DateRef",
            "Document",
            "Link",
            "Party",
            "Place",
            "Quote",
            "Reading",
            "Relation",
            "Span",
        ),
        "types",
    ),
    **dict.fromkeys(
        (
            "KawatError",
            "SourceError",
            "FetchError",
            "EndpointError",
            "RecordError",
            "OverlayError",
            "DataError",
            "DeskError",
            "UnknownNameError",
        ),
        "errors",
    ),
}

__all__ = [
    "Claim",
    "Coded",
    "DataError",
    "DateRef",
    "Desk",
    "DeskError",
    "Document",
    "EndpointError",
    "FetchError",
    "KawatError",
    "Link",
    "Overlay",
    "OverlayError",
    "Party",
    "Place",
    "Quote",
    "Reading",
    "RecordError",
    "Relation",
    "SourceError",
    "Span",
    "UnknownNameError",
    "__version__",
    "code",
    "load_overlay",
    "read",
]


def __getattr__(name: str) -> Any:
    """Loads a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kawat' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(f"kawat.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Package(ModuleType):
    """``kawat.read`` is the function, however often the folder of the same name is imported by others."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
