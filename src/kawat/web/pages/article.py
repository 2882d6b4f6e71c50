"""An article: its text with what was found in it, the claims and quotes beside it, related reading, and its versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from kawat.desk import rows
from kawat.desk.rows import Row
from kawat.web.asked import Asked, Query
from kawat.web.marks import Piece
from kawat.web.outside import host, outside
from kawat.web.page import NoSuchPage, Page
from kawat.web.pages.event import word_of
from kawat.web.reading import changed, line, marks_of, paragraphs
from kawat.web.said import dyad, headline, parties

if TYPE_CHECKING:
    from kawat.desk import Desk

RELATED = 8
NEAR = 7
"""Days to each side within which articles on the same dyads are related reading."""


class ArticleQuery(Query, frozen=True):
    """``claim`` points at one claim; ``marks=0`` shows the text bare."""

    claim: str = ""
    marks: str = ""


class Revision(msgspec.Struct, frozen=True):
    """One version of the article, and what it changed of the one before."""

    id: str
    revision: int
    published: str
    fetched: str
    title: str
    title_before: str
    removed: list[str]
    added: list[str]


class Article(msgspec.Struct, frozen=True):
    """``events`` are the ids of the events by claim; ``near`` are other articles on the same dyads."""

    document: Row
    claims: list[Row]
    quotes: list[Row]
    events: dict[str, str]
    story: Row | None
    same: list[Row]
    near: list[Row]
    revisions: list[Revision]
    claim: str = ""
    marked: bool = True

    @property
    def link(self) -> str:
        """The article's own address, if a reader may be sent there."""
        return outside(self.document["url"])

    @property
    def links(self) -> list[dict[str, str]]:
        """The links that the article printed, with an address only where a reader may be sent there."""
        found = self.document["related"] or []
        return [{"title": one["title"], "url": outside(one["url"]), "host": host(one["url"])} for one in found]

    def lines(self, field: str) -> list[Piece]:
        """The title or the caption in pieces."""
        return line(self.document[field] or "", self._marks(field), self.claim)

    def paragraphs(self) -> list[list[Piece]]:
        """The text in pieces."""
        return paragraphs(self.document["text"] or "", self._marks("text"), self.claim)

    def _marks(self, field: str) -> Any:
        return marks_of(self.claims, self.quotes, field) if self.marked else []

    def told(self, claim: Row, language: str) -> str:
        """A claim as a headline."""
        return headline(claim, language)

    def dyad(self, claim: Row) -> tuple[str, str] | None:
        """The dyad of a claim."""
        return dyad(claim)

    def word_of(self, party: Row | None, language: str) -> str:
        """On whose word; "" for the outlet's own."""
        return word_of(party, language)


def make(asked: Asked) -> Article:
    """The page's record; raises NoSuchPage where the desk has no such article."""
    id, query = asked.path["id"], asked.query
    article = rows.document(asked.desk, id)
    if article is None:
        raise NoSuchPage(asked.t("article.missing", id=id))
    claims = rows.claims_of(asked.desk, article)
    claim = query.claim if any(row["id"] == query.claim for row in claims) else ""
    events, story = _merged(asked.desk, article)
    same = _same(asked.desk, article, story)
    return Article(
        article, claims, rows.quotes_of(asked.desk, article), {one: row["id"] for row in events for one in row["claims"]},
        story, same, _near(asked.desk, article, events, {row["id"] for row in same}), _revisions(asked.desk, article),
        claim, query.marks != "0",
    )  # fmt: skip


def _merged(desk: Desk, article: Row) -> tuple[list[Row], Row | None]:
    return rows.events_of_article(desk, article), rows.story_of_article(desk, article)


def _same(desk: Desk, article: Row, story: Row | None) -> list[Row]:
    """Other articles of the same story, the nearest in time first."""
    if story is None or len(story["documents"]) < 2:
        return []
    found = rows.documents(desk, story["documents"], rows.months(story["first"], story["last"]))
    others = [row for row in found if row["id"] != article["id"] and row["key"] != article["key"]]
    day = article["reported"]
    others.sort(key=lambda row: abs((row["reported"] - day).days) if row["reported"] and day else 0)
    return others[:RELATED]


def _near(desk: Desk, article: Row, events: list[Row], known: set[str]) -> list[Row]:
    """Articles of the days around that tell of the same dyads, those that share most of them first."""
    day = article["reported"]
    pairs = {frozenset(pair) for row in events if (pair := dyad(row))}
    if day is None or not pairs:
        return []
    first, last = day - timedelta(days=NEAR), day + timedelta(days=NEAR)
    found = desk.sql(
        "SELECT actor, recipient, documents, story, first FROM events WHERE list_contains(?, month) AND first BETWEEN ? AND ? "
        "AND len(list_intersect(list_transform(list_concat(actor, recipient), lambda p: p.code), ?)) > 1",
        rows.months(first - timedelta(days=31), last), first, last, sorted(set().union(*pairs)), seconds=rows.SECONDS,
    ).rows()  # fmt: skip
    shared: dict[str, set[Any]] = {}
    for row in found:
        pair = dyad(row)
        for id in row["documents"] if pair and frozenset(pair) in pairs else ():
            if id != article["id"] and id not in known:
                shared.setdefault(id, set()).add(frozenset(pair or ()))
    best = sorted(shared, key=lambda id: (-len(shared[id]), id))[: RELATED * 4]
    others = [row for row in rows.documents(desk, best, rows.months(first, last)) if row["key"] != article["key"]] if best else []
    others.sort(key=lambda row: (-len(shared[row["id"]]), abs((row["reported"] - day).days) if row["reported"] else NEAR))
    return others[:RELATED]


def _revisions(desk: Desk, article: Row) -> list[Revision]:
    """All versions, the newest first; [] where there is one only."""
    found = rows.revisions(desk, article["key"])
    out = []
    for before, row in zip([None, *found], found):
        change = changed(before["text"] or "", row["text"] or "") if before else None
        title = before["title"] if before and before["title"] != row["title"] else ""
        out.append(
            Revision(
                row["id"], row["revision"], row["published"] or "", row["fetched"] or "", row["title"] or "", title or "",
                change.removed if change else [], change.added if change else [],
            )
        )  # fmt: skip
    return out[::-1]


def _table(record: Article, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    columns = [
        "id", "event", "mode", "quad", "actor", "recipient", "status", "said_by", "via", "day", "confidence", "sentence", "of",
    ]  # fmt: skip
    table: list[Mapping[str, Any]] = []
    for row in record.claims:
        sides = {side: parties(row[side]) for side in ("actor", "recipient")}
        word = row["said_by"] and (row["said_by"]["name"] or row["said_by"]["code"])
        table.append(row | sides | {"said_by": word, "sentence": row["sentence"]["text"], "of": record.events.get(row["id"], "")})
    return columns, table


PAGE = Page("article", "/article/{id:str}", make, query=ArticleQuery, table=_table)
