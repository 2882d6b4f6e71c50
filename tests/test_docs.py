"""What the documents say is so: commands, links, fields, and the examples of the coder's page are checked here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
import typer

from kawat import types
from kawat.actors.overlay import load_overlay
from kawat.claims.coder import LexiconCoder
from kawat.claims.lexicon import parse_frame
from kawat.cli import app
from kawat.ontology import EVENTS, QUADS
from kawat.ontology.plover import type_text

ROOT = Path(__file__).resolve().parent.parent
TUTORIALS = ("docs/tutorial.en.md", "docs/tutorial.id.md")
NAMES = sorted(
    str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md"))
)
# The day on which docs/coder.md says its examples are read.
DAY = "2023-05-10"


@cache
def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fenced(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page(name), flags=re.M | re.S)


def rows(name: str) -> list[list[str]]:
    """The cells of every table row of a page, without the rules under the heads."""
    lines = [line for line in page(name).splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


# --- commands


COMMAND = typer.main.get_command(app)
COMMANDS: dict[str, Any] = COMMAND.commands  # type: ignore[attr-defined]


def options(command: Any) -> set[str]:
    """The long options of a command, those that every command has left out."""
    return {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and option != "--help"
    }


def command_row(command: str) -> list[str]:
    return next((row for row in rows("README.md") if row[0].startswith(f"`kawat {command}")), [])


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_readme_names_every_command_with_exactly_its_options(command: str):
    row = command_row(command)
    assert row, f"README.md has no row for `kawat {command}` in its table of commands"
    assert set(re.findall(r"--[a-z-]+", row[2])) == options(COMMANDS[command])


@pytest.mark.parametrize("command", sorted(COMMANDS["desk"].commands))
def test_the_page_of_the_desk_names_every_command_with_exactly_its_options(command: str):
    row = next((row for row in rows("docs/desk.md") if row[0].startswith(f"`kawat desk {command}")), [])
    assert row, f"docs/desk.md has no row for `kawat desk {command}`"
    assert set(re.findall(r"--[a-z-]+", row[2])) == options(COMMANDS["desk"].commands[command])


def test_the_readme_names_the_options_of_kawat_itself():
    for option in options(COMMAND):
        assert re.search(rf"{option}\b", page("README.md")), f"README.md does not name {option}"


def test_no_document_names_a_command_that_does_not_exist():
    for name in NAMES:
        shown = re.findall(r"(?:^|`)kawat ([a-z]+)(?=[ `\n])", page(name), flags=re.M)
        assert set(shown) <= set(COMMANDS), name


@pytest.mark.parametrize("name", NAMES)
def test_commands_shown_in_full_use_options_that_exist(name: str):
    for line in re.findall(r"^(?:.*\| )?kawat ((?:read|code|actors|codebook|demo|doctor)\b.*)$", page(name), flags=re.M):
        command, *rest = line.split()
        for word in rest:
            if word.startswith("#"):
                break
            if word.startswith("--") and word != "--help":
                assert word in options(COMMANDS[command]), f"{name}: kawat {line}"


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_named_exists(name: str):
    makefile = ROOT / "Makefile"
    targets = set(re.findall(r"^([a-z]+):", makefile.read_text(encoding="utf-8"), flags=re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", page(name), flags=re.M)) <= targets


# --- links


def anchor(heading: str) -> str:
    """The anchor of a heading as GitHub makes it."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().lower())
    return kept.replace(" ", "-")


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name: str):
    text = re.sub(r"^```.*?^```$", "", page(name), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, fragment = unquote(target).partition("#")
        path = (ROOT / name).parent / place if place else ROOT / name
        assert path.exists(), f"{name} links to {target}, which does not exist"
        if fragment:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.M)
            assert fragment in {anchor(heading) for heading in headings}, f"{name} links to {target}: no such heading"


def test_files_named_in_code_font_exist():
    for name in NAMES:
        for path in re.findall(r"`((?:src|tests|training|evals|docs)/[\w./-]+)`", page(name)):
            path = path.replace("LANGUAGE", "id")
            if not path.startswith("evals/out/") and "/xx" not in path:
                assert (ROOT / path).exists(), f"{name} names {path}, which does not exist"


# --- types, fields, frames


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_type_is_in_the_coder_page_and_the_codebook(event: str):
    assert re.search(rf"\b{event}\b", page("docs/coder.md"))
    for language in ("id", "en"):
        text = type_text(event, language)
        assert text.label
        assert text.definition
        assert text.examples


def test_the_coder_page_puts_every_type_in_its_quad_class():
    shown = {row[0]: tuple(row[1].split(", ")) for row in rows("docs/coder.md") if row[0] in QUADS}
    assert shown == QUADS


@pytest.mark.parametrize(
    "record",
    [
        types.Claim,
        types.Quote,
        types.Document,
        types.Relation,
        types.Party,
        types.Span,
        types.DateRef,
        types.Place,
        types.Coded,
        types.Link,
    ],
)
def test_the_formats_page_names_every_field(record: type[msgspec.Struct]):
    for field in record.__struct_fields__:
        assert f"`{field}`" in page("docs/formats.md"), f"docs/formats.md does not name {record.__name__}.{field}"


def test_the_frames_of_the_lexicon_page_are_frames():
    shown = [row[0].strip("`") for row in rows("docs/lexicon.md") if re.match(r"`[AR][>.=]", row[0])]
    assert len(shown) >= 15
    for frame in shown:
        parse_frame(frame)


@pytest.mark.parametrize("suffix", ["csv", "toml"])
def test_the_overlays_of_the_actors_page_load(suffix: str, tmp_path: Path):
    (text,) = fenced("docs/actors.md", suffix)
    path = tmp_path / f"own.{suffix}"
    path.write_text(text, encoding="utf-8")
    assert {alias.entry.code for alias in load_overlay(path).aliases} == {"IDN"}


# --- examples


def shown(claim: types.Claim) -> str:
    """A claim in the notation of docs/coder.md."""
    actors = ", ".join(party.full for party in claim.actor)
    recipients = ", ".join(party.full for party in claim.recipient)
    said = f", said by {claim.said_by.full}" if claim.said_by else ""
    via = f", via {claim.via}" if claim.via else ""
    return f"{claim.event} {actors or '?'}{f' > {recipients}' if recipients else ''}, {claim.status}{said}{via}"


EXAMPLES = [row for row in rows("docs/coder.md") if row[0] in ("id", "en")]


def test_the_coder_page_has_examples_in_both_languages():
    assert {row[0] for row in EXAMPLES} == {"id", "en"}
    assert len(EXAMPLES) >= 50


@pytest.mark.parametrize(("language", "sentence", "coding"), EXAMPLES)
def test_examples_of_the_coder_page_are_coded_as_it_says(coder: LexiconCoder, language: str, sentence: str, coding: str):
    found = [shown(claim) for claim in coder.code(sentence, language=language, published=DAY).claims]
    if coding == "no claim":
        assert not found
    else:
        for want in coding.split("; "):
            assert want.replace(" > ?", "") in found, found


def test_python_examples_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(ROOT)
    (example,) = fenced("README.md", "python")
    exec(compile(example, "README.md", "exec"), {})
    assert "THREATEN" in capsys.readouterr().out


@pytest.mark.parametrize("name", TUTORIALS)
def test_the_tutorial_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    from kawat.pipeline import code_lines
    from kawat.reading import read

    monkeypatch.chdir(tmp_path)
    sample = ROOT / "src/kawat/sample"
    with (sample / "articles.jsonl").open("rb") as source, Path("claims.jsonl").open("wb") as sink:
        code_lines(source, sink.write)
    for example in fenced(name, "python"):
        exec(compile(example, name, "exec"), {})
    assert "ASSAULT ['RUS'] ['UKR'] real" in capsys.readouterr().out
    (overlay,) = fenced(name, "csv")
    Path("actors.csv").write_text(overlay, encoding="utf-8")
    reading = read(sample / "pages/pilot-susi-air-papua-tpnpb.html", overlay="actors.csv")
    acts = {party.full for claim in reading.claims for party in claim.actor if "Egianus" in party.name}
    assert acts == {"IDN.REB"}


def test_the_two_tutorials_use_the_same_commands():
    used = [
        [re.sub(r" --(labels|language) id", "", line) for line in re.findall(r"^kawat .*$", page(name), flags=re.M)]
        for name in TUTORIALS
    ]
    assert used[0] == used[1]
