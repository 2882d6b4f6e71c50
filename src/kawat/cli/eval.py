"""``kawat eval``: how often coders are right on labelled sentences, side by side."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from kawat.coders import DEFAULT

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat eval gold.jsonl[/cyan]   the coder in use, on sentences of your own

[cyan]kawat eval gold.jsonl --coder lexicon --coder reader[/cyan]   two coders, and whether one is really ahead

[cyan]kawat eval gold.jsonl --coder my_package:MyCoder --lang id --errors 10[/cyan]

A line of gold.jsonl: {"id": "s1", "lang": "id", "text": "Prancis mengecam Mali.", "claims": \\[{"event": "ACCUSE",
"actor": \\["FRA"], "recipient": \\["MLI"], "status": "real", "trigger": "mengecam"}], "quotes": \\[]}
A bad line is named on standard error and left out. Exit code 0: done; 1: some lines were bad; 2: wrong usage.
"""


def eval(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Labelled sentences as JSON lines; - for standard input.")],
    coder: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A coder as kawat code takes it; give it again for more of them."),
    ] = None,
    lang: Annotated[str, typer.Option(metavar="LANGUAGE", help="Only the sentences of this language, such as id.")] = "",
    samples: Annotated[int, typer.Option(min=10, max=100_000, help="Samples drawn for the intervals.")] = 1000,
    format: Annotated[Literal["text", "json"], typer.Option(help="Tables, or everything as JSON.")] = "text",
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show the N sentences farthest from gold.")] = 0,
) -> None:
    """Scores coders on labelled sentences: F1 by level, type and status, with intervals, differences and speed."""
    import gc

    from kawat.cli.code import _input
    from kawat.cli.console import complain, console
    from kawat.coders import coder as coder_of
    from kawat.errors import RecordError
    from kawat.evaluate import evaluate
    from kawat.evaluate import gold as labelled

    gc.enable()  # a large file takes a while, unlike the other commands
    chosen = [(name, coder_of(name)) for name in coder or [DEFAULT]]
    with _input(gold) as stream:
        items, bad = labelled(stream, lang)
    for problem in bad:
        complain(str(problem))
    if not items:
        raise RecordError(f"{gold} holds no labelled sentence{f' whose lang is {lang}' if lang else ''}: nothing to score.")
    report = evaluate(chosen, items, samples, errors)
    if format == "json":
        import msgspec

        typer.echo(msgspec.json.format(msgspec.json.encode({"gold": gold, "bad_lines": len(bad), "report": report}), indent=2))
    else:
        from kawat.cli.views.scores import page

        page(console(), report)
    if bad:
        raise typer.Exit(1)
