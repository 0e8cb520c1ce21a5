"""GOST 34.311-95, the hash function of the older Kazakh signatures, in plain Python.

It is GOST R 34.11-94 (RFC 5831) with the *test* substitution boxes of RFC 4357, 11.2: that is what
all certificates and signatures of the national authority use, and not the CryptoPro boxes. Only
what exists already is checked with it; nothing new is signed. Octets stand in the order of the
message (the numbers that RFC 5831 prints, reversed).
"""

from typing import Final

BLOCK_BYTES: Final = 32
DIGEST_BYTES: Final = 32

# RFC 4357, 11.2 (id-GostR3411-94-TestParamSet): K1 substitutes the lowest four bits.
_BOXES = tuple(
    bytes.fromhex("".join(f"0{digit}" for digit in box))
    for box in (
        "4a92d80e6b1c7f53",
        "eb4c6dfa23810759",
        "581da342efc7609b",
        "7da1089fe46cb253",
        "6c715fd84a9e03b2",
        "4ba0721d36859cfe",
        "db413f590ae7682c",
        "1fd057a4923e6b8c",
    )
)
_C3 = 0xFF00FFFF000000FFFF0000FF00FFFF0000FF00FF00FF00FFFF00FF00FF00FF00
_WORD = 0xFFFF_FFFF
_LONG = 0xFFFF_FFFF_FFFF_FFFF
_STATE = (1 << 256) - 1


def _tables() -> tuple[list[int], ...]:
    """One table an octet of the round's word: both substitutions, then 11 bits to the left."""
    tables = []
    for octet in range(4):
        low, high = _BOXES[2 * octet], _BOXES[2 * octet + 1]
        table = []
        for value in range(256):
            word = (low[value & 15] | high[value >> 4] << 4) << 8 * octet
            table.append((word << 11 | word >> 21) & _WORD)
        tables.append(table)
    return tuple(tables)


_T0, _T1, _T2, _T3 = _tables()


def _encrypt(key: int, block: int) -> int:
    """GOST 28147-89 in simple substitution mode (RFC 5830, 5.1) of one 64-bit block."""
    words = [key >> 32 * index & _WORD for index in range(8)]
    low, high = block & _WORD, block >> 32
    for subkey in (words * 3) + words[::-1]:
        mixed = low + subkey & _WORD
        mixed = _T0[mixed & 255] ^ _T1[mixed >> 8 & 255] ^ _T2[mixed >> 16 & 255] ^ _T3[mixed >> 24]
        low, high = high ^ mixed, low
    return low << 32 | high  # the last round does not exchange the halves


def _a(y: int) -> int:
    """A of RFC 5831, 5.1: 64-bit words y4 y3 y2 y1 become (y1 ⊕ y2) y4 y3 y2."""
    return y >> 64 | ((y ^ y >> 64) & _LONG) << 192


def _p(y: int) -> int:
    """P of RFC 5831, 5.1: the octets as a 4×8 table, transposed."""
    octets = y.to_bytes(32, "little")
    return int.from_bytes(bytes(octets[8 * i + k] for k in range(8) for i in range(4)), "little")


def _psi(y: int, times: int) -> int:
    """The feedback register of RFC 5831, 5.3, over sixteen 16-bit words."""
    for _ in range(times):
        feedback = y ^ y >> 16 ^ y >> 32 ^ y >> 48 ^ y >> 192 ^ y >> 240
        y = y >> 16 | (feedback & 0xFFFF) << 240
    return y


def _step(chain: int, message: int) -> int:
    """The step function of RFC 5831, 5: keys, enciphering, mixing."""
    u, v = chain, message
    enciphered = 0
    for index in range(4):
        if index:
            u = _a(u) ^ (_C3 if index == 2 else 0)  # noqa: PLR2004 - C2 and C4 are zero
            v = _a(_a(v))
        word = chain >> 64 * index & _LONG
        enciphered |= _encrypt(_p(u ^ v), word) << 64 * index
    return _psi(chain ^ _psi(message ^ _psi(enciphered, 12), 1), 61)


class Gost34311:
    """A hashlib-like object: `update`, `digest`, `hexdigest`, `copy`."""

    name = "gost34311"
    block_size = BLOCK_BYTES
    digest_size = DIGEST_BYTES

    def __init__(self, data: bytes = b"") -> None:
        """Starts a hash with the first `data`."""
        self._chain = 0
        self._bits = 0
        self._sum = 0
        self._rest = b""
        self.update(data)

    def update(self, data: bytes, /) -> None:
        """Feeds more bytes."""
        waiting = self._rest + data
        whole = len(waiting) // BLOCK_BYTES * BLOCK_BYTES
        for start in range(0, whole, BLOCK_BYTES):
            self._absorb(waiting[start : start + BLOCK_BYTES])
        self._rest = waiting[whole:]

    def digest(self) -> bytes:
        """The digest of everything fed; more may be fed afterwards."""
        last = self.copy()
        if last._rest:  # noqa: SLF001 - its own copy
            last._absorb(last._rest)  # noqa: SLF001
        chain = _step(last._chain, last._bits)  # noqa: SLF001
        return _step(chain, last._sum).to_bytes(DIGEST_BYTES, "little")  # noqa: SLF001

    def hexdigest(self) -> str:
        """The digest in lower-case hexadecimal digits."""
        return self.digest().hex()

    def copy(self) -> "Gost34311":
        """An object in the same state."""
        other = Gost34311()
        other._chain, other._bits = self._chain, self._bits
        other._sum, other._rest = self._sum, self._rest
        return other

    def _absorb(self, octets: bytes) -> None:
        block = int.from_bytes(octets, "little")
        self._chain = _step(self._chain, block)
        self._bits = self._bits + 8 * len(octets) & _STATE
        self._sum = self._sum + block & _STATE
