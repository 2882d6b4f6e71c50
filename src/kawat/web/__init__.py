"""The web desk: pages that work without JavaScript, and an API, over one desk. ``kawat serve`` runs it; needs ``kawat[web]``."""

from __future__ import annotations

from kawat.errors import DeskError

try:
    import jinja2 as _jinja2  # noqa: F401
    import litestar as _litestar  # noqa: F401
    import uvicorn as _uvicorn  # noqa: F401
except ModuleNotFoundError as missing:
    raise DeskError(f"the web desk needs {missing.name}, which is not installed. Run: pip install 'kawat[web]'") from None
