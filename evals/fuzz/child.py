"""The process that fuzzes one target: ``python -m evals.fuzz.child TARGET ENGINE SECONDS FOLDER SEED``; ``run.py`` starts and watches it."""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
import warnings
from pathlib import Path

from evals.fuzz.slot import Slot
from evals.fuzz.targets import TARGETS, Target, outcome, seeds, signature


class Bench:
    """Reads inputs, and keeps in ``folder/found`` the first (and any shorter one) of every kind of failure."""

    def __init__(self, target: Target, folder: Path) -> None:
        self.target, self.slot, self.found = target, Slot(folder / "slot"), folder / "found"
        self.found.mkdir(parents=True, exist_ok=True)

    def read(self, data: bytes) -> str:
        """The kind of failure that an input leads to; "" where it is read as it should be."""
        self.slot.begin(data)
        problem = outcome(self.target, data)
        self.slot.end()
        if problem is None:
            return ""
        kind = signature(problem)
        name = hashlib.sha256(kind.encode()).hexdigest()[:10]
        kept = self.found / f"{name}{self.target.suffix}"
        if not kept.exists() or len(data) < kept.stat().st_size:
            kept.write_bytes(data)
            told = "".join(traceback.format_exception(problem)[-12:])
            (self.found / f"{name}.why").write_text(f"{kind}\n\n{told}", encoding="utf-8", errors="backslashreplace")
        return kind


def by_hypothesis(bench: Bench, name: str, until: float, seed: int) -> None:
    """Rounds of structured examples until the time is up."""
    import random

    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    from evals.fuzz.strategies import STRATEGIES

    chance = random.Random(seed)
    while time.monotonic() < until:

        @seeded(chance.getrandbits(32))
        @settings(
            max_examples=200, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )
        @given(STRATEGIES[name])
        def round_of(data: bytes) -> None:
            if time.monotonic() < until:
                bench.read(data)

        round_of()


def by_atheris(bench: Bench, name: str, until: float, seed: int, corpus: Path) -> None:
    """Inputs that reach new branches; what reached one stays in ``corpus`` for the next time."""
    import atheris

    # Much of Kawat is imported on first use: the seeds are read once so that it is imported, and instrumented, here.
    with atheris.instrument_imports(
        include=["kawat", "feedparser", "dateparser", "htmldate", "trafilatura"], enable_loader_override=False
    ):
        for path in seeds(name):
            outcome(bench.target, path.read_bytes())
    corpus.mkdir(parents=True, exist_ok=True)
    left = max(1, int(until - time.monotonic()))
    options = [f"-max_total_time={left}", f"-seed={seed}", "-rss_limit_mb=0", "-timeout=600", "-max_len=65536", "-verbosity=0"]
    options += ["-print_final_stats=0", f"-artifact_prefix={bench.found}/", str(corpus), str(seeds(name)[0].parent)]

    def one(data: bytes) -> None:
        bench.read(data)

    atheris.Setup([sys.argv[0], *options], one)
    atheris.Fuzz()


def main(arguments: list[str]) -> None:
    """Fuzzes for so many seconds, from a seed, into a folder."""
    name, engine, seconds, folder, seed = arguments
    warnings.simplefilter("ignore")
    bench = Bench(TARGETS[name], Path(folder))
    if engine != "atheris":
        for path in seeds(name)[:1]:  # what is loaded for the first input is no hang
            outcome(bench.target, path.read_bytes())
    until = time.monotonic() + float(seconds)
    if engine == "atheris":
        by_atheris(bench, name, until, int(seed), Path(folder) / "corpus")
    elif engine == "hypothesis":
        by_hypothesis(bench, name, until, int(seed))
    else:  # one input, by its path
        bench.read(Path(engine).read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
