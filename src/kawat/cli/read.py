"""``kawat read``: one article as a person wants to see it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kawat.cli.console import console, marks_are_plain, write
from kawat.cli.options import CoderOption, LabelsOption, OverlayOption, WidthOption, check_language, check_published
from kawat.cli.words import Language, ui_language
from kawat.coders import DEFAULT

if TYPE_CHECKING:
    from kawat.types import Reading

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat read article.txt[/cyan]   the article with its claims marked, as a page in the terminal

[cyan]kawat read https://example.org/berita.html --format json[/cyan]   everything, as JSON

[cyan]kawat read article.html --format html --output article-read.html[/cyan]   one HTML file for the browser

[cyan]echo "Presiden Prancis menelepon Kanselir Jerman, Senin." | kawat read -[/cyan]   from standard input

[cyan]echo "Norway condemned the attack on Oman." | kawat read - --published 2024-05-01[/cyan]
"""


def read(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, an http(s) address, or - for standard input.")],
    format: Annotated[
        Literal["text", "json", "html"],
        typer.Option(help="A page in the terminal, JSON, or one HTML file."),
    ] = "text",
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    language: Annotated[str, typer.Option(help="The article's language (id, en, ms, es); told from the text if left out.")] = "",
    published: Annotated[str, typer.Option(help="When it appeared (ISO 8601); goes before what the page says.")] = "",
    outlet: Annotated[str, typer.Option(help="Who published it; goes before what the page says.")] = "",
    overlay: OverlayOption = None,
    coder: CoderOption = DEFAULT,
    labels: LabelsOption = None,
    width: WidthOption = None,
) -> None:
    """Reads one article and shows who did what to whom, on whose word, and where each relation points."""
    from kawat.reading import read as read_source

    check_language(language)
    check_published(published)
    reading = read_source(source, language=language, published=published, outlet=outlet, overlay=overlay, coder=coder)
    shown = labels or ui_language()
    if format == "json":
        write(_json(reading), output)
    elif format == "html":
        from kawat.cli.views.html import html

        write(html(reading, shown), output)
    else:
        _page(reading, shown, width, output)


def _json(reading: Reading) -> str:
    import msgspec

    from kawat.wire import reading_json

    return msgspec.json.format(msgspec.json.encode(reading_json(reading)), indent=2).decode()


def _page(reading: Reading, shown: Language, width: int | None, output: Path | None) -> None:
    import io

    from kawat.cli.views.terminal import page

    if output is None or str(output) == "-":
        target = console(width)
        page(target, reading, shown, marks_are_plain(target))
        return
    buffer = io.StringIO()
    page(console(width or 100, file=buffer), reading, shown, True)
    write(buffer.getvalue(), output)
