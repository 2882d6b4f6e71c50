"""``DESK.toml`` beside a desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawat.errors import DeskError
from kawat.read.table import Columns
from kawat.settings import load, place


def test_a_desk_without_a_file_has_the_settings_of_the_house(tmp_path: Path):
    found = load(tmp_path / "news")
    assert (found.coder, found.jobs, found.overlay, found.columns("a.csv")) == ("reader", 1, "", Columns())
    assert place(tmp_path / "news") == tmp_path / "news.toml"


def test_tables_are_mapped_for_all_by_pattern_and_by_name(tmp_path: Path):
    (tmp_path / "news.toml").write_text(
        'jobs = 2\noverlay = "actors.csv"\n[tables]\ndates = "url"\n[tables."wire_*.csv"]\n'
        'columns = { text = "story" }\nfixed = { language = "en" }\n[tables."wire_2.csv"]\ncolumns = { title = "head" }\n'
    )
    found = load(tmp_path / "news")
    assert found.overlay == str(tmp_path / "actors.csv")
    assert found.columns("x.csv") == Columns(dates="url")
    assert found.columns("z.zip/deep/wire_1.csv") == Columns({"text": "story"}, {"language": "en"}, "url")
    assert found.columns("wire_2.csv") == Columns({"text": "story", "title": "head"}, {"language": "en"}, "url")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("jobs = 'two'", "Expected `int`"),
        ("colour = 1", "unknown field `colour`"),
        ("[tables]\ndates = 'never'", "write day-first, month-first or url"),
        ("[tables.'a.csv']\ncolumns = { texd = 'x' }", "there is no field 'texd'"),
        ("[tables]\n'a.csv' = 3", "is no table of columns"),
        ("jobs = ", "Invalid value"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(tmp_path: Path, written: str, wrong: str):
    (tmp_path / "news.toml").write_text(written)
    with pytest.raises(DeskError, match=wrong) as told:
        load(tmp_path / "news")
    assert "news.toml" in str(told.value)
