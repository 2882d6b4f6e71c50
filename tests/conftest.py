"""What all tests share: the coder and the desk of the shipped sample, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawat.claims.coder import LexiconCoder, default_coder


@pytest.fixture(scope="session")
def coder() -> LexiconCoder:
    """The coder with the packaged registry; it keeps no state between texts."""
    return default_coder()


@pytest.fixture(scope="session")
def sample_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, coded by the lexicon and merged: to be read only."""
    from kawat.cli.sample import sources
    from kawat.ingest import Order, ingest
    from kawat.ingest.merge import merge
    from kawat.read.table import Columns

    folder = tmp_path_factory.mktemp("sample") / "desk"
    ingest(sources(), folder, lambda name: Columns(), Order(coder="lexicon"))
    merge(folder)
    return folder
