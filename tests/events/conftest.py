"""Other news around the stories of the tests."""

from __future__ import annotations

import pytest
from event_rows import Row, document

# Seven weeks of other news, so that words can be usual or new.
_OTHER = [
    "Parliament of Norway debates the fishing quota", "Chile and Peru open a new railway",
    "Bank of Japan keeps its interest rate",
    "Kenya opens a school for nurses", "Floods close roads in Uganda", "France wins the handball final",
]  # fmt: skip


@pytest.fixture(scope="session")
def usual() -> list[Row]:
    return [
        document(f"o{day}-{n}", f"{title} {day}", f"2024-0{4 + day // 30}-{day % 30 + 1:02d}", outlet=f"P{n}")
        for day in range(49)
        for n, title in enumerate(_OTHER)
    ]
