"""Tokens: who may ask a desk that others than this machine can reach. Only the hash of a secret is kept.

``DESK.tokens.toml`` lies beside the desk's folder, or in the current folder for one on object storage, readable by its owner::

    [[token]]
    name = "newsroom"
    role = "read"
    sha256 = "…"
    made = "2026-11-20T09:00:00+00:00"
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import threading
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

import msgspec

from kawat.errors import DeskError
from kawat.settings import place

Role = Literal["read", "review", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PREFIX = "kawat_"


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A token as it is kept: the hash of its secret, in hexadecimal, and when it was made (ISO 8601)."""

    name: str
    role: Role
    sha256: str
    made: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    token: tuple[Token, ...] = ()


def file_of(desk: str | Path) -> Path:
    """Where the tokens of a desk are kept."""
    settings = place(desk)
    return settings.with_name(settings.name.removesuffix(".toml") + ".tokens.toml")


def hashed(secret: str) -> str:
    """The hash by which a secret is known; a secret has 256 random bits, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Tokens:
    """The tokens of one file, read again whenever the file changes."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._kept: tuple[Token, ...] = ()

    def all(self) -> tuple[Token, ...]:
        """The tokens in the order of their making; raises DeskError for a file that cannot be trusted or read."""
        with self._lock:
            try:
                found = self.path.stat()
            except FileNotFoundError:
                self._seen, self._kept = None, ()
                return ()
            except OSError as problem:
                raise DeskError(f"{self.path} cannot be read: {problem.strerror or problem}.") from None
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if stamp != self._seen:
                self._kept, self._seen = self._read(found.st_mode), stamp
            return self._kept

    def _read(self, mode: int) -> tuple[Token, ...]:
        if os.name == "posix" and mode & 0o022:
            raise DeskError(f"{self.path} can be written by others than its owner. Run: chmod 600 {self.path}")
        try:
            return msgspec.convert(tomllib.loads(self.path.read_text(encoding="utf-8")), _File).token
        except (OSError, ValueError) as problem:
            raise DeskError(f"{self.path} is no file of tokens: {problem}.") from None

    def find(self, secret: str) -> Token | None:
        """The token of a secret; every token is compared, each in constant time."""
        wanted, found = hashed(secret), None
        for token in self.all():
            if hmac.compare_digest(token.sha256.encode(), wanted.encode()):
                found = token
        return found

    def add(self, name: str, role: Role) -> str:
        """Makes a token and gives its secret, which is nowhere else; raises DeskError for a name that is taken or none."""
        if not _NAME.fullmatch(name):
            raise DeskError(f"{name!r} is no name for a token: letters, digits, dots, dashes and underscores, at most 64.")
        kept = self.all()
        if any(token.name == name for token in kept):
            raise DeskError(f"there is a token {name} already. Remove it first, or choose another name.")
        secret = _PREFIX + secrets.token_urlsafe(32)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._write((*kept, Token(name, role, hashed(secret), made)))
        return secret

    def remove(self, name: str) -> None:
        """Takes a token away, at once for a running server too; raises DeskError where there is none of that name."""
        kept = self.all()
        if all(token.name != name for token in kept):
            names = ", ".join(token.name for token in kept) or "none"
            raise DeskError(f"{self.path} has no token {name!r}; it has {names}.")
        self._write(tuple(token for token in kept if token.name != name))

    def _write(self, tokens: tuple[Token, ...]) -> None:
        """Replaces the file as a whole; it is never readable by others, not for a moment."""
        lines = ["# Who may ask this desk over the network. Made by: kawat token"]
        for token in tokens:
            lines += ["", "[[token]]", *(f'{name} = "{getattr(token, name)}"' for name in Token.__struct_fields__)]
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
                stream.write("\n".join(lines) + "\n")
            os.replace(fresh, self.path)
        except OSError as problem:
            raise DeskError(f"{self.path} cannot be written: {problem.strerror or problem}.") from None
