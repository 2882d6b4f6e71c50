"""Documents, claims and quotes: a page at a time, all as a stream, or one."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import QueryParameter

from kawat.web.answer import ASK
from kawat.web.api import asking as ask
from kawat.web.api import pages, records, rows
from kawat.web.api.giving import Format, format_of, given, holder_of, streamed
from kawat.web.api.rows import CLAIMS, DOCUMENTS, QUOTES, Filters, Listed, party
from kawat.web.page import NoSuchPage
from kawat.web.period import day

TextOption = Annotated[bool, QueryParameter(required=False)]


async def listed(
    request: ASK, of: Listed, kind: type[Any], filters: Filters, limit: int | None, after: str, format: Format | None,
    without: tuple[str, ...] = (),
) -> Response[Any]:  # fmt: skip
    """The page of a table as a record of ``kind``, or its stream; ``without`` columns."""
    desk, wanted = holder_of(request).desk, format_of(request, format)
    if wanted != "json":
        return await streamed(of.table, wanted, partial(rows.stream, desk, of, filters, wanted, limit, without))

    def make() -> Any:
        found, more = rows.page(desk, of, filters, limit or ask.USUAL, after)
        for name in without:
            found = [_without(row, name) for row in found]
        return kind(found, more, desk.version)

    return await given(request, make)


def _without(row: Any, name: str) -> Any:
    import msgspec

    return msgspec.structs.replace(row, **{name: None})


async def one(request: ASK, of: Listed, name: str) -> Response[Any]:
    """One row by its name; raises NoSuchPage where there is none."""
    desk = holder_of(request).desk

    def make() -> Any:
        found = rows.by_name(desk, of, [name])
        if name not in found:
            raise NoSuchPage(f"this desk has no {of.table.rstrip('s')} {name!r}.")
        return found[name]

    return await given(request, make)


def within(filters: Filters, column: str, since: str, until: str) -> Filters:
    """With the days between which a row lies, both included."""
    return filters.also(f"r.{column} >= ?", day("from", since)).also(f"r.{column} <= ?", day("to", until))


@get("/documents", operation_id="list_documents", tags=["documents"])
async def list_documents(
    request: ASK, outlet: ask.OutletOption = "", language: ask.LanguageOption = "", from_: ask.FromOption = "",
    to: ask.ToOption = "", text: TextOption = False, limit: ask.LimitOption = None, next_: ask.NextOption = "",
    format: ask.FormatOption = None,
) -> Response[pages.Documents]:  # fmt: skip
    """A page of articles."""
    filters = Filters().also("r.outlet = ?", outlet).also("r.language = ?", language)
    without = () if text else ("text",)
    return await listed(
        request, DOCUMENTS, pages.Documents, within(filters, "reported", from_, to), limit, next_, format, without
    )


@get("/documents/{id:str}", operation_id="get_document", tags=["documents"])
async def get_document(request: ASK, id: ask.IdPart) -> Response[records.Document]:
    """One article."""
    return await one(request, DOCUMENTS._replace(holds=""), id)


@get("/claims", operation_id="list_claims", tags=["claims"])
async def list_claims(
    request: ASK, actor: ask.ActorOption = "", recipient: ask.RecipientOption = "", event: ask.EventOption = "",
    status: ask.StatusOption = "", outlet: ask.OutletOption = "", document: ask.DocumentOption = "", from_: ask.FromOption = "",
    to: ask.ToOption = "", limit: ask.LimitOption = None, next_: ask.NextOption = "", format: ask.FormatOption = None,
) -> Response[pages.Claims]:  # fmt: skip
    """A page of claims."""
    filters = parties(Filters(), actor, recipient).also("r.event = ?", ask.event_of(event))
    filters = filters.also("r.status = ?", ask.status_of(status)).also("r.outlet = ?", outlet).also("r.document = ?", document)
    return await listed(request, CLAIMS, pages.Claims, within(filters, "day", from_, to), limit, next_, format)


def parties(filters: Filters, actor: str, recipient: str) -> Filters:
    """With the codes of the parties."""
    for side, code in (("actor", actor.upper()), ("recipient", recipient.upper())):
        filters = filters.also(party(side, code), *code.split("."))
    return filters


@get("/claims/{id:str}", operation_id="get_claim", tags=["claims"])
async def get_claim(request: ASK, id: ask.IdPart) -> Response[records.Claim]:
    """One claim."""
    return await one(request, CLAIMS, id)


@get("/quotes", operation_id="list_quotes", tags=["quotes"])
async def list_quotes(
    request: ASK, speaker: ask.SpeakerOption = "", outlet: ask.OutletOption = "", document: ask.DocumentOption = "",
    from_: ask.FromOption = "", to: ask.ToOption = "", limit: ask.LimitOption = None, next_: ask.NextOption = "",
    format: ask.FormatOption = None,
) -> Response[pages.Quotes]:  # fmt: skip
    """A page of quotes."""
    code, _, sector = speaker.upper().partition(".")
    filters = Filters().also("r.speaker.code = ?", code).also("r.speaker.sector = ?", sector)
    filters = filters.also("r.outlet = ?", outlet).also("r.document = ?", document)
    return await listed(request, QUOTES, pages.Quotes, within(filters, "reported", from_, to), limit, next_, format)


@get("/quotes/{id:str}", operation_id="get_quote", tags=["quotes"])
async def get_quote(request: ASK, id: ask.IdPart) -> Response[records.Quote]:
    """One quote."""
    return await one(request, QUOTES, id)


HANDLERS: list[Any] = [list_documents, get_document, list_claims, get_claim, list_quotes, get_quote]
