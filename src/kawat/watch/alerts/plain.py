"""Alerts as text for the terminal, and as JSON lines for a file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from kawat.watch.alerts.channels import Channel
from kawat.watch.alerts.record import Alert
from kawat.watch.alerts.sending import Outcome
from kawat.watch.logs import clean


def to_terminal(channel: Channel, alerts: Sequence[Alert]) -> Iterator[tuple[Sequence[Alert], Outcome]]:
    """Writes alerts to standard output, control characters escaped."""
    for alert in alerts:
        try:
            print(text(alert, channel.language), flush=True)
        except (OSError, ValueError) as problem:
            yield [alert], Outcome("retry", f"standard output cannot be written ({type(problem).__name__})")
            continue
        yield [alert], Outcome("sent")


def text(alert: Alert, language: str) -> str:
    """An alert in some lines: when and which rule, the headline, then the sentences with outlet and address."""
    lines = [f"{alert.time[:19]}Z [{clean(alert.rule)}] {clean(alert.headline(language))}"]
    for one in alert.evidence:
        told = " ".join(filter(None, (one.outlet and f"{clean(one.outlet)}:", clean(one.sentence, 400))))
        lines += [f"  {told}", *([f"  {clean(one.url)}"] if one.url else [])]
    return "\n".join([*lines, *([f"  {clean(alert.link)}"] if alert.link else [])])


def to_file(channel: Channel, alerts: Sequence[Alert]) -> Iterator[tuple[Sequence[Alert], Outcome]]:
    """Appends alerts as JSON lines; they are on the disk when it says so."""
    lines = b"".join(msgspec.json.encode(alert.told()) + b"\n" for alert in alerts)
    try:
        path = Path(channel.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            file.seek(0, os.SEEK_END)
            if size := file.tell():  # a line that was cut off when the machine went down stays a line of its own
                file.seek(size - 1)
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        yield alerts, Outcome("retry", f"{channel.path} cannot be written: {problem.strerror or type(problem).__name__}")
        return
    yield alerts, Outcome("sent")
