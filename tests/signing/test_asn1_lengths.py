"""asn1crypto takes lengths for what they are, and encodes only what was changed."""

from typing import ClassVar

import pytest
from asn1crypto import core

from signing.asn1_lengths import is_indefinite


class Inner(core.Sequence):
    _fields: ClassVar = [("value", core.OctetString)]


class Outer(core.Sequence):
    _fields: ClassVar = [("inner", Inner), ("number", core.Integer)]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("3080", True),
        ("30820180", False),
        ("308180", False),
        ("7f8a0a8180", False),
        ("7f8a0a80", True),
    ],
)
def test_only_a_first_length_octet_of_0x80_is_indefinite(header, expected):
    assert is_indefinite(bytes.fromhex(header)) is expected


def test_a_value_whose_definite_length_ends_in_0x80_is_not_encoded_anew():
    # 384 bytes of content; the inner length is written long-winded, so that encoding anew shows.
    octets = core.OctetString(b"x" * 0x173).dump()
    content = b"\x30\x84" + len(octets).to_bytes(4) + octets + core.Integer(1).dump()
    encoded = bytes.fromhex("30820180") + content
    assert len(content) == 0x180
    loaded = Outer.load(encoded)
    _ = loaded["inner"]["value"].native
    assert loaded.dump() == encoded


def test_an_indefinite_length_is_still_written_as_a_definite_one():
    inner = core.OctetString(b"abc").dump()
    loaded = Inner.load(b"\x30\x80" + inner + b"\x00\x00")
    assert loaded.dump() == b"\x30" + bytes([len(inner)]) + inner
