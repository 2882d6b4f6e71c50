"""Licences, the bill of materials and the audit: what they find, and that the committed bill is a valid and current one."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cyclonedx", reason="needs the parts of requirements-dev.lock")
import cyclonedx.schema
import jsonschema_rs
from license_expression import get_spdx_licensing
from training.supply import audit, licences
from training.supply.bill import BILL, bill
from training.supply.licences import ROOT, RUNTIME, allowed, findings, judge, pins

SPDX = get_spdx_licensing()


def test_every_licence_of_the_runtime_locks_is_allowed():
    assert [one for one in findings() if one.wrong] == []


@pytest.mark.parametrize(
    ("expression", "kept"),
    [
        ("MIT", True), ("MIT OR GPL-3.0-only", True), ("MIT AND GPL-3.0-only", False), ("(MIT OR AGPL-3.0-only) AND ISC", True),
        ("GPL-3.0-only", False), ("Apache-2.0 WITH LLVM-exception", False),
    ],
)  # fmt: skip
def test_which_expressions_are_kept(expression: str, kept: bool):
    assert allowed(expression, {"MIT", "ISC", "Apache-2.0"}, SPDX) is kept


def test_an_unknown_licence_and_a_missing_package_fail(monkeypatch: pytest.MonkeyPatch):
    settled = {"allow": ["MIT"], "names": {}, "package": {}}
    monkeypatch.setattr(licences, "metadata", lambda name: _Metadata({"License": "ask the author"}))
    assert "names no known licence" in judge("some-package", settled, SPDX).wrong
    monkeypatch.setattr(licences, "metadata", lambda name: _Metadata({"License-Expression": "GPL-3.0-only"}))
    assert "not on the list" in judge("some-package", settled, SPDX).wrong
    monkeypatch.undo()
    assert "not installed" in judge("no-such-package-here", settled, SPDX).wrong


class _Metadata(dict[str, str]):
    def get_all(self, name: str) -> list[str]:
        return [self[name]] if name in self else []


@pytest.fixture(scope="module")
def committed() -> dict[str, Any]:
    return dict(json.loads(BILL.read_text(encoding="utf-8")))


def test_the_committed_bill_is_current():
    assert BILL.read_text(encoding="utf-8") == bill(), "run make sbom and commit sbom/kawat.cdx.json"


def test_the_bill_keeps_to_the_schema(committed: dict[str, Any]):
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in _schemas()}
    parts = [(f"http://cyclonedx.org/schema/{name}", s) for name, s in schemas.items() if not name.startswith("bom-")]
    registry = jsonschema_rs.Registry(parts)
    validator = jsonschema_rs.validator_for(schemas["bom-1.6.SNAPSHOT.schema.json"], registry=registry)
    assert [error.message for error in validator.iter_errors(committed)] == []


def _schemas() -> list[Path]:
    return sorted(Path(str(files(cyclonedx.schema))).rglob("*.schema.json"))


def test_the_bill_lists_exactly_what_users_get(committed: dict[str, Any]):
    libraries = {(c["name"], c["version"]) for c in committed["components"] if c.get("purl")}
    assert libraries == {pin for lock in RUNTIME.values() for pin in pins(lock).items()}
    others = {c["name"]: c for c in committed["components"] if not c.get("purl")}
    assert set(others) == {"kawat-reader", "kawat-gazetteer", "kawat-frontend", "kawat-map"}
    held = {file["name"] for part in others.values() for file in part["components"]}
    for name in ("reader.onnx", "tokenizer.json", "gazetteer.sqlite", "kawat.js", "world.json"):
        assert any(file.endswith("/" + name) for file in held), name
    for part in committed["components"]:
        assert part["licenses"], part["name"]
        for file in part.get("components", ()):
            assert len(file["hashes"][0]["content"]) == 64


def test_the_bill_names_no_address_no_time_and_no_folder(committed: dict[str, Any]):
    text = json.dumps({key: value for key, value in committed.items() if key != "$schema"})
    assert "://" not in text
    assert str(ROOT) not in text
    assert "timestamp" not in committed["metadata"]


def test_an_audit_that_nobody_answered_is_no_clean_bill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(audit, "ask", lambda *asked: [{"name": "lxml", "skip_reason": "not found"}])
    monkeypatch.setattr(audit.sys, "argv", ["audit"])
    monkeypatch.delenv("KAWAT_SUPPLY", raising=False)
    audit.main()
    assert "NOT AUDITED" in capsys.readouterr().err
    monkeypatch.setenv("KAWAT_SUPPLY", "strict")
    with pytest.raises(SystemExit):
        audit.main()


def test_a_known_weakness_fails_with_what_mends_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    weak = {"name": "lxml", "version": "1.0", "vulns": [{"id": "CVE-0000-1", "fix_versions": ["1.1"]}]}
    monkeypatch.setattr(audit, "ask", lambda *asked: [weak])
    monkeypatch.setattr(audit.sys, "argv", ["audit"])
    with pytest.raises(SystemExit):
        audit.main()
    assert "lxml 1.0: CVE-0000-1, mended in 1.1" in capsys.readouterr().err
