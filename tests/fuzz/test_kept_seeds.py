"""Every kept input ends in a result or in an error of Kawat's, and so do a few new ones of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from evals.fuzz.strategies import STRATEGIES
from evals.fuzz.targets import TARGETS, outcome, seeds
from hypothesis import HealthCheck, Phase, given, settings

KEPT = [(name, path) for name in TARGETS for path in seeds(name)]
# A page of the web desk takes as long as a dozen inputs of any other reader.
EXAMPLES = dict.fromkeys(TARGETS, 20) | {"api": 10, "record": 10}


def test_every_target_has_seeds():
    assert {name for name, _ in KEPT} == set(TARGETS)


@pytest.mark.parametrize(("name", "path"), KEPT, ids=[f"{name}/{path.name}" for name, path in KEPT])
def test_a_kept_input_is_read_or_refused(name: str, path: Path):
    assert outcome(TARGETS[name], path.read_bytes()) is None


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_new_inputs_are_read_or_refused(name: str):
    @settings(
        max_examples=EXAMPLES[name], deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(STRATEGIES[name])
    def read(data: bytes) -> None:
        if (problem := outcome(TARGETS[name], data)) is not None:
            raise AssertionError(f"keep this input in evals/fuzz/seeds/{name}: {data!r}") from problem

    read()
