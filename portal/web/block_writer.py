"""Writes a stream to a file in large blocks, one being written while the next one arrives.

Memory stays at two blocks, whatever the size of the stream and the speed of the disk.
"""

import asyncio
import os
from pathlib import Path
from typing import Self

from signing.asic.early_storing import EarlyStoring

BLOCK_BYTES = 4 * 1024 * 1024
_MOST_AT_ONCE = 1024  # IOV_MAX of Linux


class BlockWriter:
    """Appends to a file. Made by `open`, ended by `close`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("ab", buffering=0)
        self._storing = EarlyStoring(self._file.fileno(), self._file.tell())
        self._block: list[bytes] = []
        self._block_bytes = 0
        self._writing: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: Path) -> Self:
        """A writer at the end of this file."""
        return await asyncio.to_thread(cls, path)

    async def add(self, chunk: bytes) -> None:
        """Take the next bytes of the stream. Raises OSError if an earlier block failed."""
        self._block.append(chunk)
        self._block_bytes += len(chunk)
        if self._block_bytes >= BLOCK_BYTES:
            await self._hand_over()

    async def close(self) -> int:
        """Write what is left, see it safely on the disk, and give the size of the file.

        Raises:
            OSError: not everything could be written. What could be stays.
        """
        try:
            await self._hand_over()
            if self._writing is not None:
                await self._writing
        finally:
            await asyncio.to_thread(self._finish)
        return self._path.stat().st_size

    async def _hand_over(self) -> None:
        if self._writing is not None:
            await self._writing
        block, self._block, self._block_bytes = self._block, [], 0
        self._writing = asyncio.create_task(asyncio.to_thread(self._write, block))

    def _write(self, block: list[bytes]) -> None:
        written = 0
        if hasattr(os, "writev"):
            written = os.writev(self._file.fileno(), block[:_MOST_AT_ONCE])
            self._storing.wrote(written)
        # What was not taken at once: all of it where there is no such call.
        for chunk in block:
            rest = memoryview(chunk)[written:]
            written = max(0, written - len(chunk))
            while rest:
                count = self._file.write(rest) or 0
                self._storing.wrote(count)
                rest = rest[count:]

    def _finish(self) -> None:
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()
