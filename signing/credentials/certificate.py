"""What a certificate says about its holder and about what its key may do.

Reads subject and usage as the Kazakh certificate profile writes them (IIN in serialNumber, BIN in
OU, the holder's role as an extended key usage); certificates of others are read just as well,
they only lack those fields. Nothing here is a judgement of trust.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import x509
from asn1crypto.keys import PublicKeyInfo

from signing.algorithms import key_kind
from signing.certificates import CertificateUnreadableError, load_certificate
from signing.gost.kinds import KINDS_BY_NAME

__all__ = [
    "CertificateSummary",
    "CertificateUnreadableError",
    "KeyPurpose",
    "summarize_certificate",
]

ROLE_ARC = "1.2.398.3.3.4.1."

_IIN = re.compile(r"IIN(\d{12})")
_BIN = re.compile(r"BIN(\d{12})")

# Purposes that exclude signing documents when a certificate has no other (RFC 5280, 4.2.1.12).
_SERVICE_PURPOSES = frozenset(
    {
        "1.3.6.1.5.5.7.3.1",  # serverAuth
        "1.3.6.1.5.5.7.3.2",  # clientAuth: the Kazakh AUTH keys
        "1.3.6.1.5.5.7.3.3",  # codeSigning
        "1.3.6.1.5.5.7.3.8",  # timeStamping
        "1.3.6.1.5.5.7.3.9",  # OCSPSigning
    }
)


class KeyPurpose(StrEnum):
    """What a key is opened for."""

    SIGNING = "signing"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class CertificateSummary:
    """A certificate in the words a person needs.

    `subject` and `issuer` are common names where there are any, else the whole name. `iin` and
    `bin` are 12 digits. `serial` is hexadecimal. `roles` are the Kazakh role OIDs among
    `extended_key_usage`. `may_sign` says whether the key may sign documents (nonRepudiation, and
    not a mere service certificate), `may_sign_in` whether it may authenticate. `sha256` is over
    the DER certificate, lower-case hexadecimal.
    """

    subject: str
    iin: str | None
    organisation: str | None
    bin: str | None
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    key_algorithm: str
    key_bits: int | None
    roles: tuple[str, ...]
    extended_key_usage: tuple[str, ...]
    may_sign: bool
    may_sign_in: bool
    sha256: str

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether `moment` lies within the certificate's validity, ends included."""
        return self.not_before <= moment <= self.not_after

    def may(self, purpose: KeyPurpose) -> bool:
        """Whether the certificate permits this use of its key."""
        return self.may_sign if purpose is KeyPurpose.SIGNING else self.may_sign_in


def summarize_certificate(der: bytes) -> CertificateSummary:
    """The summary of a DER certificate.

    Raises:
        CertificateUnreadableError: it is no certificate.
    """
    certificate = load_certificate(der)
    try:
        return _summarize(certificate, der)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CertificateUnreadableError(str(error)) from error


def _summarize(certificate: x509.Certificate, der: bytes) -> CertificateSummary:
    subject = _attributes(certificate.subject)
    key_usage = certificate.key_usage_value
    usage = None if key_usage is None else frozenset(key_usage.native)
    extended = certificate.extended_key_usage_value
    purposes = () if extended is None else tuple(purpose.dotted for purpose in extended)
    only_service = bool(purposes) and _SERVICE_PURPOSES.issuperset(purposes)
    algorithm, bits = _key(certificate.public_key)
    return CertificateSummary(
        subject=_display_name(certificate.subject),
        iin=_first_match(_IIN, subject.get("serial_number", [])),
        organisation=next(iter(subject.get("organization_name", [])), None),
        bin=_first_match(_BIN, subject.get("organizational_unit_name", [])),
        serial=f"{certificate.serial_number:x}",
        issuer=_display_name(certificate.issuer),
        not_before=certificate.not_valid_before,
        not_after=certificate.not_valid_after,
        key_algorithm=algorithm,
        key_bits=bits,
        roles=tuple(purpose for purpose in purposes if purpose.startswith(ROLE_ARC)),
        extended_key_usage=purposes,
        may_sign=(usage is None or "non_repudiation" in usage) and not only_service,
        may_sign_in=usage is None or "digital_signature" in usage,
        sha256=hashlib.sha256(der).hexdigest(),
    )


def _key(public_key: PublicKeyInfo) -> tuple[str, int | None]:
    """Name and size in bits; a key of a kind that asn1crypto does not know has only a name."""
    kind = key_kind(public_key)
    if kind == "ec":
        form, curve = public_key.curve
        return (str(curve) if form == "named" else "ec"), int(public_key.bit_size)
    if kind in {"rsa", "rsassa_pss"}:
        return "rsa", int(public_key.bit_size)
    if kind in KINDS_BY_NAME:
        return kind, KINDS_BY_NAME[kind].bits
    return kind, None


def _attributes(name: x509.Name) -> dict[str, list[str]]:
    """The values of each attribute type of a distinguished name, in order."""
    found: dict[str, list[str]] = {}
    for relative in name.chosen:
        for attribute in relative:
            found.setdefault(attribute["type"].native, []).append(str(attribute["value"].native))
    return found


def _display_name(name: x509.Name) -> str:
    attributes = _attributes(name)
    for kind in ("common_name", "organization_name"):
        if kind in attributes:
            return attributes[kind][-1]
    return str(name.human_friendly)


def _first_match(pattern: re.Pattern[str], values: list[str]) -> str | None:
    for value in values:
        if found := pattern.fullmatch(value):
            return found[1]
    return None
