"""What readers ask first, asked by the server itself as soon as a version of the desk is shown: nobody waits for it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kawat.web.asked import Asked
from kawat.web.dyads.measured import told_since
from kawat.web.dyads.outlets import carried
from kawat.web.dyads.question import codes
from kawat.web.pages import home, outlets, review

if TYPE_CHECKING:
    from kawat.web.store import Holder

_LOG = logging.getLogger("kawat.web")
# In the order in which readers come to them; each keeps its results with the version (``Holder.cached``).
PAGES = (home.PAGE, outlets.PAGE, review.PAGE)


def warm(holder: Holder) -> None:
    """Fills what is kept of the version that is shown; what fails is told in the log and asked again by its page."""
    if holder.state != "ready":
        return
    version = holder.desk.version
    for page in PAGES:
        for work in (page.make, told_since, carried, codes):
            if holder.desk.version != version:
                return  # a newer one is shown, and warmed next
            question = Asked(holder.desk, holder, page.path, {}, page.query(), "id", "auto", "admin")
            try:
                work(question)
            except Exception as problem:  # a page that cannot be made tells its reader
                _LOG.info("%s cannot be made ready: %s", page.path, problem)
