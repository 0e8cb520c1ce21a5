"""A signature as a file has it: DER, PEM armour, or bare Base64; with its content inside or not.

Kazakh programs write all three (`-----BEGIN CMS-----`, PKCS7, and Base64 without any armour).
"""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

from asn1crypto import cms

from signing.cms.levels import NotASignatureError
from signing.cms.signed_message import MAX_CMS_BYTES

_SEQUENCE: Final = 0x30
_ARMOUR: Final = re.compile(
    rb"\s*-----BEGIN (CMS|PKCS7|PKCS #7 SIGNED DATA|SIGNED DATA)-----\s+"
    rb"([A-Za-z0-9+/=\s]+)-----END \1-----\s*"
)
_EXPECTED = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True)
class SignatureFile:
    """The CMS (BER or DER), and the content if it is inside (attached)."""

    cms: bytes
    content: bytes | None


def read_signature_file(data: bytes) -> SignatureFile:
    """The CMS in the bytes of a file, not judged.

    Raises:
        NotASignatureError: there is none. `reason` is `too_large` or `malformed`.
    """
    if len(data) > 2 * MAX_CMS_BYTES:
        raise NotASignatureError("file too large", reason="too_large")
    der = _without_armour(data)
    if len(der) > MAX_CMS_BYTES:
        raise NotASignatureError("CMS too large", reason="too_large")
    try:
        content_info = cms.ContentInfo.load(der, strict=True)
        if content_info["content_type"].native != "signed_data":
            raise NotASignatureError("not SignedData", reason="malformed")
        inside = content_info["content"]["encap_content_info"]["content"]
        content = None if inside.native is None else bytes(inside)
    except (*_EXPECTED, RecursionError) as error:
        raise NotASignatureError(str(error), reason="malformed") from error
    return SignatureFile(der, content)


def _without_armour(data: bytes) -> bytes:
    if data[:1] == bytes([_SEQUENCE]):
        return data
    armour = _ARMOUR.fullmatch(data)
    text = data if armour is None else armour[2]
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotASignatureError("neither DER nor Base64", reason="malformed") from error
