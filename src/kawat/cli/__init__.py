"""The command line: ``kawat``. One file per command; what is heavy is imported when a command needs it."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from kawat import __version__
from kawat.cli import (
    actors,
    code,
    codebook,
    compare,
    console,
    correct,
    demo,
    desk,
    doctor,
    eval,
    events,
    export,
    ingest,
    read,
    relation,
    serve,
    story,
    token,
    watch,
)
from kawat.errors import KawatError, UnknownNameError

__all__ = ["app", "main"]

app = typer.Typer(
    name="kawat",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads Indonesian and English news and records who did what to whom, when, and on whose word.",
    epilog="Start with [cyan]kawat demo[/cyan]. Mulai dengan [cyan]kawat demo[/cyan].",
)
app.command("read", epilog=read.EPILOG)(read.read)
app.command("code", epilog=code.EPILOG)(code.code)
app.command("ingest", epilog=ingest.EPILOG)(ingest.ingest)
app.command("watch", epilog=watch.EPILOG)(watch.watch)
app.add_typer(desk.app, name="desk")
app.command("relation", epilog=relation.EPILOG)(relation.relation)
app.command("shifts", epilog=relation.SHIFTS_EPILOG)(relation.shifts)
app.command("events", epilog=events.EPILOG)(events.events)
app.command("story", epilog=story.EPILOG)(story.story)
app.command("serve", epilog=serve.EPILOG)(serve.serve)
app.add_typer(token.app, name="token")
app.command("compare", epilog=compare.EPILOG)(compare.compare)
app.command("correct", epilog=correct.EPILOG)(correct.correct)
app.command("export", epilog=export.EPILOG)(export.export)
app.command("actors", epilog=actors.EPILOG)(actors.actors)
app.command("codebook", epilog=codebook.EPILOG)(codebook.codebook)
app.command("eval", epilog=eval.EPILOG)(eval.eval)
app.command("demo", epilog=demo.EPILOG)(demo.demo)
app.command("doctor", epilog=doctor.EPILOG)(doctor.doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kawat {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", is_eager=True, callback=_show_version, help="Show the version and end."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """The entry point: runs a command and ends the process with its exit code, never a traceback.

    0 done; 1 something failed; 2 wrong usage; 130 interrupted. It ends quietly when nobody reads the output.
    """
    # A command lives for seconds and its data to the end: collecting garbage, and freeing a million
    # small objects on the way out, would take a third of the time of ``kawat read``.
    gc.disable()
    code = run()
    sys.stderr.flush()
    os._exit(code)


def run() -> int:
    """Runs the command that ``sys.argv`` names and gives its exit code; standard output is flushed."""
    console.safe_streams()
    try:
        app(prog_name="kawat")
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else int(end.code is not None))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return _silenced()
    except KawatError as problem:
        console.complain(str(problem))
        return _flushed(2 if isinstance(problem, UnknownNameError) else 1)
    except Exception as problem:
        if os.environ.get("KAWAT_DEBUG"):
            raise
        kind = type(problem).__name__
        console.complain(f"this is a fault of Kawat's own: {kind}: {problem}. Set KAWAT_DEBUG=1 to see where it arose.")
        return _flushed(1)
    return _flushed(0)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _silenced()
    return code


def _silenced() -> int:
    """Points standard output at nothing, so that Python does not complain on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
