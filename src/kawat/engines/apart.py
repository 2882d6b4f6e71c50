"""Long work in a process of its own: its own process stays quick meanwhile, and what it took of memory goes back at its end."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from kawat.errors import KawatError

T = TypeVar("T")


class Ended(KawatError):
    """The work was ended by the one who asked for it."""


def apart(work: Callable[..., T], *given: Any, seconds: float, ending: threading.Event | None = None) -> T:
    """What ``work`` gives, a function of a module with arguments that can be sent; raises what it raises.

    Raises KawatError where it takes longer or its process dies, and Ended where ``ending`` is set meanwhile.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, given), daemon=True)
    process.start()
    theirs.close()
    try:
        late = time.monotonic() + seconds
        while not ours.poll(0.1):
            if ending is not None and ending.is_set():
                raise Ended("this was ended before it was done.")
            if time.monotonic() > late:
                raise KawatError(f"this took longer than {seconds:g} s and was stopped.")
        done, result = ours.recv()
    except EOFError:
        raise KawatError("the process that did this died; memory may have run out.") from None
    finally:
        process.terminate()
        process.join()
        ours.close()
    if not done:
        raise result
    found: T = result
    return found


def _run(to: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of a terminal; who asked for the work ends it
    try:
        to.send((True, work(*given)))
    except Exception as problem:  # told in the process that asked
        known = problem if isinstance(problem, KawatError) else KawatError(f"{type(problem).__name__}: {problem}")
        to.send((False, known))
