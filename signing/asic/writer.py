"""Writes one ASiC-E container (EN 319 162-1, A.1) while the files that go into it are hashed.

Entry order: `mimetype`, the files in the order given, `META-INF/ASiCManifest001.xml`,
`META-INF/signature001.p7s`. Until `finish` returns there is nothing under the final name.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from signing.asic.part import ContainerPart
from signing.asic.pipeline import Progress, WritePipeline
from signing.asic.source import FileState
from signing.asic.written import HashedObject, WrittenContainer
from signing.asic.zip_format import ZIP64_LIMIT

__all__ = ["ContainerWriter", "FileState", "HashedObject", "WrittenContainer"]


class ContainerWriter:
    """Writes one container. A context manager: left without `finish` it leaves nothing behind.

    Args:
        path: the final name; the folder must exist.
        progress: told the number of payload bytes done, at most every 50 ms.
        cancelled: asked at every step; when it says yes, Cancelled is raised.

    Raises (all methods):
        DiskFullError, DiskWriteError, Cancelled
    """

    def __init__(
        self,
        path: Path,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        zip64_limit: int = ZIP64_LIMIT,
    ) -> None:
        self._progress = Progress(progress, cancelled)
        self._pipeline = WritePipeline(self._progress)
        try:
            self.part = ContainerPart(path, self._pipeline, self._progress, zip64_limit)
        except BaseException:
            self._pipeline.stop(lambda: None)
            raise

    def room(self) -> int:
        """How many more files fit, with room kept for signature and archive entries."""
        return self.part.room()

    def add_file(
        self, name: str, source: Path, media_type: str, expected: FileState | None = None
    ) -> HashedObject:
        """Add a file from the disk.

        Args:
            name: the entry's name, allowed by `check_entry_name`, not under `META-INF/`.
            source: the file.
            media_type: for the manifest.
            expected: the file's state when it was chosen.

        Raises:
            UnsafeNameError, DuplicateNameError, ContainerFullError, DocumentVanishedError,
            DocumentChangedError, DocumentUnreadableError
        """
        return self.part.add_file(name, source, media_type, expected)

    def add_bytes(self, name: str, content: bytes, media_type: str) -> HashedObject:
        """Add a file from memory. Raises like `add_file`."""
        return self.part.add_bytes(name, content, media_type)

    def manifest(self) -> bytes:
        """The manifest over everything added so far: what the signature is to cover."""
        return self.part.manifest()

    def finish(self, signature: bytes | None) -> WrittenContainer:
        """Close the container and give it its name.

        Args:
            signature: detached CAdES (DER) over `manifest()`; None leaves the container unsigned
                and without a manifest.
        """
        self.part.close(signature)
        return self._complete()

    def finish_with(self, meta: Mapping[str, bytes]) -> WrittenContainer:
        """Like `finish`, with these entries of `META-INF/` in place of one signature."""
        self.part.close_with(meta)
        return self._complete()

    def _complete(self) -> WrittenContainer:
        self._pipeline.drain()
        self._progress.flush()
        return self.part.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pipeline.stop(self.part.discard)
