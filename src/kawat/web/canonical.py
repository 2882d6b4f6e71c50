"""The shortest address of what a page is asked: without what is empty, and without what would hold anyhow.

A browser sends all fields of a form. With JavaScript they are left out before it is sent; without, the page sends the browser on.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

import msgspec

from kawat.web.asked import Query

Pairs = list[tuple[str, str]]


def defaults(kind: type[Query]) -> dict[str, str]:
    """The values of a page's parameters that mean the same as leaving them out; those that are empty are not told."""
    found = {one.encode_name: one.default for one in msgspec.structs.fields(kind)}
    return {
        name: "0" if value is False else str(value)
        for name, value in found.items()
        if isinstance(value, str | int) and value != ""
    }


def shortened(kind: type[Query], pairs: Sequence[tuple[str, str]]) -> Pairs:
    """The parameters of a question that say something, in their order; of those that take one value the last one."""
    told = [(name, value) for name, value in pairs if value != ""]
    usual = defaults(kind)
    single = {one.encode_name for one in msgspec.structs.fields(kind) if isinstance(one.default, str | int)}
    last = {name: place for place, (name, _) in enumerate(told)}
    return [
        (name, value)
        for place, (name, value) in enumerate(told)
        if name not in single or (place == last[name] and _plain(value, usual.get(name)) != usual.get(name))
    ]


def _plain(value: str, usual: str | None) -> str:
    return "0" if usual == "0" and value.lower() == "false" else value


def address_of(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A path of this desk with its parameters; however many slashes it begins with, it is never another site's."""
    whole = quote("/" + path.lstrip("/\\"), safe="/:@!$&'()*+,;=~")
    return f"{whole}?{urlencode(pairs)}" if pairs else whole
