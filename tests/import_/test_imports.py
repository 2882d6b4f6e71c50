"""GDELT, ICEWS and benchmark files as events: bad lines are named and counted, the rest goes on."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from export.made import KYIV, LAVROV, event
from kawat.errors import SourceError
from kawat.export import gdelt as table
from kawat.export import icews as icews_table
from kawat.export import write
from kawat.export.event import Actor, Location
from kawat.import_ import Receipt, batches, gdelt, gdelt_rows, icews, icews_rows, quadruples
from kawat.import_.parties import party

EVENTS = Path(__file__).resolve().parents[3] / "shared/data/events"
SHARED = pytest.mark.skipif(not EVENTS.is_dir(), reason="needs the shared event data beside the repository")


def line(**more: str) -> str:
    """A row of GDELT's event table with some cells changed."""
    cells = dict(zip(table.COLUMNS, table.row(event(), 1, LAVROV, KYIV), strict=True)) | more
    return "\t".join(cells.values())


def test_bad_lines_of_gdelt_are_named_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "20220302.export.CSV"
    lines = [
        line().encode(),
        b"1\t2\t3",
        line(EventCode="42").encode(),
        line(SQLDATE="20220231").encode(),
        b"\xff" + line().encode(),
    ]
    path.write_bytes(b"\n".join([*lines, b"", line(GLOBALEVENTID="9").encode()]) + b"\n")
    receipt, told = Receipt(), list[str]()
    found = list(gdelt(path, receipt, told.append))
    assert [one.id for one in found] == ["gdelt:1", "gdelt:9"]
    assert (receipt.read, receipt.kept, receipt.failed) == (6, 2, 4)
    assert told[0] == "20220302.export.CSV, line 2: 3 columns, where there should be 61."
    assert "line 3: EventCode '42' is no CAMEO code" in told[1]
    assert "line 4: " in told[2]
    assert told[3].endswith("line 5: not UTF-8.")
    assert "2 kept, 4 failed" in receipt.line()


def test_gdelts_own_codes_become_ours(tmp_path: Path):
    path = tmp_path / "events.CSV"
    actors = {"Actor1Code": "ROMGOV", "Actor1Name": "BUCHAREST", "Actor1CountryCode": "ROM", "Actor1Type1Code": "GOV"}
    others = {"Actor2Code": "IGOUNOREFHCR", "Actor2Name": "UNHCR", "Actor2CountryCode": "", "Actor2KnownGroupCode": "UNO",
              "Actor2Type1Code": "IGO"}  # fmt: skip
    place = {"ActionGeo_Type": "4", "ActionGeo_FullName": "Gaza, Israel (general), Israel", "ActionGeo_CountryCode": "GZ"}
    path.write_text(line(**actors, **others, **place, EventCode="010", GoldsteinScale="0.0") + "\n", encoding="utf-8")
    (found,) = gdelt(path)
    assert found.actors == (Actor("ROU", "GOV", "BUCHAREST"),)
    assert found.recipients == (Actor("UN", "", "UNHCR"),)
    assert found.place == Location("Gaza", "PSE", "Israel (general)", "", 50.45, 30.52)
    assert (found.event, found.quad, found.cameo) == ("", "", "010")  # a statement, which PLOVER has dropped


@pytest.mark.parametrize("packed", ["events.CSV.zip", "events.CSV.gz"])
def test_packed_files_are_read(tmp_path: Path, packed: str):
    path, words = tmp_path / packed, (line() + "\n").encode()
    if packed.endswith("zip"):
        with zipfile.ZipFile(path, "w") as target:
            target.writestr("events.CSV", words)
    else:
        path.write_bytes(gzip.compress(words))
    assert [one.id for one in gdelt(path)] == ["gdelt:1"]


def test_a_missing_or_damaged_file_is_told(tmp_path: Path):
    with pytest.raises(SourceError, match="There is no file"):
        list(gdelt(tmp_path / "none.CSV"))
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    with pytest.raises(SourceError, match="is damaged"):
        list(gdelt(tmp_path / "bad.zip"))


def test_icews_rows_of_our_own(tmp_path: Path):
    cells = [
        "5", "2018-06-01", "Citizen (Vietnam)", "Social,General Population / Civilian / Social", "Vietnam",
        "Criticize or denounce", "111", "-2", "European Union", "International Government Organization", "NA", "9", "4",
        "Harian Uji", "NA", "NA", "NA", "Vietnam", "16.1", "107.8",
    ]  # fmt: skip
    path = tmp_path / "events.tab"
    rows = (icews_table.COLUMNS, cells, [*cells[:6], "999", *cells[7:]])
    path.write_text("".join("\t".join(row) + "\n" for row in rows))
    receipt = Receipt()
    (found,) = icews(path, receipt)
    assert found.actors == (Actor("VNM", "CVL", "Citizen (Vietnam)"),)
    assert found.recipients == (Actor("EU", "", "European Union"),)
    assert (found.event, found.score, found.day, found.outlets) == ("ACCUSE", -2.0, "2018-06-01", ("Harian Uji",))
    assert found.place == Location("Vietnam", "VNM", "", "", 16.1, 107.8)
    assert receipt.reasons == {"no CAMEO code": 1}
    assert sum(batch.num_rows for batch in batches([found])) == 1


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("China", "CHN"), ("Citizen_(Nigeria)", "NGA.CVL"), ("Police (Indonesia)", "IDN.COP"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("Occupied Palestinian Territory", "PSE"), ("Nobody in particular", "?"),
    ],
)  # fmt: skip
def test_names_of_parties(name: str, full: str):
    assert party(name, "2018-06-01").full == full


def test_quadruples_with_their_files_of_names(tmp_path: Path):
    folder = tmp_path / "bench"
    folder.mkdir()
    (folder / "entity2id.txt").write_text("China\t0\nCitizen_(Nigeria)\t1\n")
    (folder / "relation2id.txt").write_text("Make_a_visit\t0\nSing along\t1\n")
    (folder / "train.txt").write_text("0\t0\t1\t24\t-1\n0\t1\t1\t24\n7\t0\t1\t0\nx\n")
    (folder / "valid.txt").write_text("1\t0\t0\t48\n")
    receipt, told = Receipt(), list[str]()
    found = list(quadruples(folder, date(2014, 1, 1), receipt=receipt, tell=told.append))
    assert [(e.id, e.day, e.cameo, e.actors[0].full, e.recipients[0].full) for e in found] == [
        ("bench:train:1", "2014-01-02", "042", "CHN", "NGA.CVL"), ("bench:valid:1", "2014-01-03", "042", "NGA.CVL", "CHN"),
    ]  # fmt: skip
    assert (receipt.read, receipt.kept, receipt.failed) == (5, 2, 3)
    assert told[0].startswith("bench/train.txt, line 2: relation 'Sing along' has no code")
    with pytest.raises(SourceError, match="entity2id"):
        list(quadruples(tmp_path, date(2014, 1, 1)))


@SHARED
def test_the_icews_sample_round_trips(tmp_path: Path):
    sample = EVENTS / "icews_2018_sample.tab"
    receipt = Receipt()
    rows = [row for _, row in icews_rows(sample, receipt)]
    assert receipt.failed == 0
    again = "".join("\t".join(row) + "\n" for row in (icews_table.COLUMNS, *rows))
    assert again == sample.read_text(encoding="utf-8")
    found = list(icews(sample))
    assert len(found) == len(rows)
    write(found, tmp_path, "icews")
    at = icews_table.AT
    names = ("Event Date", "Source Name", "Target Name", "Event Text", "CAMEO Code", "Intensity", "Publisher", "Sentence Number")
    kept = [at[name] for name in names]
    written = [row for _, row in icews_rows(tmp_path / "events.tab")]
    assert [[row[n] for n in kept] for row in written] == [[row[n] for n in kept] for row in rows]
    same = sum(row[at["Source Country"]] == back[at["Source Country"]] for row, back in zip(rows, written, strict=True))
    assert same / len(rows) > 0.95


@SHARED
def test_every_relation_of_the_benchmarks_has_a_code():
    from kawat.ontology.cameo import code_of

    for name in ("icews14", "icews18"):
        names = (EVENTS / name / "relation2id.txt").read_text(encoding="utf-8").splitlines()
        assert [one for one in names if not code_of(one.rpartition("\t")[0])] == []


def test_rows_as_they_are(tmp_path: Path):
    write([event()], tmp_path, "gdelt")
    ((where, row),) = gdelt_rows(tmp_path / "events.export.CSV")
    assert where == "events.export.CSV, line 1"
    assert len(row) == 61
