"""The last step of every reader: what was given, found and sorted becomes a Document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from kawat.limits import HEADING_CHARACTERS, TAGS
from kawat.read import dateline, outlets, published
from kawat.read.clean import one_line
from kawat.read.furniture import Sorted
from kawat.types import Document

_INDONESIAN = frozenset(
    [
        "yang",
        "dan",
        "di",
        "untuk",
        "dengan",
        "dari",
        "pada",
        "ini",
        "itu",
        "tidak",
        "akan",
        "dalam",
        "oleh",
        "kata",
        "juga",
        "telah",
        "ke",
    ]
)
_MALAY = frozenset(
    [
        "kerana",
        "bahawa",
        "ialah",
        "beliau",
        "sahaja",
        "ogos",
        "khamis",
        "jumaat",
        "isnin",
        "manakala",
        "sekiranya",
        "berkenaan",
    ]
)


class Given(msgspec.Struct, frozen=True):
    """What the caller says about a document: it goes before anything the page says."""

    url: str = ""
    outlet: str = ""
    published: str = ""
    title: str = ""
    language: str = ""
    fetched: str = ""
    source: str = ""


class Found(msgspec.Struct, frozen=True):
    """What the page says outside its body (its metadata); "" or None where it says nothing."""

    title: str = ""
    url: str = ""
    outlet: str = ""
    moment: published.Moment | None = None
    byline: str = ""
    editor: str = ""
    caption: str = ""
    credit: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    notes: tuple[str, ...] = ()


def assemble(given: Given, found: Found, body: Sorted) -> Document:
    """Put the pieces together; the dateline leaves the body and gives outlet and place."""
    notes = list(found.notes + body.notes)
    url = one_line(given.url or found.url)
    url = url if len(url) <= HEADING_CHARACTERS else ""
    title = (one_line(given.title) or found.title)[:HEADING_CHARACTERS]
    hosts = tuple(filter(None, (outlets.host_of(url), *body.hosts)))
    paragraphs, line = _without_dateline(body.paragraphs, _own_names(found.outlet or given.outlet, hosts))
    outlet = (one_line(given.outlet) or _outlet(found.outlet, hosts, line))[:HEADING_CHARACTERS]
    if line and line.outlet and line.outlet != outlet:
        notes.append(f"the dateline names {line.outlet}")
    text = "\n\n".join(paragraphs)
    when, note = _published(given, found, body, outlet, hosts, text)
    notes += [note] if note else []
    notes += _missing(title, text, when, outlet)
    return Document(
        id=identity(url, title, text),
        text=text,
        url=url,
        outlet=outlet,
        title=title,
        byline=(found.byline or body.byline)[:HEADING_CHARACTERS],
        editor=(found.editor or body.editor)[:HEADING_CHARACTERS],
        place=line.place if line else "",
        published=when,
        language=given.language or found.language,
        caption=found.caption or body.caption,
        credit=(found.credit if found.caption or found.credit else "") or body.credit,
        tags=(found.tags or body.tags)[:TAGS],
        related=body.related,
        fetched=given.fetched,
        source=given.source,
        notes=tuple(dict.fromkeys(notes)),
    )


def identity(url: str, title: str, text: str) -> str:
    """A document's id: "d:" and 16 hex digits of a hash over its address, headline and body."""
    return "d:" + blake2b("\x00".join((url, title, text)).encode("utf-8", "replace")).hexdigest()[:16]


def empty(given: Given, why: str) -> Document:
    """The document of an input that holds nothing: a result, not an error."""
    return Document(
        id=identity(given.url, given.title, ""),
        text="",
        url=given.url,
        outlet=given.outlet,
        title=given.title,
        published=given.published,
        language=given.language,
        fetched=given.fetched,
        source=given.source,
        notes=(f"empty: {why}",),
    )


def _own_names(outlet: str, hosts: Sequence[str]) -> list[str]:
    return [outlet, *hosts, *(host.split(".")[0] for host in hosts)] if outlet else [
        *hosts, *(host.split(".")[0] for host in hosts)
    ]  # fmt: skip


def _without_dateline(paragraphs: Sequence[str], own_names: Sequence[str]) -> tuple[list[str], dateline.Dateline | None]:
    """The paragraphs with the dateline cut from the first that has one (the first two are looked at)."""
    rest = list(paragraphs)
    if len(rest) > 1 and len(rest[0]) < 90 and rest[0].endswith(("-", "–", "—")):
        rest[:2] = [f"{rest[0]} {rest[1]}"]
    for index in range(min(2, len(rest))):
        line = dateline.find(rest[index], own_names)
        if line:
            rest[index] = rest[index][line.length :].strip()
            return rest, line
    return rest, None


def _outlet(declared: str, hosts: Sequence[str], line: dateline.Dateline | None) -> str:
    if declared:
        known = outlets.by_name(declared)
        return known.outlet if known else declared
    named = line.outlet if line else ""
    if named and any(outlets.compact(named) == outlets.compact(host.split(".")[0]) for host in hosts):
        return named
    for host in hosts:
        known = outlets.by_host(host)
        if known:
            return known.outlet
    return named


def _published(given: Given, found: Found, body: Sorted, outlet: str, hosts: Sequence[str], text: str) -> tuple[str, str]:
    if given.published:
        return given.published, ""
    moment, shown = found.moment or body.moment, body.moment
    if moment is None:
        return "", ""
    if shown and moment.time and not moment.offset and shown.offset:
        if (shown.day, shown.time[:5]) == (moment.day, moment.time[:5]):
            moment = msgspec.structs.replace(moment, offset=shown.offset)
    return published.complete(moment, _zone(given.language or found.language, outlet, hosts, text))


def _zone(language: str, outlet: str, hosts: Sequence[str], text: str) -> str:
    """The offset of an Indonesian page that shows none; "" for pages from elsewhere."""
    known = next(filter(None, map(outlets.by_host, hosts)), None) or outlets.by_name(outlet)
    if known:
        return known.zone if known.country == "IDN" else ""
    if language not in ("", "id"):
        return ""
    if language == "id" or any(host.endswith(".id") for host in hosts) or indonesian(text):
        return "+07:00"
    return ""


def indonesian(text: str) -> bool:
    """A quick look at common words; only used to choose a time zone, never to set the language."""
    words = re.findall(r"[a-z]+", text[:3000].lower())
    common = sum(word in _INDONESIAN for word in words)
    return len(words) > 4 and common > 0.08 * len(words) and sum(word in _MALAY for word in words) < 2


def _missing(title: str, text: str, when: str, outlet: str) -> list[str]:
    notes = []
    if not text:
        notes.append("empty: no body text was found")
    if not title:
        notes.append("no headline found")
    if not when:
        notes.append("no date of publication found")
    if not outlet:
        notes.append("no outlet found")
    return notes
