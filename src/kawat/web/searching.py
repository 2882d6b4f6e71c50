"""The search index of the desk that is shown: filled in the background, asked by the pages."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kawat.desk.search import Index

if TYPE_CHECKING:
    from kawat.web.store import Holder

_LOG = logging.getLogger("kawat.web")


class Searching:
    """The index of a holder's desk; ``index`` begins to fill it when the desk has grown, and never waits for that."""

    def __init__(self, holder: Holder) -> None:
        self._holder = holder
        self._made = Index(holder.desk)
        self._of: int | None = None
        self._lock = threading.Lock()
        self.filling = False
        """Whether articles are being added just now."""

    def index(self) -> Index:
        """The index as far as it is filled."""
        stamp = self._holder.stamp
        with self._lock:
            if stamp != self._of and not self.filling:
                self._of, self.filling = stamp, True
                threading.Thread(target=self._fill, name="kawat-index", daemon=True).start()
        return self._made

    def _fill(self) -> None:
        try:
            self._made.update()
            self._made.suggest("a")  # the table of names, which takes a moment the first time
        except Exception as problem:  # such as a desk that is moved meanwhile; the next question tries again
            _LOG.warning("%s", problem)
        finally:
            self.filling = False
