"""Photo captions and the credit that stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AGENCIES = (
    r"Reuters|AFP|AP Photo|AP|Associated Press|EPA(?:-EFE)?|Getty(?: Images)?|ANTARA(?: FOTO)?|Xinhua|TASS"
    r"|Sputnik|"
    r"Anadolu|AA|Bloomberg|Bernama|Kyodo|Yonhap|ZUMA|Shutterstock|Pixabay|Unsplash|Pexels|NurPhoto|SPUTNIK"
    r"|UPI|Handout|"
    r"Istimewa|Dok\.?|Dokumentasi|Biro Pers|Setpres|Kemlu|Kementerian|Humas|File|Pool|Instagram|Twitter"
    r"|YouTube|Facebook"
)
_AGENCY = re.compile(rf"(?<![\w-])(?:{_AGENCIES})(?![\w-])", re.IGNORECASE)
_LABEL = (
    r"(?:Foto|Photo(?:graph)?(?:\s+by)?|Sumber(?:\s+foto)?|Source|Credits?|Kredit|Gambar|Picture|Image|File"
    r"|Dok|Dokumentasi)"
)
_SLASHES = re.compile(r"\s/\s?(?P<credit>[^\s/][^()\[\]]{1,100}?)\s*/?\s*$")
_GLUED = re.compile(rf"(?<=\w)/(?P<credit>(?:{_AGENCIES})(?: [^/]{{0,40}})?)$")
_PAREN = re.compile(rf"\s*[(\[]\s*(?:(?P<label>{_LABEL})\s*[.:/]?\s*)?(?P<credit>[^()\[\]]{{2,120}}?)\s*[)\]]\s*\.?\s*$", re.I)
_TAIL = re.compile(rf"(?:^|(?<=[.!?”\"’])|\s[-–—|])\s*(?:{_LABEL})\s*[:/]\s*(?P<credit>[^:]{{2,100}}?)\s*$", re.I)
_PHOTO_BY = re.compile(r"(?:^|(?<=[.!?”\"])\s*|\s[-–—|]\s*)Photo(?:graph)? by (?P<credit>[^.:]{2,80})\.?\s*$", re.I)
_NAKED = re.compile(r"(?:^|(?<=[.!?”\"]))\s*(?P<credit>(?:REUTERS|AFP|AP Photo|AP|EPA(?:-EFE)?|ANTARA FOTO|XINHUA)/.{2,80})$")
_LEAD = re.compile(
    r"^[\[(]?\s*(?:Foto|Photo|Gambar|Keterangan foto|Image caption|Caption)\s*[:,]\s*(?P<rest>.+?)\s*\]?$",
    re.I,
)
_BBC = re.compile(r"^Image source,?\s*(?P<credit>.+?)(?:\s*Image caption,?\s*(?P<caption>.*))?$", re.I | re.S)
_SIGNED = re.compile(rf"^(?:[A-Z][\w.'’-]*\s?){{1,4}}/\s?(?:{_AGENCIES})\b.{{0,40}}$")
_LABEL_ONLY = re.compile(rf"^(?:{_LABEL}|Image source|Image caption)\s*[:,]$", re.I)
_BUTTON = re.compile(r"\s*(?:(?:Purchase|Acquire) Licensing Rights.*|Lihat Foto|Perbesar|Zoom|Enlarge image)$", re.I)
_LONGEST = 600


def split_credit(line: str) -> tuple[str, str]:
    """(caption, credit) of a caption line; the credit is "" where none can be told from the caption."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return line, ""
    bbc = _BBC.match(line)
    if bbc:
        return (bbc["caption"] or "").strip(), bbc["credit"].strip(" ,")
    lead = _LEAD.match(line)
    if lead and _SIGNED.match(lead["rest"]):
        return "", lead["rest"]
    if lead:
        caption, credit = _split(lead["rest"])
        if not credit and is_credit(caption):
            return "", caption
        return caption, credit
    return _split(line)


def _split(line: str) -> tuple[str, str]:
    for pattern in (_SLASHES, _PHOTO_BY, _PAREN, _TAIL, _NAKED, _GLUED):
        match = pattern.search(line)
        if not match:
            continue
        credit = match["credit"].strip(" .")
        sure = pattern in (_PHOTO_BY, _TAIL, _NAKED, _GLUED) or (pattern is _PAREN and match["label"])
        if sure or is_credit(credit) or (pattern is _SLASHES and line.endswith("/")):
            caption = line[: match.start()].rstrip(" -–—|/,")
            return caption, _unlabelled(credit)
    return line, ""


def is_credit(text: str) -> bool:
    """True for "Mikhail Metzel/Reuters", "AP", "Dok. Kemlu": an agency's name, or names with a slash."""
    text = text.strip()
    if len(text) > 100 or len(text.split()) > 10:
        return False
    return bool(_AGENCY.search(text)) or bool(re.fullmatch(r"[^\s/][^/]*/\s?[A-Z][^/]*(?:/[^/]+)?", text) and text[0].isupper())


def _unlabelled(credit: str) -> str:
    return re.sub(rf"^{_LABEL}\s*:\s*", "", credit, flags=re.IGNORECASE).strip()


def split_lines(lines: Sequence[str]) -> tuple[str, str]:
    """(caption, credit) of the lines under one photo; a label alone ("Foto:") belongs to the next line."""
    caption = by = waiting = ""
    for line in lines:
        line = _BUTTON.sub("", line).strip()
        if _LABEL_ONLY.match(line):
            waiting = line + " "
            continue
        words, found = split_credit(waiting + line)
        waiting = ""
        caption, by = caption or words, by or found
    return caption, by


def looks_like_caption(line: str) -> bool:
    """True for a stand-alone line that carries a photo credit: only asked of lines before the body."""
    if len(line) > _LONGEST:
        return False
    if _LEAD.match(line) or _BBC.match(line):
        return True
    return bool(split_credit(line)[1])


def is_labelled_caption(line: str) -> bool:
    """True for a caption that says so ("Foto: …", "[Photo: …]", "Photo by …"), wherever it stands."""
    return len(line) <= _LONGEST and bool(_LEAD.match(line) or _BBC.match(line) or re.match(r"^Photo by [A-Z]", line))
