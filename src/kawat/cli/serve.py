"""``kawat serve``: the web desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kawat.cli.ingest import DeskOption

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat serve --desk news[/cyan]   then open http://127.0.0.1:8420 in a browser

[cyan]kawat serve --desk news --port 9000 --open[/cyan]   on another port, and open the browser

[cyan]kawat token add newsroom --role read --desk news[/cyan]   first, where others shall reach it; then:

[cyan]kawat serve --desk news --host 0.0.0.0 --allow-host desk.example.org[/cyan]

Nothing leaves this machine. Ctrl-C ends it.
"""
PORT = 8420


def serve(
    desk: DeskOption = "desk",
    host: Annotated[
        str, typer.Option(help="The address to listen on; others can reach it where it is not 127.0.0.1, and need a token then.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on (0: any that is free).")] = PORT,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    allow_host: Annotated[
        list[str], typer.Option("--allow-host", metavar="NAME", help="A further name by which browsers may ask for it.")
    ] = [],  # noqa: B006
    tokens: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file of tokens; DESK.tokens.toml unless told. Asks for them.")
    ] = None,
    exports: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Keep the exports of the Data page here; else they go with the server.")
    ] = None,
) -> None:
    """Shows a desk as pages and as an API: relations, events, stories, articles, down to the words."""
    from kawat.web.serving import run

    def tell(text: str) -> None:
        sys.stderr.write(f"kawat: {text}\n")
        sys.stderr.flush()

    run(desk, host, port, opening=open, names=allow_host, tokens=tokens, exports=exports, tell=tell)
