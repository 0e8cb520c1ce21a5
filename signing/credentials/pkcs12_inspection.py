"""Looks into a PKCS#12 file before a password is tried (RFC 7292).

Whoever makes a file chooses its iteration counts; the field goes to 2^31 and a library that obeys
it cannot be interrupted. Every count that is visible (the MAC's, each key bag's, each encrypted
bag's) is read here, strictly, and refused if it is too large. (A key bag inside an encrypted bag
cannot be seen; who could have put it there knows the password.) When opening has failed,
`mac_holds` tells a wrong password from a damaged file.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import algos, core, pkcs12

from signing.credentials.pkcs12_derivation import MAC_KEY, derive

MAX_ITERATIONS = 5_000_000
MAX_FILE_BYTES = 1_000_000
MAX_BAGS = 100
_MAX_NESTING = 4

_PBMAC1 = "1.2.840.113549.1.5.14"
_SCRYPT = "1.3.6.1.4.1.11591.4.11"
_MAX_SCRYPT_MEMORY_BYTES = 128 * 1024 * 1024


class MalformedKeyFileError(Exception):
    """Not a PKCS#12 file, or not one that can be read."""


class TooManyIterationsError(Exception):
    """An iteration count is above the limit."""

    def __init__(self, iterations: int) -> None:
        super().__init__(f"{iterations} iterations")
        self.iterations = iterations


@dataclass(frozen=True, slots=True)
class KeyFileStructure:
    """What is visible without the password: encrypted keys (DER EncryptedPrivateKeyInfo)."""

    encrypted_keys: tuple[bytes, ...]
    has_mac: bool


class _ScryptParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """RFC 7914, 7."""

    _fields = [  # noqa: RUF012 - asn1crypto changes the list
        ("salt", core.OctetString),
        ("cost", core.Integer),
        ("block_size", core.Integer),
        ("parallelization", core.Integer),
        ("key_length", core.Integer, {"optional": True}),
    ]


class _Pbkdf2Prf(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]  # noqa: RUF012


class _Pbkdf2Parameters(core.Sequence):  # type: ignore[misc]
    """RFC 8018, A.2; the salt always a plain octet string."""

    _fields = [  # noqa: RUF012
        ("salt", core.OctetString),
        ("iterations", core.Integer),
        ("key_length", core.Integer, {"optional": True}),
        ("prf", _Pbkdf2Prf, {"optional": True}),
    ]


class _Algorithm(core.Sequence):  # type: ignore[misc]
    """AlgorithmIdentifier whose parameters stay raw."""

    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]  # noqa: RUF012


class _Pbmac1Parameters(core.Sequence):  # type: ignore[misc]
    """RFC 8018, A.5 (used by RFC 9579)."""

    _fields = [("key_derivation", _Algorithm), ("mac_scheme", _Algorithm)]  # noqa: RUF012


def inspect_key_file(data: bytes) -> KeyFileStructure:
    """Reads the structure and every visible iteration count.

    Raises:
        MalformedKeyFileError: too large, too nested, or not PKCS#12.
        TooManyIterationsError: a count above `MAX_ITERATIONS`.
    """
    if len(data) > MAX_FILE_BYTES:
        raise MalformedKeyFileError(f"{len(data)} bytes")
    try:
        pfx = pkcs12.Pfx.load(data, strict=True)
        _ = pfx["version"].native
        _check_mac(pfx)
        keys = tuple(_encrypted_keys(_authenticated_safe(pfx)))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError) as error:
        raise MalformedKeyFileError(str(error)) from error
    return KeyFileStructure(keys, has_mac=pfx["mac_data"].native is not None)


def mac_holds(data: bytes, password: str) -> bool | None:
    """Whether the file's MAC is right for this password; None if it has none that we know.

    Only for a file that `inspect_key_file` has passed.
    """
    try:
        pfx = pkcs12.Pfx.load(data, strict=True)
        mac = pfx["mac_data"]
        if mac.native is None:
            return None
        algorithm = _Algorithm.load(mac["mac"]["digest_algorithm"].dump(), strict=True)
        expected = mac["mac"]["digest"].native
        content = pfx["auth_safe"]["content"].native
        if algorithm["algorithm"].dotted == _PBMAC1:
            return None  # RFC 9579: its holder's own library has just judged it
        name = str(mac["mac"]["digest_algorithm"]["algorithm"].native)
        salt, iterations = mac["mac_salt"].native, int(mac["iterations"].native)
        key = derive(name, MAC_KEY, password, salt, iterations, len(expected))
        return hmac.compare_digest(hmac.new(key, content, name).digest(), expected)
    except (ValueError, TypeError, KeyError):
        return None


def _check_mac(pfx: pkcs12.Pfx) -> None:
    mac = pfx["mac_data"]
    if mac.native is None:
        return
    _check_count(int(mac["iterations"].native))
    algorithm = _Algorithm.load(mac["mac"]["digest_algorithm"].dump(), strict=True)
    if algorithm["algorithm"].dotted == _PBMAC1:
        parameters = _Pbmac1Parameters.load(algorithm["parameters"].dump(), strict=True)
        _check_derivation(parameters["key_derivation"])


def _authenticated_safe(pfx: pkcs12.Pfx) -> pkcs12.AuthenticatedSafe:
    if pfx["auth_safe"]["content_type"].native != "data":
        raise MalformedKeyFileError("not in password integrity mode")
    return pkcs12.AuthenticatedSafe.load(pfx["auth_safe"]["content"].native, strict=True)


def _encrypted_keys(safe: pkcs12.AuthenticatedSafe) -> Iterator[bytes]:
    if len(safe) > MAX_BAGS:
        raise MalformedKeyFileError(f"{len(safe)} content infos")
    for content_info in safe:
        kind = content_info["content_type"].native
        if kind == "data":
            contents = pkcs12.SafeContents.load(content_info["content"].native, strict=True)
            yield from _keys_in(contents, _MAX_NESTING)
        elif kind == "encrypted_data":
            inner = content_info["content"]["encrypted_content_info"]
            _check_encryption(inner["content_encryption_algorithm"])
        else:
            raise MalformedKeyFileError(f"content of type {kind}")


def _keys_in(contents: pkcs12.SafeContents, nesting_left: int) -> Iterator[bytes]:
    if len(contents) > MAX_BAGS or not nesting_left:
        raise MalformedKeyFileError("too many bags")
    for bag in contents:
        kind = bag["bag_id"].native
        if kind == "pkcs8_shrouded_key_bag":
            value = bag["bag_value"].untag()
            _check_encryption(value["encryption_algorithm"])
            yield value.dump()
        elif kind == "safe_contents":
            yield from _keys_in(bag["bag_value"], nesting_left - 1)


def _check_encryption(algorithm: algos.EncryptionAlgorithm) -> None:
    """Every password-based scheme of PKCS#12 and PKCS#5 carries its count in its parameters."""
    plain = _Algorithm.load(algorithm.dump(), strict=True)
    name = str(algos.EncryptionAlgorithmId(plain["algorithm"].dotted).native)
    if name == "pbes2":
        scheme = core.SequenceOf.load(plain["parameters"].dump(), spec=_Algorithm, strict=True)
        _check_derivation(scheme[0])
    elif name.startswith(("pbes1_", "pkcs12_")):
        parameters = algos.Pbes1Params.load(plain["parameters"].dump(), strict=True)
        _check_count(int(parameters["iterations"].native))
    else:
        raise MalformedKeyFileError(f"encryption {name}")


def _check_derivation(derivation: _Algorithm) -> None:
    kind = derivation["algorithm"].dotted
    parameters = derivation["parameters"].dump()
    if kind == "1.2.840.113549.1.5.12":
        _check_count(int(_Pbkdf2Parameters.load(parameters, strict=True)["iterations"].native))
    elif kind == _SCRYPT:
        scrypt = _ScryptParameters.load(parameters, strict=True)
        cost, block = int(scrypt["cost"].native), int(scrypt["block_size"].native)
        lanes = int(scrypt["parallelization"].native)
        if cost * block * 128 > _MAX_SCRYPT_MEMORY_BYTES or cost * block * lanes > MAX_ITERATIONS:
            raise TooManyIterationsError(cost)
    else:
        raise MalformedKeyFileError(f"key derivation {kind}")


def _check_count(iterations: int) -> None:
    if iterations < 1:
        raise MalformedKeyFileError(f"{iterations} iterations")
    if iterations > MAX_ITERATIONS:
        raise TooManyIterationsError(iterations)
