"""What the tests of the reader share: the network (packaged, else the folder named by ``KAWAT_READER``) and answers for one."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from handmade import TWO, Answer

from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.features import Window, windows
from kawat.claims.reader.network import Network

PACKAGED = Path(str(files("kawat.claims.reader") / "model"))
Laying = Callable[..., list[Window]]
pytest.register_assert_rewrite("samples")


@pytest.fixture(scope="session")
def model() -> Path:
    """The folder of a network."""
    named = os.environ.get("KAWAT_READER", "")
    for folder in (PACKAGED, *([Path(named)] if named else [])):
        if (folder / "reader.onnx").is_file():
            return folder
    pytest.skip(f"no network: none in {PACKAGED}, and KAWAT_READER names no folder that holds one")


@pytest.fixture(scope="session")
def network(model: Path) -> Network:
    return Network(model)


@pytest.fixture(scope="session")
def reader(coder: LexiconCoder, network: Network) -> ReaderCoder:
    return ReaderCoder(coder, network)


@pytest.fixture(scope="session")
def laying(coder: LexiconCoder) -> Laying:
    """The windows of a text: ``laying(language, text, before=..., title=...)``."""

    def run(language: str, text: str, before: str = "", title: str = "") -> list[Window]:
        return windows(coder.read(text, title, language, "", "2022-06-01", before, ()))

    return run


@pytest.fixture
def two(coder: LexiconCoder) -> Answer:
    """Two acts: one of a word, one of two."""
    made = Answer(coder, TWO)
    made.act("ASSAULT", 1)
    made.actor(1, 0.9, 0)
    made.recipient(1, 0.8, 2)
    made.act("SANCTION", 5, 6)
    made.actor(5, 0.9, 4)
    made.recipient(6, 0.7, 8)
    return made
