"""Checks of what a user may write behind an option."""

from __future__ import annotations

from datetime import date, datetime

import typer

CODED = ("id", "en", "ms")


def check_language(value: str) -> None:
    """Refuses a language that has no coder; "" means: told from the text."""
    if value and value not in CODED:
        raise typer.BadParameter(
            f"{value!r} has no coder. Kawat reads id, en and ms.", param_hint="--language"
        )


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
