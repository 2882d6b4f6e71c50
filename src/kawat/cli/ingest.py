"""``kawat ingest``: sources into a desk."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kawat.cli.console import console
from kawat.cli.options import OverlayOption
from kawat.errors import SourceError

if TYPE_CHECKING:
    from kawat.ingest import Ingested
    from kawat.ingest.recode import Recoded
    from kawat.read.sources import How
    from kawat.read.table import Columns

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat ingest articles.jsonl pages/ archive.zip --desk news[/cyan]   a desk named news, made where there is none

[cyan]kawat ingest wire.csv --map text=story --map published=filed --set outlet="The Wire"[/cyan]

[cyan]kawat ingest wire.csv --desk s3://bucket/news[/cyan]   a desk on object storage

[cyan]kawat ingest warc/ --desk s3://bucket/news --engine dask --scheduler tcp://10.0.0.5:8786[/cyan]   on a cluster

[cyan]kawat ingest wire.csv --dry-run[/cyan]   what would be new, without coding it

Run it again after a stop: what the desk has is not coded again. Columns may be mapped for good in [bold]news.toml[/bold]
beside the desk. Exit code 0: all read; 1: something could not be read; 2: wrong usage.
"""
DeskOption = Annotated[
    str, typer.Option("--desk", metavar="DESK", envvar="KAWAT_DESK", help="The desk: a folder, or s3://bucket/path.")
]


def ingest(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Tables, pages, WARC, zip, feeds, addresses, folders."),
    ],
    desk: DeskOption = "desk",
    map: Annotated[list[str], typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds what.")] = [],  # noqa: B006
    fixed: Annotated[list[str], typer.Option("--set", metavar="FIELD=VALUE", help="A value for every row.")] = [],  # noqa: B006
    dates: Annotated[str, typer.Option(help="day-first, month-first, or url: how tables write dates.")] = "",
    coder: Annotated[str, typer.Option(metavar="NAME", help="Which coder; the reader unless told.")] = "",
    overlay: OverlayOption = None,
    jobs: Annotated[int, typer.Option(min=0, max=256, help="Processes that code at once.", show_default="1")] = 0,
    since: Annotated[str, typer.Option(metavar="DAY", help="Drop what is older or has no date.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="Stop after so many new documents (0: no limit).")] = 0,
    commit: Annotated[int, typer.Option(min=1, help="Documents that are written at once.")] = 1000,
    engine: Annotated[Literal["local", "dask"] | None, typer.Option(help="What codes: processes, or a Dask cluster.")] = None,
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="The Dask cluster's, or local: one of --jobs.")] = "",
    retry: Annotated[bool, typer.Option("--retry-quarantined", help="Try again what brought the coder down before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what would be new; write nothing.")] = False,
    merged: Annotated[bool, typer.Option("--merge/--no-merge", help="Merge claims into events afterwards.")] = True,
    progress: Annotated[bool | None, typer.Option("--progress/--no-progress", help="Count documents on the way.")] = None,
) -> None:
    """Reads and codes sources into a desk: each article once, its changes as new versions."""
    import gc

    from kawat import settings as at_desk
    from kawat.ingest import Order
    from kawat.ingest import ingest as run

    gc.enable()  # a corpus may take hours, unlike the other commands
    for source in sources:
        if engine == "local" and scheduler:
            raise typer.BadParameter("only --engine dask has a scheduler.", param_hint="--scheduler")
        if "://" not in source and not Path(source).exists():
            raise SourceError(f"There is no file or folder {source} (looked from {Path.cwd()}). Check the spelling.")
    told = at_desk.load(desk)
    pairs = _pairs(map, "--map"), _pairs(fixed, "--set")

    def how(name: str) -> Columns:
        return _with(told.columns(name), *pairs, dates)

    _checked(how)
    order = Order(
        coder or told.coder,
        overlay or told.overlay or None,
        jobs or told.jobs,
        day_of_option(since, "--since"),
        limit,
        dry_run,
        commit,
        apart=True,
        retry=retry,
        engine=engine or ("dask" if scheduler else "local"),
        scheduler=scheduler,
    )
    shown = sys.stderr.isatty() if progress is None else progress
    with Bar(shown) as bar:
        try:
            receipt = run(sources, desk, how, order, tell=bar.tell, progress=bar.show)
        except KeyboardInterrupt:
            sys.stderr.write("kawat: stopped; what was coded is kept. Run the same command to go on.\n")
            raise
    sys.stderr.write(f"kawat: {receipt.line()}{'; nothing was written (--dry-run)' if dry_run else ''}\n")
    if merged and not dry_run:
        merge_with_bar(desk, shown)
    if receipt.failed:
        raise typer.Exit(1)


def merge_with_bar(desk: str, shown: bool, again: bool = False) -> None:
    """Merges what is new in a desk, telling on the way which month it is at."""
    from kawat.ingest.merge import merge

    with Bar(shown, "merging") as bar:
        try:
            receipt = merge(desk, again=again, progress=lambda month, so_far: bar.say(f"merging {month}: {so_far.line()}"))
        except KeyboardInterrupt:
            sys.stderr.write("kawat: stopped; months that were merged are kept. Go on with: kawat desk merge\n")
            raise
    if receipt.made:
        sys.stderr.write(f"kawat: {receipt.line()}\n")


def day_of_option(day: str, option: str) -> str:
    """An ISO day from the command line, "" where none was given."""
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError:
        raise typer.BadParameter(f"{day!r} is no day. Write 2022-06-01.", param_hint=option) from None


def _pairs(given: list[str], option: str) -> dict[str, str]:
    out = {}
    for pair in given:
        field, equals, value = pair.partition("=")
        if not equals or not value:
            raise typer.BadParameter(f"{pair!r}: write FIELD=..., such as text=story.", param_hint=option)
        out[field.strip()] = value
    return out


def _with(columns: Columns, mapped: dict[str, str], fixed: dict[str, str], dates: str) -> Columns:
    """A table's way of being read with what the command line says of it."""
    import msgspec

    return msgspec.structs.replace(
        columns, columns={**columns.columns, **mapped}, fixed={**columns.fixed, **fixed}, dates=dates or columns.dates
    )


def _checked(how: How) -> None:
    from kawat.read.table import Columns

    try:
        found = how("")
        Columns(found.columns, found.fixed, found.dates)
    except ValueError as problem:
        raise typer.BadParameter(f"{problem}.", param_hint="--map, --set, --dates") from None


class Bar:
    """The running count on one line of the terminal; errors go above it."""

    def __init__(self, shown: bool, doing: str = "reading") -> None:
        self._shown = shown
        self._doing = doing
        self._target = console(stderr=True)

    def __enter__(self) -> Bar:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=self._target, transient=True
        )
        self._task = self._progress.add_task(self._doing, total=None)
        if self._shown:
            self._progress.start()
        return self

    def __exit__(self, *problem: object) -> None:
        if self._shown:
            self._progress.stop()

    def tell(self, error: str) -> None:
        self._progress.console.print(f"kawat: {error}", markup=False, soft_wrap=True)

    def show(self, receipt: Ingested | Recoded) -> None:
        self.say(receipt.line())

    def say(self, words: str) -> None:
        if self._shown:
            self._progress.update(self._task, description=words)
