"""Who may ask: names, tokens, sessions, sizes and rates; and that every answer carries the headers of safety."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.errors import DeskError
from kawat.web.app import create_app
from kawat.web.safety.guard import HEADERS, MOST_BODY, Safety
from kawat.web.safety.hosts import inside, is_loopback
from kawat.web.safety.rate import Buckets, Rate, Rates, client_of
from kawat.web.safety.tokens import Tokens, file_of
from kawat.web.serving import safety_of

Start = Callable[..., TestClient]


@pytest.fixture
def start(sample_desk: Path) -> Iterator[Start]:
    """Serves the sample as ``Safety`` has it."""
    clients: list[TestClient] = []

    def started(base: str = "http://127.0.0.1", **given: object) -> TestClient:
        app = create_app(sample_desk, safety=Safety(**given))  # type: ignore[arg-type]
        clients.append(TestClient(app, base_url=base).__enter__())
        clients[-1].follow_redirects = False
        return clients[-1]

    yield started
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "desk.tokens.toml")


def test_every_answer_carries_the_headers(web: TestClient):
    asked = [
        web.get("/"), web.get("/nowhere"), web.get("/static/css/base.css"), web.get("/static/nothing"), web.post("/"),
        web.get("/api/v1/claims?limit=0"), web.put("/api/v1/claims"), web.get("/", headers={"host": "evil.example"}),
        web.post("/api/v1/code", content=b"x" * (MOST_BODY + 1)), web.get("/api/v1/claims?format=csv"),
    ]  # fmt: skip
    assert [answer.status_code for answer in asked] == [200, 404, 200, 404, 405, 400, 405, 403, 413, 200]
    for answer in asked:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "access-control-allow-origin" not in answer.headers
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert asked[4].headers["allow"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8420", "localhost", "LOCALHOST:1", "[::1]:8420"])
def test_this_machines_names_are_answered(web: TestClient, host: str):
    assert web.get("/api/v1", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::2]", "a b", "127.0.0.1:x"]
)
def test_another_name_is_refused(web: TestClient, host: str):
    answer = web.get("/api/v1", headers={"host": host})
    assert answer.status_code == 403
    assert "--allow-host" in answer.json()["error"]["message"]


def test_a_further_name_can_be_allowed(sample_desk: Path, start: Start):
    safety = safety_of(str(sample_desk), "127.0.0.1", ["Desk.Example.org"])
    assert start(hosts=safety.hosts).get("/api/v1", headers={"host": "desk.example.org:443"}).status_code == 200
    with pytest.raises(DeskError, match="no name of a host"):
        safety_of(str(sample_desk), "127.0.0.1", ["https://desk.example.org/"])


def test_a_page_elsewhere_cannot_post(web: TestClient):
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9999"):
        answer = web.post("/api/v1/code", json={"text": "a"}, headers={"origin": origin})
        assert answer.status_code == 403
    own = web.post("/api/v1/code?coder=lexicon", json={"text": "a"}, headers={"origin": "http://127.0.0.1"})
    assert own.status_code == 200


def test_secrets_are_not_kept(tokens: Tokens):
    secret = tokens.add("newsroom", "read")
    text = tokens.path.read_text(encoding="utf-8")
    assert len(secret) > 43
    assert secret not in text
    assert re.search(r'sha256 = "[0-9a-f]{64}"', text)
    found = tokens.find(secret)
    assert found
    assert (found.name, found.role) == ("newsroom", "read")
    assert tokens.find(secret + "x") is None
    assert tokens.find("\ud800") is None
    with pytest.raises(DeskError, match="already"):
        tokens.add("newsroom", "admin")
    with pytest.raises(DeskError, match="no name"):
        tokens.add('x"\n[[token]]', "read")
    tokens.remove("newsroom")
    assert tokens.find(secret) is None
    with pytest.raises(DeskError, match="has no token"):
        tokens.remove("newsroom")


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_the_file_is_its_owners(tokens: Tokens):
    tokens.add("newsroom", "read")
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600
    tokens.path.chmod(0o666)
    with pytest.raises(DeskError, match="chmod 600"):
        Tokens(tokens.path).all()


def test_where_tokens_lie():
    assert file_of("/data/news") == Path("/data/news.tokens.toml")
    assert file_of("s3://bucket/news") == Path("news.tokens.toml")


def test_others_cannot_reach_a_desk_without_tokens(sample_desk: Path, tmp_path: Path):
    with pytest.raises(DeskError, match="kawat token add NAME --role read"):
        safety_of(str(sample_desk), "0.0.0.0", tokens=tmp_path / "none.toml")
    Tokens(tmp_path / "some.toml").add("newsroom", "read")
    safety = safety_of(str(sample_desk), "0.0.0.0", tokens=tmp_path / "some.toml")
    assert safety.tokens
    assert safety_of(str(sample_desk), "127.0.0.1").tokens is None
    assert is_loopback("::1")
    assert not is_loopback("::")
    assert not is_loopback("192.168.1.2")
    assert not is_loopback("desk.example.org")


def test_nothing_is_shown_without_a_token(start: Start, tokens: Tokens):
    secret = tokens.add("newsroom", "review")
    client = start(tokens=tokens)
    for address in ("/api/v1", "/api/v1/claims", "/api/v1/openapi.json", "/index.json", "/index.csv"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert client.post("/api/v1/code", json={"text": "a"}).status_code == 401
    answer = client.get("/?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=%2F%3Flang%3Den")
    assert client.get("/static/css/base.css").status_code == 200
    for wrong in (f"Bearer {secret}x", f"Basic {secret}", "Bearer", "", f"Bearer {tokens.all()[0].sha256}"):
        assert client.get("/api/v1", headers={"authorization": wrong}).status_code == 401
    assert client.get("/api/v1", headers={"authorization": f"bearer {secret}"}).status_code == 200
    tokens.remove("newsroom")
    assert client.get("/api/v1", headers={"authorization": f"Bearer {secret}"}).status_code == 401


def test_signing_in_and_out(start: Start, tokens: Tokens):
    secret = tokens.add("newsroom", "read")
    client = start(tokens=tokens)
    assert 'action="/signin"' in client.get("/signin?next=/relations").text
    wrong = client.post("/signin", data={"token": "kawat_wrong"})
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    answer = client.post("/signin", data={"token": secret, "next": "/?lang=id"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/?lang=id")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    assert secret.lower() not in cookie
    assert client.get("/").status_code == 200
    assert "newsroom" in client.get("/signin?lang=en").text
    kept = client.cookies["kawat_session"]
    assert client.post("/signout").status_code == 303
    assert client.get("/api/v1", headers={"cookie": f"kawat_session={kept}"}).status_code == 401


def test_a_session_ends_with_its_token_and_is_secure_over_https(start: Start, tokens: Tokens):
    secret = tokens.add("newsroom", "read")
    client = start("https://127.0.0.1", tokens=tokens)
    answer = client.post("/signin", data={"token": secret})
    assert "secure" in answer.headers["set-cookie"].lower()
    assert client.get("/api/v1").status_code == 200
    tokens.remove("newsroom")
    assert client.get("/api/v1").status_code == 401


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/a\r\nX: y",
        "",
        "a",
        "/\t/evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(start: Start, tokens: Tokens, target: str):
    assert inside(target) == "/"
    secret = tokens.add("newsroom", "read")
    answer = start(tokens=tokens).post("/signin", data={"token": secret, "next": target})
    assert answer.headers["location"] == "/"


def test_a_desk_on_this_machine_has_no_sign_in(web: TestClient):
    assert web.get("/signin").status_code == 404


def test_rates(start: Start):
    client = start(rates=Rates(pages=Rate(3, 0.01), coding=Rate(1, 0.01)))
    assert [client.get("/api/v1").status_code for _ in range(4)] == [200, 200, 200, 429]
    limited = client.get("/api/v1")
    assert int(limited.headers["retry-after"]) >= 1
    assert limited.json()["error"]["status"] == 429
    assert [client.post("/api/v1/code?coder=lexicon", json={"text": "a"}).status_code for _ in range(2)] == [200, 429]


def test_a_bucket_fills_again():
    buckets = Buckets(Rate(2, 1))
    assert [buckets.wait("a", 0.0) > 0 for _ in range(3)] == [False, False, True]
    assert buckets.wait("b", 0.0) == 0
    assert buckets.wait("a", 1.5) == 0
    assert client_of("2001:db8::1") == client_of("2001:db8::2") != client_of("2001:db8:1::1")


def test_sizes(web: TestClient):
    assert web.get("/api/v1/claims?outlet=" + "a" * 9_000).status_code == 400
    assert web.get("/api/v1", headers={"x-long": "a" * 40_000}).status_code == 400
    assert (
        web.post("/api/v1/code", content=iter([b"x" * 1_000_000] * 3), headers={"content-type": "application/json"}).status_code
        == 413
    )


def test_only_charts_may_be_embedded(web: TestClient):
    for address in (
        "/?embed=1",
        "/data?embed=1",
        "/map?embed=0",
        "/map.json?embed=1",
        "/network",
        "/signin?embed=1",
        "/api/v1?embed=1",
        "/relation/RUS/UKR?embed=0",
        "/relation/RUS?embed=1",
    ):
        assert "frame-ancestors 'none'" in web.get(address).headers["content-security-policy"]
    answer = web.get("/relation/RUS/UKR?embed=1")
    wanted = "frame-ancestors *" if answer.status_code == 200 else "frame-ancestors 'none'"
    assert wanted in answer.headers["content-security-policy"]


def test_the_masthead_leads_to_signing_out_where_tokens_are_in_force(start: Start, tokens: Tokens, web: TestClient):
    secret = tokens.add("ayu", "review")
    client = start(tokens=tokens)
    page = client.get("/?lang=en", headers={"authorization": f"Bearer {secret}"}).text
    assert re.search(r'<a class="signed" href="/signin"[^>]*>Sign out \(reviewer\)</a>', page)
    assert 'class="signed"' not in web.get("/").text
