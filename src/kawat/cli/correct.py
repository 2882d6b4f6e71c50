"""``kawat correct``: a person's word on a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kawat.cli.console import console
from kawat.cli.ingest import DeskOption

if TYPE_CHECKING:
    from rich.text import Text

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat correct c:41a9 --accept --by "Sri H." --why "as the text says" --desk news[/cyan]

[cyan]kawat correct c:41a9 --reject --by "Sri H." --why "sport" --desk news[/cyan]

[cyan]kawat correct c:41a9 --change event=THREATEN --change recipient=UKR.GOV,POL --by "Sri H." --why warning --desk news[/cyan]

CLAIM is an id or its beginning. An empty value takes a side away: --change recipient= . Corrections win in every question and
export; what was coded stays in [bold]claims_as_coded[/bold]; [cyan]kawat desk gold[/cyan] writes them as gold for kawat eval.
"""


def correct(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or how it begins.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")],
    accept: Annotated[bool, typer.Option("--accept", help="The claim is right as it was coded.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The text claims no such thing.")] = False,
    change: Annotated[
        list[str],
        typer.Option("--change", metavar="FIELD=VALUE", help="A new value; may be given again."),
    ] = [],  # noqa: B006
    desk: DeskOption = "desk",
) -> None:
    """Accepts, rejects or changes a claim of a desk, with name and reason; nothing is overwritten."""
    from kawat.desk import Store
    from kawat.desk.corrections import correct as note

    chosen = [verdict for verdict, wanted in (("accept", accept), ("reject", reject), ("change", bool(change))) if wanted]
    if len(chosen) != 1:
        raise typer.BadParameter("say one of them.", param_hint="--accept, --reject, --change")
    changes = dict(_pair(given) for given in change)
    before, after = note(Store(desk), claim, chosen[0], changes, by=by, why=why)
    target = console()
    target.print(_shown(before, "dim"))
    if after is None:
        target.print("rejected")
    elif after == before:
        target.print("accepted")
    else:
        target.print(_shown(after, "green"))
    if after != before:
        target.print("Events follow with: kawat desk merge", style="dim")


def _pair(given: str) -> tuple[str, str]:
    field, equals, value = given.partition("=")
    if not equals or not field.strip():
        raise typer.BadParameter(f"{given!r}: write FIELD=VALUE, such as event=ACCUSE.", param_hint="--change")
    return field.strip(), value


def _shown(claim: dict[str, Any], style: str) -> Text:
    from rich.text import Text

    from kawat.read.clean import clean

    def side(name: str) -> str:
        codes = [f"{p['code']}.{p['sector']}" if p["sector"] else p["code"] for p in claim[name]]
        return ", ".join(codes)

    to = f" > {side('recipient')}" if claim["recipient"] else ""
    words = f"{claim['id']}  {claim['event']} {side('actor') or '?'}{to}, {claim['status']}, {claim['day'] or 'no day'}"
    return Text(clean(f"{words}  “{claim['trigger']['text']}”"), style)
