"""Shards on a Dask cluster: sent out, and given back in their order. The only module that knows Dask."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import msgspec

from kawat import limits
from kawat.engines.shard import Part, Task, code_shard
from kawat.errors import EngineError, KawatError
from kawat.read.shards import Piece, Shard
from kawat.read.sources import How

if TYPE_CHECKING:
    from distributed import Client, Future

# So many shards a thread of the cluster are under way or wait for their turn to be written.
_AHEAD, _LEAST = 3, 4
# At most so many shards are given back at once.
_TOGETHER = 8
# After so long without an answer it is looked whether the cluster still has workers.
_LONELY_SECONDS = 30
LOCAL = ("", "local")


class Result(msgspec.Struct, frozen=True):
    """What came of a shard: its parts, and the pieces that ended every worker that read them."""

    shard: Shard
    parts: tuple[Part, ...]
    lost: tuple[Piece, ...] = ()


@contextmanager
def cluster(scheduler: str, jobs: int, tell: Callable[[str], object]) -> Iterator[Client]:
    """A client of the cluster at an address, or of one of ``jobs`` processes on this machine (address "" or "local").

    Raises EngineError where Dask is missing or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError as missing:
        raise EngineError(
            f"the dask engine needs {missing.name}, which is not installed. Run: pip install 'kawat[dask]'"
        ) from None
    if scheduler in LOCAL:
        quiet: Any = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
        with LocalCluster(n_workers=max(1, jobs), threads_per_worker=1, processes=True, **quiet) as own, Client(own) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=limits.CLUSTER_REACH_SECONDS)
    except (OSError, TimeoutError, ValueError) as problem:
        why = str(problem) or type(problem).__name__
        raise EngineError(
            f"no Dask scheduler answers at {scheduler} ({why}). Check the address, and that it runs: dask scheduler"
        ) from None
    with client:
        if not _threads(client):
            tell("the cluster has no workers yet; waiting for some. Start them with: dask worker " + scheduler)
        yield client


def results(
    client: Client, shards: Iterator[Shard], how: How, task: Task, known: Any, aside: Any, tell: Callable[[str], object]
) -> Generator[list[Result], None, None]:
    """What came of the shards, in their order, some at a time. A shard whose worker is lost is done again by another one; one
    that loses several workers is done piece by piece.

    Raises EngineError where the scheduler is lost or a worker cannot run Kawat.
    """
    # By tasks, which are done again where all workers that hold their results are lost; what is scattered would be gone.
    given = [client.submit(_same, hashes, pure=False) for hashes in (known, aside)]

    def send(shard: Shard) -> Future:
        return client.submit(code_shard, shard, how, task, *given, pure=False)

    waiting: deque[tuple[Shard, Future]] = deque()
    with _understood():
        try:
            while True:
                ahead = max(_LEAST, _AHEAD * _threads(client))
                while len(waiting) < ahead and (shard := next(shards, None)):
                    waiting.append((shard, send(shard)))
                if not waiting:
                    return
                _awaited(client, waiting[0][1], tell)
                ready = [_result(*waiting.popleft(), send)]
                while waiting and waiting[0][1].done() and len(ready) < _TOGETHER:
                    ready.append(_result(*waiting.popleft(), send))
                yield ready
        finally:
            with suppress(Exception):  # the scheduler may be gone
                client.cancel([future for _, future in waiting], force=True)


def _same(hashes: Any) -> Any:
    return hashes


def _result(shard: Shard, future: Future, send: Callable[[Shard], Future]) -> Result:
    from distributed.scheduler import KilledWorker

    try:
        return Result(shard, (future.result(),))
    except KilledWorker:
        parts, lost = [], []
        for piece in shard.pieces:
            try:
                parts.append(send(msgspec.structs.replace(shard, pieces=(piece,))).result())
            except KilledWorker:
                lost.append(piece)
        return Result(shard, tuple(parts), tuple(lost))


def _awaited(client: Client, future: Future, tell: Callable[[str], object]) -> None:
    """Waits for a future; says so where the cluster has nobody who could work at it."""
    told = False
    while not future.done():
        try:
            future.exception(timeout=_LONELY_SECONDS)
        except TimeoutError:
            if not told and not _threads(client):
                tell("the cluster has no workers left; waiting for some. Start them with: dask worker ADDRESS")
                told = True


def _threads(client: Client) -> int:
    return sum(client.nthreads().values())


@contextmanager
def _understood() -> Iterator[None]:
    """Turns what goes wrong with the cluster into EngineErrors."""
    from concurrent.futures import CancelledError

    from distributed.comm import CommClosedError

    try:
        yield
    except KawatError:
        raise
    except (CancelledError, CommClosedError, ConnectionError, TimeoutError) as problem:
        raise EngineError(
            f"the connection to the Dask scheduler was lost ({problem}); what was written is kept. Run the same command again."
        ) from None
    except (ImportError, AttributeError) as problem:
        raise EngineError(
            f"a worker of the cluster cannot run Kawat ({problem}). Install the same kawat[dask,desk] on all of them."
        ) from None
