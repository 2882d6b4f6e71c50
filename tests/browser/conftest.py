"""Debian's Chromium before a real server: over a desk of the corpora, and over the shipped sample."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from tests.browser import corpus
from tests.browser.pages import Server, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("KAWAT_CHROMIUM", "/usr/bin/chromium")
# The last keeps the browser itself from asking anybody else, whatever a page says.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: Playwright's loop would stand in the way of other tests."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no browser at {CHROMIUM}: apt-get install chromium, or name one in KAWAT_CHROMIUM")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: pip install -e '.[dev]'")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


Serve = Callable[[Path], Server]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Serves a desk by ``kawat serve`` until the tests end."""
    running: list[subprocess.Popen[bytes]] = []

    def start(desk: Path) -> Server:
        told = tmp_path_factory.mktemp("server") / "stderr"
        command = [sys.executable, "-m", "kawat", "serve", "--desk", str(desk), "--port", "0"]
        with told.open("wb") as out:
            # What is served is what is tested, also where the path to it was given relative to another folder.
            own = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            running.append(subprocess.Popen(command, stderr=out, stdin=subprocess.DEVNULL, cwd=told.parent, env=own))
        until = time.monotonic() + 60
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text())):
            assert running[-1].poll() is None, told.read_text()
            assert time.monotonic() < until, f"no address was told: {told.read_text()}"
            time.sleep(0.1)
        return Server(desk, found[0])

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(20)


def built(folder: Path, sources: list[Path]) -> Path:
    """A merged desk of some sources."""
    from kawat.ingest import Order, ingest
    from kawat.ingest.merge import merge
    from kawat.read.table import Columns

    ingest(sources, folder, lambda name: Columns(), Order(coder="lexicon"))
    merge(folder)
    return folder


@pytest.fixture(scope="session")
def sample(sample_desk: Path, serve: Serve) -> Server:
    """The shipped sample, served: to be read only."""
    return serve(sample_desk)


@pytest.fixture(scope="session")
def corpus_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """About a thousand real articles; KAWAT_CORPUS_DESK names one that was made before."""
    if ready := os.environ.get("KAWAT_CORPUS_DESK"):
        return Path(ready)
    if not (corpus.SHARED / "data" / "corpora").is_dir():
        pytest.skip(f"the corpora are not here ({corpus.SHARED}/data/corpora); KAWAT_SHARED names another folder")
    folder = tmp_path_factory.mktemp("corpus")
    assert 700 < corpus.write(folder / "articles.jsonl") < 1500
    return built(folder / "desk", [folder / "articles.jsonl"])


@pytest.fixture(scope="session")
def news(corpus_desk: Path, serve: Serve) -> Server:
    """It, served: to be read only."""
    return serve(corpus_desk)


@pytest.fixture(scope="session")
def desk(request: pytest.FixtureRequest) -> Path:
    """The desk of the corpora; where they are not here the shipped sample, and a warning that says so."""
    if os.environ.get("KAWAT_CORPUS_DESK") or (corpus.SHARED / "data" / "corpora").is_dir():
        return cast(Path, request.getfixturevalue("corpus_desk"))
    warnings.warn("without the corpora these tasks are done on the shipped sample", stacklevel=1)
    return cast(Path, request.getfixturevalue("sample_desk"))


@pytest.fixture(scope="session")
def shown(desk: Path, request: pytest.FixtureRequest, sample_desk: Path) -> Server:
    """It, served: to be read only."""
    return cast(Server, request.getfixturevalue("sample" if desk == sample_desk else "news"))


@pytest.fixture(scope="module")
def own_server(desk: Path, tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Server:
    """A copy of it, served, to write to."""
    return serve(Path(shutil.copytree(desk, tmp_path_factory.mktemp("own") / "desk")))


Reader = Callable[..., "Page"]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Opens a page of a server as a reader of its own (cookies, size, theme: what Playwright's new_context takes).

    At the end of the test none may have asked another host for anything, broken the policy, or run into an error.
    """
    opened: list[Any] = []
    problems: list[str] = []

    def open_page(server: Server, **options: Any) -> Page:
        context = browser.new_context(base_url=server.address, **{"viewport": {"width": 1280, "height": 900}} | options)
        opened.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        watch(page, server, problems)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert not problems, "\n".join(dict.fromkeys(problems))
