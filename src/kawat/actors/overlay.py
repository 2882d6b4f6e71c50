"""A user's own actors: a CSV or TOML file that adds to or overrides the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawat.actors.registry import Alias


class Overlay:
    """Aliases of a user's file; they come before the packaged ones of the same words."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self.aliases = tuple(aliases)

    def applied(self, packaged: Iterable[Alias]) -> Iterator[Alias]:
        """The packaged aliases with the overlay's added; an overlaid name loses its packaged meanings."""
        own = {a.words.lower() for a in self.aliases}
        yield from self.aliases
        yield from (a for a in packaged if a.words.lower() not in own)
