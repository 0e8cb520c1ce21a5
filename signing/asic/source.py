"""A file of the user's on its way into a container, watched for changes while it is read."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from signing.asic.errors import (
    DocumentChangedError,
    DocumentUnreadableError,
    DocumentVanishedError,
)

_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe in the file's place must not hold us up
)


@dataclass(frozen=True, slots=True)
class FileState:
    """What a file looked like at some moment; equal states mean: not changed since."""

    size_bytes: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """The state of the file now.

        Raises:
            DocumentVanishedError, DocumentUnreadableError
        """
        try:
            found = path.stat()
        except OSError as error:
            raise _named(error, path) from error
        return cls.from_stat(found, path)

    @classmethod
    def from_stat(cls, found: os.stat_result, path: Path) -> Self:
        """The state in a stat result; only a regular file has one."""
        if not stat.S_ISREG(found.st_mode):
            raise DocumentUnreadableError("not a regular file", file=path.name)
        return cls(found.st_size, found.st_mtime_ns)


class SourceFile:
    """An open file of the user's, read from its start, possibly more than once.

    Args:
        path: the file.
        expected: its state when it was added; anything else is an error.

    Raises (all methods):
        DocumentVanishedError, DocumentChangedError, DocumentUnreadableError
    """

    def __init__(self, path: Path, expected: FileState | None = None) -> None:
        self._path = path
        try:
            self._file = os.fdopen(os.open(path, _OPEN_FLAGS), "rb", buffering=0)
        except OSError as error:
            raise _named(error, path) from error
        try:
            self.state = self._current_state()
        except BaseException:
            self._file.close()
            raise
        if expected is not None and self.state != expected:
            self._file.close()
            raise self.changed()

    def read_into(self, buffer: memoryview) -> int:
        """Fill the buffer as far as the file reaches; 0 at its end."""
        filled = 0
        try:
            while filled < len(buffer) and (count := self._file.readinto(buffer[filled:])):
                filled += count
        except OSError as error:
            raise _named(error, self._path) from error
        return filled

    def rewind(self) -> None:
        """Start again at the first byte."""
        self._file.seek(0)

    def check_unchanged(self, read_bytes: int) -> None:
        """The file, and what stands in its place by now, is what was opened."""
        if read_bytes != self.state.size_bytes or self._current_state() != self.state:
            raise self.changed()
        if FileState.of(self._path) != self.state:
            raise self.changed()

    def changed(self) -> DocumentChangedError:
        """The error for a file whose content differs from what was read before."""
        return DocumentChangedError("file changed since it was added", file=self._path.name)

    def _current_state(self) -> FileState:
        return FileState.from_stat(os.fstat(self._file.fileno()), self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()


def _named(error: OSError, path: Path) -> DocumentVanishedError | DocumentUnreadableError:
    gone = isinstance(error, FileNotFoundError | NotADirectoryError)
    kind = DocumentVanishedError if gone else DocumentUnreadableError
    return kind(str(error), file=path.name)
