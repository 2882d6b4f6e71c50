"""The OpenAPI of the API: what Litestar knows of the routes, with words, examples, bodies and all errors."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar
from litestar.openapi.config import OpenAPIConfig

from kawat.web.api import VERSION, router
from kawat.web.api.coding import EXAMPLE, MOST_RECORDS
from kawat.web.api.examples import EXAMPLES
from kawat.web.api.giving import KINDS
from kawat.web.words import Language, catalogue, word

_ALWAYS = ("400", "401", "403", "429", "503")
_METHODS = ("get", "post")
_CODE = {
    "type": "object", "required": ["text"],
    "properties": {
        "text": {"type": "string"}, "id": {"type": "string", "default": ""}, "title": {"type": ["string", "null"]},
        "language": {"type": ["string", "null"]}, "published": {"type": ["string", "null"]},
        "outlet": {"type": ["string", "null"]}, "url": {"type": ["string", "null"]}, "before": {"type": ["string", "null"]},
        "parties": {"oneOf": [{"$ref": "#/components/schemas/Parties"}, {"type": "null"}]},
    },
}  # fmt: skip
_SPAN = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
_PARTIES = {"type": "object", "required": ["actor", "recipient"], "properties": {"actor": _SPAN, "recipient": _SPAN}}


def schema(language: Language = "en") -> dict[str, Any]:
    """The whole OpenAPI, its descriptions in a language."""
    made = copy.deepcopy(_routes())
    made["info"]["description"] = word("api.lead", language)
    made["tags"] = [
        {"name": name, "description": word(f"api.tag_{name}", language)}
        for name in dict.fromkeys(one["tags"][0] for path in made["paths"].values() for one in path.values())
    ]
    for path in made["paths"].values():
        for method in _METHODS:
            if method in path:
                _tell(path[method], language)
    parts = made["components"]
    parts["schemas"] |= {"Record": _CODE, "Parties": _PARTIES, "RecordList": _records()}
    parts["responses"] = {f"E{status}": _error(status, language) for status in (*_ALWAYS, "404", "408", "413", "415")}
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": word("api.token", language)},
        "session": {"type": "apiKey", "in": "cookie", "name": "kawat_session", "description": word("api.session", language)},
    }
    made["security"] = [{}, {"token": []}, {"session": []}]
    return made


def _records() -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": "#/components/schemas/Record"}, "maxItems": MOST_RECORDS}


@cache
def _routes() -> dict[str, Any]:
    """What Litestar makes of the routes, told by an application that serves nobody."""
    about = OpenAPIConfig(title="Kawat", version=f"{VERSION}.0.0", servers=[])
    app = Litestar([router()], openapi_config=about)
    app.openapi_schema.components.schemas |= _problem()
    return app.openapi_schema.to_schema()


def _problem() -> dict[str, Any]:
    from litestar.openapi.spec import OpenAPIType, Reference, Schema

    failure = Schema(
        type=OpenAPIType.OBJECT, required=["status", "message"],
        properties={"status": Schema(type=OpenAPIType.INTEGER), "message": Schema(type=OpenAPIType.STRING)},
    )  # fmt: skip
    problem = Schema(
        type=OpenAPIType.OBJECT, required=["error"], properties={"error": Reference(ref="#/components/schemas/Failure")}
    )
    return {"Failure": failure, "Problem": problem}


def _tell(operation: dict[str, Any], language: Language) -> None:
    """Adds to an operation its words, the other formats, the body and the errors."""
    name = operation["operationId"]
    operation["summary"] = word(f"api.{name}", language)
    operation["description"] = word(f"api.{name}_more", language) if f"api.{name}_more" in catalogue() else operation["summary"]
    formats = False
    for one in operation.get("parameters", ()):
        one["description"] = word(f"api.p_{one['name']}", language)
        if "oneOf" in one["schema"]:  # what may be left out is never sent as null
            kinds = [kind for kind in one["schema"].pop("oneOf") if kind != {"type": "null"}]
            one["schema"] |= kinds[0]
        if "example" not in one and one["in"] == "path":
            one["example"] = _PATHS.get((name, one["name"]), "RUS")
        formats = formats or one["name"] == "format"
    success = operation["responses"]["200"]
    success["description"] = word("api.ok", language)
    success["headers"] = _headers(name, language)
    if formats:
        success["content"] |= {KINDS[kind]: {"schema": {"type": "string"}} for kind in ("ndjson", "csv")}
    success["content"]["application/json"]["example"] = EXAMPLES[name]
    if name == "code":
        operation["requestBody"] = _body()
    errors = [*_ALWAYS, *(("408", "413", "415") if name == "code" else ())]
    if name.startswith("get_") and name not in ("get_relation", "get_index"):
        errors.append("404")
    refused = {status: {"$ref": f"#/components/responses/E{status}"} for status in sorted(errors)}
    operation["responses"] = {"200": success} | refused
    if name != "code":
        operation["responses"]["304"] = {"description": word("api.same", language)}


_PATHS = {
    ("get_document", "id"): "d:5f1c0e", ("get_claim", "id"): "c:5f1c0e", ("get_quote", "id"): "d:5f1c0e:0",
    ("get_event", "id"): "e:5f1c0e", ("get_story", "id"): "s:5f1c0e", ("get_export", "id"): "2026-11-20-plover",
    ("get_relation", "a"): "RUS", ("get_relation", "b"): "UKR",
}  # fmt: skip


def _headers(name: str, language: Language) -> dict[str, Any]:
    return {} if name == "code" else {"ETag": {"description": word("api.etag", language), "schema": {"type": "string"}}}


def _body() -> dict[str, Any]:
    kinds = {"oneOf": [{"$ref": "#/components/schemas/Record"}, {"$ref": "#/components/schemas/RecordList"}]}
    examples = {
        "one": {"value": EXAMPLE},
        "several": {"value": [EXAMPLE, {"id": "a2", "text": "Kenya urged Uganda to pull out its troops."}]},
    }
    return {"required": True, "content": {"application/json": {"schema": kinds, "examples": examples}}}


def _error(status: str, language: Language) -> dict[str, Any]:
    out: dict[str, Any] = {
        "description": word(f"api.error_{status}", language),
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": {"error": {"status": int(status), "message": word(f"api.error_{status}", language)}},
            }
        },
    }
    if status in ("429", "503"):
        out["headers"] = {
            "Retry-After": {"schema": {"type": "integer"}, "description": word("api.retry", language), "required": False}
        }
    if status == "401":
        out["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}}
    return out


def curl(path: str, method: str, operation: dict[str, Any]) -> str:
    """How an operation is tried from a shell, on this machine."""
    for one in operation.get("parameters", ()):
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", str(one["example"]))
    address = f"http://127.0.0.1:8420{path}"
    if method == "post":
        sent = msgspec.json.encode(EXAMPLE).decode()
        return f"curl {address} -H 'Content-Type: application/json' \\\n  -d '{sent}'"
    return f"curl {address}"
