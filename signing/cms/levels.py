"""The level of a CAdES signature (EN 319 122-1, clause 6), and the step from B_B to B_T.

A level is what the bytes show; whether a timestamp in them is any good is for the validation.
"""

from enum import StrEnum

from asn1crypto import cms

from signing.algorithms import digest_of
from signing.cms.signed_message import (
    OID_ARCHIVE_TIMESTAMP_V3,
    CmsFormatError,
    SignedMessage,
    read_signed_message,
)
from signing.cms.token import (
    TimestampSource,
    TimestampToken,
    parse_timestamp_token,
    verify_timestamp_token,
)
from signing.errors import QolhatError

IMPRINT_ALGORITHM = "sha256"


class SignatureLevel(StrEnum):
    """ETSI baseline levels: basic, with trusted time, with revocation data, with renewal."""

    B_B = "B_B"
    B_T = "B_T"
    B_LT = "B_LT"
    B_LTA = "B_LTA"


class NotASignatureError(QolhatError):
    """The bytes are not a detached CMS signature of one signer. Facts: `reason`."""

    code = "signature.malformed"


def signature_level(cms_der: bytes) -> SignatureLevel:
    """The level that the CMS shows by what is inside it.

    Raises:
        NotASignatureError: it is no signature that can be read.
    """
    return level_of(_read(cms_der))


def level_of(message: SignedMessage) -> SignatureLevel:
    """As `signature_level`, of a message read already."""
    if not message.signature_timestamps:
        return SignatureLevel.B_B
    if OID_ARCHIVE_TIMESTAMP_V3 in message.unsigned_attributes:
        return SignatureLevel.B_LTA
    if message.crls or message.ocsp_responses:
        return SignatureLevel.B_LT
    return SignatureLevel.B_T


def signature_timestamps(cms_der: bytes) -> tuple[TimestampToken, ...]:
    """The signature timestamps inside, parsed and not judged.

    Raises:
        NotASignatureError: the CMS cannot be read.
        BadTimestampTokenError: one of the tokens cannot be read.
    """
    return tuple(parse_timestamp_token(der) for der in _read(cms_der).signature_timestamps)


def add_signature_timestamp(cms_der: bytes, source: TimestampSource) -> bytes:
    """The signature with one more signature timestamp (EN 319 122-1, 5.3), level B_T.

    The token is over the value of SignerInfo.signature. Everything else stays, byte for byte.

    Raises:
        NotASignatureError: `cms_der` is not a DER signature of one signer.
        TsaError, BadTimestampTokenError: no token, or none that is good for this signature.
    """
    message = _read(cms_der)
    imprint = digest_of(IMPRINT_ALGORITHM, message.signature)
    token = source.request(imprint, IMPRINT_ALGORITHM)
    verify_timestamp_token(token.der, imprint, IMPRINT_ALGORITHM, other_certificates=_known(token))
    content_info = cms.ContentInfo.load(cms_der, strict=True)
    signer_info = content_info["content"]["signer_infos"][0]
    # RFC 5126, 6.1.1: every timestamp is an instance of the attribute of its own
    attribute = cms.CMSAttribute(
        {"type": "signature_time_stamp_token", "values": [cms.ContentInfo.load(token.der)]}
    )
    signer_info["unsigned_attrs"] = cms.CMSAttributes([*signer_info["unsigned_attrs"], attribute])
    signed_data = content_info["content"]
    for changed in (signer_info, signed_data["signer_infos"], signed_data, content_info):
        # asn1crypto takes a length that ends in the octet 0x80 (384 bytes: 82 01 80) for the
        # indefinite form, and then encodes everything inside anew, for seconds. Without the old
        # header there is nothing to mistake.
        changed._header = None  # noqa: SLF001
    stamped = bytes(content_info.dump())
    _require_unchanged(message, _read(stamped))
    return stamped


def _known(token: TimestampToken) -> tuple[bytes, ...]:
    return () if token.tsa_certificate is None else (token.tsa_certificate,)


def _read(cms_der: bytes) -> SignedMessage:
    try:
        return read_signed_message(cms_der)
    except CmsFormatError as error:
        raise NotASignatureError(str(error), reason=error.reason) from error


def _require_unchanged(before: SignedMessage, after: SignedMessage) -> None:
    same = (
        before.signature == after.signature
        and before.signed_attributes_der == after.signed_attributes_der
        and [c.dump() for c in before.certificates] == [c.dump() for c in after.certificates]
        and set(before.signature_timestamps) < set(after.signature_timestamps)
    )
    if not same:
        raise NotASignatureError("adding a timestamp changed the signature", reason="changed")
