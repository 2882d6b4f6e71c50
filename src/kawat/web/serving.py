"""Runs the web desk with uvicorn in this process until it is interrupted."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from kawat.errors import DeskError
from kawat.web.app import create_app


def run(desk: str, host: str, port: int, *, opening: bool = False, tell: Callable[[str], object] = print) -> None:
    """Serves a desk; raises DeskError where there is no desk or the address cannot be listened on."""
    app = create_app(desk)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as problem:
        reason = problem.strerror or problem
        raise DeskError(f"{host}:{port} cannot be listened on: {reason}. Choose another with --port (0: any).") from None
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{listening.getsockname()[1]}/"
    tell(f"{desk} is shown at {url} (Ctrl-C ends it)")
    if opening:
        webbrowser.open(url)
    settings = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=3, server_header=False)
    uvicorn.Server(settings).run(sockets=[listening])
