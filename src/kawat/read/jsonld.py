"""The article in a page's JSON-LD: single objects, lists and @graph, broken JSON tolerated."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kawat.limits import JSONLD_CHARACTERS

_KINDS = re.compile(r"(?:Article|NewsArticle|BlogPosting|Report|Review|LiveBlogPosting)$")
_LARGEST = JSONLD_CHARACTERS
_FIELDS = ("headline", "datePublished", "dateCreated", "inLanguage", "articleBody", "keywords", "url")


def article(scripts: Iterable[str]) -> dict[str, Any]:
    """The first object that describes an article, its references resolved; {} without one."""
    found: list[dict[str, Any]] = []
    by_id: dict[str, dict[str, Any]] = {}
    for script in scripts:
        for item in _objects(script[:_LARGEST]):
            name = item.get("@id")
            if isinstance(name, str) and len(item) > 1:
                by_id.setdefault(name, item)
            if any(_KINDS.search(kind) for kind in _strings(item.get("@type"))):
                found.append(item)
    if not found:
        return {}
    best = next((item for item in found if item.get("headline")), found[0])
    return {key: _resolve(value, by_id) for key, value in best.items()}


def text(value: Any) -> str:
    """A field as plain text: entities and tags undone, the first item of a list."""
    for item in _strings(value):
        plain = re.sub(r"<[^<>]{0,200}>", "", html.unescape(html.unescape(item)))
        return re.sub(r"\s+", " ", plain).strip()
    return ""


def names(value: Any) -> list[str]:
    """The names in an author, editor or publisher field, in order, each once."""
    out: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = text(item.get("name")) if isinstance(item, dict) else text(item)
        if name and not name.startswith("http"):
            out.append(name)
    return list(dict.fromkeys(out))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _strings(value.get("@value") or value.get("name"))
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str)]
    return []


def _resolve(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_resolve(item, by_id) for item in value]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _objects(script: str) -> Iterator[dict[str, Any]]:
    """Every object in a script, outermost first."""
    stack: list[Any] = list(_parse(script))[::-1]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack += list(item.values())[::-1]
        elif isinstance(item, list):
            stack += item[::-1]


def _parse(script: str) -> Iterator[Any]:
    script = (
        re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", script).strip().rstrip(";")
    )
    decoder = json.JSONDecoder(strict=False)
    at, some = 0, False
    try:
        while at < len(script):
            value, at = decoder.raw_decode(script, at)
            some = True
            yield value
            at += len(script[at : at + 1000]) - len(script[at : at + 1000].lstrip(" \t\r\n,;"))
    except (ValueError, RecursionError):
        if not some:
            yield from _mend(script, decoder)


def _mend(script: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    """Trailing commas are dropped; where that does not do, the fields are picked out one by one."""
    try:
        yield decoder.decode(re.sub(r",(\s*[}\]])", r"\1", script))
        return
    except (ValueError, RecursionError):
        pass
    if not re.search(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"', script):
        return
    picked: dict[str, Any] = {"@type": "Article"}
    for field in _FIELDS:
        match = re.search(rf'"{field}"\s*:\s*"((?:[^"\\\n]|\\.)*)"', script)
        if match:
            picked[field] = _unescape(match.group(1))
    for field in ("author", "publisher", "editor"):
        match = re.search(rf'"{field}"\s*:\s*[\[{{][^\]}}]{{0,400}}?"name"\s*:\s*"((?:[^"\\\n]|\\.)*)"', script)
        if match:
            picked[field] = {"name": _unescape(match.group(1))}
    yield picked


def _unescape(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
