"""GOST 34.10-2015 signatures (RFC 7091) in the Kazakh order of octets.

Everything is little-endian: coordinates, the private key, r and s, and the digest where it is read
as a number (the Russian RFC 9215 writes s ‖ r big-endian). The older GOST 34.310-2004 is the same
scheme over another curve and digest. A signature is checked before it is given away: a fault in
the arithmetic, provoked or not, would betray the key.

Limits of plain Python: see `signing.gost.curves`. This code is not certified.
"""

import secrets

from signing.gost.curves import Curve
from signing.gost.nonce import nonces

AffinePoint = tuple[int, int]


class SignatureFaultError(Exception):
    """A signature just made does not hold: key and public key differ, or the machine erred."""


def public_point(curve: Curve, private: int) -> AffinePoint:
    """The public key of a private one (RFC 7091, 5.2).

    Raises:
        ValueError: `private` is not from 1 to q - 1.
    """
    if not 0 < private < curve.q:
        raise ValueError("private key out of range")
    point = curve.affine(curve.multiply_generator(private, _blind(curve)))
    if point is None:  # cannot be: the generator has order q
        raise ValueError("private key gives no point")
    return point


def digest_number(curve: Curve, digest: bytes) -> int:
    """The number e of RFC 7091, 6.1, step 2: from 1 to q - 1."""
    return int.from_bytes(digest, "little") % curve.q or 1


def sign_digest(curve: Curve, private: int, public: AffinePoint, digest: bytes) -> bytes:
    """The signature r ‖ s over a digest (RFC 7091, 6.1).

    Args:
        curve: the curve of the key.
        private: from 1 to q - 1.
        public: the point that the certificate has; the signature is checked with it.
        digest: of the message, in the order of its octets.

    Raises:
        SignatureFaultError: the signature does not hold with `public`.
    """
    number = digest_number(curve, digest)
    for nonce in nonces(curve.q, private, number):
        pair = signature_pair(curve, private, number, nonce)
        if pair is None:
            continue
        r, s = pair
        size = curve.size_bytes
        signature = r.to_bytes(size, "little") + s.to_bytes(size, "little")
        if not verify_digest(curve, public, digest, signature):
            raise SignatureFaultError
        return signature
    raise SignatureFaultError  # pragma: no cover - the numbers never end


def signature_pair(curve: Curve, private: int, number: int, nonce: int) -> tuple[int, int] | None:
    """(r, s) for a given secret number; None if it is one of the unusable ones (r or s zero)."""
    point = curve.affine(curve.multiply_generator(nonce, _blind(curve)))
    r = point[0] % curve.q if point else 0
    s = (r * private + nonce * number) % curve.q
    return (r, s) if r and s else None


def verify_digest(curve: Curve, public: AffinePoint, digest: bytes, signature: bytes) -> bool:
    """Whether a signature is the key's over a digest (RFC 7091, 6.2).

    `public` must be a point of the subgroup (`Curve.has_point`): whoever reads a key sees to it.
    """
    size = curve.size_bytes
    if len(signature) != 2 * size:
        return False
    r = int.from_bytes(signature[:size], "little")
    s = int.from_bytes(signature[size:], "little")
    if not (0 < r < curve.q and 0 < s < curve.q):
        return False
    inverse = pow(digest_number(curve, digest), -1, curve.q)
    one = curve.multiply_generator(s * inverse % curve.q)
    other = curve.multiply_public(-r * inverse % curve.q, (*public, 1))
    point = curve.affine(curve.add(one, other))
    return point is not None and point[0] % curve.q == r


def _blind(curve: Curve) -> int:
    return 1 + secrets.randbelow(curve.p - 1)
