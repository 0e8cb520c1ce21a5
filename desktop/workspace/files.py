"""Files and folders that only their owner may read, written so that a crash leaves old or new."""

import contextlib
import os
import secrets
from pathlib import Path

from desktop.errors import FolderNotWritableError
from signing.asic.errors import disk_error

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def private_folder(path: Path) -> Path:
    """Make the folder with those above it; it and what is made here is for its owner only.

    Raises:
        FolderNotWritableError: it cannot be made, or something else has its name.
    """
    try:
        path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        path.chmod(FOLDER_MODE)
    except OSError as error:
        raise FolderNotWritableError(str(error), folder=str(path)) from error
    return path


def write_private(path: Path, content: bytes) -> Path:
    """Write the file whole or not at all, on the disk when this returns, mode 0600.

    Raises:
        DiskFullError, DiskWriteError: nothing is left under the name that was not there before.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise disk_error(error, path.parent) from error
    return path


def sync_folder(folder: Path) -> None:
    """Put the folder's names on the disk, where the system can do that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
