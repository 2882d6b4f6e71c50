"""Names, addresses and ids that are SQL, paths or terminal commands: kept as they are, found again, never obeyed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.text import Text

from kawat.cli.console import complain, console

ODD = [
    "'; DROP TABLE documents; --",
    "../../etc/passwd",
    "a\x00b",
    "x" * 100_000,
    'a"b\nc',
    "%s{0}$(id)`id`",
    "\u202eevil\x1b[2J",
]
BODY = "Kenya mengecam Uganda pada hari Senin di Nairobi, kata menteri luar negeri itu."


def test_odd_outlets_and_addresses_reach_a_desk_as_values(tmp_path: Path):
    pytest.importorskip("deltalake")
    from kawat.desk import Desk
    from kawat.ingest import Order, ingest
    from kawat.read.table import Columns

    source = tmp_path / "in" / "a.jsonl"
    source.parent.mkdir()
    rows = [
        {"text": f"{BODY} Nomor {n}.", "title": f"{odd} {n}", "outlet": odd, "byline": odd, "url": odd, "published": "2022-06-01"}
        for n, odd in enumerate(ODD)
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told: list[str] = []
    receipt = ingest([source], tmp_path / "desk", lambda _: Columns(), Order(coder="lexicon"), tell=told.append)
    assert (receipt.new, told) == (len(ODD), [])
    desk = Desk(tmp_path / "desk")
    for odd in ODD:
        (count,) = desk.sql("SELECT count(*) AS n FROM documents WHERE outlet = ?", odd).arrow.column("n").to_pylist()
        assert count <= 1
    stored = desk.sql("SELECT outlet, title, text FROM documents").arrow.to_pylist()
    assert {row["outlet"] for row in stored} >= {ODD[0], ODD[1], ODD[5]}
    for row in stored:
        assert row["text"].startswith(BODY)
        assert len(row["outlet"]) <= 2_000
        assert not set("\x00\x1b\n\u202e") & set(row["outlet"] + row["title"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "in"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_ids_are_unknown_ids(odd: str, tmp_path: Path):
    pytest.importorskip("deltalake")
    from kawat.desk import Desk
    from kawat.desk.store import Store

    Store(tmp_path / "desk", create=True)
    for table in ("documents", "claims", "events", "stories"):
        assert Desk(tmp_path / "desk").sql(f"SELECT id FROM {table} WHERE id = ?", odd).arrow.num_rows == 0


def test_what_is_printed_commands_no_terminal():
    out = io.StringIO()
    console(file=out).print(Text("Kabar\x1b[2J\x9b31m\u202e Nusantara\x07"))
    assert out.getvalue() == "Kabar[2J31m Nusantara\n"


def test_what_is_complained_of_commands_no_terminal(capsys: pytest.CaptureFixture[str]):
    complain("no file \x1b]0;x\x07\u202eb\r\nc")
    assert capsys.readouterr().err == "kawat: no file ]0;xb c\n"
