"""A ZIP file put together piece by piece, so that a test can bend every single field."""

import struct
import zlib
from dataclasses import dataclass, field, replace

LOCAL = struct.Struct("<4sHHHHHLLLHH")
CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")


@dataclass(frozen=True)
class RawEntry:
    """One entry; what is None follows from the content."""

    name: bytes
    content: bytes = b""
    method: int = 0
    flags: int = 0x800
    crc: int | None = None
    size: int | None = None
    extra: bytes = b""
    central_extra: bytes = b""
    local_name: bytes | None = None
    local_method: int | None = None
    local_flags: int | None = None
    local_crc: int | None = None
    local_sizes: tuple[int, int] | None = None
    descriptor: bytes = b""
    before: bytes = b""
    made_by: int = 0x033F
    external: int = 0
    comment: bytes = b""
    disk: int = 0
    offset_shift: int = 0
    stored: bytes = field(default=b"")

    def bent(self, **changes: object) -> "RawEntry":
        return replace(self, **changes)


def deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def raw_zip(
    entries: list[RawEntry],
    *,
    prefix: bytes = b"",
    gap: bytes = b"",
    comment: bytes = b"",
    suffix: bytes = b"",
    count: int | None = None,
    disk: int = 0,
) -> bytes:
    """The bytes of a ZIP file with these entries."""
    body = bytearray(prefix)
    directory = bytearray()
    for entry in entries:
        body += entry.before
        offset = len(body) - len(prefix) + entry.offset_shift
        stored = deflate(entry.content) if entry.method == 8 else entry.content
        crc = zlib.crc32(entry.content) if entry.crc is None else entry.crc
        size = len(entry.content) if entry.size is None else entry.size
        local_crc = crc if entry.local_crc is None else entry.local_crc
        sizes = (len(stored), size) if entry.local_sizes is None else entry.local_sizes
        local_name = entry.name if entry.local_name is None else entry.local_name
        local_flags = entry.flags if entry.local_flags is None else entry.local_flags
        local_method = entry.method if entry.local_method is None else entry.local_method
        body += LOCAL.pack(
            b"PK\x03\x04", 10, local_flags, local_method, 0, 33, local_crc, *sizes,
            len(local_name), len(entry.extra),
        )  # fmt: skip
        body += local_name + entry.extra + stored + entry.descriptor
        directory += CENTRAL.pack(
            b"PK\x01\x02", entry.made_by, 10, entry.flags, entry.method, 0, 33, crc,
            len(stored), size, len(entry.name), len(entry.central_extra), len(entry.comment),
            entry.disk, 0, entry.external, offset,
        )  # fmt: skip
        directory += entry.name + entry.central_extra + entry.comment
    body += gap
    number = len(entries) if count is None else count
    end = END.pack(
        b"PK\x05\x06", disk, disk, number, number, len(directory), len(body) - len(prefix),
        len(comment),
    )  # fmt: skip
    return bytes(body) + bytes(directory) + end + comment + suffix
