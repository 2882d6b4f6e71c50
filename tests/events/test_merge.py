"""Events: which claims report one act, what becomes of contradictions, and how many reports are independent."""

from __future__ import annotations

import random

import pytest
from event_rows import Row, claim

from kawat.events import Copy, events
from kawat.events.parties import UNKNOWN, alike
from kawat.types import Event, Story

_ENTEBBE = {"name": "Entebbe", "country": "UGA", "start": 0, "end": 7, "text": "Entebbe"}
_BUSIA = _ENTEBBE | {"name": "Busia", "text": "Busia"}


def _raid() -> list[Row]:
    told = "Kenya mengebom pelabuhan Entebbe, sembilan pelaut tewas"
    return [
        claim("ASSAULT", "KEN.MIL", "UGA", "Kenya bombed the harbour of Entebbe, killing nine sailors", place=_ENTEBBE),
        claim("ASSAULT", "KEN", "UGA.MIL", "Nine sailors killed as Kenyan jets bombed Entebbe harbour", place=_ENTEBBE),
        claim("ASSAULT", "KEN", "UGA", told, "2024-05-03", language="id", place=_ENTEBBE),
    ]


def _others() -> list[Row]:
    return [
        claim("CONSULT", "PER CHL", "", "Peru met Chile in Lima to talk about the railway", "2024-05-02"),
        claim("AID", "NOR", "UGA", "Norway sent blankets to flooded villages in Uganda", "2024-05-03"),
        claim("ASSAULT", "KEN", "UGA", "Kenya shelled a border post near Busia", "2024-05-03", place=_BUSIA),
        *(
            claim("ACCUSE", "FRA", "JPN", f"France criticised Japan over whale number {n}", f"2024-04-{n:02d}")
            for n in range(1, 29)
        ),
    ]


def _of(found: list[Event], one: Row) -> Event:
    return next(event for event in found if one["id"] in event.claims)


@pytest.fixture(scope="module")
def raid() -> list[Row]:
    return _raid()


@pytest.fixture(scope="module")
def found(raid: list[Row]) -> list[Event]:
    return events([*raid, *_others()])


def test_reports_of_one_act_are_one_event_in_both_languages(found: list[Event], raid: list[Row]):
    event = _of(found, raid[0])
    assert set(event.claims) == {row["id"] for row in raid}
    assert (event.event, event.quad, event.status, event.first) == ("ASSAULT", "material conflict", "real", "2024-05-02")
    assert (event.actor[0].partition(".")[0], event.recipient[0].partition(".")[0]) == ("KEN", "UGA")
    assert event.evidence in event.claims
    assert event.reports == 3


def test_another_act_of_the_same_two_stays_another_event(found: list[Event], raid: list[Row]):
    assert not any(len(event.claims) > 1 for event in found if raid[0]["id"] not in event.claims and event.event == "ASSAULT")


def test_the_order_of_the_claims_does_not_tell(raid: list[Row]):
    rows = [*raid, *_others()]
    expected = events(rows)
    random.Random(3).shuffle(rows)
    assert events(rows) == expected


def test_every_claim_is_in_one_event(found: list[Event]):
    claims = [id for event in found for id in event.claims]
    assert len(claims) == len(set(claims))


def test_a_denial_is_kept_beside_the_act_and_linked():
    done = claim("ASSAULT", "KEN", "UGA", "Kenya bombed the harbour of Entebbe")
    denied = claim("ASSAULT", "KEN", "UGA", "Kenya bombed no harbour of Entebbe, its army says", status="negated")
    found = events([done, denied, *_others()])
    one, other = _of(found, done), _of(found, denied)
    assert one.id != other.id
    assert other.id in one.contradicted
    assert one.id in other.contradicted
    assert {one.status, other.status} == {"real", "negated"}


def test_copies_and_an_outlets_repeats_count_once(raid: list[Row]):
    again = [dict(row) for row in _raid()]
    again[1]["outlet"] = again[0]["outlet"]
    known = [Copy(again[2]["document"], again[0]["document"], 0.9)]
    event = _of(events([*again, *_others()], known=known), again[0])
    assert len(event.claims) == 3
    assert event.reports == 1
    assert _of(events([*raid, *_others()]), raid[0]).reports == 3


def test_an_event_knows_its_story():
    rows = _raid()
    story = Story("s:1", tuple(row["document"] for row in rows))
    assert _of(events([*rows, *_others()], [story]), rows[0]).story == "s:1"


def test_no_claims_and_claims_without_a_day_are_no_error():
    assert events([]) == []
    (event,) = events([claim("AID", "NOR", "UGA", "Norway helped Uganda", "")])
    assert (event.day, event.first) == ("", "")


def test_parties_are_alike_by_code_sector_and_bloc_of_the_day():
    assert alike((("RUS", "GOV"),), (("RUS", "GOV"),), "2022-06-01") == 1
    assert alike((("RUS", "GOV"),), (("RUS", ""),), "2022-06-01") > alike((("RUS", "GOV"),), (("RUS", "MIL"),), "2022-06-01") > 0
    assert alike((("FIN", ""),), (("NATO", ""),), "2024-06-01") > alike((("FIN", ""),), (("NATO", ""),), "2015-06-01") == 0
    assert alike((), (("RUS", ""),), "2022-06-01") == UNKNOWN


def test_two_acts_that_one_sentence_tells_stay_two_events():
    sentence = "Peru telephones Chile and offers to share its railway engines"
    calls = claim("CONSULT", "PER", "CHL", sentence)
    offers = claim("AGREE", "PER", "CHL", sentence, trigger={"start": 26, "end": 32, "text": "offers", "field": "text"})
    one = events([calls, offers, *_others()])
    assert _of(one, calls).id != _of(one, offers).id


def test_two_blamed_for_one_blow_contradict_each_other():
    one = claim("ASSAULT", "KEN", "UGA", "Kenya bombed the harbour of Entebbe and sank two ships")
    other = claim("ASSAULT", "RWA", "UGA", "Rwanda bombed the harbour of Entebbe and sank two ships")
    found = events([one, other, *_others()])
    assert _of(found, other).id in _of(found, one).contradicted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Many may condemn one thing, a fight has two sides, and what was spared is not what was hit.
        (("ACCUSE", "KEN", "UGA", "Kenya condemned the raid on the harbour of Entebbe"),
         ("ACCUSE", "RWA", "UGA", "Rwanda condemned the raid on the harbour of Entebbe")),
        (("ASSAULT", "KEN", "UGA", "Kenya bombed the harbour of Entebbe and sank two ships"),
         ("ASSAULT", "UGA", "KEN", "Uganda bombed the harbour of Mombasa and sank two ships")),
        (("ASSAULT", "KEN", "UGA.MIL", "Kenya bombed barracks outside the town of Jinja"),
         ("ASSAULT", "KEN", "UGA.CVL", "Kenya bombed no market in Kampala, its army says")),
    ],
)  # fmt: skip
def test_what_can_both_be_so_is_no_contradiction(one: tuple[str, ...], other: tuple[str, ...]):
    rows = [claim(*one), claim(*other, **({"status": "negated"} if " no " in other[3] else {}))]
    assert not any(_of(events([*rows, *_others()]), row).contradicted for row in rows)
