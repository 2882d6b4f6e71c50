"""Bytes to text: byte order marks, UTF-8, UTF-16, what the page declares, Windows-1252, and mojibake."""

from __future__ import annotations

import codecs
import re

from kawat.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF", "Turn it into text first, for example with pdftotext"),
    (b"\x89PNG", "a PNG image", "Kawat reads text; recognise the letters first"),
    (b"\xff\xd8\xff", "a JPEG image", "Kawat reads text; recognise the letters first"),
    (b"GIF8", "a GIF image", "Kawat reads text; recognise the letters first"),
    (b"PK\x03\x04", "a ZIP archive (perhaps a Word or EPUB file)", "Unpack it, or save it as text or HTML"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first, for example with gunzip"),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "Save it as text or HTML"),
    (b"PAR1", "a Parquet table", "Read it as a table, not as a page"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_:.-]{2,40})""",
    re.IGNORECASE,
)
_CONTROLS = bytes(c for c in range(32) if c not in (7, 8, 9, 10, 11, 12, 13, 27))
_WEST = {"iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "ascii", "us-ascii", "windows-1252", "cp1252"}
# Families of encodings that pages are written in; Python's own ("unicode_escape", "idna", "zip") are none.
_WEB = re.compile(
    r"(?:x-)?(?:iso[-_]?8859|iso[-_]?ir|iso[-_]?2022|windows|cp|ibm|koi8|gb|hz|big5|euc|shift|sjis|s-jis|ms|tis|mac|latin|csiso|ks_c"
    r"|arabic|cyrillic|greek|hebrew|thai|dos)[a-z0-9_:-]{0,30}"
)
_NEVER = {"utf-7", "utf7", "utf-16", "utf16", "utf-16-le", "utf-16-be", "utf-32", "unicode"}


def decode(data: bytes, *, charset: str = "", source: str = "") -> tuple[str, str]:
    """The text in ``data`` and a note on how it was found ("" where it was plain UTF-8).

    ``charset`` is what the server declared, ``source`` a name for messages. Tried in this order: a byte
    order mark, UTF-16 without one, UTF-8, the declared charset, UTF-8 with a few broken bytes, Windows-1252
    (or a guess where letters beyond ASCII abound). Raises SourceError for binary input.
    """
    text, note = _decode(data, charset, source or "The input")
    if "\x00" in text:
        text, note = text.replace("\x00", ""), _join(note, "stray NUL characters removed")
    fixed = repair(text)
    if fixed != text:
        note = _join(note, "garbled characters repaired (UTF-8 once read as Windows-1252)")
    return fixed, note


def _join(first: str, second: str) -> str:
    return f"{first}; {second}" if first else second


def _decode(data: bytes, charset: str, name: str) -> tuple[str, str]:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            note = "" if codec == "utf-8" else f"encoding {codec} (byte order mark)"
            return data[len(mark) :].decode(codec, "replace"), note
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), f"encoding {wide} (no byte order mark)"
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as problem:
        broken_at = problem.start
    declared = _from_declaration(data, charset)
    if declared:
        return declared
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad <= sum(1 for _ in re.finditer(r"[\x80-\ufffc\U00010000-\U0010ffff]", text)) // 10 or (
        bad == 1 and broken_at >= len(data) - 3
    ):
        return text, f"encoding utf-8 with {bad} broken place(s), the first at byte {broken_at}"
    return _fallback(data)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of a Latin text is zero."""
    head = data[:4096]
    if len(head) < 8 or len(data) % 2:
        return ""
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        codec = "utf-16-le"
    elif even > 0.6 * half and odd < 0.05 * half:
        codec = "utf-16-be"
    else:
        return ""
    sample = head[: len(head) - len(head) % 2].decode(codec, "replace")
    letters = sum(c.isprintable() or c.isspace() for c in sample)
    return codec if letters > 0.95 * len(sample) else ""


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what, todo in _MAGIC:
        if data.startswith(magic):
            raise SourceError(f"{name} is {what}, not a page or text. {todo}.")
    zeros = data.count(0)
    if zeros * 1000 > len(data):
        raise SourceError(
            f"{name} is not text: {zeros:,} NUL byte(s) in {len(data):,}, the first at byte {data.index(0)}. "
            "Give an HTML page or a text file (UTF-8, UTF-16 or Windows-1252)."
        )
    head = data[:65536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 50 > len(head):
        raise SourceError(
            f"{name} is not text: {controls} control bytes among its first {len(head):,}. "
            "Give an HTML page or a text file (UTF-8, UTF-16 or Windows-1252)."
        )


def _from_declaration(data: bytes, charset: str) -> tuple[str, str] | None:
    match = _DECLARED.search(data[:4096])
    in_page = (match.group(1) or match.group(2)).decode("ascii") if match else ""
    for name in (charset, in_page):
        codec = name.strip().strip("\"'").lower()
        if not codec or codec in _NEVER or codec in ("utf-8", "utf8"):
            continue
        if codec in _WEST:
            return _western(data), "encoding windows-1252 (declared)"
        if not _WEB.fullmatch(codec):
            continue
        try:
            return data.decode(codec), f"encoding {codec} (declared)"
        except (LookupError, UnicodeError):
            continue
    return None


def _western(data: bytes) -> str:
    """Windows-1252; its five holes are read as Latin-1, as browsers do."""
    return data.decode("cp1252", "kawat_hole")


def _hole(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("latin-1"), problem.end


codecs.register_error("kawat_hole", _hole)


def _fallback(data: bytes) -> tuple[str, str]:
    head = data[:65536]
    high = len(head.translate(None, bytes(range(128))))
    if not high or high > 0.15 * len(head):
        from charset_normalizer import from_bytes

        best = from_bytes(head).best()
        if best is not None and best.encoding not in ("ascii", "cp1252", "latin_1"):
            try:
                return data.decode(best.encoding), f"encoding {best.encoding} (guessed)"
            except (LookupError, UnicodeError):
                pass
    return _western(data), "encoding windows-1252 (assumed: not UTF-8 and nothing declared)"


_HIGH = bytes(range(128, 192)).decode("cp1252", "kawat_hole")
_BYTE = {c: i for i, c in enumerate(bytes(range(256)).decode("cp1252", "kawat_hole"))}
_TAIL = f"[{re.escape(_HIGH)}\x80-\x9f]"
_GARBLED = re.compile(f"[ÂÃ]{_TAIL}|[ÄÅ]{_TAIL}|â{_TAIL}{{2}}|ï»¿|ðŸ{_TAIL}{{2}}")
_SURE = re.compile(f"â[€‚„†‰][{re.escape(_HIGH)}\x80-\x9f]|ðŸ|ï»¿|Ã[©¨±³¡¶¼§\xad]|Â[\xa0«»°©®·]")


def repair(text: str) -> str:
    """Undo mojibake ("â€œ", "Ã©") wherever encoding back and decoding as UTF-8 proves it.

    Only done where the text holds a sequence that no real text has ("â€…", "Ã©"), so that "CAFÉ…" or
    a Portuguese "AMANHÔ" stays. Text garbled twice is repaired twice.
    """
    for _ in range(2):
        if not _SURE.search(text):
            break
        text = _GARBLED.sub(_ungarble, text)
    return text


def _ungarble(match: re.Match[str]) -> str:
    garbled = match.group()
    try:
        found = bytes(_BYTE.get(c, ord(c)) for c in garbled).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return garbled
    return found
