"""One value, one encoding."""

import pytest
from asn1crypto import cms
from hypothesis import given
from hypothesis import strategies as st

from signing.cms.der import MAX_DEPTH, NotDerError, require_der
from tests.support.pki import test_pki

PKI = test_pki()


@pytest.mark.parametrize(
    "good",
    [b"\x05\x00", b"\x30\x03\x02\x01\x01", b"\x04\x81\x80" + bytes(128), b"\x1f\x1f\x00"],
)
def test_der_passes(good):
    require_der(good)


def test_real_structures_pass():
    require_der(PKI.head.der)
    require_der(PKI.ca.crl())
    require_der(PKI.tsa.token(bytes(32)))


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"", "empty"),
        (b"\x30", "no length"),
        (b"\x05\x00\x00", "bytes follow"),
        (b"\x30\x80\x05\x00\x00\x00", "indefinite length"),
        (b"\x05\x81\x00", "length not the shortest"),
        (b"\x04\x82\x00\x80" + bytes(128), "length with a leading zero"),
        (b"\x30\x05\x02\x01\x01", "cut off"),
        (b"\x30\x03\x02\x02\x01", "child longer than its parent"),
        (b"\x24\x04\x04\x02ab", "constructed octet string"),
        (b"\x1f\x01\x00", "long tag for a short one"),
        (b"\x1f\x80\x1f\x00", "tag with a leading zero"),
    ],
)
def test_everything_else_is_refused(bad, why):
    with pytest.raises(NotDerError):
        require_der(bad)


def test_depth_is_bounded():
    nested = b""
    for _ in range(MAX_DEPTH + 3):
        nested = b"\x30" + (bytes([len(nested)]) if len(nested) < 128 else b"") + nested
    with pytest.raises(NotDerError):
        require_der(nested)


@given(st.binary(max_size=80))
def test_what_passes_has_one_encoding(data):
    try:
        require_der(data)
    except NotDerError:
        return
    assert cms.Any.load(data, strict=True).dump() == data
