"""One article read in full, and many records coded in a row: the public ``read`` and ``code``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kawat.actors.overlay import Overlay
from kawat.coders import DEFAULT, Coder
from kawat.coders import coder as coder_of
from kawat.errors import RecordError
from kawat.relations import relations
from kawat.text.language import detect
from kawat.types import Coded, Document, Reading

# What a page tells of its own story; claims in related links belong to other articles.
_OWN = frozenset(("body", "title", "caption"))


class Parties(msgspec.Struct, frozen=True):
    """The spans of a given actor and recipient: [start, end) in code points of the record's text."""

    actor: tuple[int, int]
    recipient: tuple[int, int]


class Record(msgspec.Struct, frozen=True):
    """One line of input as FORMATS describes it; fields that it does not name are ignored."""

    text: str
    id: str = ""
    title: str | None = None
    language: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    before: str | None = None
    parties: Parties | None = None


def read(
    source: str | Path,
    *,
    language: str = "",
    published: str = "",
    outlet: str = "",
    overlay: Overlay | str | Path | None = None,
    coder: str = DEFAULT,
) -> Reading:
    """Reads one article: a file, "-" for standard input, or an http(s) address; HTML or plain text.

    ``language``, ``published`` (ISO 8601) and ``outlet`` go before what the page says. ``overlay`` adds
    actors: an ``Overlay`` or the path of its file. ``coder`` is a name as ``kawat code --coder`` takes it.
    Raises SourceError (or its FetchError) where the source cannot be read.
    """
    from kawat.read import read_document

    chosen = coder_of(coder, overlay)
    return read_with(chosen, read_document(source, language=language, published=published, outlet=outlet), language)


def read_with(coder: Coder, document: Document, language: str = "") -> Reading:
    """The reading of a document at hand; ``language`` "" means: tell it from the text."""
    document = _with_language(document, language)
    coded = code_document(coder, document)
    unsaid = tuple(note for note in coded.notes if note not in document.notes)
    document = msgspec.structs.replace(document, notes=document.notes + unsaid)
    own = [claim for claim in coded.claims if claim.origin in _OWN]
    return Reading(document, coded.claims, coded.quotes, relations(own))


def code_document(coder: Coder, document: Document) -> Coded:
    """Codes every field of a document: title, body, caption, and each related link's title on its own."""
    fields = [("caption", "caption", document.caption)] if document.caption else []
    fields += [("related", "related", link.title) for link in document.related if link.title]
    return coder.code(
        document.text,
        id=document.id,
        title=document.title,
        language=document.language,
        published=document.published,
        fields=tuple(fields),
    )


def code(
    records: Iterable[str | dict[str, Any] | Document], *, overlay: Overlay | str | Path | None = None, coder: str = DEFAULT
) -> Iterator[Coded]:
    """Codes records one by one and in order: a sentence or text, a dict as FORMATS has it, or a Document.

    Raises RecordError, which counts from 1, at a record that is none of them; texts in a language that
    Kawat does not read come back without claims.
    """
    chosen = coder_of(coder, overlay)
    for number, record in enumerate(records, 1):
        if isinstance(record, Document):
            yield code_document(chosen, record)
        else:
            yield code_record(chosen, as_record(record, f"record {number}"))


def code_record(coder: Coder, record: Record) -> Coded:
    """Codes one record of FORMATS."""
    if record.parties and not all(0 <= a < b <= len(record.text) for a, b in (record.parties.actor, record.parties.recipient)):
        raise RecordError(
            f"{record.id or 'record'}: the spans of its parties lie outside its text of {len(record.text)} characters."
        )
    return coder.code(
        record.text,
        id=record.id,
        title=record.title or "",
        language=record.language or "",
        published=record.published or "",
        before=record.before or "",
        parties=(record.parties.actor, record.parties.recipient) if record.parties else None,
    )


def as_record(item: str | dict[str, Any], where: str) -> Record:
    """A record from a text or a dict; RecordError names ``where`` it stood and what is wrong with it."""
    if isinstance(item, str):
        return Record(item)
    try:
        return msgspec.convert(item, Record)
    except msgspec.ValidationError as problem:
        raise RecordError(f'{where}: {problem}. A record needs at least a text: {{"id": "a1", "text": "..."}}.') from None


def _with_language(document: Document, given: str) -> Document:
    """The document with its language: as given, else as the words show it, else as the page says."""
    if given:
        return msgspec.structs.replace(document, language=given)
    found = detect(f"{document.title}\n{document.text}")
    notes = document.notes
    if found.code and document.language and found.code != document.language:
        notes += (f"the page calls its language {document.language}, but the text is {found.name_en}",)
    elif document.text and not found.readable:
        notes += (found.reason,)
    return msgspec.structs.replace(document, language=found.code or document.language, notes=notes)


__all__ = ["Record", "as_record", "code", "code_document", "code_record", "read", "read_with"]
