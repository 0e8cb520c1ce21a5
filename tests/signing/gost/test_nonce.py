"""The secret number of a signature: RFC 6979's own vectors, and never the same."""

import hashlib
from itertools import islice

import pytest

from signing.gost.nonce import nonces

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_KEY = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"sample", 0x5FA81C63109BADB88C1F367B47DA606DA28CAD69AA22C4FE6AD7DF73A7173AA5),
        (b"test", 0x6915D11632ACA3C40D5D51C08DAF9C555933819548784480E93499000D9F0B7F),
    ],
)
def test_without_random_octets_it_is_rfc_6979(message, expected):
    """A.2.5 with SHA-512; the leftmost 256 bits of the digest count."""
    digest = int.from_bytes(hashlib.sha512(message).digest()[:32]) % P256_ORDER
    assert next(nonces(P256_ORDER, P256_KEY, digest, b"")) == expected


def test_fresh_random_octets_make_each_one_different():
    found = {next(nonces(P256_ORDER, P256_KEY, 1)) for _ in range(50)}
    assert len(found) == 50


def test_a_generator_that_always_gives_the_same_does_not_make_two_messages_share_one():
    found = {next(nonces(P256_ORDER, P256_KEY, digest, b"stuck")) for digest in range(50)}
    assert len(found) == 50


@pytest.mark.parametrize("order", [5, 257, 2**255 + 95, 2**521 - 1])
def test_all_candidates_lie_between_one_and_the_order(order):
    found = list(islice(nonces(order, 1, 1, b""), 100))
    assert all(0 < number < order for number in found)
    if order < 300:
        assert len(set(found)) > order / 4
