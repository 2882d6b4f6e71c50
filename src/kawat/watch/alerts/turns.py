"""Alerts on shifts: those that the desk shows now and did not show at an older version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kawat.desk import Desk
from kawat.desk.store import Store
from kawat.limits import ALERT_SHIFTS
from kawat.relations.explain import shift_movers
from kawat.relations.series import series
from kawat.relations.shifts import Shift, shifts, top_shifts
from kawat.relations.sides import Side, side
from kawat.relations.telling import tell_shift
from kawat.watch.alerts import wording
from kawat.watch.alerts.record import Alert, Evidence
from kawat.watch.alerts.rules import Rule
from kawat.watch.alerts.values import listed

if TYPE_CHECKING:
    from kawat.relations.explain import Mover

NEAR = timedelta(days=31)
"""The same shift may be dated anew as more is known: within so many days, the same way, it is the same."""


class Turns:
    """The shifts of the desk for rules on them; those of the last version of the events are kept."""

    def __init__(self, store: Store, rules: Iterable[Rule]) -> None:
        self._store, self._rules = store, tuple(rules)
        self._at = -1
        self._shown: dict[str, list[Shift]] = {}

    def newer(self, since: int, version: int, known: Callable[[str], list[str]], time: str, web: str) -> Iterator[Alert]:
        """Alerts on shifts that version ``version`` shows, and ``since`` did not; ``known``: a rule's causes told before."""
        then, at = (self._store.versions(one)["events"] for one in (since, version))
        if not self._rules or then == at:
            return
        before = self._shown if self._at == then else self._of(self._desk(since))
        desk = self._desk(version)
        now = self._of(desk)
        for rule in self._rules:
            told = [_read(cause) for cause in known(rule.name)]
            told += [_key(shift) for shift in before.get(rule.name, [])]
            for shift in now.get(rule.name, []):
                if not any(_same(_key(shift), other) for other in told):
                    told.append(_key(shift))
                    if desk is not None:
                        yield _alert(rule, shift, desk, time, web)
        self._at, self._shown = at, now
        if desk is not None:
            desk.close()

    def _desk(self, version: int) -> Desk | None:
        """The desk as of a version; None where its claims were not merged yet."""
        desk = Desk(str(self._store.place), at=version)
        if desk.sql("SELECT count(*) AS n FROM events").rows()[0]["n"]:
            return desk
        desk.close()
        return None

    def _of(self, desk: Desk | None) -> dict[str, list[Shift]]:
        return {rule.name: list(_shown(rule, desk)) for rule in self._rules} if desk is not None else {}


def _shown(rule: Rule, desk: Desk) -> Iterator[Shift]:
    """The shifts that a rule wants."""
    attention = rule.direction == "attention"
    if pairs := rule.dyads("shift"):
        found = [shift for a, b in pairs for shift in shifts(desk.ledger, a, b, by=rule.by, attention=attention)]
    else:
        found = top_shifts(desk.ledger, by=rule.by, top=ALERT_SHIFTS, attention=attention)
    for shift in found:
        sure = shift.probability >= rule.min_probability and abs(shift.after - shift.before) >= rule.min_size
        if sure and rule.direction in ("", shift.way):
            yield shift


Key = tuple[str, str, str, date]


def _key(shift: Shift) -> Key:
    return shift.a, shift.b, shift.way, shift.date


def _cause(shift: Shift) -> str:
    return f"shift {shift.a} {shift.b} {shift.way} {shift.date.isoformat()}"


def _read(cause: str) -> Key:
    _, a, b, way, day = cause.split(" ")
    return a, b, way, date.fromisoformat(day)


def _same(one: Key, other: Key) -> bool:
    return one[:3] == other[:3] and abs(one[3] - other[3]) <= NEAR


def _alert(rule: Rule, shift: Shift, desk: Desk, time: str, web: str) -> Alert:
    a, b = _sides(rule, shift)
    movers = shift_movers(desk.ledger, series(desk.ledger, a, b), a, b, shift)
    cause = _cause(shift)
    return Alert(
        id="a:" + wording.mark(rule.name, cause), rule=rule.name, kind="shift", time=time,
        headline_id=tell_shift(shift, "id", movers), headline_en=tell_shift(shift, "en", movers), channels=listed(rule.channels),
        evidence=_evidence(desk, movers), type=shift.way, actors=(shift.a,), recipients=(shift.b,), day=shift.date.isoformat(),
        reports=shift.events, probability=shift.probability, link=wording.link(web, "relation", shift.a, shift.b),
        causes=(cause,), topic=wording.mark(shift.a, shift.b, shift.way),
    )  # fmt: skip


def _sides(rule: Rule, shift: Shift) -> tuple[Side, Side]:
    more = listed(rule.expand) if rule.dyads("shift") else ()
    return side(shift.a, shift.a in more), side(shift.b, shift.b in more)


def _evidence(desk: Desk, movers: list[Mover]) -> tuple[Evidence, ...]:
    """The sentences of the events that made a shift."""
    ids = [mover.id for mover in movers]
    columns = ("sentence", "url", "told_by", "title", "document")
    rows = desk.by_id("events", ids, columns).rows() if ids else []
    return tuple(Evidence(*(row[name] or "" for name in columns)) for row in rows)
