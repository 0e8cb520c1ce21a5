"""Takes a PKCS#12 file apart whose key `cryptography` does not know: the Kazakh GOST keys.

Only for a file that `pkcs12_inspection` has passed and whose MAC holds, so the password is right.
The national authority's files encrypt the key with PBE-SHA1-3DES and the certificate with
PBE-SHA1-RC2-40 (RFC 7292, appendix C); files made today may have PBES2 with AES (RFC 8018).
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from asn1crypto import algos, core, pkcs12
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, CipherAlgorithm
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from signing.credentials import rc2
from signing.credentials.pkcs12_derivation import ENCRYPTION_KEY, INITIALIZATION_VECTOR, derive
from signing.credentials.pkcs12_inspection import (
    MAX_ITERATIONS,
    MalformedKeyFileError,
    TooManyIterationsError,
)

_SHA1_3DES: Final = "1.2.840.113549.1.12.1.3"
_SHA1_RC2_40: Final = "1.2.840.113549.1.12.1.6"
_PBES2: Final = "1.2.840.113549.1.5.13"
_PBKDF2: Final = "1.2.840.113549.1.5.12"
_PRF: Final = {
    None: "sha1",
    "1.2.840.113549.2.7": "sha1",
    "1.2.840.113549.2.9": "sha256",
    "1.2.840.113549.2.10": "sha384",
    "1.2.840.113549.2.11": "sha512",
}
_AES_KEY_BYTES: Final = {
    "2.16.840.1.101.3.4.1.2": 16,
    "2.16.840.1.101.3.4.1.22": 24,
    "2.16.840.1.101.3.4.1.42": 32,
}
_RC2_KEY_BYTES: Final = 5
_3DES_KEY_BYTES: Final = 24
_BLOCK_BYTES: Final = 8
_MAX_NESTING: Final = 4
_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class UnknownEncryptionError(Exception):
    """The file is encrypted with something that we cannot decrypt."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyFileContents:
    """Private keys (DER PrivateKeyInfo) and certificates (DER), in the order of the file."""

    private_keys: tuple[bytes, ...]
    certificates: tuple[bytes, ...]


def open_contents(data: bytes, password: str) -> KeyFileContents:
    """Everything in the file, decrypted.

    Raises:
        TooManyIterationsError: all counts together are above the limit for one.
        UnknownEncryptionError: a part is encrypted with something else.
        MalformedKeyFileError: a part is not what it should be.
    """
    opener = _Opener(password)
    try:
        pfx = pkcs12.Pfx.load(data, strict=True)
        safe = pkcs12.AuthenticatedSafe.load(pfx["auth_safe"]["content"].native, strict=True)
        for content_info in safe:
            opener.read(_safe_contents(content_info, opener), _MAX_NESTING)
    except (*_EXPECTED, RecursionError) as error:
        raise MalformedKeyFileError("decrypted content is malformed") from error
    return KeyFileContents(tuple(opener.private_keys), tuple(opener.certificates))


def _safe_contents(content_info: pkcs12.ContentInfo, opener: "_Opener") -> pkcs12.SafeContents:
    if content_info["content_type"].native == "data":
        plain = content_info["content"].native
    else:
        inner = content_info["content"]["encrypted_content_info"]
        ciphertext = bytes(inner["encrypted_content"].native)
        plain = opener.decrypt(inner["content_encryption_algorithm"].dump(), ciphertext)
    return pkcs12.SafeContents.load(plain, strict=True)


class _Opener:
    """One password, what it has opened, and how much work it may still cost."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._iterations_left = MAX_ITERATIONS
        self.private_keys: list[bytes] = []
        self.certificates: list[bytes] = []

    def read(self, contents: pkcs12.SafeContents, nesting_left: int) -> None:
        """Collects the bags; kinds that are of no use here are passed over."""
        if not nesting_left:
            raise MalformedKeyFileError("nested too deeply")
        for bag in contents:
            kind = bag["bag_id"].native
            value = bag["bag_value"] if kind == "safe_contents" else bag["bag_value"].untag()
            if kind == "pkcs8_shrouded_key_bag":
                ciphertext = bytes(value["encrypted_data"].native)
                plain = self.decrypt(value["encryption_algorithm"].dump(), ciphertext)
                self.private_keys.append(plain)
            elif kind == "key_bag":
                self.private_keys.append(value.dump())
            elif kind == "cert_bag" and value["cert_id"].native == "x509":
                self.certificates.append(bytes(value["cert_value"]))
            elif kind == "safe_contents":
                self.read(value, nesting_left - 1)

    def decrypt(self, algorithm_der: bytes, ciphertext: bytes) -> bytes:
        """The plaintext without padding."""
        algorithm = _Algorithm.load(algorithm_der, strict=True)
        kind, parameters = algorithm["algorithm"].dotted, algorithm["parameters"].dump()
        if kind == _PBES2:
            return self._decrypt_pbes2(parameters, ciphertext)
        if kind not in {_SHA1_3DES, _SHA1_RC2_40}:
            raise UnknownEncryptionError(kind)
        scheme = algos.Pbes1Params.load(parameters, strict=True)
        salt, iterations = scheme["salt"].native, self._allow(int(scheme["iterations"].native))
        iv = derive("sha1", INITIALIZATION_VECTOR, self._password, salt, iterations, _BLOCK_BYTES)
        length = _3DES_KEY_BYTES if kind == _SHA1_3DES else _RC2_KEY_BYTES
        key = derive("sha1", ENCRYPTION_KEY, self._password, salt, iterations, length)
        if kind == _SHA1_RC2_40:
            return _unpad(rc2.decrypt_cbc(key, 8 * length, iv, ciphertext), _BLOCK_BYTES)
        return _decrypt_cbc(TripleDES(key), iv, ciphertext, _BLOCK_BYTES)

    def _decrypt_pbes2(self, parameters: bytes, ciphertext: bytes) -> bytes:
        """RFC 8018, 6.2: PBKDF2, then AES in CBC mode."""
        schemes = core.SequenceOf.load(parameters, spec=_Algorithm, strict=True)
        derivation, encryption = schemes[0], schemes[1]
        length = _AES_KEY_BYTES.get(encryption["algorithm"].dotted)
        if derivation["algorithm"].dotted != _PBKDF2 or length is None:
            raise UnknownEncryptionError(encryption["algorithm"].dotted)
        pbkdf2 = algos.Pbkdf2Params.load(derivation["parameters"].dump(), strict=True)
        prf = _PRF.get(pbkdf2["prf"]["algorithm"].dotted)
        if prf is None:
            raise UnknownEncryptionError(pbkdf2["prf"]["algorithm"].dotted)
        iterations = self._allow(int(pbkdf2["iteration_count"].native))
        key = hashlib.pbkdf2_hmac(
            prf, self._password.encode(), pbkdf2["salt"].native, iterations, length
        )
        iv = core.OctetString.load(encryption["parameters"].dump(), strict=True).native
        return _decrypt_cbc(AES(key), iv, ciphertext, AES.block_size // 8)

    def _allow(self, iterations: int) -> int:
        self._iterations_left -= iterations
        if self._iterations_left < 0:
            raise TooManyIterationsError(iterations)
        return iterations


class _Algorithm(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """AlgorithmIdentifier whose parameters stay raw."""

    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]  # noqa: RUF012


def _decrypt_cbc(
    algorithm: CipherAlgorithm, iv: bytes, ciphertext: bytes, block_bytes: int
) -> bytes:
    decryptor = Cipher(algorithm, CBC(iv)).decryptor()
    return _unpad(decryptor.update(ciphertext) + decryptor.finalize(), block_bytes)


def _unpad(padded: bytes, block_bytes: int) -> bytes:
    """RFC 5652, 6.3. The MAC has held: nobody learns a thing from how this fails."""
    count = padded[-1]
    if not 1 <= count <= block_bytes or padded[-count:] != bytes([count]) * count:
        raise MalformedKeyFileError("padding")
    return padded[:-count]
