"""Key derivation from a password as PKCS#12 has it (RFC 7292, appendix B.2)."""

import hashlib
from typing import Final

ENCRYPTION_KEY: Final = 1
INITIALIZATION_VECTOR: Final = 2
MAC_KEY: Final = 3

# v of the RFC: the block size of the hash, by its name
_HASH_BLOCK_BYTES: Final = {
    "sha1": 64,
    "sha224": 64,
    "sha256": 64,
    "sha384": 128,
    "sha512": 128,
}


def derive(
    hash_name: str, purpose: int, password: str, salt: bytes, iterations: int, length_bytes: int
) -> bytes:
    """`length_bytes` octets for a purpose; whoever calls has judged the count of iterations.

    Raises:
        KeyError: a hash that PKCS#12 does not use.
    """
    block_bytes = _HASH_BLOCK_BYTES[hash_name]
    secret = (password + "\0").encode("utf-16-be")
    filled = _fill(salt, block_bytes) + _fill(secret, block_bytes)
    result = b""
    while len(result) < length_bytes:
        key = hashlib.new(hash_name, bytes([purpose]) * block_bytes + filled).digest()
        for _ in range(iterations - 1):
            key = hashlib.new(hash_name, key).digest()
        result += key
        filled = _add(filled, _fill(key, block_bytes), block_bytes)
    return result[:length_bytes]


def _fill(text: bytes, block_bytes: int) -> bytes:
    """`text` repeated to the next multiple of the block size; nothing stays nothing."""
    length = -(-len(text) // block_bytes) * block_bytes
    return (text * (length // len(text) + 1))[:length] if text else b""


def _add(filled: bytes, addend: bytes, block_bytes: int) -> bytes:
    """Step 6C: the addend and one to each block, modulo the block."""
    number = int.from_bytes(addend[:block_bytes]) + 1
    mask = (1 << 8 * block_bytes) - 1
    return b"".join(
        (int.from_bytes(filled[start : start + block_bytes]) + number & mask).to_bytes(block_bytes)
        for start in range(0, len(filled), block_bytes)
    )
