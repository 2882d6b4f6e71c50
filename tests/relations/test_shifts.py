"""Shifts: found where there is one, silent where there is none, told in words, and explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import lgamma

import numpy as np
import pytest

from kawat.relations.acts import Act
from kawat.relations.changes import log_gamma, probabilities
from kawat.relations.explain import movers, shift_movers
from kawat.relations.ledger import Ledger
from kawat.relations.series import series
from kawat.relations.shifts import Shift, shifts, top_shifts
from kawat.relations.standing import levels
from kawat.relations.telling import tell_level, tell_shift
from relations.conftest import FIRST, act


def test_a_change_for_the_worse_is_found_with_its_week_and_what_it_changed(cooled: Ledger):
    (found,) = shifts(cooled, "PER", "CHL")
    assert abs(found.date - (FIRST + timedelta(weeks=30))) <= timedelta(weeks=1)
    assert found.way == "worse"
    assert found.probability >= 0.9
    assert found.before > 0 > found.after
    assert (found.conflict_before, found.conflict_after) == (0.0, 1.0)


def test_steady_dyads_are_silent(cooled: Ledger):
    assert shifts(cooled, "KEN", "OMN", attention=True) == []
    assert [(s.a, s.b) for s in top_shifts(cooled)] == [("CHL", "PER")]


def test_it_is_known_soon_after_it_happened_and_not_before(cooled: Ledger):
    change = FIRST + timedelta(weeks=30)
    assert shifts(cooled, "PER", "CHL", until=change - timedelta(days=1)) == []
    assert shifts(cooled, "PER", "CHL", until=change + timedelta(weeks=5))


def test_quiet_dyads_and_single_visits_do_not_cry_wolf():
    def talk(week):
        return [act(FIRST + timedelta(weeks=week, days=k), "KEN", "OMN", "CONSULT") for k in range(5)]

    acts = [one for week in range(60) for one in talk(week)]
    acts += [act(FIRST + timedelta(weeks=week), "PER", "CHL", "ASSAULT") for week in (40, 41, 43)]
    acts += [act(FIRST + timedelta(weeks=20, days=k % 5), "FJI", "TON", "AGREE") for k in range(25)]
    ledger = Ledger.of(acts)
    assert shifts(ledger, "PER", "CHL", attention=True) == []
    assert shifts(ledger, "FJI", "TON", attention=True) == []


def test_chance_alone_seldom_makes_a_shift():
    numbers = np.random.default_rng(5)
    acts = []
    for pair in range(40):
        for week in range(52):
            for event in numbers.choice(["CONSULT", "ACCUSE"], size=numbers.poisson(1.5)):
                acts.append(act(FIRST + timedelta(weeks=week), f"A{pair:02d}", f"B{pair:02d}", str(event)))
    assert len(top_shifts(Ledger.of(acts), attention=True)) <= 1


def test_more_news_of_everything_is_no_shift():
    acts = []
    for week in range(50):
        for _ in range(1 if week < 25 else 6):
            day = FIRST + timedelta(weeks=week)
            acts += [act(day, "PER", "CHL", "ACCUSE"), act(day, "KEN", "OMN", "CONSULT")]
    assert top_shifts(Ledger.of(acts), attention=True) == []


def test_probabilities_point_at_the_boundary():
    counts = np.zeros((1, 40, 1))
    counts[0, 25:] = 6
    found = probabilities(counts, np.ones(40), 0.01)[0]
    assert int(found.argmax()) == 25
    assert found[25] > 0.8
    assert found.sum() < 2


def test_no_acts_no_shifts():
    assert shifts(Ledger.of([]), "PER", "CHL") == []
    assert top_shifts(Ledger.of([])) == []
    assert top_shifts(Ledger.of([act(FIRST, "PER", "CHL", "AID")])) == []


def test_the_event_that_stands_out_is_named_as_what_moved_the_level():
    start = date(2022, 1, 5)
    acts = [act(start + timedelta(days=10 * k), "PER", "CHL", "CONSULT") for k in range(18)]
    blow = act(date(2022, 6, 20), "CHL", "PER", "ASSAULT")
    ledger = Ledger.of([*acts, blow])
    made = series(ledger, "PER", "CHL")
    first, *others = movers(ledger, made, "PER", "CHL", at=date(2022, 6, 25))
    assert (first.id, first.towards, first.event) == (blow.id, -1, "ASSAULT")
    assert first.effect < 0
    assert all(abs(one.effect) < abs(first.effect) for one in others)


def test_leaving_out_is_what_it_says():
    days = [date(2022, m, 10) for m in range(1, 7)]
    acts = [act(day, "PER", "CHL", kind) for day in days for kind in ("CONSULT", "ACCUSE")]
    full, less = Ledger.of(acts), Ledger.of(acts[:-1])
    (last,) = [m for m in movers(full, series(full, "PER", "CHL"), "PER", "CHL", top=50) if m.id == acts[-1].id]
    assert last.effect < 0
    without = series(less, "PER", "CHL").periods[-1].intensity
    assert without == series(full, "PER", "CHL").periods[-1].intensity + 1.5


SHIFT = Shift("RUS", "WEST", date(2022, 2, 21), 0.97, "worse", 0.8, -4.25, 0.2, 0.9, 80)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("Hubungan Rusia–Barat memburuk sejak 21 Februari 2022 (peluang 97%)", "dari +0,8 menjadi −4,2")),
        ("en", ("Russia and the West have worsened since 21 February 2022 (probability 97%)", "from +0.8 to −4.2")),
    ],
)
def test_a_shift_is_told_in_a_sentence(language, words):
    told = tell_shift(SHIFT, language)
    for one in words:
        assert one in told


def test_a_sentence_names_each_kind_of_act_that_did_it_once(cooled: Ledger):
    made = series(cooled, "PER", "CHL")
    moved = movers(cooled, made, "PER", "CHL", top=99)
    told = tell_level("PER", "CHL", date(2023, 2, 28), (-3.0, -4.0, -2.0), "en", moved)
    assert "between Peru and Chile lean to the hostile as of 28 February 2023: −3.0 (90%: −4.0 to −2.0)" in told
    assert "mostly as Peru coerces Chile (" in told
    assert told.count("coerces") == 1
    assert "terutama karena Peru menekan Cile" in tell_level("PER", "CHL", FIRST, (-3.0, -4.0, -2.0), "id", moved)


def test_what_speaks_against_a_level_is_no_reason_for_it(cooled: Ledger):
    made = series(cooled, "PER", "CHL")
    softer = [one for one in movers(cooled, made, "PER", "CHL", top=99) if one.effect > 0]
    assert {one.event for one in softer} >= {"ACCUSE"}
    assert "mostly" not in tell_level("PER", "CHL", date(2023, 2, 28), (-3.0, -4.0, -2.0), "en", softer)


def test_the_causes_of_a_shift_come_after_it_and_go_its_way(cooled: Ledger):
    (shift,) = shifts(cooled, "PER", "CHL")
    causes = shift_movers(cooled, series(cooled, "PER", "CHL"), "PER", "CHL", shift)
    assert len(causes) == 3
    assert all(one.day >= shift.date and one.effect < 0 and one.actors == ("PER",) for one in causes)


@pytest.mark.parametrize("way", ["worse", "better"])
def test_no_cause_of_a_shift_reads_against_it(way: str):
    """Great friends who only talk and quarrel now; their talks lower the level too, but are no reason to call it a fall."""
    friendly, hostile = ["CONCEDE", "AID"], ["CONSULT", "CONSULT", "ACCUSE", "COERCE"]
    if way == "better":
        friendly, hostile = [*hostile[2:], "ASSAULT"], ["ACCUSE", "ACCUSE", "AID", "CONCEDE"]
    acts = []
    for week in range(60):
        day = FIRST + timedelta(days=7 * week + 3)
        acts += [act(day + timedelta(days=k), "KEN", "OMN", "CONSULT") for k in range(3)]
        acts += [act(day + timedelta(days=k), "PER", "CHL", kind) for k, kind in enumerate(friendly if week < 30 else hostile)]
    ledger = Ledger.of(acts)
    (shift,) = shifts(ledger, "PER", "CHL")
    assert shift.way == way
    sign = 1 if way == "better" else -1
    made = series(ledger, "PER", "CHL")
    causes = shift_movers(ledger, made, "PER", "CHL", shift, top=99)
    assert causes
    assert all(one.score * sign > 0 and one.effect * sign > 0 for one in causes)
    after = [one for one in range(len(made.periods)) if made.periods[one].start <= shift.date + timedelta(weeks=8)][-1]
    told = levels(made, "intensity")[after].level
    for cause in causes[:3]:
        without = Ledger.of([one for one in acts if one.id != cause.id])
        left = levels(series(without, "PER", "CHL"), "intensity")[after].level
        assert (told - left) * sign > 0, "without the act the level after the shift is less so"


def test_looking_from_afar_first_finds_what_a_full_search_finds(monkeypatch: pytest.MonkeyPatch):
    numbers = np.random.default_rng(7)
    acts = []
    for pair in range(30):
        turn = int(numbers.integers(20, 80))
        for week in range(100):
            kinds = ("CONSULT", "AID") if (week < turn) == (pair % 3 > 0) else ("ACCUSE", "ASSAULT")
            for _ in range(int(numbers.poisson(1 + pair / 5))):
                acts.append(act(FIRST + timedelta(weeks=week), f"A{pair:02d}", f"B{pair:02d}", str(numbers.choice(kinds))))
    ledger = Ledger.of(acts)
    monkeypatch.setattr("kawat.relations.shifts.AT_ONCE", 4)
    quick = top_shifts(ledger, top=10)
    monkeypatch.setattr("kawat.relations.shifts.LIKELY", -1.0)
    monkeypatch.setattr("kawat.relations.shifts.SLACK", 1e9)
    assert len(quick) == 10
    assert quick == top_shifts(ledger, top=10)


def test_the_gamma_function_is_that_of_the_standard_library():
    values = np.concatenate([np.linspace(1, 30, 200), [1e3, 1e5]])
    assert log_gamma(values) == pytest.approx([lgamma(value) for value in values], rel=1e-9, abs=1e-9)


def test_friends_who_are_less_in_the_news_are_no_worse_friends():
    def weekly(pair: str, numbers: Callable[[int], int], event: str) -> list[Act]:
        return [
            act(FIRST + timedelta(weeks=week, days=n % 7), *pair.split(), event)
            for week in range(60)
            for n in range(numbers(week))
        ]

    others = [one for n in range(20) for one in weekly(f"A{n:02d} B{n:02d}", lambda week: 2, "CONSULT")]
    fewer = weekly("IDN PSE", lambda week: 20 if week < 30 else 1, "AID")
    ledger = Ledger.of([*fewer, *others])
    assert shifts(ledger, "IDN", "PSE") == []
    (shift,) = shifts(ledger, "IDN", "PSE", attention=True)
    assert shift.way == "attention"
    assert shift.after < shift.before
    hostile = Ledger.of([*fewer, *weekly("IDN PSE", lambda week: 3 if week >= 30 else 0, "THREATEN"), *others])
    assert [shift.way for shift in shifts(hostile, "IDN", "PSE")] == ["worse"]
