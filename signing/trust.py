"""Who is trusted, where the trust comes from, and for what.

An anchor has purposes: a root that is trusted to name participants is not thereby trusted to seal
for an authority. A portal is trusted by its `PortalIdentity`, not by "some certificate that a
known root issued".
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from signing.errors import QolhatError

MAX_CERTIFICATE_FILE_BYTES = 1_000_000
HTTPS_PORT = 443


class TrustPurpose(StrEnum):
    """What an anchor is trusted for."""

    PARTICIPANT = "participant"
    AUTHORITY = "authority"
    TSA = "tsa"
    TLS = "tls"


ALL_PURPOSES = frozenset(TrustPurpose)


_BIN_UNIT = re.compile("BIN[0-9]{12}")
_IDENTITY_MEMBERS = {
    "name": (re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,500}"), False),
    "origin": (re.compile(r"https://[a-z0-9.\[\]:-]{1,253}"), False),
    "seal_bin": (re.compile("[0-9]{12}"), True),
    "seal_role": (re.compile(r"[0-2](?:\.(?:0|[1-9][0-9]{0,19})){1,20}"), True),
    "seal_spki_sha256": (re.compile("[0-9a-f]{64}"), True),
}


class CertificateFileError(QolhatError):
    """The file holds no X.509 certificate that can be read."""

    code = "trust.not_a_certificate"


class IdentityError(QolhatError):
    """A portal identity is not as docs/formats.md, 1 has it. Facts: member."""

    code = "trust.bad_identity"

    def __init__(self, member: str, problem: str) -> None:
        super().__init__(f"{member or 'identity'}: {problem}", member=member)
        self.member = member


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
    """SHA-256 of a DER certificate's SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), hex.

    The bytes are taken as they stand, so that it works for key kinds we cannot compute with.

    Raises:
        ValueError: these bytes are no certificate.
    """
    parsed = asn1_x509.Certificate.load(certificate, strict=True)
    spki: bytes = parsed["tbs_certificate"]["subject_public_key_info"].dump()
    return hashlib.sha256(spki).hexdigest()


@dataclass(frozen=True, slots=True)
class PortalIdentity:
    """Who may seal for a portal. It stands in every statement (docs/formats.md, 1).

    Either the seal's key is pinned (`seal_spki_sha256`), or the seal's certificate must name
    this BIN and carry this role (an extended key usage OID).
    """

    name: str
    origin: str
    seal_spki_sha256: str | None = None
    seal_bin: str | None = None
    seal_role: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """The five members of formats.md, 1."""
        return {
            "name": self.name,
            "origin": self.origin,
            "seal_bin": self.seal_bin,
            "seal_role": self.seal_role,
            "seal_spki_sha256": self.seal_spki_sha256,
        }

    @classmethod
    def from_json(cls, value: object) -> Self:
        """The identity that parsed JSON means.

        Raises:
            IdentityError: a member is missing, unknown or malformed; or not exactly one of the
                pinned key and the pair of BIN and role is set.
        """
        if not isinstance(value, Mapping):
            raise IdentityError("", "not an object")
        for name in sorted({str(key) for key in value} ^ set(_IDENTITY_MEMBERS)):
            raise IdentityError(name, "missing" if name in _IDENTITY_MEMBERS else "unknown")
        for name, (pattern, may_be_null) in _IDENTITY_MEMBERS.items():
            found = value[name]
            if found is None and may_be_null:
                continue
            if not isinstance(found, str) or pattern.fullmatch(found) is None:
                raise IdentityError(name, f"does not match {pattern.pattern}")
        if not unicodedata.is_normalized("NFC", value["name"]):
            raise IdentityError("name", "not in Unicode normal form C")
        if not _is_origin(value["origin"]):
            raise IdentityError("origin", "no origin in the form of RFC 6454, 6.2")
        pinned = value["seal_spki_sha256"] is not None
        for name in ("seal_bin", "seal_role"):
            if (value[name] is None) != pinned:
                raise IdentityError(name, "either the key is pinned, or BIN and role are set")
        return cls(**{name: value[name] for name in _IDENTITY_MEMBERS})

    def matches_seal(self, certificate: bytes) -> bool:
        """Whether this DER certificate fulfils the members that are set.

        That its chain ends in an anchor of purpose `authority` is the other half, and is judged
        where the signature is validated. False for bytes that are no certificate.
        """
        try:
            if self.seal_spki_sha256 is not None:
                return spki_sha256(certificate) == self.seal_spki_sha256
            parsed = x509.load_der_x509_certificate(certificate)
            usage = parsed.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
            units = parsed.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension):
            return False
        bins = {str(unit.value) for unit in units if _BIN_UNIT.fullmatch(str(unit.value))}
        roles = {oid.dotted_string for oid in usage}
        return bins == {f"BIN{self.seal_bin}"} and self.seal_role in roles


def _is_origin(origin: str) -> bool:
    """Scheme, host and port, lower case, without the default port (RFC 6454, 6.2)."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return port != HTTPS_PORT and origin == f"https://{host}" + (f":{port}" if port else "")
