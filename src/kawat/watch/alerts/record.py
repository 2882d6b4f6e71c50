"""What an alert tells, as every channel gives it on."""

from __future__ import annotations

from typing import Any

import msgspec


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence that an alert rests on, or an article: who told it, where and when (ISO 8601)."""

    sentence: str
    url: str = ""
    outlet: str = ""
    title: str = ""
    document: str = ""
    published: str = ""


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """One cause for one rule to speak.

    ``id`` is a hash of the rule's name and the cause: the same cause has the same id, also after a restart. ``time`` is when
    it was found (ISO 8601, UTC). ``headline_id`` and ``headline_en`` are one sentence each. ``actors`` and ``recipients`` hold
    codes, ``type`` is an event type or, of a shift, ``worse``, ``better`` or ``attention``. ``link`` leads to the web desk where
    its address is set. ``causes`` are the marks by which the cause is known again, ``topic`` what ``quiet`` counts for.
    """

    id: str
    rule: str
    kind: str
    time: str
    headline_id: str
    headline_en: str
    channels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    type: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str = ""
    day: str = ""
    reports: int = 0
    outlets: tuple[str, ...] = ()
    probability: float | None = None
    link: str = ""
    causes: tuple[str, ...] = ()
    topic: str = ""

    def headline(self, language: str) -> str:
        """In ``id``, ``en``, or ``both`` languages."""
        if language == "both" and self.headline_id != self.headline_en:
            return f"{self.headline_id} / {self.headline_en}"
        return self.headline_en if language == "en" else self.headline_id

    def told(self) -> dict[str, Any]:
        """As JSON has it: without what is only for our own books."""
        return {key: value for key, value in msgspec.to_builtins(self).items() if key not in ("channels", "causes", "topic")}
