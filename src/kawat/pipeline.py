"""Many records in a row: JSON lines in, coded lines out in order, with a receipt of what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from kawat.coders import DEFAULT, Coder
from kawat.coders import coder as coder_of
from kawat.errors import RecordError
from kawat.read.lines import MAX_LINE, Line, lines
from kawat.reading import Record, code_record
from kawat.text.spoken import spoken
from kawat.wire import coded_json

_BATCH_BYTES = 200_000
# Why a line was put aside: what a worker process made of it, twice (the coder's own error: once).
DIED, HUNG, MEMORY, FAILED = "worker died", "worker hung", "out of memory", "coder failed"
PUT_ASIDE = frozenset((DIED, HUNG, MEMORY, FAILED))
_decoder = msgspec.json.Decoder(Record)


@dataclass
class Receipt:
    """What became of the records: ``read`` = ``coded`` + ``failed``; reasons by number (blank lines among them)."""

    read: int = 0
    coded: int = 0
    claims: int = 0
    quotes: int = 0
    failed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """The receipt as one line for people."""
        parts = [
            f"{self.read:,} read",
            f"{self.coded:,} coded",
            f"{self.claims:,} claims",
            f"{self.quotes:,} quotes",
            f"{self.failed:,} failed",
        ]
        return ", ".join(parts) + "".join(f"; {reason}: {count:,}" for reason, count in sorted(self.reasons.items()))


class Outcome(msgspec.Struct, frozen=True):
    """One line's result: the JSON to write, or the error to tell."""

    number: int
    output: bytes = b""
    claims: int = 0
    quotes: int = 0
    reason: str = ""
    error: str = ""


Progress = Callable[[Receipt], None]


def code_line(coder: Coder, number: int, raw: bytes) -> Outcome:
    """Codes one line; whatever is wrong with it comes back as an error that names the line."""
    try:
        record = _record(number, raw)
        coded = code_record(coder, record)
    except RecordError as problem:
        return Outcome(number, error=str(problem), reason="unusable record")
    except RecursionError:
        return Outcome(number, error=f"line {number}: nested too deeply to read.", reason="unusable record")
    output = msgspec.json.encode(coded_json(coded)) + b"\n"
    reason = ("language not read" if coded.language not in spoken() else "noted by the coder") if coded.notes else ""
    return Outcome(number, output, len(coded.claims), len(coded.quotes), reason)


def _record(number: int, raw: bytes) -> Record:
    if len(raw) > MAX_LINE:
        raise RecordError(f"line {number}: longer than {MAX_LINE:,} bytes, more than one record may be. Split the text.")
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError as problem:
        raise RecordError(f'line {number}: {problem}. A record needs at least a text: {{"id": "a1", "text": "..."}}.') from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        shown = raw[:40].decode("utf-8", "replace")
        hint = (
            "save the file as UTF-8"
            if isinstance(problem, UnicodeDecodeError) or b"\x00" in raw[:200]
            else "each line is one JSON object"
        )
        raise RecordError(f"line {number}: no proper JSON ({problem}; it begins {shown!r}): {hint}.") from None


def code_lines(
    stream: BinaryIO,
    write: Callable[[bytes], object],
    *,
    jobs: int = 1,
    overlay: str | Path | None = None,
    coder: str = DEFAULT,
    tell: Callable[[str], object] | None = None,
    progress: Progress | None = None,
) -> Receipt:
    """Codes every line of ``stream`` and writes one line each, in order; failed lines are told, counted and left out.

    ``tell`` takes each error, ``progress`` the running receipt. With ``jobs`` over 1 the lines are shared out
    to worker processes in batches; a worker that dies or hangs is replaced and its line tried once more.
    """
    receipt = Receipt()
    for outcome in outcomes(_counted(lines(stream), receipt), jobs, coder, overlay):
        if outcome.error:
            receipt.failed += 1
            if tell:
                tell(outcome.error)
        else:
            receipt.coded += 1
            receipt.claims += outcome.claims
            receipt.quotes += outcome.quotes
            write(outcome.output)
        if outcome.reason:
            receipt.reasons[outcome.reason] += 1
        if progress:
            progress(receipt)
    return receipt


def outcomes(
    numbered: Iterator[Line],
    jobs: int = 1,
    coder: str = DEFAULT,
    overlay: str | Path | None = None,
    *,
    apart: bool = False,
) -> Iterator[Outcome]:
    """What becomes of each numbered line, in order; with ``jobs`` over 1, or ``apart``, coded by that many worker processes."""
    if jobs <= 1 and not apart:
        chosen = coder_of(coder, overlay)
        yield from (code_line(chosen, number, raw) for number, raw in numbered)
        return
    from kawat.engines.local import shared_out

    yield from shared_out(batches(numbered), max(1, jobs), overlay, coder)


def _counted(numbered: Iterator[Line], receipt: Receipt) -> Iterator[Line]:
    for number, raw in numbered:
        if raw.strip():
            receipt.read += 1
            yield number, raw
        else:
            receipt.reasons["blank line"] += 1


def batches(numbered: Iterator[Line]) -> Iterator[list[Line]]:
    """Lines in lists, as they go to worker processes."""
    batch: list[Line] = []
    size = 0
    for line in numbered:
        batch.append(line)
        size += len(line[1])
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
