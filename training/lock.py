"""Writes the lock files: the pinned closure of the project's requirements, without any address or host.

``requirements.lock`` holds what Kawat needs to run, ``requirements-desk.lock`` what a desk needs on top
(``kawat[desk]``), ``requirements-web.lock`` what the web desk needs on top of it (``kawat[web]``), ``requirements-dev.lock``
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
# tokenizers names it for fetching models by name, which Kawat never does; it would bring a dozen packages.
UNUSED = frozenset([("tokenizers", "huggingface-hub")])


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
        known = set().union(*(locked(f"requirements{part}.lock") for part in ("", "-desk", "-web", "-dev")))
        found = closure(project["optional-dependencies"]["train"])
        write("requirements-train.lock", {n: v for n, v in found.items() if n not in known})
        return
    runtime = closure(project["dependencies"])
    desk = closure(project["optional-dependencies"]["desk"])
    web = closure([need for need in project["optional-dependencies"]["web"] if not need.startswith("kawat")])
    dev = closure([*project["optional-dependencies"]["dev"], "hatchling"])
    write("requirements.lock", runtime)
    write("requirements-desk.lock", {n: v for n, v in desk.items() if n not in runtime})
    write("requirements-web.lock", {n: v for n, v in web.items() if n not in runtime | desk})
    write("requirements-dev.lock", {n: v for n, v in dev.items() if n not in runtime | desk | web})


if __name__ == "__main__":
    main()
