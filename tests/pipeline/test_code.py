"""``kawat.code``: texts, dicts and documents in a row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kawat
from kawat import Document, Link, RecordError
from kawat.wire import coded_json

TEXT = "Presiden Kuba memuji Vietnam dalam pidatonya kemarin."


def test_texts_dicts_and_documents_are_coded_in_order():
    coded = list(kawat.code([TEXT, {"id": "b", "text": TEXT}, Document("c", TEXT, language="id")]))
    assert [record.id for record in coded] == ["", "b", "c"]
    assert [[claim.event for claim in record.claims] for record in coded] == [["SUPPORT"]] * 3


def test_records_are_coded_one_by_one():
    def endless() -> Iterator[str]:
        while True:
            yield TEXT

    assert len(list(itertools.islice(kawat.code(endless()), 3))) == 3


@pytest.mark.parametrize("bad", [{"id": "x"}, {"text": 5}, {"text": None}, {"text": "x", "parties": [1, 2]}, 7, None, ["x"]])
def test_a_bad_record_is_named_by_its_number(bad: Any):
    coded = kawat.code([TEXT, bad])
    assert next(coded).claims
    with pytest.raises(RecordError, match=r"^record 2: .*A record needs at least a text"):
        next(coded)


def test_every_field_of_a_document_is_coded_in_its_own_offsets():
    document = Document(
        "d",
        "Kuba memuji Vietnam.",
        title="Laos Kecam Kamboja",
        caption="Tentara Sudan menyerang Chad.",
        related=(Link("Ghana Usir Duta Besar Togo"), Link("")),
        language="id",
    )
    (coded,) = kawat.code([document])
    sources = {"title": document.title, "body": document.text, "caption": document.caption, "related": document.related[0].title}
    assert {claim.origin for claim in coded.claims} == set(sources)
    for claim in coded.claims:
        assert claim.trigger.text == sources[claim.origin][claim.trigger.start : claim.trigger.end]


def test_an_overlay_may_be_a_path_or_loaded(tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_text("name,code\nMauretalia,MRX\n", encoding="utf-8")
    for overlay in (path, str(path), kawat.load_overlay(path)):
        (coded,) = kawat.code([{"text": "Mauretalia memuji Vietnam.", "language": "id"}], overlay=overlay)
        assert coded.claims[0].actor[0].code == "MRX"


def test_between_and_notes_go_out_only_where_they_say_something():
    (coded,) = kawat.code([{"text": TEXT, "language": "id"}])
    assert set(coded_json(coded)) == {"id", "language", "claims", "quotes"}
    (asked,) = kawat.code([{"text": TEXT, "language": "id", "parties": {"actor": [9, 13], "recipient": [21, 28]}}])
    assert coded_json(asked)["between"]["event"] == "SUPPORT"
    (unread,) = kawat.code([{"text": TEXT, "language": "xx"}])
    assert coded_json(unread)["notes"]
