"""Numbers for Prometheus and the health endpoint."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kawat import limits
from kawat.watch import health
from kawat.watch.health import HealthError, Server, serve
from kawat.watch.metrics import Metrics


@pytest.fixture
def state() -> dict[str, Any]:
    return {"ready": True, "sources": [{"name": "Warta", "last": "2024-05-01"}], "queue": 0}


@pytest.fixture
def server(state: dict[str, Any]) -> Iterator[Server]:
    made = serve(Metrics(), lambda: state)
    yield made
    made.close()
    made.close()


def get(server: Server, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    link = http.client.HTTPConnection(server.host, server.port, timeout=5)
    try:
        link.request(method, path)
        answer = link.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        link.close()


def values(metrics: Metrics) -> dict[str, float]:
    found = {}
    for family in text_string_to_metric_families(metrics.text().decode()):
        for one in family.samples:
            found[one.name + "".join(f" {value}" for value in one.labels.values())] = one.value
    return found


def test_what_is_counted_comes_out():
    metrics = Metrics()
    metrics.polled("Warta", "new", moment=1000.0)
    metrics.polled("Warta", "failed", moment=2000.0)
    metrics.fetched(304, 0.2)
    metrics.fetched(None, 9.0)
    metrics.articles("new", 3)
    metrics.took("lag", 20)
    metrics.queue("alerts", 2)
    metrics.desk(17)
    metrics.alert("hook", "sent")
    found = values(metrics)
    expected = {
        "kawat_watch_polls_total new Warta": 1, "kawat_watch_last_success_time_seconds Warta": 1000,
        "kawat_watch_fetches_total 3xx": 1, "kawat_watch_fetches_total error": 1, "kawat_watch_articles_total new": 3,
        "kawat_watch_fetch_seconds_count": 2, "kawat_watch_lag_seconds_sum": 20, "kawat_watch_queue alerts": 2,
        "kawat_watch_desk_version": 17, "kawat_watch_alerts_total hook sent": 1,
    }  # fmt: skip
    assert expected.items() <= found.items()


def test_two_watches_count_apart():
    one, other = Metrics(), Metrics()
    one.desk(3)
    assert values(other)["kawat_watch_desk_version"] == 0


def test_labels_are_bounded():
    metrics = Metrics()
    for number in range(limits.METRIC_SOURCES + 50):
        metrics.polled(f"source {number}", "unchanged")
    found = values(metrics)
    assert len([name for name in found if name.startswith("kawat_watch_polls_total")]) == limits.METRIC_SOURCES + 1
    assert found["kawat_watch_polls_total unchanged other"] == 50
    metrics.polled('hostile"\n\ud800name', "failed")
    metrics.fetched(999, 1.0)
    assert metrics.text()


def test_metrics_and_both_healths(server: Server, state: dict[str, Any]):
    status, headers, body = get(server, "/metrics")
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/plain")
    assert b"kawat_watch_build_info{" in body
    assert get(server, "/health/live")[0] == 200
    status, _, body = get(server, "/health/ready?x=1")
    assert (status, json.loads(body)) == (200, state)
    state["ready"] = False
    status, _, body = get(server, "/health/ready")
    assert (status, json.loads(body)["sources"][0]["name"]) == (503, "Warta")


def test_a_watch_that_cannot_tell_is_not_ready(state: dict[str, Any]):
    def broken() -> dict[str, Any]:
        raise RuntimeError("a secret path")

    made = serve(Metrics(), broken)
    try:
        status, _, body = get(made, "/health/ready")
        assert status == 503
        assert b"secret" not in body
    finally:
        made.close()


def test_other_paths_and_methods(server: Server):
    assert get(server, "/../etc/passwd")[0] == 404
    assert get(server, "/metrics", "POST")[0] == 501
    status, headers, body = get(server, "/metrics", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0
    assert get(server, "/" + "x" * 5000)[0] == 414


def test_it_listens_on_the_loopback_address_unless_told(server: Server):
    assert server.host == "127.0.0.1"


def test_a_port_that_is_taken_is_named(server: Server):
    with pytest.raises(HealthError, match=str(server.port)):
        serve(Metrics(), dict, port=server.port)


def test_clients_that_say_nothing_hold_nobody_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.limits.HEALTH_SECONDS", 0.3)
    monkeypatch.setattr(health._Handler, "timeout", 0.3)
    made = serve(Metrics(), dict)
    silent = [socket.create_connection((made.host, made.port)) for _ in range(limits.HEALTH_AT_ONCE)]
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                if get(made, "/health/live")[0] == 200:
                    break
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        else:
            pytest.fail("silent clients hold the endpoint")
    finally:
        for one in silent:
            one.close()
        made.close()
