"""Writes the lock files: the pinned closure of the project's requirements, without any address or host.

``requirements.lock`` holds what Kawat needs to run, ``requirements-desk.lock`` what a desk needs on top
(``kawat[desk]``), those of the web desk, the watch and Dask what each needs on top of a desk, ``requirements-dev.lock``
what the tests need on top of all. They are the versions installed in the
environment that runs this script. ``lock.py train`` writes ``requirements-train.lock``, what making the reader needs on top,
from an environment that has it.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
ON_DESK = ("web", "watch", "dask")
"""The extras that need a desk's packages and more."""
# tokenizers names it for fetching models by name, which Kawat never does; it would bring a dozen packages. pip is what installs
# the locks: each environment has its own.
UNUSED = frozenset([("tokenizers", "huggingface-hub"), ("pip-audit", "pip"), ("pip-api", "pip")])


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
            if (name, canonicalize_name(needed.name)) in UNUSED:
                continue
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
                waiting.append(needed)
    return found


HEAD = "# Pinned by training/lock.py from pyproject.toml; no addresses. Install with: pip install --no-deps -r {}\n"


def write(name: str, packages: dict[str, str]) -> None:
    """Writes one lock file; a build's local part ("2.13.0+cpu") is left out."""
    lines = "".join(f"{package}=={version.split('+')[0]}\n" for package, version in sorted(packages.items()))
    (ROOT / name).write_text(HEAD.format(name) + lines, encoding="utf-8")


def locked(name: str) -> set[str]:
    """The packages that a lock file names."""
    return {line.split("==")[0] for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line}


def main() -> None:
    """Writes the files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if "train" in sys.argv:
        known = set().union(
            *(locked(f"requirements{part}.lock") for part in ("", *(f"-{name}" for name in ON_DESK), "-desk", "-dev"))
        )
        found = closure(project["optional-dependencies"]["train"])
        write("requirements-train.lock", {n: v for n, v in found.items() if n not in known})
        return
    runtime = closure(project["dependencies"])
    write("requirements.lock", runtime)
    below, known = dict(runtime), dict(runtime)
    extras = project["optional-dependencies"]
    for name in ("desk", *ON_DESK):
        found = closure([need for need in extras[name] if not need.startswith("kawat")])
        write(f"requirements-{name}.lock", {n: v for n, v in found.items() if n not in below})
        below = below if name != "desk" else below | found
        known |= found
    dev = closure([*extras["dev"], "hatchling"])
    write("requirements-dev.lock", {n: v for n, v in dev.items() if n not in known})


if __name__ == "__main__":
    main()
