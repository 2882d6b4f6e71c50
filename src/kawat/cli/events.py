"""``kawat events``: the events of a desk, each with the sentence that shows it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kawat.cli.console import console
from kawat.cli.desk import AtOption, merged_desk
from kawat.cli.ingest import DeskOption, day_of_option
from kawat.cli.options import LabelsOption
from kawat.cli.rows import write_rows
from kawat.cli.words import STATUS_MARKS, ui_language, word

if TYPE_CHECKING:
    from rich.text import Text

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat events --actor RUS --recipient UKR --type ASSAULT[/cyan]   who did what to whom, by day, with the words

[cyan]kawat events --actor ISR --status negated[/cyan]   what is said not to have happened

[cyan]kawat events --since 2024-04-01 --until 2024-04-30 --format csv > april.csv[/cyan]

[bold]Reports[/bold] counts reports that do not hang on each other: a copy of another article and an outlet's repeat count
once with it.
"""


def events(
    desk: DeskOption = "desk",
    actor: Annotated[str, typer.Option(metavar="CODE", help="Only acts of this actor, such as RUS.")] = "",
    recipient: Annotated[str, typer.Option(metavar="CODE", help="Only acts towards this one.")] = "",
    type: Annotated[str, typer.Option("--type", metavar="TYPE", help="Only acts of this type, such as ASSAULT.")] = "",
    status: Annotated[
        Literal["real", "negated", "unreal", "all"], typer.Option(help="Done, not done, imagined; or all.")
    ] = "real",
    outlet: Annotated[str, typer.Option(help="Only what this outlet reported too.")] = "",
    country: Annotated[str, typer.Option(metavar="CODE", help="Only what happened in this country.")] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help="Acts of this day and later.")] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Acts until this day, it included.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many, the newest (0: all).")] = 50,
    format: Annotated[Literal["table", "csv", "jsonl"], typer.Option(help="How the events are written.")] = "table",
    at: AtOption = "",
    labels: LabelsOption = None,
) -> None:
    """Lists events: merged claims, with their day, how many independent reports they have, and the best sentence."""
    from kawat.ontology.plover import type_text

    found = merged_desk(desk, at).events(
        actor=actor.upper(), recipient=recipient.upper(), event=type_text(type, "en").event if type else "",
        status="" if status == "all" else status, outlet=outlet, country=country.upper(),
        since=day_of_option(since, "--since"), until=day_of_option(until, "--until"),
    )  # fmt: skip
    total = len(found)
    kept = found.arrow.slice(max(0, total - limit)) if limit else found.arrow
    if format != "table":
        write_rows(kept, format)
        return
    show(kept.to_pylist(), labels or ui_language())
    if kept.num_rows < total:
        sys.stderr.write(f"kawat: the newest {kept.num_rows:,} of {total:,} events; --limit 0 shows all.\n")


def show(rows: list[dict[str, Any]], language: str) -> None:
    """Events as a table: day, type, who to whom, reports, and the sentence with its outlet."""
    from rich import box
    from rich.table import Table

    target = console()
    if not rows:
        target.print(word("no_event", language))
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column(word("date", language), width=10)
    table.add_column(word("act", language), width=11)
    table.add_column(word("who", language), min_width=12, max_width=28)
    table.add_column(word("reports", language), justify="right", width=7)
    table.add_column(word("evidence", language), ratio=1, overflow="fold")
    for row in rows:
        table.add_row(str(row["day"] or "–"), _act(row, language), parties(row), str(row["reports"]), evidence(row))
    target.print(table)


def _act(row: dict[str, Any], language: str) -> Text:
    from rich.text import Text

    from kawat.cli.views import styles

    out = Text().append(f" {row['event']} ", styles.QUADS[row["quad"]])
    if mark := STATUS_MARKS[row["status"]]:
        out.append(f"\n{mark} {word(row['status'], language)}", "bold")
    return out


def parties(row: dict[str, Any]) -> Text:
    """``RUS.GOV → UKR``."""
    from rich.text import Text

    actors, recipients = (", ".join(code_of(p) for p in row[side] or ()) for side in ("actor", "recipient"))
    out = Text(actors or "?", "bold")
    return out.append(" → ", "dim").append(recipients, "bold") if recipients else out


def code_of(party: dict[str, str]) -> str:
    """``RUS.GOV`` of a party's row."""
    return f"{party['code']}.{party['sector']}" if party["sector"] else party["code"]


def evidence(row: dict[str, Any]) -> Text:
    """The sentence that shows an event, its act word marked, and who printed it."""
    from rich.text import Text

    from kawat.read.clean import clean

    sentence, trigger = clean(row["sentence"] or ""), clean(row["word"] or "")
    out = Text(sentence)
    at = sentence.find(trigger) if trigger else -1
    if at >= 0:
        out.stylize("bold", at, at + len(trigger))
    outlet = clean(row["told_by"] or "")
    return out.append(f"  {outlet}" if outlet else "", "dim")
