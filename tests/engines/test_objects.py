"""Sources on object storage, read by one process and by a Dask cluster; a server of the test's own stands for the storage."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from desk.conftest import article
from desk.test_remote import RIGHTS, endpoint, needs
from desk.test_store import contents
from kawat.errors import SourceError
from kawat.ingest import Ingested, Order, ingest
from kawat.read.table import Columns

__all__ = ["endpoint"]
pytestmark = needs


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three objects with articles, one of them packed, and one that is no source."""
    from obstore import put
    from obstore.store import from_url

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in (RIGHTS | {"AWS_ENDPOINT_URL": endpoint}).items():
        monkeypatch.setenv(name, value)
    store = from_url("s3://kawat", client_options={"allow_http": True})
    padding = " Kuba memuji Vietnam." * 300

    def lines(*numbers: int) -> bytes:
        return "".join(json.dumps(article(n, text=f"Kenya memuji Uganda {n}.{padding}")) + "\n" for n in numbers).encode()

    put(store, "corpus/a.jsonl", lines(*range(20)))
    put(store, "corpus/b/c.jsonl.gz", gzip.compress(lines(30, 31)))
    put(store, "corpus/readme", b"nothing to read")
    return "s3://kawat/corpus"


def run(source: str, desk: Path, **more: str) -> Ingested:
    return ingest([source], desk, lambda name: Columns(), Order("lexicon", commit=5, **more))


def test_objects_are_read_by_one_process_and_by_a_cluster(tmp_path: Path, bucket: str):
    assert run(bucket, tmp_path / "alone").new == 22
    assert run(f"{bucket}/a.jsonl", tmp_path / "alone").known == 20
    if pytest.importorskip("distributed"):
        assert run(bucket, tmp_path / "spread", engine="dask", scheduler="local").new == 22
        assert contents(tmp_path / "spread") == contents(tmp_path / "alone")
        assert run(bucket, tmp_path / "spread", engine="dask", scheduler="local").known == 22


def test_an_address_without_objects_is_told(tmp_path: Path, bucket: str):
    with pytest.raises(SourceError, match="holds no object that Kawat reads"):
        run(f"{bucket}/nothing", tmp_path / "desk")
