"""What rules and channels of alerts have in common: how their tables are read, their names, lists and durations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from kawat.errors import DeskError

T = TypeVar("T")
Many = str | tuple[str, ...]
NAME = re.compile(r"[\w][\w .:-]{0,63}")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def listed(given: Many) -> tuple[str, ...]:
    """One name or several as several."""
    return (given,) if isinstance(given, str) and given else tuple(given)


def seconds(text: str, key: str = "duration") -> float:
    """A duration as "90s", "30m", "6h" or "2d" in seconds, 0 of ""; raises ValueError naming ``key``."""
    if not text:
        return 0.0
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", text)
    if not found:
        raise ValueError(f'{key}: {text!r} is no duration. Write a number and s, m, h or d: "6h".')
    return float(int(found[1]) * _SECONDS[found[2]])


def made(what: Callable[..., T], table: Mapping[str, Any], where: str) -> T:
    """A struct of a table; raises DeskError naming the place and the key, and no value of a secret."""
    keys = what.__struct_encode_fields__  # type: ignore[attr-defined]
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(keys)}."
            raise DeskError(f"{where}: {key}: there is no such key; {hint}")
    try:
        found: T = msgspec.convert(dict(table), what)
        return found
    except msgspec.ValidationError as problem:
        message, _, key = str(problem).partition(" - at `$.")
        raise DeskError(f"{where}: {key.rstrip('`') + ': ' if key else ''}{message.rstrip('.')}.") from None
