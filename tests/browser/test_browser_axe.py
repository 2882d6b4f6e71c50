"""Axe over every page, in both languages and themes, with all its rules: nothing that it calls serious or critical."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.conftest import Reader
from tests.browser.pages import Server, addresses

RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(one => ({
  id: one.id, impact: one.impact, nodes: one.nodes.map(node => [node.html, node.failureSummary])})))"""
"""What axe finds; only violations cross over to Python, which is most of the time saved."""


@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_nothing_serious(sample: Server, reader: Reader, language: str):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    page = reader(sample, color_scheme="light", bypass_csp=True, reduced_motion="reduce")
    page.add_init_script(axe.axe_script)
    problems: list[str] = []
    for name, address in addresses(sample).items():
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        problems += told(f"{name} light", page.evaluate(RUN))
        # Who has chosen no theme is given the system's: the same page, without loading it again.
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper, name
        problems += told(f"{name} dark", page.evaluate(RUN))
        page.emulate_media(color_scheme="light")
    assert not problems, "\n".join(problems)


def told(where: str, violations: list[dict[str, Any]]) -> list[str]:
    """The serious ones, each with the first elements that it is about."""
    return [
        f"{where}: {one['id']} ({len(one['nodes'])}): " + "; ".join(f"{html[:160]} {why[:300]}" for html, why in one["nodes"][:3])
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]
