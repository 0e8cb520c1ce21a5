"""Hashes the files of a container, two at a time, within limits.

Reading, CRC-32 and digests let other threads run, so two workers keep two cores busy. Content that
does not match its own ZIP headers is damaged; it has no digest.
"""

import hashlib
import threading
from collections.abc import Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Final

from signing.asic.errors import MalformedContainerError
from signing.asic.pipeline import BUFFER_BYTES, POLL_SECONDS, Progress
from signing.asic.reader import ContainerReader
from signing.asic.zip_structure import ZipEntry
from signing.errors import Cancelled

WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class EntryDigests:
    """The digests of one entry by `hashlib` name; none if its content is damaged."""

    digests: Mapping[str, bytes]
    damaged: bool = False


def hash_entries(
    reader: ContainerReader, wanted: Mapping[str, frozenset[str]], progress: Progress
) -> dict[str, EntryDigests]:
    """The digests of entries.

    Args:
        reader: the open container.
        wanted: by entry name the names of the digest algorithms.
        progress: told the bytes of content done; asked whether to stop.

    Raises:
        Cancelled
        ContainerUnreadableError: the file cannot be read any more.
    """
    hashing = _Hashing(reader)
    # The largest first: no worker should be left alone with it at the end.
    entries = sorted(
        (entry for entry in reader.structure.files if entry.name in wanted),
        key=lambda entry: entry.size_bytes,
        reverse=True,
    )
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="container-hash") as pool:
        jobs = [pool.submit(hashing.digests_of, entry, wanted[entry.name]) for entry in entries]
        try:
            waiting = set(jobs)
            while waiting:
                done, waiting = wait(waiting, POLL_SECONDS, FIRST_EXCEPTION)
                for job in done:
                    job.result()
                progress.add(hashing.take_done())
        except BaseException:
            hashing.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    progress.flush()
    return {entry.name: job.result() for entry, job in zip(entries, jobs, strict=True)}


class _Hashing:
    """What the workers share: the container, a buffer each, the count, the wish to stop."""

    def __init__(self, reader: ContainerReader) -> None:
        self._reader = reader
        self._local = threading.local()
        self._lock = threading.Lock()
        self._done_bytes = 0
        self._stopped = False

    def stop(self) -> None:
        """Let the workers end at their next step."""
        self._stopped = True

    def take_done(self) -> int:
        """The bytes done since the last call."""
        with self._lock:
            done, self._done_bytes = self._done_bytes, 0
        return done

    def digests_of(self, entry: ZipEntry, algorithms: frozenset[str]) -> EntryDigests:
        """All digests of one entry in one reading."""
        hashes = {name: hashlib.new(name) for name in algorithms}
        buffer: bytearray = self._local.__dict__.setdefault("buffer", bytearray(BUFFER_BYTES))
        stream = self._reader.open_raw(entry)
        try:
            while count := stream.readinto(buffer):
                if self._stopped:
                    raise Cancelled
                piece = memoryview(buffer)[:count]
                for digest in hashes.values():
                    digest.update(piece)
                with self._lock:
                    self._done_bytes += count
        except MalformedContainerError:
            return EntryDigests({}, damaged=True)
        return EntryDigests({name: digest.digest() for name, digest in hashes.items()})
