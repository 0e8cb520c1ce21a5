"""Decoding the names in a ZIP file's headers.

Bit 11 says UTF-8. Without it the bytes may be UTF-8 all the same, or in the code page of whoever
packed the file: nobody can tell from the bytes, so every reading is kept, and the manifest's
reference says which one is meant (APPNOTE 4.4.4 and appendix D).
"""

import zlib
from dataclasses import dataclass

from signing.asic import zip_format as zf
from signing.asic.errors import UnsafeNameError
from signing.asic.names import TOLERATED_IN_FOREIGN, NameProblem, name_problem, printable
from signing.asic.zip_directory import CentralRecord, malformed

_CODE_PAGES = ("cp437", "cp852", "cp866", "cp1251", "cp1252", "cp1250")


@dataclass(frozen=True, slots=True)
class DecodedName:
    """What a name may mean: the likeliest reading, the others, and warning codes."""

    name: str
    others: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def decode_own_name(record: CentralRecord) -> DecodedName:
    """A name in a container of ours: UTF-8, and nothing else will do.

    Raises:
        MalformedContainerError, UnsafeNameError
    """
    name = _decode_utf8(record.raw_name)
    problem = name_problem(name)
    if problem is not None:
        raise _unsafe(name, problem)
    return DecodedName(name)


def decode_foreign_name(record: CentralRecord) -> DecodedName:
    """A name in a container of others.

    Raises:
        MalformedContainerError: it says UTF-8 and is not, or it gives two names.
        UnsafeNameError: unsafe in its likeliest reading.
    """
    warnings = []
    unicode_path = _unicode_path(record)
    if record.flags & zf.FLAG_UTF8 or record.raw_name.isascii():
        readings = [_decode_utf8(record.raw_name)]
        if unicode_path not in {None, readings[0]}:
            raise malformed("two_names", printable(readings[0]))
    elif unicode_path is not None:
        readings = [unicode_path]
    else:
        readings = _guesses(record.raw_name)
        warnings.append("container.name_encoding")
    name, *others = readings
    problem = name_problem(name.removesuffix("/"))
    if problem is not None and problem not in TOLERATED_IN_FOREIGN:
        raise _unsafe(name, problem)
    if problem is not None:
        warnings.append("container.odd_name")
    safe = tuple(other for other in others if name_problem(other.removesuffix("/")) is None)
    return DecodedName(name, safe, tuple(warnings))


def _decode_utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise malformed("name_not_utf8") from error


def _guesses(raw: bytes) -> list[str]:
    found: list[str] = []
    for encoding in ("utf-8", *_CODE_PAGES):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if name not in found:
            found.append(name)
    return found


def _unicode_path(record: CentralRecord) -> str | None:
    """The name in an Info-ZIP Unicode Path field (4.6.9) that belongs to this header's name."""
    field = record.extra.get(zf.UNICODE_PATH_EXTRA)
    if field is None or len(field) < 5 or field[0] != 1:  # noqa: PLR2004 - version and CRC
        return None
    if int.from_bytes(field[1:5], "little") != zlib.crc32(record.raw_name):
        return None
    return _decode_utf8(field[5:])


def _unsafe(name: str, problem: NameProblem) -> UnsafeNameError:
    return UnsafeNameError(f"unsafe name: {problem}", name=printable(name), problem=problem.value)
