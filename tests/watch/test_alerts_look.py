"""What a desk gives cause for: acts, articles and shifts that are newer, each cause once."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kawat.desk.store import Store
from kawat.errors import DeskError
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns
from kawat.watch.alerts import Alerts
from kawat.watch.alerts.channels import channels
from kawat.watch.alerts.rules import rules

CHANNELS = channels({"berkas": {"kind": "file", "path": "unused.jsonl"}})


class Newsroom:
    """A desk to which articles come, with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.moment, self.number = folder, datetime(2024, 5, 1, tzinfo=UTC), 0
        self.tell(["Peru berunding dengan Chile."])

    def tell(self, texts: list[str], *, outlet: str = "Warta", day: str = "2024-05-01", merged: bool = True, **more: Any) -> int:
        """Ingests an article for each text; the desk's version before."""
        before = self.version if (self.folder / "desk").exists() else 0
        rows = []
        for text in texts:
            self.number += 1
            rows.append(
                {"title": f"Kabar {self.number}", "text": text, "published": day, "outlet": outlet, "language": "id"}
                | {"url": f"https://{outlet.lower()}.example/{self.number}"} | more
            )  # fmt: skip
        file = self.folder / "articles.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        ingest([file], self.folder / "desk", lambda name: Columns(), Order(coder="lexicon"), tell=lambda line: None)
        if merged:
            merge(self.folder / "desk")
        return before

    @property
    def version(self) -> int:
        return self.store.versions()["documents"]

    @property
    def store(self) -> Store:
        return Store(self.folder / "desk")

    def alerts(self, *given: dict[str, Any], web: str = "") -> Alerts:
        named = [{"name": f"r{number}", "channels": "berkas"} | rule for number, rule in enumerate(given)]
        return Alerts(rules(named, ["berkas"]), [], self.store, web=web, clock=lambda: self.moment)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_an_act_by_type_and_parties(room: Newsroom):
    since = room.tell(["Prancis mengecam Mali.", "Jepang membantu Vanuatu."])
    alerts = room.alerts({"event": "ACCUSE"}, {"actor": "JPN", "recipient": "VUT"}, {"dyad": "MLI FRA"}, {"actor": "MLI"})
    found = {alert.rule: alert for alert in alerts.look(since)}
    assert set(found) == {"r0", "r1", "r2"}
    assert found["r0"].headline_id == "Prancis mengecam Mali (Warta)"
    assert found["r0"].headline_en == "France criticises Mali (Warta)"
    assert found["r0"].evidence[0].sentence == "Prancis mengecam Mali."
    assert found["r0"].evidence[0].url.startswith("https://warta.example/")
    assert (found["r1"].type, found["r1"].actors, found["r1"].recipients) == ("AID", ("JPN",), ("VUT",))


def test_what_was_on_the_desk_before_is_no_news(room: Newsroom):
    assert room.alerts({"event": "CONSULT"}).look(room.version) == []
    since = room.tell(["Jepang membantu Vanuatu."])
    assert room.alerts({"event": "CONSULT"}).look(since) == []


def test_conditions_hold_together(room: Newsroom):
    since = room.tell(["Prancis mengecam Mali tentang gencatan senjata.", "Kenya mengecam Chad tentang pajak."])
    alerts = room.alerts(
        {"event": "verbal conflict", "query": '"gencatan senjata"'},
        {"event": "ACCUSE", "filter": "list_contains(list_transform(c.recipient, lambda p: p.code), 'TCD')"},
        {"event": "ACCUSE", "languages": "en"},
        {"event": "ACCUSE", "min_confidence": 1.0},
    )
    found = alerts.look(since)
    assert sorted((alert.rule, alert.recipients) for alert in found) == [("r0", ("MLI",)), ("r1", ("TCD",))]


def test_an_article_by_its_words_and_by_a_filter(room: Newsroom):
    since = room.tell(["Harga beras naik tajam di pasar induk.", "Banjir merendam tiga desa."], outlet="Kabar")
    alerts = room.alerts(
        {"query": "beras -banjir"}, {"query": "nasi"}, {"filter": "d.outlet = 'Kabar'"}, web="https://d.example/"
    )
    found = alerts.look(since)
    assert sorted(alert.rule for alert in found) == ["r0", "r2", "r2"]
    first = next(alert for alert in found if alert.rule == "r0")
    assert "Harga beras" in first.evidence[0].sentence
    assert first.link.startswith("https://d.example/article/")


def test_a_filter_cannot_write_and_is_checked_at_once(room: Newsroom):
    for wrong in (
        "d.nothing = 1",
        "1=1) ; DROP TABLE documents; SELECT (1",
        "(SELECT count(*) FROM read_csv('/etc/passwd')) > 0",
    ):
        with pytest.raises(DeskError, match="'r0': filter"):
            room.alerts({"filter": wrong})


def test_reports_of_one_act_are_one_alert_and_counted(room: Newsroom):
    alerts = room.alerts({"event": "ACCUSE"}, {"event": "ACCUSE", "min_outlets": 2})
    since = room.tell(["Prancis mengecam Mali."], outlet="Warta")
    first = alerts.look(since)
    assert [alert.rule for alert in first] == ["r0"]
    alerts.deliver(first)
    since = room.tell(["Pemerintah Prancis mengecam Mali pada hari itu."], outlet="Kabar")
    second = alerts.look(since)
    assert [alert.rule for alert in second] == ["r1"]
    assert set(second[0].outlets) == {"Warta", "Kabar"}
    assert {one.outlet for one in second[0].evidence} == {"Warta", "Kabar"}


def test_outlets_are_counted_when_articles_are_merged_only_later(room: Newsroom):
    alerts = room.alerts({"event": "ACCUSE", "min_outlets": 2})
    since = room.tell(["Prancis mengecam Mali."], outlet="Warta", merged=False)
    room.tell(["Pemerintah Prancis mengecam Mali pada hari itu."], outlet="Kabar", merged=False)
    assert alerts.look(since) == []
    since = room.version
    merge(room.folder / "desk")
    assert len(alerts.look(since)) == 1


def test_the_same_cause_once_also_after_a_restart_and_a_new_version_of_the_article(room: Newsroom):
    rule = {"event": "ACCUSE"}
    since = room.tell(["Prancis mengecam Mali."], url="https://warta.example/tetap")
    alerts = room.alerts(rule)
    found = alerts.look(since)
    assert [alert.id for alert in alerts.look(since)] == [alert.id for alert in found]
    alerts.deliver(found)
    assert alerts.look(since) == []
    assert room.alerts(rule).look(since) == []
    later = room.tell(["Prancis mengecam Mali. Mali belum menjawab."], url="https://warta.example/tetap")
    assert room.alerts(rule).look(later) == []


def test_killed_before_delivery_the_same_look_finds_the_same(room: Newsroom):
    since = room.tell(["Prancis mengecam Mali."])
    one = room.alerts({"event": "ACCUSE"}).look(since)
    again = room.alerts({"event": "ACCUSE"}).look(since)
    assert [alert.id for alert in one] == [alert.id for alert in again]


def test_quiet_keeps_the_same_cause_back_for_its_time(room: Newsroom):
    rule = {"event": "ACCUSE", "quiet": "6h"}
    alerts = room.alerts(rule)
    for day, hours, count in (("2024-05-01", 0, 1), ("2024-05-09", 1, 0), ("2024-05-20", 8, 1)):
        since = room.tell(["Prancis mengecam Mali."], day=day)
        room.moment += timedelta(hours=hours)
        found = alerts.look(since)
        assert len(found) == count
        alerts.deliver(found)
        alerts = room.alerts(rule)
    other = room.tell(["Prancis mengecam Chad."])
    assert len(alerts.look(other)) == 1
    states = room_states(room)
    assert states.count("quiet") == 1


def room_states(room: Newsroom) -> list[str]:
    from kawat.desk import Desk

    return [row["state"] for row in Desk(room.folder / "desk").sql("SELECT state FROM alerts ORDER BY time").rows()]


def test_a_flood_is_bounded_and_noted(room: Newsroom, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.limits.ALERTS_RAISED", 3)
    since = room.tell([f"Berita nomor {number} tentang beras." for number in range(5)])
    alerts = room.alerts({"query": "beras"})
    found = alerts.look(since)
    assert len(found) == 3
    alerts.deliver(found)
    assert room_states(room).count("quiet") == 2
    assert room.alerts({"query": "beras"}).look(since) == []


def test_a_denied_act_is_told_as_one_and_only_where_asked_for(room: Newsroom):
    since = room.tell(["Prancis tidak mengecam Mali."])
    found = room.alerts({"event": "ACCUSE"}, {"event": "ACCUSE", "status": ["negated"]}).look(since)
    assert [alert.rule for alert in found] == ["r1"]
    assert found[0].headline_id.startswith("Dibantah: ")


def test_a_shift_that_the_desk_did_not_show_before(room: Newsroom):
    start = date(2023, 1, 2)
    friendly = [(start + timedelta(weeks=week), "Peru bekerja sama dengan Chile.") for week in range(30)]
    hostile = [(start + timedelta(weeks=30 + week), "Peru menyerang Chile.") for week in range(12)]
    fill_days(room, friendly)
    rule = [{"shift": "PER CHL", "direction": "worse"}, {"shift": "any"}, {"shift": "RUS UKR"}]
    since = room.version
    fill_days(room, hostile)
    alerts = room.alerts(*rule, web="https://d.example")
    found = alerts.look(since)
    assert sorted({alert.rule for alert in found}) == ["r0", "r1"]
    shift = next(alert for alert in found if alert.rule == "r0")
    assert shift.type == "worse"
    assert "memburuk" in shift.headline_id
    assert "have worsened" in shift.headline_en
    assert shift.evidence[0].sentence == "Peru menyerang Chile."
    assert shift.link == f"https://d.example/relation/{shift.actors[0]}/{shift.recipients[0]}"
    alerts.deliver(found)
    assert alerts.look(since) == []
    assert room.alerts(*rule).look(since) == []
    assert room.alerts(*rule).look(room.version - 1) == []


def fill_days(room: Newsroom, acts: list[tuple[date, str]]) -> None:
    rows = []
    for day, text in acts:
        for outlet in ("Warta", "Kabar"):
            for side in (0, 1):
                room.number += 1
                when = (day + timedelta(days=2 * side)).isoformat()
                about = f"{text} Berita ke-{room.number} dari {outlet} menulis hal lain nomor {room.number * 7}."
                rows.append(
                    {"title": f"Kabar {room.number}", "text": about, "published": when, "outlet": outlet, "language": "id"}
                )
    file = room.folder / "days.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([file], room.folder / "desk", lambda name: Columns(), Order(coder="lexicon"), tell=lambda line: None)
    merge(room.folder / "desk")
