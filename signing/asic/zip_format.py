"""The ZIP records we write and read (PKWARE APPNOTE 6.3.10), as bytes.

Only layout lives here: no file, no decision on what is allowed.
"""

import struct

LOCAL_HEADER = struct.Struct("<4sHHHHHLLLHH")
CENTRAL_HEADER = struct.Struct("<4sHHHHHHLLLHHHHHLL")
END_RECORD = struct.Struct("<4sHHHHLLH")
ZIP64_END_RECORD = struct.Struct("<4sQHHLLQQQQ")
ZIP64_LOCATOR = struct.Struct("<4sLQL")
EXTRA_HEADER = struct.Struct("<HH")

LOCAL_SIGNATURE = b"PK\x03\x04"
CENTRAL_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"
ZIP64_END_SIGNATURE = b"PK\x06\x06"
ZIP64_LOCATOR_SIGNATURE = b"PK\x06\x07"
DESCRIPTOR_SIGNATURE = b"PK\x07\x08"

ZIP64_EXTRA = 0x0001
UNICODE_PATH_EXTRA = 0x7075

FLAG_ENCRYPTED = 0x0001
FLAG_DEFLATE_OPTIONS = 0x0006
FLAG_DESCRIPTOR = 0x0008
FLAG_UTF8 = 0x0800

STORED = 0
DEFLATED = 8

MASK_16 = 0xFFFF
MASK_32 = 0xFFFF_FFFF

VERSION_PLAIN = 10
VERSION_ZIP64 = 45
VERSION_NEWEST = 63
"""The newest feature version that anybody's reader knows (APPNOTE 4.4.3.2)."""
MADE_BY_UNIX = 3 << 8
REGULAR_FILE_0644 = 0o100644 << 16

DOS_DATE = (0 << 9) | (1 << 5) | 1
"""1980-01-01: no time of ours goes into a container, so equal content gives equal bytes."""
DOS_TIME = 0

ZIP64_LIMIT = MASK_32
"""From this size or offset on the 32-bit fields hold `MASK_32` and a ZIP64 field the value."""


def local_header(name: bytes, crc: int, size_bytes: int, *, zip64_limit: int) -> bytes:
    """The local header of a stored entry with a UTF-8 name (APPNOTE 4.3.7)."""
    large = size_bytes >= zip64_limit
    # 4.5.3: in a local header the ZIP64 field holds both sizes.
    extra = EXTRA_HEADER.pack(ZIP64_EXTRA, 16) + struct.pack("<QQ", size_bytes, size_bytes)
    fixed = LOCAL_HEADER.pack(
        LOCAL_SIGNATURE,
        VERSION_ZIP64 if large else VERSION_PLAIN,
        FLAG_UTF8,
        STORED,
        DOS_TIME,
        DOS_DATE,
        crc,
        MASK_32 if large else size_bytes,
        MASK_32 if large else size_bytes,
        len(name),
        len(extra) if large else 0,
    )
    return fixed + name + (extra if large else b"")


def central_header(
    name: bytes, crc: int, size_bytes: int, offset: int, *, zip64_limit: int
) -> bytes:
    """The entry's record in the central directory (APPNOTE 4.3.12)."""
    large_size = size_bytes >= zip64_limit
    large_offset = offset >= zip64_limit
    values = ([size_bytes, size_bytes] if large_size else []) + ([offset] if large_offset else [])
    body = struct.pack(f"<{len(values)}Q", *values)
    extra = EXTRA_HEADER.pack(ZIP64_EXTRA, len(body)) + body if values else b""
    version = VERSION_ZIP64 if values else VERSION_PLAIN
    fixed = CENTRAL_HEADER.pack(
        CENTRAL_SIGNATURE,
        MADE_BY_UNIX | VERSION_ZIP64,
        version,
        FLAG_UTF8,
        STORED,
        DOS_TIME,
        DOS_DATE,
        crc,
        MASK_32 if large_size else size_bytes,
        MASK_32 if large_size else size_bytes,
        len(name),
        len(extra),
        0,
        0,
        0,
        REGULAR_FILE_0644,
        MASK_32 if large_offset else offset,
    )
    return fixed + name + extra


def end_records(count: int, directory_bytes: int, offset: int, *, zip64_limit: int) -> bytes:
    """What ends the file: ZIP64 end record and locator where needed, and the end record."""
    large = max(directory_bytes, offset) >= zip64_limit or count >= MASK_16
    end = END_RECORD.pack(
        END_SIGNATURE,
        0,
        0,
        min(count, MASK_16),
        min(count, MASK_16),
        MASK_32 if large else directory_bytes,
        MASK_32 if large else offset,
        0,
    )
    if not large:
        return end
    record = ZIP64_END_RECORD.pack(
        ZIP64_END_SIGNATURE,
        ZIP64_END_RECORD.size - 12,
        MADE_BY_UNIX | VERSION_ZIP64,
        VERSION_ZIP64,
        0,
        0,
        count,
        count,
        directory_bytes,
        offset,
    )
    locator = ZIP64_LOCATOR.pack(ZIP64_LOCATOR_SIGNATURE, 0, offset + directory_bytes, 1)
    return record + locator + end
