"""Whether a desk holds together: every row with its document, every span on its words, every id once."""

from __future__ import annotations

import msgspec

from kawat.desk.questions import connect
from kawat.desk.store import Store

_QUESTIONS = {
    "documents whose id is there twice": "SELECT id FROM documents GROUP BY id HAVING count(*) > 1",
    "articles whose revisions are not numbered from 1 on": (
        "SELECT key FROM documents GROUP BY key HAVING count(*) <> max(revision) OR min(revision) <> 1"
    ),
    "claims without their document": "SELECT c.id FROM claims_as_coded c ANTI JOIN documents d ON c.document = d.id",
    "corrections without their claim": "SELECT x.id FROM corrections x ANTI JOIN claims_as_coded c ON x.claim = c.id",
    "quotes without their document": "SELECT q.document FROM quotes_as_coded q ANTI JOIN documents d ON q.document = d.id",
    "sentences without their document": "SELECT DISTINCT s.document FROM sentences s ANTI JOIN documents d ON s.document = d.id",
    "claims that are there twice": "SELECT id FROM claims_as_coded GROUP BY id, document, coder HAVING count(*) > 1",
    "claims whose trigger is not what the text says there": (
        "SELECT c.id FROM claims_as_coded c JOIN documents d ON c.document = d.id WHERE c.trigger.field = 'text' "
        'AND substr(d.text, c.trigger.start + 1, c.trigger."end" - c.trigger.start) <> c.trigger.text'
    ),
    "quotes whose content is not what the text says there": (
        "SELECT q.document FROM quotes_as_coded q JOIN documents d ON q.document = d.id WHERE q.content.field = 'text' "
        'AND substr(d.text, q.content.start + 1, q.content."end" - q.content.start) <> q.content.text'
    ),
    **{
        f"{side}s whose words are not what the text says there": (
            f"SELECT c.id FROM (SELECT id, document, trigger, unnest({side}) AS p FROM claims_as_coded) c JOIN documents d "
            "ON c.document = d.id WHERE c.trigger.field = 'text' AND c.p.start IS NOT NULL "
            'AND substr(d.text, c.p.start + 1, c.p."end" - c.p.start) <> c.p.text'
        )
        for side in ("actor", "recipient")
    },
    "claims that are in two events": "SELECT c FROM (SELECT unnest(claims) AS c FROM events) GROUP BY c HAVING count(*) > 1",
    "articles that are in two stories": (
        "SELECT d FROM (SELECT unnest(documents) AS d FROM stories) GROUP BY d HAVING count(*) > 1"
    ),
    "events of claims that are not there": (
        "SELECT e.id FROM (SELECT id, unnest(claims) AS c FROM events) e ANTI JOIN claims_as_coded c ON e.c = c.id"
    ),
    "rows kept under another month than their document": (
        "SELECT c.id FROM claims_as_coded c JOIN documents d ON c.document = d.id WHERE c.month <> d.month"
    ),
}


class Finding(msgspec.Struct, frozen=True):
    """One check: what was looked for, how often it was found, and up to three places."""

    what: str
    count: int
    examples: tuple[str, ...]


def check(store: Store) -> list[Finding]:
    """Every check with what it found (``count`` 0: all is well)."""
    out = []
    with connect(store) as connection:
        for what, question in _QUESTIONS.items():
            rows = connection.execute(question).fetchall()
            out.append(Finding(what, len(rows), tuple(str(row[0]) for row in rows[:3])))
    return out
