"""``kawat compare``: how outlets or languages tell the same dyad."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kawat.cli.console import console, write
from kawat.cli.desk import AtOption, moment
from kawat.cli.ingest import DeskOption, day_of_option
from kawat.cli.options import LabelsOption
from kawat.cli.words import ui_language, word

if TYPE_CHECKING:
    from kawat.relations.outlets import Telling

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat compare ISR PSE[/cyan]   outlet by outlet: how much, what share is conflict, in what tone, who gets quoted

[cyan]kawat compare ISR PSE --languages --since 2023-10-07[/cyan]   the same by the articles' language

[cyan]kawat compare RUS WEST --expand WEST --format csv[/cyan]   a bloc stands for its members of each day

Each claim of an act that was done counts once; the interval shows what few claims leave open.
"""


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A code: a country, a body or a bloc (kawat actors finds it).")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other side's code.")],
    desk: DeskOption = "desk",
    outlets: Annotated[bool, typer.Option("--outlets/--languages", help="What is compared.")] = True,
    expand: Annotated[
        list[str], typer.Option("--expand", metavar="BLOC", help="A bloc that stands for its members of each day.")
    ] = [],  # noqa: B006
    since: Annotated[str, typer.Option(metavar="DAY", help="Acts of this day and later.")] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Acts until this day, it included.")] = "",
    least: Annotated[int, typer.Option("--least", min=1, help="Only who has at least so many claims.")] = 5,
    format: Annotated[Literal["text", "json", "csv"], typer.Option(help="How the answer is written.")] = "text",
    at: AtOption = "",
    labels: LabelsOption = None,
) -> None:
    """Compares how outlets tell of two actors: share of conflict, tone, attention, and whom they quote."""
    from kawat.desk import Desk
    from kawat.relations.outlets import questions, tellings
    from kawat.relations.sides import side

    a, b, *expand = (code.upper() for code in (a, b, *expand))
    if stray := [code for code in expand if code not in (a, b)]:
        raise typer.BadParameter(f"{stray[0]!r} is neither {a!r} nor {b!r}.", param_hint="--expand")
    found = Desk(desk, moment(at))
    one, two = (side(code, code in expand) for code in (a, b))
    first, last = (
        date.fromisoformat(day) if day else None for day in (day_of_option(since, "--since"), day_of_option(until, "--until"))
    )
    asked = questions(one, two, "outlet" if outlets else "language", first, last)
    told, quoted = (found.sql(question, named=asked.values).rows() for question in (asked.told, asked.quoted))
    rows = [one for one in tellings(told, quoted) if one.claims >= least]
    if format == "text":
        _show(rows, a, b, labels or ui_language())
    elif format == "json":
        import msgspec

        write(msgspec.json.encode(rows).decode(), None)
    else:
        _csv(rows)


_COLUMNS = ("name", "claims", "articles", "conflict", "low", "high", "tone", "attention", "quoted")


def _csv(rows: list[Telling]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in rows:
        numbers: list[Any] = [round(getattr(one, name), 4) for name in _COLUMNS[1:-1]]
        writer.writerow([one.name, *numbers, ";".join(f"{code} {share:.2f}" for code, share in one.quoted)])


def _show(rows: list[Telling], a: str, b: str, language: str) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from kawat.read.clean import clean

    target = console()
    if not rows:
        target.print(f"{word('no_dyad', language)} {a}, {b}", markup=False)
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column(word("outlet", language), ratio=2, overflow="fold", min_width=8)
    for name in ("claims", "conflict", "tone", "attention"):
        table.add_column(word(name, language), justify="right")
    table.add_column(word("quoted", language), ratio=3)
    for one in rows:
        quoted = ", ".join(f"{code} {share:.0%}" for code, share in one.quoted) or "–"
        conflict = Text(f"{one.conflict:.0%}").append(f" ({one.low:.0%}–{one.high:.0%})", "dim")
        name = word(one.name, language) if one.name in ("id", "en", "ms", "es") else clean(one.name) or "–"
        table.add_row(Text(name), f"{one.claims:,}", conflict, f"{one.tone:+.1f}", f"{one.attention:.1%}", quoted)
    target.print(table)
