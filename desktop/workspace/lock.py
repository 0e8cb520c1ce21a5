"""One instance at a time: a lock that ends with the process, however it ends."""

import os
import sys
from contextlib import suppress
from pathlib import Path

from desktop.errors import FolderNotWritableError, WorkspaceInUseError
from desktop.workspace.files import FILE_MODE

if sys.platform == "win32":
    import msvcrt

    # The locked byte lies far behind the text, so that another process can still read the text.
    _LOCKED_AT = 1 << 20

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class InstanceLock:
    """Holds the lock file of a workspace from its making to `release`.

    Raises:
        WorkspaceInUseError: another process holds it; `process` is its number if it can be read.
        FolderNotWritableError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        except OSError as error:
            raise FolderNotWritableError(str(error), folder=str(path.parent)) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            holder = os.read(self._descriptor, 32).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise WorkspaceInUseError(
                "locked", folder=str(path.parent), process=holder or "?"
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the workspace free. The file stays: removing it would race with the next one."""
        if self._descriptor >= 0:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1
