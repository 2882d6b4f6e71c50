"""The codebook and the methods say what the code does now, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.ontology import CONTEXTS, EVENTS, STATUSES, cameo_codes
from kawat.ontology.plover import type_text
from kawat.web.pages import methods

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_type_has_its_place_and_its_words(web: TestClient, language: str):
    page = web.get("/codebook", params={"lang": language}).text
    for event in EVENTS:
        assert f'id="{event}"' in page
        assert type_text(event, language).label in page
    for code in (*STATUSES, *CONTEXTS):
        assert f"<code>{code}</code>" in page


def test_the_codebook_counts_the_desk_and_has_every_cameo_code(web: TestClient, sample_desk: Path):
    page = web.get("/codebook.json").json()
    rows = Desk(sample_desk).sql("SELECT event, count(*) AS n FROM events WHERE status = 'real' GROUP BY event").rows()
    assert page["counts"] == {row["event"]: row["n"] for row in rows}
    told = {code[0] for one in page["classes"] for entry in one["types"] for code in entry[-1]}
    assert told == {code for code, found in cameo_codes().items() if found.event}


def test_counts_lead_to_the_events(web: TestClient):
    assert 'href="/data?event=ASSAULT"' in web.get("/codebook").text
    assert web.get("/data", params={"event": "ASSAULT"}).status_code == 200


def test_the_figures_are_those_of_the_evaluation():
    """The figures that ship are rounded from ``evals/baseline.json``, of the reader that ships."""
    baseline = json.loads((ROOT / "evals" / "baseline.json").read_text(encoding="utf-8"))
    shipped = methods.quality()
    assert shipped["coder"] == baseline["coder"] == methods.reader_version()
    for one in shipped["sets"]:
        name = f"dev_{one['language']}"
        for who, figures in (("reader", baseline), ("lexicon", baseline["lexicon"]), ("people", baseline["people"])):
            assert one[who] == {level: round(figures[name][level], 2) for level in methods.LEVELS}
    assert shipped["false_claims_per_100"]["reader"] == baseline["false_claims"]["per_100"]


def test_constants_are_the_codes_own():
    """Each constant is found where the page says that it is."""
    import importlib

    for some in methods.constants().values():
        for one in some:
            module, _, name = f"kawat.{one.name}".rpartition(".")
            assert getattr(importlib.import_module(module), name) == one.value


@pytest.mark.parametrize("language", ["id", "en"])
def test_methods_name_versions_failures_and_a_citation(web: TestClient, sample_desk: Path, language: str):
    page = web.get("/methods", params={"lang": language}).text
    coders = Desk(sample_desk).sql("SELECT DISTINCT coder FROM claims").rows()
    assert all(row["coder"] in page for row in coders)
    assert methods.reader_version() in page
    assert 'id="failures"' in page
    assert "@misc{kawat-desk-" in page
