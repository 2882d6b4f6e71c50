"""How pairs of actors get along: ``relations`` of one article's claims."""

from kawat.relations.article import pairs, relations, weight

__all__ = ["pairs", "relations", "weight"]
