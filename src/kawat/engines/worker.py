"""A worker process: takes batches of lines on its standard input, codes them, and says line by line what came of them.

It ends when its input ends, whatever it is at, and by itself when a line takes far longer than the process that watches it
would wait: so nothing goes on working for a process that was killed.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading
from typing import IO, TYPE_CHECKING

from kawat.engines.allowed import seconds_for
from kawat.engines.frames import Said, batch, pack, received, send
from kawat.errors import KawatError
from kawat.pipeline import FAILED, Outcome, code_line

if TYPE_CHECKING:
    from kawat.coders import Coder
    from kawat.read.lines import Line

_NOWHERE = open(os.devnull, "r+b")  # noqa: SIM115 - for the life of the process
# A worker whose watcher is gone gives a line so many times as long as the watcher would have.
_LONGER = 2


def main() -> None:
    """Works until the input ends: ``python -m kawat.engines.worker CODER OVERLAY BYTES`` (OVERLAY "" for none)."""
    name, overlay, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the watcher, which ends its workers
    taken, given = _streams()
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(taken, waiting), daemon=True).start()
    bound(most)
    try:
        from kawat.coders import coder as coder_of

        chosen = coder_of(name, overlay or None)
        while True:
            lines = batch.decode(waiting.get())
            send(given, pack(Said("begun", words=chosen.version)))
            for line in lines:
                send(given, pack(_coded(chosen, line)))
    except KawatError as problem:  # such as an endpoint that refuses: every other line would meet the same
        send(given, pack(Said("error", name=type(problem).__name__, words=str(problem))))
    except MemoryError:
        send(given, pack(Said("memory")))
    os._exit(1)


def _coded(chosen: Coder, line: Line) -> Said:
    number, raw = line
    faulthandler.dump_traceback_later(_LONGER * seconds_for(len(raw)), exit=True, file=_NOWHERE)
    try:
        return Said("coded", code_line(chosen, number, raw))
    except (KawatError, MemoryError):
        raise
    except Exception as problem:
        if "bad allocation" in str(problem) or "bad_alloc" in str(problem):  # of the network's runtime
            raise MemoryError from None
        words = f"line {number}: the coder failed on it ({type(problem).__name__}: {problem})."
        return Said("coded", Outcome(number, error=words, reason=FAILED))
    finally:
        faulthandler.cancel_dump_traceback_later()


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """The two ends to the watcher; what a coder prints goes to standard error and never between the messages."""
    taken, given = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(_NOWHERE.fileno(), 0)
    os.dup2(2, 1)
    return taken, given


def _listen(taken: IO[bytes], waiting: queue.SimpleQueue[bytes]) -> None:
    for message in received(taken):
        waiting.put(message)
    os._exit(0)


def bound(most: int) -> None:
    """Bounds the process's memory to so many bytes where the system can (Linux); beyond it Python raises MemoryError."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
