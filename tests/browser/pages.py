"""A server with its desk, the addresses of its pages, and what no page may do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Server(NamedTuple):
    """A desk and the address of the process that shows it, without the last slash."""

    desk: Path
    address: str


def watch(page: Page, server: Server, problems: list[str]) -> None:
    """Notes what no page may do."""
    own = urlsplit(server.address).netloc

    def asked(request: Any) -> None:
        if (parts := urlsplit(request.url)).netloc != own and parts.scheme not in ("data", "blob", "about"):
            problems.append(f"{page.url} asks another host: {request.url}")

    def said(message: Any) -> None:
        if message.type == "error":
            problems.append(f"{page.url} says: {message.text}")

    def dialog(shown: Any) -> None:
        problems.append(f"{page.url} opens a dialog: {shown.message}")
        shown.dismiss()

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: problems.append(f"{page.url} fails: {error}"))
    page.on("dialog", dialog)


def addresses(server: Server, pair: tuple[str, str] = ("RUS", "UKR")) -> dict[str, str]:
    """An address of every page for people, by the page's name; ids are those of the most reported event with a story."""
    from kawat.desk import Desk
    from kawat.web.pages import PAGES

    question = "SELECT e.id AS event, e.story, e.document FROM events e WHERE e.status = 'real' AND e.story IS NOT NULL AND e.story <> '' ORDER BY e.reports DESC, e.id LIMIT 1"  # noqa: E501
    ((found),) = Desk(server.desk).sql(question).rows()
    filled = {
        "{a:str}": pair[0], "{b:str}": pair[1], "{code:str}": pair[0],
        "/event/{id:str}": f"/event/{found['event']}", "/story/{id:str}": f"/story/{found['story']}",
        "/article/{id:str}": f"/article/{found['document']}",
    }  # fmt: skip
    out = {}
    for page in PAGES:
        path = page.path
        for hole, value in filled.items():
            path = path.replace(hole, value)
        assert "{" not in path, f"fill in what {path} asks for"
        if page.html:
            out[page.name] = path
    return out | {"search": "/search?q=Rusia"}
