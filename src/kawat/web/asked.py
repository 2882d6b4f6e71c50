"""What a page is asked: the desk, the path, the query, the reader's language and theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlencode

import msgspec

from kawat.web.words import Language, word

if TYPE_CHECKING:
    from kawat.desk import Desk
    from kawat.web.store import Holder

THEMES = ("auto", "light", "dark")


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=False, omit_defaults=True):
    """What may stand after ``?`` of every page; each page adds its own. What a page does not know is ignored."""

    lang: str = ""
    theme: str = ""


class Charted(Query, frozen=True):
    """The query of a page with charts: ``embed`` asks for the one that ``chart`` names (the first unless told) alone."""

    embed: bool = False
    chart: str = ""


class Asked(NamedTuple):
    """One question to a page. ``path`` holds the parameters of the path, ``query`` is of the page's own struct."""

    desk: Desk
    holder: Holder
    where: str
    """The path itself, without a suffix such as ".json"."""
    path: dict[str, str]
    query: Any
    language: Language
    theme: str
    role: str
    """"read", "review" or "admin"."""
    signed: bool = False
    """Whether the reader signed in: tokens are in force."""

    def t(self, key: str, **values: object) -> str:
        """A word in the reader's language (``kawat.web.words``)."""
        return word(key, self.language, **values)

    def here(self, suffix: str = "", **changes: object) -> str:
        """This page's address with some of its query changed (``from_`` for "from"); an empty value takes a parameter away."""
        kept = msgspec.to_builtins(self.query) | {name.rstrip("_"): value for name, value in changes.items()}
        return address(("/index" if self.where == "/" and suffix else self.where) + suffix, kept)


def address(path: str, query: Mapping[str, object] | None = None) -> str:
    """A path with its query; empty values are left out, lists repeat their name."""
    pairs = [
        (name, one) for name, value in (query or {}).items() for one in (value if isinstance(value, list | tuple) else [value])
    ]
    text = urlencode([(name, _text(value)) for name, value in pairs if value not in ("", None, False)])
    return f"{path}?{text}" if text else path


def _text(value: object) -> str:
    return "1" if value is True else str(value)


def to(*parts: object, **query: object) -> str:
    """An address of this desk from the parts of its path, each quoted: ``to("relation", "RUS", "UKR", by="week")``."""
    return address("/" + "/".join(quote(str(part), safe="") for part in parts), {n.rstrip("_"): v for n, v in query.items()})
