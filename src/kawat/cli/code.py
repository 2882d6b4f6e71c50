"""``kawat code``: articles or sentences in, claims and quotes out, one line of JSON each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from kawat.cli.options import CoderOption, OverlayOption
from kawat.coders import DEFAULT
from kawat.errors import SourceError
from kawat.read.clean import harmless

if TYPE_CHECKING:
    from kawat.pipeline import Receipt

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat code articles.jsonl --output claims.jsonl[/cyan]   one article a line in, one record a line out

[cyan]echo '{"id": "a1", "text": "Jepang mengirim bantuan obat ke Vanuatu."}' | kawat code[/cyan]

[cyan]echo '{"id": "a2", "text": "Kenya urged Uganda to pull out its troops."}' | kawat code - --jobs 1[/cyan]

A line needs a [bold]text[/bold]; id, title, language, published, before and parties are used if there.
A bad line is named on standard error, counted in the receipt, and the rest goes on.
Exit code 0: all coded; 1: some lines failed; 2: wrong usage.
"""


def code(
    file: Annotated[str, typer.Argument(metavar="[FILE|-]", help="JSON lines; - or nothing for standard input.")] = "-",
    format: Annotated[Literal["jsonl"], typer.Option(help="How the input is written.")] = "jsonl",
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Processes that code at once; output keeps its order.")] = 1,
    coder: CoderOption = DEFAULT,
    overlay: OverlayOption = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    progress: Annotated[bool | None, typer.Option("--progress/--no-progress", help="Count lines while they are coded.")] = None,
) -> None:
    """Codes articles or sentences: JSON lines in, claims and quotes with their exact words out."""
    import gc

    from kawat.coders import coder as coder_of
    from kawat.pipeline import code_lines

    gc.enable()  # a corpus may take hours, unlike the other commands
    coder_of(coder, overlay)  # a wrong overlay or coder is told at once, not by every process
    shown = sys.stderr.isatty() and (file != "-" or output is not None) if progress is None else progress
    with _input(file) as source, _sink(output) as sink:
        receipt = code_lines(
            source, sink.write, jobs=jobs, overlay=overlay, coder=coder, tell=_tell, progress=_count if shown else None
        )
        sink.flush()
    sys.stderr.write(f"{_CLEAR if shown and sys.stderr.isatty() else ''}kawat: {receipt.line()}\n")
    if receipt.failed:
        raise typer.Exit(1)


_CLEAR = "\r\x1b[K"


def _tell(error: str) -> None:
    sys.stderr.write(f"{_CLEAR if sys.stderr.isatty() else ''}kawat: {harmless(error)}\n")


def _count(receipt: Receipt) -> None:
    """The running count, on one line that writes over itself."""
    if receipt.read % 50 == 0:
        ending = "" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"{'' if ending else _CLEAR}kawat: {receipt.line()}{ending}")
        sys.stderr.flush()


@contextmanager
def _input(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        if sys.stdin.isatty():
            sys.stderr.write("kawat: reading JSON lines from the keyboard; end with Ctrl-D.\n")
        yield sys.stdin.buffer
        return
    path = Path(file)
    if path.is_dir():
        raise SourceError(f"{file} is a folder, not a file. Name one file in it.")
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise SourceError(f"There is no file {file} (looked from {Path.cwd()}). Check the spelling.") from None
    except OSError as problem:
        raise SourceError(f"{file} cannot be read: {problem.strerror or problem}.") from None
    with stream:
        yield stream


@contextmanager
def _sink(output: Path | None) -> Iterator[BinaryIO]:
    if output is None or str(output) == "-":
        yield sys.stdout.buffer
        return
    from kawat.cli.console import OutputError

    try:
        stream = output.open("wb")
    except OSError as problem:
        raise OutputError(f"{output} cannot be written: {problem.strerror or problem}.") from None
    with stream:
        yield stream
