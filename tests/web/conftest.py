"""Clients that ask the pages of the sample's desk, or of any."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.web.app import create_app


@pytest.fixture
def own_desk(sample_desk: Path, tmp_path: Path) -> Path:
    """A copy of it to write to."""
    return Path(shutil.copytree(sample_desk, tmp_path / "desk"))


@pytest.fixture(scope="session")
def web(sample_desk: Path) -> Iterator[TestClient]:
    """Asks the pages of the sample, in Indonesian unless a question says otherwise."""
    with TestClient(create_app(sample_desk), base_url="http://127.0.0.1") as client:
        yield client


Serve = Callable[[Path], TestClient]


@pytest.fixture
def served() -> Iterator[Serve]:
    """Serves any desk to a client of its own."""
    clients: list[TestClient] = []

    def start(desk: Path) -> TestClient:
        client = TestClient(create_app(desk, every=0.2), base_url="http://127.0.0.1")
        clients.append(client.__enter__())
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)
