"""Structured logs: one line an event, JSON or readable, with the standard library's loggers routed in.

Values come from the open web: control characters are escaped, so that none forges a line or moves a terminal's cursor. Known
secrets, and values whose key says that they are one, are struck out.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Literal, TextIO

import structlog

from kawat import limits
from kawat.errors import KawatError

HIDDEN = "[hidden]"
_SECRET_KEY = re.compile(r"(?i)secret|passw|token|authorization|api_?key|cookie|credential")
_IN_URL = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^/\s@?#]*@")
# Control characters, separators of lines and paragraphs, and what turns the direction of writing around.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]|[\n\t]")
_secrets: set[str] = set()
_lock = threading.Lock()


class LogError(KawatError):
    """The log file cannot be written."""


def hide(*secrets: str) -> None:
    """Strikes these words out of all that is logged from now on; those of fewer than 4 characters are left."""
    with _lock:
        _secrets.update(secret for secret in secrets if len(secret) >= 4)


def clean(text: str, longest: int = limits.LOG_CHARACTERS) -> str:
    """A text on one line without control characters (escaped as ``\\x1b``), user names in addresses and known secrets."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    text = _IN_URL.sub(rf"\1{HIDDEN}@", text)
    if len(text) > longest:
        text = f"{text[:longest]}... ({len(text):,} characters)"
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


def setup(
    format: Literal["json", "text"] = "text", path: str | Path | None = None, *, level: str = "INFO", stream: TextIO | None = None
) -> None:
    """Sends all logs to standard error (or ``stream``), or to a file that is put aside every ``LOG_BYTES``.

    May be called again: the last call counts. Raises LogError where the file cannot be opened, ValueError for no such level.
    """
    number = logging.getLevelNamesMapping().get(level.upper())
    if number is None:
        raise ValueError(f"there is no log level {level!r}; it is one of DEBUG, INFO, WARNING and ERROR.")
    handler: logging.Handler = logging.StreamHandler(stream or sys.stderr)
    if path:
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(path, maxBytes=limits.LOG_BYTES, backupCount=limits.LOG_FILES, encoding="utf-8")
        except OSError as problem:
            raise LogError(f"the log {path} cannot be written: {problem.strerror or problem}.") from None
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    ending: list[Any] = [structlog.processors.format_exc_info, _tidy, _json if format == "json" else _text]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending],
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name, structlog.stdlib.ExtraAdder()],
        )
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.add_logger_name, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for old in [one for one in root.handlers if getattr(one, "_kawat", False)]:
        root.removeHandler(old)
        old.close()
    handler._kawat = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(number)
    logging.captureWarnings(True)


# Until somebody calls ``setup``, the standard library's loggers take what is logged, not standard output.
structlog.configure(
    processors=[structlog.stdlib.add_log_level, structlog.stdlib.render_to_log_kwargs],
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=False,
)


def logger(name: str) -> Any:
    """A logger: ``logger("kawat.watch").info("polled", source="Warta", status=304)``."""
    return structlog.stdlib.get_logger(name)


def _tidy(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {clean(str(key), 100): _value(str(key), value) for key, value in event.items()}


def _value(key: str, value: Any, depth: int = 0) -> Any:
    if _SECRET_KEY.search(key) and value:
        return HIDDEN
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return clean(value, limits.LOG_TRACE_CHARACTERS if key == "exception" else limits.LOG_CHARACTERS)
    if depth < 4 and isinstance(value, Mapping):
        return {clean(str(k), 100): _value(str(k), v, depth + 1) for k, v in list(value.items())[:50]}
    if depth < 4 and isinstance(value, list | tuple | set | frozenset):
        return [_value("", one, depth + 1) for one in list(value)[:50]]
    return clean(str(value))


def _json(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    first = {key: event[key] for key in ("timestamp", "level", "logger", "event") if key in event}
    return json.dumps({**first, **event}, ensure_ascii=False, default=str)


def _text(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """ "2026-01-02T03:04:05Z info  kawat.watch: polled source=Warta status=304"."""
    left = dict(event)
    head = f"{str(left.pop('timestamp', ''))[:19]}Z {left.pop('level', '')!s:<8}{left.pop('logger', '')}: {left.pop('event', '')}"
    exception = left.pop("exception", None)
    body = "".join(f" {key}={_worded(value)}" for key, value in left.items())
    return f"{head}{body}" + (f"\n  {str(exception).replace(chr(92) + 'n', chr(10) + '  ')}" if exception else "")


def _worded(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return json.dumps(text, ensure_ascii=False) if isinstance(value, str) and (not text or re.search(r'[\s"=]', text)) else text
