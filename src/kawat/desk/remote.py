"""A desk on object storage: ``s3://bucket/path``, with the rights and the endpoint that the ``AWS_…`` variables name."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from kawat.desk.place import Note, Place, busy
from kawat.errors import DeskError

try:
    import obstore
    from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
    from obstore.store import from_url

    from kawat.desk.lease import Busy, Lease, Lost
except ModuleNotFoundError as missing:
    raise DeskError(
        f"a desk on object storage needs {missing.name}, which is not installed. Run: pip install 'kawat[desk]'"
    ) from None

if TYPE_CHECKING:
    from deltalake import DeltaTable
    from obstore import PutMode
    from obstore.store import ClientConfig, RetryConfig
    from pyarrow.dataset import Dataset
    from pyarrow.fs import S3FileSystem

_LEASE = "_writing.json"
# At first contact a wrong address or missing rights are to be told at once; later on a network may fail for a while.
_FIRST: RetryConfig = {"max_retries": 1, "retry_timeout": timedelta(seconds=5)}
_LATER: RetryConfig = {"max_retries": 10, "retry_timeout": timedelta(seconds=60)}
# So many files are read at the same time; most of it is waiting.
_READERS = 32
_CONNECT, _ANSWER = "5s", "60s"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_NO_BUCKET = re.compile("NoSuchBucket|invalid domain|InvalidBucketName|Unable to recognise URL")
_NO_RIGHTS = re.compile(
    "AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken|ExpiredToken|Unauthorized|PermissionDenied"
    "|loading credentials|169\\.254\\.169\\.254|lacks valid authentication|InvalidClientTokenId"
)
_OTHER_REGION = re.compile("PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint|301 Moved|BareRedirect")
_NO_NETWORK = re.compile("error sending request|timed out|dns error|Connection refused|connect error|HTTP error")


class Remote(Place):
    """An address on object storage. Who writes holds a lease there (``kawat.desk.lease``)."""

    folder: str
    at_once = 12

    def __init__(self, address: str) -> None:
        self.folder = address
        self.name = address.rpartition("/")[2]
        if address == "s3://":
            raise DeskError("s3://: write the address of a desk as s3://bucket/path.")
        self.bucket = address.removeprefix("s3://").partition("/")[0]
        self.endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or "Amazon S3"
        plain = self.endpoint.startswith("http://")
        self.options = {"conditional_put": "etag", "connect_timeout": _CONNECT, "timeout": _ANSWER}
        self.options |= {"max_retries": str(_LATER["max_retries"]), "retry_timeout": "60s"}
        self.options |= {"allow_http": "true"} if plain else {}
        client: ClientConfig = {"connect_timeout": _CONNECT, "timeout": _ANSWER, "allow_http": plain}
        first: ClientConfig = {"connect_timeout": _CONNECT, "timeout": "10s", "allow_http": plain}
        try:
            with self.telling():
                next(iter(obstore.list(from_url(address, client_options=first, retry_config=_FIRST), chunk_size=1)), None)
                self._objects = from_url(address, client_options=client, retry_config=_LATER)
        except ValueError:
            raise DeskError(f"{address}: no bucket can have such a name.") from None
        self._lease = Lease(self._objects, _LEASE)

    def table(self, name: str) -> str:
        return f"{self.folder}/{name}"

    def make(self) -> None:
        """Tries whether the storage honours conditional writes, without which two writers may spoil each other's work."""
        path, honoured = f"_tried.{uuid.uuid4().hex}", 0
        modes: tuple[PutMode, ...] = ("create", {"e_tag": '"00000000000000000000000000000000"'})
        with self.telling():
            obstore.put(self._objects, path, b"1")
            for mode in modes:
                try:
                    obstore.put(self._objects, path, b"2", mode=mode)
                except (AlreadyExistsError, PreconditionError):
                    honoured += 1
            obstore.delete(self._objects, path)
        if honoured < len(modes):
            raise DeskError(
                f"{self}: {self.endpoint} ignores conditional writes (If-None-Match, If-Match): no desk can be there."
            )

    def found(self) -> list[str]:
        with self.telling():
            there = obstore.list_with_delimiter(self._objects)
        paths = [*there["common_prefixes"], *(one["path"] for one in there["objects"])]
        return sorted(path.rstrip("/").rpartition("/")[2] for path in paths)

    def size(self) -> int:
        with self.telling():
            chunks = list(obstore.list(self._objects))
        return sum(one["size"] for chunk in chunks for one in chunk if one["path"].endswith((".parquet", ".json")))

    def scan(self, table: DeltaTable) -> list[str] | Dataset:
        if not table.get_add_actions().num_rows:
            return []
        # Arrow's own way to S3, not deltalake's, whose threads go through Python: those left at the end of a question that
        # took only some rows would bring the process down at its exit.
        from pyarrow.fs import SubTreeFileSystem

        path = table.table_uri.removeprefix("s3://").rstrip("/")
        return table.to_pyarrow_dataset(filesystem=SubTreeFileSystem(path, self._files))

    @cached_property
    def _files(self) -> S3FileSystem:
        import pyarrow as pa
        from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

        pa.set_io_thread_count(max(pa.io_thread_count(), _READERS))
        given = os.environ.get
        return S3FileSystem(
            endpoint_override=given("AWS_ENDPOINT_URL") or given("AWS_ENDPOINT"),
            region=given("AWS_REGION") or given("AWS_DEFAULT_REGION") or "us-east-1",
            anonymous=given("AWS_SKIP_SIGNATURE", "").lower() in ("true", "1"),
            connect_timeout=5, request_timeout=60, retry_strategy=AwsStandardS3RetryStrategy(max_attempts=5),
        )  # fmt: skip

    @contextmanager
    def alone(self, patience: float) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                with self.telling():
                    stack.enter_context(self._lease.held(patience))
            except Busy:
                raise busy(self, patience) from None
            yield

    def sure(self) -> None:
        with self.telling():
            self._lease.renew()

    def note(self) -> Note | None:
        return self._lease.note

    def leave(self, note: Note | None) -> None:
        with self.telling():
            self._lease.leave(note)

    @contextmanager
    def telling(self) -> Iterator[None]:
        try:
            yield
        except Lost:
            raise DeskError(
                f"{self} was taken over by another writer, as this one was held up for too long: nothing of this commit counts. "
                "Run the same command again."
            ) from None
        except (BaseError, OSError) as problem:
            raise DeskError(self._told(_COLOURS.sub("", str(problem)))) from None

    def _told(self, problem: str) -> str:
        """What is wrong, where, and what to do, of an error of the storage."""
        there = f"the bucket {self.bucket!r}"
        for sign, words in (
            (_NO_BUCKET, f"{self.endpoint} has no bucket {self.bucket!r}. Make it, or correct the name or AWS_ENDPOINT_URL."),
            (_OTHER_REGION, f"{there} is in another region. Set AWS_REGION to it."),
            (_NO_RIGHTS, f"{there} may not be read and written with these rights. Set AWS_ACCESS_KEY_ID and "
                         "AWS_SECRET_ACCESS_KEY to those of someone who may list, get, put and delete there."),
            (_NO_NETWORK, f"{self.endpoint} cannot be reached. Check the network and AWS_ENDPOINT_URL."),
        ):  # fmt: skip
            if sign.search(problem):
                return f"{self}: {words}"
        return f"{self}: {' '.join(problem.partition('Debug source')[0].split())[:300]}"
