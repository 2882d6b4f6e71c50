"""Runs the command line in this process: ``kawat("read", "x.txt")`` gives exit code, output and errors."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

INDONESIAN = """Prancis Mengecam Mali

3 Mei 2021, 08:45 WIB

PARIS – Prancis mengecam Mali pada Senin. Mali tidak mengecam Prancis.

Baca Juga: Jepang Kirim Bantuan ke Vanuatu

“Kami menolak tuduhan itu,” kata Presiden Mali, dikutip dari Warta Uji.
"""


@dataclass
class Result:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str


Kawat = Callable[..., Result]


@pytest.fixture
def kawat(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Kawat:
    """The command line, with ``stdin`` bytes and in an English locale at 80 columns."""
    for name in ("LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "KAWAT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args: object, stdin: bytes = b"") -> Result:
        from kawat.cli import run as run_command

        monkeypatch.setattr(sys, "argv", ["kawat", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfd.readouterr()
        code = run_command()
        sys.stdout.flush()
        written = capfd.readouterr()
        return Result(code, written.out, written.err)

    return run


@pytest.fixture
def berita(tmp_path: Path) -> Path:
    """A small Indonesian article as scraped text."""
    path = tmp_path / "berita.txt"
    path.write_text(INDONESIAN, encoding="utf-8")
    return path
