"""Alerts on acts and articles: which of a batch's claims and articles a rule wants, and what the alert says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kawat.desk.search.query import parse, plain
from kawat.desk.search.snippet import highlights
from kawat.relations.sides import Side
from kawat.watch.alerts import wording
from kawat.watch.alerts.newer import Batch, Row
from kawat.watch.alerts.record import Alert, Evidence
from kawat.watch.alerts.rules import Rule
from kawat.watch.alerts.values import listed
from kawat.watch.alerts.words import finding

SENTENCES = 3
"""So many sentences an alert quotes, each of another outlet where there are some."""


class Seen(NamedTuple):
    """A batch as the rules see it: its articles by id, and by rule the articles that its words find."""

    batch: Batch
    articles: dict[str, Row]
    claims: list[Row]
    found: dict[str, set[str]]


def seen(batch: Batch, rules: Sequence[Rule]) -> Seen:
    """Reads of a batch what the rules need, and nothing else."""
    queries = {rule.name: rule.query for rule in rules if rule.query.strip()}
    articles = batch.articles(with_text=bool(queries))
    found = finding(articles, queries) if queries else {}
    claims = batch.claims() if any(rule.kind == "act" for rule in rules) else []
    return Seen(batch, {row["id"]: row for row in articles}, claims, found)


def causes(rule: Rule, what: Seen, time: str, web: str) -> Iterator[Alert]:
    """The alerts that a rule has for a batch, whether told before or not."""
    if rule.kind == "article":
        wanted = _passing(rule, what, what.articles)
        languages = listed(rule.languages)
        for id, row in what.articles.items():
            if id in wanted and (not languages or row["language"] in languages):
                yield _of_article(rule, row, time, web)
        return
    inside = _passing(rule, what, (row["id"] for row in what.claims))
    matched = [row for row in what.claims if row["id"] in inside and row["document"] in what.articles and fits(rule, row)]
    if not matched:
        return
    events, told = what.batch.events(), set()
    for claim in matched:
        event = events.get(claim["id"])
        if (event or claim)["id"] in told:
            continue
        told.add((event or claim)["id"])
        if event and len(event["outlets"]) >= rule.min_outlets and event["reports"] >= rule.min_reports:
            claims = what.batch.of_event(event["claims"])
            claims.sort(
                key=lambda row: (row["id"] != event["evidence"], row["id"] != claim["id"], row["published"] or "", row["id"])
            )
            yield _of_claims(rule, event, claims, time, web)
        elif not event and rule.min_outlets <= 1 and rule.min_reports <= 1:
            yield _of_claims(rule, claim, [claim | _article(what.articles[claim["document"]])], time, web)


def _passing(rule: Rule, what: Seen, ids: Iterable[str]) -> set[str]:
    """Of the ids of claims or articles those that the rule's words and filter let pass."""
    acts = rule.kind == "act"
    left = set(ids)
    if rule.name in what.found:
        articles = what.found[rule.name]
        left &= {row["id"] for row in what.claims if row["document"] in articles} if acts else articles
    if rule.filter.strip() and left:
        left &= what.batch.passing(rule.filter, acts)
    return left


def fits(rule: Rule, claim: Mapping[str, Any]) -> bool:
    """Whether a claim is what a rule wants by type, status, confidence, language and parties."""
    if rule.types and claim["event"] not in rule.types:
        return False
    if claim["status"] not in rule.statuses or (claim["confidence"] or 0.0) < rule.min_confidence:
        return False
    if listed(rule.languages) and claim["language"] not in listed(rule.languages):
        return False
    day = claim["day"] or claim["reported"] or date.today()
    actors, recipients = codes(claim["actor"]), codes(claim["recipient"])
    for sides, there in ((rule.sides("actor"), actors), (rule.sides("recipient"), recipients)):
        if sides and not any(_stands(side, there, day) for side in sides):
            return False
    pairs = rule.dyads("dyad")
    return not pairs or any(_between(one, two, actors, recipients, day) for one, two in pairs)


def _stands(side: Side, there: Sequence[str], day: date) -> bool:
    """Whether one of these parties stands for a side on a day."""
    return any(term.start <= day <= term.until and not term.codes.isdisjoint(there) for term in side.terms)


def _between(one: Side, two: Side, actors: Sequence[str], recipients: Sequence[str], day: date) -> bool:
    """Whether an act is one side's to the other, or both sides' together."""
    to = recipients or actors
    return (_stands(one, actors, day) and _stands(two, to, day)) or (_stands(two, actors, day) and _stands(one, to, day))


def codes(parties: Iterable[Mapping[str, Any]] | None) -> tuple[str, ...]:
    """The codes of parties, each once."""
    return tuple(dict.fromkeys(party["code"] for party in parties or ()))


def _article(row: Row) -> Row:
    return {name: row[name] for name in ("key", "url", "title", "published")}


def _of_article(rule: Rule, row: Row, time: str, web: str) -> Alert:
    cause = wording.mark("article", row["key"])
    title = " ".join((row["title"] or row["url"] or row["id"]).split())
    headline = f"{title} ({row['outlet']})" if row["outlet"] else title
    shown = _evidence(row | {"sentence": _piece(rule, title, row["text"]), "document": row["id"]})
    return Alert(
        id="a:" + wording.mark(rule.name, cause), rule=rule.name, kind="article", time=time, headline_id=headline,
        headline_en=headline, channels=listed(rule.channels), evidence=(shown,),
        day=row["reported"].isoformat() if row["reported"] else "", reports=1, outlets=tuple(filter(None, (row["outlet"],))),
        link=wording.link(web, "article", row["id"]), causes=(cause,), topic="articles",
    )  # fmt: skip


def _piece(rule: Rule, title: str, text: str) -> str:
    """The piece of an article in which the words of a rule stand; its title where there are none."""
    query = parse(rule.query)
    if not query.wanted or not text:
        return title
    ((_, (piece, _)),) = highlights(query.levels()[-1], [(plain(title), plain(text))])
    return " ".join(piece.split()) or title


def _of_claims(rule: Rule, act: Row, claims: Sequence[Row], time: str, web: str) -> Alert:
    """An alert on an act (an event, or a claim that is in none yet) and its reports."""
    actors, recipients = codes(act["actor"]), codes(act["recipient"])
    outlets = tuple(act["outlets"] if "outlets" in act else filter(None, (act["outlet"],)))
    reports = int(act.get("reports") or 1)
    marks = tuple(dict.fromkeys(_mark(row) for row in claims))
    heads = [
        wording.act(act["event"], act["mode"] or "", actors, recipients, act["status"], outlets, reports, language)
        for language in ("id", "en")
    ]
    link = wording.link(web, "event", act["id"]) if "claims" in act else wording.link(web, "article", act["document"])
    return Alert(
        id="a:" + wording.mark(rule.name, *sorted(marks)[:1]), rule=rule.name, kind="act", time=time, headline_id=heads[0],
        headline_en=heads[1], channels=listed(rule.channels), evidence=_told(claims), type=act["event"], actors=actors,
        recipients=recipients, status=act["status"], day=act["day"].isoformat() if act["day"] else "", reports=reports,
        outlets=outlets, link=link, causes=marks, topic=wording.mark(act["event"], *sorted(actors), ">", *sorted(recipients)),
    )  # fmt: skip


def _mark(claim: Row) -> str:
    """What an act is known by in an article, also in later versions of it: its type and parties."""
    return wording.mark("act", claim["key"], claim["event"], *codes(claim["actor"]), ">", *codes(claim["recipient"]))


def _told(claims: Sequence[Row]) -> tuple[Evidence, ...]:
    """The first sentences, those of other outlets before those of the same."""
    first: dict[str, Row] = {}
    for row in claims:
        first.setdefault(row["outlet"] or row["key"], row)
    return tuple(_evidence(row) for row in list(first.values())[:SENTENCES])


def _evidence(row: Mapping[str, Any]) -> Evidence:
    return Evidence(
        row["sentence"] or "", row["url"] or "", row["outlet"] or "", row["title"] or "", row["document"], row["published"] or ""
    )
