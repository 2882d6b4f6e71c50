"""Rows by id: articles, claims, quotes, events and stories, looked for in the months where they can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from kawat.desk.tables import UNDATED
from kawat.limits import WEB_PAGE_SECONDS

if TYPE_CHECKING:
    from kawat.desk import Desk

Row = dict[str, Any]
SECONDS = WEB_PAGE_SECONDS
"""How long one question of a page may take."""
_LIGHT = "id, key, revision, outlet, title, url, published, reported, language, month"


def around(month: str) -> list[str]:
    """A month with those before and after it: an event or story can lie in a neighbour of its articles' month."""
    if month == UNDATED:
        return [UNDATED]
    first = date.fromisoformat(f"{month}-01")
    return [f"{day:%Y-%m}" for day in (first - timedelta(days=1), first, first + timedelta(days=32))]


def months(first: date | None, last: date | None) -> list[str]:
    """The months of the articles that were told between two days (both included); those without a day where there is none."""
    if first is None or last is None:
        return [UNDATED]
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in numbers]


def document(desk: Desk, id: str) -> Row | None:
    """An article, any revision of it."""
    found = desk.sql("SELECT * FROM documents WHERE id = ?", id, seconds=SECONDS).rows()
    return found[0] if found else None


def documents(desk: Desk, ids: Iterable[str], where: list[str]) -> list[Row]:
    """Articles without their text, by the time of publication."""
    question = f"SELECT {_LIGHT} FROM documents WHERE list_contains(?, month) AND list_contains(?, id) ORDER BY published, id"
    return desk.sql(question, where, list(ids), seconds=SECONDS).rows()


def texts(desk: Desk, ids: Iterable[str], where: list[str]) -> list[Row]:
    """Articles with what ``kawat.events.copies`` compares."""
    question = "SELECT id, title, text, reported, published FROM documents WHERE list_contains(?, month) AND list_contains(?, id)"
    return desk.sql(question, where, list(ids), seconds=SECONDS).rows()


def revisions(desk: Desk, key: str) -> list[Row]:
    """All versions of one article with their texts, the oldest first; [] where there is one only."""
    found = desk.sql(f"SELECT {_LIGHT} FROM documents WHERE key = ? ORDER BY revision", key, seconds=SECONDS).rows()
    if len(found) < 2:
        return []
    where = sorted({row["month"] for row in found})
    question = "SELECT * FROM documents WHERE list_contains(?, month) AND key = ? ORDER BY revision"
    return desk.sql(question, where, key, seconds=SECONDS).rows()


def claims_of(desk: Desk, article: Row) -> list[Row]:
    """The claims of an article in the order of the text, those of its title first."""
    question = (
        "SELECT * FROM claims WHERE month = ? AND document = ? "
        "ORDER BY sentence.field <> 'title', sentence.start, trigger.start, id"
    )
    return desk.sql(question, article["month"], article["id"], seconds=SECONDS).rows()


def quotes_of(desk: Desk, article: Row) -> list[Row]:
    """The quotes of an article in the order of the text."""
    question = "SELECT * FROM quotes WHERE month = ? AND document = ? ORDER BY content.start, number"
    return desk.sql(question, article["month"], article["id"], seconds=SECONDS).rows()


def claims(desk: Desk, ids: Iterable[str], where: list[str]) -> list[Row]:
    """Claims by their ids; those that people rejected are left out."""
    question = "SELECT * FROM claims WHERE list_contains(?, month) AND list_contains(?, id) ORDER BY reported, outlet, id"
    return desk.sql(question, where, list(ids), seconds=SECONDS).rows()


def event(desk: Desk, id: str) -> Row | None:
    """An event."""
    found = desk.sql("SELECT * FROM events WHERE id = ?", id, seconds=SECONDS).rows()
    return found[0] if found else None


def events(desk: Desk, ids: Iterable[str], where: list[str]) -> list[Row]:
    """Events by their ids."""
    question = "SELECT * FROM events WHERE list_contains(?, month) AND list_contains(?, id) ORDER BY day, id"
    wanted = list(ids)
    return desk.sql(question, where, wanted, seconds=SECONDS).rows() if wanted else []


def events_of_article(desk: Desk, article: Row) -> list[Row]:
    """The events that an article tells of."""
    question = "SELECT * FROM events WHERE list_contains(?, month) AND list_contains(documents, ?) ORDER BY day, id"
    return desk.sql(question, around(article["month"]), article["id"], seconds=SECONDS).rows()


def events_of_story(desk: Desk, story: Row) -> list[Row]:
    """The events of a story by day."""
    question = "SELECT * FROM events WHERE list_contains(?, month) AND story = ? ORDER BY day, id"
    return desk.sql(question, around(story["month"]), story["id"], seconds=SECONDS).rows()


def story(desk: Desk, id: str) -> Row | None:
    """A story."""
    found = desk.sql("SELECT * FROM stories WHERE id = ?", id, seconds=SECONDS).rows()
    return found[0] if found else None


def story_of_article(desk: Desk, article: Row) -> Row | None:
    """The story that an article belongs to."""
    question = "SELECT * FROM stories WHERE list_contains(?, month) AND list_contains(documents, ?)"
    found = desk.sql(question, around(article["month"]), article["id"], seconds=SECONDS).rows()
    return found[0] if found else None


class Whole(NamedTuple):
    """What a story is made of: its articles, its events by day, and events of other stories that contradict one of these."""

    articles: list[Row]
    events: list[Row]
    against: list[Row]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The ids of events that contradict each other, the smaller one first, each pair once."""
        known = {row["id"] for row in (*self.events, *self.against)}
        found = ((row["id"], other) for row in self.events for other in row["contradicted"] or () if other in known)
        return sorted({(min(pair), max(pair)) for pair in found})


def whole(desk: Desk, story: Row) -> Whole:
    """All of a story's row."""
    found = events_of_story(desk, story)
    missing = {other for row in found for other in row["contradicted"] or ()} - {row["id"] for row in found}
    near = sorted({month for row in found for month in around(row["month"])})
    articles = documents(desk, story["documents"], months(story["first"], story["last"]))
    return Whole(articles, found, events(desk, sorted(missing), near))
