"""Streebog, the hash function of GOST 34.11-2015 (RFC 6986), 256 and 512 bits, in plain Python.

RFC 6986 prints 512-bit numbers, most significant octet first. Here, as in every library, octets
stand in the order of the message, that is, the printed values reversed; inside, a state is the
little-endian integer of its octets, which is the number that the RFC prints.

The step L ∘ P ∘ S costs one look-up a byte: P transposes the state as an 8×8 square and so decides
which eight bytes meet in a word; each table holds the rows of L added up for what S gives. How fast
it is, is in `benchmarks`; where there is libgcrypt, `signing.gost.digests` takes that instead.
"""

import struct
from typing import Final

BLOCK_BYTES: Final = 64

# RFC 6986, 6.2: the substitution Pi.
_PI = bytes.fromhex(
    "fceedd11cf6e3116fbc4fada23c5044de977f0db932e99ba1736f1bb14cd5fc1"
    "f918655ae25cef21811c3c428b018e4f058402aee36a8fa0060bed987fd4d31f"
    "eb342c51eac848abf22a68a2fd3aceccb5700e56080c7612bf7213479cb75d87"
    "15a19629107b9ac7f391786f9d9eb2b13275193dff358a7e6d54c680c3bd0d57"
    "dff524a93ea843c9d779d6f67c22b903e00fecde7a94b0bcdce828504e330a4a"
    "a79760731e0062441ab83882649f2641ad454692275e552f8ca3a57d69d5953b"
    "0758b34086ac1df730376be488d9e789e11b83494c3ff8fe8d53aa90cad88561"
    "207167a42d2b095bcb9b25d0bee56c5259a674d2e6f4b4c0d166afc2394b63b6"
)

# RFC 6986, 6.4: the rows of the matrix A; the first belongs to the most significant bit.
_A = struct.unpack(
    ">64Q",
    bytes.fromhex(
        "8e20faa72ba0b470 47107ddd9b505a38 ad08b0e0c3282d1c d8045870ef14980e"
        "6c022c38f90a4c07 3601161cf205268d 1b8e0b0e798c13c8 83478b07b2468764"
        "a011d380818e8f40 5086e740ce47c920 2843fd2067adea10 14aff010bdd87508"
        "0ad97808d06cb404 05e23c0468365a02 8c711e02341b2d01 46b60f011a83988e"
        "90dab52a387ae76f 486dd4151c3dfdb9 24b86a840e90f0d2 125c354207487869"
        "092e94218d243cba 8a174a9ec8121e5d 4585254f64090fa0 accc9ca9328a8950"
        "9d4df05d5f661451 c0a878a0a1330aa6 60543c50de970553 302a1e286fc58ca7"
        "18150f14b9ec46dd 0c84890ad27623e0 0642ca05693b9f70 0321658cba93c138"
        "86275df09ce8aaa8 439da0784e745554 afc0503c273aa42a d960281e9d1d5215"
        "e230140fc0802984 71180a8960409a42 b60c05ca30204d21 5b068c651810a89e"
        "456c34887a3805b9 ac361a443d1c8cd2 561b0d22900e4669 2b838811480723ba"
        "9bcf4486248d9f5d c3e9224312c8c1a0 effa11af0964ee50 f97d86d98a327728"
        "e4fa2054a80b329c 727d102a548b194e 39b008152acb8227 9258048415eb419d"
        "492c024284fbaec0 aa16012142f35760 550b8e9e21f7a530 a48b474f9ef5dc18"
        "70a6a56e2440598e 3853dc371220a247 1ca76e95091051ad 0edd37c48a08a6d8"
        "07e095624504536c 8d70c431ac02a736 c83862965601dd1b 641c314b2b8ee083"
    ),
)

# RFC 6986, 6.5: the iteration constants C1 to C12.
_C = (
    0xB1085BDA1ECADAE9EBCB2F81C0657C1F2F6A76432E45D016714EB88D7585C4FC4B7CE09192676901A2422A08A460D31505767436CC744D23DD806559F2A64507,
    0x6FA3B58AA99D2F1A4FE39D460F70B5D7F3FEEA720A232B9861D55E0F16B501319AB5176B12D699585CB561C2DB0AA7CA55DDA21BD7CBCD56E679047021B19BB7,
    0xF574DCAC2BCE2FC70A39FC286A3D843506F15E5F529C1F8BF2EA7514B1297B7BD3E20FE490359EB1C1C93A376062DB09C2B6F443867ADB31991E96F50ABA0AB2,
    0xEF1FDFB3E81566D2F948E1A05D71E4DD488E857E335C3C7D9D721CAD685E353FA9D72C82ED03D675D8B71333935203BE3453EAA193E837F1220CBEBC84E3D12E,
    0x4BEA6BACAD4747999A3F410C6CA923637F151C1F1686104A359E35D7800FFFBDBFCD1747253AF5A3DFFF00B723271A167A56A27EA9EA63F5601758FD7C6CFE57,
    0xAE4FAEAE1D3AD3D96FA4C33B7A3039C02D66C4F95142A46C187F9AB49AF08EC6CFFAA6B71C9AB7B40AF21F66C2BEC6B6BF71C57236904F35FA68407A46647D6E,
    0xF4C70E16EEAAC5EC51AC86FEBF240954399EC6C7E6BF87C9D3473E33197A93C90992ABC52D822C3706476983284A05043517454CA23C4AF38886564D3A14D493,
    0x9B1F5B424D93C9A703E7AA020C6E41414EB7F8719C36DE1E89B4443B4DDBC49AF4892BCB929B069069D18D2BD1A5C42F36ACC2355951A8D9A47F0DD4BF02E71E,
    0x378F5A541631229B944C9AD8EC165FDE3A7D3A1B258942243CD955B7E00D0984800A440BDBB2CEB17B2B8A9AA6079C540E38DC92CB1F2A607261445183235ADB,
    0xABBEDEA680056F52382AE548B2E4F3F38941E71CFF8A78DB1FFFE18A1B3361039FE76702AF69334B7A1E6C303B7652F43698FAD1153BB6C374B4C7FB98459CED,
    0x7BCD9ED0EFC889FB3002C6CD635AFE94D8FA6BBBEBAB076120018021148466798A1D71EFEA48B9CAEFBACD1D7D476E98DEA2594AC06FD85D6BCAA4CD81F32D1B,
    0x378EE767F11631BAD21380B00449B17ACDA43C32BCDF1D77F82012D430219F9B5D80EF9D1891CC86E71DA4AA88E12852FAF417D5D9B21B9948BC924AF11BD720,
)

_MODULUS_MASK = (1 << 512) - 1
_PACK_WORDS = struct.Struct("<8Q").pack


def _linear(word: int) -> int:
    """The function l of RFC 6986, 6.4: the 64-bit row vector `word` times A."""
    result = 0
    for position in range(64):
        if word >> position & 1:
            result ^= _A[63 - position]
    return result


def _tables() -> tuple[list[int], ...]:
    """One table a byte position: l(Pi(byte) at that position)."""
    tables = []
    for position in range(8):
        single = [_linear(1 << bit + 8 * position) for bit in range(8)]
        table = [0] * 256
        for value in range(256):
            substituted = _PI[value]
            for bit in range(8):
                if substituted >> bit & 1:
                    table[value] ^= single[bit]
        tables.append(table)
    return tuple(tables)


_TABLES = _tables()


def _lps(state: int, tables: tuple[list[int], ...] = _TABLES) -> int:
    """L(P(S(state))) of RFC 6986, 7. Written out in full: a loop takes twice as long."""
    t0, t1, t2, t3, t4, t5, t6, t7 = tables
    # fmt: off
    (
        a0, a1, a2, a3, a4, a5, a6, a7,
        b0, b1, b2, b3, b4, b5, b6, b7,
        c0, c1, c2, c3, c4, c5, c6, c7,
        d0, d1, d2, d3, d4, d5, d6, d7,
        e0, e1, e2, e3, e4, e5, e6, e7,
        f0, f1, f2, f3, f4, f5, f6, f7,
        g0, g1, g2, g3, g4, g5, g6, g7,
        h0, h1, h2, h3, h4, h5, h6, h7,
    ) = state.to_bytes(BLOCK_BYTES, "little")
    words = _PACK_WORDS(
        t0[a0] ^ t1[b0] ^ t2[c0] ^ t3[d0] ^ t4[e0] ^ t5[f0] ^ t6[g0] ^ t7[h0],
        t0[a1] ^ t1[b1] ^ t2[c1] ^ t3[d1] ^ t4[e1] ^ t5[f1] ^ t6[g1] ^ t7[h1],
        t0[a2] ^ t1[b2] ^ t2[c2] ^ t3[d2] ^ t4[e2] ^ t5[f2] ^ t6[g2] ^ t7[h2],
        t0[a3] ^ t1[b3] ^ t2[c3] ^ t3[d3] ^ t4[e3] ^ t5[f3] ^ t6[g3] ^ t7[h3],
        t0[a4] ^ t1[b4] ^ t2[c4] ^ t3[d4] ^ t4[e4] ^ t5[f4] ^ t6[g4] ^ t7[h4],
        t0[a5] ^ t1[b5] ^ t2[c5] ^ t3[d5] ^ t4[e5] ^ t5[f5] ^ t6[g5] ^ t7[h5],
        t0[a6] ^ t1[b6] ^ t2[c6] ^ t3[d6] ^ t4[e6] ^ t5[f6] ^ t6[g6] ^ t7[h6],
        t0[a7] ^ t1[b7] ^ t2[c7] ^ t3[d7] ^ t4[e7] ^ t5[f7] ^ t6[g7] ^ t7[h7],
    )
    # fmt: on
    return int.from_bytes(words, "little")


def _compress(counter: int, chain: int, message: int) -> int:
    """g_N(h, m) of RFC 6986, 8."""
    key = _lps(chain ^ counter)
    state = message
    for constant in _C:
        state = _lps(state ^ key)
        key = _lps(key ^ constant)
    return state ^ key ^ chain ^ message


class Streebog:
    """A hashlib-like object: `update`, `digest`, `hexdigest`, `copy`."""

    block_size = BLOCK_BYTES

    def __init__(self, data: bytes = b"", *, digest_size: int) -> None:
        """Starts a hash of `digest_size` bytes, 32 or 64, with the first `data`."""
        if digest_size not in {32, 64}:
            raise ValueError(f"no Streebog of {digest_size} bytes")
        self.digest_size = digest_size
        self._chain = 0 if digest_size == BLOCK_BYTES else int.from_bytes(b"\1" * BLOCK_BYTES)
        self._bits = 0
        self._sum = 0
        self._rest = b""
        self.update(data)

    @property
    def name(self) -> str:
        """`streebog256` or `streebog512`."""
        return f"streebog{self.digest_size * 8}"

    def update(self, data: bytes, /) -> None:
        """Feeds more bytes."""
        waiting = self._rest + data
        whole = len(waiting) // BLOCK_BYTES * BLOCK_BYTES
        for start in range(0, whole, BLOCK_BYTES):
            block = int.from_bytes(waiting[start : start + BLOCK_BYTES], "little")
            self._absorb(block, 8 * BLOCK_BYTES)
        self._rest = waiting[whole:]

    def digest(self) -> bytes:
        """The digest of everything fed; more may be fed afterwards."""
        last = self.copy()
        padded = int.from_bytes(self._rest + b"\1", "little")
        last._absorb(padded, 8 * len(self._rest))  # noqa: SLF001 - its own copy
        chain = _compress(0, last._chain, last._bits)  # noqa: SLF001
        chain = _compress(0, chain, last._sum)  # noqa: SLF001
        return chain.to_bytes(BLOCK_BYTES, "little")[BLOCK_BYTES - self.digest_size :]

    def hexdigest(self) -> str:
        """The digest in lower-case hexadecimal digits."""
        return self.digest().hex()

    def copy(self) -> "Streebog":
        """An object in the same state."""
        other = Streebog(digest_size=self.digest_size)
        other._chain, other._bits = self._chain, self._bits
        other._sum, other._rest = self._sum, self._rest
        return other

    def _absorb(self, block: int, bits: int) -> None:
        self._chain = _compress(self._bits, self._chain, block)
        self._bits = self._bits + bits & _MODULUS_MASK
        self._sum = self._sum + block & _MODULUS_MASK
