"""The end records and the central directory of a ZIP file, taken apart without belief.

APPNOTE 4.3.12 (directory), 4.3.14 to 4.3.16 (end records), 4.5.3 (ZIP64 field). Only what stands
there is read here; whether an entry is allowed is decided in `zip_structure`.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from signing.asic import zip_format as zf
from signing.asic.errors import ContainerLimitError, MalformedContainerError
from signing.asic.limits import Limits

_MAX_COMMENT_BYTES = 0xFFFF


@dataclass(frozen=True, slots=True)
class CentralRecord:
    """One record of the central directory, ZIP64 values put in place."""

    raw_name: bytes
    version_needed: int
    flags: int
    method: int
    crc: int
    stored_bytes: int
    size_bytes: int
    local_offset: int
    extra: dict[int, bytes]
    comment: bytes
    file_type: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The central directory: its records in their order, where it begins, the file's comment."""

    records: tuple[CentralRecord, ...]
    offset: int
    comment: bytes


@dataclass(frozen=True, slots=True)
class _End:
    count: int
    directory_bytes: int
    directory_offset: int
    records_offset: int
    comment: bytes


def malformed(problem: str, entry: str | None = None) -> MalformedContainerError:
    """The error for a structure that is broken or ambiguous; `problem` is a stable word."""
    return MalformedContainerError(f"malformed container: {problem}", problem=problem, entry=entry)


def read_exactly(file: BinaryIO, offset: int, size_bytes: int) -> bytes:
    """So many bytes from there, or MalformedContainerError (`truncated`)."""
    file.seek(offset)
    content = file.read(size_bytes)
    if len(content) != size_bytes:
        raise malformed("truncated")
    return content


def parse_extra(extra: bytes) -> dict[int, bytes]:
    """The extra field's parts by their id (4.5.1); a part may occur once.

    Raises:
        MalformedContainerError
    """
    parts: dict[int, bytes] = {}
    position = 0
    while position < len(extra):
        if len(extra) - position < zf.EXTRA_HEADER.size:
            raise malformed("extra_field")
        kind, size = zf.EXTRA_HEADER.unpack_from(extra, position)
        position += zf.EXTRA_HEADER.size
        if position + size > len(extra) or kind in parts:
            raise malformed("extra_field")
        parts[kind] = extra[position : position + size]
        position += size
    return parts


def zip64_values(field: bytes | None, count: int) -> tuple[int, ...]:
    """The first `count` 64-bit numbers of a ZIP64 field, which must hold them."""
    if field is None or len(field) < 8 * count:
        raise malformed("zip64_field")
    return struct.unpack_from(f"<{count}Q", field)


def read_directory(file: BinaryIO, limits: Limits) -> Directory:
    """Find the one end record and read the directory that ends where it begins.

    Raises:
        MalformedContainerError: not a ZIP file, more than one reading possible, several disks.
        ContainerLimitError: more entries, or a larger directory, than is read.
    """
    end = _read_end(file)
    if end.count > limits.max_entries:
        raise ContainerLimitError(
            "too many entries", limit="entries", allowed=limits.max_entries, found=end.count
        )
    if end.directory_bytes > limits.max_directory_bytes:
        raise ContainerLimitError(
            "directory too large",
            limit="directory",
            allowed=limits.max_directory_bytes,
            found=end.directory_bytes,
        )
    if end.directory_offset + end.directory_bytes != end.records_offset:
        raise malformed("directory_place")
    content = read_exactly(file, end.directory_offset, end.directory_bytes)
    records = []
    position = 0
    for _ in range(end.count):
        record, position = _parse_record(content, position)
        records.append(record)
    if position != len(content):
        raise malformed("directory_size")
    return Directory(tuple(records), end.directory_offset, end.comment)


def _read_end(file: BinaryIO) -> _End:
    file_bytes = file.seek(0, 2)
    tail_bytes = min(file_bytes, zf.END_RECORD.size + _MAX_COMMENT_BYTES)
    tail_offset = file_bytes - tail_bytes
    tail = read_exactly(file, tail_offset, tail_bytes)
    position = _find_end(tail)
    (_, disk, start_disk, count_here, count, size, offset, _) = zf.END_RECORD.unpack_from(
        tail, position
    )
    comment = tail[position + zf.END_RECORD.size :]
    if disk or start_disk or count_here != count:
        raise malformed("several_disks")
    records_offset = tail_offset + position
    locator_offset = records_offset - zf.ZIP64_LOCATOR.size
    large = count == zf.MASK_16 or zf.MASK_32 in {size, offset}
    locator = (
        read_exactly(file, locator_offset, zf.ZIP64_LOCATOR.size) if locator_offset >= 0 else b""
    )
    if not locator.startswith(zf.ZIP64_LOCATOR_SIGNATURE):
        if large:
            raise malformed("zip64_locator")
        return _End(count, size, offset, records_offset, comment)
    end64 = _read_end64(file, locator, locator_offset)
    # Where the small fields are not full they must say the same (4.4.1.4).
    for small, full, value in (
        (count, zf.MASK_16, end64.count),
        (size, zf.MASK_32, end64.directory_bytes),
        (offset, zf.MASK_32, end64.directory_offset),
    ):
        if small not in {full, value}:
            raise malformed("zip64_differs")
    return _End(
        end64.count, end64.directory_bytes, end64.directory_offset, end64.records_offset, comment
    )


def _find_end(tail: bytes) -> int:
    """The place of the only end record: one that reaches exactly to the end of the file."""
    position = tail.rfind(zf.END_SIGNATURE)
    found = []
    while position >= 0:
        if len(tail) - position >= zf.END_RECORD.size:
            comment_bytes = zf.END_RECORD.unpack_from(tail, position)[-1]
            if position + zf.END_RECORD.size + comment_bytes == len(tail):
                found.append(position)
        position = tail.rfind(zf.END_SIGNATURE, 0, position + len(zf.END_SIGNATURE) - 1)
    if not found:
        raise malformed("not_a_zip")
    if len(found) > 1:
        raise malformed("several_ends")
    return found[0]


def _read_end64(file: BinaryIO, locator: bytes, locator_offset: int) -> _End:
    _, disk, offset, disks = zf.ZIP64_LOCATOR.unpack(locator)
    if disk or disks != 1:
        raise malformed("several_disks")
    if offset > locator_offset - zf.ZIP64_END_RECORD.size:
        raise malformed("zip64_end")
    fixed = read_exactly(file, offset, zf.ZIP64_END_RECORD.size)
    (signature, size, _, _, disk, start_disk, count_here, count, directory_bytes, start) = (
        zf.ZIP64_END_RECORD.unpack(fixed)
    )
    # The size counts from behind itself; the record reaches to the locator.
    if signature != zf.ZIP64_END_SIGNATURE or offset + 12 + size != locator_offset:
        raise malformed("zip64_end")
    if disk or start_disk or count_here != count:
        raise malformed("several_disks")
    return _End(count, directory_bytes, start, offset, b"")


def _parse_record(content: bytes, position: int) -> tuple[CentralRecord, int]:
    if len(content) - position < zf.CENTRAL_HEADER.size:
        raise malformed("directory_size")
    (
        signature,
        made_by,
        version,
        flags,
        method,
        _time,
        _date,
        crc,
        stored_bytes,
        size_bytes,
        name_bytes,
        extra_bytes,
        comment_bytes,
        disk,
        _internal,
        external,
        local_offset,
    ) = zf.CENTRAL_HEADER.unpack_from(content, position)
    start = position + zf.CENTRAL_HEADER.size
    end = start + name_bytes + extra_bytes + comment_bytes
    if signature != zf.CENTRAL_SIGNATURE or end > len(content):
        raise malformed("directory_size")
    if disk:
        raise malformed("several_disks")
    raw_name = content[start : start + name_bytes]
    extra = parse_extra(content[start + name_bytes : start + name_bytes + extra_bytes])
    # 4.5.3: the field holds, in this order, the values whose 32-bit fields are full.
    values = [size_bytes, stored_bytes, local_offset]
    full = [index for index, value in enumerate(values) if value == zf.MASK_32]
    if full:
        numbers = zip64_values(extra.get(zf.ZIP64_EXTRA), len(full))
        for index, number in zip(full, numbers, strict=True):
            values[index] = number
    size_bytes, stored_bytes, local_offset = values
    unix = made_by & 0xFF00 == zf.MADE_BY_UNIX
    record = CentralRecord(
        raw_name,
        version,
        flags,
        method,
        crc,
        stored_bytes,
        size_bytes,
        local_offset,
        extra,
        content[end - comment_bytes : end],
        (external >> 16) & 0o170000 if unix else 0,
    )
    return record, end
