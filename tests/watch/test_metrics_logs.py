"""Logs: one line an event, whatever a value holds, and no secret in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from kawat import limits
from kawat.watch import logs
from kawat.watch.logs import LogError, clean, hide, logger, setup


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    before, level, known = list(root.handlers), root.level, set(logs._secrets)
    configured = structlog.get_config()
    yield
    for one in [one for one in root.handlers if one not in before]:
        root.removeHandler(one)
        one.close()
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.configure(**configured)
    logs._secrets.clear()
    logs._secrets.update(known)


def test_json_lines_of_our_own_and_of_libraries():
    out = io.StringIO()
    setup("json", stream=out)
    logger("kawat.watch").info("polled", source="Warta", status=304)
    logging.getLogger("some.library").warning("slow: %s", "x\ny")
    one, other = (json.loads(line) for line in out.getvalue().splitlines())
    assert (one["event"], one["source"], one["status"], one["level"], one["logger"]) == (
        "polled",
        "Warta",
        304,
        "info",
        "kawat.watch",
    )
    assert (other["event"], other["level"], other["logger"]) == ("slow: x\\ny", "warning", "some.library")
    assert one["timestamp"].endswith("Z")


@pytest.mark.parametrize("format", ["json", "text"])
def test_hostile_values_forge_no_line_and_move_no_cursor(format: str):
    out = io.StringIO()
    setup(format, stream=out)  # type: ignore[arg-type]
    bad = "Judul\r\n2024-01-01T00:00:00Z error kawat: palsu\x1b[2J\u2028\u202e\x85\ud800"
    logger("kawat.watch").info(bad, title=bad, many=[bad], nested={bad: bad})
    text = out.getvalue()
    assert len(text.splitlines()) == 1
    assert not set(text) & {"\x1b", "\r", "\u202e", "\u2028", "\x85", "\ud800"}
    text.encode()


@pytest.mark.parametrize("format", ["json", "text"])
def test_secrets_are_struck_out(format: str):
    out = io.StringIO()
    setup(format, stream=out)  # type: ignore[arg-type]
    hide("kata-sandi-9", "abc")
    log = logger("kawat.watch")
    log.info(
        "sent kata-sandi-9",
        password="x1y2z3",
        headers={"Authorization": "Bearer q"},
        url="https://u:pw77@h.example/?k=kata-sandi-9",
    )
    try:
        raise ValueError("about kata-sandi-9")
    except ValueError:
        log.exception("failed")
    text = out.getvalue()
    assert not [word for word in ("kata-sandi-9", "x1y2z3", "Bearer", "pw77") if word in text]
    assert "h.example" in text


def test_a_long_value_is_cut():
    assert len(clean("x" * 100_000)) < 3000


def test_an_error_has_its_trace():
    out = io.StringIO()
    setup("text", stream=out)
    try:
        raise RuntimeError("why")
    except RuntimeError:
        logger("kawat.watch").exception("failed")
    lines = out.getvalue().splitlines()
    assert "RuntimeError: why" in lines[-1]
    assert all(line.startswith("  ") for line in lines[1:])


def test_a_file_that_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.limits.LOG_BYTES", 1000)
    file = tmp_path / "log" / "watch.jsonl"
    setup("json", file)
    for number in range(200):
        logger("kawat.watch").info("polled", number=number)
    files = sorted(path.name for path in file.parent.iterdir())
    assert files == ["watch.jsonl", *(f"watch.jsonl.{number}" for number in range(1, limits.LOG_FILES + 1))]


def test_set_up_again_the_last_one_counts():
    one, other = io.StringIO(), io.StringIO()
    setup("json", stream=one)
    setup("json", stream=other)
    logger("kawat.watch").info("polled")
    assert (one.getvalue(), len(other.getvalue().splitlines())) == ("", 1)


def test_levels_and_what_is_no_level():
    out = io.StringIO()
    setup("json", stream=out, level="warning")
    logger("kawat.watch").info("polled")
    assert out.getvalue() == ""
    with pytest.raises(ValueError, match="DEBUG, INFO"):
        setup(level="loud")


def test_a_file_that_cannot_be_opened(tmp_path: Path):
    with pytest.raises(LogError, match="cannot be written"):
        setup("json", tmp_path)
