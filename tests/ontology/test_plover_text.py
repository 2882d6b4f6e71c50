"""The codebook's words: complete in both languages and true to the tables."""

from __future__ import annotations

import re

import pytest

from kawat.errors import UnknownNameError
from kawat.ontology import EVENTS, QUADS, STATUSES, cameo_codes
from kawat.ontology.plover import (
    LANGUAGES,
    context_label,
    event_label,
    mode_label,
    quad_label,
    status_label,
    type_text,
)

PARTY = r"(?:\?|[A-Z]{2,8})(?:\.[A-Z]{2,3})?"
PARTIES = f"{PARTY}(, {PARTY})*"
CLAIM = rf"({'|'.join(EVENTS)}) {PARTIES}( > {PARTIES})?, (real|negated|unreal)(, said by {PARTY})?"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_every_type_is_explained(event: str, language: str):
    entry = type_text(event, language)
    assert entry.event == event
    assert entry.label
    assert entry.definition.endswith(".")
    assert 3 <= len(entry.examples) <= 5
    assert {example.language for example in entry.examples} == {"id", "en"}
    assert entry.not_examples
    assert entry.cameo
    low, high = entry.scores
    assert -10 <= low <= high <= 10


@pytest.mark.parametrize("event", EVENTS)
def test_the_codings_of_the_examples_are_well_formed(event: str):
    for example in type_text(event, "en").examples:
        for coding in example.coding.split("; "):
            assert re.fullmatch(CLAIM, coding), example
        assert any(coding.startswith(event) for coding in example.coding.split("; ")), example


def test_every_mode_of_the_crosswalk_has_a_meaning():
    for code in cameo_codes().values():
        if code.mode:
            for language in LANGUAGES:
                assert code.mode in dict(type_text(code.event, language).modes), code
                assert mode_label(code.event, code.mode, language)


def test_labels_of_quads_statuses_and_contexts():
    for language in LANGUAGES:
        assert all(quad_label(quad, language) for quad in QUADS)
        assert all(status_label(status, language) for status in STATUSES)
        assert event_label("ACCUSE", language)
    assert context_label("economic", "id") == "ekonomi"
    assert context_label("no such context", "id") == "no such context"


def test_case_does_not_matter():
    assert type_text(" accuse ", "en").event == "ACCUSE"


def test_an_unknown_type_names_near_ones():
    with pytest.raises(UnknownNameError, match="REJECT"):
        type_text("RJECT", "en")
    with pytest.raises(UnknownNameError, match="the types are AGREE"):
        type_text("zzzzzz", "en")
