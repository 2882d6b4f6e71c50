"""What ``desk.toml`` says of alerts: rules (``[[watch.alert]]``) and the channels they go to (``[watch.channels.NAME]``).

``docs/alerts.md`` has every key with examples.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from kawat.actors.registry import body_codes, country_names, rows, split_code
from kawat.errors import DeskError, FetchError, UnknownNameError
from kawat.ontology import EVENTS, QUADS, STATUSES
from kawat.read.address import target
from kawat.relations.sides import Side, side

T = TypeVar("T")
Many = str | tuple[str, ...]
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_NAME = re.compile(r"[\w][\w .:-]{0,63}")
_ADDRESS = re.compile(r"[^@\s<>\x00-\x1f\x7f]+@[^@\s<>\x00-\x1f\x7f]+")
_ACT_KEYS = ("event", "actor", "recipient", "dyad", "status", "min_confidence", "min_outlets", "min_reports")
_SHIFT_KEYS = ("min_probability", "min_size", "direction", "by")
Kind = Literal["shift", "act", "article"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When to raise an alert, and where it goes; everything that is given must hold.

    ``shift`` makes it a rule on shifts ("any", or pairs of codes as "RUS UKR"); any of ``event`` (types or quad classes),
    ``actor``, ``recipient``, ``dyad``, ``status``, ``min_confidence``, ``min_outlets`` and ``min_reports`` one on acts;
    otherwise it is one on articles. ``query`` holds words as the desk's search takes them, ``filter`` a condition in SQL on
    ``c`` (claims, for acts) and ``d`` (documents). ``quiet`` is for how long the same cause is not told again ("6h").
    ``expand`` names blocs that stand for their members of the act's day.
    """

    name: str
    channels: Many
    shift: Many = ()
    by: Literal["day", "week", "month"] = "week"
    min_probability: float = 0.9
    min_size: float = 0.0
    direction: Literal["", "worse", "better", "attention"] = ""
    event: Many = ()
    actor: Many = ()
    recipient: Many = ()
    dyad: Many = ()
    expand: Many = ()
    status: Many = ()
    min_confidence: float = 0.0
    min_outlets: int = 0
    min_reports: int = 0
    query: str = ""
    filter: str = ""
    languages: Many = ()
    quiet: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"name: {self.name!r} is no name. Write letters, digits, spaces, dots, colons and hyphens, at most 64."
            )
        if not listed(self.channels):
            raise ValueError('channels: name at least one, as channels = ["terminal"].')
        seconds(self.quiet, "quiet")
        for key, least, most in (("min_probability", 0, 1), ("min_confidence", 0, 1), ("min_size", 0, 1000)):
            if not least <= getattr(self, key) <= most:
                raise ValueError(f"{key}: {getattr(self, key)} is not between {least} and {most}.")
        for key in ("min_outlets", "min_reports"):
            if getattr(self, key) < 0:
                raise ValueError(f"{key}: {getattr(self, key)} is less than 0.")
        _one_of("status", self.status, STATUSES)
        _one_of("event", self.event, (*EVENTS, *QUADS))
        self._check_codes()
        self._check_kind()

    def _check_codes(self) -> None:
        for key in ("actor", "recipient", "expand"):
            for code in listed(getattr(self, key)):
                _check_code(key, code)
        for key in ("dyad", "shift"):
            for code in (code for two in self._pairs(key) for code in two):
                _check_code(key, code)
        for code in listed(self.expand):
            try:
                side(code, True)
            except UnknownNameError as problem:
                raise ValueError(f"expand: {problem}") from None

    def _check_kind(self) -> None:
        given = [key for key in self.__struct_fields__ if getattr(self, key) != _DEFAULTS.get(key)]
        if self.shift:
            stray = [key for key in given if key in (*_ACT_KEYS, "query", "filter", "languages")]
            if stray:
                raise ValueError(f"{stray[0]}: a rule on a shift does not take it. Make it a rule of its own, without shift.")
            if "any" in listed(self.shift) and len(listed(self.shift)) > 1:
                raise ValueError('shift: "any" stands alone.')
        elif stray := [key for key in given if key in _SHIFT_KEYS]:
            raise ValueError(f'{stray[0]}: only a rule on a shift takes it. Add shift = "any", or shift = "RUS UKR".')
        elif self.kind == "article" and not (self.query.strip() or self.filter.strip() or self.languages):
            raise ValueError("it holds of every article. Say shift, event, actor, recipient, dyad, query or filter.")

    @property
    def kind(self) -> Kind:
        """What the rule looks at: ``shift``, ``act`` or ``article``."""
        if self.shift:
            return "shift"
        return "act" if any(getattr(self, key) for key in _ACT_KEYS) else "article"

    @property
    def types(self) -> frozenset[str]:
        """The event types asked for, those of quad classes among them; empty where any will do."""
        return frozenset(event for one in listed(self.event) for event in QUADS.get(one, (one,)))

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that count: ``real`` unless told."""
        return listed(self.status) or ("real",)

    def sides(self, key: Literal["actor", "recipient"]) -> tuple[Side, ...]:
        """Who may stand on a side, blocs with their members of each day where they are expanded."""
        return tuple(side(code, code in listed(self.expand)) for code in listed(getattr(self, key)))

    def dyads(self, key: Literal["dyad", "shift"]) -> tuple[tuple[Side, Side], ...]:
        """The pairs that are asked for; empty where any will do."""
        more = listed(self.expand)
        return tuple((side(a, a in more), side(b, b in more)) for a, b in self._pairs(key))

    def _pairs(self, key: str) -> list[tuple[str, str]]:
        out = []
        for text in listed(getattr(self, key)):
            if key == "shift" and text == "any":
                continue
            codes = text.split()
            if len(codes) != 2 or codes[0] == codes[1]:
                raise ValueError(f'{key}: {text!r} is no pair of codes. Write "RUS UKR".')
            out.append((codes[0], codes[1]))
        return out


_DEFAULTS = dict(zip(Rule.__struct_fields__[-len(Rule.__struct_defaults__) :], Rule.__struct_defaults__))


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
        if not _NAME.fullmatch(self.name):
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


def rules(given: Iterable[Mapping[str, Any]], channels: Iterable[str]) -> list[Rule]:
    """The rules of ``[[watch.alert]]``; raises DeskError naming the rule and the key that is wrong, channels among them."""
    there = set(channels)
    out: list[Rule] = []
    for number, table in enumerate(given, 1):
        name = table.get("name") if isinstance(table.get("name"), str) else ""
        rule = _made(Rule, table, f"[[watch.alert]] {number}" + (f" ({name!r})" if name else ""))
        for channel in listed(rule.channels):
            if channel not in there:
                known = f"it is one of {', '.join(sorted(there))}" if there else f"add [watch.channels.{channel}]"
                raise DeskError(f"[[watch.alert]] {number} ({name!r}): channels: there is no channel {channel!r}; {known}.")
        if any(other.name == rule.name for other in out):
            raise DeskError(f"[[watch.alert]] {number} ({name!r}): name: another rule has it. What was told is known by it.")
        out.append(rule)
    return out


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
        out.append(_made(Channel, {**table, **files, "name": name}, where))
    return out


def _made(what: Callable[..., T], table: Mapping[str, Any], where: str) -> T:
    """A struct of a table; raises DeskError naming the place and the key, and no value of a secret."""
    keys = what.__struct_encode_fields__  # type: ignore[attr-defined]
    for key in table:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(keys)}."
            raise DeskError(f"{where}: {key}: there is no such key; {hint}")
    try:
        made: T = msgspec.convert(dict(table), what)
        return made
    except msgspec.ValidationError as problem:
        message, _, key = str(problem).partition(" - at `$.")
        raise DeskError(f"{where}: {key.rstrip('`') + ': ' if key else ''}{message.rstrip('.')}.") from None


def _one_of(key: str, given: Many, names: Iterable[str]) -> None:
    for name in listed(given):
        if name not in names:
            near = difflib.get_close_matches(name.upper() if key == "event" else name, list(names), n=1, cutoff=0.5)
            raise ValueError(
                f"{key}: there is no {name!r}; {f'did you mean {near[0]}?' if near else 'it is one of ' + ', '.join(names)}."
            )


@cache
def _codes() -> frozenset[str]:
    return frozenset({*country_names("en"), *body_codes(), *(split_code(row["code"])[0] for row in rows("groups.csv"))})


def _check_code(key: str, code: str) -> None:
    if code not in _codes():
        near = difflib.get_close_matches(code.upper(), _codes(), n=1, cutoff=0.5)
        raise ValueError(
            f"{key}: there is no actor code {code!r}; {f'did you mean {near[0]}?' if near else 'see: kawat actors NAME'}."
        )
