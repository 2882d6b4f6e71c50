"""The languages that are coded: one folder each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kawat.errors import DataError
from kawat.text import spoken as module
from kawat.text.spoken import lists_of, spoken


def test_indonesian_english_malay_and_spanish_are_coded():
    told = spoken()
    assert {code: (each.lists, each.home, each.acts) for code, each in told.items()} == {
        "en": ("en", "", True),
        "id": ("id", "IDN", True),
        "ms": ("id", "MYS", True),
        "es": ("es", "", False),
    }
    assert list(told)[-1] == "es"


def test_a_language_without_a_folder_has_no_lists():
    assert (lists_of("ms"), lists_of("de")) == ("id", "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of languages made for the test."""
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    (tmp_path / "xx").mkdir()
    spoken.cache_clear()
    yield tmp_path / "xx"
    spoken.cache_clear()


def test_a_folder_is_enough(folder: Path):
    (folder / "language.toml").write_text('home = "PER"\n')
    (folder / "grammar.toml").write_text("")
    assert spoken()["xx"].home == "PER"


@pytest.mark.parametrize(("told", "wrong"), [("home =", "language.toml"), ('lists = "yy"', "'yy' has no grammar.toml")])
def test_a_folder_that_cannot_be_used_is_told(folder: Path, told: str, wrong: str):
    (folder / "language.toml").write_text(told)
    with pytest.raises(DataError, match=wrong):
        spoken()
