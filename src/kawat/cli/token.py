"""``kawat token``: who may ask a desk that others can reach."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kawat.cli.console import console
from kawat.cli.ingest import DeskOption

if TYPE_CHECKING:
    from kawat.web.safety.tokens import Tokens

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat token add newsroom --role read --desk news[/cyan]   shows the secret, once

[cyan]kawat token list --desk news[/cyan]

[cyan]kawat token remove newsroom --desk news[/cyan]   a running server refuses it at once

read sees everything; review may correct claims too; admin may do everything.
"""
app = typer.Typer(no_args_is_help=True, help="Tokens: who may ask a desk that others can reach.", rich_markup_mode="rich")
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Whose token it is.")]
TokensOption = Annotated[
    Path | None,
    typer.Option("--tokens", metavar="FILE", help="The file of tokens; DESK.tokens.toml beside the desk unless told."),
]


def _tokens(desk: str, file: Path | None) -> Tokens:
    from kawat.web.safety.tokens import Tokens, file_of

    return Tokens(file or file_of(desk))


@app.command("add", epilog=EPILOG)
def add(
    name: NameArgument,
    role: Annotated[Literal["read", "review", "admin"], typer.Option(help="What it allows.")] = "read",
    desk: DeskOption = "desk",
    tokens: TokensOption = None,
) -> None:
    """Makes a token and shows its secret, which is kept nowhere: only its hash is."""
    kept = _tokens(desk, tokens)
    secret = kept.add(name, role)
    sys.stderr.write(f"kawat: the secret of {name} ({role}), shown this once; {kept.path} keeps its hash only:\n")
    typer.echo(secret)


@app.command("list", epilog=EPILOG)
def list_tokens(desk: DeskOption = "desk", tokens: TokensOption = None) -> None:
    """Shows the tokens: names, roles, when they were made. Secrets are kept nowhere."""
    kept = _tokens(desk, tokens)
    if not (found := kept.all()):
        sys.stderr.write(f"kawat: {kept.path} holds no token. Make one: kawat token add NAME --role read --desk {desk}\n")
        return
    from rich.table import Table

    table = Table("name", "role", "made", box=None, pad_edge=False)
    for token in found:
        table.add_row(token.name, token.role, token.made)
    console().print(table)


@app.command("remove", epilog=EPILOG)
def remove(name: NameArgument, desk: DeskOption = "desk", tokens: TokensOption = None) -> None:
    """Takes a token away; a running server refuses it from then on."""
    kept = _tokens(desk, tokens)
    kept.remove(name)
    sys.stderr.write(f"kawat: {name} is removed from {kept.path}\n")
