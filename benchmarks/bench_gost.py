"""GOST in plain Python: digests, and signatures a second of each kind of key."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from benchmarks.figures import Figure, fastest
from signing.gost import digests
from signing.gost.keys import GostPrivateKey
from signing.gost.kinds import GOST_2015_256, GOST_2015_512

ROUNDS = 5
SIGNATURES = 20
PLAIN_BYTES = 300_000
FAST_BYTES = 30_000_000


def measure(_folder: Path) -> Iterator[Figure]:
    """Speed of digests, signing and checking."""
    yield from _digests()
    for kind in (GOST_2015_512, GOST_2015_256):
        key = GostPrivateKey(kind, 0x1234567890ABCDEF)
        value = key.sign(b"message")  # makes the table of the curve
        signing, checking = fastest(
            ROUNDS,
            partial(_sign, key),
            partial(_check, key, value),
        )
        yield _each(f"{kind.name}: a signature, checked", signing, 12)
        yield _each(f"{kind.name}: a check", checking, 20)
    yield from _others()


def _sign(key: GostPrivateKey) -> None:
    for _ in range(SIGNATURES):
        key.sign(b"message")


def _check(key: GostPrivateKey, value: bytes) -> None:
    for _ in range(SIGNATURES):
        key.public_key.verify(value, b"message")


def _digests() -> Iterator[Figure]:
    content = os.urandom(PLAIN_BYTES)
    (taken,) = fastest(ROUNDS, lambda: digests.plain("streebog512", content).digest())
    speed = PLAIN_BYTES / taken / 1e6
    yield Figure("Streebog-512 in plain Python", speed, 0.8, "MB/s", at_least=True)
    if digests.is_accelerated():
        content = os.urandom(FAST_BYTES)
        (taken,) = fastest(ROUNDS, lambda: digests.new("streebog512", content).digest())
        speed = FAST_BYTES / taken / 1e6
        yield Figure("Streebog-512 by libgcrypt", speed, 100, "MB/s", at_least=True)


def _others() -> Iterator[Figure]:
    """The kinds that OpenSSL signs, to compare with."""
    of_rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    of_ec = ec.generate_private_key(ec.SECP256R1())
    by_rsa, by_ec = fastest(
        ROUNDS,
        lambda: [
            of_rsa.sign(b"message", padding.PKCS1v15(), hashes.SHA256()) for _ in range(SIGNATURES)
        ],
        lambda: [of_ec.sign(b"message", ec.ECDSA(hashes.SHA256())) for _ in range(SIGNATURES)],
    )
    yield _each("RSA 2048: a signature", by_rsa, 12)
    yield _each("EC P-256: a signature", by_ec, 12)


def _each(name: str, seconds: float, target_ms: float) -> Figure:
    each = seconds / SIGNATURES
    return Figure(name, each * 1000, target_ms, "ms", detail=f"[{1 / each:.0f} a second]")
