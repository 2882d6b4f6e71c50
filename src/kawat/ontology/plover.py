"""The codebook in words, in two languages: types with examples, modes, contexts and statuses."""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from kawat.errors import DataError, UnknownNameError
from kawat.ontology import EVENTS, QUAD, cameo_codes

LANGUAGES = ("en", "id")


class Example(NamedTuple):
    """A sentence in ``language`` and how the codebook codes it."""

    language: str
    text: str
    coding: str


class Cameo(NamedTuple):
    """A CAMEO code of a type with its mode ("" where it has none) and Goldstein score."""

    code: str
    mode: str
    score: float


class TypeText(NamedTuple):
    """One event type in one language; ``modes``: name and meaning; ``not_examples``: where it ends."""

    event: str
    quad: str
    label: str
    definition: str
    modes: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    not_examples: tuple[str, ...]
    cameo: tuple[Cameo, ...]

    @property
    def scores(self) -> tuple[float, float]:
        """The lowest and the highest Goldstein score of the type's CAMEO codes."""
        values = [code.score for code in self.cameo]
        return min(values), max(values)


@cache
def _table() -> dict[str, Any]:
    try:
        return tomllib.loads(files("kawat.ontology").joinpath("plover.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataError("the codebook's text, plover.toml, is missing: install kawat again") from error


def type_text(event: str, language: str) -> TypeText:
    """The codebook's page of a type (any case) in ``en`` or ``id``; UnknownNameError names near types."""
    name = event.strip().upper()
    if name not in EVENTS:
        near = difflib.get_close_matches(name, EVENTS, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the types are {', '.join(EVENTS)}."
        raise UnknownNameError(f"there is no event type {event!r}; {hint}")
    entry = _table()["types"][name]
    return TypeText(
        event=name,
        quad=QUAD[name],
        label=entry[f"label_{language}"],
        definition=entry[language],
        modes=tuple((mode, text[language]) for mode, text in _table()["modes"].get(name, {}).items()),
        examples=tuple(Example(e["language"], e["text"], e["coding"]) for e in entry["examples"]),
        not_examples=tuple(entry[f"not_{language}"]),
        cameo=tuple(Cameo(code, c.mode, c.score) for code, c in cameo_codes().items() if c.event == name),
    )


def event_label(event: str, language: str) -> str:
    """What a type is called in words ("menuduh, mengecam")."""
    return str(_table()["types"][event][f"label_{language}"])


def quad_label(quad: str, language: str) -> str:
    """A quad class in words."""
    return str(_table()["quads"][quad][language])


def mode_label(event: str, mode: str, language: str) -> str:
    """A mode in words; the mode's own name where the codebook has none."""
    return str(_table()["modes"].get(event, {}).get(mode, {}).get(language, mode))


def context_label(context: str, language: str) -> str:
    """A context in words; its own name where the codebook has none."""
    return str(_table()["contexts"].get(context, {}).get(language, context))


def status_label(status: str, language: str) -> str:
    """What a status means."""
    return str(_table()["statuses"][status][language])


@cache
def modes() -> tuple[str, ...]:
    """Every PLOVER mode as ``TYPE/mode``, in the order of the codebook."""
    return tuple(f"{event}/{mode}" for event, table in _table()["modes"].items() for mode in table)
