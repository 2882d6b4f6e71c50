"""How pairs of actors get along: ``relations`` of one article's claims, and what they are over time.

Over time, in the order of the line: ``acts`` and ``ledger`` (what is counted), ``sides`` (who counts for whom), ``series``
(by day, week, month), ``standing`` (the level, by the models of ``level``), ``shifts`` (by the change points of ``changes``),
``explain`` (which events did it), ``stance`` (third parties), ``telling`` (in a sentence), ``drawing`` (as rows) and ``picture``.
"""

from kawat.relations.article import pairs, relations, weight

__all__ = ["pairs", "relations", "weight"]
