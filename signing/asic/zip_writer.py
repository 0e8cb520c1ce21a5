"""A ZIP file written strictly from its first byte to its last.

Every local header is complete before its content follows: nothing is patched afterwards, no data
descriptor is needed, and the SHA-256 of the whole file is known when its last byte is written.
"""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from signing.asic import zip_format


class RawOutput(Protocol):
    """Where the bytes go: an unbuffered binary file."""

    def write(self, data: memoryview, /) -> int | None:
        """Write some of the bytes and say how many."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    crc: int
    size_bytes: int
    offset: int


class StoredZipWriter:
    """Writes stored entries with UTF-8 names. Not thread-safe: one thread calls it.

    Args:
        output: receives the bytes in order.
        zip64_limit: from this size or offset on ZIP64 fields are used; lower only in tests.
    """

    def __init__(self, output: RawOutput, zip64_limit: int = zip_format.ZIP64_LIMIT) -> None:
        self._output = output
        self._zip64_limit = zip64_limit
        self._entries: list[_Entry] = []
        self._digest = hashlib.sha256()
        self._offset = 0

    @property
    def size_bytes(self) -> int:
        """Bytes written so far."""
        return self._offset

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes written so far, lower-case hex."""
        return self._digest.hexdigest()

    def start_entry(self, name: str, crc: int, size_bytes: int) -> None:
        """Write the local header. Exactly `size_bytes` bytes with this CRC-32 must follow."""
        raw = name.encode()
        self._entries.append(_Entry(raw, crc, size_bytes, self._offset))
        self.write(zip_format.local_header(raw, crc, size_bytes, zip64_limit=self._zip64_limit))

    def write(self, content: bytes | bytearray | memoryview) -> None:
        """Write bytes of the entry that was started last."""
        view = memoryview(content)
        self._digest.update(view)
        self._offset += len(view)
        while view:
            view = view[self._output.write(view) or 0 :]

    def finish(self) -> None:
        """Write the central directory and the end record."""
        start = self._offset
        directory = b"".join(
            zip_format.central_header(
                entry.name,
                entry.crc,
                entry.size_bytes,
                entry.offset,
                zip64_limit=self._zip64_limit,
            )
            for entry in self._entries
        )
        end = zip_format.end_records(
            len(self._entries), len(directory), start, zip64_limit=self._zip64_limit
        )
        self.write(directory + end)
