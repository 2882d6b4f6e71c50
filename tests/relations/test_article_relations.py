"""The dyads of one article: which pairs, which net, which way, and in which words."""

from __future__ import annotations

from itertools import count

import pytest

from kawat.ontology import EVENTS, QUAD, ROOT_CAMEO, score
from kawat.relations import pairs, relations
from kawat.types import Claim, Party, Span

_numbers = count(1)


def party(code: str) -> Party:
    head, _, sector = code.partition(".")
    return Party(head, sector, head, None, None, "")


def claim(
    event: str,
    actor: str,
    recipient: str = "",
    status: str = "real",
    value: float | None = None,
    mode: str = "",
) -> Claim:
    number = next(_numbers)
    return Claim(
        id=f"c:{number}",
        event=event,
        mode=mode,
        contexts=(),
        quad=QUAD[event],
        score=score(event, ROOT_CAMEO[event]) if value is None else value,
        actor=tuple(party(code) for code in actor.split()),
        recipient=tuple(party(code) for code in recipient.split()),
        status=status,
        said_by=None,
        via=None,
        trigger=Span(0, 1, "x"),
        sentence=Span(0, 1, "x"),
        date=None,
        place=None,
        cameo="",
        confidence=1.0,
        coder="test",
        why=(),
    )


def only(*claims: Claim):
    found = relations(claims)
    assert len(found) == 1
    return found[0]


def test_no_claims_give_no_dyads():
    assert relations([]) == ()


def test_a_pair_stands_once_whoever_acts():
    relation = only(claim("ACCUSE", "FRA", "MLI"), claim("REJECT", "MLI.GOV", "FRA.GOV"))
    assert (relation.a, relation.b) == ("FRA", "MLI")
    assert len(relation.claims) == 2
    assert relation.net == -6.0


@pytest.mark.parametrize(
    ("actor", "recipient", "expected"),
    [
        ("FRA", "MLI", [("FRA", "MLI")]),
        ("MLI", "FRA", [("FRA", "MLI")]),
        ("FRA DEU", "MLI", [("FRA", "MLI"), ("DEU", "MLI")]),
        ("FRA", "MLI NER", [("FRA", "MLI"), ("FRA", "NER")]),
        ("FRA DEU POL", "", [("DEU", "FRA"), ("FRA", "POL"), ("DEU", "POL")]),
        ("FRA.GOV FRA.MIL", "", []),
        ("FRA", "FRA.OPP", []),
        ("?", "MLI", []),
        ("FRA", "?", []),
        ("FRA", "", []),
        ("", "MLI", []),
        ("FRA FRA.GOV", "MLI MLI.GOV", [("FRA", "MLI")]),
        ("FRA MLI", "MLI", [("FRA", "MLI")]),
    ],
)
def test_pairs_of_a_claim(actor: str, recipient: str, expected: list[tuple[str, str]]):
    assert pairs(claim("CONSULT", actor, recipient)) == expected


def test_an_unknown_recipient_is_not_taken_for_a_reciprocal_act():
    assert pairs(claim("ACCUSE", "FRA DEU", "?")) == []


def test_negated_and_imagined_acts_weigh_nothing_but_stay_as_evidence():
    relation = only(
        claim("SUPPORT", "FRA", "MLI"),
        claim("ASSAULT", "FRA", "MLI", "negated"),
        claim("ASSAULT", "FRA", "MLI", "unreal"),
    )
    assert relation.net == 3.5
    assert relation.direction == "up"
    assert len(relation.claims) == 3


def test_a_request_counts_at_a_tenth():
    assert only(claim("REQUEST", "FRA", "MLI", value=-5.0)).net == -0.5


@pytest.mark.parametrize(
    ("claims", "direction"),
    [
        ([claim("SUPPORT", "FRA", "MLI")], "up"),
        ([claim("ACCUSE", "FRA", "MLI")], "down"),
        ([claim("ASSAULT", "FRA", "MLI")], "hostile"),
        ([claim("SANCTION", "FRA", "MLI"), claim("ACCUSE", "FRA", "MLI")], "hostile"),
        ([claim("ASSAULT", "FRA", "MLI", "negated"), claim("ACCUSE", "FRA", "MLI")], "down"),
        ([claim("ASSAULT", "FRA", "MLI", "unreal")], "flat"),
        ([claim("REQUEST", "FRA", "MLI")], "flat"),
        ([claim("SANCTION", "FRA", "MLI"), claim("AID", "FRA", "MLI")], "up"),
        ([claim("CONSULT", "FRA", "MLI", value=0.99)], "flat"),
        ([claim("CONSULT", "FRA", "MLI", value=1.0)], "up"),
    ],
)
def test_direction(claims: list[Claim], direction: str):
    assert only(*claims).direction == direction


def test_the_strongest_dyad_comes_first_then_the_one_with_more_claims():
    found = relations(
        [
            claim("ACCUSE", "FRA", "MLI"),
            claim("ASSAULT", "RUS", "UKR"),
            claim("ACCUSE", "DEU", "MLI", value=-1.0),
            claim("ACCUSE", "DEU", "MLI", value=-1.0),
        ]
    )
    assert [(r.a, r.b) for r in found] == [("RUS", "UKR"), ("DEU", "MLI"), ("FRA", "MLI")]


def test_the_sentence_says_direction_and_acts():
    relation = only(claim("ACCUSE", "WEST", "RUS.GOV", mode="disapprove"), claim("REJECT", "RUS.GOV", "WEST"))
    assert relation.sentence_id == "Barat–Rusia memburuk: Barat mengecam Rusia; Rusia menolak Barat."
    assert relation.sentence_en == (
        "Relations between the West and Russia worsen: the West criticises Russia; Russia rejects what the West wants."
    )


def test_the_sentence_names_what_speaks_against_its_direction():
    relation = only(claim("ASSAULT", "RUS", "UKR"), claim("RETREAT", "RUS", "UKR", mode="withdraw"))
    assert relation.direction == "hostile"
    assert relation.sentence_en == (
        "Relations between Russia and Ukraine are hostile: Russia attacks Ukraine; but Russia withdraws from Ukraine."
    )
    assert "namun Rusia menarik diri dari Ukraina" in relation.sentence_id


def test_a_request_is_no_but():
    relation = only(claim("ACCUSE", "FRA", "MLI"), claim("REQUEST", "FRA", "MLI", value=3.0))
    assert "namun" not in relation.sentence_id
    assert "but" not in relation.sentence_en


def test_equal_acts_are_told_once_with_their_number_whatever_their_mode():
    attacks = [claim("ASSAULT", "RUS", "UKR", mode=m) for m in ("aerial", "", "occupy")]
    relation = only(*attacks)
    assert relation.sentence_en.count("attacks") == 1
    assert "(3 times)" in relation.sentence_en
    assert "(3 kali)" in relation.sentence_id


def test_acts_done_together():
    relation = only(claim("CONSULT", "IDN.GOV TLS.GOV"))
    assert relation.sentence_id.startswith("Indonesia–Timor")
    assert relation.sentence_id.endswith("berunding.")
    assert "Indonesia and" in relation.sentence_en


def test_a_dyad_without_real_acts_says_so():
    relation = only(claim("ACCUSE", "CHN", "RUS", "negated"))
    assert relation.direction == "flat"
    assert "tidak ada tindakan nyata" in relation.sentence_id
    assert "China tidak mengecam Rusia" in relation.sentence_id
    assert "China does not criticise Russia" in relation.sentence_en


def test_imagined_acts_are_told_as_imagined():
    relation = only(claim("ASSAULT", "RUS", "POL", "unreal"))
    assert "Russia might attack Poland" in relation.sentence_en
    assert "Rusia diandaikan menyerang Polandia" in relation.sentence_id


def test_a_code_without_a_name_stands_for_itself():
    relation = only(claim("ASSAULT", "ISIS", "SYR"))
    assert "ISIS" in relation.sentence_en
    assert "ISIS" in relation.sentence_id


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("status", ["real", "negated", "unreal"])
def test_every_type_has_words_in_both_languages(event: str, status: str):
    for relation in (
        *relations([claim(event, "FRA", "MLI", status)]),
        *relations([claim(event, "FRA MLI", "", status)]),
    ):
        for sentence in (relation.sentence_id, relation.sentence_en):
            assert sentence.endswith(".")
            assert "{" not in sentence
            assert "  " not in sentence
