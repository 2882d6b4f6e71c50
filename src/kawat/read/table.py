"""Articles in tables: JSON lines, CSV and Parquet, with a map from columns to what they hold.

Columns are found by their usual names in English and Indonesian; a map names those that are called otherwise, gives fixed
values, and says how dates are written.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast
from urllib.parse import SplitResult, urlsplit

import msgspec

from kawat.errors import RecordError, SourceError
from kawat.limits import HEADING_CHARACTERS, INPUT_BYTES, LINE_BYTES, PARQUET_ROWS, TAGS, UNPACKED_RATIO
from kawat.read import outlets, published
from kawat.read.assemble import identity
from kawat.read.clean import clean, squeeze
from kawat.read.lines import lines
from kawat.types import Document

FIELDS = ("text", "title", "published", "url", "outlet", "language", "byline", "editor", "place", "caption", "tags")
_USUAL = {
    "text": "text body content article maintext isi teks konten artikel berita",
    "title": "title headline judul",
    "published": "published date published_at publish_date pubdate datetime timestamp tanggal waktu terbit",
    "url": "url link address tautan alamat",
    "outlet": "outlet source media publisher newspaper site sumber koran",
    "language": "language lang bahasa",
    "byline": "byline author authors penulis wartawan reporter",
    "editor": "editor redaktur penyunting",
    "place": "place dateline_place lokasi",
    "caption": "caption keterangan",
    "tags": "tags keywords tag kata_kunci",
}
USUAL = {field: tuple(names.split()) for field, names in _USUAL.items()}
"""The names that a column may have without being mapped, the likeliest first."""
SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_SAMPLE = 65_536
_LANGUAGES = {"indonesian": "id", "indonesia": "id", "": "", "english": "en", "inggris": "en", "malay": "ms", "melayu": "ms"}
_LANGUAGES |= {"spanish": "es", "spanyol": "es", "arabic": "ar", "arab": "ar"}
_OLD = {"in": "id"}  # the code that Indonesian had before 1989 and Java kept
Row = dict[str, Any]
Numbered = tuple[int, Row]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a table is read: ``columns`` maps our fields to its columns, ``fixed`` our fields to a value for every row.

    ``dates``: ``day-first`` (01/06/2022 is the first of June), ``month-first``, or ``url`` (from the address).
    """

    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    dates: str = "day-first"

    def __post_init__(self) -> None:
        wrong = [name for name in (*self.columns, *self.fixed) if name not in FIELDS]
        if wrong:
            raise ValueError(f"there is no field {wrong[0]!r}; map one of {', '.join(FIELDS)}")
        if self.dates not in ("day-first", "month-first", "url"):
            raise ValueError(f"dates = {self.dates!r}: write day-first, month-first or url")


def rows(stream: BinaryIO, suffix: str, name: str) -> Iterator[Numbered | RecordError]:
    """The rows of a table, numbered from 1 as its lines or records are; a row that cannot be read is a RecordError.

    Raises SourceError for a table that cannot be read at all.
    """
    if suffix in (".jsonl", ".ndjson"):
        yield from json_rows(stream)
    elif suffix in (".csv", ".tsv"):
        yield from _csv_rows(stream, "\t" if suffix == ".tsv" else ",", name)
    elif suffix == ".parquet":
        yield from parquet_rows(stream, name)
    else:
        raise SourceError(f"{name}: a table ends in {', '.join(SUFFIXES)}.")


def json_rows(stream: BinaryIO, before: int = 0) -> Iterator[Numbered | RecordError]:
    """The rows of JSON lines; ``before``: how many lines came before."""
    decoder = msgspec.json.Decoder(dict[str, Any])
    for number, raw in ((before + number, raw) for number, raw in lines(stream)):
        if not raw.strip():
            continue
        try:
            yield number, decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            yield RecordError(f"line {number}: no proper JSON object ({problem}).")


def _csv_rows(stream: BinaryIO, delimiter: str, name: str) -> Iterator[Numbered | RecordError]:
    csv.field_size_limit(LINE_BYTES)
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE) if not hasattr(stream, "peek") else stream
    head = cast(io.BufferedReader, buffered).peek(_SAMPLE)[:_SAMPLE]
    text = io.TextIOWrapper(cast(io.BufferedReader, buffered), encoding=_encoding(head), errors="replace", newline="")
    first = head.splitlines()[0].decode("latin-1") if head.strip() else ""
    if delimiter == "," and first.count(";") > first.count(","):  # as spreadsheets write it where the comma is for decimals
        delimiter = ";"
    reader = csv.DictReader(_CsvLines(text), delimiter=delimiter)
    try:
        named = reader.fieldnames
    except csv.Error as problem:
        raise SourceError(f"{name}, line 1: {problem}.") from None
    if not named:
        raise SourceError(f"{name} is empty: its first line should name the columns.")
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            yield RecordError(f"line {reader.line_num}: {problem}.")
            continue
        yield reader.line_num, {k: v for k, v in row.items() if isinstance(k, str)}


class _CsvLines:
    """The lines of a CSV table; one over LINE_BYTES characters is passed over and told of."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LINE_BYTES + 1)
        if len(line) <= LINE_BYTES:
            if line:
                return line
            raise StopIteration
        while line and not line.endswith("\n"):
            line = self._text.readline(LINE_BYTES)
        raise csv.Error(f"the line is longer than {LINE_BYTES:,} characters")


def _encoding(head: bytes) -> str:
    """How a table's bytes are written, told from its first ones: by their mark, as UTF-8 where they are that, else as
    Windows writes western letters."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def parquet_rows(
    stream: BinaryIO, name: str, groups: Iterable[int] | None = None, before: int = 0
) -> Iterator[Numbered | RecordError]:
    """The rows of a Parquet file, or of some of its row groups; ``before``: how many rows came before these."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise SourceError(f"{name}: Parquet needs kawat[desk]: pip install 'kawat[desk]'.") from None
    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError, MemoryError) as problem:
        raise SourceError(f"{name} is no Parquet file ({problem}).") from None
    _refuse_bomb(file.metadata, stream.seek(0, io.SEEK_END), name)
    number = before
    try:
        for batch in file.iter_batches(batch_size=PARQUET_ROWS, row_groups=None if groups is None else list(groups)):
            for at in range(batch.num_rows):
                number += 1
                try:
                    yield number, batch.slice(at, 1).to_pylist()[0]
                except (ValueError, OverflowError) as problem:
                    yield RecordError(f"row {number}: {problem}.")
    except (pa.ArrowException, MemoryError) as problem:
        yield RecordError(f"row {number + 1} and those behind it cannot be read ({problem}).")


def _refuse_bomb(metadata: Any, packed: int, name: str) -> None:
    """SourceError for a table that would unpack to far more than the ``packed`` bytes of its file.

    The row groups are asked, not their columns: pyarrow ends the process at a column whose statistics are damaged.
    """
    size = sum(metadata.row_group(n).total_byte_size for n in range(metadata.num_row_groups))
    if size > max(INPUT_BYTES, UNPACKED_RATIO * packed):
        raise SourceError(f"{name} would unpack {packed:,} bytes to {size:,}: no corpus packs so well.")


def chosen(names: Iterable[str], how: Columns) -> dict[str, str]:
    """Which column holds which field: those of the map, else the first usual name that is there (in any case)."""
    there = {name.casefold().strip(): name for name in names}
    out = {}
    for field in FIELDS:
        if field in how.columns:
            out[field] = how.columns[field]
        elif field not in how.fixed:
            found = next((there[name] for name in USUAL[field] if name in there), None)
            if found is not None:
                out[field] = found
    return out


def document(row: Row, how: Columns, source: str) -> Document:
    """The document of a row; raises RecordError where a mapped column is missing or there is neither text nor headline."""
    where = chosen(row, how)
    for field, column in how.columns.items():
        if column not in row:
            raise RecordError(f"no column {column!r} (mapped to {field}); it has {', '.join(list(row)[:12])}.")
    got = {field: _words(row.get(column)) for field, column in where.items() if field != "tags"} | how.fixed
    if any(len(words) > INPUT_BYTES for words in got.values()):
        raise RecordError(f"a column holds more than {INPUT_BYTES:,} characters, more than one article can.")
    text = clean(got.get("text", "")).strip()
    title = _line(got, "title")
    if not text and not title:
        raise RecordError(f"neither text nor headline; it has {', '.join(list(row)[:12])}. Name the column: --map text=COLUMN.")
    url = squeeze(clean(got.get("url", "")))
    url = url if len(url) <= HEADING_CHARACTERS else ""
    return Document(
        id=identity(url, title, text), text=text, url=url, outlet=_outlet(_line(got, "outlet"), url), title=title,
        byline=_line(got, "byline"), editor=_line(got, "editor"), place=_line(got, "place"),
        caption=squeeze(clean(got.get("caption", ""))),
        published=_published(got.get("published", ""), url, how.dates), language=_language(got.get("language", "")),
        tags=_tags(row.get(where.get("tags", ""))), source=source,
    )  # fmt: skip


def _words(value: Any) -> str:
    """A cell as words: a list as its paragraphs, a date in ISO 8601, nothing for a number that is none."""
    if value is None or value != value:
        return ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_words, value)))
    return value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _line(got: dict[str, str], field: str) -> str:
    return squeeze(clean(got.get(field, "")))[:HEADING_CHARACTERS]


def _language(told: str) -> str:
    """An ISO 639-1 code from a code ("id-ID") or a language's name; "" for what is neither."""
    told = told.strip().casefold()
    code = told.replace("_", "-").partition("-")[0]
    return _LANGUAGES.get(told.removeprefix("bahasa").strip(), "") or (_OLD.get(code, code) if len(code) == 2 else "")


def _tags(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(filter(None, (squeeze(clean(_words(part)))[:HEADING_CHARACTERS] for part in parts[:TAGS])))


def _outlet(name: str, url: str) -> str:
    if name:
        return name
    host = (_split(url).hostname or "") if "://" in url else ""
    known = outlets.by_host(host) if host else None
    return known.outlet if known else host.removeprefix("www.")


def _split(url: str) -> SplitResult:
    """The parts of an address; of one that is none, the whole as its path."""
    try:
        parts = urlsplit(url)
        parts.hostname  # noqa: B018 - raises for some
        return parts
    except ValueError:
        return SplitResult("", "", url, "", "")


def _published(words: str, url: str, dates: str) -> str:
    """ISO 8601 from a column or, where the map says so and it holds one, from the address; "" where neither does."""
    if dates == "url":
        path = _split(url).path if "://" in url else url
        moment = published.find(path.replace("/read/", " "))
        if moment:
            return moment.iso
    moment = published.find(words, month_first=dates == "month-first")
    return moment.iso if moment else ""
