"""``kawat actors``: who is meant by a name on a day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kawat.cli.options import OverlayOption, check_day
from kawat.cli.words import Language, ui_language

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kawat.cli.who import Meaning, Registry, Term

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat actors Lavrov --on 2022-05-23[/cyan]   "kata Menteri Luar Negeri Rusia Sergei Lavrov"

[cyan]kawat actors "Presiden Amerika Serikat" --on 2019-07-01[/cyan]

[cyan]kawat actors ASEAN --on 1996-01-01[/cyan]   its members: "ASEAN urged Myanmar to free the prisoners."

[cyan]kawat actors IDN --format json[/cyan]   a country by its code
"""
_LABELS = {
    "en": {
        "person": "person", "group": "group", "body": "international body or bloc",
        "country": "country or its side",
        "description": "description", "role": "role", "on": "on", "holders": "In office", "terms": "Terms",
        "memberships": "{} is a member of", "members": "Members", "aliases": "Also", "since": "since",
        "until": "until",
        "other": "does not hold on this day",
    },
    "id": {
        "person": "orang", "group": "kelompok", "body": "badan atau blok internasional",
        "country": "negara atau pihaknya",
        "description": "sebutan", "role": "peran", "on": "pada", "holders": "Menjabat",
        "terms": "Masa jabatan",
        "memberships": "{} adalah anggota dari", "members": "Anggota", "aliases": "Juga",
        "since": "sejak", "until": "sampai",
        "other": "tidak berlaku pada hari ini",
    },
}  # fmt: skip


def actors(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, a description or a code.")],
    on: Annotated[str, typer.Option(help="The day that counts (2022-06-01); today if left out.")] = "",
    language: Annotated[Language | None, typer.Option(help="Language; your locale's if left out.")] = None,
    overlay: OverlayOption = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="For reading, or JSON.")] = "text",
) -> None:
    """Says who a name stands for on a day: code, sector, office holders, terms and memberships."""
    from kawat.cli.console import console

    if not name.strip():
        raise typer.BadParameter("the name is empty.", param_hint="NAME")
    day, shown = check_day(on), language or ui_language()
    registry = _registry(overlay, shown)
    meanings = registry.meanings(name, day)
    near = [] if meanings else registry.near(name.strip())
    if format == "json":
        import msgspec

        data: dict[str, Any] = {"name": name, "on": day, "meanings": meanings, "near": near}
        typer.echo(msgspec.json.format(msgspec.json.encode(data), indent=2).decode())
    else:
        target = console()
        for meaning in meanings:
            _show(target, meaning, day, shown)
    if not meanings:
        hint = f" Did you mean {', '.join(near)}?" if near else " Add it with an overlay file: kawat actors --help."
        sys.stderr.write(f"kawat: nobody in the registry is called {name!r}.{hint}\n")
        raise typer.Exit(1)


def _registry(overlay: Path | None, language: str) -> Registry:
    from kawat.actors.overlay import load_overlay
    from kawat.actors.registry import packaged
    from kawat.claims.coder import LexiconCoder, default_coder
    from kawat.cli.who import Registry

    if overlay is None:
        return Registry(default_coder(), packaged(), language)
    own = load_overlay(overlay)
    return Registry(LexiconCoder(own), own.applied(packaged()), language)


def _show(target: Console, meaning: Meaning, day: str, language: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    labels = _LABELS[language]
    code = f"{meaning.code}.{meaning.sector}" if meaning.sector else meaning.code
    head = Text().append(f" {code} ", "bold color(16) on color(153)").append(f"  {meaning.name}", "bold")
    details = [labels.get(meaning.kind, meaning.kind)]
    if meaning.country != meaning.name:
        details.append(meaning.country)
    if not meaning.holds:
        details.append(labels["other"])
    target.print()
    target.print(head)
    target.print(Padding(Text(" · ".join(details), "dim"), (0, 0, 0, 2)))
    rows: list[tuple[str, list[Text]]] = [
        (labels["terms"], [_term(term, day, language, person=True) for term in meaning.terms]),
        (
            f"{labels['holders']} {labels['on']} {day}",
            [_term(t, day, language, person=False) for t in meaning.holders],
        ),
        (labels["memberships"].format(meaning.country), _wrapped(meaning.memberships)),
        (labels["members"], _wrapped(meaning.members)),
        (labels["aliases"], _wrapped(meaning.aliases, "; ")),
    ]
    for label, lines in rows:
        if lines:
            target.print(Padding(Text(label, "bold"), (1, 0, 0, 2)))
            for line in lines:
                target.print(Padding(line, (0, 0, 0, 4)), width=min(target.width, 100))


def _wrapped(values: tuple[str, ...], separator: str = ", ") -> list[Text]:
    from rich.text import Text

    return [Text(separator.join(values))] if values else []


def _term(term: Term, day: str, language: str, *, person: bool) -> Text:
    from rich.text import Text

    labels = _LABELS[language]
    title = (term.title_id if language == "id" else term.title_en) or term.office
    now = term.start <= day and (not term.until or day[: len(term.until)] <= term.until)
    out = Text().append(title, "bold" if now and person else "")
    if not person:
        out = Text(f"{title}: ").append(term.name, "bold")
    if term.start and term.until:
        return out.append(f"  {term.start} – {term.until}", "dim")
    if term.start:
        return out.append(f"  {labels['since']} {term.start}", "dim")
    return out.append(f"  {labels['until']} {term.until}", "dim") if term.until else out
