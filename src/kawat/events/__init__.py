"""What many articles tell of one thing: ``copies`` of an article, ``stories`` of many, ``events`` of their claims.

All three take rows of the desk (``documents``, ``claims``) and give the same answer whatever the order of the rows. In a desk
they run month by month, in this order (``kawat.ingest.merge``, docs/events.md).
"""

from kawat.events.copies import Copy, copies
from kawat.events.merge import Merging, events
from kawat.events.stories import Stories, stories

__all__ = ["Copy", "Merging", "Stories", "copies", "events", "stories"]
