"""``kawat relation`` and ``kawat shifts``: how two sides get along in a desk, and where relations moved most."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kawat.cli.console import OutputError, console, write
from kawat.cli.desk import AtOption, merged_desk
from kawat.cli.ingest import DeskOption
from kawat.cli.options import LabelsOption
from kawat.cli.words import ui_language

if TYPE_CHECKING:
    from kawat.desk.dyad import Found
    from kawat.relations.sides import Side
    from kawat.relations.standing import Of

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat relation RUS UKR[/cyan]   month by month: events, level with a 90% interval, shifts, the sentences behind them

[cyan]kawat relation RUS WEST --expand WEST --by week --from 2022-01-01[/cyan]   the bloc's members of each day count for it

[cyan]kawat relation RUS UKR --third[/cyan]   also who condemned, backed, held back, refused

[cyan]kawat relation RUS UKR --beside 20240101.export.CSV.zip[/cyan]   the same from GDELT's (or ICEWS') events, period by period

[cyan]kawat relation RUS UKR --format png --output rus-ukr.png[/cyan]   the picture; svg, csv and json go the same way
"""
SHIFTS_EPILOG = """
[bold]Examples[/bold]

[cyan]kawat shifts --top 20[/cyan]   where relations moved most in the desk's last two years

[cyan]kawat shifts --from 2022-01-01 --to 2022-12-31 --format csv --output shifts.csv[/cyan]
"""
ByOption = Annotated[Literal["day", "week", "month"], typer.Option("--by", help="The length of a period.")]
FromOption = Annotated[str, typer.Option("--from", metavar="DAY", help="The first day; that of their first event unless told.")]
ToOption = Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; the desk's last unless told.")]
FormatOption = Annotated[Literal["text", "json", "csv", "svg", "png"], typer.Option(help="How the answer is written.")]
OfOption = Annotated[
    Literal["conflict", "intensity"], typer.Option("--level", help="Of the share of conflict or the mean score.")
]
ExpandOption = Annotated[
    list[str], typer.Option("--expand", metavar="BLOC", help="A bloc that stands for its members of each day.")
]
ThirdOption = Annotated[bool, typer.Option("--third", help="Also how third parties stood towards A and towards B.")]
BesideOption = Annotated[
    list[Path], typer.Option("--beside", metavar="FILE", help="A file of GDELT or ICEWS, whose level is shown beside the desk's.")
]
OutputOption = Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")]


def relation(
    a: Annotated[str, typer.Argument(metavar="A", help="A code: a country, a body or a bloc (kawat actors finds it).")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other side's code.")],
    desk: DeskOption = "desk",
    by: ByOption = "month",
    since: FromOption = "",
    until: ToOption = "",
    expand: ExpandOption = [],  # noqa: B006
    directed: Annotated[bool, typer.Option("--directed", help="Only what A did to B, or both together.")] = False,
    of: OfOption = "conflict",
    third: ThirdOption = False,
    beside: BesideOption = [],  # noqa: B006
    format: FormatOption = "text",
    output: OutputOption = None,
    labels: LabelsOption = None,
    at: AtOption = "",
) -> None:
    """Shows how two sides get along: events by period, a level with its interval, shifts, and the events that made them."""
    from kawat.desk.dyad import look
    from kawat.relations import sides

    a, b, *expand = (_code(code) for code in (a, b, *expand))
    if stray := [code for code in expand if code not in (a, b)]:
        raise typer.BadParameter(f"{stray[0]!r} is neither {a!r} nor {b!r}.", param_hint="--expand")
    one, two = (sides.side(code, code in expand) for code in (a, b))
    first, last, language = _day(since, "--from"), _day(until, "--to"), labels or ui_language()
    _no_terminal(format, output)
    found = look(merged_desk(desk, at), one, two, by, first, last, directed, of, third, language)
    _give(found, of, language, format, output)
    if format == "text" and not output:
        for file in beside:
            _beside(found, file, one, two, of, language)


def _beside(found: Found, file: Path, one: Side, two: Side, of: Of, language: str) -> None:
    """The same dyad from another source, period by period."""
    from kawat.cli.views.relation import show_beside
    from kawat.import_ import Receipt, ledger, other_source
    from kawat.relations.series import series
    from kawat.relations.standing import levels

    receipt = Receipt()
    others = ledger(other_source(file, receipt, lambda error: sys.stderr.write(f"kawat: {error}\n")))
    sys.stderr.write(f"kawat: {file.name}: {receipt.line()}\n")
    ours = found.series
    if not ours.periods:
        return
    span = {"since": ours.periods[0].start, "until": ours.periods[-1].end}
    theirs = series(others, one, two, by=ours.by, directed=ours.directed, **span)
    show_beside(console(), file.name, ours, found.levels, theirs, levels(theirs, of), language)


def _give(found: Found, of: Of, language: str, format: str, output: Path | None) -> None:
    """Writes what was found as it is wanted."""
    from kawat.cli.views.relation import show

    if format == "text":
        target = io.StringIO() if output else None
        show(console(file=target), found, of, language)
        if target:
            write(target.getvalue(), output)
    elif format == "csv":
        from kawat.relations.drawing import COLUMNS, rows

        _csv(list(COLUMNS), rows(found.series, found.levels), output)
    elif format == "json":
        import msgspec

        from kawat.desk.dyad import record

        write(msgspec.json.encode(record(found, of)).decode(), output)
    else:
        _draw(found, of, language, format, output)


def shifts(
    desk: DeskOption = "desk",
    top: Annotated[int, typer.Option("--top", min=1, help="At most so many, the largest first.")] = 20,
    by: ByOption = "week",
    since: FromOption = "",
    until: ToOption = "",
    attention: Annotated[bool, typer.Option("--attention", help="Also where only the amount of news changed.")] = False,
    format: Annotated[Literal["text", "json", "csv"], typer.Option(help="How the answer is written.")] = "text",
    output: OutputOption = None,
    labels: LabelsOption = None,
    at: AtOption = "",
) -> None:
    """Shows which relations moved most: since when, how sure that is, from what to what, and the event that did most."""
    import msgspec

    from kawat.cli.views.relation import show_shifts
    from kawat.desk.dyad import causes_of, evidence_of, shift_record
    from kawat.relations.shifts import top_shifts

    first, last, language = _day(since, "--from"), _day(until, "--to"), labels or ui_language()
    source = merged_desk(desk, at)
    ledger = source.ledger
    found = [
        (shift, causes_of(ledger, shift, first, last))
        for shift in top_shifts(ledger, by=by, since=first, until=last, top=top, attention=attention)
    ]
    evidence = evidence_of(source, [mover.id for _, causes in found for mover in causes])
    if format == "text":
        target = io.StringIO() if output else None
        show_shifts(console(file=target), found, evidence, language)
        if target:
            write(target.getvalue(), output)
        return
    records = [shift_record(shift, causes, evidence) for shift, causes in found]
    if format == "json":
        write(msgspec.json.encode(records).decode(), output)
    else:
        rows = [one | {"sentence": next((cause["sentence"] for cause in one["causes"]), "")} for one in records]
        _csv(list(_SHIFT_COLUMNS), rows, output)


_SHIFT_COLUMNS = (
    "a", "b", "date", "probability", "way", "before", "after", "conflict_before", "conflict_after", "events", "sentence_id",
    "sentence_en", "sentence",
)  # fmt: skip


def _code(given: str) -> str:
    if "." in given:
        raise typer.BadParameter(f"{given!r} has a sector. Relations are of whole actors: {given.partition('.')[0]!r}.")
    return given.upper()


def _day(value: str, option: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day. Write 2022-06-01.", param_hint=option) from None


def _no_terminal(format: str, output: Path | None) -> None:
    if format == "png" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a PNG is nothing for a terminal. Name a file: --output FILE.", param_hint="--format")


def _draw(found: Found, of: Of, language: str, format: str, output: Path | None) -> None:
    """Writes the picture; raises OutputError where there is no event to draw."""
    from kawat.relations.picture import png, svg

    if not found.levels:
        raise OutputError(f"there is no event between {found.series.a} and {found.series.b}, so there is nothing to draw.")
    picture = svg(found.series, found.levels, of, found.shifts, language)
    if format == "svg":
        write(picture, output)
    elif output is None or str(output) == "-":
        sys.stdout.buffer.write(png(picture))
    else:
        data = png(picture)
        try:
            output.write_bytes(data)
        except OSError as problem:
            raise OutputError(f"{output} cannot be written: {problem.strerror or problem}.") from None


def _csv(columns: list[str], table: list[dict[str, Any]], output: Path | None) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(table)
    write(text.getvalue(), output)
