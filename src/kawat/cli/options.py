"""Options that several commands share, and checks of what a user may write behind one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from kawat.cli.console import MAX_WIDTH, MIN_WIDTH
from kawat.cli.words import Language
from kawat.text.spoken import spoken

OverlayOption = Annotated[Path | None, typer.Option(help="A CSV or TOML file with actors of your own.")]
LabelsOption = Annotated[Language | None, typer.Option(help="Language of the labels; your locale's if left out.")]
WidthOption = Annotated[
    int | None,
    typer.Option(min=MIN_WIDTH, max=MAX_WIDTH, help="Columns of the page; the terminal's if left out."),
]


def check_language(value: str) -> None:
    """Refuses a language that has no coder; "" means: told from the text."""
    if value and value not in spoken():
        raise typer.BadParameter(f"{value!r} has no coder. Kawat reads {', '.join(spoken())}.", param_hint="--language")


def check_published(value: str) -> None:
    """Refuses what is no ISO 8601 date or date and time; "" means: what the page says."""
    if value:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(
                f"{value!r} is no date. Write 2022-06-01 or 2022-06-01T08:45:00+07:00.",
                param_hint="--published",
            ) from None


def check_day(value: str) -> str:
    """An ISO day for ``--on``; "" is today."""
    if not value:
        return date.today().isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day. Write 2022-06-01.", param_hint="--on") from None


CoderOption = Annotated[
    str,
    typer.Option(metavar="NAME", help="Which coder: reader (trained), lexicon (words and rules), endpoint, or MODULE:OBJECT."),
]
