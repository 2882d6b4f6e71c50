"""What is wrong with a question is told in the reader's language, by one parser of days for pages and API."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from importlib.resources import files

import pytest
from litestar.testing import TestClient

from kawat.errors import DeskError
from kawat.web.dyads.question import RelationQuery
from kawat.web.period import day, span_of
from kawat.web.words import catalogue
from kawat.web.wrong import Refused, Wrong, plain, status_of, told

BAD = [
    "/relation/XQZ/USA", "/relation/Russi/USA", "/relation/USA/USA", "/relation/RUS.GOV/USA", "/relation/RUS/USA?from=x",
    "/relation/RUS/USA?from=2024-03-01&to=2024-01-01", "/relation/RUS/USA?from2=2024-03-01&to2=2024-01-01",
    "/relation/RUS/USA?by=year", "/relation/RUS/USA?by=day&from=1990-01-01&to=2024-01-01", "/relation/RUS/USA?page=0",
    "/relation/RUS/USA?vs=USACHN", "/relation/RUS/USA?expand=WEST", "/relation/RUS/USA?expand=RUS", "/relation/RUS/USA?type=KISS",
    "/relation/RUS/USA?vs=USA-CHN&vs=IDN-MYS&vs=ISR-PSE&vs=CHN-IND", "/relations?to=x", "/actor/RUS?from=x", "/actor/RUS?to=1",
    "/actor/XQZ", "/event/e:none", "/story/s:none", "/article/d:none", "/nowhere", "/network?nodes=1", "/network?nodes=many",
    "/network?least=-1", "/network?around=XQZ", "/network?from=x", "/map?of=XQZ", "/map?region=moon", "/map?level=x",
    "/outlets?a=RUS", "/outlets?a=RUS&b=RUS", "/outlets?a=RUS&b=XQZ", "/outlets?least=0", "/outlets?start=-1", "/outlets.svg",
    "/search?from=x", "/search?of=events&type=WAR", "/search?of=events&after=x", "/search?after=x", "/search?status=x",
    "/review?by=x", "/review?event=WAR", "/review?claim=c:none", "/data?format=xlsx", "/data?from=x", "/data?event=WAR",
    "/data/exports/x1/y", "/relation/RUS/USA.svg?chart=pie", "/" + "a" * 9_000,
]  # fmt: skip


def said(web: TestClient, address: str, language: str) -> str:
    answer = web.get(address, headers={"accept-language": language})
    assert answer.status_code in (400, 404), address
    found = re.search(r"</h1>\s*<p>(.*?)</p>", answer.text, re.S)
    assert found, address
    return unescape(found[1])


@pytest.mark.parametrize("address", BAD, ids=lambda address: address[:60])
def test_a_page_tells_it_in_the_readers_language(web: TestClient, address: str):
    web.cookies.clear()
    indonesian, english = said(web, address, "id"), said(web, address, "en")
    assert indonesian != english
    assert not re.search(r"\b(the|is no|this|is unknown|cannot)\b", indonesian), indonesian


@pytest.mark.parametrize("text", ["x", "2024-02-30", "kemarin", "2024-13-01"])
def test_pages_and_programs_are_told_the_same_of_a_day(web: TestClient, text: str):
    web.cookies.clear()
    pages = {
        said(web, f"{path}?from={text}", "en") for path in ("/actor/RUS", "/map", "/network", "/search", "/relation/RUS/USA")
    }
    with pytest.raises(Wrong) as wrong:
        day("from", text)
    assert pages == {str(wrong.value)}
    with pytest.raises(Wrong) as other:
        span_of(RelationQuery(from2=text), "from2", "to2")
    assert f"from2={text}" in str(other.value)


def test_what_a_program_asks_wrongly_is_told_in_english(web: TestClient):
    answer = web.get("/api/v1/events?from=2024-02-30", headers={"accept-language": "id"})
    assert (answer.status_code, answer.json()["error"]["message"].startswith("from=2024-02-30 is no day")) == (400, True)


def test_a_period_is_open_where_nothing_is_named():
    assert span_of(RelationQuery()) == (None, None)
    assert span_of(RelationQuery(to="2024-01-02")) == (None, date(2024, 1, 2))


def test_faults_tell_nothing_of_their_inside():
    secret = "/srv/desk: permission denied"
    for problem, status in ((RuntimeError(secret), 500), (DeskError(secret), 400), (DeskError(f"{secret} took longer"), 503)):
        assert status_of(problem) == status
        assert secret not in told(problem, "en", "/x") + told(problem, "id", "/x")
    assert secret not in plain(RuntimeError(secret))
    assert "Retry-After" in (Refused("rate", 429, {"Retry-After": "3"}, seconds=3).headers or {})


def test_every_key_that_is_raised_has_words():
    root, asked = files("kawat.web"), set()
    for folder in ("", "pages", "dyads", "safety", "charts", "api"):
        for file in root.joinpath(folder).iterdir():
            if file.name.endswith(".py"):
                asked |= set(re.findall(r'(?:Wrong|Refused)\(\s*"(\w+)"', file.read_text(encoding="utf-8")))
    assert asked
    assert {f"wrong.{key}" for key in asked} <= set(catalogue())
