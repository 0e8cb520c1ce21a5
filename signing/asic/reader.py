"""Reads entries of a container as limited, checked streams. Nothing goes to the disk.

A stream never gives more than the entry's declared size, and at its end the size and the CRC-32
have proved right, or it raises. Several streams may be read at once, from different threads.
"""

import io
import os
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from signing.asic import zip_format as zf
from signing.asic.errors import (
    ContainerLimitError,
    ContainerUnreadableError,
    MalformedContainerError,
)
from signing.asic.limits import FOREIGN_LIMITS, OWN_LIMITS, Limits
from signing.asic.names import printable
from signing.asic.written import MIMETYPE, MIMETYPE_NAME
from signing.asic.zip_directory import malformed
from signing.asic.zip_structure import (
    ContainerWarning,
    ReadingProfile,
    ZipEntry,
    read_structure,
)

MIMETYPE_ASIC_S: Final = b"application/vnd.etsi.asic-s+zip"
_INFLATE_INPUT_BYTES: Final = 1 << 16
_MAX_MIMETYPE_BYTES: Final = 256


class ContainerReader:
    """An open container. A context manager.

    Args:
        path: the file; its name's suffix plays no part.
        profile: how strictly it is read.
        limits: by default those of the profile.

    Raises:
        ContainerUnreadableError: the file cannot be opened or read.
        MalformedContainerError, UnsafeNameError, DuplicateNameError, ContainerLimitError
    """

    def __init__(self, path: Path, profile: ReadingProfile, limits: Limits | None = None) -> None:
        ours = profile is ReadingProfile.OURS
        self.limits = limits or (OWN_LIMITS if ours else FOREIGN_LIMITS)
        self.path = path
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise ContainerUnreadableError(str(error), file=path.name) from error
        self._lock = threading.Lock()
        try:
            self.structure = read_structure(self._file, self.limits, profile)
            self._by_name = {entry.name: entry for entry in self.structure.files}
            self.mimetype = self._read_mimetype()
            self.warnings = self.structure.warnings + self._check_mimetype()
        except OSError as error:
            self._file.close()
            raise ContainerUnreadableError(str(error), file=path.name) from error
        except BaseException:
            self._file.close()
            raise

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, `mimetype` and `META-INF/` included, in order."""
        return tuple(self._by_name)

    def find(self, name: str) -> ZipEntry | None:
        """The entry that a manifest means by this name, or None.

        Where a header does not say in what encoding its name is, the name that is asked for
        decides, unless two entries could be meant.
        """
        if name in self._by_name:
            return self._by_name[name]
        meant = [entry for entry in self.structure.files if name in entry.other_names]
        return meant[0] if len(meant) == 1 else None

    def open(self, name: str) -> io.BufferedReader:
        """A stream of an entry's content, limited and checked.

        Raises:
            MalformedContainerError: there is no such entry (and, while reading, bad content).
        """
        return io.BufferedReader(self.open_raw(self._entry(name)))

    def read(self, name: str, max_bytes: int) -> bytes:
        """An entry's whole content.

        Raises:
            ContainerLimitError: it is larger than `max_bytes`.
            MalformedContainerError: there is no such entry, or its content is damaged.
        """
        entry = self._entry(name)
        if entry.size_bytes > max_bytes:
            raise ContainerLimitError(
                "entry too large", limit="entry", allowed=max_bytes, found=entry.size_bytes
            )
        with self.open_raw(entry) as stream:
            return stream.readall()

    def open_raw(self, entry: ZipEntry) -> "EntryStream":
        """An unbuffered stream of an entry's content: the fastest way to read all of it."""
        return EntryStream(entry, self._read_at)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def _entry(self, name: str) -> ZipEntry:
        entry = self.find(name)
        if entry is None:
            raise malformed("no_such_entry", printable(name))
        return entry

    def _read_at(self, offset: int, buffer: memoryview) -> int:
        """Fill the buffer from there; safe from several threads."""
        try:
            if hasattr(os, "preadv"):
                return os.preadv(self._file.fileno(), [buffer], offset)
            with self._lock:
                self._file.seek(offset)
                content = self._file.read(len(buffer))
            buffer[: len(content)] = content
            return len(content)
        except OSError as error:
            raise ContainerUnreadableError(str(error), file=self.path.name) from error

    def _read_mimetype(self) -> bytes | None:
        entry = self._by_name.get(MIMETYPE_NAME)
        if entry is None or entry.size_bytes > _MAX_MIMETYPE_BYTES:
            return None
        return self.read(MIMETYPE_NAME, _MAX_MIMETYPE_BYTES)

    def _check_mimetype(self) -> tuple[ContainerWarning, ...]:
        """EN 319 162-1, A.1: first, stored, no extra field, exactly the media type."""
        if self.structure.profile is ReadingProfile.OURS:
            if self.mimetype != MIMETYPE:
                raise malformed("mimetype")
            return ()
        entry = self._by_name.get(MIMETYPE_NAME)
        if entry is None:
            return (ContainerWarning("container.mimetype_missing"),)
        found = {
            "container.mimetype_place": self.structure.entries[0] is not entry,
            "container.mimetype_compressed": entry.method != zf.STORED,
            "container.mimetype_extra_field": not entry.plain_header,
            "container.mimetype_text": self.mimetype not in {MIMETYPE, MIMETYPE_ASIC_S},
        }
        return tuple(ContainerWarning(code) for code, odd in found.items() if odd)


class EntryStream(io.RawIOBase):
    """The content of one entry, from its first byte to its last.

    Raises (while reading):
        MalformedContainerError: `crc`, `size` or `deflate`: the content is not what was declared.
        ContainerUnreadableError
    """

    def __init__(self, entry: ZipEntry, read_at: Callable[[int, memoryview], int]) -> None:
        super().__init__()
        self._entry = entry
        self._read_at = read_at
        self._position = 0
        self._done_bytes = 0
        self._crc = 0
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == zf.DEFLATED else None
        self._finished = False

    @property
    def size_bytes(self) -> int:
        """The declared size, which is what comes or an error."""
        return self._entry.size_bytes

    @property
    def crc(self) -> int:
        """The declared CRC-32, which is what comes or an error."""
        return self._entry.crc

    def readable(self) -> bool:
        """Whether it can be read: yes."""
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]
        """Fill the buffer or a part of it; 0 at the end of what has proved right."""
        view = memoryview(buffer).cast("B")
        if not view or self._finished:
            return 0
        count = self._read_stored(view) if self._inflate is None else self._read_deflated(view)
        self._crc = zlib.crc32(view[:count], self._crc)
        self._done_bytes += count
        if not count:
            self._check_end()
        elif self._done_bytes > self._entry.size_bytes:
            raise self._bad("size")
        return count

    def _read_stored(self, view: memoryview) -> int:
        left = self._entry.stored_bytes - self._position
        if not left:
            return 0
        wanted = min(left, len(view))
        count = self._read_at(self._entry.content_offset + self._position, view[:wanted])
        if not count:
            raise self._bad("truncated")
        self._position += count
        return count

    def _read_deflated(self, view: memoryview) -> int:
        inflate = self._inflate
        assert inflate is not None  # noqa: S101 - for the type checker
        # One byte more than declared is enough to see that more would come.
        wanted = min(len(view), self._entry.size_bytes - self._done_bytes + 1)
        while not inflate.eof:
            pending = inflate.unconsumed_tail or self._read_compressed()
            try:
                out = inflate.decompress(pending, wanted)
            except zlib.error as error:
                raise self._bad("deflate") from error
            if out:
                view[: len(out)] = out
                return len(out)
            if not pending:
                raise self._bad("truncated")
        return 0

    def _read_compressed(self) -> bytes:
        left = self._entry.stored_bytes - self._position
        chunk = bytearray(min(left, _INFLATE_INPUT_BYTES))
        if chunk:
            count = self._read_at(self._entry.content_offset + self._position, memoryview(chunk))
            self._position += count
            del chunk[count:]
        return bytes(chunk)

    def _check_end(self) -> None:
        inflate = self._inflate
        if inflate is not None and (
            inflate.unused_data or self._position != self._entry.stored_bytes
        ):
            raise self._bad("deflate")
        if self._done_bytes != self._entry.size_bytes:
            raise self._bad("size")
        if self._crc != self._entry.crc:
            raise self._bad("crc")
        self._finished = True

    def _bad(self, problem: str) -> MalformedContainerError:
        return malformed(problem, printable(self._entry.name))
