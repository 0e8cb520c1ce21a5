"""Strict DER at the level of tags and lengths (X.690, 10.1 and 8.1.2).

asn1crypto reads BER, so that one value has many encodings; a signature file of ours has one.
Checked: definite, shortest lengths; shortest tags; no indefinite form; nothing after the value;
children that fill their parent exactly. Bounds on depth and count keep hostile input cheap.
"""

MAX_DEPTH = 40
MAX_VALUES = 200_000

_LONG_TAG = 0x1F
_CONSTRUCTED = 0x20
_END_OF_SHORT_LENGTH = 0x80
_UNIVERSAL_STRINGS = frozenset({*range(3, 5), 12, *range(18, 31)})  # never constructed in DER


class NotDerError(ValueError):
    """The bytes are not DER."""


def require_der(data: bytes) -> None:
    """Returns if `data` is exactly one DER value.

    Raises:
        NotDerError: it is not; the message has the offset.
    """
    values = 0
    end = _value_end(data, 0, len(data))
    if end != len(data):
        raise NotDerError(f"{len(data) - end} bytes follow the value")
    # (start of content, end) of constructed values still to be looked into, with their depth
    pending = [(0, len(data), 0)]
    while pending:
        position, limit, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise NotDerError("nested too deeply")
        while position < limit:
            values += 1
            if values > MAX_VALUES:
                raise NotDerError("too many values")
            first = data[position]
            content = _content_start(data, position, limit)
            position = _value_end(data, position, limit)
            if first & _CONSTRUCTED:
                if first & 0xC0 == 0 and first & _LONG_TAG in _UNIVERSAL_STRINGS:
                    raise NotDerError(f"constructed string before offset {position}")
                pending.append((content, position, depth + 1))


def _tag_end(data: bytes, start: int, limit: int) -> int:
    """The offset after the identifier octets."""
    position = start + 1
    if data[start] & _LONG_TAG != _LONG_TAG:
        return position
    if position < limit and data[position] == 0x80:  # noqa: PLR2004 - a leading zero group
        raise NotDerError(f"tag at offset {start}")
    number = 0
    while position < limit:
        octet = data[position]
        position += 1
        number = number << 7 | octet & 0x7F
        if not octet & 0x80:
            if number < _LONG_TAG:
                raise NotDerError(f"tag at offset {start}")
            return position
    raise NotDerError(f"tag at offset {start}")


def _header(data: bytes, start: int, limit: int) -> tuple[int, int]:
    """(start of the content, its length)."""
    if start >= limit:
        raise NotDerError(f"nothing at offset {start}")
    position = _tag_end(data, start, limit)
    if position >= limit:
        raise NotDerError(f"no length at offset {position}")
    length = data[position]
    position += 1
    if length >= _END_OF_SHORT_LENGTH:
        octets = length & 0x7F
        if not octets:
            raise NotDerError(f"indefinite length at offset {start}")
        if position + octets > limit or data[position] == 0:
            raise NotDerError(f"length at offset {start}")
        length = int.from_bytes(data[position : position + octets])
        position += octets
        if length < _END_OF_SHORT_LENGTH:
            raise NotDerError(f"length at offset {start} is not the shortest")
    if position + length > limit:
        raise NotDerError(f"value at offset {start} is cut off")
    return position, length


def _content_start(data: bytes, start: int, limit: int) -> int:
    return _header(data, start, limit)[0]


def _value_end(data: bytes, start: int, limit: int) -> int:
    content, length = _header(data, start, limit)
    return content + length
