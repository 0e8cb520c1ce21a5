"""What can go wrong with a container or with the files that go into one.

QolhatError
├ ContainerError              the container itself
│   ├ ContainerUnreadableError    container.unreadable
│   ├ MalformedContainerError     container.malformed (problem, entry)
│   ├ UnsafeNameError             container.unsafe_name (name, problem)
│   ├ DuplicateNameError          container.duplicate_name (name)
│   ├ ContainerLimitError         container.limit_exceeded (limit, allowed, found)
│   ├ ManifestError               container.bad_manifest (problem)
│   ├ ContainerFullError          container.full (allowed)
│   ├ AlreadySignedError          container.already_signed
│   └ NotSignedError              container.not_signed
├ DocumentError               a file that goes into one
│   ├ DocumentVanishedError       document.vanished (file)
│   ├ DocumentChangedError        document.changed (file)
│   └ DocumentUnreadableError     document.unreadable (file)
└ DiskError                   the place it is written to
    ├ DiskFullError               disk.full (folder)
    └ DiskWriteError              disk.write_failed (folder)
"""

import errno
from pathlib import Path
from typing import ClassVar

from signing.errors import QolhatError


class ContainerError(QolhatError):
    """A container that cannot be used as it is."""

    code: ClassVar[str] = "container.malformed"


class ContainerUnreadableError(ContainerError):
    """The file cannot be opened or read at all. Facts: `file`."""

    code = "container.unreadable"


class MalformedContainerError(ContainerError):
    """The ZIP structure is broken or ambiguous. Facts: `problem`, `entry` if there is one."""

    code = "container.malformed"


class UnsafeNameError(ContainerError):
    """An entry's name could do harm where it is unpacked. Facts: `name`, `problem`."""

    code = "container.unsafe_name"


class DuplicateNameError(ContainerError):
    """Two entries have the same name, or would have on some system. Facts: `name`."""

    code = "container.duplicate_name"


class ContainerLimitError(ContainerError):
    """Larger, deeper or more numerous than is read. Facts: `limit`, `allowed`, `found`."""

    code = "container.limit_exceeded"


class ManifestError(ContainerError):
    """An ASiC manifest that does not say, in the standard's form, what is signed.

    Facts: `problem`, a stable word: `doctype`, `encoding`, `xml`, `shape`, `signs_nothing`,
    `duplicate_reference`, `digest`, `uri`, `size`.
    """

    code = "container.bad_manifest"


class ContainerFullError(ContainerError):
    """No more entries fit into this container. Facts: `allowed`."""

    code = "container.full"


class AlreadySignedError(ContainerError):
    """The container carries a signature, and this was to be its first."""

    code = "container.already_signed"


class NotSignedError(ContainerError):
    """The container carries no signature that could be replaced."""

    code = "container.not_signed"


class DocumentError(QolhatError):
    """A file that was to go into a container. Facts: `file`, its name."""

    code: ClassVar[str] = "document.unreadable"


class DocumentVanishedError(DocumentError):
    """The file is not there any more."""

    code = "document.vanished"


class DocumentChangedError(DocumentError):
    """The file is not what it was when it was added, or changed while it was read."""

    code = "document.changed"


class DocumentUnreadableError(DocumentError):
    """The file cannot be read: no permission, not a regular file, a failing disk."""

    code = "document.unreadable"


class DiskError(QolhatError):
    """Writing failed. Facts: `folder`."""

    code: ClassVar[str] = "disk.write_failed"


class DiskFullError(DiskError):
    """There is no room (or no quota, or the file system allows no file so large)."""

    code = "disk.full"


class DiskWriteError(DiskError):
    """The disk refused for another reason: no permission, read-only, a failing device."""

    code = "disk.write_failed"


_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_WINDOWS_NO_ROOM = frozenset({39, 112})  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


def disk_error(error: OSError, folder: Path) -> DiskError:
    """The named error for an OSError that came while writing into this folder."""
    full = error.errno in _NO_ROOM or getattr(error, "winerror", None) in _WINDOWS_NO_ROOM
    kind = DiskFullError if full else DiskWriteError
    return kind(str(error), folder=str(folder))
