"""``DESK.toml``, a file beside the desk's folder: how its sources are read and coded unless the command says otherwise.

Of a desk on object storage it lies in the current folder.

::

    coder = "reader"
    jobs = 2
    overlay = "actors.csv"          # beside this file

    [tables]                        # of every table
    dates = "day-first"

    [tables."wire_*.csv"]           # of those whose name fits; the later one that fits goes before
    columns = { text = "story", published = "filed" }
    fixed = { outlet = "The Wire", language = "en" }
"""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import msgspec

from kawat.coders import DEFAULT
from kawat.errors import DeskError
from kawat.read.table import Columns

# Path takes one of the two slashes away; a single letter is a drive.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ``DESK.toml`` may say; ``tables`` holds keys of ``Columns`` and, by file name or pattern, tables of them."""

    coder: str = DEFAULT
    jobs: int = 1
    overlay: str = ""
    tables: dict[str, Any] = {}
    watch: dict[str, Any] = {}
    """What ``kawat watch`` is told (``kawat.watch.settings``)."""

    def columns(self, name: str) -> Columns:
        """How the table of a file is read, by its name or its path inside an archive.

        Raises ValueError (msgspec's among them) for what is no such setting.
        """
        merged: dict[str, Any] = {k: v for k, v in self.tables.items() if k in Columns.__struct_fields__}
        bare = name.rpartition("/")[2]
        for pattern, more in self.tables.items():
            if pattern not in Columns.__struct_fields__ and fnmatch(bare, pattern):
                if not isinstance(more, dict):
                    raise ValueError(f"[tables] {pattern} = {more!r} is no table of columns, fixed and dates")
                for key, value in more.items():
                    merged[key] = {**merged.get(key, {}), **value} if isinstance(value, dict) else value
        return msgspec.convert(merged, Columns)


def place(desk: str | Path) -> Path:
    """Where a desk's settings are looked for, under its own name with ".toml": beside it, or in the current folder for an
    address on object storage (``s3://bucket/news``: ``news.toml``)."""
    if _ADDRESS.match(str(desk)):
        return Path(str(desk).rstrip("/").rpartition("/")[2] + ".toml")
    folder = Path(desk)
    return folder.with_name(folder.name + ".toml")


def load(desk: str | Path) -> Settings:
    """The settings of a desk, those of the house where it has no file; raises DeskError naming the file and what is wrong."""
    path = place(desk)
    return read(path) if path.exists() else Settings()


def read(path: Path) -> Settings:
    """The settings of a file; raises DeskError naming it and what is wrong."""
    try:
        settings = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8-sig")), Settings)
        for pattern in ("", *settings.tables):
            settings.columns(pattern)
    except (OSError, ValueError) as problem:
        raise DeskError(f"{path}: {problem}.") from None
    if settings.overlay:
        settings = msgspec.structs.replace(settings, overlay=str(path.parent / settings.overlay))
    return settings
