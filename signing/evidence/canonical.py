"""Canonical JSON (RFC 8785, JCS) for the values our documents have, and a strict reader of it.

There is one sequence of bytes for a value, so a digest of the bytes is a digest of the value, and
a signature over the bytes leaves no room for a second reading. Our values have no floating-point
number and only integers that every JSON implementation keeps exactly (0 ≤ n < 2^53): what is left
of JCS is the order of members, the escapes and the absence of white space.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NoReturn, TypeAlias

from signing.evidence.errors import (
    NotCanonicalError,
    TooLargeError,
    WrongTypeError,
    WrongVersionError,
)

JsonValue: TypeAlias = "bool | int | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 16
MAX_DOCUMENT_BYTES = 1024 * 1024
MAX_PACKAGE_DOCUMENT_BYTES = 8 * 1024 * 1024

_MAX_INTEGER_DIGITS = len(str(MAX_INTEGER))


def canonical_json(value: JsonValue) -> bytes:
    """The one UTF-8 form of a value (RFC 8785, 3.2).

    Raises:
        NotCanonicalError: the value has a floating-point or negative number, an integer ≥ 2^53, a
            lone surrogate, a key that is no text, or is nested deeper than `MAX_DEPTH`.
    """
    text = json.dumps(_ordered(value, MAX_DEPTH), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonicalError("a lone surrogate is no Unicode text") from error


def parse_canonical_json(
    content: bytes,
    *,
    type_: str,
    versions: Collection[int],
    max_bytes: int = MAX_DOCUMENT_BYTES,
) -> dict[str, JsonValue]:
    """The members of a signed document, if its bytes are canonical and it is what is expected.

    Args:
        content: the bytes as they were signed.
        type_: the only accepted value of the member `type`.
        versions: the accepted values of the member `version`.
        max_bytes: larger content is refused before it is parsed.

    Raises:
        TooLargeError: more than `max_bytes`.
        NotCanonicalError: not JSON, or not its canonical form.
        WrongTypeError: not an object, or of another `type`.
        WrongVersionError: of another `version`.
    """
    document = parse_canonical_value(content, max_bytes=max_bytes)
    if not isinstance(document, dict):
        raise WrongTypeError("not a JSON object", expected=type_, found="")
    found = document.get("type")
    if found != type_:
        raise WrongTypeError(
            f"a {found!r}, not a {type_}",
            expected=type_,
            found=found if isinstance(found, str) else "",
        )
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version not in versions:
        raise WrongVersionError(f"version {version!r}", document=type_, found=str(version))
    return document


def parse_canonical_value(content: bytes, *, max_bytes: int = MAX_DOCUMENT_BYTES) -> JsonValue:
    """The value whose canonical form these bytes are.

    Raises:
        TooLargeError, NotCanonicalError: as `parse_canonical_json`.
    """
    if len(content) > max_bytes:
        raise TooLargeError(f"{len(content)} bytes", limit_bytes=max_bytes)
    try:
        value: JsonValue = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object_without_duplicates,
            parse_int=_integer,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, nested without end
        raise NotCanonicalError(f"not JSON: {error}") from error
    if canonical_json(value) != content:
        raise NotCanonicalError("JSON, but not in its canonical form")
    return value


def _ordered(value: JsonValue, depth_left: int) -> JsonValue:
    """The same value, members in the order of RFC 8785, 3.2.3, and nothing we do not allow."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if not 0 <= value <= MAX_INTEGER:
            raise NotCanonicalError("an integer outside 0 ≤ n < 2^53")
        return value
    if depth_left == 0:
        raise NotCanonicalError(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise NotCanonicalError("a member name that is no text")
        return {key: _ordered(value[key], depth_left - 1) for key in sorted(value, key=_utf16)}
    if isinstance(value, list | tuple):
        return [_ordered(element, depth_left - 1) for element in value]
    raise NotCanonicalError(f"no JSON value of ours: {type(value).__name__}")


def _utf16(key: str) -> bytes:
    """Big-endian UTF-16 compares bytewise as its code units do, which is the order of JCS."""
    return key.encode("utf-16-be", "surrogatepass")


def _object_without_duplicates(members: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found = dict(members)
    if len(found) != len(members):
        raise NotCanonicalError("a member stands twice in one object")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _MAX_INTEGER_DIGITS:
        raise NotCanonicalError("an integer outside 0 ≤ n < 2^53")
    return int(digits)


def _refuse_number(text: str) -> NoReturn:
    raise NotCanonicalError(f"a floating-point number: {text[:40]}")
