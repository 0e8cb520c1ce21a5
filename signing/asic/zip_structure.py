"""The strict reading of a ZIP file's structure, before any content is read.

A file that two programs could read differently is refused: the first local header is at byte 0,
entries follow each other without gap or overlap up to the central directory, the directory up to
the end record, and that, being the only one, ends the file; what a local header says is what the
directory says. (Python's zipfile accepts duplicates, overlaps, prefixes and differing headers.)

Nothing is unpacked, nothing is written.
"""

import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final

from signing.asic import zip_format as zf
from signing.asic.entry_names import decode_foreign_name, decode_own_name
from signing.asic.errors import ContainerLimitError, DuplicateNameError
from signing.asic.limits import Limits
from signing.asic.names import comparison_key, printable
from signing.asic.written import META_INF, MIMETYPE_NAME
from signing.asic.zip_directory import (
    CentralRecord,
    Directory,
    malformed,
    parse_extra,
    read_directory,
    read_exactly,
    zip64_values,
)

_READABLE_FLAGS: Final = zf.FLAG_DEFLATE_OPTIONS | zf.FLAG_DESCRIPTOR | zf.FLAG_UTF8
_OWN_META_NAMES: Final = re.compile(
    r"META-INF/(ASiCManifest\d{3}\.xml|signature\d{3}\.p7s"
    r"|ASiCArchiveManifest(\d{3})?\.xml|timestamp\d{3}\.tst)"
)


class ReadingProfile(StrEnum):
    """How strictly a container is read."""

    OURS = "ours"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class ContainerWarning:
    """An oddity of a foreign container that is read nevertheless.

    `code` is stable (`container.…`); `entry` is the entry's name, or None for the whole.
    """

    code: str
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One entry, whose two headers agree.

    Attributes:
        name: the likeliest reading of the header's bytes.
        other_names: what the bytes mean in other code pages, where the header does not say.
        method: `STORED` or `DEFLATED`.
        crc: CRC-32 of the content.
        size_bytes: of the content.
        stored_bytes: as it stands in the file.
        content_offset: where that begins.
        plain_header: the local header has no extra field.
    """

    name: str
    other_names: tuple[str, ...]
    method: int
    crc: int
    size_bytes: int
    stored_bytes: int
    content_offset: int
    plain_header: bool

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.name.endswith("/")


@dataclass(frozen=True, slots=True)
class ContainerStructure:
    """The entries in the order of the file, and what was odd about them."""

    profile: ReadingProfile
    entries: tuple[ZipEntry, ...]
    comment: bytes
    warnings: tuple[ContainerWarning, ...]

    @property
    def files(self) -> tuple[ZipEntry, ...]:
        """The entries that are not folders."""
        return tuple(entry for entry in self.entries if not entry.is_folder)

    @property
    def payload(self) -> tuple[ZipEntry, ...]:
        """The files that signatures are about: all but `mimetype` and `META-INF/`."""
        return tuple(
            entry
            for entry in self.files
            if entry.name != MIMETYPE_NAME and not entry.name.startswith(META_INF)
        )


def read_structure(file: BinaryIO, limits: Limits, profile: ReadingProfile) -> ContainerStructure:
    """Read the structure of a whole container.

    Args:
        file: seekable, positioned anywhere.
        limits: what is too much.
        profile: OURS takes only what our writer writes; FOREIGN takes compression, data
            descriptors, a comment, folders and names in other encodings, with a warning.

    Raises:
        MalformedContainerError, UnsafeNameError, DuplicateNameError, ContainerLimitError
    """
    directory = read_directory(file, limits)
    ours = profile is ReadingProfile.OURS
    warnings = _check_directory(directory, ours=ours)
    records = sorted(directory.records, key=lambda record: record.local_offset)
    if records[0].local_offset != 0:
        raise malformed("prefix")
    ends = [*(record.local_offset for record in records[1:]), directory.offset]
    entries = []
    for record, end in zip(records, ends, strict=True):
        entry, odd = _read_entry(file, record, end, limits, ours=ours)
        entries.append(entry)
        warnings += odd
    total = sum(entry.size_bytes for entry in entries)
    if total > limits.max_total_bytes:
        raise _too_much("total", limits.max_total_bytes, total)
    _check_distinct(entries)
    if ours:
        _check_own_order(entries)
    elif any(entry.method != zf.STORED for entry in entries):
        warnings.append(ContainerWarning("container.compressed"))
    return ContainerStructure(profile, tuple(entries), directory.comment, tuple(warnings))


def _check_directory(directory: Directory, *, ours: bool) -> list[ContainerWarning]:
    if not directory.records:
        raise malformed("empty")
    offsets = [record.local_offset for record in directory.records]
    odd = {
        "directory_order": offsets != sorted(offsets),
        "comment": bool(directory.comment),
    }
    found = [problem for problem, holds in odd.items() if holds]
    if ours and found:
        raise malformed(found[0])
    return [ContainerWarning(f"container.{problem}") for problem in found]


def _read_entry(
    file: BinaryIO, record: CentralRecord, end: int, limits: Limits, *, ours: bool
) -> tuple[ZipEntry, list[ContainerWarning]]:
    decoded = decode_own_name(record) if ours else decode_foreign_name(record)
    warnings = [ContainerWarning(code, decoded.name) for code in decoded.warnings]
    _check_record(record, decoded.name, limits, ours=ours)
    offset, plain = _check_local(file, record, end, decoded.name, ours=ours)
    entry = ZipEntry(
        decoded.name,
        decoded.others,
        record.method,
        record.crc,
        record.size_bytes,
        record.stored_bytes,
        offset,
        plain,
    )
    if entry.is_folder:
        if ours or entry.size_bytes:
            raise malformed("folder_entry", printable(entry.name))
        warnings.append(ContainerWarning("container.folder_entry", entry.name))
    return entry, warnings


def _check_record(record: CentralRecord, name: str, limits: Limits, *, ours: bool) -> None:
    """What the directory says of this entry is something we read."""
    shown = printable(name)
    if record.flags & ~_READABLE_FLAGS:
        raise malformed("encrypted" if record.flags & zf.FLAG_ENCRYPTED else "flags", shown)
    if record.version_needed > zf.VERSION_NEWEST:
        raise malformed("version", shown)
    if ours and (
        record.version_needed not in {zf.VERSION_PLAIN, zf.VERSION_ZIP64}
        or record.flags != zf.FLAG_UTF8
        or record.method != zf.STORED
        or record.comment
        or set(record.extra) - {zf.ZIP64_EXTRA}
    ):
        raise malformed("not_our_form", shown)
    if record.method not in {zf.STORED, zf.DEFLATED}:
        raise malformed("method", shown)
    if record.method == zf.STORED and record.stored_bytes != record.size_bytes:
        raise malformed("sizes_differ", shown)
    if record.file_type not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise malformed("file_type", shown)
    if record.size_bytes > limits.max_entry_bytes:
        raise _too_much("entry", limits.max_entry_bytes, record.size_bytes)
    if (
        record.size_bytes > limits.ratio_free_bytes
        and record.size_bytes > limits.max_ratio * record.stored_bytes
    ):
        raise _too_much("ratio", limits.max_ratio, record.size_bytes // max(1, record.stored_bytes))


def _check_local(
    file: BinaryIO, record: CentralRecord, end: int, name: str, *, ours: bool
) -> tuple[int, bool]:
    """The local header says the same, and the entry reaches exactly to `end`.

    Returns:
        where the content begins, and whether the header has no extra field.
    """
    shown = printable(name)
    start = record.local_offset
    if end - start < zf.LOCAL_HEADER.size + len(record.raw_name):
        raise malformed("overlap", shown)
    fixed = read_exactly(file, start, zf.LOCAL_HEADER.size)
    (
        signature,
        version,
        flags,
        method,
        _,
        _,
        crc,
        stored_bytes,
        size_bytes,
        name_bytes,
        extra_bytes,
    ) = zf.LOCAL_HEADER.unpack(fixed)
    if signature != zf.LOCAL_SIGNATURE or version > zf.VERSION_NEWEST:
        raise malformed("local_header", shown)
    variable = read_exactly(file, start + zf.LOCAL_HEADER.size, name_bytes + extra_bytes)
    extra = parse_extra(variable[name_bytes:])
    if ours and set(extra) - {zf.ZIP64_EXTRA}:
        raise malformed("not_our_form", shown)
    if zf.MASK_32 in {stored_bytes, size_bytes}:
        large_size, large_stored = zip64_values(extra.get(zf.ZIP64_EXTRA), 2)
        size_bytes = large_size if size_bytes == zf.MASK_32 else size_bytes
        stored_bytes = large_stored if stored_bytes == zf.MASK_32 else stored_bytes
    said = (crc, stored_bytes, size_bytes)
    meant = (record.crc, record.stored_bytes, record.size_bytes)
    later = flags & zf.FLAG_DESCRIPTOR and said == (0, 0, 0)
    if (
        variable[:name_bytes] != record.raw_name
        or (flags, method) != (record.flags, record.method)
        or not (later or said == meant)
    ):
        raise malformed("headers_differ", shown)
    offset = start + zf.LOCAL_HEADER.size + len(variable)
    content_end = offset + record.stored_bytes
    if content_end > end:
        raise malformed("overlap", shown)
    if flags & zf.FLAG_DESCRIPTOR:
        _check_descriptor(file, record, content_end, end, shown)
    elif content_end != end:
        raise malformed("gap", shown)
    return offset, not extra_bytes


def _check_descriptor(
    file: BinaryIO, record: CentralRecord, start: int, end: int, shown: str
) -> None:
    """Between content and next entry stands a data descriptor (4.3.9) and nothing else."""
    crc = record.crc.to_bytes(4, "little")
    expected = []
    for width in (4, 8):
        if max(record.stored_bytes, record.size_bytes) < 1 << (8 * width):
            sizes = record.stored_bytes.to_bytes(width, "little") + record.size_bytes.to_bytes(
                width, "little"
            )
            expected += [zf.DESCRIPTOR_SIGNATURE + crc + sizes, crc + sizes]
    longest = max(map(len, expected))
    if end - start > longest or read_exactly(file, start, end - start) not in expected:
        raise malformed("descriptor", shown)


def _check_distinct(entries: Iterable[ZipEntry]) -> None:
    """No two entries have one name, on any system; none is both a file and a folder."""
    keys: set[str] = set()
    folders: set[str] = set()
    files: set[str] = set()
    for entry in entries:
        key = comparison_key(entry.name.removesuffix("/"))
        if key in keys:
            raise DuplicateNameError("duplicate name", name=printable(entry.name))
        keys.add(key)
        if not entry.is_folder:
            files.add(key)
        parents = key.split("/")[:-1]
        folders.update("/".join(parents[: depth + 1]) for depth in range(len(parents)))
    both = files & folders
    if both:
        raise DuplicateNameError("file and folder of one name", name=printable(min(both)))


def _check_own_order(entries: list[ZipEntry]) -> None:
    """`mimetype`, then the payload, then `META-INF/`, in which only names of ours occur."""
    if entries[0].name != MIMETYPE_NAME or not entries[0].plain_header:
        raise malformed("mimetype_place")
    in_meta = [entry.name.startswith(META_INF) for entry in entries]
    if in_meta != sorted(in_meta):
        raise malformed("entry_order")
    for entry in entries:
        folded = comparison_key(entry.name).startswith(comparison_key(META_INF))
        if folded and not _OWN_META_NAMES.fullmatch(entry.name):
            raise malformed("meta_inf_name", printable(entry.name))


def _too_much(limit: str, allowed: int, found: int) -> ContainerLimitError:
    return ContainerLimitError(
        f"container beyond the limits: {limit}", limit=limit, allowed=allowed, found=found
    )
