"""Who wrote and who edited: "Oleh: …", "Penulis …", "Rep: …/ Red: …", "By …", "Editing by …"."""

from __future__ import annotations

import re

import msgspec

_WRITER = "oleh|penulis|reporter|pewarta|jurnalis|wartawan|kontributor|rep|by|writer|author|written by|reporting by|teks|laporan"
_EDITOR = r"editor|penyunting|redaktur|red|editing by|edited by|penyelaras"
_PAIR = re.compile(
    rf"(?<![\w-])(?P<label>{_WRITER}|{_EDITOR})\s*:\s*(?P<name>.*?)"
    rf"(?=\s*[|/;,•·-]?\s*(?<![\w-])(?:{_WRITER}|{_EDITOR})\s*:|\s*[|•·]|\s*copyright\b|\s*©|$)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^(?P<label>{_WRITER}|{_EDITOR})(?:\s+(?P<name>[A-Z].*))?$", re.IGNORECASE)
_WIRE = re.compile(
    r"^\(?Reporting by (?P<writer>[^;]{2,200}?)"
    r"(?:;\s*(?:Writing by [^;]{2,80};\s*)?Editing by (?P<editor>[^;]{2,120}?))?\)?\.?$"
)
_SITE = re.compile(
    r"^(?P<name>[A-Z][^-–|]{2,60}?)\s+[-–|]\s+(?:detik\w*|okezone\w*|okenews|viva\w*|kompas\.com|jawapos\.com"
    r"|sindonews(?:\.com)?)$",
    re.I,
)
_REPORT = re.compile(
    r"^laporan\s+(?:wartawan|reporter|kontributor|jurnalis)\s+(?:[\w-]+\.(?:com|co\.id|id"
    r"|co)\s*,?\s*)?(?P<name>[A-Z].{2,60})$",
    re.I,
)
_PERSON = re.compile(r"^[^\W\d_][\w.'’&()@-]*(?:[ ,/&]+[^\W\d_][\w.'’&()@-]*){0,14}$")
_SMALL = re.compile(r"^(?:dan|and|bin|binti|van|von|de|del|al|in|at|di|for|the|of|with|ed|y)$")


class People(msgspec.Struct, frozen=True):
    """Names from one line; "" where it names none. ``waits`` is "byline" or "editor" for a label alone."""

    byline: str = ""
    editor: str = ""
    waits: str = ""


def is_name(text: str) -> bool:
    """True for what can be one or more persons' names: short, capitalised, no sentence."""
    text = text.strip()
    if not 2 <= len(text) <= 120 or not _PERSON.match(text) or (text.endswith((".", "?", "!")) and text.count(" ") > 4):
        return False
    words = re.findall(r"[^\s,/&]+", text)
    return len(words) <= 14 and all(w[0].isupper() or w[0] in "(@" or _SMALL.match(w) for w in words) and words[0][0].isupper()


def find(line: str) -> People | None:
    """The names in a line that does nothing but name writers or editors; None for any other line."""
    line = line.strip(" \t-–|•")
    if not line or len(line) > 260:
        return None
    wire = _WIRE.match(line)
    if wire:
        return People(_tidy(wire["writer"]), _tidy(wire["editor"] or ""))
    for pattern in (_SITE, _REPORT):
        match = pattern.match(line)
        if match and (pattern is _SITE or is_name(match["name"])):
            return People(byline=_tidy(match["name"]))
    return _labelled(line) or _bare(re.sub(r"\s*\([^()]{2,40}\)$", "", line))


def _labelled(line: str) -> People | None:
    pairs = list(_PAIR.finditer(line))
    if not pairs or pairs[0].start() > 0:
        return None
    names = {"byline": "", "editor": ""}
    for pair in pairs:
        name = _tidy(pair["name"])
        kind = _kind(pair["label"])
        if not name:
            return People(waits=kind) if len(pairs) == 1 else None
        if len(name) > 120:
            return None
        names[kind] = names[kind] or name
    return People(**names)


def _bare(line: str) -> People | None:
    match = _BARE.match(line)
    if not match or len(line) > 120:
        return None
    label, name = match["label"], match["name"]
    if (label[0].islower() and label.lower() != "oleh") or label.lower() in (
        "red",
        "rep",
        "teks",
        "laporan",
        "reporting by",
    ):
        return None
    if not name:
        return None if label.lower() in ("by", "oleh", "reporter") else People(waits=_kind(label))
    if not is_name(name) or name.endswith("."):
        return None
    tidy = _tidy(name)
    return People(byline=tidy) if _kind(label) == "byline" else People(editor=tidy)


def _kind(label: str) -> str:
    return "editor" if re.fullmatch(_EDITOR, label, re.IGNORECASE) else "byline"


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,;|/-–.•")
