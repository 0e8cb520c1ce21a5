"""The secret number of one signature, never the same for two messages (RFC 6979, 3.2 and 3.6).

It is derived from the private key and the digest, so that a broken random generator (a copied
virtual machine) cannot make it repeat, and mixed with random octets, so that two signatures over
one message do not help an observer. HMAC is over SHA-512 whatever the message was hashed with: the
number stays inside, and SHA-512 is fast everywhere.
"""

import hmac
import secrets
from collections.abc import Iterator

RANDOM_BYTES = 32
_HASH = "sha512"
_HASH_BYTES = 64


def nonces(order: int, private: int, digest: int, random: bytes | None = None) -> Iterator[int]:
    """Candidates for the secret number, each from 1 to `order` - 1.

    Args:
        order: the prime order q of the group.
        private: the private key, from 1 to q - 1.
        digest: the digest as a number below q.
        random: additional data (RFC 6979, 3.6); fresh random octets if None.
    """
    bits = order.bit_length()
    length = (bits + 7) // 8
    if random is None:
        random = secrets.token_bytes(RANDOM_BYTES)
    seed = private.to_bytes(length) + digest.to_bytes(length) + random
    key, value = b"\0" * _HASH_BYTES, b"\1" * _HASH_BYTES
    for separator in (b"\0", b"\1"):
        key = hmac.digest(key, value + separator + seed, _HASH)
        value = hmac.digest(key, value, _HASH)
    while True:
        octets = b""
        while len(octets) < length:
            value = hmac.digest(key, value, _HASH)
            octets += value
        number = int.from_bytes(octets[:length]) >> 8 * length - bits
        if 0 < number < order:
            yield number
        key = hmac.digest(key, value + b"\0", _HASH)
        value = hmac.digest(key, value, _HASH)
