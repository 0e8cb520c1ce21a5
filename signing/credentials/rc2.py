"""RC2 (RFC 2268) in CBC mode, to open the key files of the national authority and no more.

They encrypt the certificate, which is public, with a 40-bit RC2 key; `cryptography` has RC2 for
128-bit keys only. Nothing is ever encrypted with it.
"""

from typing import Final

BLOCK_BYTES: Final = 8
_EXPANDED_BYTES: Final = 128
_WORD: Final = 0xFFFF

# RFC 2268, 2: a permutation made of the digits of pi.
_PI_TABLE = bytes.fromhex(
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2"
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82"
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626"
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7"
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec"
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731"
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9"
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad"
)
_SHIFTS: Final = (1, 2, 3, 5)


def decrypt_cbc(key: bytes, effective_bits: int, iv: bytes, ciphertext: bytes) -> bytes:
    """The plaintext with its padding.

    Args:
        key: 1 to 128 octets.
        effective_bits: how much of the key counts (RFC 2268, 2), from 1 to 1024.
        iv: 8 octets.
        ciphertext: whole blocks of 8 octets.

    Raises:
        ValueError: a length is wrong.
    """
    if len(iv) != BLOCK_BYTES or len(ciphertext) % BLOCK_BYTES:
        raise ValueError("RC2 takes whole blocks of eight octets")
    subkeys = _expand(key, effective_bits)
    plaintext = bytearray()
    previous = iv
    for start in range(0, len(ciphertext), BLOCK_BYTES):
        block = ciphertext[start : start + BLOCK_BYTES]
        decrypted = decrypt_block(subkeys, block)
        plaintext += bytes(a ^ b for a, b in zip(decrypted, previous, strict=True))
        previous = block
    return bytes(plaintext)


def _expand(key: bytes, effective_bits: int) -> tuple[int, ...]:
    """The 64 subkeys (RFC 2268, 2)."""
    if not 1 <= len(key) <= _EXPANDED_BYTES or not 1 <= effective_bits <= 8 * _EXPANDED_BYTES:
        raise ValueError("RC2 key of an impossible length")
    octets = bytearray(key)
    while len(octets) < _EXPANDED_BYTES:
        octets.append(_PI_TABLE[octets[-1] + octets[-len(key)] & 255])
    effective_bytes = (effective_bits + 7) // 8
    mask = 255 >> 8 * effective_bytes - effective_bits
    position = _EXPANDED_BYTES - effective_bytes
    octets[position] = _PI_TABLE[octets[position] & mask]
    while position:
        position -= 1
        octets[position] = _PI_TABLE[octets[position + 1] ^ octets[position + effective_bytes]]
    return tuple(octets[2 * i] | octets[2 * i + 1] << 8 for i in range(64))


def decrypt_block(subkeys: tuple[int, ...], block: bytes) -> bytes:
    """One block: five reverse mixing rounds, mashing, six, mashing, five (RFC 2268, 4)."""
    r = [int.from_bytes(block[2 * i : 2 * i + 2], "little") for i in range(4)]
    for number in range(15, -1, -1):
        for i in range(3, -1, -1):
            word = (r[i] >> _SHIFTS[i] | r[i] << 16 - _SHIFTS[i]) & _WORD
            chosen = (r[i - 1] & r[i - 2]) + (~r[i - 1] & r[i - 3])
            r[i] = word - subkeys[4 * number + i] - chosen & _WORD
        if number in {11, 5}:
            for i in range(3, -1, -1):
                r[i] = r[i] - subkeys[r[i - 1] & 63] & _WORD
    return b"".join(word.to_bytes(2, "little") for word in r)
