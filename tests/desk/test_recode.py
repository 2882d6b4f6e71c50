"""A desk coded again: both coders' claims are there, one of them stands, and the difference is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desk.conftest import Fill, article
from kawat.cli import app
from kawat.coders import lexicon
from kawat.desk import Desk, Store
from kawat.desk.check import check
from kawat.desk.compare import compare
from kawat.errors import DeskError
from kawat.ingest import Order
from kawat.ingest.merge import merge
from kawat.ingest.recode import recode

NEWER = "desk.test_recode:newer"


class Newer:
    """A coder that reads like the lexicon, but finds no claim of Kenya's."""

    version = "newer@2"

    def __init__(self, overlay: Any = None) -> None:
        self._base = lexicon(overlay)

    def code(self, *args: Any, **named: Any) -> Any:
        import msgspec

        found = self._base.code(*args, **named)
        kept = [msgspec.structs.replace(c, coder=self.version) for c in found.claims if "KEN" not in {p.code for p in c.actor}]
        return msgspec.structs.replace(found, claims=tuple(kept))


def newer(overlay: Any = None) -> Newer:
    return Newer(overlay)


@pytest.fixture
def desk(fill: Fill, tmp_path: Path) -> Path:
    fill([article(n) for n in range(24)])
    return tmp_path / "desk"


def _coders(folder: Path) -> dict[str, int]:
    return {r["coder"]: r["n"] for r in Desk(folder).sql("SELECT coder, count(*) AS n FROM claims GROUP BY ALL").rows()}


def test_the_new_claims_stand_and_the_old_ones_stay(desk: Path):
    before, version = _coders(desk), Desk(desk).version
    receipt = recode(desk, Order(coder=NEWER))
    assert receipt.coded == 24
    after = _coders(desk)
    assert list(after) == ["newer@2"]
    assert after["newer@2"] < before["kawat-lexicon@1"]
    coded = Desk(desk).sql("SELECT count(*) AS n FROM claims_as_coded").rows()[0]["n"]
    assert coded == before["kawat-lexicon@1"] + after["newer@2"]
    assert {r["coder"] for r in Desk(desk).sql("SELECT DISTINCT coder FROM quotes").rows()} == {"newer@2"}
    assert _coders_at(desk, version) == before
    assert not [found for found in check(Store(desk)) if found.count]


def _coders_at(folder: Path, version: int) -> dict[str, int]:
    rows = Desk(folder, version).sql("SELECT coder, count(*) AS n FROM claims GROUP BY ALL").rows()
    return {row["coder"]: row["n"] for row in rows}


def test_beside_leaves_the_old_claims_standing(desk: Path):
    before = _coders(desk)
    recode(desk, Order(coder=NEWER), beside=True)
    assert _coders(desk) == before


def test_what_was_coded_is_not_coded_again_and_a_stopped_run_goes_on(desk: Path):
    assert recode(desk, Order(coder=NEWER, limit=10, commit=4)).coded == 10
    assert recode(desk, Order(coder=NEWER)).coded == 14
    version = Desk(desk).version
    assert recode(desk, Order(coder=NEWER)).coded == 0
    assert Desk(desk).version == version


def test_the_comparison_counts_what_changed(desk: Path):
    recode(desk, Order(coder=NEWER))
    found = compare(Store(desk), "kawat-lexicon@1", "newer@2")
    assert (found.articles, found.changed, found.added) == (24, 0, 0)
    assert found.gone > 0
    assert found.same == _coders(desk)["newer@2"]
    old, new = found.types["ACCUSE"]
    assert old - new == found.gone
    assert all(one.new is None and one.word in one.sentence for one in found.examples)
    with pytest.raises(DeskError, match="newer@2"):
        compare(Store(desk), "nobody@1", "newer@2")


def test_events_follow_the_coder_that_stands(desk: Path):
    merge(desk)
    before = len(Desk(desk).events(actor="KEN"))
    recode(desk, Order(coder=NEWER))
    assert merge(desk).made > 0
    assert before > 0
    assert len(Desk(desk).events(actor="KEN")) == 0


def test_the_command_shows_the_difference(desk: Path):
    words = ["desk", "recode", "--desk", str(desk), "--coder", NEWER]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    told = " ".join(result.output.split())
    assert "24 coded again by newer@2" in told
    assert "kawat-lexicon@1 and newer@2 on 24 articles" in told
    assert "newer@2: none" in told
