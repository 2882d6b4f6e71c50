"""Stories, copies and events against pairs labelled by hand: ``python evals/stories.py``, ``--fit`` for new weights.

The labels name articles by corpus and line, claims by the span of their trigger and their type, and keep no text. Thresholds and
weights are fitted on the half of the pairs whose hash is even, the other half is what counts; both are shown. Half of the pairs
of articles are hard ones, the others as they come (``corpora.usual_pairs``). All articles go the way that they go in a desk:
copies, stories, events. What lives in ``../shared`` is skipped with a message where it is absent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals.corpora import ENGLISH, FOLDER, INDONESIAN, Row, articles, lead  # noqa: E402
from evals.gold import GOLD  # noqa: E402
from kawat.events import Stories, copies, events  # noqa: E402
from kawat.events import likeness as articles_alike  # noqa: E402
from kawat.events import matching as claims_alike  # noqa: E402
from kawat.events.weights import Counts  # noqa: E402
from kawat.events.words import terms  # noqa: E402

COLD = 6.0
"""The ridge penalty of the fits."""
CODED = ROOT / "evals" / "out" / "story_claims.jsonl"
# Days of the headlines that are coded beside the labelled articles, so that the claims of the events' pairs have neighbours.
WINDOWS = (("2023-10-07", "2023-10-21"), ("2024-04-10", "2024-04-20"), ("2024-09-25", "2024-10-05"))
Floats = npt.NDArray[np.float64]


class Verdict(NamedTuple):
    """What is said of a labelled pair."""

    group: str
    hard: bool
    held_out: bool
    same: bool
    odds: float


def held_out(one: str, other: str) -> bool:
    """Whether a pair belongs to the half that is not fitted on, by a hash of its ids."""
    return int(hashlib.sha1("|".join(sorted((one, other))).encode()).hexdigest(), 16) % 2 == 1


def fit(x: Floats, y: Floats, given: Floats) -> tuple[float, list[float]]:
    """Bias and weights of a ridge logistic regression (Newton's steps), on the features' own scale.

    ``given``: log odds that are set by hand.
    """
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    w, penalty = np.zeros(z.shape[1]), np.diag([COLD] * x.shape[1] + [1e-6])
    for _ in range(25):
        p = 1 / (1 + np.exp(-(z @ w + given)))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - y) + penalty @ w)
    plain = w[:-1] / spread
    return round(float(w[-1] - plain @ mean), 3), [round(float(v), 3) for v in plain]


def table(name: str, verdicts: list[Verdict]) -> None:
    """Precision and recall of both halves, and of what is held out by group."""
    print(name)
    names = sorted({v.group for v in verdicts})
    groups: list[tuple[str, Callable[[Verdict], bool]]] = [
        ("fitted on", lambda v: not v.held_out),
        ("held out", lambda v: v.held_out),
        ("  hard", lambda v: v.held_out and v.hard),
        ("  usual", lambda v: v.held_out and not v.hard),
        *((f"  {group}", lambda v, group=group: v.held_out and v.group == group) for group in names),  # type: ignore[misc]
    ]
    for label, chosen in groups:
        some = [v for v in verdicts if chosen(v)]
        hit = sum(v.same and v.odds > 0 for v in some)
        told, there = sum(v.odds > 0 for v in some), sum(v.same for v in some)
        print(f"  {label:10} {len(some):4} pairs  precision {hit / max(told, 1):.2f}  recall {hit / max(there, 1):.2f}")


def id_of(place: list[Any]) -> str:
    """The id of an article that a label names by file and line."""
    return f"{Path(place[0]).stem}:{place[1]}"


def gold(name: str) -> list[Row]:
    """The labelled pairs of a file of ``evals/gold``."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def _group(a: str, b: str) -> str:
    languages = {"id" if f"{x.partition(':')[0]}.jsonl" in INDONESIAN else "en" for x in (a, b)}
    return "across" if len(languages) == 2 else languages.pop()


class Line:
    """All dated articles of the corpora on their way: read, copies found, stories made."""

    def __init__(self, do_fit: bool) -> None:
        self.rows = {row["id"]: row for name in (*INDONESIAN, *ENGLISH) for row in articles(name) if row["reported"]}
        began = process_time()
        self.known = copies(self.rows.values())
        middle = process_time()
        self.original = {copy.document: copy.original for copy in self.known}
        self.pairs = [(id_of(p["a"]), id_of(p["b"]), p) for p in gold("stories.jsonl")]
        if do_fit:
            _fit_articles(self)
        line, again = Stories(), process_time()
        line.add(self.rows.values(), known=self.known)
        self.stories = line.stories()
        spent = process_time() - again
        self.scored = line.scored()
        each = len(self.rows) / (middle - began + spent)
        print(f"{len(self.rows):,} articles: copies {middle - began:.0f} CPU-seconds, stories {spent:.0f}; {each:.0f} a second")
        print(f"{sum(a != b for a, b in self.original.items()):,} copies, {len(self.stories):,} stories")


def measure_stories(line: Line, show: int) -> None:
    """Pairs of articles by their log odds, and by the stories that all articles make; copies on the way."""
    placed = {id: story.id for story in line.stories for id in story.documents}
    copied, by_pair, by_story = [], [], []
    for a, b, pair in line.pairs:
        if a in line.rows and b in line.rows:
            one, other = sorted((line.original[a], line.original[b]))
            odds = 9.0 if one == other else line.scored.get((one, other), -9.0) - articles_alike.LEAN
            head = (_group(a, b), pair["hard"], held_out(a, b))
            copied.append(Verdict(*head, pair["copy"], 1.0 if one == other else -1.0))
            by_pair.append(Verdict(*head, pair["same"], odds))
            by_story.append(Verdict(*head, pair["same"], 1.0 if placed[a] == placed[b] else -1.0))
    table("copies", copied)
    table("one story, by the pair alone", by_pair)
    table("one story, as grouped", by_story)
    ordered = sorted(line.stories, key=lambda story: (-len(story.documents), story.id))
    many = [story for story in ordered if len(story.documents) > 1]
    for story in [*ordered[:show], *Random(1).sample(many, min(show, len(many)))]:
        print(f"\n{len(story.documents)} articles, {story.first} to {story.last}: {story.title}")
        for id in Random(1).sample(story.documents, min(12, len(story.documents))):
            print(f"  {line.rows[id]['reported']} {line.rows[id]['title'] or line.rows[id]['text'][:100]}")


def _fit_articles(line: Line) -> None:
    counts, known = Counts(), {}
    for id, row in line.rows.items():
        known[id] = terms(row)
        if line.original[id] == id:
            counts.add(known[id], row["reported"].toordinal())
    x, y = [], []
    for a, b, pair in line.pairs:
        if not held_out(a, b) and a in known and b in known:
            one, other = line.rows[a], line.rows[b]
            left, right = (counts.vector(known[row["id"]], row["reported"].toordinal()) for row in (one, other))
            gap = abs((one["reported"] - other["reported"]).days)
            x.append(list(articles_alike.features(left, right, gap, one["language"] != other["language"])))
            y.append(float(pair["same"]))
    features, same = np.array(x), np.array(y)
    bias, weights = fit(features, same, np.zeros(len(same)))
    articles_alike.BIAS, articles_alike.WEIGHTS = bias, articles_alike.Shared(*weights)
    print("likeness.py: BIAS =", bias, articles_alike.WEIGHTS)
    _cross_validated("one story, by the pair alone", features, same, np.zeros(len(same)))


def _cross_validated(name: str, x: Floats, y: Floats, given: Floats) -> None:
    """Precision and recall within the fitted half: each tenth by the other nine, the mean log odds of eight shuffles."""
    odds = np.zeros(len(y))
    for seed in range(8):
        order = np.random.default_rng(seed).permutation(len(y))
        for tenth in range(10):
            test = order[tenth::10]
            bias, weights = fit(x[np.setdiff1d(order, test)], y[np.setdiff1d(order, test)], given[np.setdiff1d(order, test)])
            odds[test] += x[test] @ np.array(weights) + bias + given[test]
    hit, told = float(y[odds > 0].sum()), int((odds > 0).sum())
    print(f"{name}, cross-validated: {len(y)} pairs  precision {hit / told:.2f}  recall {hit / y.sum():.2f}")


def coded(wanted: set[str], coder: str) -> list[Row]:
    """The claims of titles and leads as rows of a desk: those of the wanted articles, of the labelled ones and of ``WINDOWS``."""
    if not CODED.exists():
        _code(wanted, coder)
    out = [json.loads(line) for line in CODED.read_text(encoding="utf-8").splitlines()]
    for row in out:
        for name in ("reported", "day"):
            row[name] = date.fromisoformat(row[name]) if row[name] else None
    return out


def _code(wanted: set[str], coder: str) -> None:
    from kawat.coders import coder as coder_of
    from kawat.desk import tables
    from kawat.types import Document

    chosen = coder_of(coder)
    CODED.parent.mkdir(exist_ok=True)
    with CODED.with_suffix(".new").open("w", encoding="utf-8") as stream:
        for name in (*INDONESIAN, *ENGLISH):
            for row in articles(name):
                day = str(row["reported"] or "")
                window = "headlines" in name and any(first <= day <= last for first, last in WINDOWS)
                if row["id"] not in wanted and not window:
                    continue
                told = {k: row[k] for k in ("id", "title", "language", "published")} | {"text": lead(row["text"])}
                found = chosen.code(told["text"], **{k: told[k] for k in ("id", "title", "language", "published")})
                document = Document(outlet=row["outlet"], **told)
                for claim in tables.rows(document, 1, (), found, chosen.version)["claims"]:
                    stream.write(json.dumps(claim, default=str) + "\n")
    CODED.with_suffix(".new").replace(CODED)


def measure_events(line: Line, do_fit: bool, coder: str) -> None:
    """Pairs of claims by their log odds, and by the events that all claims make in the stories of all articles."""
    pairs = gold("events.jsonl")
    places = {id_of([m["file"], m["line"]]) for p in pairs for m in (p["a"], p["b"])}
    wanted = places | {id_of(p[side]) for p in gold("stories.jsonl") for side in ("a", "b")}
    rows = coded(wanted, coder)
    at = {
        (r["document"], r["trigger"].get("field", "text"), r["trigger"]["start"], r["trigger"]["end"], r["event"]): r
        for r in rows
    }
    found = [(p, at.get(_key(p["a"])), at.get(_key(p["b"]))) for p in pairs]
    there = [(p, a, b) for p, a, b in found if a and b]
    print(f"{len(there)} of {len(pairs)} pairs have both claims in this coding; {len(rows):,} claims")
    counts, reports = Counts(), {r["id"]: told for r in rows if (told := claims_alike.report(r))}
    for told in reports.values():
        counts.add(told.terms, told.told)
    features = [_between(reports.get(a["id"]), reports.get(b["id"]), counts) for _, a, b in there]
    names = [_name(p) for p, _, _ in there]
    if do_fit:
        some = [(f, p["same"]) for f, n, (p, _, _) in zip(features, names, there) if f and not held_out(*n)]
        x = np.array([[f[name] for name in claims_alike.FEATURES] for f, _ in some])
        # A contradiction tells of one act too; that it is kept apart is decided after.
        y, given = np.array([float(bool(same)) for _, same in some]), np.array([claims_alike.fixed(f) for f, _ in some])
        bias, weights = fit(x, y, given)
        _cross_validated("one event, by the pair alone", x, y, given)
        claims_alike.BIAS, claims_alike.WEIGHTS = bias, dict(zip(claims_alike.FEATURES, weights))
        print("matching.py: BIAS =", bias, "WEIGHTS =", claims_alike.WEIGHTS)
    event = {claim: e for e in events(rows, line.stories, line.known) for claim in e.claims}
    by_pair, by_event = [], []
    for told, name, (pair, a, b) in zip(features, names, there):
        head = (_group(a["document"], b["document"]), pair["hard"], held_out(*name))
        one, other = event[a["id"]], event[b["id"]]
        by_pair.append(Verdict(*head, bool(pair["same"]), claims_alike.odds(told) if told else -9.0))
        one_event = one.id == other.id or (pair["same"] == "contradicts" and other.id in one.contradicted)
        by_event.append(Verdict(*head, bool(pair["same"]), 1.0 if one_event else -1.0))
    table("one event, by the pair alone", by_pair)
    table("one event, as merged (a contradiction: linked)", by_event)


def _between(one: Any, other: Any, counts: Counts) -> dict[str, float] | None:
    if one is None or other is None:
        return None
    return claims_alike.features(one, other, claims_alike.vector(one, counts), claims_alike.vector(other, counts))


def _key(mark: Row) -> tuple[str, str, int, int, str]:
    return id_of([mark["file"], mark["line"]]), mark["field"], mark["start"], mark["end"], mark["event"]


def _name(pair: Row) -> tuple[str, str]:
    one, other = (":".join(map(str, _key(pair[side]))) for side in ("a", "b"))
    return one, other


def main(arguments: Iterable[str] | None = None) -> int:
    """Measures what is asked for; exit code 0 also where the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("stories", "events"), help="one of the two")
    parser.add_argument("--fit", action="store_true", help="fit the weights anew on the one half and use them")
    parser.add_argument("--show", type=int, default=0, help="so many of the largest stories, and of any, are printed")
    parser.add_argument("--coder", default="reader", help="the coder of the claims (default reader)")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    if not FOLDER.is_dir():
        print(f"stories and events are not measured: {FOLDER} is absent", file=sys.stderr)
        return 0
    line = Line(chosen.fit and chosen.only != "events")
    if chosen.only != "events":
        measure_stories(line, chosen.show)
    if chosen.only != "stories":
        measure_events(line, chosen.fit, chosen.coder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
