"""Every measure of quality, each a function of a coder; those whose data are absent are left out with a message."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from evals import attribution, parallel, probes, relations, seed
from evals.gold import GOLD, SHARED, own, shared
from kawat.coders import Coder
from kawat.coders import coder as coder_of
from kawat.ontology import EVENTS, STATUSES
from kawat.wire import coded_json


def scorer() -> ModuleType:
    """The shared scorer, loaded from its file."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predicted(coder: Coder, gold: list[dict[str, Any]]) -> dict[str, Any]:
    """What a coder says of labelled sentences; title and previous sentence are given as context, as annotators saw them."""
    out = {}
    for item in gold:
        context = ". ".join(part for part in (item.get("title", ""), item.get("before", "")) if part)
        coded = coder.code(
            item["text"], id=item["id"], language=item["lang"], published=str(item.get("published") or ""), before=context
        )
        out[item["id"]] = coded_json(coded)
    return out


def score_set(coder: Coder, gold: list[dict[str, Any]]) -> dict[str, Any]:
    """F1 by level on labelled sentences, and F1 of the type level by type and by status."""
    said = predicted(coder, gold)
    tool = scorer()
    result, _ = tool.score(gold, said)
    out: dict[str, Any] = {level: figures["f1"] for level, figures in result.items()}
    for key, names in (("event", EVENTS), ("status", STATUSES)):
        out[f"by_{key}"] = {name: _part(tool, gold, said, key, name) for name in names}
    return out


def _part(tool: ModuleType, gold: list[dict[str, Any]], said: dict[str, Any], key: str, name: str) -> list[float]:
    """F1 of the claims of one type or status alone, and how many gold has."""
    some = [g | {"claims": [c for c in g["claims"] if c[key] == name], "quotes": []} for g in gold]
    told = {i: {"claims": [c for c in p["claims"] if c[key] == name], "quotes": []} for i, p in said.items()}
    count = sum(not c.get("doubt") for g in some for c in g["claims"])
    return [tool.score(some, told)[0]["event"]["f1"], count]


def false_claims(coder: Coder) -> dict[str, Any]:
    """Claims per 100 sentences of sport, crime, celebrity and business, where a person found none."""
    gold = own("nonevents.jsonl")
    said = predicted(coder, gold)
    wrong = {g["id"]: [c["event"] for c in said[g["id"]]["claims"]] for g in gold}
    return {"sentences": len(gold), "per_100": round(100 * sum(map(len, wrong.values())) / len(gold), 2)}


def _entities(coder: Coder) -> dict[str, float]:
    from evals import entities
    from kawat.claims.reader.coder import ReaderCoder

    return entities.measure(coder.network) if isinstance(coder, ReaderCoder) else {}


def _zero_shot(coder: Coder) -> dict[str, Any]:
    from evals import zero_shot
    from kawat.claims.reader.coder import ReaderCoder

    return zero_shot.measure(coder.network) if isinstance(coder, ReaderCoder) else {}


def _probes(coder: Coder) -> dict[str, Any]:
    return {language: probes.run(coder, language) for language in ("id", "en")}


MEASURES: dict[str, Callable[[Coder], dict[str, Any]]] = {
    "dev_id": lambda coder: score_set(coder, shared("claims/dev_id.jsonl")),
    "dev_en": lambda coder: score_set(coder, own("dev_en.jsonl")),
    "malay": lambda coder: score_set(coder, own("ms.jsonl")),
    "spanish": lambda coder: score_set(coder, own("es.jsonl")),
    "between": relations.measure,
    "attribution": attribution.measure,
    "parallel": parallel.measure,
    "entities": _entities,
    "zero_shot": _zero_shot,
    "probes": _probes,
    "false_claims": false_claims,
    "seed": lambda coder: seed.check(SHARED / "seed" / "article.txt", coder),
}


def measure(name: str, wanted: list[str] | None = None) -> dict[str, Any]:
    """All measures of the coder ``name``, or those ``wanted``."""
    coder = coder_of(name)
    out: dict[str, Any] = {"coder": coder.version}
    for key, function in MEASURES.items():
        if wanted and key not in wanted:
            continue
        if key not in ("probes", "malay", "spanish") and not SHARED.is_dir():
            print(f"no shared data under {SHARED}: {key} is skipped", file=sys.stderr)
        elif key == "false_claims" and not (GOLD / "nonevents.jsonl").is_file():
            print("evals/gold/nonevents.jsonl is missing: false_claims is skipped", file=sys.stderr)
        else:
            out[key] = function(coder)
    return out
