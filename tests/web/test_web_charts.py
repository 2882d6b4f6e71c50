"""Every chart of every page: SVG, PNG, CSV, JSON, an embed link that works, and a table beside it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.web.pages import PAGES

DYAD = "from=2022-01-01&to=2024-12-31"


@pytest.fixture(scope="module")
def addresses(sample_desk: Path) -> dict[str, str]:
    """An address of each page that has charts, where all of them are drawn."""
    question = "SELECT id FROM stories WHERE len(documents) > 1 ORDER BY len(documents) DESC, id LIMIT 1"
    ((story,),) = [tuple(row.values()) for row in Desk(sample_desk).sql(question).rows()]
    return {
        "relation": f"/relation/RUS/UKR?vs=USA-CHN&{DYAD}", "network": f"/network?{DYAD}", "map": f"/map?of=RUS&{DYAD}",
        "outlets": f"/outlets?a=RUS&b=UKR&least=1&{DYAD}", "actor": f"/actor/RUS?{DYAD}", "story": f"/story/{story}",
    }  # fmt: skip


CHARTS = [(page.name, chart) for page in PAGES for chart in page.charts]


def test_all_pages_with_charts_are_looked_at(addresses: dict[str, str]):
    assert {name for name, _ in CHARTS} == set(addresses)


@pytest.mark.parametrize(("name", "chart"), CHARTS)
def test_a_chart_has_all_five_and_a_table(web: TestClient, addresses: dict[str, str], name: str, chart: str):
    address = addresses[name]
    page = web.get(address)
    assert page.status_code == 200, page.text[:2000]
    links = {unescape(one) for one in re.findall(r'href="([^"]+)"', page.text)}
    path = address.partition("?")[0]
    for suffix, kind in (("svg", "image/svg+xml"), ("png", "image/png"), ("csv", "text/csv"), ("json", "application/json")):
        wanted = [one for one in links if one.startswith(f"{path}.{suffix}")]
        if suffix in ("svg", "png"):
            wanted = [one for one in wanted if f"chart={chart}" in one]
        assert wanted, f"no {suffix} of {chart}"
        answer = web.get(wanted[0])
        assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, kind)
    assert "<table" in page.text
    assert "<th" in page.text
    text = re.search(rf'<textarea id="embed-{chart}"[^>]*>(.*?)</textarea>', page.text, re.S)
    assert text
    frame = ET.fromstring(unescape(text[1]))
    embedded = web.get(frame.attrib["src"])
    assert embedded.status_code == 200
    assert "frame-ancestors *" in embedded.headers["content-security-policy"]
    assert "<svg" in embedded.text
    assert 'class="masthead"' not in embedded.text
    assert "<form" not in embedded.text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", re.sub(r">[^<]*<", "><", embedded.text)), "inline script or style"


def test_what_is_no_chart_cannot_be_embedded(web: TestClient):
    answer = web.get("/network?embed=1&chart=pie")
    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_storys_reports_in_time_are_a_table_too(web: TestClient, addresses: dict[str, str]):
    page = web.get(addresses["story"])
    part = page.text.partition('<figure class="chart timeline">')[2].partition("</section>")[0]
    rows = re.findall(r'<tr><td class="nowrap">', part)
    assert len(rows) == len(web.get(addresses["story"] + ".json").json()["articles"])
