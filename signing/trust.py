"""Who is trusted, where the trust comes from, and for what.

An anchor has purposes: a root that is trusted to name participants is not thereby trusted to seal
for an authority. A portal is trusted by its `PortalIdentity`, not by "some certificate that a
known root issued".
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from signing.errors import QolhatError

MAX_CERTIFICATE_FILE_BYTES = 1_000_000


class TrustPurpose(StrEnum):
    """What an anchor is trusted for."""

    PARTICIPANT = "participant"
    AUTHORITY = "authority"
    TSA = "tsa"
    TLS = "tls"


ALL_PURPOSES = frozenset(TrustPurpose)


class CertificateFileError(QolhatError):
    """The file holds no X.509 certificate that can be read."""

    code = "trust.not_a_certificate"


@dataclass(frozen=True, slots=True)
class TrustAnchor:
    """A certificate (DER) that a chain may end in, for some purposes."""

    certificate: bytes
    purposes: frozenset[TrustPurpose]
    source: str

    @property
    def sha256(self) -> str:
        """SHA-256 of the DER certificate, lower-case hex: what a person compares."""
        return hashlib.sha256(self.certificate).hexdigest()


@dataclass(frozen=True, slots=True)
class TrustStore:
    """The anchors of one installation or of one validation."""

    anchors: tuple[TrustAnchor, ...] = ()

    def certificates(self, purpose: TrustPurpose) -> tuple[bytes, ...]:
        """The DER certificates trusted for this purpose."""
        return tuple(a.certificate for a in self.anchors if purpose in a.purposes)

    def with_anchors(self, anchors: Iterable[TrustAnchor]) -> "TrustStore":
        """A store with these anchors added."""
        return TrustStore((*self.anchors, *anchors))


def load_certificates(path: Path) -> list[bytes]:
    """The certificates in a PEM (one or several) or DER file, as DER.

    Raises:
        CertificateFileError: the file is too large, or holds no certificate.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(MAX_CERTIFICATE_FILE_BYTES + 1)
    if len(content) > MAX_CERTIFICATE_FILE_BYTES:
        raise CertificateFileError("certificate file too large", file=path.name)
    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
    except ValueError as error:
        raise CertificateFileError(str(error), file=path.name) from error
    return [certificate.public_bytes(Encoding.DER) for certificate in found]


def spki_sha256(certificate: bytes) -> str:
    """SHA-256 of a DER certificate's SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), hex."""
    public_key = x509.load_der_x509_certificate(certificate).public_key()
    spki = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(spki).hexdigest()


@dataclass(frozen=True, slots=True)
class PortalIdentity:
    """Who may seal for a portal. It stands in every statement (docs/formats.md).

    Either the seal's key is pinned (`seal_spki_sha256`), or the seal's certificate must name
    this BIN and carry this role (an extended key usage OID).
    """

    name: str
    origin: str
    seal_spki_sha256: str | None = None
    seal_bin: str | None = None
    seal_role: str | None = None
