"""Rules and channels as desk.toml has them: what is wrong is named, and secrets stay secret."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from kawat.errors import DeskError
from kawat.watch.alerts.channels import Channel, channels
from kawat.watch.alerts.rules import Rule, rules

GOOD = """
[[alert]]
name = "serangan"
event = ["ASSAULT", "material conflict"]
actor = "WEST"
expand = "WEST"
channels = ["hook", "desk-mail"]
quiet = "6h"
min_outlets = 2

[[alert]]
name = "bergeser"
shift = ["RUS UKR", "CHN USA"]
direction = "worse"
min_probability = 0.95
channels = "term"

[[alert]]
name = "gencatan"
query = '"gencatan senjata" -sepak*'
languages = ["id"]
channels = "out"

[channels.term]
kind = "terminal"
[channels.out]
kind = "file"
path = "alerts.jsonl"
[channels.hook]
kind = "webhook"
url = "https://hooks.example.org/T0/zzz"
secret = "sangat-rahasia"
[channels.desk-mail]
kind = "email"
host = "mail.example.org"
user = "desk"
password_env = "DESK_MAIL"
from = "desk@example.org"
to = ["a@example.org", "b@example.org"]
"""


def test_all_kinds_of_rules_and_channels(tmp_path: Path):
    given = tomllib.loads(GOOD)
    made = channels(given["channels"], tmp_path)
    assert [channel.kind for channel in made] == ["terminal", "file", "webhook", "email"]
    assert made[1].path == str(tmp_path / "alerts.jsonl")
    found = rules(given["alert"], [channel.name for channel in made])
    assert [rule.kind for rule in found] == ["act", "shift", "article"]
    assert found[0].types == {"ASSAULT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE"}
    assert len(found[1].dyads("shift")) == 2


def test_no_secret_in_what_a_channel_looks_like(tmp_path: Path):
    for channel in channels(tomllib.loads(GOOD)["channels"], tmp_path):
        for shown in (repr(channel), str(channel), repr([channel])):
            assert "rahasia" not in shown
            assert "hooks" not in shown


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"evnt": "ASSAULT"}, "evnt: there is no such key; did you mean event"),
        ({"event": "ASAULT"}, "event: there is no 'ASAULT'; did you mean ASSAULT"),
        ({"event": 3}, "event: "),
        ({"actor": "RUSS"}, "actor: there is no actor code 'RUSS'"),
        ({"actor": "FRA", "expand": "FRA"}, "expand: "),
        ({"dyad": "RUS"}, "dyad: 'RUS' is no pair"),
        ({"dyad": "RUS RUS"}, "dyad: "),
        ({"status": "denied"}, "status: there is no 'denied'"),
        ({"min_confidence": 1.5, "event": "AID"}, "min_confidence: 1.5"),
        ({"min_outlets": -1}, "min_outlets: -1"),
        ({"event": "AID", "quiet": "six hours"}, "quiet: 'six hours'"),
        ({"event": "AID", "channels": "nowhere"}, "channels: there is no channel 'nowhere'"),
        ({"event": "AID", "channels": []}, "channels: name at least one"),
        ({"shift": "any", "event": "AID"}, "event: a rule on a shift"),
        ({"event": "AID", "min_size": 3.0}, "min_size: only a rule on a shift"),
        ({"shift": ["any", "RUS UKR"]}, 'shift: "any" stands alone'),
        ({}, "it holds of every article"),
    ],
)
def test_what_is_wrong_with_a_rule_is_named_with_it(rule: dict[str, Any], words: str):
    with pytest.raises(DeskError, match=r"\[\[watch.alert\]\] 1 \('satu'\)") as told:
        rules([{"name": "satu", "channels": "term"} | rule], ["term"])
    assert words in str(told.value)


def test_two_rules_of_one_name():
    rule = {"name": "satu", "channels": "term", "event": "AID"}
    with pytest.raises(DeskError, match="another rule has it"):
        rules([rule, rule], ["term"])


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ({"kind": "pigeon"}, "kind: "),
        ({"kind": "file"}, "path: a channel of kind 'file' needs it"),
        ({"kind": "terminal", "url": "https://x.example"}, "url: a channel of kind 'terminal' does not take it"),
        ({"kind": "webhook", "url": "ftp://x.example", "secret": "tersembunyi"}, "url: it is no web address"),
        ({"kind": "webhook", "url": "https://u:tersembunyi@x.example/", "secret": "s"}, "url: it is no web address"),
        ({"kind": "webhook", "url": "https://x.example/"}, "secret: give one of"),
        ({"kind": "webhook", "url": "https://x.example/", "secret": "tersembunyi", "secret_env": "X"}, "secret: give one of"),
        ({"kind": "email", "host": "m", "from": "a@b\r\nBcc: c@d", "to": "a@b"}, "from: "),
        ({"kind": "email", "host": "m", "from": "a@b", "to": "nobody"}, "to: 'nobody' is no e-mail address"),
        ({"kind": "email", "host": "m", "from": "a@b", "to": "a@b", "user": "u"}, "user: the password comes from"),
        ({"kind": "email", "host": "m", "from": "a@b", "to": "a@b", "digest": 0}, "digest: 0"),
        ({"kind": "terminal", "give_up": "never"}, "give_up: "),
        ({"kind": "terminal", "lang": "id"}, "lang: there is no such key; did you mean language"),
    ],
)
def test_what_is_wrong_with_a_channel_is_named_with_it(channel: dict[str, Any], words: str):
    with pytest.raises(DeskError, match=r"\[watch.channels.satu\]") as told:
        channels({"satu": channel})
    assert words in str(told.value)
    assert "tersembunyi" not in str(told.value)


def test_secrets_come_from_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "key"
    file.write_text("dari-berkas\n")
    hook = {"kind": "webhook", "url": "https://x.example/"}
    one, two = channels({"a": hook | {"secret_file": "key"}, "b": hook | {"secret_env": "KUNCI_UJI"}}, tmp_path)
    assert one.key() == b"dari-berkas"
    with pytest.raises(DeskError, match="KUNCI_UJI is empty"):
        two.key()
    monkeypatch.setenv("KUNCI_UJI", "dari-lingkungan")
    assert two.key() == b"dari-lingkungan"


def test_members_of_a_bloc_count_on_their_days():
    rule = Rule(name="x", channels="t", actor="EU", expand="EU")
    (side,) = rule.sides("actor")
    assert {"EU", "DEU", "HRV"} <= side.codes


def test_a_struct_is_checked_however_it_is_made():
    with pytest.raises(ValueError, match="name"):
        Rule(name="", channels="t", event="AID")
    with pytest.raises(ValueError, match="path"):
        Channel(name="f", kind="file")
