"""A dyad's series: who is counted with whom, when, and how much."""

from __future__ import annotations

from datetime import date

import pytest

from kawat.errors import UnknownNameError
from kawat.relations.acts import evidence
from kawat.relations.ledger import Ledger
from kawat.relations.series import series
from kawat.relations.sides import side
from relations.conftest import act

MAY, JUNE, JULY = date(2022, 5, 10), date(2022, 6, 10), date(2022, 7, 10)


def test_a_month_counts_its_real_events_by_class_and_type():
    ledger = Ledger.of(
        [
            act(MAY, "PER", "CHL", "ACCUSE"),
            act(MAY, "CHL", "PER", "CONSULT"),
            act(MAY, "PER", "CHL", "ASSAULT", "negated"),
            act(MAY, "PER", "CHL", "ASSAULT", "unreal"),
            act(JULY, "PER", "CHL", "AID"),
            act(JUNE, "KEN", "OMN", "AID"),
        ]
    )
    may, june, july = series(ledger, "CHL", "PER").periods
    assert (may.start, may.end) == (date(2022, 5, 1), date(2022, 5, 31))
    assert (may.events, may.negated, may.unreal) == (2, 1, 1)
    assert may.types == {"CONSULT": 1, "ACCUSE": 1}
    assert may.quads["verbal conflict"] == may.quads["verbal cooperation"] == 1
    assert (may.net, may.conflict, may.attention) == (-1.0, 0.5, 1.0)
    assert (june.events, june.conflict, june.intensity, june.attention) == (0, None, None, 0.0)
    assert july.intensity == 7.0


def test_directed_counts_what_one_side_did_and_what_both_did():
    acts = [act(MAY, "PER", "CHL", "ACCUSE"), act(MAY, "CHL", "PER", "AID"), act(MAY, "CHL PER", "", "CONSULT")]
    (both,) = series(Ledger.of(acts), "PER", "CHL").periods
    (one,) = series(Ledger.of(acts), "PER", "CHL", directed=True).periods
    (other,) = series(Ledger.of(acts), "CHL", "PER", directed=True).periods
    assert both.types == {"CONSULT": 1, "AID": 1, "ACCUSE": 1}
    assert one.types == {"CONSULT": 1, "ACCUSE": 1}
    assert other.types == {"CONSULT": 1, "AID": 1}


def test_a_request_hardly_moves_the_score():
    (period,) = series(Ledger.of([act(MAY, "PER", "CHL", "REQUEST")]), "PER", "CHL").periods
    assert period.net == -0.5
    assert period.conflict == 1.0


def test_doers_of_one_act_have_no_relation_through_it():
    ledger = Ledger.of([act(MAY, "PER CHL", "KEN", "ACCUSE")])
    assert series(ledger, "PER", "CHL").events == 0
    assert series(ledger, "KEN", "CHL").events == 1


def test_who_an_act_was_done_to_may_be_unknown():
    ledger = Ledger.of([act(MAY, "PER CHL", "?", "ACCUSE")])
    assert series(ledger, "PER", "CHL").events == series(ledger, "PER", "?").events == 0


@pytest.mark.parametrize(("by", "number"), [("day", 8), ("week", 2), ("month", 2)])
def test_periods_are_whole_and_without_gaps(by, number):
    ledger = Ledger.of([act(date(2022, 5, 30), "PER", "CHL", "AID"), act(date(2022, 6, 6), "PER", "CHL", "AID")])
    made = series(ledger, "PER", "CHL", by=by)
    assert len(made.periods) == number
    assert made.events == 2


def test_only_the_days_asked_for_are_shown():
    ledger = Ledger.of([act(day, "PER", "CHL", "AID") for day in (MAY, JUNE, JULY)])
    (only,) = series(ledger, "PER", "CHL", since=date(2022, 6, 1), until=date(2022, 6, 30)).periods
    assert only.events == 1


def test_nothing_is_a_series_without_periods():
    assert series(Ledger.of([]), "PER", "CHL").periods == ()
    assert series(Ledger.of([act(MAY, "KEN", "OMN", "AID")]), "PER", "CHL").events == 0


def test_a_bloc_counts_its_members_of_the_day_and_each_act_once():
    acts = [
        act(date(2019, 5, 1), "GBR", "RUS", "ACCUSE"),
        act(date(2021, 5, 1), "GBR", "RUS", "ACCUSE"),
        act(date(2021, 5, 1), "DEU FRA", "RUS", "SANCTION"),
        act(date(2021, 5, 1), "EU", "RUS", "ACCUSE"),
    ]
    made = series(Ledger.of(acts), side("EU", expand=True), "RUS", since=date(2019, 5, 1), until=date(2021, 5, 31))
    assert [p.events for p in made.periods if p.events] == [1, 2]
    assert series(Ledger.of(acts), "EU", "RUS").events == 1


def test_a_member_against_its_own_bloc_is_not_counted_with_itself():
    acts = [act(MAY, "DEU FRA", "", "CONSULT"), act(MAY, "FRA", "ITA", "ACCUSE")]
    assert series(Ledger.of(acts), side("EU", expand=True), "DEU").events == 1


def test_what_has_no_members_cannot_be_expanded():
    with pytest.raises(UnknownNameError, match="EU"):
        side("PER", expand=True)


def test_an_event_told_by_more_outlets_is_better_evidence():
    assert evidence(1, 1) < evidence(3, 3) < 1.0 == evidence(0, 0)
    assert evidence(5, 1) == evidence(1, 1)
    few = Ledger.of([act(MAY, "PER", "CHL", "AID", reports=1, outlets=1), act(MAY, "PER", "CHL", "ACCUSE", reports=9, outlets=9)])
    (period,) = series(few, "PER", "CHL").periods
    assert period.intensity is not None
    assert period.intensity < 2.5
    assert period.conflict == 0.5
