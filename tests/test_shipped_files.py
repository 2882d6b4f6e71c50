"""The data files of the package are the ones that their lists of hashes name, and a changed one is refused."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from training.sums import NAMES, write

from kawat.errors import DataError
from kawat.places import gazetteer
from kawat.shipped import content, sums, verify

PACKAGE = Path(str(files("kawat")))
FOLDERS = {"model": PACKAGE / "claims" / "reader" / "model", "places": PACKAGE / "places" / "data"}


@pytest.mark.parametrize("part", NAMES)
def test_the_lists_are_those_of_the_shipped_files(part: str):
    assert set(sums(FOLDERS[part])) == set(NAMES[part])
    for name in NAMES[part]:
        content(FOLDERS[part] / name)


def test_every_binary_file_of_the_package_is_in_a_list():
    kinds = {".onnx", ".npy", ".sqlite", ".bin", ".npz", ".pt", ".pkl", ".safetensors"}
    binary = {path.name for path in PACKAGE.rglob("*") if path.suffix in kinds}
    assert binary <= {name for names in NAMES.values() for name in names}, "add it to training/sums.py and check it on loading"


def test_a_gazetteer_with_one_flipped_bit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = tmp_path / "data"
    shutil.copytree(FOLDERS["places"], data)
    blob = bytearray((data / "gazetteer.sqlite").read_bytes())
    blob[len(blob) // 2] ^= 1
    (data / "gazetteer.sqlite").write_bytes(blob)
    monkeypatch.setattr(gazetteer, "files", lambda package: tmp_path)
    with pytest.raises(DataError, match=r"gazetteer\.sqlite is not the file that was shipped.*install kawat again"):
        gazetteer._connection.__wrapped__(0)


def test_a_large_file_is_checked_once_and_a_changed_one_refused(tmp_path: Path):
    file = tmp_path / "large.bin"
    file.write_bytes(b"abc")
    write(tmp_path, ("large.bin",))
    verify(file)
    other = tmp_path / "other.bin"
    other.write_bytes(b"abd")
    with pytest.raises(DataError, match=r"other\.bin is not in SHA256SUMS"):
        verify(other)
    with pytest.raises(DataError, match="is missing"):
        verify(tmp_path / "none.bin")
