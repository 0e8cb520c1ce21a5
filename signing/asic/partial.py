"""A file that is complete or not there: written under another name, then renamed.

While it is written it is called `.<name>.partial`, in the same folder. What a killed program left
behind is removed by `remove_partials` at the next start; a partial that another running program
is still writing is left alone (it holds a lock on it).
"""

import contextlib
import os
import sys
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from signing.asic.early_storing import EarlyStoring
from signing.asic.errors import disk_error

if sys.platform != "win32":
    import fcntl

PREFIX = "."
SUFFIX = ".partial"

_OPEN_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class PartialFile:
    """A new file in the making. Leaving the context without `commit` removes it.

    Raises (all methods):
        DiskFullError, DiskWriteError
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.partial_path = path.with_name(_partial_name(path.name))
        try:
            self._file = _open_locked(self.partial_path)
        except OSError as error:
            raise disk_error(error, path.parent) from error
        self._storing = EarlyStoring(self._file.fileno())

    def write(self, data: bytes | memoryview) -> int:
        """Write some of the bytes and say how many."""
        try:
            count = self._file.write(data) or 0
            self._storing.wrote(count)
        except OSError as error:
            raise disk_error(error, self.path.parent) from error
        return count

    def sync(self) -> None:
        """Wait until what was written is on the disk."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise disk_error(error, self.path.parent) from error

    def commit(self) -> None:
        """Give the file, complete and on the disk, its final name.

        A file that has the name already is replaced in one step.
        """
        self.sync()
        self._file.close()
        try:
            self.partial_path.replace(self.path)
            _sync_folder(self.path.parent)
        except OSError as error:
            raise disk_error(error, self.path.parent) from error

    def discard(self) -> None:
        """Remove what was written. After `commit` it does nothing.

        Where the system allows it the name goes first, so that a second thread that still waits
        for the disk keeps nobody else waiting.
        """
        if self._file.closed:
            return
        if sys.platform != "win32":
            self._unlink()
        self._file.close()
        if sys.platform == "win32":
            self._unlink()

    def _unlink(self) -> None:
        with contextlib.suppress(OSError):
            self.partial_path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.discard()


def remove_partials(folder: Path) -> list[Path]:
    """Remove what a killed program left half-written in this folder.

    Returns:
        the files that were removed. One that is still being written is left alone, as is one
        that cannot be removed: it does no harm under its name.
    """
    removed = []
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        if path.is_symlink() or not path.is_file() or _is_locked(path):
            continue
        with contextlib.suppress(OSError):
            path.unlink()
            removed.append(path)
    return removed


def _partial_name(name: str) -> str:
    """`.<name>.partial`, cut so that the file system takes it."""
    room = 255 - len(PREFIX) - len(SUFFIX)
    return PREFIX + name.encode()[:room].decode(errors="ignore") + SUFFIX


def _open_locked(path: Path) -> FileIO:
    """The empty file, marked as being written; OSError if another program writes it."""
    file = FileIO(os.open(path, _OPEN_FLAGS, 0o666), "w+b")
    try:
        _lock(file.fileno())
        file.truncate(0)
    except OSError:
        file.close()
        raise
    return file


def _lock(descriptor: int) -> None:
    """Mark the file as being written.

    Raises:
        BlockingIOError: another program is writing it.
    """
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return  # a file system without locks: then without


def _is_locked(path: Path) -> bool:
    """Whether a running program is writing it (on Windows it could not be removed anyway)."""
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
