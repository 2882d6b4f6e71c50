"""The registry's files: what the project promises is in them, and every row is well formed."""

from __future__ import annotations

import re

import pytest

from kawat.actors.overlay import SECTORS
from kawat.actors.registry import body_codes, country_names, members, memberships, roles, rows, split_code

FILES = ("bodies.csv", "countries.csv", "groups.csv", "members.csv", "names.csv", "people.csv", "roles.csv")
CROSS_BORDER = {"ISIS", "ALQAEDA"}
COUNTRIES = {row["code"] for row in rows("countries.csv")}
CODE = re.compile(r"[A-Z][A-Z0-9]{1,19}(\.[A-Z]{3})?")
DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
OFFICES = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "other"}


def known(code: str) -> bool:
    head, sector = split_code(code)
    return head in COUNTRIES | body_codes() | CROSS_BORDER and (not sector or sector in SECTORS)


def test_promised_counts():
    named = {row["code"] for row in rows("countries.csv") if row["kind"] != "historic" and row["name_id"]}
    assert len(named) >= 240
    assert len(body_codes()) >= 120
    assert len({row["name_en"] for row in rows("groups.csv")}) >= 200
    for office in ("foreign_minister", "defence_minister"):
        states = {row["code"] for row in rows("people.csv") if row["office"] == office and (row["until"] or "9999") >= "2000"}
        assert len(states) >= 60, office


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_whole(name: str):
    for number, row in enumerate(rows(name), 2):
        assert None not in row, f"{name}, line {number}: too many cells"
        assert None not in row.values(), f"{name}, line {number}: too few cells"
        for value in row.values():
            assert value == value.strip(), f"{name}, line {number}: {value!r}"
            assert "\t" not in value


@pytest.mark.parametrize("name", ["bodies.csv", "countries.csv", "groups.csv", "names.csv", "people.csv"])
def test_every_code_is_well_formed_and_known(name: str):
    bad = [row["code"] for row in rows(name) if not CODE.fullmatch(row["code"]) or not known(row["code"])]
    assert bad == []


def test_every_member_and_its_body_are_known():
    assert {m.body for m in memberships()} <= body_codes()
    assert {m.member for m in memberships()} <= COUNTRIES | body_codes()


@pytest.mark.parametrize("name", FILES)
def test_every_date_is_one_and_terms_run_forward(name: str):
    for row in rows(name):
        start, until = row.get("from", ""), row.get("until", "")
        assert DATE.fullmatch(start), row
        assert DATE.fullmatch(until), row
        if start and until:
            assert start[: len(until)] <= until, row


def test_every_sector_office_and_kind_is_known():
    for name in ("names.csv", "groups.csv", "roles.csv"):
        assert {row["sector"] for row in rows(name)} - {""} <= SECTORS, name
    assert {row["office"] for row in rows("people.csv")} <= OFFICES
    assert {row["kind"] for row in rows("countries.csv")} == {"state", "territory", "historic"}
    assert {row["kind"] for row in rows("roles.csv")} <= {"group", "organ", "office"}


def test_every_row_names_its_source():
    for name in ("bodies.csv", "countries.csv", "groups.csv", "members.csv", "names.csv", "people.csv"):
        assert all(row["source"] for row in rows(name)), name


def test_codes_of_countries_are_unique():
    codes = [row["code"] for row in rows("countries.csv")]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in codes)


@pytest.mark.parametrize(
    ("body", "day", "inside", "outside"),
    [
        ("EU", "2019-01-01", "GBR DEU", "NOR"),
        ("EU", "2021-01-01", "DEU", "GBR"),
        ("ASEAN", "2025-10-27", "TLS IDN", "PNG"),
        ("ASEAN", "2025-10-25", "IDN", "TLS"),
        ("ASEAN", "1990-01-01", "IDN", "VNM"),
        ("NATO", "2022-01-01", "TUR", "FIN SWE"),
        ("NATO", "2024-06-01", "FIN SWE", "UKR"),
        ("G7", "2022-01-01", "JPN", "RUS"),
        ("BRICS", "2022-01-01", "BRA RUS IND CHN ZAF", "EGY"),
    ],
)
def test_membership_goes_by_date(body: str, day: str, inside: str, outside: str):
    found = set(members(body, day))
    assert set(inside.split()) <= found
    assert not set(outside.split()) & found


def test_members_without_a_day_are_todays():
    assert "GBR" not in members("EU")
    assert "GBR" in members("G7")
    assert members("NOSUCHBODY") == []


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("id", {"DEU": "Jerman", "CIV": "Pantai Gading", "UN": "Perserikatan Bangsa-Bangsa"}),
        ("en", {"DEU": "Germany", "UN": "United Nations"}),
    ],
)
def test_names_in_a_language(language: str, names: dict[str, str]):
    found = country_names(language)
    assert {code: found[code] for code in names} == names
    assert all(found.values())


def test_roles_show_sector_and_office():
    assert roles("id")["menteri luar negeri"].office == "foreign_minister"
    assert roles("en")["foreign minister"].sector == "GOV"
    assert roles("id")["tentara"].sector == "MIL"
    assert "foreign minister" not in roles("id")
