"""The registry is current: building it anew gives the files that are committed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
BUILT = ("countries.csv", "names.csv", "people.csv")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (DATA / "gazetteers").is_dir():
        pytest.skip(f"the gazetteers that the registry is built from are not here: no folder {DATA / 'gazetteers'}")
    if importlib.util.find_spec("babel") is None:
        pytest.skip("babel, which names the territories, is not installed: pip install -e '.[dev]'")
    out = tmp_path_factory.mktemp("registry")
    program = [sys.executable, str(ROOT / "training" / "build_registry.py"), "--data", str(DATA), "--out", str(out)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize("name", BUILT)
def test_the_committed_file_is_what_the_program_builds(built: Path, name: str):
    committed = ROOT / "src" / "kawat" / "actors" / "data" / name
    assert (built / name).read_text(encoding="utf-8") == committed.read_text(encoding="utf-8"), (
        f"{name} is stale or was edited by hand: change training/registry and run training/build_registry.py"
    )


def test_nothing_else_is_written(built: Path):
    assert sorted(path.name for path in built.iterdir()) == sorted(BUILT)
