"""``kawat export``: events of a desk in the formats that others read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kawat.cli.console import console
from kawat.cli.desk import AtOption, merged_desk
from kawat.cli.ingest import DeskOption

if TYPE_CHECKING:
    from kawat.export import Manifest

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat export --desk news --to gdelt --as gdelt[/cyan]   GDELT 2.0: events (61 columns), mentions (16), keys

[cyan]kawat export --desk news --to war --as csv --actor RUS --recipient UKR --since 2022-02-24[/cyan]

[cyan]kawat export --desk news --to paper --as parquet --at 2024-12-31[/cyan]   the desk as it was on that day

[bold]manifest.json[/bold] in the folder says from which version and query the files came, with their SHA-256, coders, sources,
receipt, licence, citation (plain and BibTeX) and a methods text in Indonesian and English. The same version and query give the
same rows. Exit code 0: written and read back; 1: something is wrong; 2: wrong usage.
"""


def export(
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="A new or empty folder, or one of an earlier export.")],
    format: Annotated[Literal["gdelt", "icews", "plover", "csv", "parquet", "duckdb"], typer.Option("--as", help="The format.")],
    desk: DeskOption = "desk",
    actor: Annotated[str, typer.Option(metavar="CODE", help="Only acts of this actor, such as RUS.")] = "",
    recipient: Annotated[str, typer.Option(metavar="CODE", help="Only acts towards this one.")] = "",
    event: Annotated[str, typer.Option(metavar="TYPE", help="Only acts of this type, such as ASSAULT.")] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help="Acts of this day and later.")] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Acts until this day, it included.")] = "",
    at: AtOption = "",
) -> None:
    """Writes the real events of a desk, with the corrections applied, as files with a manifest."""
    import gc

    from kawat.export import Query
    from kawat.export import export as run

    gc.enable()  # a large desk takes a while, unlike the other commands
    query = Query(actor.upper(), recipient.upper(), event.upper(), since, until)
    _tell(to, run(merged_desk(desk, at), to, format, query))


def _tell(to: Path, made: Manifest) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    for file in made.files:
        grid.add_row(Text(file.name, "bold"), Text(f"{file.rows:,} rows"), Text(f"sha256 {file.sha256[:12]}…", "dim"))
    grid.add_row(Text("manifest.json", "bold"), Text(f"desk version {made.desk['version']}"), Text(f"in {to}"))
    target = console()
    target.print(grid)
    left = ", ".join(f"{count:,} {reason}" for reason, count in made.receipt["left_out"].items())
    told = f"{made.receipt['events']:,} events of {made.receipt['claims']:,} claims"
    target.print(Text(f"{told}{f'; left out: {left}' if left else ''}."))
