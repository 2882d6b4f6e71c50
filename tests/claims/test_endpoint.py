"""The endpoint coder against a server of our own: what it asks and what it makes of the answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from endpoint_server import CLAIM, NOTHING, QUOTE, SENTENCE, Server

from kawat.claims.endpoint import EndpointCoder
from kawat.claims.endpoint_words import places
from kawat.ontology import EVENTS, STATUSES
from kawat.ontology.plover import modes, type_text

# --- answers


def test_a_good_answer_becomes_claims_and_quotes_with_codes_of_the_registry(server: Server):
    server.says({"claims": [CLAIM], "quotes": [QUOTE]})
    coded = EndpointCoder().code(SENTENCE, id="a1", language="id", published="2021-05-03")
    (claim,), (quote,) = coded.claims, coded.quotes
    assert (claim.event, claim.mode, claim.status, claim.confidence) == ("ACCUSE", "disapprove", "real", 0.9)
    assert ([p.full for p in claim.actor], [p.full for p in claim.recipient]) == (["FRA"], ["MLI"])
    assert claim.said_by
    assert claim.said_by.full == "SEN.GOV"
    assert SENTENCE[claim.trigger.start : claim.trigger.end] == claim.trigger.text == "mengecam"
    assert SENTENCE[claim.actor[0].start : claim.actor[0].end] == "Prancis"
    assert claim.date
    assert claim.date.value == "2021-05-03"
    assert claim.coder == "kawat-endpoint@1 tiny"
    assert claim.why[0].startswith("tiny: ACCUSE")
    assert quote.speaker
    assert quote.speaker.full == "SEN.GOV"
    assert (quote.cue and quote.cue.text, quote.content.text, quote.direct) == ("kata", "Prancis mengecam Mali", False)
    assert coded.notes == ()


@pytest.mark.parametrize(
    "content",
    [
        "```json\n{}\n```",
        "Here is the coding:\n```\n{}\n```\nAnything else?",
        "<think>Is it {{maybe}} ASSAULT?</think>\n{}",
    ],
)
def test_fences_and_talk_around_the_json_do_no_harm(server: Server, content: str):
    server.says(content.replace("{{maybe}}", "{maybe}").replace("{}", json.dumps({"claims": [CLAIM], "quotes": []})))
    assert [c.event for c in EndpointCoder().code(SENTENCE, language="id").claims] == ["ACCUSE"]


def test_an_answer_in_parts_is_put_together(server: Server):
    words = json.dumps({"claims": [CLAIM]})
    parts = [{"type": "text", "text": words[:30]}, {"type": "text", "text": words[30:]}]
    server.answer({"choices": [{"message": {"content": parts}}]})
    assert len(EndpointCoder().code(SENTENCE, language="id").claims) == 1


def test_words_that_are_not_in_the_sentence_are_dropped_and_counted(server: Server):
    server.says(
        {
            "claims": [CLAIM, {**CLAIM, "trigger": "mengutuk"}, {**CLAIM, "trigger": ""}, {**CLAIM, "event": "HUG"}, CLAIM, 7],
            "quotes": [{**QUOTE, "content": "Prancis memuji Mali"}, QUOTE],
        }
    )
    coded = EndpointCoder().code(SENTENCE, language="id")
    assert (len(coded.claims), len(coded.quotes)) == (1, 1)
    assert set(coded.notes) == {
        "endpoint: 1 quote(s) left out: the words are not in the sentence",
        "endpoint: 2 claim(s) left out: the act words are not in the sentence",
        "endpoint: 1 claim(s) left out: unknown type or status",
        "endpoint: 1 claim(s) left out: given twice",
    }


def test_parties_outside_the_registry_are_unknown_and_those_nowhere_are_left_out(server: Server):
    text = "Kelompok Melati membakar dua truk milik Mali."
    server.says({"claims": [{**CLAIM, "event": "ASSAULT", "trigger": "membakar", "actor": "truk", "recipient": ["Peru"]}]})
    (claim,) = EndpointCoder().code(text, language="id").claims
    assert [(p.code, p.text) for p in claim.actor] == [("?", "truk")]
    assert claim.recipient == ()


def test_a_party_named_only_before_the_sentence_is_found_there(server: Server):
    server.says(NOTHING, {"claims": [{**CLAIM, "trigger": "mengecam", "actor": ["Prancis"], "said_by": ""}]})
    text = "Prancis menggelar rapat. Negara itu mengecam Mali."
    (claim,) = EndpointCoder().code(text, language="id").claims
    assert [(p.code, p.start) for p in claim.actor] == [("FRA", None)]
    assert text[claim.trigger.start : claim.trigger.end] == "mengecam"


@pytest.mark.parametrize(("given", "kept"), [(0, 0.0), (1, 1.0), (0.25, 0.25), (7, 0.5), (True, 0.5), ("high", 0.5), (None, 0.5)])
def test_confidence_is_the_answers_own_if_it_is_one(server: Server, given: Any, kept: float):
    server.says({"claims": [{**CLAIM, "confidence": given, "mode": "shouting"}]})
    (claim,) = EndpointCoder().code(SENTENCE, language="id").claims
    assert (claim.confidence, claim.mode) == (kept, "")


@pytest.mark.parametrize("content", ["", "I cannot help with that.", "[1, 2]", '{"claims": [', '{"answer": 3}', "{" * 5000])
def test_an_unusable_answer_is_noted_and_the_rest_goes_on(server: Server, content: str):
    server.says(content, {"claims": [{**CLAIM, "trigger": "memuji", "event": "SUPPORT", "said_by": ""}]})
    coded = EndpointCoder().code("Prancis mengecam Mali. Prancis memuji Mali.", language="id")
    assert [c.event for c in coded.claims] == ["SUPPORT"]
    assert coded.notes == ("endpoint: 1 answer(s) that are not the JSON asked for",)


def test_the_relation_of_two_marked_parties(server: Server):
    server.says(NOTHING, {"event": "reject"})
    coded = EndpointCoder().code("Mali menolak usul Prancis.", language="id", parties=((0, 4), (18, 25)))
    assert coded.between
    assert (coded.between["event"], coded.between["quad"]) == ("REJECT", "verbal conflict")
    assert coded.between["scores"]["REJECT"] == 0.85
    assert set(coded.between["scores"]) == set(EVENTS)
    assert sum(coded.between["scores"].values()) == pytest.approx(1)
    assert server.questions[1]["text"] == "[ACTOR: Mali] menolak usul [RECIPIENT: Prancis]."


def test_the_rules_answer_for_two_parties_where_the_server_does_not(server: Server):
    server.says(NOTHING, {"event": "LIKES"})
    coded = EndpointCoder().code("Mali menolak usul Prancis.", language="id", parties=((0, 4), (18, 25)))
    assert coded.between
    assert coded.between["event"] == "REJECT"
    assert "rules" in coded.notes[0]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("US", "Russia warned the US.", [(18, 20)]),
        ("russia", "Russia warned Russian banks", [(0, 6)]),
        ("tentara", "Ia menarik tentaranya", [(11, 18)]),
        ("AS", "kasus itu", []),
        ("«Mali»,", "Prancis mengecam Mali", [(17, 21)]),
        ('"we  said no"', "“We said no”, he said", [(0, 12)]),
        ("...", "no dots here", []),
    ],
)
def test_where_words_stand(words: str, text: str, found: list[tuple[int, int]]):
    assert places(words, text) == found


# --- questions


def test_the_instructions_hold_the_whole_codebook(server: Server):
    EndpointCoder().code(SENTENCE, language="id")
    system = server.asked[0]["messages"][0]["content"]
    for event in EVENTS:
        text = type_text(event, "en")
        assert f"{event}: {text.definition}" in system
        assert all(example.text in system and example.coding in system for example in text.examples)
    assert all(mode.split("/")[1] in system for mode in modes())
    assert all(f"{status}: " in system for status in STATUSES)


def test_what_is_asked_of_the_server(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KAWAT_API_KEY", "s3cret")
    EndpointCoder().code("Kalimat satu dimuat. Kalimat dua dimuat.", title="Judul", before="Awal.", language="id")
    asked = server.asked[0]
    assert (asked["model"], asked["temperature"], asked["seed"]) == ("tiny", 0, 0)
    assert asked["response_format"] == {"type": "json_object"}
    assert server.headers[0]["path"] == "/v1/chat/completions"
    assert server.headers[0]["Authorization"] == "Bearer s3cret"
    assert server.questions == [
        {"sentence": "Judul"},
        {"title": "Judul", "previous": "Awal.", "sentence": "Kalimat satu dimuat."},
        {"title": "Judul", "previous": "Kalimat satu dimuat.", "sentence": "Kalimat dua dimuat."},
    ]


def test_without_a_key_none_is_sent_and_other_languages_are_not_asked_about(server: Server):
    coder = EndpointCoder()
    coder.code(SENTENCE, language="id")
    assert "Authorization" not in server.headers[0]
    assert coder.code("Frankreich verurteilt Mali.", language="de").notes
    assert coder.code("", language="id").claims == ()
    assert len(server.asked) == 1


# --- the command


def command(stdin: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kawat", "code", "--coder", "endpoint"],
        input=stdin, capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=60,
    )  # fmt: skip


def test_kawat_code_with_the_endpoint(server: Server):
    server.says({"claims": [CLAIM], "quotes": [QUOTE]})
    done = command(json.dumps({"id": "a1", "text": SENTENCE, "language": "id"}) + "\n")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert [claim["event"] for claim in record["claims"]] == ["ACCUSE"]
    assert record["claims"][0]["coder"] == "kawat-endpoint@1 tiny"


def test_kawat_code_without_settings_says_what_to_set(server: Server):
    done = command('{"text": "Mali memuji Peru."}\n', KAWAT_MODEL="")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kawat: the coder 'endpoint' needs KAWAT_MODEL")
    assert done.stderr.count("\n") == 1
