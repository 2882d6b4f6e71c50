"""Third parties: who condemned, stood by, held back or refused."""

from __future__ import annotations

from datetime import date, timedelta

from kawat.relations.sides import side
from kawat.relations.stance import stances
from relations.conftest import act

DAY = date(2022, 3, 2)


def test_third_parties_stand_where_their_acts_put_them():
    acts = [
        act(DAY, "KEN", "PER", "ACCUSE"),
        act(DAY, "OMN", "PER", "SUPPORT"),
        act(DAY, "FJI", "PER", "ACCUSE", "negated"),
        act(DAY, "TON", "CHL", "REJECT"),
        act(DAY, "NPL", "PER", "ACCUSE", "unreal"),
        act(DAY, "CHL", "PER", "ACCUSE"),
        act(DAY, "LAO", "PER", "CONSULT"),
        act(DAY, "MLT", "CHL", "AID"),
    ]
    found = {one.code: one.position for one in stances(acts, "PER", "CHL")}
    assert found == {"KEN": "condemned", "OMN": "backed", "FJI": "held back", "TON": "refused"}


def test_most_acts_decide_and_then_the_last():
    acts = [act(DAY, "KEN", "PER", "ACCUSE"), act(DAY + timedelta(days=2), "KEN", "PER", "SUPPORT")]
    (one,) = stances(acts, "PER")
    assert one.position == "backed"
    assert one.acts == {"condemned": (acts[0].id,), "backed": (acts[1].id,)}
    (two,) = stances([*acts, act(DAY, "KEN", "PER", "PROTEST")], "PER")
    assert two.position == "condemned"


def test_only_what_followed_the_act_counts():
    acts = [act(DAY, "KEN", "PER", "ACCUSE"), act(DAY + timedelta(days=9), "OMN", "PER", "ACCUSE")]
    assert [one.code for one in stances(acts, "PER", since=DAY + timedelta(days=1))] == ["OMN"]


def test_a_bloc_and_its_members_are_not_third_parties():
    acts = [act(DAY, "FRA", "RUS", "ACCUSE"), act(DAY, "KEN", "FRA", "ACCUSE")]
    assert [one.code for one in stances(acts, side("EU", expand=True), "RUS")] == ["KEN"]
