"""Whether a large data file is the one that was shipped: its SHA-256 against the list beside it.

The list, ``SHA256SUMS``, has the form of coreutils (``sha256sum -c SHA256SUMS`` reads it); what builds the files writes it
(``training/sums.py``). It finds files that were damaged, mixed up or exchanged. Whoever can change the list as well is
not found by it: that is what the hashes of the wheel (its ``RECORD``, and the index's) are for. See docs/supply-chain.md.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kawat.errors import DataError

LIST = "SHA256SUMS"
"""The list's file name, in the folder of the files that it names."""


def sums(folder: Path) -> dict[str, str]:
    """The SHA-256, in lower-case hex, of every file that the folder's list names.

    Raises DataError where the list is missing or is none.
    """
    path = folder / LIST
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the list of hashes {path} is missing or cannot be read: install kawat again") from error
    found = {name.removeprefix("*"): digest for digest, _, name in (line.partition(" ") for line in lines)}
    found = {name.strip(): digest.lower() for name, digest in found.items()}
    if not found or any(len(digest) != 64 or not name for name, digest in found.items()):
        raise DataError(f"the list of hashes {path} is damaged: install kawat again")
    return found


def content(path: Path, mend: str = "install kawat again") -> bytes:
    """The bytes of a shipped file, as its list has them: what was checked is what is used.

    Raises DataError where the file is missing, not in the list, or another one; ``mend`` says there what to do.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} is missing or cannot be read: {mend}") from error
    _compare(path, hashlib.sha256(data).hexdigest(), mend)
    return data


@cache
def verify(path: Path, mend: str = "install kawat again") -> None:
    """Checks a shipped file that is too large to be read at once, or that is opened by name: once a process.

    Raises DataError as ``content`` does.
    """
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"{path} is missing or cannot be read: {mend}") from error
    _compare(path, found, mend)


def _compare(path: Path, found: str, mend: str) -> None:
    expected = sums(path.parent).get(path.name)
    if expected is None:
        raise DataError(f"{path} is not in {LIST}, the list of hashes beside it: {mend}")
    if found != expected:
        raise DataError(f"{path} is not the file that was shipped: its SHA-256 is {found}, expected {expected}: {mend}")
