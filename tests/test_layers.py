"""Imports run only downwards: the line of the design, held by reading every module's imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "kawat"
# A module may import from its own entry and from entries on earlier lines, never from a neighbour or below.
LINE: tuple[tuple[str, ...], ...] = (
    ("types", "errors", "limits"),
    ("shipped",),
    ("ontology",),
    ("text",),
    ("actors",),
    ("places",),
    ("claims", "read", "actors.overlay"),
    ("events",),
    ("relations", "wire"),
    ("coders",),
    ("desk",),
    ("reading",),
    ("pipeline+engines", "scoring"),
    ("evaluate", "ingest", "settings"),
    ("export+import_",),
    ("web", "watch"),
    ("cli", "sample"),
)
LEVEL = {part: level for level, parts in enumerate(LINE) for entry in parts for part in entry.split("+")}
TOGETHER = [set(entry.split("+")) for parts in LINE for entry in parts]
FREE = {"__init__", "__main__"}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0][:-3] not in FREE)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import in full"
            yield from (
                (f"{node.module}.{alias.name}" for alias in node.names) if node.module == "kawat" else (node.module or "",)
            )


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downwards(path: Path):
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    assert own in LEVEL, f"{own} has no place in the line: give it one in this test"
    for name in imported(path):
        root, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if root != "kawat" or target in ("", "__version__"):
            continue
        assert target in LEVEL, f"{path}: imports kawat.{target}, which has no place in the line"
        together = any({own, target} <= group for group in TOGETHER)
        assert together or LEVEL[target] < LEVEL[own], f"{path} imports {name}, which does not lie below {own}"
