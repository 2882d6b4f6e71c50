"""``kawat watch``: sources that are polled for as long as it runs, their articles coded into a desk."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kawat.desk.store import Store
    from kawat.watch.alerts import Alerts
    from kawat.watch.metrics import Metrics
    from kawat.watch.settings import Plan
    from kawat.watch.watcher import Watcher

EPILOG = """
[bold]Examples[/bold]

[cyan]kawat watch news.toml --check[/cyan]   reads the settings and asks each source once; writes nothing

[cyan]kawat watch news.toml[/cyan]   watches until it is stopped (Ctrl-C or SIGTERM), into the desk news beside the file

[cyan]kawat watch news.toml --once[/cyan]   one round, for a timer

A [bold]news.toml[/bold] of four lines: [bold]\\[watch][/bold], [bold]contact = "desk@example.org"[/bold],
[bold]\\[\\[watch.source]][/bold], [bold]kind = "feed"[/bold] and its [bold]address[/bold]. Stop it whenever you like: it goes
on where it was. Exit code 0: stopped as asked; 1: something failed (with --check: a source could not be read); 2: wrong usage.
"""


def watch(
    settings: Annotated[Path, typer.Argument(metavar="DESK.toml", help="The settings: [watch] and its sources.")],
    check: Annotated[bool, typer.Option("--check", help="Ask each source once, say what it holds, write nothing.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Make one round and end.")] = False,
    log: Annotated[str, typer.Option(metavar="json|text", help="How the log is written.")] = "",
) -> None:
    """Watches feeds, sitemaps and folders: new articles are coded into a desk, changed ones as new versions; raises alerts."""
    import gc

    from kawat.watch.memory import keep_flat
    from kawat.watch.settings import load

    keep_flat()
    gc.enable()  # it may run for months, unlike the other commands
    gc.freeze()
    if log not in ("", "json", "text"):
        raise typer.BadParameter(f"{log!r} is neither json nor text.", param_hint="--log")
    plan = load(settings)
    if check:
        raise typer.Exit(_check(plan))
    _watch(plan, once, log or plan.log)


def _check(plan: Plan) -> int:
    """Tells what each source holds; the exit code."""
    from kawat.watch.looking import look

    wrong = 0
    for seen in look(plan):
        wrong += bool(seen.problem)
        typer.echo(f"{'wrong ' if seen.problem else 'ok    '}{seen.line()}")
    typer.echo(f"{len(plan.sources) - wrong} of {len(plan.sources)} sources can be read; the desk is {plan.desk}.")
    return int(wrong > 0)


def _watch(plan: Plan, once: bool, log: str) -> None:
    from kawat.watch import health, logs
    from kawat.watch.metrics import Metrics
    from kawat.watch.watcher import Watcher

    shown = sys.stderr.isatty()
    logs.setup("json" if log == "json" or not (log or shown) else "text", plan.log_file or None)
    metrics = Metrics()
    asked = _on_signals()
    watcher = Watcher(plan, once=once, metrics=metrics, alerts=lambda store: _alerts(plan, store, metrics))
    asked.watcher = watcher
    if asked.already:
        watcher.stop()
    server = health.serve(metrics, watcher.status, *plan.http) if plan.http else None
    done = threading.Event()
    if shown and plan.log_file:
        threading.Thread(target=_status_line, args=(watcher, done), daemon=True).start()
    try:
        watcher.run()
    finally:
        done.set()
        if server:
            server.close()


def _alerts(plan: Plan, store: Store, metrics: Metrics) -> Alerts | None:
    """The alerts that the settings ask for; None where they ask for none."""
    from kawat.watch.alerts import Alerts

    return Alerts(plan.rules, plan.channels, store, metrics=metrics) if plan.rules else None


def _on_signals() -> _Asked:
    """The first signal asks the watch to stop, the second one ends it at once; what is in the desk stays whole."""
    asked = _Asked()

    def stop(number: int, frame: FrameType | None) -> None:
        if asked.already:
            os._exit(128 + number)
        asked.already = True
        asked.stop()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):  # the last one is Windows' own
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    return asked


class _Asked:
    """Whether the watch was asked to stop, also before there was one."""

    already = False
    watcher: Watcher | None = None

    def stop(self) -> None:
        if self.watcher:
            self.watcher.stop()


def _status_line(watcher: Watcher, done: threading.Event) -> None:
    """One line that tells how the watch is, over and over, while the log goes to a file."""
    while not done.wait(1.0):
        sys.stderr.write(f"\r\x1b[Kkawat: {watcher.line()}")
        sys.stderr.flush()
    sys.stderr.write("\r\x1b[K")
