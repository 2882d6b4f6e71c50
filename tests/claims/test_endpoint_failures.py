"""The endpoint coder against a server of our own: what it says of failures and of settings that are wrong."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from endpoint_server import CLAIM, NOTHING, SENTENCE, Server, chat

from kawat.claims import endpoint_http
from kawat.claims.endpoint import EndpointCoder
from kawat.errors import EndpointError

# --- failures


def test_429_then_200(server: Server, monkeypatch: pytest.MonkeyPatch):
    slept: list[float] = []
    monkeypatch.setattr(endpoint_http.time, "sleep", lambda s: slept.append(s) if threading.current_thread() is main else None)
    main = threading.current_thread()
    server.answer({}, 429, Retry_After="2").answer({}, 429, Retry_After="900").says({"claims": [CLAIM]})
    assert len(EndpointCoder().code(SENTENCE, language="id").claims) == 1
    assert slept == [2, 30]


def test_waits_grow_and_retry_after_may_be_a_date():
    assert endpoint_http._pause("", 3) == 3
    assert endpoint_http._pause("Wed, 21 Oct 2015 07:28:00 GMT", 3) == 0
    assert endpoint_http._pause("nan", 3) == 3
    assert endpoint_http._pause("soon", 3) == 3


def test_500_three_times_is_noted_and_three_such_sentences_end_the_run(server: Server):
    server.answer({"error": {"message": "out of memory"}}, 500)
    coder = EndpointCoder()
    coded = coder.code(SENTENCE, language="id")
    assert len(server.asked) == 3
    assert coded.claims == ()
    assert "HTTP 500: out of memory" in coded.notes[0]
    with pytest.raises(EndpointError, match="3 questions in a row"):
        coder.code(f"{SENTENCE} {SENTENCE}", language="id")


def test_an_answer_between_failures_starts_the_count_again(server: Server):
    coder = EndpointCoder()
    for _ in range(4):
        server.answers = [(200, chat(NOTHING), {})]
        server.answer({}, 503).answer({}, 503).answer({}, 503).says(NOTHING)
        assert len(coder.code("Mali memuji Peru. Peru memuji Mali.", language="id").notes) == 1


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, {"error": {"message": "bad key s3cret\nfor you"}}, "KAWAT_API_KEY"),
        (403, {"error": "no"}, "KAWAT_API_KEY"),
        (404, {"error": {"message": "model not found"}}, "'tiny'.*KAWAT_MODEL"),
        (405, b"", "KAWAT_ENDPOINT"),
        (200, b"<html>Welcome</html>", "no JSON.*KAWAT_ENDPOINT"),
        (200, b"\xff\xfe\x00", "no JSON"),
        (200, {"error": {"message": "no credit"}}, "no chat completion: no credit"),
        (200, {"choices": []}, "no chat completion"),
        (200, [1], "no chat completion"),
    ],
)
def test_what_the_server_refuses_ends_the_run_at_once(
    server: Server, monkeypatch: pytest.MonkeyPatch, status: int, body: Any, words: str
):
    monkeypatch.setenv("KAWAT_API_KEY", "s3cret")
    server.answer(body, status)
    with pytest.raises(EndpointError, match=words) as caught:
        EndpointCoder().code(SENTENCE, language="id")
    assert len(server.asked) == 1
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_hangs_is_left_after_the_timeout(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KAWAT_TIMEOUT", "0.1")
    server.hang = 0.5
    coded = EndpointCoder().code(SENTENCE, language="id")
    assert "within 0.1 s" in coded.notes[0]
    assert len(server.asked) == 3


def test_an_endless_answer_is_cut_off(server: Server):
    server.answer(b" " * (endpoint_http.MAX_BYTES + 10))
    assert "larger than 1,000,000 bytes" in EndpointCoder().code(SENTENCE, language="id").notes[0]


def test_a_question_that_is_refused_is_noted(server: Server):
    server.answer({"error": {"message": "content filter"}}, 400)
    assert "HTTP 400: content filter" in EndpointCoder().code(SENTENCE, language="id").notes[0]
    assert len(server.asked) == 1


def test_redirects_stay_on_the_host(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KAWAT_API_KEY", "s3cret")
    server.answer(b"", 307, Location="/v2/chat/completions").says({"claims": [CLAIM]})
    assert len(EndpointCoder().code(SENTENCE, language="id").claims) == 1
    assert (server.headers[1]["path"], server.headers[1]["Authorization"]) == ("/v2/chat/completions", "Bearer s3cret")
    assert server.asked[0] == server.asked[1]
    server.answer(b"", 302, Location="http://localhost:9/v1")
    with pytest.raises(EndpointError, match="redirects to http://localhost:9"):
        EndpointCoder().code(SENTENCE, language="id")


def test_a_refused_connection(server: Server):
    coder = EndpointCoder()
    server.shutdown()
    server.server_close()
    with pytest.raises(EndpointError, match="Is the server running"):
        coder.code(SENTENCE, language="id")


# --- settings


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("KAWAT_ENDPOINT", "", "needs KAWAT_ENDPOINT:"),
        ("KAWAT_MODEL", " ", "needs KAWAT_MODEL:"),
        ("KAWAT_ENDPOINT", "localhost:11434", "web address"),
        ("KAWAT_ENDPOINT", "http://[::1", "web address"),
        ("KAWAT_ENDPOINT", "file:///etc/passwd", "web address"),
        ("KAWAT_ENDPOINT", "http://me:pw@localhost/v1", "user name"),
        ("KAWAT_API_KEY", "a\nb", "KAWAT_API_KEY"),
        ("KAWAT_TIMEOUT", "soon", "'soon'"),
        ("KAWAT_TIMEOUT", "nan", "KAWAT_TIMEOUT"),
        ("KAWAT_TIMEOUT", "-1", "KAWAT_TIMEOUT"),
    ],
)
def test_settings_that_are_missing_or_wrong(server: Server, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str):
    monkeypatch.setenv(name, value)
    with pytest.raises(EndpointError, match=words):
        EndpointCoder()


@pytest.mark.parametrize("tail", ["", "/", "/chat/completions", "/chat/completions/"])
def test_the_address_may_be_written_in_several_ways(server: Server, monkeypatch: pytest.MonkeyPatch, tail: str):
    monkeypatch.setenv("KAWAT_ENDPOINT", server.base + tail)
    assert endpoint_http.settings().url == f"{server.base}/chat/completions"
    assert endpoint_http.settings().timeout == 60
