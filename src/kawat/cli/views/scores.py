"""Figures of coders side by side for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kawat.evaluate import Difference, Figures, Report, Score, Wrong
from kawat.ontology import EVENTS, STATUSES
from kawat.scoring import LEVELS


def page(target: Console, report: Report) -> None:
    """Prints a report: who took how long, the levels, the types and statuses, and the sentences gone wrong."""
    target.print(_coders(report))
    _section(target, "Levels", f"F1 and its 95% interval, {report.samples:,} samples of {report.items:,} sentences")
    target.print(_levels(report))
    _section(target, "Types and statuses", "F1; a status counts where the type is right too")
    target.print(_parts(report))
    if report.wrong:
        _section(target, "Farthest from gold", f"{len(report.wrong)} sentences")
        for wrong in report.wrong:
            target.print(Padding(_sentence(wrong, report), (0, 2, 1, 2)))


def _section(target: Console, name: str, note: str) -> None:
    target.print()
    target.print(Rule(Text().append(name, "bold").append(f" · {note} ", "dim"), style="dim", align="left"))


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False)


def _coders(report: Report) -> Table:
    table = Table.grid(padding=(0, 2))
    for score in report.coders:
        noted = f", notes on {score.noted:,}" if score.noted else ""
        speed = f"{score.seconds:,.2f} s, {score.per_second:,.0f} sentences/s{noted}"
        table.add_row(Text(score.name, "bold"), Text(score.version, "dim"), Text(speed))
    return table


def _levels(report: Report) -> Table:
    table = _table()
    table.add_column("Level")
    for score in report.coders:
        table.add_column(score.name, overflow="fold")
    if report.difference:
        table.add_column("Difference")
        table.add_column("First ahead", justify="right")
    for level in LEVELS:
        cells = [Text(level, "bold"), *(_figure(score.levels[level]) for score in report.coders)]
        if report.difference:
            cells += _difference(report.difference[level])
        table.add_row(*cells)
    return table


def _figure(figures: Figures) -> Text:
    return Text(f"{figures.f1:.3f} ").append(f"{figures.low:.2f}–{figures.high:.2f}", "dim")


def _difference(found: Difference) -> list[Text]:
    clear = found.low > 0 or found.high < 0
    text = Text(f"{found.f1:+.3f} ", "bold" if clear else "").append(f"{found.low:+.2f} … {found.high:+.2f}", "dim")
    return [text, Text(f"{found.ahead:.0%}")]


def _parts(report: Report) -> Table:
    """Types that gold or a coder has, then the statuses, with how many gold claims each has."""
    table = _table()
    table.add_column("Type, status")
    table.add_column("Gold", justify="right")
    for score in report.coders:
        table.add_column(score.name, overflow="fold")
    for name in (*EVENTS, *STATUSES):
        figures = [_part(score, name) for score in report.coders]
        if any(f.tp or f.fp or f.fn for f in figures):
            gold = max(f.tp + f.fn for f in figures)
            table.add_row(Text(name, "bold"), str(gold), *map(_figure, figures), end_section=name == EVENTS[-1])
    return table


def _part(score: Score, name: str) -> Figures:
    return score.types[name] if name in score.types else score.statuses[name]


def _sentence(wrong: Wrong, report: Report) -> Text:
    out = Text().append(f"{wrong.id}  ", "bold").append(wrong.text).append("\n")
    _row(out, "gold", wrong.gold)
    for score, claims in zip(report.coders, wrong.coders):
        out.append("\n")
        _row(out, score.name, claims)
    return out


def _row(out: Text, name: str, claims: Iterable[str]) -> None:
    out.append(f"  {name}: ", "dim").append("; ".join(claims) or "–")
