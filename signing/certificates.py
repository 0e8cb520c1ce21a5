"""Reads one DER certificate completely, or says that it cannot be read."""

from asn1crypto import x509

from signing.algorithms import key_kind
from signing.errors import QolhatError

MAX_CERTIFICATE_BYTES = 100_000

_FIELDS = ("version", "serial_number", "signature", "issuer", "validity", "subject", "extensions")


class CertificateUnreadableError(QolhatError):
    """The bytes are no X.509 certificate."""

    code = "certificate.unreadable"


def load_certificate(der: bytes) -> x509.Certificate:
    """The asn1crypto object of a DER certificate, all of it parsed.

    Raises:
        CertificateUnreadableError: it is no certificate, too large, or followed by other bytes.
    """
    if len(der) > MAX_CERTIFICATE_BYTES:
        raise CertificateUnreadableError("certificate too large", size_bytes=len(der))
    try:
        certificate = x509.Certificate.load(der, strict=True)
        # asn1crypto parses lazily: what is broken shows itself here. The key is left out, which
        # may be of a kind that asn1crypto cannot open.
        for field in _FIELDS:
            _ = certificate["tbs_certificate"][field].native
        _ = certificate["signature_algorithm"].native, certificate["signature_value"].native
        _ = certificate.issuer.hashable, certificate.subject.hashable
        _ = key_kind(certificate.public_key), certificate.ca, certificate.key_identifier
        _ = certificate.critical_extensions, certificate.authority_key_identifier
        _require_zone(certificate)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise CertificateUnreadableError(str(error)) from error
    return certificate


def _require_zone(certificate: x509.Certificate) -> None:
    if certificate.not_valid_before.tzinfo is None or certificate.not_valid_after.tzinfo is None:
        raise ValueError("validity without zone")
