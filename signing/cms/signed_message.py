"""Reads a CMS SignedData of one signer into a plain, fully parsed value (RFC 5652).

asn1crypto parses lazily and forgives a lot. Here everything that a validation needs is taken out at
once, inside one `try`; what comes out has no laziness left in it, and what cannot be read
is one error with a reason.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509

from signing.algorithms import digest_of, verify_signature_value
from signing.certificates import CertificateUnreadableError, load_certificate
from signing.cms.der import NotDerError, require_der

MAX_CMS_BYTES = 20_000_000
MAX_CERTIFICATES = 50

OID_CONTENT_TYPE = "1.2.840.113549.1.9.3"
OID_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
OID_SIGNING_TIME = "1.2.840.113549.1.9.5"
OID_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
OID_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
OID_SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
OID_ARCHIVE_TIMESTAMP_V3 = "0.4.0.1733.2.4"

_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class CmsFormatError(Exception):
    """The bytes are not a CMS signature of the form asked for; `reason` is a stable word."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class EssCertificateId:
    """One ESSCertID(v2) (RFC 5035): the digest by which a signature names its certificate."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True)
class SignedMessage:
    """A SignedData with one SignerInfo, taken apart.

    `signed_attributes_der` is what the signature value is over; `encapsulated` is None for a
    detached signature. `ess` is the first certificate id of signing-certificate-v2,
    `ess_v1_digest` that of the older signing-certificate, which is always SHA-1.
    """

    content_type: str
    encapsulated: bytes | None
    digest_algorithm: str
    signature_algorithm: algos.SignedDigestAlgorithm
    signature: bytes
    signed_attributes_der: bytes
    attributes: frozenset[str]
    unsigned_attributes: frozenset[str]
    content_type_attribute: str
    message_digest: bytes
    signing_time: datetime | None
    ess: EssCertificateId | None
    ess_v1_digest: bytes | None
    certificates: tuple[x509.Certificate, ...]
    signer_certificate: x509.Certificate | None
    crls: tuple[bytes, ...]
    ocsp_responses: tuple[bytes, ...]
    signature_timestamps: tuple[bytes, ...]

    @property
    def signer_certificate_der(self) -> bytes | None:
        """The certificate that the SignerInfo names, DER, if it is inside or was given."""
        return None if self.signer_certificate is None else self.signer_certificate.dump()

    def content_is(self, content: bytes) -> bool:
        """Whether `content` has the message digest that was signed.

        Raises:
            AlgorithmNotAcceptedError: the digest is not on the closed list.
        """
        return digest_of(self.digest_algorithm, content) == self.message_digest

    def verify_signature(self) -> None:
        """Checks the signature value over the signed attributes with the signer's key.

        Raises:
            AlgorithmNotAcceptedError, SignatureValueError: see `verify_signature_value`.
            CmsFormatError: the signer's certificate is not known.
        """
        if self.signer_certificate is None:
            raise CmsFormatError("no_signer_certificate")
        verify_signature_value(
            self.signature,
            self.signed_attributes_der,
            self.signer_certificate.public_key,
            self.signature_algorithm,
            self.digest_algorithm,
        )

    def ess_matches(self) -> bool:
        """Whether signing-certificate-v2 names the signer's certificate.

        Raises:
            AlgorithmNotAcceptedError: its digest is not on the closed list.
        """
        if self.ess is None or self.signer_certificate is None:
            return False
        return digest_of(self.ess.algorithm, self.signer_certificate.dump()) == self.ess.digest

    def ess_v1_matches(self) -> bool:
        """Whether signing-certificate (RFC 2634) does: enough in a TSA's token (RFC 3161)."""
        if self.ess_v1_digest is None or self.signer_certificate is None:
            return False
        der = self.signer_certificate.dump()
        return hashlib.sha1(der, usedforsecurity=False).digest() == self.ess_v1_digest


def read_signed_message(
    der: bytes, *, allow_ber: bool = False, other_certificates: tuple[bytes, ...] = ()
) -> SignedMessage:
    """Reads a CMS SignedData that has exactly one SignerInfo with signed attributes.

    Args:
        der: the bytes of the ContentInfo.
        allow_ber: accept BER, as other people's containers have it; never for our own.
        other_certificates: where to look for the signer's certificate if it is not inside.

    Raises:
        CmsFormatError: the bytes are anything else.
    """
    if len(der) > MAX_CMS_BYTES:
        raise CmsFormatError("too_large")
    if not allow_ber:
        try:
            require_der(der)
        except NotDerError as error:
            raise CmsFormatError("not_der", str(error)) from error
    try:
        message = _read(der, other_certificates)
        if not allow_ber and not _is_sorted(message.signed_attributes_der):
            raise CmsFormatError("not_der", "signed attributes are not in order")
    except (*_EXPECTED, RecursionError, CertificateUnreadableError) as error:
        raise CmsFormatError("malformed", str(error)) from error
    return message


def _is_sorted(attributes_der: bytes) -> bool:
    """Whether a SET OF has the order of DER (X.690, 11.6)."""
    encodings = [attribute.dump() for attribute in cms.CMSAttributes.load(attributes_der)]
    return encodings == sorted(encodings)


def _read(der: bytes, other_certificates: tuple[bytes, ...]) -> SignedMessage:
    content_info = cms.ContentInfo.load(der, strict=True)
    if content_info["content_type"].native != "signed_data":
        raise CmsFormatError("not_signed_data")
    signed_data = content_info["content"]
    if signed_data["version"].native not in {"v1", "v2", "v3", "v4", "v5"}:
        raise CmsFormatError("version")
    if len(signed_data["signer_infos"]) != 1:
        raise CmsFormatError("signer_infos", str(len(signed_data["signer_infos"])))
    signer_info = signed_data["signer_infos"][0]
    signed = _attributes(signer_info["signed_attrs"], unique=True)
    unsigned = _attributes(signer_info["unsigned_attrs"], unique=False)
    for required, reason in (
        (OID_CONTENT_TYPE, "no_content_type"),
        (OID_MESSAGE_DIGEST, "no_message_digest"),
    ):
        if required not in signed:
            raise CmsFormatError(reason)
    certificates = _certificates(signed_data)
    candidates = (
        *certificates,
        *(load_certificate(other) for other in other_certificates),
    )
    content_type, encapsulated = _encapsulated(signed_data["encap_content_info"])
    digest_algorithm = str(signer_info["digest_algorithm"]["algorithm"].native)
    if digest_algorithm not in {a["algorithm"].native for a in signed_data["digest_algorithms"]}:
        raise CmsFormatError("digest_algorithms")
    crls, ocsp_responses = _revocation_data(signed_data)
    signer_info["signature_algorithm"].native  # noqa: B018 - parsed here or never
    return SignedMessage(
        content_type=content_type,
        encapsulated=encapsulated,
        digest_algorithm=digest_algorithm,
        signature_algorithm=signer_info["signature_algorithm"],
        signature=signer_info["signature"].native,
        signed_attributes_der=signer_info["signed_attrs"].untag().dump(),
        attributes=frozenset(signed),
        unsigned_attributes=frozenset(unsigned),
        content_type_attribute=str(_only(signed[OID_CONTENT_TYPE]).dotted),
        message_digest=_only(signed[OID_MESSAGE_DIGEST]).native,
        signing_time=_signing_time(signed),
        ess=_ess(signed),
        ess_v1_digest=_ess_v1_digest(signed),
        certificates=certificates,
        signer_certificate=_named_certificate(signer_info["sid"], candidates),
        crls=crls,
        ocsp_responses=ocsp_responses,
        signature_timestamps=tuple(
            value.dump() for value in unsigned.get(OID_SIGNATURE_TIMESTAMP, ())
        ),
    )


def _attributes(attributes: cms.CMSAttributes, *, unique: bool) -> dict[str, tuple[Any, ...]]:
    """Values by OID. asn1crypto's values have no common type, hence Any."""
    found: dict[str, tuple[Any, ...]] = {}
    for attribute in attributes:
        oid = attribute["type"].dotted
        if unique and oid in found:
            raise CmsFormatError("attribute_twice", oid)
        found[oid] = (*found.get(oid, ()), *attribute["values"])
    return found


def _only(values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - see _attributes
    if len(values) != 1:
        raise CmsFormatError("attribute_values", str(len(values)))
    return values[0]


def _signing_time(signed: dict[str, tuple[Any, ...]]) -> datetime | None:
    if OID_SIGNING_TIME not in signed:
        return None
    moment = _only(signed[OID_SIGNING_TIME]).native
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise CmsFormatError("signing_time")
    return moment


def _ess(signed: dict[str, tuple[Any, ...]]) -> EssCertificateId | None:
    if OID_SIGNING_CERTIFICATE_V2 not in signed:
        return None
    value = tsp.SigningCertificateV2.load(_only(signed[OID_SIGNING_CERTIFICATE_V2]).dump())
    first = value["certs"][0]
    algorithm = str(first["hash_algorithm"]["algorithm"].native)
    return EssCertificateId(algorithm, first["cert_hash"].native)


def _ess_v1_digest(signed: dict[str, tuple[Any, ...]]) -> bytes | None:
    if OID_SIGNING_CERTIFICATE not in signed:
        return None
    value = tsp.SigningCertificate.load(_only(signed[OID_SIGNING_CERTIFICATE]).dump())
    return bytes(value["certs"][0]["cert_hash"].native)


def _certificates(signed_data: cms.SignedData) -> tuple[x509.Certificate, ...]:
    choices = signed_data["certificates"]
    if len(choices) > MAX_CERTIFICATES:
        raise CmsFormatError("certificates", str(len(choices)))
    return tuple(
        load_certificate(choice.chosen.dump()) for choice in choices if choice.name == "certificate"
    )


def _encapsulated(info: cms.EncapsulatedContentInfo) -> tuple[str, bytes | None]:
    content = info["content"]
    if isinstance(content, core.Void):
        return str(info["content_type"].dotted), None
    if not isinstance(content, core.OctetString | core.ParsableOctetString):
        raise CmsFormatError("encapsulated")
    return str(info["content_type"].dotted), bytes(content)


def _named_certificate(
    sid: cms.SignerIdentifier, candidates: tuple[x509.Certificate, ...]
) -> x509.Certificate | None:
    if sid.name == "issuer_and_serial_number":
        issuer, serial = sid.chosen["issuer"], sid.chosen["serial_number"].native
        return next(
            (c for c in candidates if c.serial_number == serial and c.issuer == issuer), None
        )
    return next((c for c in candidates if c.key_identifier == sid.chosen.native), None)


def _revocation_data(
    signed_data: cms.SignedData,
) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """CRLs and OCSP responses (RFC 5940) inside; other formats are passed over."""
    crls: list[bytes] = []
    responses: list[bytes] = []
    for choice in signed_data["crls"]:
        if choice.name == "crl":
            crls.append(choice.chosen.dump())
        elif choice.chosen["other_rev_info_format"].native == "ocsp_response":
            responses.append(choice.chosen["other_rev_info"].dump())
    return tuple(crls), tuple(responses)
