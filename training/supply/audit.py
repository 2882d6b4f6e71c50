"""Asks for known weaknesses of every locked package: ``python -m training.supply.audit [--strict]``.

``pip-audit`` asks the index's advisory records, then OSV. Both may be out of reach (a closed network, a mirror without
advisories); then "no known vulnerabilities" would only mean that nobody was asked. So what was not audited is counted and
said, and with ``--strict`` (or ``KAWAT_SUPPLY=strict``) it fails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from training.supply.licences import OTHERS, ROOT, RUNTIME, pins, rules

SERVICES = ("pypi", "osv")
SECONDS = 120


def ask(service: str, locks: list[str], accepted: dict[str, Any]) -> list[dict[str, Any]]:
    """What ``pip-audit`` says of each package of the locks; [] where the service gives no answer."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command += ["--vulnerability-service", service, "--timeout", "10"]
    command += [word for lock in locks for word in ("--requirement", lock)]
    today = datetime.now(UTC).date()
    command += [word for name, why in accepted.items() if why["until"] >= today for word in ("--ignore-vuln", name)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
        return list(json.loads(done.stdout)["dependencies"])
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        return []


def weak(answers: list[dict[str, Any]]) -> list[str]:
    """A line for each known weakness: package, version, id, and the versions that mend it."""
    return [
        f"{one['name']} {one['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for one in answers
        for found in one.get("vulns", ())
    ]


def main() -> None:
    """Prints what was found; fails on a weakness, and where nothing could be asked only if that is wanted."""
    locks = [*RUNTIME.values(), *OTHERS]
    strict = "--strict" in sys.argv or os.environ.get("KAWAT_SUPPLY") == "strict"
    total = len(set().union(*map(pins, locks)))
    answers: dict[str, dict[str, Any]] = {}
    for service in SERVICES:
        if len(answers) < total:
            answers |= {one["name"]: one for one in ask(service, locks, rules().get("accepted", {})) if "vulns" in one}
    found = weak(list(answers.values()))
    if found:
        print("known weaknesses (raise the pin with make lock):\n" + "\n".join(found), file=sys.stderr)
    unasked = total - len(answers)
    if unasked:
        print(
            f"NOT AUDITED: {unasked} of {total} packages; no advisory service answered for them from this network",
            file=sys.stderr,
        )
    else:
        print(f"audit: {total} packages, {len(found)} known weaknesses")
    if found or (strict and unasked):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
