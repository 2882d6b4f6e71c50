"""What brought the coder down and is therefore not in the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kawat.desk import Desk

_QUESTION = """
SELECT id, arg_max(source, time) AS source, arg_max(reason, time) AS reason, arg_max(words, time) AS words,
       max(time) AS time, arg_max(coder, time) AS coder
FROM quarantine ANTI JOIN documents USING (id) GROUP BY id ORDER BY time, id
"""


def quarantined(desk: Desk) -> list[dict[str, Any]]:
    """Each document in quarantine once, as it was put there last (columns as in the table ``quarantine``), the oldest first."""
    return desk.sql(_QUESTION).rows()
