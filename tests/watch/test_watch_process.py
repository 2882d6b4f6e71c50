"""``kawat watch`` as a process: killed at any moment it loses and repeats nothing; asked to stop it does so."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from kawat.desk import Desk
from kawat.desk.check import check
from kawat.desk.store import Store, exists

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
COMMAND = [sys.executable, "-m", "kawat", "watch"]
posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def begun(path: Path, *more: str) -> subprocess.Popen[bytes]:
    """A watch in a process of its own."""
    return subprocess.Popen([*COMMAND, str(path), *more], env=ENVIRONMENT, stderr=subprocess.PIPE)


def keys(path: Path) -> list[str]:
    desk = path.with_suffix("")
    return sorted(row["key"] for row in Desk(desk).sql("SELECT key FROM documents").rows()) if exists(desk) else []


def wait_for(done, seconds: float = 60.0) -> bool:
    late = time.time() + seconds
    while time.time() < late:
        if done():
            return True
        time.sleep(0.2)
    return False


@posix
def test_killed_again_and_again_it_loses_and_repeats_nothing(site, settings):
    random.seed(5)
    numbers = list(range(30))
    for number in numbers:
        site.article(number)
    body = site.feed(numbers)
    site.paths["/feed"] = lambda headers: (
        (304, {}, b"") if headers.get("If-None-Match") == '"v1"' else (200, {"ETag": '"v1"', "Content-Type": "text/xml"}, body)
    )
    path = settings("merge = 0", every="1s")
    path.write_text(path.read_text(encoding="utf-8").replace("pause = 0", 'pause = "0.1s"'), encoding="utf-8")
    for _ in range(5):
        before, asked = len(keys(path)), len(site.asked)
        process = begun(path)
        wait_for(lambda asked=asked: len(site.asked) > asked, 30)
        time.sleep(random.uniform(0.2, 2.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert len(keys(path)) >= before
    process, asked = begun(path), site.count("/feed")
    whole = wait_for(lambda: site.count("/feed") > asked) and wait_for(lambda: len(keys(path)) == len(numbers))
    process.send_signal(signal.SIGTERM)
    told = process.communicate(timeout=30)[1]
    assert whole, told[-2000:]
    assert keys(path) == sorted(f"{site.url}/a/{n}" for n in numbers)
    assert not [found for found in check(Store(path.with_suffix(""))) if found.count]
    assert process.returncode == 0


@posix
def test_asked_to_stop_it_keeps_what_it_has_fetched_and_ends_well(site, settings):
    site.article(1)
    site.feed([1])
    path = settings("", every="1s")
    path.write_text(path.read_text(encoding="utf-8").replace('commit = "1s"', 'commit = "1h"'), encoding="utf-8")
    process = begun(path, "--log", "json")
    assert wait_for(lambda: site.count("/a/1") == 1)
    time.sleep(1.5)
    process.send_signal(signal.SIGTERM)
    told = process.communicate(timeout=40)[1].decode()
    assert process.returncode == 0, told
    assert keys(path) == [f"{site.url}/a/1"]
    assert '"event": "stopped"' in told


@posix
def test_a_running_watch_tells_alerts_and_answers_for_its_health_and_metrics(site, settings):
    site.article(1)
    site.feed([1])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    rule = '[[watch.alert]]\nname = "condemned"\nactor = ["NOR"]\nchannels = ["file"]\n'
    path = settings(f'http = "127.0.0.1:{port}"\nmerge = "1s"')
    with path.open("a", encoding="utf-8") as out:
        out.write(f'{rule}[watch.channels.file]\nkind = "file"\npath = "alerts.jsonl"\n')
    process = begun(path, "--log", "json")

    def told() -> list[dict[str, Any]]:
        found = list(path.parent.rglob("alerts.jsonl"))
        return [json.loads(line) for line in found[0].read_text(encoding="utf-8").splitlines()] if found else []

    try:
        assert wait_for(lambda: keys(path))
        time.sleep(1)
        site.article(2)
        site.feed([1, 2])
        assert wait_for(lambda: len(keys(path)) == 2)
        assert wait_for(told), "an article that came while the watch ran"
        ready = json.loads(urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=10).read())
        metrics = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    finally:
        process.send_signal(signal.SIGTERM)
        log = process.communicate(timeout=60)[1].decode()
    assert {alert["rule"] for alert in told()} == {"condemned"}
    assert len({alert["id"] for alert in told()}) == len(told())
    assert any("Norway" in alert["headline_en"] for alert in told())
    assert ready["ready"] is True
    assert ready["articles"]["new"] == 2
    assert 'kawat_watch_articles_total{outcome="new"} 2.0' in metrics
    said = [json.loads(line) for line in log.splitlines() if '"event": "alert"' in line]
    assert said
    assert all(line["headline"] for line in said), "the log names what was told"


def test_check_says_what_each_source_holds_and_writes_nothing(site, settings):
    site.feed([1, 2])
    path = settings()
    process = subprocess.run([*COMMAND, str(path), "--check"], env=ENVIRONMENT, capture_output=True)
    assert process.returncode == 0, process.stderr
    assert b"2 articles" in process.stdout
    assert not path.with_suffix("").exists()
    site.paths["/feed"] = b"<html>no feed</html>"
    process = subprocess.run([*COMMAND, str(path), "--check"], env=ENVIRONMENT, capture_output=True)
    assert process.returncode == 1
    assert b"no feed" in process.stdout
