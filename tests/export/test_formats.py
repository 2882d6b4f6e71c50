"""What each format makes of an event, and that reading it back gives the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from export.made import KYIV, LAVROV, POLAND, event, events
from kawat import import_
from kawat.errors import ExportError, RecordError
from kawat.export import gdelt, icews, plover, table, write
from kawat.export.codes import actor_of
from kawat.export.event import Actor, Event, Location, dyads
from kawat.export.gdelt import AT
from kawat.import_.gdelt import event_of as gdelt_event

FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def row(one: Event) -> dict[str, str]:
    """The GDELT row of an event's first dyad, by column."""
    cells = gdelt.row(one, 7, *dyads(one)[0])
    gdelt.check(cells)
    return dict(zip(gdelt.COLUMNS, cells, strict=True))


# --- GDELT


def test_the_event_table_has_gdelts_61_columns_in_their_order():
    assert len(gdelt.COLUMNS) == 61
    assert len(set(gdelt.COLUMNS)) == 61
    at = {"SQLDATE": 1, "Actor1Code": 5, "Actor2Code": 15, "IsRootEvent": 25, "EventCode": 26, "AvgTone": 34}
    at |= {"Actor1Geo_Type": 35, "Actor2Geo_ADM2Code": 47, "ActionGeo_FeatureID": 58, "DATEADDED": 59, "SOURCEURL": 60}
    assert {name: AT[name] for name in at} == at
    assert len(gdelt.MENTIONS) == 16


def test_an_event_in_gdelts_columns():
    cells = row(event())
    told = {
        "SQLDATE": "20220302", "MonthYear": "202203", "Year": "2022", "FractionDate": "2022.1699", "Actor1Code": "RUSGOV",
        "Actor1Name": "SERGEI LAVROV", "Actor1CountryCode": "RUS", "Actor1Type1Code": "GOV", "Actor2Code": "UKRGOV",
        "EventCode": "138", "EventBaseCode": "138", "EventRootCode": "13", "QuadClass": "3", "GoldsteinScale": "-7",
        "NumMentions": "1", "AvgTone": "", "Actor1Geo_Type": "0", "ActionGeo_Type": "4", "ActionGeo_FullName": "Kyiv, Ukraine",
        "ActionGeo_CountryCode": "UP", "ActionGeo_Lat": "50.45", "DATEADDED": "20220302233000",
        "SOURCEURL": "https://kabar.example/a?b=1",
    }  # fmt: skip
    assert {name: cells[name] for name in told} == told


def test_event_codes_keep_their_leading_zeros():
    one = event(event="AGREE", cameo="0331", quad="verbal cooperation", score=5.2)
    cells = row(one)
    assert (cells["EventCode"], cells["EventBaseCode"], cells["EventRootCode"], cells["QuadClass"]) == ("0331", "033", "03", "1")


@pytest.mark.parametrize(
    ("actor", "code", "country", "group", "types"),
    [
        (Actor("UN", "", "PBB"), "IGOUNO", "", "UNO", ("IGO", "")),
        (Actor("UN", "MIL", "helm biru"), "IGOUNOMIL", "", "UNO", ("IGO", "MIL")),
        (Actor("NATO", "", "NATO"), "IGOWSTNAT", "WST", "NAT", ("IGO", "")),
        (Actor("WEST", "", "Barat"), "WST", "WST", "", ("", "")),
        (Actor("ALQAEDA", "", "Al Qaeda"), "IMGMOSALQ", "", "ALQ", ("IMG", "")),
        (Actor("IDN", "CVL", "warga"), "IDNCVL", "IDN", "", ("CVL", "")),
        (Actor("?", "COP", "polisi"), "COP", "", "", ("COP", "")),
        (Actor("G20", "", "G20"), "IGO", "", "", ("IGO", "")),
    ],
)
def test_actors_in_cameo_and_back(actor: Actor, code: str, country: str, group: str, types: tuple[str, str]):
    cells = row(event(actors=(actor,)))
    found = [cells[f"Actor1{name}"] for name in ("Code", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")]
    assert found == [code, country, group, *types]
    back = actor_of(gdelt.actor_fields(tuple(cells.values()), 1))
    assert back
    assert (back.code, back.sector) == (actor.code, actor.sector)


def test_several_actors_are_a_row_each_and_reciprocal_acts_go_both_ways():
    assert dyads(event(actors=(LAVROV, POLAND))) == [(LAVROV, KYIV), (POLAND, KYIV)]
    assert dyads(event(actors=(LAVROV, KYIV), recipients=())) == [(LAVROV, KYIV), (KYIV, LAVROV)]
    assert dyads(event(actors=(LAVROV,), recipients=())) == [(LAVROV, None)]
    assert dyads(event(actors=(), recipients=())) == [(None, None)]


def test_a_mention_says_where_the_words_stand():
    (mention,) = gdelt.mentions(event(), 7)
    assert mention[1:12] == (
        "20220302233000", "20220302233000", "1", "kabar.example", "https://kabar.example/a?b=1", "2", "40", "70", "61", "1", "80"
    )  # fmt: skip
    assert mention[15] == "claim=c:1"


def test_a_place_in_gdelts_columns():
    assert row(event(place=Location("Ukraina", "UKR")))["ActionGeo_Type"] == "1"
    assert (
        row(event(place=Location("Boston", "USA", "Massachusetts")))["ActionGeo_FullName"]
        == "Boston, Massachusetts, United States"
    )
    assert row(event(place=None))["ActionGeo_Type"] == "0"


@pytest.mark.parametrize(
    ("column", "value"),
    [("SQLDATE", "20220230"), ("EventCode", "42"), ("QuadClass", "5"), ("GoldsteinScale", "-12"), ("Actor1Code", "Russia"),
     ("ActionGeo_Lat", "91"), ("DATEADDED", "2022"), ("EventRootCode", "14")],
)  # fmt: skip
def test_a_value_that_gdelt_does_not_have_is_named(column: str, value: str):
    cells = row(event()) | {column: value}
    with pytest.raises(ExportError, match=column):
        gdelt.check(tuple(cells.values()))
    with pytest.raises(ExportError, match="60 columns, where GDELT"):
        gdelt.check(tuple(cells.values())[:-1])


# --- ICEWS and PLOVER


def test_an_event_in_icews_columns():
    cells = dict(zip(icews.COLUMNS, icews.row(event(), 7, LAVROV, KYIV), strict=True))
    icews.check(tuple(cells.values()))
    assert len(cells) == 20
    told = {
        "Event Date": "2022-03-02", "Source Name": "Sergei Lavrov", "Source Sectors": "Government",
        "Source Country": "Russian Federation", "Event Text": "Threaten with military force", "CAMEO Code": "138",
        "Intensity": "-7", "Target Country": "Ukraine", "Sentence Number": "2", "Publisher": "kabar.example", "City": "Kyiv",
        "District": "NA", "Country": "Ukraine", "Latitude": "50.45",
    }  # fmt: skip
    assert {name: cells[name] for name in told} == told
    with pytest.raises(ExportError, match="Event Date"):
        icews.check(tuple((cells | {"Event Date": "2022-3-2"}).values()))


def test_a_plover_record_has_the_manuals_fields():
    record = json.loads(plover.line(event(actors=(LAVROV, Actor("UN", "", "PBB"), Actor("IDN", "MED", "Kabar")))))
    assert record["id"] == "c:1"
    assert record["date"] == "2022-03-02"
    assert record["actor"][0] == {"code": "RUS", "sector": "GOV", "actor_text": "Sergei Lavrov"}
    assert record["actor"][1] == {"code": "IGO", "sector": "", "actor_text": "PBB", "body": "UN"}
    assert record["actor"][2]["sector"] == "JRN"
    assert (record["event"], record["mode"], record["context"]) == (["THREATEN"], "violence", ["military"])
    assert (record["quad_code"], record["event_scale"]) == (3, -7.0)
    assert record["event_loc"] == {"name": "Kyiv", "cc3": "UKR", "latitude": 50.45, "longitude": 30.52}
    assert record["cite_info"][0]["publication"] == "kabar.example"


def test_a_plover_record_of_others_is_read_too():
    found = plover.event_of(
        b'{"id": "X-1", "date": "2016-07-24", "source": [{"code": "USA"}], "recipient": [{"code": "CAN", "sector": "JRN"}],'
        b' "event": ["CONSULT"]}'
    )
    assert (found.actors, found.recipients) == ((Actor("USA"),), (Actor("CAN", "MED"),))
    assert (found.event, found.quad, found.day) == ("CONSULT", "verbal cooperation", "2016-07-24")
    with pytest.raises(RecordError, match="no PLOVER record"):
        plover.event_of(b'{"id": "X-1"}')


# --- nothing is lost


@FEW
@given(events())
def test_plover_csv_and_arrow_keep_an_event_whole(one: Event):
    assert plover.event_of(plover.line(one)) == one
    cells = dict(zip(table.EVENT_COLUMNS, table.csv_row(one), strict=True))
    reports = [dict(zip(table.REPORT_COLUMNS, cells, strict=True)) for cells in table.csv_reports(one)]
    assert table.event_of(cells, reports) == one
    assert list(table.events_of(table.batch([one]))) == [one]


@FEW
@given(events())
def test_gdelt_and_icews_rows_are_sound_and_keep_day_code_and_countries(one: Event):
    for actor, recipient in dyads(one):
        cells = gdelt.row(one, 7, actor, recipient)
        gdelt.check(cells)
        assert not any("\t" in cell or "\n" in cell for cell in cells)
        back = gdelt_event(cells)
        assert (back.day, back.cameo, back.event, back.quad) == (one.day, one.cameo, one.event, one.quad)
        assert back.score == pytest.approx(one.score, abs=1e-4)
        for side, given_ in ((back.actors, actor), (back.recipients, recipient)):
            assert [a.code for a in side] == (
                [given_.code] if given_ and (given_.code != "?" or given_.sector or given_.name) else []
            )
    for mention in gdelt.mentions(one, 7):
        gdelt.check_mention(mention)


@pytest.mark.parametrize("format", ["gdelt", "icews", "plover", "csv", "parquet", "duckdb"])
def test_files_read_back_to_what_was_written(tmp_path: Path, format: str):
    given_ = [event("c:1"), event("c:2", actors=(LAVROV, POLAND), recipients=(), day="2022-03-04"), event("c:3", reports=())]
    written = write(given_, tmp_path, format)
    assert import_.digest(tmp_path, format) == written.rows
    back = list(import_.exported(tmp_path, format))
    if format in ("plover", "csv", "parquet", "duckdb"):
        assert back == given_
    else:
        assert [(e.day, e.cameo, e.actors[0].code, e.recipients[0].code) for e in back] == [
            ("2022-03-02", "138", "RUS", "UKR"), ("2022-03-04", "138", "RUS", "POL"), ("2022-03-04", "138", "POL", "RUS"),
            ("2022-03-02", "138", "RUS", "UKR"),
        ]  # fmt: skip
        keys = [line.split("\t") for line in (tmp_path / "keys.tsv").read_text().splitlines()]
        assert [key[1] for key in keys] == ["event", "c:1", "c:2", "c:2", "c:3"]
    again = write(given_, tmp_path / "again", format)
    if format == "duckdb":  # which marks every file with a number of its own: the rows are the same, not the bytes
        assert (again.content, again.rows) == (written.content, written.rows)
    else:
        assert again == written
    assert all(file.bytes > 0 and len(file.sha256) == 64 for file in written.files)


def test_what_a_format_has_no_row_for_is_counted(tmp_path: Path):
    given_ = [event("c:1", day=""), event("c:2", recipients=()), event("c:3")]
    assert write(given_, tmp_path / "i", "icews").left_out == {"no day": 1, "no actor or no recipient": 1}
    assert write(given_, tmp_path / "g", "gdelt").left_out == {"no day": 1}
    assert not write(given_, tmp_path / "c", "csv").left_out


def test_a_wrong_event_stops_an_export_and_leaves_no_file(tmp_path: Path):
    with pytest.raises(ExportError, match="c:9: event 'QUARREL' is none of the codebook's"):
        write([event(), event("c:9", event="QUARREL")], tmp_path, "plover")
    assert not list(tmp_path.iterdir())
    with pytest.raises(ExportError, match="c:1 is there twice"):
        write([event(), event()], tmp_path, "csv")
