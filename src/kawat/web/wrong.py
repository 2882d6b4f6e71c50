"""What is wrong with a question, in the reader's language: errors by the keys of ``words/wrong.toml``."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from litestar.exceptions import HTTPException

from kawat.errors import DeskError, KawatError
from kawat.web.page import NoSuchPage
from kawat.web.words import word

_LOG = logging.getLogger("kawat.web")
LONGEST = 60
"""So many characters of a value that cannot be read are repeated."""
_BY_STATUS = {404: "no_address", 405: "method", 413: "too_large"}


class Wrong(ValueError):
    """A question that cannot be answered as it is asked; as text it is in English."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, _short(values)
        super().__init__(word(f"wrong.{key}", "en", **self.values))


class Refused(HTTPException):
    """What is refused with an HTTP status, whoever asks; as text it is in English."""

    def __init__(self, key: str, status: int, headers: dict[str, str] | None = None, **values: object) -> None:
        self.key, self.values = key, _short(values)
        super().__init__(detail=word(f"wrong.{key}", "en", **self.values), status_code=status, headers=headers)


def _short(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _cut(value) if name in ("value", "path", "chart", "claim", "host") else value for name, value in values.items()}


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def status_of(problem: Exception) -> int:
    """The HTTP status of what went wrong."""
    if isinstance(problem, HTTPException):
        return problem.status_code
    if isinstance(problem, NoSuchPage):
        return 404
    if isinstance(problem, DeskError) and "took longer" in str(problem):
        return 503
    return 400 if isinstance(problem, ValueError | KawatError) else 500


def told(problem: Exception, language: str, path: str) -> str:
    """What a page says of it; what has no words of its own is only named, and told in the server's log."""
    if isinstance(problem, Wrong | Refused):
        return word(f"wrong.{problem.key}", language, **problem.values)
    if isinstance(problem, NoSuchPage):
        return str(problem)
    status = status_of(problem)
    if isinstance(problem, HTTPException):
        return word(f"wrong.{_BY_STATUS.get(status, 'request')}", language, path=_cut(path))
    if status != 500:
        _LOG.warning("%s: %s", path, problem)
    return word(f"wrong.{ {500: 'fault', 503: 'slow'}.get(status, 'other') }", language)


def plain(problem: Exception) -> str:
    """What a program is told of it, in English."""
    if isinstance(problem, HTTPException):
        extra: Any = problem.extra if isinstance(problem.extra, list) else []
        parts = [f"{one.get('key', '')}: {one.get('message', '')}".strip(": ") for one in extra if isinstance(one, dict)]
        return "; ".join(parts) or problem.detail
    return word("wrong.fault", "en") if status_of(problem) == 500 else str(problem)
