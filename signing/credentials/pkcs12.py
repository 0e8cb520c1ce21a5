"""Keys in PKCS#12 files (.p12, .pfx): RSA 2048-4096, EC P-256/P-384 and Kazakh GOST 34.10-2015.

The password opens the file once and is not kept. The decoded key lives in this object only, until
`close`; Python offers no way to overwrite it, so forgetting it means dropping the last reference.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)

from signing.certificates import load_certificate
from signing.cms.build import SigningFailedError, build_detached_signature
from signing.credentials.certificate import (
    CertificateSummary,
    CertificateUnreadableError,
    KeyPurpose,
    summarize_certificate,
)
from signing.credentials.chain import order_chain
from signing.credentials.credential import CredentialClosedError
from signing.credentials.pkcs12_contents import (
    KeyFileContents,
    UnknownEncryptionError,
    open_contents,
)
from signing.credentials.pkcs12_inspection import (
    MAX_ITERATIONS,
    MalformedKeyFileError,
    TooManyIterationsError,
    inspect_key_file,
    mac_holds,
)
from signing.errors import QolhatError
from signing.gost.gost3410 import SignatureFaultError
from signing.gost.keys import GostKeyError, GostPrivateKey, GostPublicKey

MIN_RSA_BITS = 2048
MAX_RSA_BITS = 4096

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | GostPrivateKey


class KeyFileError(QolhatError):
    """A key file cannot be used; the subclass says why."""

    code = "key.unusable"


class WrongPasswordError(KeyFileError):
    """The password does not open the file."""

    code = "key.wrong_password"


class KeyFileDamagedError(KeyFileError):
    """The file is no PKCS#12 file, or was changed since it was made."""

    code = "key.damaged"


class KeyFileIterationsError(KeyFileError):
    """The file demands so much work that opening it would keep the program busy for minutes."""

    code = "key.too_many_iterations"


class KeyUnsupportedError(KeyFileError):
    """The password is right, but the key is of a kind or size that is not accepted."""

    code = "key.unsupported"


class CertificateExpiredError(KeyFileError):
    """The key's certificate has expired."""

    code = "key.expired"


class CertificateNotYetValidError(KeyFileError):
    """The key's certificate is not valid yet (or the clock is wrong)."""

    code = "key.not_yet_valid"


class KeyNotForSigningError(KeyFileError):
    """The certificate does not permit the use asked: an AUTH key signs no documents."""

    code = "key.not_for_signing"


class Pkcs12Credential:
    """A `Credential` whose key was read from a PKCS#12 file. Make it with `open_pkcs12`."""

    __slots__ = ("_certificate", "_certificate_der", "_chain", "_key")

    def __init__(self, key: PrivateKey, certificate_der: bytes, chain: tuple[bytes, ...]) -> None:
        self._key: PrivateKey | None = key
        self._certificate_der = certificate_der
        self._certificate = summarize_certificate(certificate_der)
        self._chain = chain

    def __repr__(self) -> str:
        state = "closed" if self._key is None else "open"
        return f"<Pkcs12Credential {self._certificate.sha256[:16]} {state}>"

    def __reduce__(self) -> str:
        raise TypeError("a credential is not copied, pickled or sent to another process")

    @property
    def certificate(self) -> CertificateSummary:
        """The signer's certificate, summarised."""
        return self._certificate

    @property
    def certificate_der(self) -> bytes:
        """The signer's certificate, DER."""
        return self._certificate_der

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers found in the file, DER, nearest first."""
        return self._chain

    @property
    def digest_algorithm(self) -> str:
        """Streebog of the size of a GOST key, SHA-384 for P-384, else SHA-256."""
        key = self._open_key()
        if isinstance(key, GostPrivateKey):
            return key.kind.digest
        wide = isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP384R1)
        return "sha384" if wide else "sha256"

    @property
    def signature_algorithm(self) -> str:
        """The asn1crypto name of the signature algorithm."""
        key = self._open_key()
        if isinstance(key, GostPrivateKey):
            return key.kind.signature
        family = "rsa" if isinstance(key, rsa.RSAPrivateKey) else "ecdsa"
        return f"{self.digest_algorithm}_{family}"

    def sign_raw(self, message: bytes) -> bytes:
        """The signature value over `message`, hashed by `digest_algorithm`."""
        key = self._open_key()
        if isinstance(key, GostPrivateKey):
            try:
                return key.sign(message)
            except SignatureFaultError as error:
                raise SigningFailedError("the signature just made does not hold") from error
        digest = hashes.SHA384() if self.digest_algorithm == "sha384" else hashes.SHA256()
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(message, padding.PKCS1v15(), digest)
        return key.sign(message, ec.ECDSA(digest))

    def sign_detached(self, content: bytes, signing_time: datetime) -> bytes:
        """A detached CAdES B_B signature over `content`; see `Credential.sign_detached`."""
        return build_detached_signature(content, signing_time, self, self._chain)

    def close(self) -> None:
        """Forgets the key."""
        self._key = None

    def _open_key(self) -> PrivateKey:
        if self._key is None:
            raise CredentialClosedError("the key was forgotten")
        return self._key


def open_pkcs12(
    data: bytes, password: str, *, now: datetime, purpose: KeyPurpose = KeyPurpose.SIGNING
) -> Pkcs12Credential:
    """Opens the key of a PKCS#12 file.

    Args:
        data: the whole file.
        password: used once, not kept.
        now: aware; the certificate must be valid then.
        purpose: what the key is to be used for; the certificate must permit it.

    Raises:
        KeyFileIterationsError: found before the password is tried.
        KeyFileDamagedError, WrongPasswordError, KeyUnsupportedError: it cannot be opened.
        CertificateExpiredError, CertificateNotYetValidError, KeyNotForSigningError: it must not
            be used.
    """
    opened = _open(data, password)
    key = _accepted_key(opened.key)
    if opened.certificate is None:
        raise KeyUnsupportedError("no certificate belongs to the key", reason="no_certificate")
    try:
        if not _belongs_to(opened.certificate, key):
            raise KeyFileDamagedError("the certificate is another key's")
        summary = summarize_certificate(opened.certificate)
        chain = order_chain(opened.certificate, opened.others)
    except CertificateUnreadableError as error:
        raise KeyFileDamagedError(str(error)) from error
    _check_use(summary, now, purpose)
    return Pkcs12Credential(key, opened.certificate, chain)


@dataclass(frozen=True, slots=True, repr=False)
class _OpenedFile:
    """What was in the file: a key of any kind, its certificate (DER), all others."""

    key: PrivateKeyTypes | GostPrivateKey | None
    certificate: bytes | None
    others: tuple[bytes, ...]


def _open(data: bytes, password: str) -> _OpenedFile:
    try:
        structure = inspect_key_file(data)
    except TooManyIterationsError as error:
        raise _too_many(error) from error
    except MalformedKeyFileError as error:
        raise KeyFileDamagedError(str(error)) from error
    try:
        return _from_library(load_pkcs12(data, password.encode()))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        if mac_holds(data, password):  # the password is right and nothing was changed
            return _open_gost(data, password)
        raise _why_it_does_not_open(password, structure.encrypted_keys) from error


def _from_library(opened: PKCS12KeyAndCertificates) -> _OpenedFile:
    others = tuple(o.certificate.public_bytes(Encoding.DER) for o in opened.additional_certs)
    own = opened.cert
    certificate = None if own is None else own.certificate.public_bytes(Encoding.DER)
    return _OpenedFile(opened.key, certificate, others)


def _open_gost(data: bytes, password: str) -> _OpenedFile:
    """A file whose key `cryptography` does not know: it may be one of ours."""
    try:
        contents = open_contents(data, password)
    except TooManyIterationsError as error:
        raise _too_many(error) from error
    except MalformedKeyFileError as error:
        raise KeyFileDamagedError(str(error)) from error
    except UnknownEncryptionError as error:
        raise KeyUnsupportedError(str(error), reason="key_kind") from error
    for der in contents.private_keys:
        try:
            key = GostPrivateKey.from_der(der)
        except GostKeyError:
            continue
        return _with_certificate(key, contents)
    raise KeyUnsupportedError("key of an unknown kind", reason="key_kind")


def _with_certificate(key: GostPrivateKey, contents: KeyFileContents) -> _OpenedFile:
    """The certificate of the key is found by the public key in it, whatever the bags are named."""
    try:
        own = next((c for c in contents.certificates if _belongs_to(c, key)), None)
    except CertificateUnreadableError as error:
        raise KeyFileDamagedError(str(error)) from error
    return _OpenedFile(key, own, tuple(c for c in contents.certificates if c != own))


def _belongs_to(certificate: bytes, key: PrivateKey) -> bool:
    try:
        if isinstance(key, GostPrivateKey):
            public_key = load_certificate(certificate).public_key.dump()
            return GostPublicKey.from_der(public_key) == key.public_key
        return x509.load_der_x509_certificate(certificate).public_key() == key.public_key()
    except (GostKeyError, UnsupportedAlgorithm, ValueError):
        return False


def _too_many(error: TooManyIterationsError) -> KeyFileIterationsError:
    return KeyFileIterationsError(str(error), iterations=error.iterations, limit=MAX_ITERATIONS)


def _why_it_does_not_open(password: str, encrypted_keys: tuple[bytes, ...]) -> KeyFileError:
    """Tells a wrong password from a damaged file."""
    if any(_opens(key, password) for key in encrypted_keys):
        return KeyFileDamagedError("the password opens the key, but the file was changed")
    return WrongPasswordError("the password does not open the file")


def _opens(encrypted_key: bytes, password: str) -> bool:
    try:
        load_der_private_key(encrypted_key, password.encode())
    except UnsupportedAlgorithm:
        return True
    except (ValueError, TypeError):
        return False
    return True


def _accepted_key(key: PrivateKeyTypes | GostPrivateKey | None) -> PrivateKey:
    if key is None:
        raise KeyUnsupportedError("no key in the file", reason="no_key")
    if isinstance(key, rsa.RSAPrivateKey):
        if not MIN_RSA_BITS <= key.key_size <= MAX_RSA_BITS:
            raise KeyUnsupportedError("RSA key size", reason="rsa_bits", bits=key.key_size)
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey):
        if not isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1):
            raise KeyUnsupportedError("curve", reason="curve", curve=key.curve.name)
        return key
    if isinstance(key, GostPrivateKey):
        if not key.kind.may_sign:
            raise KeyUnsupportedError("withdrawn algorithm", reason="withdrawn")
        return key
    raise KeyUnsupportedError("key kind", reason="key_kind")


def _check_use(summary: CertificateSummary, now: datetime, purpose: KeyPurpose) -> None:
    if now > summary.not_after:
        raise CertificateExpiredError(
            subject=summary.subject, not_after=summary.not_after.isoformat()
        )
    if now < summary.not_before:
        raise CertificateNotYetValidError(
            subject=summary.subject, not_before=summary.not_before.isoformat()
        )
    if not summary.may(purpose):
        raise KeyNotForSigningError(subject=summary.subject, purpose=purpose.value)
