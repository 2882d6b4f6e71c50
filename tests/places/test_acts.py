"""Where claims happened."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

import kawat
from kawat import Document, Place
from kawat.places import of_rows, places_of_claims


def test_the_place_of_a_claim():
    document = Document(
        id="d", text="Israel menyerang Gaza pada Senin. Serangan itu terjadi di Rafah.", language="id", published="2024-05-07"
    )
    (coded,) = kawat.code([document], coder="lexicon")
    claim = coded.claims[0]
    start = document.text.index("Rafah")
    placed = replace(claim, place=Place("Rafah", "PSE", start, start + 5, "Rafah"))
    found = places_of_claims(document, [placed])
    assert set(found) == {claim.id}
    place = found[claim.id]
    assert (place.country, place.code, place.kind) == ("PSE", "PSE.GZ", "city")
    assert "coded as PSE" in place.why


def test_claims_without_a_place_are_left_out():
    document = Document(id="d", text="Prancis mengecam Mali.", language="id")
    (coded,) = kawat.code([document], coder="lexicon")
    bare = [replace(claim, place=None) for claim in coded.claims]
    assert places_of_claims(document, bare) == {}


def test_an_unknown_name_is_given_by_its_country():
    document = Document(id="d", text="Prancis menyerang Mali di Qwxyzzy.", language="id")
    (coded,) = kawat.code([document], coder="lexicon")
    start = document.text.index("Qwxyzzy")
    claim = replace(coded.claims[0], place=Place("Qwxyzzy", "MLI", start, start + 7, "Qwxyzzy"))
    place = places_of_claims(document, [claim])[claim.id]
    assert (place.kind, place.country, place.score) == ("country", "MLI", 0.0)
    assert place.why == ("not in the gazetteer: its country",)


# Rows of a desk

COLUMNS = [
    "claim", "document", "mention", "name", "geonameid", "latitude", "longitude", "kind", "country", "region", "code",
    "claimants", "score", "why",
]  # fmt: skip
BODY = "Israel menyerang Gaza pada Senin. Serangan itu terjadi di Rafah."


def row(name: str, claim: str = "c", country: str = "", field: str = "text", text: str = BODY) -> dict[str, Any]:
    """A claim's row, of which only what places need is filled."""
    start = text.find(name)
    place = {"name": name, "country": country, "start": start, "end": start + len(name), "text": name}
    party = {"code": "ISR", "sector": None, "name": "Israel", "start": 0, "end": 6, "text": "Israel"}
    return {
        "id": claim, "document": "d", "actor": [party], "recipient": None, "place": place,
        "trigger": {"start": 7, "end": 16, "text": "menyerang", "field": field},
    }  # fmt: skip


def document_row(**columns: Any) -> dict[str, Any]:
    return {"id": "d", "text": BODY, "title": "", "language": "id", "outlet": "Warta Uji", "url": None} | columns


def test_rows_of_a_desk_give_rows():
    (found,) = of_rows(document_row(), [row("Rafah", country="PSE")])
    assert list(found) == COLUMNS
    assert (found["claim"], found["document"], found["mention"], found["geonameid"]) == ("c", "d", "Rafah", 281102)
    assert (found["kind"], found["country"], found["region"], found["code"]) == ("city", "PSE", "Gaza Strip", "PSE.GZ")
    assert found["latitude"] == pytest.approx(31.3, abs=0.1)
    assert found["claimants"] == []
    assert "coded as PSE" in found["why"]


def test_rows_say_the_same_as_records():
    document = Document(id="d", text=BODY, language="id", published="2024-05-07")
    (coded,) = kawat.code([document], coder="lexicon")
    start = BODY.index("Rafah")
    claim = replace(coded.claims[0], place=Place("Rafah", "PSE", start, start + 5, "Rafah"))
    place = places_of_claims(document, [claim])[claim.id]
    (found,) = of_rows(msgspec.to_builtins(document), [msgspec.to_builtins(claim)])
    assert (found["geonameid"], found["score"], tuple(found["why"])) == (place.geonameid, place.score, place.why)


def test_claims_without_a_place_have_no_row_and_cost_nothing():
    bare = row("Rafah") | {"place": None}
    assert of_rows({}, [bare]) == []  # the document is not even looked at
    assert of_rows({}, [bare | {"place": {"name": None, "country": None, "start": None, "end": None, "text": None}}]) == []
    (found,) = of_rows(document_row(), [bare, row("Rafah", "other")])
    assert found["claim"] == "other"


def test_a_place_in_the_headline_is_read_there():
    title = "Dua tewas di Paris, Texas"
    (found,) = of_rows(document_row(title=title), [row("Paris", field="title", text=title)])
    assert found["code"] == "USA.TX"


def test_a_place_that_nobody_knows_has_a_row_without_a_point():
    (found,) = of_rows(document_row(), [row("Qwxyzzy")])
    assert list(found) == COLUMNS
    assert (found["name"], found["geonameid"], found["latitude"], found["country"]) == (None, None, None, "")
    assert found["why"] == ["not in the gazetteer"]
    (coded,) = of_rows(document_row(), [row("Qwxyzzy", country="MLI")])
    assert (coded["kind"], coded["country"], coded["score"]) == ("country", "MLI", 0.0)


def test_rows_may_come_from_an_arrow_table():
    pa = pytest.importorskip("pyarrow")
    tables = pytest.importorskip("kawat.desk.tables")
    table = pa.Table.from_pylist([row("Rafah", country="PSE"), row("Gaza", "g")], schema=tables.SCHEMAS["claims"])
    found = of_rows(document_row(), table.to_pylist())
    assert [(one["claim"], one["country"]) for one in found] == [("c", "PSE"), ("g", "PSE")]
    assert pa.Table.from_pylist(found).num_rows == 2
