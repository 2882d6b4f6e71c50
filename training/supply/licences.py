"""Checks the licences of all packages of the runtime locks: ``python -m training.supply.licences``.

The licence is what a package's installed metadata say, or ``licences.toml`` where they leave it open. A package whose licence is
unknown or not on the list fails, and so does an entry of the file that nothing needs any more.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, NamedTuple

from license_expression import ExpressionError, Licensing, get_spdx_licensing

ROOT = Path(__file__).resolve().parents[2]
RULES = Path(__file__).with_name("licences.toml")
_LOCKS = {"": "requirements.lock"} | {extra: f"requirements-{extra}.lock" for extra in ("desk", "watch", "web", "dask")}
RUNTIME = {extra: lock for extra, lock in _LOCKS.items() if (ROOT / lock).is_file()}
"""The locks of what users install, by the extra that brings them ("" for the base)."""
OTHERS = ("requirements-dev.lock", "requirements-train.lock")


class Finding(NamedTuple):
    """A package with its licence as an SPDX expression ("" where unknown) and what is wrong ("" where it is allowed)."""

    name: str
    licence: str
    wrong: str


def pins(lock: str) -> dict[str, str]:
    """Names and versions of a lock file."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==", 1) for line in lines if "==" in line)


def rules() -> dict[str, Any]:
    """What ``licences.toml`` says."""
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


def licence(name: str, settled: dict[str, Any], spdx: Licensing) -> str:
    """A package's licence as an SPDX expression; "" where its metadata name none that is known."""
    if name in settled["package"]:
        return str(settled["package"][name]["licence"])
    about = metadata(name)
    classifiers = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    for said in (
        about.get("License-Expression"),
        about.get("License"),
        " AND ".join(map(str, map(settled["names"].get, classifiers))),
    ):
        if not said:
            continue
        said = settled["names"].get(said, said)
        if "\n" not in said and not spdx.validate(said).errors:
            return str(spdx.parse(said))
    return ""


def allowed(expression: str, ids: set[str], spdx: Licensing) -> bool:
    """Whether an SPDX expression can be kept: each part of an AND, one of an OR."""
    tree = spdx.parse(expression)

    def holds(node: Any) -> bool:
        if isinstance(node, spdx.OR):
            return any(map(holds, node.args))
        if isinstance(node, spdx.AND):
            return all(map(holds, node.args))
        return str(node) in ids

    return holds(tree)


def judge(name: str, settled: dict[str, Any], spdx: Licensing) -> Finding:
    """One package of a lock."""
    try:
        said = licence(name, settled, spdx)
    except PackageNotFoundError:
        return Finding(name, "", "is not installed here, so that its licence cannot be read: run make test first")
    if not said:
        return Finding(name, "", f"names no known licence: read its licence text and settle it in {RULES.name}")
    ids = {*settled["allow"], settled["package"].get(name, {}).get("accepted", "")}
    try:
        kept = allowed(said, ids, spdx)
    except ExpressionError:
        kept = False
    return Finding(
        name, said, "" if kept else f"is under {said}, which is not on the list: replace it, or say in {RULES.name} why not"
    )


def findings() -> list[Finding]:
    """Every package of the runtime locks, sorted by name."""
    settled, spdx = rules(), get_spdx_licensing()
    return [judge(name, settled, spdx) for name in sorted(set().union(*map(pins, RUNTIME.values())))]


def main() -> None:
    """Prints what is wrong; fails where anything is."""
    found = findings()
    wrong = [f"{one.name} {one.wrong}" for one in found if one.wrong]
    known = {one.name for one in found}
    wrong += [
        f"{name} is settled in {RULES.name}, but no runtime lock has it: remove it there"
        for name in rules()["package"]
        if name not in known
    ]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        raise SystemExit(1)
    kinds = sorted({one.licence for one in found})
    print(f"licences: {len(found)} packages, all allowed ({', '.join(kinds)})")


if __name__ == "__main__":
    main()
