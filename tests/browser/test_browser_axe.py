"""Axe over every page, in both languages and themes: nothing that it calls serious or critical."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Reader
from tests.browser.pages import Server, addresses

LOOKS = [(language, theme) for language in ("id", "en") for theme in ("light", "dark")]


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_axe_finds_nothing_serious(sample: Server, reader: Reader, language: str, theme: str):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python").Axe()
    page = reader(sample)
    problems = []
    options = {"resultTypes": ["violations"]}
    if theme == "dark":  # the pages are the same but for their colours
        options["runOnly"] = ["color-contrast"]
    for name, address in addresses(sample).items():
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}&theme={theme}")
        for found in axe.run(page, options=options).response["violations"]:
            if found["impact"] in ("serious", "critical"):
                where = "; ".join(node["html"][:160] + " " + str(node["failureSummary"])[:300] for node in found["nodes"][:3])
                problems.append(f"{name}: {found['id']} ({len(found['nodes'])}): {where}")
    assert not problems, "\n".join(problems)
