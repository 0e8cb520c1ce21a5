"""The closed list of algorithms, and the one place where signature values are checked.

Accepted: SHA-256/384/512 with RSA of 2048 bits or more (PKCS#1 v1.5; PSS is read) and with ECDSA on
P-256 and P-384; the Kazakh GOST 34.10-2015 with Streebog, and the withdrawn GOST 34.310-2004 for
what was signed with it (`signing.gost.kinds`; no new signature is made with it). What is known to
be weak is told apart from what is not known: the first is a finding about the signature
(CRYPTO_CONSTRAINTS_FAILURE), the second one about this program (NOT_CHECKED). There is no downgrade
and no switch.

A later family is added in two places of this file and nowhere else: its digest in `new_digest`,
its keys and signature values in `_FAMILIES`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from asn1crypto.algos import AlgorithmIdentifier, RSASSAPSSParams, SignedDigestAlgorithm
from asn1crypto.core import BitString, Sequence
from asn1crypto.keys import PublicKeyAlgorithmId, PublicKeyInfo
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

import signing.asn1_extensions
import signing.asn1_lengths  # both correct asn1crypto wherever signatures are made
import signing.gost.asn1  # noqa: F401 - asn1crypto learns the names of the Kazakh algorithms
from signing.gost import digests as gost_digests
from signing.gost.keys import GostPublicKey, public_key_kind
from signing.gost.kinds import KINDS_BY_NAME, KINDS_BY_SIGNATURE

MIN_RSA_BITS = 2048
MAX_RSA_BITS = 16384  # OpenSSL's own limit; larger keys only serve to keep a reader busy

_DIGESTS: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_WEAK_DIGESTS = frozenset({"md2", "md4", "md5", "sha1", "sha224", "sha512_224"})
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
_CURVES = frozenset({"secp256r1", "secp384r1"})
_WEAK_CURVES = frozenset({"secp192r1", "secp224r1", "secp160r1", "secp192k1", "secp224k1"})


class Standing(StrEnum):
    """Where an algorithm stands with respect to the closed list."""

    ACCEPTED = "accepted"
    WEAK = "weak"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AlgorithmFinding:
    """The standing of an algorithm, and its name as far as it has one (else the dotted OID)."""

    standing: Standing
    name: str


class AlgorithmNotAcceptedError(Exception):
    """An algorithm outside the closed list was met where a signature had to be checked.

    Not a `QolhatError`: it never leaves `signing`, validators turn it into a verdict.
    """

    def __init__(self, finding: AlgorithmFinding) -> None:
        super().__init__(f"{finding.standing} algorithm {finding.name}")
        self.finding = finding


class SignatureValueError(Exception):
    """The signature value is not one that this key made over these bytes."""


class Digest(Protocol):
    """The part of hashlib's objects that is used; a Streebog object fits in."""

    def update(self, data: bytes, /) -> None:
        """Feeds more bytes."""
        ...

    def digest(self) -> bytes:
        """The digest of everything fed."""
        ...


def judge_digest(name: str) -> AlgorithmFinding:
    """The standing of a digest algorithm by its asn1crypto name or dotted OID."""
    if name in _DIGESTS or name in gost_digests.DIGEST_BYTES:
        return AlgorithmFinding(Standing.ACCEPTED, name)
    return AlgorithmFinding(Standing.WEAK if name in _WEAK_DIGESTS else Standing.UNKNOWN, name)


def new_digest(name: str) -> Digest:
    """An empty digest object of an accepted algorithm.

    Raises:
        AlgorithmNotAcceptedError: the algorithm is not on the list.
    """
    finding = judge_digest(name)
    if finding.standing is not Standing.ACCEPTED:
        raise AlgorithmNotAcceptedError(finding)
    return gost_digests.new(name) if name in gost_digests.DIGEST_BYTES else hashlib.new(name)


def digest_of(name: str, data: bytes) -> bytes:
    """The digest of `data` by an accepted algorithm (see `new_digest`)."""
    digest = new_digest(name)
    digest.update(data)
    return digest.digest()


class _PlainPublicKeyInfo(Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) without asn1crypto's look into the key."""

    _fields = [("algorithm", AlgorithmIdentifier), ("public_key", BitString)]  # noqa: RUF012


def key_kind(public_key: PublicKeyInfo) -> str:
    """asn1crypto's name of the key algorithm, the dotted OID of one it does not know."""
    # asn1crypto cannot open a SubjectPublicKeyInfo of an unknown kind at all
    plain = _PlainPublicKeyInfo.load(public_key.dump(), strict=True)
    return str(PublicKeyAlgorithmId(plain["algorithm"]["algorithm"].dotted).native)


def judge_key(public_key: PublicKeyInfo) -> AlgorithmFinding:
    """The standing of a public key: its kind and its size or curve."""
    kind = key_kind(public_key)
    if kind in {"rsa", "rsassa_pss"}:
        bits = public_key.bit_size
        name = f"rsa-{bits}"
        if bits < MIN_RSA_BITS:
            return AlgorithmFinding(Standing.WEAK, name)
        known = bits <= MAX_RSA_BITS
        return AlgorithmFinding(Standing.ACCEPTED if known else Standing.UNKNOWN, name)
    if kind == "ec":
        form, curve = public_key.curve
        name = str(curve) if form == "named" else "explicit-curve"
        if name in _CURVES:
            return AlgorithmFinding(Standing.ACCEPTED, name)
        return AlgorithmFinding(Standing.WEAK if name in _WEAK_CURVES else Standing.UNKNOWN, name)
    known = kind in KINDS_BY_NAME and public_key_kind(public_key.dump()) is not None
    return AlgorithmFinding(Standing.ACCEPTED if known else Standing.UNKNOWN, kind)


def judge_signature(
    algorithm: SignedDigestAlgorithm, digest_name: str | None, public_key: PublicKeyInfo
) -> AlgorithmFinding:
    """The standing of a signature algorithm with its key; ACCEPTED only if all of it is.

    `digest_name` is the digest that the surrounding structure names (CMS), None where only the
    signature algorithm names one (certificates, CRLs, OCSP).
    """
    name = algorithm["algorithm"].native
    used = _digest_used(algorithm, digest_name)
    if used is None or name not in _FAMILIES:
        weak = used is not None and used in _WEAK_DIGESTS
        return AlgorithmFinding(Standing.WEAK if weak else Standing.UNKNOWN, name)
    digest = judge_digest(used)
    if digest.standing is not Standing.ACCEPTED:
        return digest
    if name == "rsassa_pss":
        mask = _pss_mask_digest(algorithm["parameters"])
        if mask is None or mask not in _DIGESTS:
            weak = mask in _WEAK_DIGESTS
            return AlgorithmFinding(Standing.WEAK if weak else Standing.UNKNOWN, name)
    key = judge_key(public_key)
    return key if key.standing is not Standing.ACCEPTED else AlgorithmFinding(key.standing, name)


def verify_signature_value(
    signature: bytes,
    message: bytes,
    public_key: PublicKeyInfo,
    algorithm: SignedDigestAlgorithm,
    digest_name: str | None = None,
) -> None:
    """Returns if `signature` is the key's over `message` by an accepted algorithm.

    Raises:
        AlgorithmNotAcceptedError: not on the closed list; nothing was checked.
        SignatureValueError: the value is wrong, or algorithm, digest and key contradict each other.
    """
    try:
        finding = judge_signature(algorithm, digest_name, public_key)
    except _UNREADABLE as error:
        raise SignatureValueError(str(error)) from error
    if finding.standing is not Standing.ACCEPTED:
        raise AlgorithmNotAcceptedError(finding)
    used = _digest_used(algorithm, digest_name)
    if used is None or (digest_name is not None and used != digest_name):
        raise SignatureValueError(f"signature by {used}, digest {digest_name}")
    try:
        _FAMILIES[algorithm["algorithm"].native](signature, message, public_key, algorithm, used)
    except (InvalidSignature, UnsupportedAlgorithm, *_UNREADABLE) as error:
        raise SignatureValueError(str(error)) from error


def _digest_used(algorithm: SignedDigestAlgorithm, digest_name: str | None) -> str | None:
    """The digest inside the signature; for rsaEncryption as signature algorithm the outer one."""
    name = algorithm["algorithm"].native
    if name == "rsassa_pkcs1v15":
        return digest_name
    if name == "rsassa_pss":
        parameters = algorithm["parameters"]
        if not isinstance(parameters, RSASSAPSSParams):
            return None
        return str(parameters["hash_algorithm"]["algorithm"].native)
    if name in KINDS_BY_SIGNATURE:
        return KINDS_BY_SIGNATURE[name].digest
    try:
        return str(algorithm.hash_algo)
    except ValueError:
        return None


def _pss_mask_digest(parameters: RSASSAPSSParams) -> str | None:
    """The digest of MGF1, the only mask generation function there is; None if another is named."""
    mask = parameters["mask_gen_algorithm"]
    trailer = parameters["trailer_field"].native
    if mask["algorithm"].native != "mgf1" or trailer != "trailer_field_bc":
        return None
    return str(mask["parameters"]["algorithm"].native)


def _verify_pkcs1(
    signature: bytes,
    message: bytes,
    public_key: PublicKeyInfo,
    _algorithm: SignedDigestAlgorithm,
    digest_name: str,
) -> None:
    _rsa_key(public_key).verify(signature, message, padding.PKCS1v15(), _DIGESTS[digest_name]())


def _verify_pss(
    signature: bytes,
    message: bytes,
    public_key: PublicKeyInfo,
    algorithm: SignedDigestAlgorithm,
    digest_name: str,
) -> None:
    parameters = algorithm["parameters"]
    mask_digest = _pss_mask_digest(parameters)
    if mask_digest is None:
        raise ValueError("mask generation function not known")
    scheme = padding.PSS(
        padding.MGF1(_DIGESTS[mask_digest]()), int(parameters["salt_length"].native)
    )
    _rsa_key(public_key).verify(signature, message, scheme, _DIGESTS[digest_name]())


def _verify_ecdsa(
    signature: bytes,
    message: bytes,
    public_key: PublicKeyInfo,
    _algorithm: SignedDigestAlgorithm,
    digest_name: str,
) -> None:
    key = serialization.load_der_public_key(public_key.dump())
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("ECDSA signature, but the key is of another kind")
    key.verify(signature, message, ec.ECDSA(_DIGESTS[digest_name]()))


def _verify_gost(
    signature: bytes,
    message: bytes,
    public_key: PublicKeyInfo,
    algorithm: SignedDigestAlgorithm,
    _digest_name: str,
) -> None:
    key = GostPublicKey.from_der(public_key.dump())
    if key.kind is not KINDS_BY_SIGNATURE[algorithm["algorithm"].native]:
        raise TypeError("GOST signature, but the key is of another kind")
    if not key.verify(signature, message):
        raise InvalidSignature


def _rsa_key(public_key: PublicKeyInfo) -> rsa.RSAPublicKey:
    if public_key.algorithm == "rsassa_pss":  # cryptography loads no key that is bound to PSS
        public_key = public_key.copy()
        public_key["algorithm"] = {"algorithm": "rsa"}
    key = serialization.load_der_public_key(public_key.dump())
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("RSA signature, but the key is of another kind")
    return key


Verifier = Callable[[bytes, bytes, PublicKeyInfo, SignedDigestAlgorithm, str], None]

_FAMILIES: dict[str, Verifier] = {
    "rsassa_pkcs1v15": _verify_pkcs1,
    "sha256_rsa": _verify_pkcs1,
    "sha384_rsa": _verify_pkcs1,
    "sha512_rsa": _verify_pkcs1,
    "rsassa_pss": _verify_pss,
    "sha256_ecdsa": _verify_ecdsa,
    "sha384_ecdsa": _verify_ecdsa,
    "sha512_ecdsa": _verify_ecdsa,
    **dict.fromkeys(KINDS_BY_SIGNATURE, _verify_gost),
}
