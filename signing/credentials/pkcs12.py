"""Keys in PKCS#12 files (.p12, .pfx): RSA 2048-4096 and EC P-256/P-384.

The password opens the file once and is not kept. The decoded key lives in this object only, until
`close`; Python offers no way to overwrite it, so forgetting it means dropping the last reference.
"""

from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_der_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)

from signing.cms.build import build_detached_signature
from signing.credentials.certificate import (
    CertificateSummary,
    CertificateUnreadableError,
    KeyPurpose,
    summarize_certificate,
)
from signing.credentials.chain import order_chain
from signing.credentials.credential import CredentialClosedError
from signing.credentials.pkcs12_inspection import (
    MAX_ITERATIONS,
    MalformedKeyFileError,
    TooManyIterationsError,
    inspect_key_file,
    mac_holds,
)
from signing.errors import QolhatError

MIN_RSA_BITS = 2048
MAX_RSA_BITS = 4096

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


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
        """SHA-384 for P-384, else SHA-256."""
        key = self._open_key()
        wide = isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP384R1)
        return "sha384" if wide else "sha256"

    @property
    def signature_algorithm(self) -> str:
        """The asn1crypto name of the signature algorithm."""
        family = "rsa" if isinstance(self._open_key(), rsa.RSAPrivateKey) else "ecdsa"
        return f"{self.digest_algorithm}_{family}"

    def sign_raw(self, message: bytes) -> bytes:
        """The signature value over `message`, hashed by `digest_algorithm`."""
        key = self._open_key()
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
    key = _accepted_key(opened)
    if opened.cert is None:
        raise KeyUnsupportedError("no certificate belongs to the key", reason="no_certificate")
    if opened.cert.certificate.public_key() != key.public_key():
        raise KeyFileDamagedError("the certificate is another key's")
    certificate_der = opened.cert.certificate.public_bytes(Encoding.DER)
    others = tuple(o.certificate.public_bytes(Encoding.DER) for o in opened.additional_certs)
    try:
        summary = summarize_certificate(certificate_der)
        chain = order_chain(certificate_der, others)
    except CertificateUnreadableError as error:
        raise KeyFileDamagedError(str(error)) from error
    _check_use(summary, now, purpose)
    return Pkcs12Credential(key, certificate_der, chain)


def _open(data: bytes, password: str) -> PKCS12KeyAndCertificates:
    try:
        structure = inspect_key_file(data)
    except TooManyIterationsError as error:
        raise KeyFileIterationsError(
            str(error), iterations=error.iterations, limit=MAX_ITERATIONS
        ) from error
    except MalformedKeyFileError as error:
        raise KeyFileDamagedError(str(error)) from error
    try:
        return load_pkcs12(data, password.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _why_it_does_not_open(data, password, structure.encrypted_keys) from error


def _why_it_does_not_open(
    data: bytes, password: str, encrypted_keys: tuple[bytes, ...]
) -> KeyFileError:
    """Tells a wrong password from a damaged file and from a key kind that is not known."""
    mac = mac_holds(data, password)
    if mac:  # the password is right and nothing was changed
        return KeyUnsupportedError("key of an unknown kind", reason="key_kind")
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


def _accepted_key(opened: PKCS12KeyAndCertificates) -> PrivateKey:
    key = opened.key
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
