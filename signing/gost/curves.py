"""The elliptic curves of the Kazakh keys, and their arithmetic in plain Python.

Points are homogeneous projective coordinates (X : Y : Z), the point at infinity is (0 : 1 : 0).
`add` is the complete formula of Renes, Costello and Batina (2016, equation 2) for any coefficient
a: one sequence of operations for all pairs of points of odd order, equal ones and infinity
included, hence without a branch that would tell something about a secret.

What plain Python cannot give: the time of an operation on long integers depends a little on their
values (leading zeros, carries), and which entry of a table is read can be seen in the caches by
another process of the same machine. Who must fear that signs through a token.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

WINDOW_BITS: Final = 4
_WINDOW = (1 << WINDOW_BITS) - 1
_SIGNED_WINDOW_BITS: Final = 5
_MAX_FOLDED_BITS = 32

Point = tuple[int, int, int]
INFINITY: Final[Point] = (0, 1, 0)


@dataclass(frozen=True)
class Curve:
    """y² = x³ + ax + b modulo p, with a generator (x, y) of a subgroup of prime order q.

    `size_bytes` is the length of a coordinate and of r and s; `name` is that of the RFC.
    """

    name: str
    p: int
    a: int
    b: int
    q: int
    x: int
    y: int
    cofactor: int = 1

    @property
    def size_bytes(self) -> int:
        """Octets of a coordinate."""
        return (self.p.bit_length() + 7) // 8

    def has_point(self, x: int, y: int) -> bool:
        """Whether (x, y) is a point of the subgroup other than infinity."""
        if not (0 <= x < self.p and 0 <= y < self.p):
            return False
        if (y * y - (x * x + self.a) * x - self.b) % self.p:
            return False
        return self.cofactor == 1 or self._has_order_q((x, y, 1))

    def add(self, one: Point, other: Point) -> Point:
        """The sum of two points."""
        reduce, a, b3 = self._reduce, self._signed_a, 3 * self.b
        x1, y1, z1 = one
        x2, y2, z2 = other
        xx, yy, zz = x1 * x2, y1 * y2, reduce(z1 * z2)
        xy = reduce(x1 * y2 + x2 * y1)
        xz = reduce(x1 * z2 + x2 * z1)
        yz = reduce(y1 * z2 + y2 * z1)
        common = a * xz + b3 * zz
        low = reduce(yy - common)
        high = reduce(yy + common)
        slope = reduce(3 * xx + a * zz)
        rest = reduce(a * (xx - a * zz) + b3 * xz)
        return (
            reduce(xy * low - yz * rest),
            reduce(slope * rest + high * low),
            reduce(yz * high + xy * slope),
        )

    def affine(self, point: Point) -> tuple[int, int] | None:
        """(x, y) of a point; None for the one at infinity."""
        z = point[2] % self.p
        if not z:
            return None
        inverse = pow(z, -1, self.p)
        return point[0] * inverse % self.p, point[1] * inverse % self.p

    def multiply_generator(self, scalar: int, blind: int = 1) -> Point:
        """`scalar` times the generator, for a secret scalar from 0 to q - 1.

        As many additions for each scalar as there are windows of four bits in q; a window of
        zeros adds infinity. A random `blind` (from 1 to p - 1) makes all coordinates on the way
        random, the result's Z included. The table is made once a curve and process, in some 30 ms.
        """
        result = (0, blind, 0)
        for row in self._generator_table:
            result = self.add(result, row[scalar & _WINDOW])
            scalar >>= WINDOW_BITS
        return result

    def multiply_public(self, scalar: int, point: Point) -> Point:
        """`scalar` times `point`, in a time that depends on both: for public values only."""
        digits = _signed_digits(scalar)
        odd = [point]
        twice = self._double(point)
        for _ in range((1 << _SIGNED_WINDOW_BITS - 2) - 1):
            odd.append(self.add(odd[-1], twice))
        if not digits:
            return INFINITY
        result = odd[digits.pop() >> 1]
        for digit in reversed(digits):
            result = self._double(result)
            if digit > 0:
                result = self.add(result, odd[digit >> 1])
            elif digit < 0:
                x, y, z = odd[-digit >> 1]
                result = self.add(result, (x, -y, z))
        return result

    def _has_order_q(self, point: Point) -> bool:
        """For a point of small order the formulas end in (0 : 0 : 0), which is no point."""
        _, y, z = self.multiply_public(self.q, point)
        return z % self.p == 0 != y % self.p

    def _double(self, point: Point) -> Point:
        """Twice a point that is not infinity (Cohen, Miyaji and Ono 1998)."""
        reduce = self._reduce
        x, y, z = point
        w = reduce(3 * x * x + self._signed_a * reduce(z * z))
        s = reduce(y * z)
        ys = reduce(y * s)
        b = reduce(x * ys)
        h = reduce(w * w - 8 * b)
        return (
            reduce(2 * h * s),
            reduce(w * (4 * b - h) - 8 * ys * ys),
            8 * reduce(s * reduce(s * s)),
        )

    @cached_property
    def _signed_a(self) -> int:
        """The coefficient a as the number nearest to zero: -3 costs less than p - 3."""
        return self.a - self.p if self.a > self.p >> 1 else self.a

    @cached_property
    def _reduce(self) -> Callable[[int], int]:
        """A function that gives a small number congruent modulo p, not the smallest one.

        Where p is 2^n less a small c, folding the upper half down (2^n is c) takes an eighth of
        the time of a division.
        """
        p, bits = self.p, self.p.bit_length()
        c = (1 << bits) - p
        mask = (1 << bits) - 1
        if c.bit_length() > _MAX_FOLDED_BITS:
            return lambda number: number % p

        def fold(number: int) -> int:
            number = (number & mask) + c * (number >> bits)
            return (number & mask) + c * (number >> bits)

        return fold

    @cached_property
    def _generator_table(self) -> tuple[tuple[Point, ...], ...]:
        """Row i: 0, 1, …, 15 times 16^i times the generator."""
        rows = []
        base: Point = (self.x, self.y, 1)
        for _ in range(-(-self.q.bit_length() // WINDOW_BITS)):
            row = [INFINITY, base]
            while len(row) <= _WINDOW:
                row.append(self.add(row[-1], base))
            rows.append(tuple(row))
            base = self.add(row[-1], base)
        return tuple(rows)


def _signed_digits(scalar: int) -> list[int]:
    """Width-5 non-adjacent form, lowest digit first: zeros and odd digits from -15 to 15."""
    width = 1 << _SIGNED_WINDOW_BITS
    digits = []
    while scalar:
        digit = 0
        if scalar & 1:
            digit = scalar & width - 1
            if digit >= width >> 1:
                digit -= width
            scalar -= digit
        digits.append(digit)
        scalar >>= 1
    return digits


_P_512 = (1 << 512) - 569
_P_256 = (1 << 256) - 617

# RFC 7836, A.1
TC26_512_A: Final = Curve(
    name="id-tc26-gost-3410-12-512-paramSetA",
    p=_P_512,
    a=_P_512 - 3,
    b=int(
        "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265"
        "ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760",
        16,
    ),
    q=int(
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
        16,
    ),
    x=3,
    y=int(
        "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921"
        "df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
        16,
    ),
)

# RFC 7836, A.2
TC26_256_A: Final = Curve(
    name="id-tc26-gost-3410-2012-256-paramSetA",
    p=_P_256,
    a=0xC2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335,
    b=0x295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513,
    q=0x400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67,
    x=0x91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28,
    y=0x32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C,
    cofactor=4,
)

# RFC 4357, 11.4
CRYPTOPRO_A: Final = Curve(
    name="id-GostR3410-2001-CryptoPro-A-ParamSet",
    p=_P_256,
    a=_P_256 - 3,
    b=166,
    q=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893,
    x=1,
    y=0x8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14,
)
