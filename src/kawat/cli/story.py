"""``kawat story``: one happening as all outlets told it, or the stories that were told most."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kawat.cli.console import console, write
from kawat.cli.desk import AtOption, merged_desk
from kawat.cli.events import evidence, show
from kawat.cli.ingest import DeskOption, day_of_option
from kawat.cli.options import LabelsOption
from kawat.cli.words import long_date, ui_language, word
from kawat.errors import UnknownNameError

if TYPE_CHECKING:
    from kawat.desk import Desk

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat story --since 2024-04-13 --until 2024-04-20[/cyan]   the stories of a week that most articles told

[cyan]kawat story s:41a9[/cyan]   one story: who reported it when, who copied whom, its events, what contradicts what

[cyan]kawat story "rumah sakit"[/cyan]   the stories with these words in their title
"""
Row = dict[str, Any]
# What is told of each article of a story.
ARTICLE = ("id", "outlet", "title", "url", "published", "reported", "language")


def story(
    name: Annotated[str, typer.Argument(metavar="[ID|WORDS]", help="A story's id or its beginning, or words of a title.")] = "",
    desk: DeskOption = "desk",
    since: Annotated[str, typer.Option(metavar="DAY", help="Stories that were told on this day or later.")] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Stories that were told by this day.")] = "",
    outlet: Annotated[str, typer.Option(help="Only stories that this outlet told too.")] = "",
    top: Annotated[int, typer.Option(min=1, help="At most so many stories, the most told first.")] = 20,
    format: Annotated[Literal["text", "json"], typer.Option(help="How the answer is written.")] = "text",
    at: AtOption = "",
    labels: LabelsOption = None,
) -> None:
    """Shows a story: its articles by day, which are copies, its events, and reports that contradict each other."""
    found, language = merged_desk(desk, at), labels or ui_language()
    days = {"since": day_of_option(since, "--since"), "until": day_of_option(until, "--until")}
    if name.startswith("s:"):
        told = whole(found, name)
        _json(told) if format == "json" else _show(told, language)
        return
    stories = sorted(
        found.stories(outlet=outlet, words=name, **days).rows(), key=lambda s: (-len(s["outlets"]), -len(s["documents"]), s["id"])
    )[:top]
    _json(stories) if format == "json" else _list(stories, language)


def whole(desk: Desk, id: str) -> Row:
    """A story with its ``articles`` by day and its ``events``; raises UnknownNameError for no such story, or several."""
    from kawat.desk.rows import whole as parts_of

    desk.needs_events()
    rows = desk.sql("SELECT * FROM stories WHERE starts_with(id, ?) ORDER BY id <> ?, id LIMIT 3", id, id).rows()
    if not rows:
        raise UnknownNameError(f"the desk has no story {id!r}. Stories change with new articles; kawat story lists them.")
    if len(rows) > 1 and rows[0]["id"] != id:
        raise UnknownNameError(f"{id!r} begins several stories: {', '.join(r['id'] for r in rows)}. Write more of it.")
    found = parts_of(desk, rows[0])
    articles = [{name: row[name] for name in ARTICLE} for row in found.articles]
    articles.sort(key=lambda row: (row["reported"] is None, row["reported"] or date.min))
    return rows[0] | {"articles": articles, "events": found.events, "against": found.against, "pairs": found.pairs}


def _json(value: Any) -> None:
    import msgspec

    write(msgspec.json.encode(value).decode(), None)


def _list(stories: list[Row], language: str) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from kawat.read.clean import clean

    target = console()
    if not stories:
        target.print(word("no_story", language))
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    table.add_column("id", width=12)
    table.add_column(word("date", language), width=10)
    table.add_column(word("articles", language), justify="right")
    table.add_column(word("outlets", language), justify="right")
    table.add_column(word("story", language), ratio=1, overflow="fold")
    for row in stories:
        last = "" if row["last"] == row["first"] else f"\n{row['last']}"
        cells = (row["id"][:12], f"{row['first'] or '–'}{last}", str(len(row["documents"])), str(len(row["outlets"])))
        table.add_row(*cells, Text(clean(row["title"] or "")))
    target.print(table)


def _show(told: Row, language: str) -> None:
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    from kawat.read.clean import clean

    target = console()
    target.print(Text(clean(told["title"] or word("no_title", language)), "bold"))
    days = " – ".join(dict.fromkeys(long_date(str(told[end]), language) for end in ("first", "last") if told[end]))
    counts = (
        f"{len(told['articles'])} {word('articles', language).lower()}",
        f"{len(told['outlets'])} {word('outlets', language).lower()}",
    )
    target.print(Text(" · ".join((told["id"], days, *counts)), "dim"))
    target.print(Rule(Text(word("articles", language), "bold"), style="dim", align="left"))
    for day, articles in _by_day(told["articles"]).items():
        target.print(Text(long_date(day.isoformat(), language) if day else "–", "bold"))
        for article in articles:
            line = Text(f"{clean(article['outlet'] or '–')}: ", "dim").append(clean(article["title"] or article["id"]), "not dim")
            if article["id"] in told["copies"]:
                line.append(f"  ({word('copy', language)})", "bold")
            target.print(Padding(line, (0, 0, 0, 2)))
    target.print(Rule(Text(f"{word('events', language)} {len(told['events'])}", "bold"), style="dim", align="left"))
    show(told["events"], language)
    _contradictions(told, language)


def _by_day(articles: list[Row]) -> dict[date | None, list[Row]]:
    out: dict[date | None, list[Row]] = defaultdict(list)
    for article in articles:
        out[article["reported"]].append(article)
    return out


def _contradictions(told: Row, language: str) -> None:
    """Events that say the opposite of each other, one under the other, each pair once."""
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    from kawat.cli.events import parties

    there = {row["id"]: row for row in (*told["events"], *told["against"])}
    if not told["pairs"]:
        return
    target = console()
    target.print(Rule(Text(word("contradicts", language), "bold"), style="dim", align="left"))
    for number, pair in enumerate(told["pairs"], 1):
        for mark, id in ((f"{number}.", pair[0]), (word("against", language), pair[1])):
            row = there[id]
            line = Text(f"{mark} ").append(row["event"], "bold").append(" ").append(parties(row))
            if row["status"] != "real":
                line.append(f" ({word(row['status'], language)})", "bold")
            target.print(line)
            target.print(Padding(evidence(row), (0, 0, 0, 3)))
