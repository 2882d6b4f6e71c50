"""How often coders are right on labelled sentences: levels of agreement, intervals by resampling, and the worst sentences.

Every sentence is scored once, to hits, extras and misses in each cell (levels, types, statuses); resampling then only
adds up these counts. docs/evaluation.md says what each level means, docs/coders.md how a labelled file is written.
"""

from __future__ import annotations

import time
from typing import Any, BinaryIO, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from kawat.coders import Coder
from kawat.errors import RecordError
from kawat.ontology import EVENTS, STATUSES
from kawat.read.lines import MAX_LINE, lines
from kawat.scoring import CELLS, LEVELS, Act, Item, counts, found_act, gold_act
from kawat.types import Coded

SEED = 20260101
_SLICE = 2_000_000  # weights held at once while resampling


class Figures(msgspec.Struct, frozen=True):
    """Precision, recall and F1 of a cell, F1's 95% interval, and the counts that they come from."""

    p: float
    r: float
    f1: float
    low: float
    high: float
    tp: int
    fp: int
    fn: int


class Difference(msgspec.Struct, frozen=True):
    """F1 of the first coder less that of the second, its 95% interval, and the share of samples in which the first leads."""

    f1: float
    low: float
    high: float
    ahead: float


class Score(msgspec.Struct, frozen=True):
    """One coder's figures; ``noted`` counts the sentences about which it left a note."""

    name: str
    version: str
    seconds: float
    per_second: float
    noted: int
    levels: dict[str, Figures]
    types: dict[str, Figures]
    statuses: dict[str, Figures]


class Wrong(msgspec.Struct, frozen=True):
    """A sentence with the claims of gold and of each coder in short, and how far they are apart."""

    id: str
    text: str
    distance: int
    gold: tuple[str, ...]
    coders: tuple[tuple[str, ...], ...]


class Report(msgspec.Struct, frozen=True):
    """All figures; ``difference`` only where two coders were compared."""

    items: int
    samples: int
    coders: tuple[Score, ...]
    difference: dict[str, Difference] | None
    wrong: tuple[Wrong, ...]


_decoder = msgspec.json.Decoder(Item)


def gold(stream: BinaryIO, lang: str = "") -> tuple[list[Item], list[RecordError]]:
    """The labelled sentences of a file of JSON lines (of one language, if given), and an error for each bad line."""
    items, errors = [], []
    for number, raw in lines(stream):
        if raw.strip():
            try:
                item = _item(number, raw)
            except RecordError as problem:
                errors.append(problem)
                continue
            if not lang or item.lang == lang:
                items.append(item)
    return items, errors


def _item(number: int, raw: bytes) -> Item:
    form = 'A line is {"id": "s1", "text": "...", "lang": "id", "claims": [...], "quotes": [...]}'
    if len(raw) > MAX_LINE:
        raise RecordError(f"line {number}: longer than {MAX_LINE:,} bytes. {form}.")
    try:
        item = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:  # a wrong form is a DecodeError too
        raise RecordError(f"line {number}: {problem}. {form}.") from None
    for claim in item.claims:
        if claim.event not in EVENTS:
            raise RecordError(f"line {number}: there is no event type {claim.event!r}; the types are {', '.join(EVENTS)}.")
        if claim.status not in STATUSES:
            raise RecordError(f"line {number}: there is no status {claim.status!r}; it is one of {', '.join(STATUSES)}.")
    return item if item.id else msgspec.structs.replace(item, id=f"line {number}")


def evaluate(coders: list[tuple[str, Coder]], items: list[Item], samples: int = 1000, worst: int = 0) -> Report:
    """Lets every coder (with its name) code every sentence and scores it; ``worst`` sentences are shown."""
    runs = [_run(coder, items) for _, coder in coders]
    table = np.asarray([[counts(item, coded) for item, coded in zip(items, run.coded)] for run in runs], dtype=np.int64)
    total = table.sum(axis=1)
    drawn = resampled(table, samples)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    scores = []
    for at, ((name, coder), run) in enumerate(zip(coders, runs)):
        figures = {c: _figures(total[at, k], float(low[at, k]), float(high[at, k])) for k, c in enumerate(CELLS)}
        parts = [{cell: figures[cell] for cell in cells} for cells in (LEVELS, EVENTS, STATUSES)]
        speed = round(len(items) / run.seconds, 1) if run.seconds else 0.0
        noted = sum(bool(coded.notes) for coded in run.coded)
        scores.append(Score(name, coder.version, round(run.seconds, 3), speed, noted, *parts))
    two = _difference(total, drawn) if len(coders) == 2 else None
    return Report(len(items), samples, tuple(scores), two, _wrong(items, runs, table, worst))


class _Run(NamedTuple):
    coded: list[Coded]
    seconds: float


def _run(coder: Coder, items: list[Item]) -> _Run:
    """What a coder makes of the sentences; what it loads on first use is not in the time."""
    for language in {item.lang or "" for item in items}:
        coder.code("", language=language)
    started = time.perf_counter()
    coded = [code(coder, item) for item in items]
    return _Run(coded, time.perf_counter() - started)


def code(coder: Coder, item: Item) -> Coded:
    """A labelled sentence coded as those who labelled it read it: headline and previous sentence are its context."""
    context = ". ".join(part for part in (item.title, item.before) if part)
    return coder.code(item.text, id=item.id, language=item.lang or "", published=item.published or "", before=context)


def resampled(table: NDArray[np.int64], samples: int) -> NDArray[np.float64]:
    """F1 (samples, coders, cells) of sentences drawn with replacement, the same for every coder, from counts of each."""
    coders, items, cells, _ = table.shape
    flat = table.transpose(1, 0, 2, 3).reshape(items, -1).astype(np.float64)
    random = np.random.default_rng(SEED)
    out = np.empty((samples, coders, cells))
    step = max(1, _SLICE // items)
    for at in range(0, samples, step):
        size = min(step, samples - at)
        weights = random.multinomial(items, np.full(items, 1 / items), size=size).astype(np.float64)
        out[at : at + size] = _f1((weights @ flat).reshape(size, coders, cells, 3))
    return out


def _f1(sums: NDArray[Any]) -> NDArray[np.float64]:
    """F1 from hits, extras and misses in the last axis; 0 where there are none."""
    tp, both = sums[..., 0], 2 * sums[..., 0] + sums[..., 1] + sums[..., 2]
    out: NDArray[np.float64] = np.divide(2 * tp, both, out=np.zeros(both.shape), where=both > 0)
    return out


def _figures(counted: NDArray[np.int64], low: float, high: float) -> Figures:
    tp, fp, fn = (int(n) for n in counted)
    p, r = tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * tp / (2 * tp + fp + fn) if tp else 0.0
    return Figures(round(p, 4), round(r, 4), round(f1, 4), round(low, 4), round(high, 4), tp, fp, fn)


def _difference(total: NDArray[np.int64], drawn: NDArray[np.float64]) -> dict[str, Difference]:
    gap, point = drawn[:, 0] - drawn[:, 1], _f1(total)[0] - _f1(total)[1]
    low, high = np.percentile(gap, [2.5, 97.5], axis=0)
    ahead = (gap > 0).mean(axis=0)
    rows = np.round(np.stack([point, low, high, ahead], axis=1), 4)
    return {cell: Difference(*map(float, row)) for cell, row in zip(CELLS, rows)}


# What tells how far a coder is from gold: every level of a claim, so that a wrong type weighs more than a wrong status.
_CLAIMS = [CELLS.index(level) for level in ("any", "quad", "event", "dyad", "full")]


def _wrong(items: list[Item], runs: list[_Run], table: NDArray[np.int64], most: int) -> tuple[Wrong, ...]:
    """The sentences where the coders' claims are farthest from gold: extras and misses over levels and coders."""
    distance = table[:, :, _CLAIMS, 1:].sum(axis=(0, 2, 3))
    order = np.argsort(-distance, kind="stable")[:most]
    return tuple(
        Wrong(
            items[at].id,
            items[at].text,
            int(distance[at]),
            tuple(short(gold_act(c)) + (" (in doubt)" if c.doubt else "") for c in items[at].claims),
            tuple(tuple(short(found_act(c)) for c in run.coded[at].claims) for run in runs),
        )
        for at in order
        if distance[at]
    )


def short(act: Act) -> str:
    """A claim as it is compared: ``ACCUSE FRA > MLI real``."""
    sides = [" ".join(sorted(side)) for side in (act.actor, act.recipient)]
    return f"{act.event} {sides[0] or '?'}{f' > {sides[1]}' if sides[1] else ''} {act.status}"
