"""The unit and the container file of the docs are what their readers take them for."""

from __future__ import annotations

import configparser
import json
import re
from pathlib import Path

import msgspec

from kawat.watch.settings import SourceSettings, WatchSettings, load, seconds

DOCS = Path(__file__).parents[2] / "docs"


def test_the_unit_runs_a_watch_and_leaves_it_time_to_stop():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(DOCS / "deploy" / "kawat-watch.service", encoding="utf-8")
    service = unit["Service"]
    assert re.fullmatch(r"/\S+/kawat watch /\S+\.toml --log json", service["ExecStart"])
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) > seconds(WatchSettings().stop)
    assert service["Restart"] == "always"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_container_file_runs_a_watch():
    text = (DOCS / "deploy" / "Containerfile").read_text(encoding="utf-8")
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    told = dict(steps)
    assert steps[0][0] == "FROM"
    assert json.loads(told["ENTRYPOINT"]) == ["kawat", "watch"]
    assert json.loads(told["CMD"])[0].endswith(".toml")
    assert told["STOPSIGNAL"] == "SIGTERM"
    compile(json.loads(told["HEALTHCHECK"].partition("CMD ")[2])[2], "healthcheck", "exec")
    for name in re.findall(r"requirements\S*\.lock", told["RUN"] + text):
        assert (DOCS.parent / name).exists()


def test_the_docs_name_every_setting_and_their_example_is_read(tmp_path):
    page = (DOCS / "watch.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    keys = {field.name for kind in (WatchSettings, SourceSettings) for field in msgspec.structs.fields(kind)}
    assert keys - named - {"source", "alert", "channels"} == set()
    path = tmp_path / "news.toml"
    path.write_text(re.findall(r"```toml\n(.*?)```", page, re.S)[0], encoding="utf-8")
    plan = load(path)
    assert [source.kind for source in plan.sources] == ["feed", "sitemap", "folder"]
    assert Path(plan.desk) == tmp_path / "news"
