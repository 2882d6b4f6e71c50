"""Forms leave short addresses: what is empty or usual goes, by a redirect that stays on this desk and ends."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from litestar.testing import TestClient

from kawat.web.canonical import address_of, defaults, shortened
from kawat.web.dyads.question import RelationQuery
from kawat.web.pages import PAGES


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("/relation/RUS/UKR?by=month&from=&to=&level=conflict&vs=&vs=&from2=&to2=", "/relation/RUS/UKR"),
        ("/relation/RUS/UKR?by=week&from=2024-01-01&to=&page=1&directed=0", "/relation/RUS/UKR?by=week&from=2024-01-01"),
        ("/relation/RUS/UKR?vs=&vs=USA-CHN&vs=", "/relation/RUS/UKR?vs=USA-CHN"),
        ("/relation/RUS/UKR?page=2&page=1", "/relation/RUS/UKR"),
        ("/search?q=", "/search"),
        ("/search?q=Ukraina&of=articles&order=newest&outlet=", "/search?q=Ukraina"),
        ("/network?nodes=40&least=&around=&kind=all&lang=en", "/network?lang=en"),
        ("/?utm=&lang=id", "/?lang=id"),
        ("/actor/RUS?from=&to=", "/actor/RUS"),
    ],
)
def test_a_form_without_script_leads_to_the_short_address(web: TestClient, asked: str, short: str):
    web.cookies.clear()
    answer = web.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, short)
    assert web.get(short, follow_redirects=False).status_code == 200, "the short address is the last one"
    web.cookies.clear()


def test_data_and_short_addresses_are_answered_at_once(web: TestClient):
    for address in (
        "/relation/RUS/UKR.json?by=month&from=",
        "/search?q=a%20b",
        "/search?q=a+b&lang=en",
        "/map?of=RUS&of=RUS&x=1",
    ):
        answer = web.get(address, follow_redirects=False)
        assert answer.status_code == (302 if address.startswith("/map") else 200), address
    web.cookies.clear()


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example", "/relation/RUS/UKR%0d%0aX:1"])
def test_it_never_leads_to_another_site(web: TestClient, path: str):
    assert not urlsplit(address_of(path, [("a", "b")])).netloc
    assert address_of(path, []).startswith("/")
    assert not address_of(path, []).startswith(("//", "/\\"))
    answer = web.get(f"http://127.0.0.1{path}?by=&lang=", follow_redirects=False)
    assert not urlsplit(answer.headers.get("location", "/")).netloc


def test_the_short_address_asks_the_same():
    for page in PAGES:
        for name, value in defaults(page.query).items():
            assert shortened(page.query, [(name, value), ("x", "1")]) == [("x", "1")]
    pairs = parse_qsl("by=day&vs=A-B&vs=C-D&outlet=month&directed=false&third=1", keep_blank_values=True)
    once = shortened(RelationQuery, pairs)
    assert once == [pair for pair in pairs if pair[0] != "directed"]
    assert shortened(RelationQuery, once) == once
