"""Builds a detached CAdES B_B signature (EN 319 122-1, table 1) for any kind of key.

The key itself stays behind `RawSigner`, so that files, tokens and other algorithms share one
layout: content-type, signing-time, message-digest and signing-certificate-v2 are signed; the
signer's certificate and the known issuers are inside.
"""

import hashlib
from datetime import UTC, datetime
from typing import Protocol

from asn1crypto import algos, cms, core, tsp, x509

from signing.algorithms import (
    AlgorithmNotAcceptedError,
    SignatureValueError,
    digest_of,
    verify_signature_value,
)
from signing.errors import QolhatError

# RFC 5652, 11.3: dates up to and including 2049 are UTCTime, later ones GeneralizedTime.
_FIRST_GENERALIZED_YEAR = 2050
_FIRST_UTC_YEAR = 1950


class SigningFailedError(QolhatError):
    """The key store returned something that is not a signature by the certificate's key."""

    code = "key.signing_failed"


class RawSigner(Protocol):
    """A key that signs bytes; `digest_algorithm` and `signature_algorithm` are asn1crypto names."""

    @property
    def certificate_der(self) -> bytes:
        """The certificate of the key, DER."""
        ...

    @property
    def digest_algorithm(self) -> str:
        """The digest of the content and of the signed attributes, for example `sha256`."""
        ...

    @property
    def signature_algorithm(self) -> str:
        """The signature algorithm, for example `sha256_rsa`."""
        ...

    def sign_raw(self, message: bytes) -> bytes:
        """The signature value over `message`, which is hashed by `digest_algorithm`."""
        ...


def build_detached_signature(
    content: bytes, signing_time: datetime, signer: RawSigner, chain: tuple[bytes, ...] = ()
) -> bytes:
    """DER ContentInfo with SignedData over `content`, which stays outside.

    Args:
        content: the bytes signed.
        signing_time: aware; fractions of a second are cut.
        signer: the key.
        chain: further certificates to put inside, DER.

    Raises:
        SigningFailedError: the signature does not verify with the certificate.
        ValueError: `signing_time` is naive.
    """
    certificate = x509.Certificate.load(signer.certificate_der, strict=True)
    digest_name = signer.digest_algorithm
    attributes = _signed_attributes(
        digest_of(digest_name, content), signing_time, signer.certificate_der
    )
    message = attributes.dump()  # a SET OF, sorted as DER demands: what is signed (RFC 5652, 5.4)
    signature = signer.sign_raw(message)
    algorithm = algos.SignedDigestAlgorithm({"algorithm": signer.signature_algorithm})
    try:
        verify_signature_value(signature, message, certificate.public_key, algorithm, digest_name)
    except (SignatureValueError, AlgorithmNotAcceptedError) as error:
        raise SigningFailedError(str(error)) from error
    digest_algorithm = algos.DigestAlgorithm({"algorithm": digest_name})
    signer_info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber(
                    {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                ),
            ),
            "digest_algorithm": digest_algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": algorithm,
            "signature": signature,
        }
    )
    signed_data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest_algorithm],
            "encap_content_info": {"content_type": "data"},
            "certificates": _certificate_set(certificate, chain),
            "signer_infos": [signer_info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump())


def _signed_attributes(
    message_digest: bytes, signing_time: datetime, certificate_der: bytes
) -> cms.CMSAttributes:
    # EN 319 122-1, 5.2.2.3: SHA-256 is the default of ESSCertIDv2 and hence absent in DER;
    # issuerSerial is left out, the digest identifies the certificate.
    certificate_id = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate_der).digest()})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "signing_time", "values": [_time(signing_time)]}),
            cms.CMSAttribute({"type": "message_digest", "values": [message_digest]}),
            cms.CMSAttribute(
                {
                    "type": "signing_certificate_v2",
                    "values": [tsp.SigningCertificateV2({"certs": [certificate_id]})],
                }
            ),
        ]
    )


def _time(moment: datetime) -> cms.Time:
    if moment.tzinfo is None:
        raise ValueError("a signing time must be aware")
    moment = moment.astimezone(UTC).replace(microsecond=0)
    if _FIRST_UTC_YEAR <= moment.year < _FIRST_GENERALIZED_YEAR:
        return cms.Time("utc_time", core.UTCTime(moment))
    return cms.Time("generalized_time", core.GeneralizedTime(moment))


def _certificate_set(certificate: x509.Certificate, chain: tuple[bytes, ...]) -> cms.CertificateSet:
    ders = dict.fromkeys((certificate.dump(), *chain))
    return cms.CertificateSet(
        [
            cms.CertificateChoices("certificate", x509.Certificate.load(der, strict=True))
            for der in ders
        ]
    )
