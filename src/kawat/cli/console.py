"""Where the commands write: consoles, files, and the one red line of an error."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kawat.errors import KawatError
from kawat.read.clean import harmless

if TYPE_CHECKING:
    from rich.console import Console

MIN_WIDTH, MAX_WIDTH = 40, 400


class OutputError(KawatError):
    """What was made cannot be written where the user wants it."""


def console(width: int | None = None, *, stderr: bool = False, file: TextIO | None = None) -> Console:
    """A Rich console; one to a ``file`` writes no colours. ``width`` None is the terminal's, else 80."""
    from kawat.cli.harmless import HarmlessConsole

    # FORCE_COLOR and NO_COLOR are Rich's own business; highlighting of numbers and paths is not wanted.
    return HarmlessConsole(width=width, stderr=stderr, file=file, highlight=False, soft_wrap=False, emoji=False)


def marks_are_plain(target: Console) -> bool:
    """Whether colours do not show, so that marks need signs of their own."""
    return target.color_system is None or target.no_color


def write(text: str, output: Path | None) -> None:
    """Writes UTF-8 and a last line break to a file, or to standard output for None and "-"."""
    text = text if text.endswith("\n") else text + "\n"
    if output is None or str(output) == "-":
        sys.stdout.write(harmless(text) if sys.stdout.isatty() else text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise OutputError(f"{output} cannot be written: {reason}. Name a file in a folder that exists.") from None


def complain(message: str) -> None:
    """One line on standard error, red where the terminal has colours."""
    red = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    line = " ".join(harmless(message).split())
    sys.stderr.write(f"\x1b[31mkawat: {line}\x1b[0m\n" if red else f"kawat: {line}\n")


def safe_streams() -> None:
    """Makes output work everywhere: UTF-8 to files and pipes, no crash on other encodings."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")
