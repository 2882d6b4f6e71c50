"""One question to a chat-completions endpoint, one answer: settings, transport, retries, and errors in words."""

from __future__ import annotations

import http.client
import json
import math
import os
import socket
import ssl
import time
from email.utils import parsedate_to_datetime
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from kawat.errors import EndpointError
from kawat.limits import ENDPOINT_BYTES, ENDPOINT_TRIES, ENDPOINT_WAIT_SECONDS

MAX_BYTES = ENDPOINT_BYTES
TRIES = ENDPOINT_TRIES
_FIRST_WAIT = 1.0  # seconds before the second try; three times as long before the third
_LONGEST_WAIT = ENDPOINT_WAIT_SECONDS
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504, 529))
_LOCAL = frozenset(("localhost", "127.0.0.1", "::1"))


class Unanswered(EndpointError):
    """Only the question at hand found no answer; the next one may fare better."""


class Settings(NamedTuple):
    """Where to ask and whom: ``url`` of the chat completions, the model's name, the key ("" none), seconds to wait."""

    url: str
    model: str
    key: str
    timeout: float


def settings() -> Settings:
    """The settings as the environment has them; EndpointError says which one is missing or wrong."""
    base, model = (os.environ.get(name, "").strip() for name in ("KAWAT_ENDPOINT", "KAWAT_MODEL"))
    missing = [name for name, value in (("KAWAT_ENDPOINT", base), ("KAWAT_MODEL", model)) if not value]
    if missing:
        raise EndpointError(
            f"the coder 'endpoint' needs {' and '.join(missing)}: set KAWAT_ENDPOINT to the base address of an "
            "OpenAI-compatible server, such as http://localhost:11434/v1, and KAWAT_MODEL to a model that it has."
        )
    key = os.environ.get("KAWAT_API_KEY", "").strip()
    if not key.isascii() or not key.isprintable():
        raise EndpointError("KAWAT_API_KEY holds signs that no key has. Copy it again, without line breaks.")
    return Settings(_address(base), model, key, _seconds(os.environ.get("KAWAT_TIMEOUT", "").strip()))


def _address(base: str) -> str:
    try:
        parts = urlsplit(base)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and base.isascii() and base.isprintable()
    except ValueError:
        good = False
    if not good or " " in base:
        raise EndpointError("KAWAT_ENDPOINT is no web address. Write it like http://localhost:11434/v1.")
    if parts.username is not None:
        raise EndpointError(
            "KAWAT_ENDPOINT carries a user name. Leave out what stands before the @; a key goes to KAWAT_API_KEY."
        )
    base = parts._replace(fragment="").geturl().rstrip("/")
    return base if base.endswith("/chat/completions") else f"{base}/chat/completions"


def _seconds(value: str) -> float:
    try:
        seconds = float(value or 60)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise EndpointError(f"KAWAT_TIMEOUT is {value!r}: write the seconds to wait for an answer, such as 60.")
    return seconds


class Endpoint:
    """A server that answers chats; holds nothing between questions."""

    def __init__(self, chosen: Settings) -> None:
        self.settings = chosen
        local = urlsplit(chosen.url).hostname in _LOCAL
        self._opener: OpenerDirector = build_opener(_SameHost(), *([ProxyHandler({})] if local else []))

    def ask(self, system: str, question: str) -> str:
        """The answer's words; EndpointError says why there are none, its Unanswered that only this question found none."""
        body = {
            "model": self.settings.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": question}],
            "temperature": 0,
            "seed": 0,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
        return _words(self._post(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")))

    def _post(self, body: bytes) -> bytes:
        """The answer's bytes, after up to TRIES tries."""
        wait = _FIRST_WAIT
        for attempt in range(1, TRIES + 1):
            asked_to_wait = ""
            try:
                return self._once(body)
            except HTTPError as answer:
                with answer:
                    problem = self._refusal(answer)
                    asked_to_wait = answer.headers.get("Retry-After", "") or ""
                if answer.code not in _AGAIN:
                    raise problem from None
            except (OSError, http.client.HTTPException) as trouble:
                problem = self._trouble(trouble)
                if not isinstance(problem, Unanswered):
                    raise problem from None
            if attempt == TRIES:
                raise problem
            time.sleep(_pause(asked_to_wait, wait))
            wait *= 3
        raise AssertionError("unreachable")

    def _once(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "kawat"}
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        deadline = time.monotonic() + self.settings.timeout
        request = Request(self.settings.url, data=body, headers=headers, method="POST")
        with self._opener.open(request, timeout=self.settings.timeout) as answer:
            return _read(answer, deadline)

    def _refusal(self, answer: HTTPError) -> EndpointError:
        """What an HTTP status other than 2xx means."""
        host, model, code = self._host(), self.settings.model, answer.code
        told = _message(answer)
        if self.settings.key:  # some servers repeat it
            told = told.replace(self.settings.key, "[key]")
        if code in (401, 403):
            return EndpointError(f"{host} refuses the key (HTTP {code}{told}). Set KAWAT_API_KEY to one that it accepts.")
        if code == 404:
            return EndpointError(
                f"{host} has no model {model!r}, or no chat completions at this address (HTTP 404{told}). "
                "Check KAWAT_MODEL and KAWAT_ENDPOINT."
            )
        if code == 429:
            return Unanswered(f"{host} is being asked too often (HTTP 429{told}). Wait, or ask a server with room.")
        if code >= 500 or code in _AGAIN:
            return Unanswered(f"{host} has trouble of its own (HTTP {code}{told}). Try again later.")
        if code in (400, 413, 422):
            return Unanswered(f"{host} does not take the question (HTTP {code}{told}). Try another model.")
        return EndpointError(f"{host} gave no answer (HTTP {code}{told}). Check KAWAT_ENDPOINT.")

    def _trouble(self, trouble: Exception) -> EndpointError:
        """What went wrong on the way to the server."""
        host = self._host()
        reason = trouble.reason if isinstance(trouble, URLError) else trouble
        if isinstance(reason, ConnectionRefusedError):
            return EndpointError(f"{host} refused the connection. Is the server running, and KAWAT_ENDPOINT its address?")
        if isinstance(reason, socket.gaierror):
            return EndpointError(f"the host of {host} cannot be found. Check KAWAT_ENDPOINT and the connection.")
        if isinstance(reason, ssl.SSLError) and not isinstance(reason, TimeoutError):
            return EndpointError(f"{host} has no valid certificate ({reason}). Check KAWAT_ENDPOINT.")
        if isinstance(reason, TimeoutError):
            seconds = f"{self.settings.timeout:g} s"
            return Unanswered(f"{host} did not answer in full within {seconds}. Raise KAWAT_TIMEOUT, or use a smaller model.")
        return Unanswered(f"{host} broke off ({str(reason) or type(reason).__name__}). Try again later.")

    def _host(self) -> str:
        return urlsplit(self.settings.url).netloc


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only to the same host, as the same question: the key and the text go nowhere else."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> Request:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise EndpointError(
                f"{old.netloc} redirects to {new.scheme}://{new.netloc}. If you trust it, set KAWAT_ENDPOINT to it."
            )
        return Request(newurl, data=req.data, headers=dict(req.header_items()), method="POST")


def _read(answer: Any, deadline: float) -> bytes:
    """The body, at most MAX_BYTES and not after the deadline."""
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(65536):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise Unanswered(f"the endpoint's answer is larger than {MAX_BYTES:,} bytes, more than one sentence can need.")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _pause(asked: str, wait: float) -> float:
    """Seconds until the next try: what Retry-After asks for, a number or a date, up to the longest wait."""
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(asked).timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            seconds = wait
    return min(max(seconds, 0.0), _LONGEST_WAIT) if math.isfinite(seconds) else wait


def _message(answer: HTTPError) -> str:
    """What the server says about a refusal, as a short addition to the error ("" where it says nothing usable)."""
    try:
        found: Any = json.loads(answer.read(20_000))
    except (ValueError, OSError, RecursionError, http.client.HTTPException):
        return ""
    return _told(found)


def _told(found: Any) -> str:
    error = found.get("error") if isinstance(found, dict) else None
    text = error.get("message") if isinstance(error, dict) else error
    if not isinstance(text, str) or not text.strip():
        return ""
    words = " ".join("".join(c if c.isprintable() else " " for c in text[:400]).split()).rstrip(".")
    return f": {words[:199]}…" if len(words) > 200 else f": {words}"


def _words(body: bytes) -> str:
    """The words of the first choice of a chat completion."""
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        shown = body[:40].decode("utf-8", "replace")
        raise EndpointError(
            f"the endpoint's answer is no JSON (it begins {shown!r}). KAWAT_ENDPOINT must be an OpenAI-compatible address, "
            "which mostly ends in /v1."
        ) from None
    try:
        content = found["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise EndpointError(
            f"the endpoint's answer is no chat completion{_told(found)}. KAWAT_ENDPOINT must be an OpenAI-compatible address."
        ) from None
    if isinstance(content, list):  # some servers give the words in parts
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""
