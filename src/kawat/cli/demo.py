"""``kawat demo``: the shipped sample, coded and shown."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from kawat.cli.options import LabelsOption, WidthOption
from kawat.cli.words import ui_language

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kawat.types import Claim, Reading

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat demo[/cyan]   one article in full, then the strongest dyads of the sample with their claims

[cyan]kawat demo --labels id[/cyan]   dengan label bahasa Indonesia

[cyan]kawat demo --serve[/cyan]   the sample as a desk, in the browser (needs kawat\\[web])
"""
DYADS, CLAIMS_EACH = 6, 5


def demo(
    labels: LabelsOption = None,
    width: WidthOption = None,
    serve: Annotated[bool, typer.Option("--serve", help="Make a desk of the sample and show it in the browser.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="With --serve: the port (0: any that is free).")] = 8420,
) -> None:
    """Codes the articles that come with Kawat and shows what it makes of them; needs no network."""
    if serve:
        _serve(port)
        return
    from kawat.cli.console import console, marks_are_plain
    from kawat.cli.views.terminal import page

    shown = labels or ui_language()
    target = console(width)
    started = time.perf_counter()
    readings = _code(console(width, stderr=True))
    seconds = time.perf_counter() - started
    page(target, _telling(readings), shown, marks_are_plain(target))
    _strongest(target, readings, shown)
    _receipt(target, readings, seconds, shown)


def _serve(port: int) -> None:
    """Serves the sample's desk, which is made in the user's cache the first time."""
    from kawat import __version__
    from kawat.cli.ingest import Bar
    from kawat.cli.sample import sources
    from kawat.desk.search.file import caches
    from kawat.ingest import Order, ingest
    from kawat.ingest.merge import merge
    from kawat.read.table import Columns
    from kawat.web.serving import run

    folder = caches() / "kawat" / f"demo-{__version__}"
    with Bar(sys.stderr.isatty(), "reading the sample") as bar:
        ingest(sources(), folder, lambda name: Columns(), Order(), tell=bar.tell, progress=bar.show)
        merge(folder)
    run(str(folder), "127.0.0.1", port, tell=lambda text: sys.stderr.write(f"kawat: {text}\n"))


def _code(progress_on: Console) -> list[Reading]:
    from rich.progress import Progress

    from kawat.cli.sample import documents
    from kawat.coders import coder as coder_of
    from kawat.reading import read_with

    found = list(documents())
    readings: list[Reading] = []
    with Progress(console=progress_on, transient=True) as progress:
        task = progress.add_task("kawat demo", total=len(found))
        coder = coder_of()
        for document in found:
            readings.append(read_with(coder, document, document.language))
            progress.advance(task)
    return readings


def _telling(readings: list[Reading]) -> Reading:
    """An article that shows much: several dyads, quotes, a negated or imagined act, and not too long."""

    def worth(reading: Reading) -> tuple[int, int]:
        statuses = {claim.status for claim in reading.claims}
        said = any(claim.said_by for claim in reading.claims)
        fits = 4 <= len(reading.claims) <= 12
        return (
            2 * fits + len(statuses) + said + bool(reading.quotes) + (len(reading.relations) > 1),
            len(reading.claims),
        )

    return max(readings, key=worth)


def _strongest(target: Console, readings: list[Reading], language: str) -> None:
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    from kawat.cli.views.terminal import TEXT_WIDTH, dyad
    from kawat.relations import relations

    claims = [claim for reading in readings for claim in reading.claims if claim.origin != "related"]
    by_id = {claim.id: (reading, claim) for reading in readings for claim in reading.claims}
    heading = {"en": "The strongest relations of the sample", "id": "Hubungan terkuat dalam contoh"}[language]
    target.print(Rule(Text(heading, "bold"), style="dim", align="left"))
    width = min(target.width, TEXT_WIDTH + 24)
    for relation in relations(claims)[:DYADS]:
        target.print()
        target.print(dyad(relation, {}, language, width))
        acts = [by_id[key] for key in dict.fromkeys(relation.claims)]
        acts.sort(key=lambda pair: (pair[1].status != "real", -abs(pair[1].score), -pair[1].confidence))
        for reading, claim in acts[:CLAIMS_EACH]:
            target.print(Padding(_line(reading, claim, language), (0, 2, 0, 6)), width=width)
        if len(acts) > CLAIMS_EACH:
            more = {"en": "and {} more", "id": "dan {} lagi"}[language].format(len(acts) - CLAIMS_EACH)
            target.print(Padding(Text(more, "dim"), (0, 2, 0, 6)))


def _line(reading: Reading, claim: Claim, language: str) -> Text:
    from rich.text import Text

    from kawat.cli.views import styles
    from kawat.cli.words import STATUS_MARKS, date_words

    out = Text().append(f" {claim.event} ", styles.QUADS[claim.quad])
    who = ", ".join(p.full for p in claim.actor) or "?"
    to = f" → {', '.join(p.full for p in claim.recipient)}" if claim.recipient else ""
    mark = STATUS_MARKS[claim.status]
    out.append(f" {mark + ' ' if mark else ''}{who}{to}", "bold")
    out.append(f"  {date_words(claim.date, language)}  {reading.document.outlet}  “{claim.trigger.text}”", "dim")
    return out


def _receipt(target: Console, readings: list[Reading], seconds: float, language: str) -> None:
    from rich.text import Text

    claims = sum(len(r.claims) for r in readings)
    quotes = sum(len(r.quotes) for r in readings)
    none = sum(not r.claims for r in readings)
    words = {
        "en": "{} articles in {:.1f} s: {} claims, {} quotes; {} articles hold no claim.",
        "id": "{} artikel dalam {:.1f} detik: {} klaim, {} kutipan; {} artikel tanpa klaim.",
    }[language].format(len(readings), seconds, claims, quotes, none)
    nexts = {
        "en": "Next: kawat demo --serve (in the browser), kawat read FILE (one article), kawat ingest FILES (a desk).",
        "id": "Lanjut: kawat demo --serve (di peramban), kawat read BERKAS (satu artikel), kawat ingest BERKAS (desk).",
    }[language]
    target.print()
    target.print(Text(words, "bold"))
    target.print(Text(nexts, "dim"))
