"""Writes the lock files: the pinned closure of the project's requirements, without any address or host.

``requirements.lock`` holds what Kawat needs to run, ``requirements-dev.lock`` what its tests need on top. Both
are the versions installed in the environment that runs this script.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent


def closure(requirements: list[str]) -> dict[str, str]:
    """Name and installed version of the requirements and all that they need here (extras where asked for)."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(r) for r in requirements]
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            print(f"{name} is not installed: install it first", file=sys.stderr)
            raise SystemExit(1) from None
        found[name] = package.version
        for line in package.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
                waiting.append(needed)
    return found


def main() -> None:
    """Writes both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = closure(project["dependencies"])
    dev = closure([*project["optional-dependencies"]["dev"], "hatchling"])
    head = "# Pinned by training/lock.py from pyproject.toml; no addresses. Install with: pip install --no-deps -r {}\n"
    for path, packages in (
        ("requirements.lock", runtime),
        ("requirements-dev.lock", {n: v for n, v in dev.items() if n not in runtime}),
    ):
        lines = "".join(f"{name}=={version}\n" for name, version in sorted(packages.items()))
        (ROOT / path).write_text(head.format(path) + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
