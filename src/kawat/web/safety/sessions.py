"""Who signed in by the form: a random number in a cookie stands for a token until the token is removed or a day is over."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict

from kawat.limits import WEB_SESSION_SECONDS, WEB_SESSIONS
from kawat.web.safety.tokens import Token, Tokens, hashed

COOKIE = "kawat_session"
LASTS = WEB_SESSION_SECONDS
MOST = WEB_SESSIONS


class Sessions:
    """The sessions of one running server; only hashes of their numbers are held."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._held: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, token: Token) -> str:
        """The cookie of a new session."""
        number = secrets.token_urlsafe(32)
        with self._lock:
            self._held[hashed(number)] = (token.sha256, time.monotonic() + LASTS)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
        return number

    def end(self, cookie: str) -> None:
        """Ends a session, if there is one."""
        with self._lock:
            self._held.pop(hashed(cookie), None)

    def find(self, cookie: str) -> Token | None:
        """The token that a session stands for; None where it is over or the token was removed."""
        with self._lock:
            owner, until = self._held.get(hashed(cookie), ("", 0.0))
        if not owner or time.monotonic() > until:
            return None
        return next((token for token in self._tokens.all() if token.sha256 == owner), None)
