"""A reading as a page in the terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from kawat.cli.views import styles
from kawat.cli.views.marks import marks, segments
from kawat.cli.views.tables import claims_table, footnote, quotes_table
from kawat.cli.words import ARROWS, long_date, word
from kawat.ontology.plover import quad_label
from kawat.types import Reading, Relation

TEXT_WIDTH = 96
"""Running text is set no wider than this: longer lines are hard to read."""


def page(console: Console, reading: Reading, language: str, plain: bool) -> None:
    """Prints a reading; labels in ``language``; ``plain`` puts signs where colours would stand."""
    document = reading.document
    console.print(_header(reading, language, plain))
    console.print()
    console.print(_legend(language, plain))
    console.print()
    _print_text(console, marked_text(reading, "body", document.text, plain))
    _print_extras(console, reading, language, plain)
    _section(console, word("claims", language), f"{len(reading.claims)}")
    if reading.claims:
        console.print(claims_table(reading, language, console.width))
        console.print(Padding(footnote(language), (0, 2)))
    else:
        console.print(Padding(Text(word("none", language), "dim"), (0, 2)))
    if reading.quotes:
        _section(console, word("quotes", language), f"{len(reading.quotes)}")
        console.print(quotes_table(reading.quotes, language, min(console.width, TEXT_WIDTH + 24)))
    if reading.relations:
        _section(console, word("dyads", language), f"{len(reading.relations)}")
        numbers = {claim.id: str(n) for n, claim in enumerate(reading.claims, 1)}
        for relation in reading.relations:
            console.print(dyad(relation, numbers, language, min(console.width, TEXT_WIDTH + 24)))
    if document.notes:
        _section(console, word("notes", language), "")
        for note in document.notes:
            console.print(Padding(Text(f"· {note}", "dim"), (0, 2)))
    console.print()


def _section(console: Console, name: str, count: str) -> None:
    console.print()
    title = Text().append(f"{name} ", "bold").append(count, "dim")
    console.print(Rule(title, style="dim", align="left"))


def _header(reading: Reading, language: str, plain: bool) -> RenderableType:
    document = reading.document
    title = Text(word("no_title", language), "dim")
    if document.title:
        title = marked_text(reading, "title", document.title, plain)
        title.stylize("bold")
    parts = [
        document.outlet,
        long_date(document.published, language) if document.published else "",
        document.place,
    ]
    if document.language:
        parts.append(word(document.language, language))
    line = Text(" · ".join(p for p in parts if p), "dim")
    people = [(word("byline", language), document.byline), (word("editor", language), document.editor)]
    credits = " · ".join(f"{label} {name}" for label, name in people if name)
    rows = [title, line, Text(credits, "dim"), Text(document.url, "dim")]
    return Padding(Group(*(row for row in rows if row.plain)), (1, 2, 0, 2))


def _legend(language: str, plain: bool) -> RenderableType:
    if plain:
        return Padding(Text(f"«…»¹ = {word('act', language).lower()}, {word('claims', language).lower()} 1"), (0, 2))
    legend = Text()
    for kind in ("actor", "recipient", "speaker", "quote"):
        legend.append(word(kind, language), styles.MARKS[kind]).append("  ")
    legend.append("\n")
    for quad, style in styles.QUADS.items():
        legend.append(quad_label(quad, language), style).append("  ")
    legend.rstrip()
    return Padding(legend, (0, 2))


def marked_text(reading: Reading, origin: str, text: str, plain: bool) -> Text:
    """One field of the document with its marks; each act carries its claim's number."""
    out = Text()
    for segment in segments(text, marks(reading, origin, text)):
        quad = reading.claims[segment.acts[0] - 1].quad if segment.acts else ""
        style = "" if plain else styles.of(segment.kinds, quad)
        opening = "«" if plain and segment.opens else ""
        out.append(opening + segment.text, style)
        if segment.closes:
            numbers = "˒".join(styles.superscript(n) for n in segment.closes)
            out.append("»" * plain + numbers, "" if plain else style)
    return out


def _print_text(console: Console, text: Text) -> None:
    console.print(Padding(text, (0, 2)), width=min(console.width, TEXT_WIDTH))


def _print_extras(console: Console, reading: Reading, language: str, plain: bool) -> None:
    document = reading.document
    if document.caption:
        caption = Text.assemble((f"{word('caption', language)}  ", "dim"))
        caption.append_text(marked_text(reading, "caption", document.caption, plain))
        caption.append(f"  {document.credit}" if document.credit else "", "dim")
        console.print()
        _print_text(console, caption)
    if document.related:
        console.print()
        _print_text(console, Text(word("related", language), "dim"))
        for link in document.related:
            line = Text("· ", "dim")
            line.append_text(marked_text(reading, "related", link.title, plain))
            _print_text(console, line)
    if document.tags:
        console.print()
        _print_text(console, Text(f"{word('tags', language)}  {', '.join(document.tags)}", "dim"))


def dyad(relation: Relation, numbers: dict[str, str], language: str, width: int) -> RenderableType:
    """One dyad: arrow, net score, the sentence, and the numbers of its claims."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(width=13, no_wrap=True)
    table.add_column(width=6, justify="right")
    table.add_column(max_width=max(width - 28, 20))
    style = styles.DIRECTION[relation.direction]
    sentence = Text(relation.sentence_id if language == "id" else relation.sentence_en)
    known = [numbers[c] for c in relation.claims if c in numbers]
    sentence.append(f"  [{', '.join(dict.fromkeys(known))}]" if known else "", "dim")
    pair = Text(f"{relation.a} – {relation.b}", "bold")
    table.add_row(Text(ARROWS[relation.direction], style), pair, Text(f"{relation.net:+.1f}", style), sentence)
    return Padding(table, (0, 2))
