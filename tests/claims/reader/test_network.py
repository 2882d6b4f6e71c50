"""The shipped network: what is missing is told, and a sentence is answered alike alone and among others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kawat.claims.reader.features import Window
from kawat.claims.reader.network import Heads, Network
from kawat.errors import DataError
from kawat.ontology import EVENTS
from kawat.ontology.plover import modes

Laying = Callable[..., list[Window]]
FILES = ("reader.onnx", "tokenizer.json", "settings.json")
TEXTS = (
    ("en", "Russia attacked Moldova."),
    ("id", "Menteri Luar Negeri Jepang mengunjungi India pada Selasa, kata seorang juru bicara di Tokyo kepada wartawan."),
    ("en", "Cuba praised Vietnam."),
    ("en", "The rain fell on the quiet hills, and nobody in the village of the valley had brought an umbrella to the market."),
    ("id", "Kenya mendesak Uganda menarik pasukannya."),
    ("en", "Canada imposed sanctions on Belarus."),
)


@pytest.fixture(scope="module")
def sentences(laying: Laying) -> list[Window]:
    return [window for language, text in TEXTS for window in laying(language, text, before="Peru waits. It is late.")]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path, name: str):
    for other in FILES:
        if other != name:
            (tmp_path / other).write_text("{}")
    with pytest.raises(DataError) as problem:
        Network(tmp_path)
    for told in (name, str(tmp_path), "install", "--coder lexicon"):
        assert told in str(problem.value)


def test_a_missing_filter_is_told_too(model: Path, tmp_path: Path):
    for name in FILES:
        (tmp_path / name).symlink_to(model / name)
    with pytest.raises(DataError):
        Network(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_told(model: Path, tmp_path: Path, name: str):
    if (model / "filter.npy").is_file():
        shutil.copy(model / "filter.npy", tmp_path)
    for other in FILES:
        if other == name:
            (tmp_path / other).write_bytes(b"version https://example.org/large-file\n")
        else:
            (tmp_path / other).symlink_to(model / other)
    with pytest.raises(DataError):
        Network(tmp_path)


def test_nothing_to_read(network: Network):
    assert network.read([]) == []


def test_the_shapes_of_the_answers(network: Network, sentences: list[Window]):
    for laid, heads in network.read(sentences):
        size = len(laid.ids)
        assert heads.events.shape == (size, len(EVENTS))
        assert heads.status.shape == (size, 3)
        assert heads.mode.shape == (size, len(modes()))
        assert heads.quote.shape == (size, 4)
        assert heads.roles.shape == (4, size, size)
        assert (heads.quad.shape, heads.between.shape) == ((5,), (len(EVENTS),))
        for values in (heads.events, heads.roles, heads.quote, heads.contexts):
            assert np.all((values >= 0) & (values <= 1))
        for values in (heads.status, heads.quote[:, :3], heads.quad, heads.between, *heads.entities.values()):
            assert np.allclose(values.sum(-1), 1, atol=1e-4)


def test_answers_come_in_the_order_of_the_sentences(network: Network, sentences: list[Window]):
    turned = list(reversed(sentences))
    assert [laid.ids for laid, _ in network.read(turned)] == [laid.ids for laid, _ in reversed(network.read(sentences))]
    alone = [network.read([window])[0] for window in sentences]
    for (laid, heads), (own, others) in zip(network.read(sentences), alone, strict=True):
        assert laid == own
        assert np.mean(np.abs(heads.events - others.events)) < 0.03


def differences(a: Heads, b: Heads) -> dict[str, float]:
    return {n: float(np.abs(getattr(a, n) - getattr(b, n)).max()) for n in ("events", "status", "quote", "roles", "between")}


def test_the_same_sentences_give_the_same_answers(network: Network, sentences: list[Window]):
    for (_, a), (_, b) in zip(network.read(sentences), network.read(sentences), strict=True):
        assert set(differences(a, b).values()) == {0.0}


def test_a_sentence_beside_itself_is_read_as_alone(network: Network, sentences: list[Window]):
    ((_, alone),) = network.read(sentences[:1])
    for _, heads in network.read(sentences[:1] * 3):
        assert max(differences(alone, heads).values()) < 1e-3


def test_answers_alone_equal_answers_in_a_batch(network: Network, sentences: list[Window]):
    alone = [network.read([window])[0][1] for window in sentences]
    for (_, heads), own in zip(network.read(sentences), alone, strict=True):
        assert max(differences(heads, own).values()) < 0.005


def test_more_sentences_than_one_batch_holds(network: Network, sentences: list[Window]):
    many = sentences * 12
    answers = network.read(many)
    assert len(answers) == len(many)
    assert [len(laid.words) for laid, _ in answers] == [len(window.main.starts) for window in many]


def test_two_threads_answer_as_one(model: Path, network: Network, sentences: list[Window]):
    for (_, a), (_, b) in zip(Network(model, threads=2).read(sentences), network.read(sentences), strict=True):
        assert max(differences(a, b).values()) < 1e-3


def test_marked_parties_change_the_relation_only_of_their_sentence(network: Network, sentences: list[Window]):
    window = Window([], sentences[0].main)
    ((_, plain),) = network.read([window])
    ((laid, marked),) = network.read([window], [((0, 1), (2, 3))])
    assert [laid.features[row][4] for row in laid.words] == [1, 0, 2, 0]
    assert not np.array_equal(plain.between, marked.between)
