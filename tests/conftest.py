"""What all tests share: the coder, built once."""

from __future__ import annotations

import pytest

from kawat.claims.coder import LexiconCoder, default_coder


@pytest.fixture(scope="session")
def coder() -> LexiconCoder:
    """The coder with the packaged registry; it keeps no state between texts."""
    return default_coder()
