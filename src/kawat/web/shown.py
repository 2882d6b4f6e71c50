"""Templates: Jinja with everything escaped, with words, days and numbers in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from kawat import __version__
from kawat.ontology import EVENTS, STATUSES, plover
from kawat.relations import telling
from kawat.relations.phrases import name as name_of
from kawat.web import tokens
from kawat.web.asked import Asked, to
from kawat.web.canonical import defaults
from kawat.web.marks import found, pieces, sentence_pieces, spanned


@cache
def environment() -> Environment:
    """The templates of ``kawat.web``."""
    made = Environment(
        loader=PackageLoader("kawat.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, cache_size=-1,
    )  # fmt: skip
    made.globals |= {"to": to, "pieces": pieces, "sentence_pieces": sentence_pieces, "found": found, "spanned": spanned}
    made.globals |= {"kawat_version": __version__, "frame": frame, "defaults": lambda query: urlencode(defaults(type(query)))}
    made.globals |= {"csrf": tokens.token, "author": tokens.author, "codes": codes, "event_types": EVENTS, "statuses": STATUSES}
    made.globals |= {"event_label": plover.event_label, "mode_label": plover.mode_label, "context_label": plover.context_label}
    return made


def render(template: str, asked: Asked, **values: Any) -> str:
    """A template with the words ``t``, ``here``, ``name``, ``day``, ``number`` and ``score`` in the reader's language."""
    language = asked.language
    return environment().get_template(template).render(
        asked=asked, t=asked.t, here=asked.here, lang=language, theme=asked.theme,
        name=lambda code: name(code, language), day=lambda when: day(when, language),
        number=lambda value, places=0: number(value, language, places), score=lambda value: score(value, language),
        size=lambda count: size(count, language), **values,
    )  # fmt: skip


def frame(address: str, title: str) -> str:
    """The HTML by which another page frames one of this desk's charts, as text to be copied."""
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="480" loading="lazy"></iframe>'


def name(code: str, language: str) -> str:
    """An actor's name ("Rusia") with its sector after it ("Rusia, GOV"); "?" is nobody known."""
    whole, _, sector = code.partition(".")
    text = {"id": "tak dikenal", "en": "unknown"}[language] if whole in ("", "?") else name_of(whole, language)
    return f"{text}, {sector}" if sector else text


def day(when: Any, language: str) -> str:
    """A day as the language writes it ("24 Februari 2022"); ISO text and moments are days too, nothing is a dash."""
    if isinstance(when, str):
        try:
            when = datetime.fromisoformat(when).date()
        except ValueError:
            return when or "–"
    if isinstance(when, datetime):
        when = when.date()
    return telling.day(when, language) if isinstance(when, date) else "–"


def number(value: float | None, language: str, places: int = 0) -> str:
    """A number with the language's points and commas; nothing is a dash."""
    if value is None:
        return "–"
    text = f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text


def score(value: float | None, language: str) -> str:
    """A Goldstein score with its sign."""
    if value is None:
        return "–"
    sign = "+" if value > 0.05 else "−" if value < -0.05 else "±"
    return sign + number(abs(value), language, 1)


def codes(parties: list[dict[str, Any]] | None) -> str:
    """Parties as they are written into a field: "RUS.GOV, CHN"."""
    return ", ".join(f"{p['code']}.{p['sector']}" if p["sector"] else p["code"] for p in parties or () if p["code"])


def size(count: float, language: str) -> str:
    """A number of bytes in the unit that suits it."""
    unit = 0
    while count >= 1000 and unit < 4:
        count, unit = count / 1000, unit + 1
    return f"{number(count, language, 0 if unit == 0 or count >= 100 else 1)} {('B', 'kB', 'MB', 'GB', 'TB')[unit]}"
