"""People correct claims: nothing is overwritten, the last word counts everywhere, and it comes out as gold."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from desk.conftest import Fill, article, write
from kawat.cli import app
from kawat.desk import Desk, Store
from kawat.desk.check import check
from kawat.desk.corrections import correct
from kawat.desk.gold import gold
from kawat.errors import DeskError, KawatError, UnknownNameError
from kawat.evaluate import gold as labelled
from kawat.ingest import Order, ingest
from kawat.read.table import Columns

SIGNED = {"by": "Sri", "why": "as the text says"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk of four articles, with one claim each, that Kenya, Uganda, Peru and Chile condemn somebody."""
    root = tmp_path_factory.mktemp("made")
    source = write(root / "articles.jsonl", [article(n) for n in range(4)])
    ingest([source], root / "desk", lambda name: Columns(), Order(coder="lexicon"))
    return root / "desk"


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Store:
    """A copy of that desk for one test."""
    return Store(shutil.copytree(made, tmp_path / "desk"))


def claims(store: Store, view: str = "claims") -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in Desk(store.folder).sql(f"SELECT * FROM {view}").rows()}


def of(store: Store, code: str) -> str:
    """The id of the claim of which a country is the actor."""
    return next(id for id, row in claims(store, "claims_as_coded").items() if row["actor"][0]["code"] == code)


def test_a_change_wins_and_what_was_coded_stays(store: Store):
    id = of(store, "KEN")
    before, after = correct(store, id, "change", {"event": "threaten", "recipient": "UKR.GOV, POL"}, **SIGNED)
    assert (before["event"], after and after["event"]) == ("ACCUSE", "THREATEN")
    row = claims(store)[id]
    assert (row["event"], row["quad"], row["cameo"], row["mode"]) == ("THREATEN", "verbal conflict", "130", "")
    assert row["score"] == pytest.approx(-4.4)
    assert [(p["code"], p["sector"], p["start"]) for p in row["recipient"]] == [("UKR", "GOV", None), ("POL", "", None)]
    assert row["actor"] == before["actor"]
    assert claims(store, "claims_as_coded")[id]["event"] == "ACCUSE"
    assert [row["id"] for row in Desk(store.folder).claims(recipient="POL").rows()] == [id]


def test_changes_are_gathered_and_an_acceptance_takes_the_claim_as_coded(store: Store):
    id = of(store, "UGA")
    correct(store, id, "change", {"event": "THREATEN"}, **SIGNED)
    correct(store, id, "change", {"status": "unreal", "said_by": "UN", "day": "2022-01-05", "place": "Lima (PER)"}, **SIGNED)
    row = claims(store)[id]
    assert (row["event"], row["status"], row["said_by"]["code"], str(row["day"])) == ("THREATEN", "unreal", "UN", "2022-01-05")
    assert (row["place"]["name"], row["place"]["country"]) == ("Lima", "PER")
    correct(store, id, "change", {"said_by": "", "recipient": ""}, **SIGNED)
    assert (claims(store)[id]["said_by"], claims(store)[id]["recipient"]) == (None, [])
    correct(store, id, "accept", {}, **SIGNED)
    assert claims(store)[id] == claims(store, "claims_as_coded")[id]


def test_a_rejected_claim_is_gone_until_somebody_takes_it_back(store: Store):
    id, version = of(store, "PER"), Desk(store.folder).version
    assert correct(store, id[:8], "reject", {}, **SIGNED)[1] is None
    assert id not in claims(store)
    assert len(claims(store, "claims_as_coded")) == 4
    assert len(Desk(store.folder, version).claims()) == 4  # as the desk was
    correct(store, id, "accept", {}, **SIGNED)
    assert id in claims(store)
    assert [row["verdict"] for row in Desk(store.folder).corrections().rows()] == ["reject", "accept"]
    assert not [found for found in check(store) if found.count]


@pytest.mark.parametrize(
    ("verdict", "changes", "wrong"),
    [
        ("change", {"event": "ACUSE"}, "did you mean ACCUSE"),
        ("change", {"mood": "bad"}, "no field 'mood'"),
        ("change", {"actor": "RUZ"}, "no actor code 'RUZ'"),
        ("change", {"actor": "RUS.GOVT"}, "no sector 'GOVT'"),
        ("change", {"cameo": "42"}, "leading zeros"),
        ("change", {"event": "AID", "cameo": "112"}, "is a code of ACCUSE, not of AID"),
        ("change", {"mode": "aerial"}, "has no mode 'aerial'"),
        ("change", {"day": "31-12-2021"}, "is no day"),
        ("change", {"event": "ACCUSE"}, "has these values already"),
        ("change", {}, "at least one field"),
        ("accept", {"event": "AID"}, "an acceptance or rejection none"),
        ("doubt", {}, "no verdict 'doubt'"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(store: Store, verdict: str, changes: dict[str, str], wrong: str):
    with pytest.raises(KawatError, match=wrong):
        correct(store, of(store, "KEN"), verdict, changes, **SIGNED)
    assert not len(Desk(store.folder).corrections())


def test_who_and_why_and_which_claim_have_to_be_said(store: Store):
    with pytest.raises(DeskError, match="--by NAME --why TEXT"):
        correct(store, of(store, "KEN"), "accept", {}, by="Sri", why=" ")
    with pytest.raises(DeskError, match="no claim 'c:zz'"):
        correct(store, "c:zz", "accept", {}, **SIGNED)
    with pytest.raises(DeskError, match="begins several claims"):
        correct(store, "c:", "accept", {}, **SIGNED)
    with pytest.raises(UnknownNameError):
        correct(store, of(store, "KEN"), "change", {"contexts": "weather"}, **SIGNED)


def test_a_desk_without_the_table_opens_and_gets_it_with_the_next_commit(store: Store, fill: Fill):
    shutil.rmtree(store.folder / "corrections")  # as a Kawat before it had left the desk
    assert len(Desk(store.folder).claims()) == 4
    assert len(Desk(store.folder).corrections()) == 0
    fill([article(9)])
    correct(Store(store.folder), of(store, "KEN"), "reject", {}, **SIGNED)
    assert len(Desk(store.folder).claims()) == 4


def test_corrected_sentences_are_gold_that_kawat_eval_reads(store: Store):
    rejected, changed, accepted = of(store, "KEN"), of(store, "UGA"), of(store, "PER")
    correct(store, rejected, "reject", {}, **SIGNED)
    correct(store, changed, "change", {"event": "THREATEN", "actor": "RUS.GOV"}, **SIGNED)
    correct(store, accepted, "accept", {}, **SIGNED)
    lines = [msgspec.json.encode(line) for line in gold(store)]
    items, wrong = labelled(io.BytesIO(b"\n".join(lines)))
    assert not wrong
    found = {item.text.split()[0]: [(c.event, c.actor, c.status, c.trigger, c.doubt) for c in item.claims] for item in items}
    assert found == {
        "Kenya": [], "Uganda": [("THREATEN", ("RUS.GOV",), "real", "mengecam", False)],
        "Peru": [("ACCUSE", ("PER",), "real", "mengecam", False)],
    }  # fmt: skip


def test_the_commands(store: Store):
    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, [*words, "--desk", str(store.folder)])
        return result.exit_code, result.output + (str(result.exception) if result.exception else "")

    signed = ("--by", "Sri", "--why", "benar")
    assert run("correct", of(store, "KEN"), "--change", "event=AID", *signed)[0] == 0
    assert run("correct", of(store, "UGA"), "--reject", *signed)[0] == 0
    code, told = run("correct", of(store, "PER"), "--accept", "--reject", *signed)
    assert code == 2
    assert "say one of them" in told
    assert run("correct", of(store, "PER"), "--change", "event", *signed)[0] == 2
    told = " ".join(run("desk", "info")[1].split())
    assert "corrections 2 on 2 claims by 1 people: 1 changed, 1 rejected" in told
    assert [json.loads(line)["claims"] for line in run("desk", "gold")[1].splitlines()]
