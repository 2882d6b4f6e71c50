"""A story: who reported it when, who copied whom, what happened in it, and reports that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from kawat.desk import rows
from kawat.desk.rows import Row
from kawat.web.asked import Asked, Charted
from kawat.web.charts.timeline import Report, timeline
from kawat.web.page import NoSuchPage, Page
from kawat.web.said import dyad, headline

if TYPE_CHECKING:
    from kawat.desk import Desk

EVENTS, PAIRS = 30, 12
"""So many events and contradictions are shown; ``.json`` has them all."""
COMPARED = 400
"""In stories of more articles than this nobody looks again whom each copy was copied from."""


class StoryPage(msgspec.Struct, frozen=True):
    """``articles`` by time, each with ``copied``: the id of the article whose words it repeats ("" for none, "?" for one that
    is not told). ``against`` are events of other stories that contradict one of ``events``; ``pairs`` name both."""

    story: Row
    articles: list[Row]
    events: list[Row]
    against: list[Row]
    pairs: list[tuple[str, str]]

    def drawn(self, asked: Asked) -> Markup:
        """The reports on a line of time."""
        return Markup(_chart(self, asked))  # it escapes every word

    def days(self) -> list[tuple[date | None, list[Row]]]:
        """The articles by day."""
        return [(day, list(group)) for day, group in groupby(self.articles, key=lambda row: row["reported"])]

    def title_of(self, id: str) -> str:
        """The outlet of an article of the story."""
        return next((row["outlet"] or "" for row in self.articles if row["id"] == id), "")

    def hour(self, row: Row) -> str:
        """The hour of publication as the article gives it; "" where it gives a day only."""
        hour = (row["published"] or "")[11:16]
        return "" if hour == "00:00" else hour.replace(":", ".")

    def first(self) -> Row | None:
        """The article that came before all others; None where several bear the same time."""
        if not self.articles or (len(self.articles) > 1 and moment(self.articles[0]) == moment(self.articles[1])):
            return None
        return self.articles[0]

    def shown(self) -> list[Row]:
        """The events that are listed."""
        return self.events[:EVENTS]

    def sides(self) -> list[tuple[Row, Row]]:
        """Contradicting events, the one that more reports tell first."""
        there = {row["id"]: row for row in (*self.against, *self.events)}
        found = [sorted((there[a], there[b]), key=lambda row: -row["reports"]) for a, b in self.pairs]
        return [(one, two) for one, two in sorted(found, key=lambda pair: -pair[0]["reports"] - pair[1]["reports"])][:PAIRS]

    def told(self, row: Row, language: str) -> str:
        """An event as a headline."""
        return headline(row, language)

    def dyad(self, row: Row) -> tuple[str, str] | None:
        """The dyad of an event."""
        return dyad(row)


def make(asked: Asked) -> StoryPage:
    """The page's record; raises NoSuchPage where the desk has no such story."""
    id = asked.path["id"]
    story = rows.story(asked.desk, id)
    if story is None:
        raise NoSuchPage(asked.t("story.missing", id=id))
    found = rows.whole(asked.desk, story)
    originals = _originals(asked.desk, story)
    articles = sorted(found.articles, key=lambda row: (moment(row), row["id"]))
    articles = [row | {"copied": originals.get(row["id"], "")} for row in articles]
    events = sorted(found.events, key=lambda row: -row["reports"])
    return StoryPage(story, articles, events, found.against, found.pairs)


def _originals(desk: Desk, story: Row) -> dict[str, str]:
    """By the id of each copy in a story, what it is a copy of; "?" where that stands outside of the story."""
    copies = set(story["copies"] or ())
    if not copies or len(story["documents"]) > COMPARED:
        return dict.fromkeys(copies, "?")
    from kawat.events.copies import copies as compared

    where = rows.months(story["first"], story["last"])
    found = {one.document: one.original for one in compared(rows.texts(desk, story["documents"], where))}
    return {id: found.get(id, id) if found.get(id, id) != id else "?" for id in copies}


def moment(row: Mapping[str, Any]) -> datetime:
    """When an article was published, by UTC; the start of its day where it gives a day only."""
    try:
        when = datetime.fromisoformat(row["published"] or "")
    except ValueError:
        day = row["reported"]
        return datetime.combine(day, time.min) if day else datetime.min
    return when.astimezone(UTC).replace(tzinfo=None) if when.tzinfo else when


def _chart(record: StoryPage, asked: Asked) -> str:
    reports = [
        Report(row["id"], moment(row), row["outlet"] or "", row["title"] or "", row["copied"])
        for row in record.articles if row["reported"]
    ]  # fmt: skip
    return timeline(reports, record.story["title"] or asked.t("reading.untitled"), asked.language)


def _table(record: StoryPage, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    columns = ["published", "outlet", "title", "id", "copied", "language", "url"]
    return columns, [dict(row) for row in record.articles]


PAGE = Page(
    "story",
    "/story/{id:str}",
    make,
    query=Charted,
    table=_table,
    embeds=lambda record, asked, chart: [record.drawn(asked)],
    charts={"timeline": _chart},
)
