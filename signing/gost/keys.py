"""Kazakh GOST keys: their DER codecs and what they do (byte orders: `signing.gost.gost3410`).

SubjectPublicKeyInfo: AlgorithmIdentifier { key, { curve, digest } } and a BIT STRING that holds an
OCTET STRING of x ‖ y. PrivateKeyInfo (RFC 5208): the same AlgorithmIdentifier and an OCTET STRING
that holds an OCTET STRING with the scalar. Everything is read strictly.
"""

from typing import NoReturn, Self

from asn1crypto import core

from signing.gost import digests
from signing.gost.gost3410 import public_point, sign_digest, verify_digest
from signing.gost.kinds import KINDS_BY_OID, GostKeyKind


class GostKeyError(ValueError):
    """The bytes are not a GOST key of a kind we know."""


class _Parameters(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    _fields = [("curve", core.ObjectIdentifier), ("digest", core.ObjectIdentifier)]  # noqa: RUF012


class _Algorithm(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", _Parameters)]  # noqa: RUF012


class _PublicKeyInfo(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", _Algorithm), ("public_key", core.OctetBitString)]  # noqa: RUF012


class _PrivateKeyInfo(core.Sequence):  # type: ignore[misc]
    _fields = [  # noqa: RUF012 - asn1crypto changes the list
        ("version", core.Integer),
        ("algorithm", _Algorithm),
        ("private_key", core.OctetString),
        ("attributes", core.Any, {"implicit": 0, "optional": True}),
    ]


class GostPublicKey:
    """A point of a known curve, checked to be one."""

    __slots__ = ("kind", "point")

    def __init__(self, kind: GostKeyKind, point: tuple[int, int]) -> None:
        """Takes a point over.

        Raises:
            GostKeyError: it is not in the curve's subgroup.
        """
        if not kind.curve.has_point(*point):
            raise GostKeyError("public key is no point of the curve")
        self.kind = kind
        self.point = point

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The key of a SubjectPublicKeyInfo.

        Raises:
            GostKeyError: it is none of a known kind.
        """
        try:
            info = _PublicKeyInfo.load(der, strict=True)
            kind = _kind_of(info["algorithm"])
            value = bytes(info["public_key"])
            octets = bytes(core.OctetString.load(value, strict=True))
            if core.OctetString(octets).dump() != value:
                raise GostKeyError("public key is not DER")
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise GostKeyError(str(error)) from error
        size = kind.curve.size_bytes
        if len(octets) != 2 * size:
            raise GostKeyError(f"public key of {len(octets)} octets")
        x = int.from_bytes(octets[:size], "little")
        return cls(kind, (x, int.from_bytes(octets[size:], "little")))

    def to_der(self) -> bytes:
        """SubjectPublicKeyInfo."""
        size = self.kind.curve.size_bytes
        octets = b"".join(number.to_bytes(size, "little") for number in self.point)
        value = core.OctetString(octets).dump()
        info = _PublicKeyInfo({"algorithm": _algorithm(self.kind), "public_key": value})
        return bytes(info.dump())

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether `signature` is this key's over `message`, hashed by the kind's digest."""
        digest = digests.new(self.kind.digest, message).digest()
        return verify_digest(self.kind.curve, self.point, digest, signature)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GostPublicKey):
            return NotImplemented
        return self.kind == other.kind and self.point == other.point

    def __hash__(self) -> int:
        return hash((self.kind.oid, self.point))


class GostPrivateKey:
    """A private key; it shows itself to nobody, and is neither copied nor pickled."""

    __slots__ = ("_public", "_scalar", "kind")

    def __init__(self, kind: GostKeyKind, scalar: int) -> None:
        """Takes a scalar over.

        Raises:
            GostKeyError: it is not from 1 to q - 1.
        """
        try:
            point = public_point(kind.curve, scalar)
        except ValueError as error:
            raise GostKeyError(str(error)) from error
        self.kind = kind
        self._scalar = scalar
        self._public = GostPublicKey(kind, point)

    @classmethod
    def from_der(cls, der: bytes) -> Self:
        """The key of a PrivateKeyInfo.

        The older kind may have the scalar as an INTEGER.

        Raises:
            GostKeyError: it is none of a known kind.
        """
        try:
            info = _PrivateKeyInfo.load(der, strict=True)
            kind = _kind_of(info["algorithm"])
            value = core.load(bytes(info["private_key"]), strict=True)
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            raise GostKeyError("not a GOST private key") from error
        if isinstance(value, core.Integer):
            return cls(kind, int(value.native))
        if not isinstance(value, core.OctetString):
            raise GostKeyError("private key is neither octets nor a number")
        octets = bytes(value)
        if len(octets) != kind.curve.size_bytes:
            raise GostKeyError("private key of another length")
        return cls(kind, int.from_bytes(octets, "little"))

    def to_der(self) -> bytes:
        """PrivateKeyInfo; only for a file that is encrypted at once."""
        octets = self._scalar.to_bytes(self.kind.curve.size_bytes, "little")
        info = _PrivateKeyInfo(
            {
                "version": 0,
                "algorithm": _algorithm(self.kind),
                "private_key": core.OctetString(octets).dump(),
            }
        )
        return bytes(info.dump())

    @property
    def public_key(self) -> GostPublicKey:
        """The public key that belongs to it."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """The signature over `message`, checked before it is returned.

        Raises:
            SignatureFaultError: it did not hold.
        """
        digest = digests.new(self.kind.digest, message).digest()
        return sign_digest(self.kind.curve, self._scalar, self._public.point, digest)

    def __repr__(self) -> str:
        return f"<GostPrivateKey {self.kind.name}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a private key is not copied")


def public_key_kind(der: bytes) -> GostKeyKind | None:
    """The kind that a SubjectPublicKeyInfo names with its parameters; None if none of ours."""
    try:
        return _kind_of(_PublicKeyInfo.load(der, strict=True)["algorithm"])
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def _kind_of(algorithm: _Algorithm) -> GostKeyKind:
    kind = KINDS_BY_OID.get(algorithm["algorithm"].dotted)
    if kind is None:
        raise GostKeyError(f"key kind {algorithm['algorithm'].dotted}")
    parameters = algorithm["parameters"]
    given = parameters["curve"].dotted, parameters["digest"].dotted
    if given != (kind.curve_oid, kind.digest_parameter_oid):
        raise GostKeyError(f"key parameters {given}")
    return kind


def _algorithm(kind: GostKeyKind) -> dict[str, object]:
    return {
        "algorithm": kind.oid,
        "parameters": {"curve": kind.curve_oid, "digest": kind.digest_parameter_oid},
    }
