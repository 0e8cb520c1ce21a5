"""One container in the making, fed through a pipeline that several containers may share."""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from signing.asic.errors import ContainerFullError, DuplicateNameError, UnsafeNameError
from signing.asic.limits import ARCHIVE_ENTRIES, MAX_OWN_ENTRIES, SIGNATURE_ENTRIES
from signing.asic.manifest import MANIFEST_NAME, SIGNATURE_NAME, build_manifest
from signing.asic.names import check_entry_name, comparison_key, printable
from signing.asic.partial import PartialFile
from signing.asic.pipeline import BUFFER_BYTES, Progress, WritePipeline
from signing.asic.source import FileState, SourceFile
from signing.asic.written import (
    META_INF,
    MIMETYPE,
    MIMETYPE_NAME,
    HashedObject,
    WrittenContainer,
    references_to,
)
from signing.asic.zip_format import ZIP64_LIMIT
from signing.asic.zip_writer import StoredZipWriter
from signing.errors import InternalError

BUFFERED_FILE_BYTES: Final = 8 * BUFFER_BYTES
"""A file up to this size is held in memory until its CRC is known; a larger one is read twice."""


class EntryContent(Protocol):
    """Content whose size and CRC are known before it is read."""

    @property
    def size_bytes(self) -> int:
        """Exactly so many bytes come."""

    @property
    def crc(self) -> int:
        """Their CRC-32."""

    def readinto(self, buffer: bytearray, /) -> int:
        """Fill the buffer; 0 at the end."""


class ContainerPart:
    """One container among those that share a pipeline: the work behind `ContainerWriter`."""

    def __init__(
        self,
        path: Path,
        pipeline: WritePipeline,
        progress: Progress,
        zip64_limit: int = ZIP64_LIMIT,
    ) -> None:
        self._pipeline = pipeline
        self._progress = progress
        self._file = PartialFile(path)
        self._zip = StoredZipWriter(self._file, zip64_limit)
        self._objects: list[HashedObject] = []
        self._keys = {comparison_key(MIMETYPE_NAME)}
        self._manifest: bytes | None = None
        self._manifest_sha256: str | None = None
        self._broken = False
        self._submit_entry(MIMETYPE_NAME, MIMETYPE)

    @property
    def path(self) -> Path:
        """The final name."""
        return self._file.path

    @property
    def objects(self) -> tuple[HashedObject, ...]:
        """Everything added so far, in order."""
        return tuple(self._objects)

    def room(self) -> int:
        """How many more files fit."""
        used = len(self._keys) + SIGNATURE_ENTRIES + ARCHIVE_ENTRIES
        return max(0, MAX_OWN_ENTRIES - used)

    def add_file(
        self, name: str, source: Path, media_type: str, expected: FileState | None = None
    ) -> HashedObject:
        """See `ContainerWriter.add_file`."""
        key = self._check_name(name)
        with SourceFile(source, expected) as file:
            if file.state.size_bytes <= BUFFERED_FILE_BYTES:
                digest = self._add_buffered(name, file)
            else:
                digest = self._add_streamed(name, file)
            size_bytes = file.state.size_bytes
        return self._added(key, HashedObject(name, media_type, size_bytes, digest))

    def add_bytes(self, name: str, content: bytes, media_type: str) -> HashedObject:
        """See `ContainerWriter.add_bytes`."""
        key = self._check_name(name)
        self._submit_entry(name, content)
        self._progress.add(len(content))
        digest = hashlib.sha256(content).hexdigest()
        return self._added(key, HashedObject(name, media_type, len(content), digest))

    def add_entry(self, name: str, media_type: str, content: EntryContent) -> HashedObject:
        """Add an entry of another container, whose size and CRC are known beforehand.

        `content` raises by itself if what comes out is not what was declared.
        """
        key = self._check_name(name)
        digest = hashlib.sha256()
        self._broken = True  # until all of it came
        self._pipeline.submit(lambda: self._zip.start_entry(name, content.crc, content.size_bytes))
        while True:
            buffer = self._pipeline.buffer()
            count = content.readinto(buffer)
            if not count:
                self._pipeline.give_back([buffer])
                break
            piece = memoryview(buffer)[:count]
            digest.update(piece)
            self._submit_piece(piece, buffer)
        self._broken = False
        return self._added(
            key, HashedObject(name, media_type, content.size_bytes, digest.hexdigest())
        )

    def manifest(self) -> bytes:
        """See `ContainerWriter.manifest`."""
        if self._manifest is None:
            self._manifest = build_manifest(references_to(self._objects))
        return self._manifest

    def close(self, signature: bytes | None) -> None:
        """Submit manifest and signature, if there is one, and all that ends the container."""
        self._check_whole()
        meta = {}
        if signature is not None:
            meta = {MANIFEST_NAME: self.manifest(), SIGNATURE_NAME: signature}
        self.close_with(meta)

    def close_with(self, meta: Mapping[str, bytes]) -> None:
        """Submit these entries of `META-INF/`, in their order, and all that ends the container."""
        self._check_whole()
        for name, content in meta.items():
            self._submit_entry(name, content)
        if MANIFEST_NAME in meta:
            self._manifest_sha256 = hashlib.sha256(meta[MANIFEST_NAME]).hexdigest()
        self._pipeline.submit(self._zip.finish)
        self._pipeline.submit(self._file.sync)

    def commit(self) -> WrittenContainer:
        """Give the file its name, after the pipeline was drained."""
        self._file.commit()
        return WrittenContainer(
            self._file.path,
            self._zip.size_bytes,
            self._zip.sha256,
            self._manifest_sha256,
            self.objects,
        )

    def discard(self) -> None:
        """Remove what was written, unless it was committed."""
        self._file.discard()

    def _check_whole(self) -> None:
        if self._broken:
            raise InternalError("a file failed half-way: this container cannot be finished")

    def _check_name(self, name: str) -> str:
        check_entry_name(name)
        key = comparison_key(name)
        if key.startswith(comparison_key(META_INF)):
            raise UnsafeNameError("reserved for signatures", name=name, problem="reserved")
        if key in self._keys:
            raise DuplicateNameError("name already in use", name=printable(name))
        if not self.room():
            raise ContainerFullError("container is full", allowed=MAX_OWN_ENTRIES)
        return key

    def _added(self, key: str, added: HashedObject) -> HashedObject:
        self._keys.add(key)
        self._objects.append(added)
        self._manifest = None
        return added

    def _add_buffered(self, name: str, file: SourceFile) -> str:
        """Read the whole file into buffers, then hand it over with its CRC."""
        digest = hashlib.sha256()
        crc = 0
        held: list[bytearray] = []
        pieces: list[memoryview] = []
        size_bytes = 0
        try:
            while size_bytes <= file.state.size_bytes:
                held.append(self._pipeline.buffer())
                view = memoryview(held[-1])
                count = file.read_into(view)
                piece = view[:count]
                digest.update(piece)
                crc = zlib.crc32(piece, crc)
                pieces.append(piece)
                size_bytes += count
                self._progress.add(count)
                if count < BUFFER_BYTES:
                    break
            file.check_unchanged(size_bytes)
        except BaseException:
            self._pipeline.give_back(held)
            raise

        def write() -> None:
            self._zip.start_entry(name, crc, size_bytes)
            for piece in pieces:
                self._zip.write(piece)

        self._pipeline.submit(write, tuple(held))
        return digest.hexdigest()

    def _add_streamed(self, name: str, file: SourceFile) -> str:
        """Read the file for its CRC, then again for its content, which must be the same."""
        size_bytes = file.state.size_bytes
        expected_crc = 0
        for piece, buffer in self._pieces(file):
            expected_crc = zlib.crc32(piece, expected_crc)
            self._pipeline.give_back([buffer])
        file.check_unchanged(size_bytes)
        file.rewind()
        self._pipeline.submit(lambda: self._zip.start_entry(name, expected_crc, size_bytes))
        digest = hashlib.sha256()
        crc = 0
        read_bytes = 0
        for piece, buffer in self._pieces(file):
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            read_bytes += len(piece)
            self._submit_piece(piece, buffer)
        self._broken = True  # until the content has proved to be what the header says
        file.check_unchanged(read_bytes)
        if crc != expected_crc:
            raise file.changed()
        self._broken = False
        return digest.hexdigest()

    def _pieces(self, file: SourceFile) -> Iterator[tuple[memoryview, bytearray]]:
        """The file's content in borrowed buffers, never more than its stated size and one more."""
        left = file.state.size_bytes + 1
        while left > 0:
            self._progress.check()
            buffer = self._pipeline.buffer()
            count = file.read_into(memoryview(buffer)[: min(left, BUFFER_BYTES)])
            left -= count
            if not count:
                self._pipeline.give_back([buffer])
                return
            yield memoryview(buffer)[:count], buffer

    def _submit_piece(self, piece: memoryview, buffer: bytearray) -> None:
        self._pipeline.submit(lambda: self._zip.write(piece), (buffer,))
        self._progress.add(len(piece))

    def _submit_entry(self, name: str, content: bytes) -> None:
        crc = zlib.crc32(content)

        def write() -> None:
            self._zip.start_entry(name, crc, len(content))
            self._zip.write(content)

        self._pipeline.submit(write)
