"""``kawat relation`` and ``kawat shifts`` as a user meets them, over tables as a desk has them."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from kawat.cli import app
from kawat.desk import Desk, Store, tables
from kawat.errors import DeskError, ExportError, UnknownNameError
from kawat.relations.acts import Act
from kawat.relations.series import series
from relations.conftest import FIRST, act

MONTH = "2022-01"


def desk_of(folder: Path, events: list[dict[str, Any]], claims: list[dict[str, Any]], merged: bool = True) -> Desk:
    """A desk that holds these rows of events and claims, and one document for them all."""
    rows = {"events": events, "claims": claims, "documents": [{"id": "d:1", "key": "d:1", "revision": 1, "month": MONTH}]}
    if merged:
        rows["merges"] = [{"month": MONTH, "inputs": "test"}]
    store = Store(folder, create=True)
    store.append(lambda version: {name: tables.table(name, found) for name, found in rows.items()})
    return Desk(folder)


def event(one: Act, **other: Any) -> dict[str, Any]:
    """An act as a row of the table of events, told by one outlet."""
    row = {
        "id": one.id, "event": one.event, "mode": one.mode, "quad": one.quad, "score": one.score,
        "actor": [{"code": code, "sector": "GOV"} for code in one.actors],
        "recipient": [{"code": code, "sector": ""} for code in one.recipients], "month": MONTH,
        "status": one.status, "day": one.day, "first": one.day, "reports": 1, "outlets": ["Warta Uji"],
        "claims": [f"c:{one.id}"], "evidence": f"c:{one.id}", "told_by": "Warta Uji",
        "sentence": f"{one.actors[0]} did it: {one.event} \x1b[31m of {one.day}.",
    }  # fmt: skip
    return row | other


def claim(one: Act, *recipients: str) -> dict[str, Any]:
    """The claim that shows an act."""
    text = f"{one.actors[0]} did it: {one.event} \x1b[31m of {one.day}."
    parties = [{"code": code} for code in recipients]
    return {
        "id": f"c:{one.id}",
        "document": "d:1",
        "month": MONTH,
        "origin": "body",
        "outlet": "Warta Uji",
        "sentence": {"text": text},
        "recipient": parties,
    }


Kawat = Callable[..., Result]


@pytest.fixture
def kawat(cooled_acts: list[Act], tmp_path: Path) -> Kawat:
    others = [act(date(2022, 10, 5), "KEN", "PER", "ACCUSE"), act(date(2022, 10, 6), "OMN", "CHL", "SUPPORT")]
    acts = [*cooled_acts, *others]
    desk_of(tmp_path / "desk", [event(one) for one in acts], [claim(one, *one.recipients) for one in acts])

    def run(*words: str) -> Result:
        labels = () if "--labels" in words else ("--labels", "en")
        return CliRunner().invoke(app, [*words, "--desk", str(tmp_path / "desk"), *labels], env={"COLUMNS": "80"})

    return run


def test_a_relation_is_told_drawn_and_listed_within_80_columns(kawat: Kawat):
    out = kawat("relation", "PER", "CHL").stdout
    told = " ".join(out.split())
    assert "Relations between Peru and Chile lean to the hostile" in told
    assert "have worsened since 1 August 2022" in told or "have worsened since 25 July 2022" in told
    assert "mostly as Peru coerces Chile" in told
    assert "▁" in out or "▂" in out
    assert "2022-01" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_events_that_moved_it_are_shown_with_their_sentences(kawat: Kawat):
    out = kawat("relation", "PER", "CHL").stdout
    told = " ".join(out.split())
    assert "COERCE Peru → Chile" in told
    assert "“PER did it: COERCE" in told
    assert "(Warta Uji)" in told
    assert "\x1b" not in out
    assert "Peru–Cile cenderung bermusuhan" in kawat("relation", "PER", "CHL", "--labels", "id").stdout


def test_machines_read_json_csv_and_svg(kawat: Kawat, tmp_path: Path):
    found = json.loads(kawat("relation", "PER", "CHL", "--format", "json").stdout)
    assert (found["a"], found["b"], found["by"]) == ("PER", "CHL", "month")
    assert found["periods"][0]["events"] == 9
    assert found["shifts"][0]["way"] == "worse"
    assert found["shifts"][0]["causes"][0]["outlet"] == "Warta Uji"
    assert found["movers"][0]["actors"] == ["PER"]
    assert {one["effect"] > 0 for one in found["movers"]} == {True, False}
    written = tmp_path / "weeks.csv"
    assert kawat("relation", "PER", "CHL", "--by", "week", "--format", "csv", "--output", str(written)).stdout == ""
    rows = list(csv.DictReader(io.StringIO(written.read_text())))
    assert len(rows) == 60
    assert float(rows[0]["low"]) <= float(rows[0]["level"]) <= float(rows[0]["high"])
    picture = ElementTree.fromstring(kawat("relation", "PER", "CHL", "--format", "svg").stdout)
    texts = ["".join(one.itertext()) for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Peru–Chile", "50%", "share of conflict", "2022", "level"} <= set(texts)
    assert any(text.startswith("worse ") for text in texts)


def test_a_png_is_written_where_the_library_is(kawat: Kawat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("resvg_py")
    written = tmp_path / "pair.png"
    result = kawat("relation", "PER", "CHL", "--format", "png", "--output", str(written))
    if isinstance(result.exception, ExportError):
        pytest.skip(str(result.exception))
    assert written.read_bytes().startswith(b"\x89PNG")
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    missing = kawat("relation", "PER", "CHL", "--format", "png", "--output", str(written))
    assert isinstance(missing.exception, ExportError)
    assert "pip install 'kawat[desk]'" in str(missing.exception)


def test_third_parties_are_listed_where_asked_for(kawat: Kawat):
    out = " ".join(kawat("relation", "PER", "CHL", "--third").stdout.split())
    assert "Third parties towards Peru Kenya 1 condemned" in out
    assert "Oman 1 backed" in out.partition("towards Chile")[2]
    assert "Third parties" not in kawat("relation", "PER", "CHL").stdout
    found = json.loads(kawat("relation", "PER", "CHL", "--third", "--format", "json").stdout)["third"]
    assert [(one["towards"], len(one["stances"])) for one in found] == [("PER", 1), ("CHL", 1)]


def test_no_events_is_an_answer(kawat: Kawat):
    result = kawat("relation", "FJI", "TON")
    assert result.exit_code == 0
    assert "no event between Fiji and Tonga" in result.stdout


def test_wrong_options_are_told(kawat: Kawat):
    assert "neither" in " ".join(kawat("relation", "PER", "CHL", "--expand", "EU").stderr.replace("│", " ").split())
    assert "is no day" in " ".join(kawat("relation", "PER", "CHL", "--from", "May").stderr.replace("│", " ").split())
    assert "has a sector" in " ".join(kawat("relation", "PER.GOV", "CHL").stderr.replace("│", " ").split())
    assert isinstance(kawat("relation", "PER", "CHL", "--expand", "PER").exception, UnknownNameError)
    assert kawat("relation", "per", "chl").stdout == kawat("relation", "PER", "CHL").stdout


def test_the_largest_shifts_are_a_table_with_what_did_most(kawat: Kawat):
    head, row, cause, sentence, *_ = kawat("shifts").stdout.splitlines()
    assert head.split() == ["dyad", "since", "way", "sure", "conflict", "events"]
    assert row.split()[0] == "Chile–Peru"
    assert "0% → 100%" in row
    assert "Peru → Chile" in cause
    assert "PER did it" in sentence
    assert "Cile–Peru" in kawat("shifts", "--labels", "id").stdout
    (row,) = csv.DictReader(io.StringIO(kawat("shifts", "--format", "csv").stdout))
    assert (row["a"], row["b"], row["way"]) == ("CHL", "PER", "worse")
    assert row["sentence"].startswith("PER did it")
    (found,) = json.loads(kawat("shifts", "--format", "json").stdout)
    assert "have worsened since" in found["sentence_en"]


def test_events_are_read_by_code_whatever_the_sector_and_by_their_day(tmp_path: Path):
    plain = act(FIRST, "PER", "CHL", "ACCUSE")
    both = [{"code": "PER", "sector": "GOV"}, {"code": "PER", "sector": "MIL"}]
    several = event(act(FIRST, "PER", "CHL", "AID"), actor=both, outlets=["A", "B", "C"], reports=3)
    undated = [event(act(FIRST, "PER", "CHL", "AID"), day=None), event(act(FIRST, "PER", "CHL", "AID"), day=None, first=None)]
    ledger = desk_of(tmp_path / "desk", [event(plain), several, *undated], []).ledger
    assert len(ledger) == 3
    assert series(ledger, "PER", "CHL").events == 3
    assert {one.outlets for one in ledger.acts(range(3))} == {1, 3}


def test_who_acts_on_somebody_unknown_does_nothing_with_his_fellows(tmp_path: Path):
    together, apart = act(FIRST, "PER KEN", "", "CONSULT"), act(FIRST, "PER KEN", "?", "ACCUSE")
    desk = desk_of(tmp_path / "desk", [event(together), event(apart)], [])
    (period,) = series(desk.ledger, "PER", "KEN").periods
    assert period.types == {"CONSULT": 1}


def test_a_desk_whose_claims_are_not_merged_says_so(tmp_path: Path):
    one = act(FIRST, "PER", "CHL", "ACCUSE")
    with pytest.raises(DeskError, match="kawat desk merge --desk"):
        _ = desk_of(tmp_path / "desk", [], [claim(one)], merged=False).ledger


def test_python_gives_the_series_and_the_shifts_as_tables(kawat: Kawat, tmp_path: Path):
    desk = Desk(tmp_path / "desk")
    rows = desk.relation("PER", "CHL", since="2022-01-01").rows()
    assert [row["period"] for row in rows][:2] == ["2022-01", "2022-02"]
    assert all(row["low"] <= row["level"] <= row["high"] for row in rows)
    assert desk.relation("PER", "CHL", by="week", level="intensity").arrow.num_rows > len(rows)
    assert len(desk.relation("OMN", "JPN")) == len(desk.relation("PER", "CHL"))
    (shift,) = desk.shifts(top=1).rows()
    assert (shift["a"], shift["b"], shift["way"]) == ("CHL", "PER", "worse")
    with pytest.raises(UnknownNameError, match="nothing to expand"):
        desk.relation("PER", "CHL", expand=["PER"])


def test_another_source_is_put_beside_the_desk(kawat: Kawat, tmp_path: Path):
    from kawat.export.event import Actor, Event
    from kawat.export.write import write

    peru, chile = (Actor("PER", "GOV", "Peru"),), (Actor("CHL", "GOV", "Chile"),)
    days = [f"2022-03-{n + 1:02d}" for n in range(9)]
    given = [Event(f"e:{day}", "THREATEN", "130", "verbal conflict", -4.0, day, peru, chile) for day in days]
    write(given, tmp_path, "icews")
    result = kawat("relation", "PER", "CHL", "--beside", str(tmp_path / "events.tab"))
    assert result.exit_code == 0, result.output
    assert "9 kept" in result.stderr
    (line,) = [line for line in result.stdout.partition("events.tab")[2].splitlines() if line.startswith("2022-03")]
    assert line.split()[6] == "9"
    assert max(map(len, result.stdout.splitlines())) <= 80
