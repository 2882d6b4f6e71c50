"""What a channel's sender says of a message, and who sends for which kind of channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from kawat.watch.alerts.channels import Channel
from kawat.watch.alerts.record import Alert


class Outcome(msgspec.Struct, frozen=True):
    """What became of a message.

    ``sent``; ``retry`` (nothing more now: the channel rests); ``again`` (this one failed, the next may do); ``failed`` (it will
    never do); ``gone`` (the receiver wants nothing any more). ``why`` names no secret; ``after``: not before so many seconds.
    """

    state: Literal["sent", "retry", "again", "failed", "gone"]
    why: str = ""
    after: float = 0.0


Sender = Callable[[Channel, Sequence[Alert]], Iterator[tuple[Sequence[Alert], Outcome]]]


def sender(kind: str) -> Sender:
    """The sender of a kind of channel: it yields each message's alerts with the outcome, and sends the next when asked on."""
    if kind == "webhook":
        from kawat.watch.alerts import webhook

        return webhook.send
    if kind == "email":
        from kawat.watch.alerts import mail

        return mail.send
    from kawat.watch.alerts import plain

    return plain.to_file if kind == "file" else plain.to_terminal
