"""``kawat ingest`` and ``kawat desk`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desk.conftest import article, write
from kawat.cli import app


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    source = write(tmp_path / "a.jsonl", [article(n) for n in range(6)])
    assert run("ingest", source, "--desk", tmp_path / "news", "--coder", "lexicon").exit_code == 0
    return tmp_path / "news"


def test_the_receipt_names_what_became_of_every_record(tmp_path: Path):
    source = write(tmp_path / "a.jsonl", [article(1), article(1), {"title": ""}])
    result = run("ingest", source, "--desk", tmp_path / "news", "--coder", "lexicon")
    assert result.exit_code == 1
    assert "a.jsonl, row 3: neither text nor headline" in result.stderr
    assert "3 read, 1 new, 1 known," in result.stderr
    assert "1 failed\n" in result.stderr


def test_settings_beside_the_desk_are_used_and_the_command_line_goes_before(tmp_path: Path):
    (tmp_path / "news.toml").write_text('coder = "lexicon"\n[tables]\nfixed = { outlet = "Kabar", language = "id" }\n')
    source = write(tmp_path / "a.jsonl", [{"story": article(1)["text"]}])
    options = ("--map", "text=story", "--set", "outlet=Wire")
    assert run("ingest", source, "--desk", tmp_path / "news", *options).exit_code == 0
    told = run("desk", "sql", "SELECT outlet, language, coder FROM documents", "--desk", tmp_path / "news", "--format", "jsonl")
    assert json.loads(told.stdout) == {"outlet": "Wire", "language": "id", "coder": "kawat-lexicon@1"}


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("--map", "text"), "write FIELD="),
        (("--map", "texd=x"), "there is no field 'texd'"),
        (("--dates", "american"), "day-first, month-first or url"),
        (("--since", "yesterday"), "is no day"),
        (("--jobs", "-1"), "--jobs"),
    ],
)
def test_a_wrong_option_is_told(tmp_path: Path, options: tuple[str, str], wrong: str):
    source = write(tmp_path / "a.jsonl", [article(1)])
    result = run("ingest", source, "--desk", tmp_path / "news", *options)
    assert result.exit_code == 2
    assert wrong in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "news").exists()


def test_info_history_and_check(desk: Path):
    told = run("desk", "info", "--desk", desk)
    assert told.exit_code == 0
    assert "6 in 6 versions" in told.stdout
    assert "kabar.example" not in told.stdout
    assert "ingest" in run("desk", "history", "--desk", desk).stdout
    checked = run("desk", "check", "--desk", desk)
    assert checked.exit_code == 0
    assert "BROKEN" not in checked.stdout
    assert run("desk", "compact", "--desk", desk).exit_code == 0
    assert run("desk", "info", "--desk", desk, "--at", "0").stdout.count("none") >= 1


def test_answers_as_a_table_csv_and_json_lines(desk: Path):
    question = "SELECT title, d.reported, actor, sum(1) OVER () AS n FROM documents d JOIN claims c ON c.document = d.id"
    question += " ORDER BY c.id LIMIT 1"
    row = json.loads(run("desk", "sql", question, "--desk", desk, "--format", "jsonl").stdout)
    title, day, actor, count = (
        run("desk", "sql", question, "--desk", desk, "--format", "csv").stdout.splitlines()[1].split(",", 3)
    )
    assert (title, day) == (row["title"], row["reported"])
    assert actor.startswith('"[{""code""')
    assert count
    assert row["title"] in run("desk", "sql", question, "--desk", desk).stdout


def test_markup_in_a_headline_stays_what_it_is(tmp_path: Path):
    source = write(tmp_path / "a.jsonl", [article(1, title="[/b] [update] Kenya")])
    run("ingest", source, "--desk", tmp_path / "news", "--coder", "lexicon")
    assert "[/b] [update] Kenya" in run("desk", "sql", "SELECT title FROM documents", "--desk", tmp_path / "news").stdout


def test_a_wrong_question_or_desk_is_told_in_one_line(desk: Path, tmp_path: Path):
    from kawat.errors import DeskError

    result = run("desk", "sql", "SELECT nothing FROM nowhere", "--desk", desk)
    assert isinstance(result.exception, DeskError)
    assert "nowhere" in str(result.exception)
    assert isinstance(run("desk", "info", "--desk", tmp_path / "none").exception, DeskError)
    assert run("desk", "info", "--desk", desk, "--at", "soon").exit_code == 2
