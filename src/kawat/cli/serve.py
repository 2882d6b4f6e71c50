"""``kawat serve``: the web desk."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kawat.cli.ingest import DeskOption

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat serve --desk news[/cyan]   then open http://127.0.0.1:8420 in a browser

[cyan]kawat serve --desk news --port 9000 --open[/cyan]   on another port, and open the browser

Nothing leaves this machine. Ctrl-C ends it.
"""
PORT = 8420


def serve(
    desk: DeskOption = "desk",
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine reach only what is not 127.0.0.1.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on (0: any that is free).")] = PORT,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Shows a desk as pages and as an API: relations, events, stories, articles, down to the words."""
    from kawat.web.serving import run

    run(desk, host, port, opening=open, tell=lambda text: sys.stderr.write(f"kawat: {text}\n"))
