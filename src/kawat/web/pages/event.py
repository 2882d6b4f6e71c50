"""An event: one act, all its reports with the words that tell it, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from kawat.desk import rows
from kawat.desk.rows import Row
from kawat.web.asked import Asked
from kawat.web.page import NoSuchPage, Page
from kawat.web.pages.story import moment
from kawat.web.said import dyad, headline, parties, who


class EventPage(msgspec.Struct, frozen=True):
    """``claims`` are its reports by time, each with its ``article``; ``against`` the events that contradict it."""

    event: Row
    claims: list[Row]
    against: list[Row]
    story: Row | None
    link: tuple[str, str] | None
    """The dyad whose relation it is part of."""

    def told(self, row: Row, language: str) -> str:
        """An event as a headline."""
        return headline(row, language)

    def outlets(self) -> list[tuple[str, list[Row]]]:
        """The reports by outlet, the first to report first."""
        out: dict[str, list[Row]] = {}
        for claim in self.claims:
            out.setdefault(claim["outlet"] or "", []).append(claim)
        return list(out.items())

    def first_known(self) -> bool:
        """Whether one outlet's report came before those of all others."""
        times = sorted((moment(row["article"]), row["outlet"] or "") for row in self.claims if row["article"])
        others = [when for when, outlet in times if outlet != times[0][1]]
        return bool(others) and times[0][0] < others[0]

    def word_of(self, party: Row | None, language: str) -> str:
        """On whose word; "" for the outlet's own."""
        return word_of(party, language)

    def called(self, code: str, language: str) -> str:
        """A code with its sector in words."""
        return who(code, language)

    def codes(self, side: str) -> list[str]:
        """The parties of one side."""
        return parties(self.event[side])


def word_of(party: Row | None, language: str) -> str:
    """The name in the text of who said it with the side that is spoken for; "" where nobody is named."""
    if not party or not (party["code"] or party["name"]):
        return ""
    side = "".join(who(code, language) for code in parties([party]))
    name = party["name"] or party["text"] or ""
    return f"{name} ({side})" if name and side and name not in side else (side or name)


def make(asked: Asked) -> EventPage:
    """The page's record; raises NoSuchPage where the desk has no such event."""
    id = asked.path["id"]
    event = rows.event(asked.desk, id)
    if event is None:
        raise NoSuchPage(asked.t("event.missing", id=id))
    near = sorted({*rows.around(event["month"]), *rows.months(event["first"], event["last"])})
    articles = {row["id"]: row for row in rows.documents(asked.desk, event["documents"] or [], near)}
    claims = [row | {"article": articles.get(row["document"])} for row in rows.claims(asked.desk, event["claims"] or [], near)]
    claims.sort(key=lambda row: (moment(row["article"]) if row["article"] else datetime.max, row["id"]))
    against = rows.events(asked.desk, event["contradicted"] or [], sorted({m for one in near for m in rows.around(one)}))
    story = rows.story(asked.desk, event["story"]) if event["story"] else None
    return EventPage(event, claims, against, story, dyad(event))


def _table(record: EventPage, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    columns = ["published", "outlet", "id", "event", "status", "said_by", "confidence", "sentence", "document", "title", "url"]
    table: list[Mapping[str, Any]] = []
    for row in record.claims:
        word = row["said_by"] and (row["said_by"]["name"] or row["said_by"]["code"])
        article = row["article"] or {}
        of = {name: article.get(name, "") for name in ("published", "title", "url")}
        table.append(row | of | {"said_by": word, "sentence": row["sentence"]["text"]})
    return columns, table


PAGE = Page("event", "/event/{id:str}", make, table=_table)
