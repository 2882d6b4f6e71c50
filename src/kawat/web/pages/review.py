"""Periksa: claims in doubt or of much weight, each with its words, to be accepted, rejected or changed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import msgspec
from litestar import Response

from kawat.desk.corrections import correct
from kawat.desk.store import Store
from kawat.errors import DeskError, KawatError, UnknownNameError
from kawat.ontology import EVENTS
from kawat.web import tokens
from kawat.web.answer import ASK, answer, asked
from kawat.web.asked import Asked, Query
from kawat.web.dyads.question import codes as codes_of
from kawat.web.page import KINDS, NoSuchPage, Page, Table
from kawat.web.posting import Form, Post, back
from kawat.web.queue import Item, Wanted, items, judged, places, queue
from kawat.web.shown import codes, render
from kawat.web.store import Holder
from kawat.web.wrong import Wrong

_LOG = logging.getLogger("kawat.web")
A_PAGE = 10
ORDERS = ("doubt", "impact", "judged")
_ID = re.compile(r"[a-z]:[0-9a-f]{4,64}")


class ReviewQuery(Query, frozen=True, omit_defaults=True):
    """Which claims: a queue with filters, or one ``claim``. ``saved``: the claim that was judged just now."""

    by: str = "doubt"
    actor: str = ""
    recipient: str = ""
    event: str = ""
    outlet: str = ""
    language: str = ""
    claim: str = ""
    page: int = 1
    saved: str = ""
    rename: bool = False


class Review(msgspec.Struct, frozen=True):
    """What the page shows. ``total`` counts the queue's claims that nobody judged, the first 500 of them at most."""

    by: str
    items: list[Item]
    total: int
    page: int
    pages: int
    saved: dict[str, Any] | None
    merging: str
    failed: str
    outlets: list[str]
    languages: list[str]


def make(asked: Asked) -> Review:
    """The page's record."""
    query: ReviewQuery = asked.query
    if query.by not in ORDERS:
        raise Wrong("choice", name="by", value=query.by, allowed=", ".join(ORDERS))
    if query.event and query.event not in EVENTS:
        raise Wrong("choice", name="event", value=query.event, allowed=", ".join(EVENTS))
    corrections = judged(asked.desk.store)
    listed = _listed(asked, corrections)
    if query.claim and not listed:
        raise NoSuchPage(asked.t("wrong.no_claim", claim=query.claim[:60]))
    pages = max(1, -(-len(listed) // A_PAGE))
    page = min(max(1, query.page), pages)
    shown = items(asked.desk, listed[(page - 1) * A_PAGE : page * A_PAGE], corrections)
    merger = asked.holder.merger
    facets = asked.holder.cached("review facets", _facets)
    saved = corrections.get(query.saved) if query.saved else None
    return Review(query.by, shown, len(listed), page, pages, saved, merger.state, merger.failed, *facets)


def _listed(asked: Asked, corrections: Mapping[str, Any]) -> list[Any]:
    query: ReviewQuery = asked.query
    if query.claim:
        return places(asked.desk, [query.claim])
    if query.by == "judged":
        newest = sorted(corrections.values(), key=lambda row: str(row["time"]), reverse=True)
        return places(asked.desk, [row["claim"] for row in newest[:500]])
    wanted = Wanted(query.by, query.actor, query.recipient, query.event, query.outlet, query.language)
    found = asked.holder.cached(("review", wanted), lambda desk: queue(desk, wanted))
    return [one for one in found if one.id not in corrections]


def _facets(desk: Any) -> tuple[list[str], list[str]]:
    """The outlets with most articles, and the languages."""
    outlets = desk.sql("SELECT outlet FROM documents WHERE outlet <> '' GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT 200")
    languages = desk.sql("SELECT language FROM documents WHERE language <> '' GROUP BY language ORDER BY count(*) DESC LIMIT 12")
    return [row["outlet"] for row in outlets.rows()], [row["language"] for row in languages.rows()]


def table(record: Review, asked: Asked) -> Table:
    """The claims of this page as rows."""
    columns = ["claim", "event", "mode", "actor", "recipient", "status", "day", "confidence", "outlet", "sentence", "verdict"]
    rows: list[Mapping[str, Any]] = []
    for item in record.items:
        claim = item.claim
        more = {"claim": claim["id"], "actor": codes(claim["actor"]), "recipient": codes(claim["recipient"])}
        sentence = (claim["sentence"] or {}).get("text")
        rows.append({**claim, **more, "sentence": sentence, "verdict": item.correction and item.correction["verdict"]})
    return columns, rows


# --- What is sent


def save(request: ASK, form: Form, holder: Holder) -> Response[bytes]:
    """Notes a verdict, has it merged, and goes back to the queue; a form that cannot be saved is shown again (400)."""
    question = asked(request, holder, PAGE, "/review", {})
    claim, act = form.get("claim", ""), form.get("act", "")
    by = (form.get("by", "").strip() or tokens.author(request))[: tokens.LONGEST_NAME]
    if act == "name" and by:
        return back(request, question.here(rename="", saved=""), by)
    try:
        _note(holder, question, form, by)
    except KawatError as problem:
        return _again(request, question, form, str(problem))
    address = question.here(saved=claim, rename="")
    follows = form.get("next", "")
    if act != "undo" and _ID.fullmatch(follows):
        address += f"#{follows}"
    return back(request, address, by)


def _note(holder: Holder, question: Asked, form: Form, by: str) -> None:
    """Saves what a form says; raises KawatError where it says nothing that can be saved."""
    claim, act = form.get("claim", ""), form.get("act", "")
    if act not in ("accept", "reject", "edit", "undo") or not _ID.fullmatch(claim):
        raise DeskError(question.t("review.unreadable"))
    if not by:
        raise DeskError(question.t("review.no_name"))
    why = form.get("why", "").strip()[:1000] or question.t(f"review.why_{act}")
    before = judged(holder.desk.store).get(claim)
    changes = _changes(holder, question, claim, form) if act == "edit" else {}
    verdict = {"edit": "change", "undo": "accept"}.get(act, act)
    try:
        correct(Store(holder.place), claim, verdict, changes, by=by, why=why)
    except UnknownNameError as problem:
        raise DeskError(_unknown(question, changes)) from problem
    except DeskError as problem:
        _LOG.warning("a correction of %s cannot be saved: %s", claim, problem)
        raise DeskError(question.t("review.unsaved")) from problem
    if verdict != "accept" or before is not None:
        holder.merger.ask()


def _unknown(question: Asked, changes: Mapping[str, str]) -> str:
    """What is told of a value that no code stands for, with codes that come near."""
    known = codes_of(question)
    sides = [part for side in ("actor", "recipient") for part in _parts(changes.get(side, ""))]
    given = [part for part in sides if part.partition(".")[0] not in known]
    near = [one for part in given for one in get_close_matches(part, sorted(known), 2, 0.6)]
    hint = question.t("review.near", near=", ".join(near)) if near else question.t("review.codes")
    return f"{question.t('review.unknown', values=', '.join(given or changes.values()))} {hint}"


def _changes(holder: Holder, question: Asked, claim: str, form: Form) -> dict[str, str]:
    """The fields of which the form says something else than the claim does."""
    found = items(holder.desk, places(holder.desk, [claim]), {})
    if not found:
        raise DeskError(question.t("review.unreadable"))
    row = found[0].claim
    now = {"event": row["event"], "status": row["status"], "actor": codes(row["actor"]), "recipient": codes(row["recipient"])}
    given = {name: form[name].strip().upper() if name in ("actor", "recipient") else form[name] for name in now if name in form}
    changes = {name: value[:200] for name, value in given.items() if _parts(value) != _parts(now[name])}
    if not changes:
        raise DeskError(question.t("review.nothing"))
    return changes


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _again(request: ASK, question: Asked, form: Form, problem: str) -> Response[bytes]:
    """The queue again, with what was entered and what is wrong with it."""
    record = make(question)
    if not any(item.claim["id"] == form.get("claim") for item in record.items):
        one = items(question.desk, places(question.desk, [form.get("claim", "")]), judged(question.desk.store))
        record = msgspec.structs.replace(record, items=[*one, *record.items])
    entered = {name: value for name, value in form.items() if name != tokens.FIELD}
    body = render("pages/review.html", question, page=record, request=request, entered=entered, problem=problem)
    return answer(request, body.encode(), KINDS["html"], status=400, varies=True)


PAGE = Page("review", "/review", make, query=ReviewQuery, table=table, cached=False)
POST = Post("/review/correct", save, "review")
