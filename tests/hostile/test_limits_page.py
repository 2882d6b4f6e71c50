"""docs/limits.md and kawat.limits say the same, and what modules call a limit is taken from there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from kawat import limits

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")


def named() -> dict[str, str]:
    """Every limit with its docstring, in the order of the module."""
    body = ast.parse(Path(limits.__file__).read_text(encoding="utf-8")).body
    found = {}
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            told = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            found[node.targets[0].id] = str(told)
    return found


def test_the_page_lists_every_limit_with_its_value_and_no_other():
    rows = re.findall(r"^\| `([A-Z_0-9]+)` \| ([\d,.]+) \| (.+) \|$", PAGE, flags=re.M)
    assert {name: value for name, value, _ in rows} == {
        name: f"{getattr(limits, name):,g}" if getattr(limits, name) < 10**6 else f"{getattr(limits, name):,}" for name in named()
    }
    assert {name: told for name, _, told in rows} == {name: " ".join(told.split()) for name, told in named().items()}


def test_every_limit_says_its_unit_and_is_used_somewhere():
    sources = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src" / "kawat").rglob("*.py") if p.name != "limits.py")
    for name, told in named().items():
        assert len(told) > 20, f"{name} says nothing of its unit and reason"
        assert re.search(rf"\b{name}\b", sources), f"{name} bounds nothing"
