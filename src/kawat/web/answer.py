"""From a request to an answer: the page's function asked, its record written in the format that the address ends with."""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar, get_args
from urllib.parse import parse_qsl

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup

from kawat.web import tokens
from kawat.web.asked import THEMES, Asked, Query
from kawat.web.canonical import address_of, shortened
from kawat.web.page import FORMATS, KINDS, NoSuchPage, Page, as_csv, as_json
from kawat.web.shown import render
from kawat.web.words import LANGUAGES, Language
from kawat.web.wrong import Wrong, status_of, told

if TYPE_CHECKING:
    from kawat.web.store import Holder

T = TypeVar("T")
ASK = Request[Any, Any, Any]
YEAR = 365 * 24 * 3600


class Shelf:
    """The last answers of pages that depend on their address and the desk's version alone, at most ``size`` bytes of them."""

    def __init__(self, size: int = 48_000_000) -> None:
        self._size, self._held = size, 0
        self._kept: OrderedDict[tuple[Any, ...], tuple[bytes, str]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...]) -> tuple[bytes, str] | None:
        """The body and its kind, if kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[Any, ...], body: bytes, kind: str) -> None:
        """Keeps an answer; the oldest ones go where there is no room."""
        with self._lock:
            if key not in self._kept and len(body) < self._size // 8:
                self._kept[key] = (body, kind)
                self._held += len(body)
            while self._held > self._size:
                _, (old, _) = self._kept.popitem(last=False)
                self._held -= len(old)


def language_of(request: ASK) -> Language:
    """The reader's language: asked for (``lang``), remembered, or the browser's; Indonesian where it says neither."""
    for wanted in (request.query_params.get("lang"), request.cookies.get("kawat_lang")):
        if wanted in LANGUAGES:
            return wanted
    accepted = [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((one for one in accepted if one in LANGUAGES), "id")


def theme_of(request: ASK) -> str:
    """The reader's theme: asked for (``theme``), remembered, or the system's."""
    for wanted in (request.query_params.get("theme"), request.cookies.get("kawat_theme")):
        if wanted in THEMES:
            return str(wanted)
    return "auto"


def remembering(request: ASK) -> list[Cookie]:
    """The cookies for what the address asks to be remembered."""
    out = []
    for name, allowed in (("lang", LANGUAGES), ("theme", THEMES)):
        value = request.query_params.get(name)
        if value in allowed:
            out.append(Cookie(key=f"kawat_{name}", value=str(value), path="/", max_age=YEAR, samesite="lax"))
    return out + tokens.given(request)


def role_of(request: ASK) -> str:
    """What the asker may do, as the guard found it; on loopback everything."""
    return str(request.scope.get("state", {}).get("role", "admin"))


def signed(request: ASK) -> bool:
    """Whether people sign in here: tokens are in force."""
    safety = request.scope.get("state", {}).get("safety")
    return bool(safety and safety.tokens)


def asked(request: ASK, holder: Holder, page: Page, where: str, path: dict[str, str]) -> Asked:
    """The question of a request; raises Wrong for a query that is none."""
    given: dict[str, Any] = {}
    for name in request.query_params:
        values = [value for value in request.query_params.getall(name) if value != ""]
        if values:
            given[name] = values if _listed(page.query, name) else values[-1]
    query = _query(page.query, given)
    return Asked(
        holder.desk, holder, where, path, query, language_of(request), theme_of(request), role_of(request), signed(request)
    )  # fmt: skip


def _query(kind: type[Query], given: dict[str, Any]) -> Query:
    """The query of a page; raises Wrong naming the parameter that cannot be read, and what is allowed."""
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as problem:
        found = re.search(r"`\$\.(\w+)", str(problem))
        name = found[1] if found else next(iter(given), "")
    allowed = next((get_args(one.type) for one in msgspec.structs.fields(kind) if one.encode_name == name), ())
    values = ", ".join(one for one in allowed if isinstance(one, str))
    raise Wrong("choice" if values else "value", name=name, value=given.get(name, ""), allowed=values)


def _listed(kind: type[Query], name: str) -> bool:
    return any(one.encode_name == name and _is_list(one.type) for one in msgspec.structs.fields(kind))


def _is_list(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) in (list, tuple)


# Pages are made in threads of their own: two cores' worth of work and some that wait for a file.
_POOL = ThreadPoolExecutor(8, thread_name_prefix="kawat-page")


async def threaded(work: Callable[..., T], *given: Any) -> T:
    """Runs work that takes its time beside the loop that listens."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, work, *given)


def handler_of(page: Page, holder: Holder, shelf: Shelf) -> HTTPRouteHandler:
    """The route of a page with all its formats."""
    ends_open = page.path.endswith("}")
    bare = "/index" if page.path == "/" else page.path
    paths = [page.path] if ends_open else [page.path, *(f"{bare}.{kind}" for kind in FORMATS)]

    @get(paths, name=f"page:{page.name}", include_in_schema=False)
    async def handler(request: ASK) -> Response[bytes]:
        return await threaded(respond, request)

    def respond(request: ASK) -> Response[bytes]:
        where, path, kind = split(request, ends_open)
        if kind == "html" and page.html and (onwards := _shorter(request, page)):
            headers = {"Location": onwards, "Cache-Control": "no-store"}
            return Response(b"", status_code=302, headers=headers, cookies=remembering(request))
        stamp = holder.stamp  # before the desk is taken: a newer one in between must not be kept under an older stamp
        question = asked(request, holder, page, where, path)
        key = (
            page.name,
            where,
            kind,
            str(request.url.query),
            question.language,
            question.theme,
            question.role,
            question.signed,
            request.base_url.netloc,
            stamp,
        )
        kept = shelf.get(key) if page.cached else None
        if kept is None:
            kept = written(page, question, kind, request)
            if page.cached:
                shelf.put(key, *kept)
        return answer(request, *kept, varies=not page.cached)

    return handler


def _shorter(request: ASK, page: Page) -> str:
    """Where the same question is asked in fewer words; "" where it is as short as can be."""
    pairs = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    short = shortened(page.query, pairs)
    return address_of(request.scope["path"], short) if short != pairs else ""


def split(request: ASK, ends_open: bool) -> tuple[str, dict[str, str], str]:
    """The path without its format, the path's parameters, and the format ("html" where it names none)."""
    where = request.scope["path"]
    path = {name: str(value) for name, value in request.path_params.items()}
    stem, _, suffix = where.rpartition(".")
    if stem and suffix in FORMATS:
        where = "/" if stem == "/index" else stem
        if ends_open and path:
            last = list(path)[-1]
            path[last] = path[last].removesuffix(f".{suffix}")
        return where, path, suffix
    return where, path, "html"


def written(page: Page, question: Asked, kind: str, request: ASK) -> tuple[bytes, str]:
    """The answer's body and its kind; raises NoSuchPage for a format that the page has not."""
    record = page.make(question)
    if kind == "json" or (kind == "html" and not page.html):
        return as_json(record), KINDS["json"]
    if kind == "csv":
        if page.table is None:
            raise NoSuchPage(question.t("wrong.no_address", path=f"{question.where}.csv"))
        return as_csv(*page.table(record, question)), KINDS["csv"]
    if kind in ("svg", "png"):
        return drawn(page, record, question, kind, request.query_params.get("chart") or ""), KINDS[kind]
    if page.embeds and question.query.embed:
        return embedded(page, record, question, request), KINDS["html"]
    return render(f"pages/{page.name}.html", question, page=record, request=request).encode(), KINDS["html"]


def embedded(page: Page, record: Any, question: Asked, request: ASK) -> bytes:
    """One chart alone, for other pages to frame; raises NoSuchPage where the page has none of that name."""
    chart = _chart_of(page, question, question.query.chart)
    assert page.embeds
    pictures = page.embeds(record, question, chart)
    found = re.search(r"<title>(.*?)</title>", pictures[0], re.S)
    title = Markup(found[1]) if found else question.t("base.name")  # the picture's own, escaped there
    return render(
        "pages/embed.html", question, pictures=pictures, chart=chart, title=title, sheet=page.name, request=request
    ).encode()  # fmt: skip


def _chart_of(page: Page, question: Asked, chart: str) -> str:
    chart = chart or next(iter(page.charts), "")
    if chart not in page.charts:
        raise NoSuchPage(question.t("wrong.no_chart", path=question.where, chart=chart[:40]))
    return chart


def drawn(page: Page, record: Any, question: Asked, kind: str, chart: str) -> bytes:
    """A chart of the page as a picture of its own; raises NoSuchPage where it has none of that name."""
    text = page.charts[_chart_of(page, question, chart)](record, question)
    if kind == "svg":
        return text.encode()
    from kawat.relations.picture import png

    return png(text)


def answer(request: ASK, body: bytes, kind: str, status: int = 200, varies: bool = False) -> Response[bytes]:
    """The response with its entity tag; 304 with no body where the asker has it already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "no-store" if varies else "private, no-cache", "Vary": "Cookie, Accept-Language"}
    cookies = remembering(request)
    if status == 200 and not varies and request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers, cookies=cookies)
    return Response(body, status_code=status, media_type=kind, headers=headers, cookies=cookies)


def failed(request: ASK, holder: Holder, problem: Exception) -> Response[bytes]:
    """An error as a page in the reader's language, or as JSON for addresses that end so."""
    path, language, status = request.scope["path"], language_of(request), status_of(problem)
    what = told(problem, language, path)
    if path.endswith(".json"):
        body = msgspec.json.encode({"error": {"status": status, "message": what}})
        return Response(body, status_code=status, media_type="application/json")
    question = Asked(holder.desk, holder, "/", {}, Query(), language, theme_of(request), role_of(request), signed(request))
    known = status if f"base.error_{status}" in _ERRORS else 500
    return Response(
        render("pages/error.html", question, status=status, title=question.t(f"base.error_{known}"), what=what).encode(),
        status_code=status, media_type=KINDS["html"],
    )  # fmt: skip


_ERRORS = frozenset(f"base.error_{n}" for n in (400, 401, 403, 404, 405, 413, 429, 500, 503))
