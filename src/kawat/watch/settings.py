"""The settings of a watch: ``[watch]`` and ``[[watch.source]]`` of ``desk.toml`` (docs/watch.md lists them all).

Lengths of time are written as ``"30s"``, ``"5m"``, ``"6h"``, ``"2d"``, or as seconds; sizes are bytes.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

import kawat
from kawat import settings as at_desk
from kawat.errors import DeskError
from kawat.watch.addresses import host_of
from kawat.watch.alerts.channels import Channel, channels
from kawat.watch.alerts.rules import Rule, rules

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
AGENT = f"kawat/{kawat.__version__} (news reading for research{{contact}})"
Length = str | int | float


class SourceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One ``[[watch.source]]``. ``every`` and ``slowest`` are the watch's own unless told here.

    ``outlet``, ``language`` and ``tags`` are those of every article of it; ``since`` is an ISO day before which articles are
    passed over; ``columns``, ``fixed`` and ``dates`` tell how the tables of a folder are read.
    """

    kind: Literal["feed", "sitemap", "folder"]
    address: str
    name: str = ""
    every: Length = ""
    slowest: Length = ""
    outlet: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    since: str = ""
    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    dates: str = ""


class WatchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[watch]``. ``desk`` is the folder beside the file, by the file's name, unless told.

    ``every`` is how often a feed with news is asked, ``slowest`` how often one without; ``pause`` how long a host is left alone
    after each answer, ``crawl_delay`` the longest delay of a robots.txt that is kept to; ``backoff`` how long at most a first
    failure is waited out, ``backoff_most`` any; ``tries`` how often an article is asked for that fails by itself, ``give_up``
    how long one whose host is in trouble; ``recheck`` at which ages an article is looked at again; ``commit`` how long what is
    coded may wait for the desk; ``merge`` how often events are made at most (0: never); ``stop`` how long a stop may take.
    """

    desk: str = ""
    contact: str = ""
    agent: str = ""
    every: Length = "30s"
    slowest: Length = "5m"
    pause: Length = "2s"
    crawl_delay: Length = "60s"
    timeout: Length = "20s"
    concurrency: int = 8
    robots: bool = True
    allow: tuple[str, ...] = ()
    max_feed_bytes: int = 20_000_000
    max_page_bytes: int = 5_000_000
    backoff: Length = "30s"
    backoff_most: Length = "1h"
    tries: int = 5
    give_up: Length = "3d"
    recheck: tuple[Length, ...] = ("1h", "6h", "24h")
    commit: Length = "15s"
    merge: Length = "10m"
    stop: Length = "10s"
    http: str = ""
    log: Literal["json", "text", ""] = ""
    log_file: str = ""
    source: tuple[SourceSettings, ...] = ()
    alert: tuple[dict[str, Any], ...] = ()
    channels: dict[str, Any] = {}


class Source(msgspec.Struct, frozen=True):
    """A source with all that is to be known of it; ``every`` and ``slowest`` in seconds, ``address`` of a folder its path."""

    name: str
    kind: str
    address: str
    every: float
    slowest: float
    told: SourceSettings


class Plan(msgspec.Struct, frozen=True):
    """What is to be watched and how: the settings with every length in seconds and every path whole."""

    desk: str
    sources: tuple[Source, ...]
    agent: str
    pause: float
    crawl_delay: float
    timeout: float
    concurrency: int
    robots: bool
    allow: tuple[str, ...]
    max_feed_bytes: int
    max_page_bytes: int
    backoff: float
    backoff_most: float
    tries: int
    give_up: float
    recheck: tuple[float, ...]
    commit: float
    merge: float
    stop: float
    http: tuple[str, int] | None
    log: str
    log_file: str
    rules: tuple[Rule, ...]
    channels: tuple[Channel, ...]
    at_desk: at_desk.Settings


def seconds(length: Length) -> float:
    """A length of time in seconds; raises ValueError for what is none."""
    if isinstance(length, int | float) and not isinstance(length, bool):
        found = float(length)
    else:
        match = _LENGTH.fullmatch(str(length).strip())
        if not match:
            raise ValueError(f'{length!r} is no length of time: write "30s", "5m", "6h" or "2d"')
        found = float(match[1]) * _SECONDS[match[2]]
    if not 0 <= found < 1e9:
        raise ValueError(f"{length!r} is no length of time that can be kept to")
    return found


def load(path: str | Path) -> Plan:
    """The plan of a settings file; raises DeskError that names the file, the key and what is wrong with it."""
    path = Path(path)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DeskError(f"There is no file {path} (looked from {Path.cwd()}). docs/watch.md shows one.") from None
    except (OSError, ValueError) as problem:
        raise DeskError(f"{path}: {problem}.") from None
    if "watch" not in raw:
        raise DeskError(f"{path} has no [watch]: it tells what is to be watched. docs/watch.md shows one.")
    try:
        told = msgspec.convert(raw["watch"], WatchSettings)
        return _plan(path, told, at_desk.read(path))
    except DeskError as problem:
        raise DeskError(f"{path}: {str(problem).removeprefix(f'{path}: ')}") from None
    except ValueError as problem:  # msgspec's among them, which name the key
        raise DeskError(f"{path}: [watch] {str(problem).rstrip('.')}.") from None


def _plan(path: Path, told: WatchSettings, desk: at_desk.Settings) -> Plan:
    if not told.source:
        raise ValueError('has no source: add [[watch.source]] with kind = "feed" and its address')
    if not 1 <= told.concurrency <= 64:
        raise ValueError(f"concurrency = {told.concurrency}: between 1 and 64 requests may be under way at once")
    if told.tries < 1:
        raise ValueError(f"tries = {told.tries}: an article is asked for at least once")
    sources = tuple(_source(path, told, one) for one in told.source)
    double = next((s for n, s in enumerate(sources) if s.address in {o.address for o in sources[:n]}), None)
    if double:
        raise ValueError(f"source {double.address!r} is named twice: leave one of them out")
    contact = f"; {told.contact}" if told.contact else ""
    agent = told.agent or AGENT.format(contact=contact)
    if not agent.isascii() or not agent.isprintable():
        raise ValueError(f"agent = {agent!r}: a request can only carry printable ASCII signs")
    where = told.desk if not told.desk or "://" in told.desk else str(path.parent / told.desk)
    return Plan(
        desk=where or str(path.with_suffix("")), sources=sources, agent=agent, pause=_length(told, "pause"),
        crawl_delay=_length(told, "crawl_delay"), timeout=max(1.0, _length(told, "timeout")), concurrency=told.concurrency,
        robots=told.robots, allow=told.allow, max_feed_bytes=told.max_feed_bytes, max_page_bytes=told.max_page_bytes,
        backoff=_length(told, "backoff"), backoff_most=_length(told, "backoff_most"), tries=told.tries,
        give_up=_length(told, "give_up"), recheck=tuple(sorted(map(seconds, told.recheck))), commit=_length(told, "commit"),
        merge=_length(told, "merge"), stop=_length(told, "stop"), http=_http(told.http), log=told.log,
        log_file=str(path.parent / told.log_file) if told.log_file else "", rules=tuple(rules(told.alert, told.channels)),
        channels=tuple(channels(told.channels, path.parent)),
        at_desk=desk,
    )  # fmt: skip


def _length(told: WatchSettings, key: str) -> float:
    try:
        return seconds(getattr(told, key))
    except ValueError as problem:
        raise ValueError(f"{key} = {problem}") from None


def _source(path: Path, told: WatchSettings, one: SourceSettings) -> Source:
    address, where = one.address.strip(), f"source {one.address!r}:"
    try:
        every = seconds(one.every or told.every)
        slowest = max(every, seconds(one.slowest or told.slowest))
        if one.since:
            date.fromisoformat(one.since)
    except ValueError as problem:
        raise ValueError(f"{where} {problem}") from None
    if every < 1:
        raise ValueError(f"{where} every = {one.every or told.every!r} is less than a second")
    if one.kind == "folder":
        address = (path.parent / address).resolve().as_posix()
    elif not address.startswith(("http://", "https://")) or not host_of(address):
        raise ValueError(f"{where} a {one.kind} has an address that begins with http:// or https://")
    return Source(one.name or one.address, one.kind, address, every, slowest, one)


def _http(told: str) -> tuple[str, int] | None:
    if not told:
        return None
    host, colon, port = told.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise ValueError(f'http = {told!r}: write the address for metrics and health as "127.0.0.1:8421"')
    return (host if colon and host else "127.0.0.1"), int(port)
