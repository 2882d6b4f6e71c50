"""The parameters that questions share, with what the schema says of them; their words stand in ``words/api.toml``."""

from __future__ import annotations

from typing import Annotated, Any

from litestar.openapi.spec import Example
from litestar.params import PathParameter, QueryParameter

from kawat.limits import WEB_ROWS
from kawat.ontology import EVENTS, STATUSES
from kawat.web.api.giving import Format

CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,23}$"
MOST = WEB_ROWS
USUAL = 50


def _text(example: str, longest: int = 200, **more: Any) -> Any:
    return QueryParameter(required=False, max_length=longest, examples=[Example(value=example)], **more)


def _day(example: str, query: str) -> Any:
    return QueryParameter(
        name=query,
        required=False,
        max_length=10,
        examples=[Example(value=example)],
        schema_extra={"pattern": r"^(\d{4}-\d{2}-\d{2})?$"},
    )


_PARTY = r"^([A-Za-z0-9][A-Za-z0-9_-]{0,23}(\.[A-Za-z]{1,12})?)?$"
ActorOption = Annotated[str, _text("RUS", 40, pattern=_PARTY)]
RecipientOption = Annotated[str, _text("UKR", 40, pattern=_PARTY)]
SpeakerOption = Annotated[str, _text("RUS", 40, pattern=_PARTY)]
EventOption = Annotated[str, _text("ASSAULT", 12, schema_extra={"enum": ["", *EVENTS]})]
StatusOption = Annotated[str, _text("real", 12, schema_extra={"enum": ["", *STATUSES]})]
OutletOption = Annotated[str, _text("Kabar Harian")]
LanguageOption = Annotated[str, _text("id", 12)]
DocumentOption = Annotated[str, _text("d:5f1c", 80)]
StoryOption = Annotated[str, _text("s:5f1c", 80)]
CountryOption = Annotated[str, _text("UKR", 3)]
WordsOption = Annotated[str, _text("gencatan senjata", 300)]
FromOption = Annotated[str, _day("2022-01-01", "from")]
ToOption = Annotated[str, _day("2022-12-31", "to")]
LimitOption = Annotated[int | None, QueryParameter(required=False, ge=1, le=MOST, examples=[Example(value=20)])]
NextOption = Annotated[str, QueryParameter(name="next", required=False, max_length=1_000)]
FormatOption = Annotated[Format | None, QueryParameter(required=False, examples=[Example(value="ndjson")])]
IdPart = Annotated[str, PathParameter(max_length=120)]
CodePart = Annotated[str, PathParameter(pattern=CODE, max_length=24)]


def event_of(value: str) -> str:
    """A type of event; raises ValueError for what is none."""
    return _one_of(value.upper(), EVENTS, "event")


def status_of(value: str) -> str:
    """A status; raises ValueError for what is none."""
    return _one_of(value, STATUSES, "status")


def _one_of(value: str, allowed: tuple[str, ...], name: str) -> str:
    if value and value not in allowed:
        raise ValueError(f"{name}: {value!r} is none of {', '.join(allowed)}.")
    return value
