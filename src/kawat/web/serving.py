"""Runs the web desk with uvicorn in this process until it is interrupted."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Collection
from pathlib import Path
from types import FrameType

import uvicorn

from kawat.errors import DeskError
from kawat.web.app import create_app
from kawat.web.safety.guard import MOST_HEADERS, Safety
from kawat.web.safety.hosts import LOOPBACK, is_loopback, name_of
from kawat.web.safety.tokens import Tokens, file_of


def safety_of(desk: str, host: str, names: Collection[str] = (), tokens: str | Path | None = None) -> Safety:
    """How a server on ``host`` is kept safe; raises DeskError where others could reach it and nobody has a token.

    ``names`` are further names by which it may be asked, ``tokens`` a file of tokens, which is asked for on loopback too.
    """
    wrong = [name for name in names if not name_of(name)]
    if wrong:
        raise DeskError(f"{wrong[0]!r} is no name of a host. Write --allow-host desk.example.org, without https:// and path.")
    given, alone = frozenset(map(name_of, names)), is_loopback(host)
    if alone and tokens is None:
        return Safety(hosts=LOOPBACK | given)
    kept = Tokens(tokens or file_of(desk))
    if not kept.all():
        reason = f"{host} can be reached by others, and" if not alone else "tokens are asked for, but"
        add = f"kawat token add NAME --role read --desk {desk}" + (f" --tokens {tokens}" if tokens else "")
        raise DeskError(f"{reason} {kept.path} holds no token. Run: {add}")
    # What listens on every address is known by names that it cannot know, unless they are told.
    return Safety(kept, hosts=LOOPBACK | given if given or alone else frozenset())


def run(
    desk: str, host: str, port: int, *, opening: bool = False, names: Collection[str] = (), tokens: str | Path | None = None,
    exports: str | Path | None = None, tell: Callable[[str], object] = print,
) -> None:  # fmt: skip
    """Serves a desk; raises DeskError where there is no desk or token, or the address cannot be listened on."""
    safety = safety_of(desk, host, names, tokens)
    with _listening(host, port) as listening:
        app = create_app(desk, safety=safety, exports=exports, warming=True)
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listening.getsockname()[1]}/"
        tell(f"{desk} is shown at {url} (Ctrl-C ends it)")
        if safety.tokens and not is_loopback(host):
            tell("others can reach it: tokens are asked for. Put a server with https before it, or they can be read on the way.")
        if opening:
            webbrowser.open(url)
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=3, server_header=False, http="h11",
            h11_max_incomplete_event_size=MOST_HEADERS, limit_concurrency=256, timeout_keep_alive=15,
        )  # fmt: skip
        _Server(settings).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends in the same good order however often it is interrupted; within the seconds that answers on their way are given."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            super().handle_exit(sig, frame)


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        # Two that bind the same port are told apart only now: both may bind, one may listen.
        listening.listen(2048)
    except OSError as problem:
        listening.close()
        reason = problem.strerror or problem
        raise DeskError(f"{host}:{port} cannot be listened on: {reason}. Choose another with --port (0: any).") from None
    return listening
