"""A coder that some words bring down, as a damaged library would; otherwise the lexicon."""

from __future__ import annotations

import os
import time
from typing import Any

from kawat.actors.overlay import Overlay
from kawat.coders import lexicon
from kawat.types import Coded

NAME = "engines.poison:PoisonCoder"


class PoisonCoder:
    """The lexicon, but for texts with SEGFAULT, HANGS, HOARDS or RAISES in them."""

    def __init__(self, overlay: Overlay | None = None) -> None:
        self._lexicon = lexicon(overlay)
        self.version = self._lexicon.version

    def code(self, text: str, **more: Any) -> Coded:
        if "SEGFAULT" in text:
            os._exit(9)
        while "HANGS" in text:
            time.sleep(1)
        if "HOARDS" in text:
            raise MemoryError
        if "RAISES" in text:
            raise ZeroDivisionError("nothing to divide by")
        print("a coder that prints does no harm")
        return self._lexicon.code(text, **more)
