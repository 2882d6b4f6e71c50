"""Where alerts go: the tables ``[watch.channels.NAME]`` of ``desk.toml``; ``docs/alerts.md`` has every key with examples."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from kawat.errors import DeskError, FetchError
from kawat.read.address import target
from kawat.watch.alerts.values import NAME, Many, listed, made, seconds

_ADDRESS = re.compile(r"[^@\s<>\x00-\x1f\x7f]+@[^@\s<>\x00-\x1f\x7f]+")


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where alerts go: the ``terminal``, a ``file`` of JSON lines, a ``webhook`` or ``email``. Secrets are in no ``repr``.

    ``allow`` names hosts (``host`` or ``host:port``) on a private network that a webhook may reach. ``digest``: more alerts
    than these at once come in one e-mail. ``give_up``: for how long delivery is tried. ``language`` is that of headlines
    in the terminal and in e-mail.
    """

    name: str
    kind: Literal["terminal", "file", "webhook", "email"]
    language: Literal["id", "en", "both"] = "id"
    path: str = ""
    url: str = ""
    allow: Many = ()
    secret: str = ""
    secret_env: str = ""
    secret_file: str = ""
    host: str = ""
    port: int = 0
    security: Literal["starttls", "ssl", "none"] = "starttls"
    user: str = ""
    password_env: str = ""
    password_file: str = ""
    sender: str = msgspec.field(default="", name="from")
    to: Many = ()
    digest: int = 5
    timeout: float = 10.0
    give_up: str = "3d"

    def __repr__(self) -> str:
        return f"Channel(name={self.name!r}, kind={self.kind!r})"

    def __rich_repr__(self) -> Any:
        yield "name", self.name
        yield "kind", self.kind

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"name: {self.name!r} is no name of a channel. Write letters, digits and hyphens.")
        takes = _TAKES[self.kind]
        for key in self.__struct_fields__:
            given = getattr(self, key) != _CHANNEL_DEFAULTS.get(key)
            if given and key not in ("name", "kind", "language", "give_up", *takes):
                raise ValueError(f"{_LABELS.get(key, key)}: a channel of kind {self.kind!r} does not take it.")
        for key in _NEEDS[self.kind]:
            if not getattr(self, key):
                raise ValueError(f"{_LABELS.get(key, key)}: a channel of kind {self.kind!r} needs it.")
        if not 0 < self.timeout <= 120:
            raise ValueError(f"timeout: {self.timeout} is not between 0 and 120 seconds.")
        if not 1 <= self.digest <= 100:
            raise ValueError(f"digest: {self.digest} is not between 1 and 100.")
        if not 0 <= self.port <= 65535:
            raise ValueError(f"port: {self.port} is no port.")
        if not seconds(self.give_up, "give_up"):
            raise ValueError("give_up: for how long is delivery tried? Write 3d.")
        getattr(self, f"_check_{self.kind}", lambda: None)()

    def _check_webhook(self) -> None:
        try:
            target(self.url)
        except FetchError:
            raise ValueError("url: it is no web address. Write https://example.org/hook, without a user name.") from None
        if sum(map(bool, (self.secret, self.secret_env, self.secret_file))) != 1:
            raise ValueError("secret: give one of secret_env, secret_file and secret; what is sent is signed with it.")

    def _check_email(self) -> None:
        for key, values in (("from", (self.sender,)), ("to", listed(self.to))):
            for value in values:
                if not _ADDRESS.fullmatch(value):
                    raise ValueError(f"{key}: {value!r} is no e-mail address. Write desk@example.org.")
        if self.user and not (self.password_env or self.password_file):
            raise ValueError("user: the password comes from password_env or password_file; name one.")
        if self.user and self.security == "none":
            raise ValueError('security: a password does not go over an open line. Use "starttls" or "ssl".')

    def key(self) -> bytes:
        """What the webhook's messages are signed with; raises DeskError where it cannot be had."""
        return (self.secret or self._kept("secret")).encode()

    def password(self) -> str:
        """The password of the mail server's user, "" without a user; raises DeskError where it cannot be had."""
        return self._kept("password") if self.user else ""

    def _kept(self, what: str) -> str:
        variable, file = getattr(self, f"{what}_env"), getattr(self, f"{what}_file")
        if variable:
            found = os.environ.get(variable, "")
            where = f"the environment variable {variable}"
        else:
            where = f"the file {file}"
            try:
                found = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, ValueError) as problem:
                raise DeskError(
                    f"channel {self.name!r}: {what}_file: {file} cannot be read ({type(problem).__name__})."
                ) from None
        if not found:
            raise DeskError(f"channel {self.name!r}: {what}: {where} is empty. Put the {what} there.")
        return found


_CHANNEL_DEFAULTS = dict(zip(Channel.__struct_fields__[-len(Channel.__struct_defaults__) :], Channel.__struct_defaults__))
_LABELS = {"sender": "from"}
_TAKES: dict[str, tuple[str, ...]] = {
    "terminal": (),
    "file": ("path",),
    "webhook": ("url", "allow", "secret", "secret_env", "secret_file", "timeout"),
    "email": ("host", "port", "security", "user", "password_env", "password_file", "sender", "to", "digest", "timeout"),
}
_NEEDS: dict[str, tuple[str, ...]] = {"terminal": (), "file": ("path",), "webhook": ("url",), "email": ("host", "sender", "to")}


def channels(given: Mapping[str, Mapping[str, Any]], folder: str | Path = ".") -> list[Channel]:
    """The channels of ``[watch.channels.NAME]``; files lie in ``folder`` unless their paths are absolute. Raises DeskError."""
    out = []
    for name, table in given.items():
        where = f"[watch.channels.{name}]"
        if not isinstance(table, Mapping):
            raise DeskError(f'{where}: {table!r} is no table. Write [watch.channels.{name}] and kind = "terminal" below it.')
        files = {
            k: str(Path(folder, table[k])) for k in ("path", "secret_file", "password_file") if isinstance(table.get(k), str)
        }
        out.append(made(Channel, {**table, **files, "name": name}, where))
    return out
