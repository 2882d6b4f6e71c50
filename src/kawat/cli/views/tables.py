"""Tables of claims and quotes for the terminal."""

from __future__ import annotations

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kawat.cli.views import styles
from kawat.cli.words import STATUS_MARKS, date_words, word
from kawat.ontology.plover import event_label
from kawat.types import Claim, Party, Quote, Reading

WIDE = 120


def claims_table(reading: Reading, language: str, width: int) -> Table:
    """The claims: number, act with status, who to whom, on whose word, date, trigger words."""
    wide = width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False, width=width, expand=True)
    table.add_column("", justify="right", style="dim", width=3)
    table.add_column(word("act", language), width=27 if wide else 11)
    table.add_column(word("who", language), ratio=5)
    table.add_column(word("said_by", language), ratio=3 if wide else None, width=None if wide else 9)
    table.add_column(word("date", language), width=13)
    if wide:
        table.add_column(word("place", language), ratio=2)
    table.add_column(word("words", language), ratio=4, overflow="fold")
    if wide:
        table.add_column(word("score", language), justify="right", width=6)
        table.add_column(word("confidence", language), justify="right", width=5)
    for number, claim in enumerate(reading.claims, 1):
        cells = [Text(str(number)), _act(claim, language, wide), _who(claim), _said(claim, language)]
        cells.append(Text(date_words(claim.date, language)))
        if wide:
            cells.append(Text(claim.place.name if claim.place else "–", "" if claim.place else "dim"))
        cells.append(_words(claim, language))
        if wide:
            cells += [Text(f"{claim.score:+.1f}"), Text(f"{claim.confidence:.0%}", "dim")]
        table.add_row(*cells, style="" if claim.origin != "related" else "dim")
    return table


def footnote(language: str) -> Text:
    """What brackets and signs in the table mean."""
    marks = [f"{mark} {word(status, language)}" for status, mark in STATUS_MARKS.items() if mark]
    return Text(
        " · ".join([f"({word('date', language).lower()}) = {word('article_date', language)}", *marks]),
        "dim",
    )


def _act(claim: Claim, language: str, wide: bool) -> Text:
    out = Text().append(f" {claim.event} ", styles.QUADS[claim.quad])
    mark = STATUS_MARKS[claim.status]
    if mark:
        out.append(f"{'  ' if wide else chr(10)}{mark} {word(claim.status, language)}", "bold")
    if claim.mode and not wide:
        out.append(f"\n{claim.mode}", "dim")
    if wide:
        out.append(f"\n{event_label(claim.event, language)}" + (f" · {claim.mode}" if claim.mode else ""), "dim")
    return out


def _who(claim: Claim) -> Text:
    out = Text().append(_codes(claim.actor), "bold")
    if claim.recipient:
        out.append(" → ", "dim").append(_codes(claim.recipient), "bold")
    names = _names(claim.actor)
    if claim.recipient:
        names += f" → {_names(claim.recipient)}"
    return out.append(f"\n{names}", "dim")


def _codes(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.full for party in parties) or "?"


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.name or party.text for party in parties) or "–"


def _said(claim: Claim, language: str) -> Text:
    if claim.said_by is None and claim.via is None:
        return Text("–", "dim")
    out = Text()
    if claim.said_by:
        out.append(claim.said_by.full, "bold").append(f"\n{claim.said_by.name}", "dim")
    if claim.via:
        out.append(f"{chr(10) if claim.said_by else ''}{word('via', language)} {claim.via}", "dim")
    return out


def _words(claim: Claim, language: str) -> Text:
    out = Text(claim.trigger.text)
    if claim.origin != "body":
        out.append(f"\n({word(claim.origin, language).lower()})", "dim")
    return out


def quotes_table(quotes: tuple[Quote, ...], language: str, width: int) -> Padding:
    """Who said what; words in quotation marks in the text have them here too."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=22)
    table.add_column(max_width=max(width - 28, 24))
    for quote in quotes:
        speaker = Text().append(_speaker(quote), "bold")
        below = [
            quote.speaker.full if quote.speaker and quote.speaker.code != "?" else "",
            quote.cue.text if quote.cue else "",
        ]
        speaker.append(f"\n{' · '.join(b for b in below if b)}" if any(below) else "", "dim")
        words = quote.content.text.strip('“”"')
        content = Text().append(f"“{words}”" if quote.direct else words, "italic")
        if quote.via:
            content.append(f"  {word('via', language)} {quote.via}", "dim")
        table.add_row(speaker, content)
    return Padding(table, (0, 2))


def _speaker(quote: Quote) -> str:
    return (quote.speaker.name or quote.speaker.text) if quote.speaker else "?"
