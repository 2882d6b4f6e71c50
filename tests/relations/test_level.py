"""A dyad's level: what its interval says, and that it is the model that it says it is."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from kawat.relations import level
from kawat.relations.ledger import Ledger
from kawat.relations.series import series
from kawat.relations.standing import expected, levels, outlook
from relations.conftest import act


def width(hits, events):
    found = level.conflict(np.array(hits, float), np.array(events, float), 0.3).level
    return found.sd


def test_more_events_make_the_interval_narrower():
    few, many = width([1, 1, 1, 1], [3, 3, 3, 3]), width([10, 10, 10, 10], [30, 30, 30, 30])
    assert (many < few).all()


def test_months_without_events_widen_it_and_leave_the_level_between_its_neighbours():
    hits, events = np.array([9.0, 9, 0, 0, 0, 1, 1]), np.array([10.0, 10, 0, 0, 0, 10, 10])
    found = level.conflict(hits, events, 0.3).level
    assert found.sd[3] > found.sd[1]
    assert found.mean[1] > found.mean[3] > found.mean[5]


def test_a_quiet_dyad_stays_near_what_is_usual():
    usual = np.log(0.3 / 0.7)
    quiet = level.conflict(np.array([1.0]), np.array([1.0]), 0.3).level.mean[0]
    busy = level.conflict(np.array([40.0]), np.array([40.0]), 0.3).level.mean[0]
    assert usual < quiet < usual + 0.7 < busy


def test_many_series_at_once_are_the_same_as_one_by_one():
    hits, events = np.array([[1.0, 2, 3], [0, 0, 5]]), np.array([[4.0, 4, 4], [0, 6, 6]])
    both = level.conflict(hits, events, 0.4)
    for i in range(2):
        alone = level.conflict(hits[i], events[i], 0.4)
        assert both.level.mean[i] == pytest.approx(alone.level.mean, abs=1e-3)
        assert both.weights[i] == pytest.approx(alone.weights, abs=1e-3)


def test_the_filter_is_that_of_statsmodels():
    smoother = pytest.importorskip("statsmodels.tsa.statespace.kalman_smoother")
    observed, noise = np.array([1.0, np.nan, 2.5, 0.5]), np.array([0.5, 1.0, 0.2, 0.9])
    model = smoother.KalmanSmoother(1, 1)
    model.bind(observed[:, None])
    for name, value in (("design", 1.0), ("transition", 1.0), ("selection", 1.0), ("state_cov", 0.3)):
        model[name] = [[value]]
    model["obs_cov"] = (noise + 0.1)[None, None, :]
    model.initialize_known(np.array([0.2]), np.array([[4.0]]))
    theirs = model.smooth()
    seen = np.isfinite(observed)
    ours = level._smooth(
        np.where(seen, observed, 0)[:, None], np.where(seen, noise, 1 / level.NOTHING)[:, None], np.array([0.3]), np.array([0.1]),
        np.array([0.2]), 4.0,
    )  # fmt: skip
    assert ours.level[:, 0] == pytest.approx(theirs.smoothed_state[0], abs=1e-5)
    assert ours.variance[:, 0] == pytest.approx(theirs.smoothed_state_cov[0, 0], abs=1e-5)
    assert ours.likelihood[0] == pytest.approx(theirs.llf + 1.5 * np.log(2 * np.pi), abs=1e-5)


def test_the_level_goes_where_the_acts_go(cooled: Ledger):
    shares = levels(series(cooled, "PER", "CHL"))
    scores = levels(series(cooled, "PER", "CHL"), "intensity")
    assert shares[0].high < 0.5 < shares[-1].low
    assert scores[0].level > 1 > -1 > scores[-1].level
    assert all(0 <= one.low <= one.level <= one.high <= 1 for one in shares)
    assert all(-10 <= one.low <= one.level <= one.high <= 10 for one in scores)


def test_the_chances_of_the_next_month_sum_to_one_and_centre_on_the_share():
    found = level.conflict(np.array([5.0, 4, 6]), np.array([10.0, 10, 10]), 0.3)
    chances, share = expected(found, 12)
    assert chances.sum() == pytest.approx(1)
    assert chances @ np.arange(13) / 12 == pytest.approx(share, abs=1e-3)


def test_fewer_events_ahead_leave_more_to_chance():
    days = [date(2022, 1, 3) + timedelta(days=k) for k in range(300)]
    made = series(Ledger.of(act(day, "PER", "CHL", kind) for day in days for kind in ("AID", "ACCUSE")), "PER", "CHL")
    few, many = outlook(made, 3), outlook(made, 300)
    assert few is not None
    assert many is not None
    assert few.high - few.low >= many.high - many.low


def test_no_data_is_no_level():
    empty = series(Ledger.of([]), "PER", "CHL")
    assert levels(empty) == []
    assert outlook(empty) is None


def test_days_and_weeks_work_too():
    start = date(2022, 5, 2)
    ledger = Ledger.of([act(start + timedelta(days=k), "PER", "CHL", "AID") for k in range(15)])
    for by in ("day", "week"):
        assert len(levels(series(ledger, "PER", "CHL", by=by))) == len(series(ledger, "PER", "CHL", by=by).periods)
