"""The shipped network: what is missing is told, and a sentence is answered alike alone and among others."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from training.sums import write

from kawat.claims.reader.features import Window
from kawat.claims.reader.network import Heads, Network
from kawat.errors import DataError
from kawat.ontology import EVENTS
from kawat.ontology.plover import modes
from kawat.shipped import sums

Laying = Callable[..., list[Window]]
FILES = ("reader.onnx", "tokenizer.json", "settings.json")
ALL = (*FILES, "filter.npy")
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
    for name in (*FILES, "SHA256SUMS"):
        (tmp_path / name).symlink_to(model / name)
    with pytest.raises(DataError, match=r"filter\.npy is missing"):
        Network(tmp_path)


@pytest.fixture
def copied(model: Path, tmp_path: Path) -> Path:
    """The shipped model in a folder of its own."""
    return Path(shutil.copytree(model, tmp_path / "model"))


@pytest.mark.parametrize("name", ALL)
def test_a_file_with_one_flipped_bit_is_refused(copied: Path, name: str):
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(data)
    with pytest.raises(DataError) as problem:
        Network(copied)
    expected = sums(copied)[name]
    for told in (str(copied / name), hashlib.sha256(data).hexdigest(), expected, "install kawat again"):
        assert told in str(problem.value)


def test_a_file_that_the_list_does_not_name_is_refused(copied: Path):
    lines = (copied / "SHA256SUMS").read_text().splitlines(keepends=True)
    (copied / "SHA256SUMS").write_text("".join(line for line in lines if "reader.onnx" not in line))
    with pytest.raises(DataError, match=r"reader\.onnx is not in SHA256SUMS"):
        Network(copied)


@pytest.mark.parametrize("text", ["", "no list\n", "abc  reader.onnx\n", "\udcff"])
def test_a_list_that_is_none_is_refused(copied: Path, text: str):
    (copied / "SHA256SUMS").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match="list of hashes"):
        Network(copied)
    (copied / "SHA256SUMS").unlink()
    with pytest.raises(DataError, match="list of hashes"):
        Network(copied)


@pytest.mark.parametrize("name", ALL)
def test_a_broken_file_is_told_even_where_its_hash_is_right(copied: Path, name: str):
    (copied / name).write_bytes(b"version https://example.org/large-file\n")
    write(copied, ALL)
    with pytest.raises(DataError, match=f"{name} is damaged"):
        Network(copied)


def test_a_filter_that_would_run_code_is_refused(copied: Path):
    np.save(copied / "filter.npy", np.array([{"any": "object"}], dtype=object), allow_pickle=True)
    write(copied, ALL)
    with pytest.raises(DataError, match="allow_pickle=False"):
        Network(copied)


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
