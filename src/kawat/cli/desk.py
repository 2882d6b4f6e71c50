"""``kawat desk``: what a desk holds, whether it holds together, and questions to it."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kawat.cli.console import console
from kawat.cli.ingest import DeskOption
from kawat.cli.options import OverlayOption
from kawat.cli.rows import print_rows, write_rows

if TYPE_CHECKING:
    from kawat.desk import Desk
    from kawat.desk.compare import Comparison

app = typer.Typer(no_args_is_help=True, help="A desk: the store that kawat ingest fills.", rich_markup_mode="rich")
ProgressOption = Annotated[bool | None, typer.Option("--progress/--no-progress", help="Tell on the way what is done.")]
AtOption = Annotated[str, typer.Option("--at", metavar="VERSION|DAY", help="As of a version or a day; the newest unless told.")]


def moment(at: str) -> int | datetime | None:
    """A version, or the end of a day, from the command line."""
    if not at:
        return None
    if at.isdigit():
        return int(at)
    try:
        return datetime.fromisoformat(f"{at}T23:59:59.999" if len(at) == 10 else at).astimezone()
    except ValueError:
        raise typer.BadParameter(f"{at!r} is no version and no day. Write 12 or 2022-06-01.", param_hint="--at") from None


def merged_desk(desk: str, at: str) -> Desk:
    """A desk whose events are asked for; says on standard error where they lack what was corrected or coded since."""
    from kawat.desk import Desk

    found = Desk(desk, moment(at))
    if not at and (count := found.unmerged()):
        sys.stderr.write(f"kawat: {count:,} corrections or recoded articles are not in the events yet. Run: kawat desk merge\n")
    return found


@app.command("info")
def info(desk: DeskOption = "desk", at: AtOption = "") -> None:
    """What the desk holds: rows, outlets, languages, months, coders, size."""
    from rich.table import Table
    from rich.text import Text

    from kawat.desk import Desk
    from kawat.desk.quarantine import quarantined

    found = Desk(desk, moment(at))
    counts = {name: found.sql(f"SELECT count(*) AS n FROM {name}").rows()[0]["n"] for name in _TABLES}
    first = found.sql(
        "SELECT count(DISTINCT key) AS articles, min(reported) AS first, max(reported) AS last, "
        "count(DISTINCT outlet) AS outlets, string_agg(DISTINCT language, ', ' ORDER BY language) AS languages, "
        "string_agg(DISTINCT coder, ', ' ORDER BY coder) AS coders "
        "FROM (SELECT key, reported, outlet, language, coder FROM documents UNION ALL "
        "SELECT key, reported, outlet, language, c.coder FROM codings c JOIN documents d ON d.id = c.document)"
    ).rows()[0]
    size = found.store.place.size()
    grid = Table.grid(padding=(0, 2))
    told = {
        "desk": f"{desk}, version {found.version}, {size / 1e6:,.1f} MB with all its versions",
        "articles": f"{first['articles']:,} in {counts['documents']:,} versions" if counts["documents"] else "none",
        "from, to": f"{first['first'] or '-'} to {first['last'] or '-'}",
        "outlets": f"{first['outlets']:,}",
        "languages": first["languages"] or "-",
        "coders": first["coders"] or "-",
    } | {name: f"{counts[name]:,}" for name in ("sentences", "claims", "quotes", "events", "stories")}
    told["corrections"] = _corrections(found)
    aside = len(quarantined(found))
    told["quarantine"] = f"{aside:,}: kawat desk quarantine" if aside else "none"
    for name, value in told.items():
        grid.add_row(Text(name, "bold"), Text(value))
    console().print(grid)


_TABLES = ("documents", "sentences", "claims", "quotes", "events", "stories")


def _corrections(desk: Desk) -> str:
    """How many corrections there are, and by what they did last to how many claims."""
    counts = 'count(*) AS n, count(DISTINCT claim) AS claims, count(DISTINCT "by") AS people'
    found = desk.sql(f"SELECT {counts} FROM corrections").rows()[0]
    if not found["n"]:
        return "none"
    last = "SELECT arg_max(verdict, time || id) AS verdict FROM corrections GROUP BY claim"
    rows = desk.sql(f"SELECT verdict, count(*) AS n FROM ({last}) AS last GROUP BY verdict ORDER BY verdict").rows()
    how = ", ".join(f"{row['n']:,} {_DONE[row['verdict']]}" for row in rows)
    return f"{found['n']:,} on {found['claims']:,} claims by {found['people']:,} people: {how}"


_DONE = {"accept": "accepted", "change": "changed", "reject": "rejected"}


@app.command("quarantine")
def quarantine(desk: DeskOption = "desk") -> None:
    """The documents that brought the coder down, each with its reason; kawat ingest passes them over from then on."""
    from rich.table import Table
    from rich.text import Text

    from kawat.desk import Desk
    from kawat.desk.quarantine import quarantined
    from kawat.read.clean import clean

    table = Table("document", "source", "reason", "when", "coder", box=None)
    for row in quarantined(Desk(desk)):
        table.add_row(row["id"], Text(clean(row["source"])), f"{row['reason']}: {row['words']}", row["time"], row["coder"])
    console().print(table)


@app.command("history")
def history(
    desk: DeskOption = "desk", limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 20
) -> None:
    """The versions of the desk, the newest first: when, and what was done."""
    from rich.table import Table

    from kawat.desk import Store
    from kawat.desk.steps import steps

    table = Table("version", "when", "what", "documents", box=None)
    for step in steps(Store(desk), limit):
        table.add_row(str(step["version"]), step["time"], step["what"], f"{step['documents']:,}")
    console().print(table)


@app.command("check")
def check(desk: DeskOption = "desk") -> None:
    """Whether the desk holds together; exit code 1 where it does not."""
    from rich.table import Table
    from rich.text import Text

    from kawat.desk import Store
    from kawat.desk.check import check as look

    grid = Table.grid(padding=(0, 2))
    broken = 0
    for found in look(Store(desk)):
        broken += found.count > 0
        mark = Text("ok", "green") if not found.count else Text("BROKEN", "bold red")
        grid.add_row(mark, f"{found.count:,} {found.what}", Text(", ".join(found.examples)))
    console().print(grid)
    if broken:
        raise typer.Exit(1)


@app.command("compact")
def compact(desk: DeskOption = "desk") -> None:
    """Merges the small files of many commits; every version stays readable."""
    from kawat.desk import Store

    fewer = Store(desk).compact()
    sys.stderr.write("kawat: " + ", ".join(f"{name} {count:,} files fewer" for name, count in fewer.items()) + "\n")


@app.command("merge")
def merge(
    desk: DeskOption = "desk",
    again: Annotated[bool, typer.Option("--again", help="Make all months anew, also those that are up to date.")] = False,
    progress: ProgressOption = None,
) -> None:
    """Merges claims into events and articles into stories: only months whose claims have changed. kawat ingest does it too."""
    from kawat.cli.ingest import merge_with_bar

    merge_with_bar(desk, sys.stderr.isatty() if progress is None else progress, again)


@app.command("recode")
def recode(
    desk: DeskOption = "desk",
    coder: Annotated[str, typer.Option(metavar="NAME", help="Which coder; the reader unless told.")] = "",
    overlay: OverlayOption = None,
    beside: Annotated[bool, typer.Option("--beside", help="Only to compare: the old claims go on to stand.")] = False,
    jobs: Annotated[int, typer.Option(min=0, max=256, help="Processes that code at once.", show_default="1")] = 0,
    since: Annotated[str, typer.Option(metavar="DAY", help="Only articles from that day on.")] = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many articles (0: all).")] = 0,
    examples: Annotated[int, typer.Option(min=0, help="So many claims that differ are shown.")] = 5,
    merged: Annotated[bool, typer.Option("--merge/--no-merge", help="Merge claims into events afterwards.")] = True,
    progress: ProgressOption = None,
) -> None:
    """Codes a desk's articles again by a newer coder, beside the old claims, and shows what that changes."""
    from kawat import settings as at_desk
    from kawat.cli.ingest import Bar, day_of_option, merge_with_bar
    from kawat.desk import Store
    from kawat.desk.compare import compare
    from kawat.desk.questions import ask
    from kawat.ingest import Order
    from kawat.ingest.recode import recode as run

    told = at_desk.load(desk)
    day = day_of_option(since, "--since")
    order = Order(coder or told.coder, overlay or told.overlay or None, jobs or told.jobs, day, limit, apart=True)
    shown = sys.stderr.isatty() if progress is None else progress
    with Bar(shown, "coding") as bar:
        try:
            receipt = run(desk, order, beside=beside, tell=bar.tell, progress=bar.show)
        except KeyboardInterrupt:
            sys.stderr.write("kawat: stopped; what was coded is kept. Run the same command to go on.\n")
            raise
    sys.stderr.write(f"kawat: {receipt.line()}\n")
    if receipt.coded and merged and not beside:
        merge_with_bar(desk, shown)
    store = Store(desk)
    question = "SELECT DISTINCT coder FROM documents WHERE coder <> ? AND id IN (SELECT document FROM codings WHERE coder = ?)"
    for row in ask(store, question + " ORDER BY coder", values=[receipt.coder, receipt.coder]).to_pylist():
        _compared(compare(store, row["coder"], receipt.coder, examples))
    if receipt.failed:
        raise typer.Exit(1)


def _compared(found: Comparison) -> None:
    """Two coders side by side: counts by type, and some claims that differ."""
    from rich.table import Table
    from rich.text import Text

    target = console()
    target.print(Text(f"{found.old} and {found.new} on {found.articles:,} articles", "bold"))
    both = f"{found.same:,} claims the same, {found.changed:,} changed"
    fields = ", ".join(f"{name} {count:,}" for name, count in found.fields.items())
    target.print(f"{both}{f' ({fields})' if fields else ''}, {found.gone:,} gone, {found.added:,} new", markup=False)
    table = Table("type", found.old, found.new, "change", box=None)
    for event, (old, new) in found.types.items():
        table.add_row(event, f"{old:,}", f"{new:,}", f"{new - old:+,}")
    target.print(table)
    for one in found.examples:
        target.print(Text(f"«{one.word}» in: {one.sentence}"))
        for name, side in ((found.old, one.old), (found.new, one.new)):
            told = (
                ", ".join(f"{field} {value}" for field, value in side.items() if value not in (None, "", "[]"))
                if side
                else "none"
            )
            target.print(Text(f"   {name}: {told}", "dim"))


@app.command("gold")
def gold(desk: DeskOption = "desk") -> None:
    """The sentences whose claims people have corrected, as labelled sentences for kawat eval (JSON lines)."""
    import msgspec

    from kawat.desk import Store
    from kawat.desk.gold import gold as lines

    for line in lines(Store(desk)):
        sys.stdout.write(msgspec.json.encode(line).decode() + "\n")


@app.command("sql")
def sql(
    question: Annotated[
        str,
        typer.Argument(
            help="One SELECT over documents, sentences, claims, quotes, events, stories, places, corrections, receipts."
        ),
    ],
    desk: DeskOption = "desk",
    at: AtOption = "",
    format: Annotated[Literal["table", "csv", "jsonl"], typer.Option(help="How the answer is written.")] = "table",
    seconds: Annotated[float, typer.Option(min=0.1, help="Give up after so long.")] = 60,
) -> None:
    """Asks the desk in SQL (DuckDB's); it can only read."""
    from kawat.desk import Desk

    answer = Desk(desk, moment(at)).sql(question, seconds=seconds)
    if format == "table":
        print_rows(answer.arrow)
    else:
        write_rows(answer.arrow, format)
