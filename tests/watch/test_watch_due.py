"""What is due: in order of time, each record under way at most once, none before its time."""

from __future__ import annotations

import math

from kawat.watch.due import Due
from kawat.watch.state import Record


def record(address: str, due: float) -> Record:
    return Record(kind="page", address=address, url=address, due=due)


def test_records_come_in_the_order_of_their_times_and_none_too_soon() -> None:
    due = Due()
    for address, at in (("late", 30.0), ("soon", 10.0), ("never", 0.0), ("middle", 20.0)):
        due.add(record(address, at))
    assert len(due) == 3
    assert due.soonest == 10.0
    told = [found.address for _ in range(4) if (found := due.next(25.0))]
    assert told == ["soon", "middle"]
    assert due.soonest == 30.0


def test_a_record_under_way_is_not_begun_again_before_it_has_ended() -> None:
    due, one = Due(), record("one", 10.0)
    due.add(one)
    assert due.next(10.0) is one
    due.add(one)
    assert due.next(10.0) is None
    assert due.soonest == math.inf
    due.ended(one)
    due.add(one)
    assert due.next(10.0) is one


def test_a_record_put_off_since_is_left_out() -> None:
    due, one = Due(), record("one", 10.0)
    due.add(one)
    one.due = 50.0
    due.add(one)
    assert due.next(20.0) is None
    assert due.next(50.0) is one
