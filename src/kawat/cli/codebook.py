"""``kawat codebook``: the sixteen event types, and each one in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kawat.cli.words import Language, ui_language

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kawat.ontology.plover import TypeText

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat codebook[/cyan]   the 16 types by quad class

[cyan]kawat codebook ACCUSE[/cyan]   "Serbia accused Kosovo of breaking the deal."

[cyan]kawat codebook reject --language id[/cyan]   "Presiden Guyana tak akan menemui utusan Venezuela."
"""
_HEADS = {
    "en": (
        "Type",
        "Label",
        "What it covers",
        "Score",
        "Modes",
        "Examples",
        "Not",
        "CAMEO codes",
        "Statuses",
    ),
    "id": ("Tipe", "Sebutan", "Cakupan", "Skor", "Modus", "Contoh", "Bukan", "Kode CAMEO", "Status"),
}


def codebook(
    type: Annotated[str, typer.Argument(metavar="[TYPE]", help="One event type, such as ACCUSE; all if left out.")] = "",
    language: Annotated[Language | None, typer.Option(help="Language; your locale's if left out.")] = None,
) -> None:
    """Shows what counts as which event: definition, modes, examples with their coding, and where it ends."""
    from kawat.cli.console import console
    from kawat.ontology.plover import type_text

    shown = language or ui_language()
    if type:
        _page(console(), type_text(type, shown), shown)
    else:
        _overview(console(), shown)


def _overview(target: Console, language: str) -> None:
    from rich.rule import Rule
    from rich.table import Table
    from rich.text import Text

    from kawat.cli.views import styles
    from kawat.ontology import QUADS, STATUSES
    from kawat.ontology.plover import quad_label, status_label, type_text

    heads, width = _HEADS[language], min(target.width, 110)
    for quad, events in QUADS.items():
        target.print(Rule(Text(f"{quad_label(quad, language)} ", "bold"), style="dim", align="left"), width=width)
        table = Table.grid(padding=(0, 1))
        table.add_column(width=11)
        table.add_column(width=width - 26)
        table.add_column(justify="right", width=13)
        for event in events:
            entry = type_text(event, language)
            what = Text().append(entry.label, "bold").append(f"\n{entry.definition}")
            table.add_row(Text(f" {event} ", styles.QUADS[quad]), what, Text(_scores(entry), "dim"))
        target.print(table)
        target.print()
    target.print(Text(heads[8], "bold"))
    for status in STATUSES:
        target.print(Text(f"  {status:9}").append(status_label(status, language), "dim"))


def _scores(entry: TypeText) -> str:
    low, high = entry.scores
    return f"{low:+.1f}" if low == high else f"{low:+.1f} … {high:+.1f}"


def _page(target: Console, entry: TypeText, language: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from kawat.cli.views import styles
    from kawat.ontology.plover import quad_label

    heads, width = _HEADS[language], min(target.width, 100)
    title = Text().append(f" {entry.event} ", styles.QUADS[entry.quad]).append(f"  {entry.label}", "bold")
    title.append(f"  {quad_label(entry.quad, language)}", "dim")
    target.print()
    target.print(title)
    target.print(Padding(Text(entry.definition), (1, 0, 0, 0)), width=width)
    if entry.modes:
        _list(
            target,
            heads[4],
            [Text().append(f"{name:20}", "bold").append(text) for name, text in entry.modes],
            width,
        )
    examples = []
    for example in entry.examples:
        examples.append(Text().append(example.text, "italic").append(f"\n  {example.coding}", "dim"))
    _list(target, heads[5], examples, width)
    _list(target, heads[6], [Text(text) for text in entry.not_examples], width)
    _list(target, heads[3], [Text(_scores(entry))], width)
    codes = "  ".join(f"{c.code}\u00a0{c.score:+.1f}" for c in entry.cameo)
    _list(target, heads[7], [Text(codes, "dim")], width)
    target.print()


def _list(target: Console, head: str, items: list[Text], width: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    target.print(Padding(Text(head, "bold underline"), (1, 0, 0, 0)))
    for item in items:
        target.print(Padding(item, (0, 0, 0, 2)), width=width)
