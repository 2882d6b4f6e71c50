"""The network page: its counts are the desk's, its picture is the same each time, what cannot be drawn is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from litestar.testing import TestClient

from kawat import Desk
from kawat.relations.series import series
from kawat.web.charts.network import NARROW, WIDE, Edge, Node, Words, layout, spread, svg

DAYS = {"from": "2021-01-01", "to": "2023-12-31"}
SVG = "{http://www.w3.org/2000/svg}"


def test_an_edge_counts_what_the_relation_counts(web: TestClient, sample_desk: Path):
    record = web.get("/network.json", params=DAYS | {"nodes": 150, "least": 1}).json()
    ledger = Desk(sample_desk).ledger
    assert len(record["edges"]) > 50
    for edge in record["edges"][:12]:
        made = series(ledger, edge["a"], edge["b"], since=date(2021, 1, 1), until=date(2023, 12, 31))
        assert edge["events"] == made.events
        fought = sum(p.quads["verbal conflict"] + p.quads["material conflict"] for p in made.periods)
        assert edge["conflict"] == pytest.approx(fought / made.events, abs=1e-3)
        assert edge["low"] <= edge["level"] <= edge["high"]


def test_frames_add_up_to_the_whole(web: TestClient):
    record = web.get("/network.json", params=DAYS | {"by": "week"}).json()
    whole = {(edge["a"], edge["b"]): edge["events"] for edge in record["edges"]}
    parts = dict.fromkeys(whole, 0)
    for frame in record["periods"]:
        for edge in frame["edges"]:
            parts[edge["a"], edge["b"]] += edge["events"]
    assert parts == whole


def test_the_same_question_has_the_same_picture(web: TestClient, served, own_desk: Path):
    first = web.get("/network.svg", params=DAYS).text
    assert served(own_desk).get("/network.svg", params=DAYS).text == first
    root = ElementTree.fromstring(first)
    nodes = [group for group in root.iter(f"{SVG}g") if group.get("class") == "node"]
    lines = [line for line in root.iter(f"{SVG}line") if line.get("class") == "edge" and line.get("data-a")]
    assert {line.get("data-a") for line in lines} <= {group.get("data-code") for group in nodes}
    assert all(group.get("transform") == f"translate({group.get('data-x')} {group.get('data-y')})" for group in nodes)
    assert {line.get("data-sign") for line in lines} <= {"cooperative", "neutral", "conflictual"}


def test_friends_lie_nearer_than_foes():
    points = layout(6, [(0, 1, 6.0, 30), (2, 3, 6.0, 30), (0, 2, -8.0, 30), (1, 3, -8.0, 30), (4, 5, 5.0, 9), (4, 0, -5.0, 9)])
    assert np.linalg.norm(points[0] - points[1]) < np.linalg.norm(points[0] - points[2])
    assert (points == layout(6, [(0, 1, 6.0, 30), (2, 3, 6.0, 30), (0, 2, -8.0, 30), (1, 3, -8.0, 30), (4, 5, 5.0, 9),
                                 (4, 0, -5.0, 9)])).all()  # fmt: skip


@pytest.mark.parametrize("number", [0, 1, 2, 3, 150])
def test_any_number_of_actors_can_be_laid_out(number: int):
    edges = [(i, (i * 7 + 3) % number, (i % 5) - 2.0, i % 9 + 1) for i in range(number) if (i * 7 + 3) % number != i]
    points = layout(number, edges)
    assert points.shape == (number, 2)
    assert ((points >= 0) & (points <= 1)).all()


def test_150_actors_and_their_names_do_not_lie_over_one_another():
    rng = np.random.default_rng(3)
    points = rng.random((150, 2))
    for picture in (WIDE, NARROW):
        radii = np.full(150, picture.largest / 5)
        placed = spread(points, radii, picture)
        distance = np.linalg.norm(placed[:, None] - placed[None], axis=2) + np.eye(150) * 99
        assert distance.min() > 2 * radii[0]


def test_hostile_names_stay_text():
    bad = '<script>"&'
    nodes = [Node(bad, 3, 0.1, 0.1), Node("B", 2, 0.9, 0.9)]
    words = Words(bad, bad, lambda code: code, lambda one: bad, lambda one: f"/x?{bad}", dict.fromkeys(
        ("cooperative", "neutral", "conflictual"), bad))  # fmt: skip
    picture = svg(nodes, [Edge(bad, "B", 1.0, 0.0, 2.0, 3, 0.5)], words)
    assert "<script" not in picture
    assert next(
        group.get("data-code") for group in ElementTree.fromstring(picture).iter(f"{SVG}g") if group.get("class") == "node"
    )


def test_around_one_actor_are_only_those_it_has_to_do_with(web: TestClient):
    record = web.get("/network.json", params=DAYS | {"around": "rus", "least": 1, "kind": "country"}).json()
    codes = {node["code"] for node in record["nodes"]}
    linked = {edge["a"] for edge in record["edges"] if edge["b"] == "RUS"} | {e["b"] for e in record["edges"] if e["a"] == "RUS"}
    assert codes == linked | {"RUS"}
    assert all(len(code) == 3 for code in codes)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"nodes": 151}, "150"), ({"nodes": "many"}, "nodes"), ({"around": "NOWHERE"}, "NOWHERE"),
        ({"from": "yesterday"}, "2024-01-31"),
        ({"from": "2023-05-01", "to": "2022-01-01"}, "from=2023-05-01"), ({"by": "year"}, "by"), ({"least": -1}, "least"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(web: TestClient, wrong: dict[str, object], says: str):
    answer = web.get("/network.json", params=wrong)
    assert answer.status_code == 400
    assert says in answer.json()["error"]["message"]


def test_days_without_events_are_no_error(web: TestClient):
    empty = {"from": "1999-01-01", "to": "1999-02-01"}
    for language, says in (("id", "Tidak ada peristiwa"), ("en", "No event links")):
        answer = web.get("/network", params=empty | {"lang": language})
        assert answer.status_code == 200
        assert says in answer.text
    assert web.get("/network.json", params=empty).json()["edges"] == []
    assert web.get("/network.svg", params=empty).status_code == 200


def test_other_formats(web: TestClient):
    lines = web.get("/network.csv", params=DAYS).text.splitlines()
    assert lines[0] == "a,b,events,level,low,high,conflict"
    assert len(lines) == 1 + len(web.get("/network.json", params=DAYS).json()["edges"])
    assert web.get("/network.png", params=DAYS).content.startswith(b"\x89PNG")


def test_every_edge_leads_to_its_evidence(web: TestClient):
    page = web.get("/network", params=DAYS | {"lang": "en"}).text
    assert 'href="/relation/ISR/PSE?from=2021-01-01&amp;to=2023-12-31"' in page
    assert "Nov 2023" in page
