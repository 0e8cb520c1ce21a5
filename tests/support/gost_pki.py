"""A small GOST PKI in the form of the national authority's: roots, signers, CRLs, OCSP answers."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, core, crl, ocsp, x509
from asn1crypto.keys import PublicKeyInfo

from signing.credentials.pkcs12_writer import build_gost_key_file
from signing.gost.keys import GostPrivateKey
from signing.gost.kinds import GOST_2015_512, GostKeyKind
from tests.support.pki import EMAIL_PROTECTION, HEAD_OF_ORGANISATION, LEGAL_PERSON, PASSWORD

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


def _key(kind: GostKeyKind) -> GostPrivateKey:
    return GostPrivateKey(kind, 1 + secrets.randbelow(kind.curve.q - 1))


def signed(key: GostPrivateKey) -> algos.SignedDigestAlgorithm:
    return algos.SignedDigestAlgorithm({"algorithm": key.kind.signature})


@dataclass(frozen=True)
class GostIdentity:
    """A key with its certificate."""

    key: GostPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.dump()

    def p12(self, *chain: bytes) -> bytes:
        return build_gost_key_file(self.key, self.der, PASSWORD, chain=chain, iterations=1000)


@dataclass(frozen=True)
class GostAuthority(GostIdentity):
    """Who issues."""

    serials: list[int] = field(default_factory=lambda: [100])

    def issue(self, name: dict[str, str], key: GostPrivateKey, **options) -> x509.Certificate:
        self.serials.append(self.serials[-1] + 1)
        return certificate(
            name, key, self.certificate.subject, self.key, serial=self.serials[-1], **options
        )

    def signer(self, kind: GostKeyKind = GOST_2015_512, **options) -> GostIdentity:
        """The head of an organisation, as the national authority writes one."""
        key = _key(kind)
        name = {
            "common_name": "СЫНАҚ ГОСТ",
            "surname": "СЫНАҚ",
            "serial_number": "IIN900202400456",
            "organization_name": 'ТОО "Қолхат"',
            "organizational_unit_name": "BIN123456789021",
            "country_name": "KZ",
        }
        return GostIdentity(key, self.issue(name, key, **options))

    def crl(self, *revoked: tuple[GostIdentity, datetime, str], at: datetime = NOW - DAY) -> bytes:
        """Valid for a week from `at`."""
        entries = [
            {
                "user_certificate": identity.certificate.serial_number,
                "revocation_date": _time(moment),
                "crl_entry_extensions": [{"extn_id": "crl_reason", "extn_value": reason}],
            }
            for identity, moment, reason in revoked
        ]
        tbs = crl.TbsCertList(
            {
                "version": "v2",
                "signature": signed(self.key),
                "issuer": self.certificate.subject,
                "this_update": _time(at),
                "next_update": _time(at + 7 * DAY),
                **({"revoked_certificates": entries} if entries else {}),
                "crl_extensions": [
                    {"extn_id": "authority_key_identifier", "extn_value": _issuer_id(self.key)},
                    {"extn_id": "crl_number", "extn_value": 7},
                ],
            }
        )
        return crl.CertificateList(
            {
                "tbs_cert_list": tbs,
                "signature_algorithm": signed(self.key),
                "signature": self.key.sign(tbs.dump()),
            }
        ).dump()

    def ocsp(
        self,
        identity: GostIdentity,
        *,
        revoked_at: datetime | None = None,
        reason: str = "key_compromise",
        at: datetime = NOW,
        responder: GostIdentity | None = None,
    ) -> bytes:
        """As the national responder answers: certID by SHA-256, no nextUpdate."""
        status: tuple[str, object] = ("good", core.Null())
        if revoked_at is not None:
            status = ("revoked", {"revocation_time": revoked_at, "revocation_reason": reason})
        who = responder or self
        data = ocsp.ResponseData(
            {
                "responder_id": ocsp.ResponderId("by_name", who.certificate.subject),
                "produced_at": at,
                "responses": [
                    {
                        "cert_id": {
                            "hash_algorithm": {"algorithm": "sha256"},
                            "issuer_name_hash": self.certificate.subject.sha256,
                            "issuer_key_hash": self.certificate.public_key.sha256,
                            "serial_number": identity.certificate.serial_number,
                        },
                        "cert_status": ocsp.CertStatus(*status),
                        "this_update": at,
                    }
                ],
            }
        )
        basic = ocsp.BasicOCSPResponse(
            {
                "tbs_response_data": data,
                "signature_algorithm": signed(who.key),
                "signature": who.key.sign(data.dump()),
                "certs": [who.certificate],
            }
        )
        body = {"response_type": "basic_ocsp_response", "response": basic}
        return ocsp.OCSPResponse({"response_status": "successful", "response_bytes": body}).dump()

    def responder(self) -> GostIdentity:
        key = _key(self.key.kind)
        name = {"common_name": "OCSP RESPONDER", "country_name": "KZ"}
        issued = self.issue(
            name, key, usage={"digital_signature"}, extended=["ocsp_signing"], no_check=True
        )
        return GostIdentity(key, issued)


def make_authority(
    name: str, kind: GostKeyKind = GOST_2015_512, issuer: GostAuthority | None = None
) -> GostAuthority:
    key = _key(kind)
    subject = {"common_name": name, "country_name": "KZ"}
    options = {"usage": {"key_cert_sign", "crl_sign"}, "extended": None, "ca": True}
    if issuer is not None:
        return GostAuthority(key, issuer.issue(subject, key, **options))
    return GostAuthority(
        key, certificate(subject, key, x509.Name.build(subject), key, serial=1, **options)
    )


def certificate(
    subject: dict[str, str],
    key: GostPrivateKey,
    issuer: x509.Name,
    issuer_key: GostPrivateKey,
    *,
    serial: int,
    usage: frozenset[str] | set[str] = frozenset({"digital_signature", "non_repudiation"}),
    extended: list[str] | None = [EMAIL_PROTECTION, LEGAL_PERSON, HEAD_OF_ORGANISATION],  # noqa: B006
    ca: bool = False,
    no_check: bool = False,
    not_before: datetime = NOW - YEAR,
    not_after: datetime = NOW + YEAR,
) -> x509.Certificate:
    extensions = [
        {"extn_id": "key_usage", "critical": True, "extn_value": set(usage)},
        {"extn_id": "key_identifier", "extn_value": _identifier(key)},
        {"extn_id": "authority_key_identifier", "extn_value": _issuer_id(issuer_key)},
    ]
    if extended:
        extensions.append({"extn_id": "extended_key_usage", "extn_value": extended})
    if no_check:
        extensions.append({"extn_id": "ocsp_no_check", "extn_value": core.Null()})
    if ca:
        basic = {"ca": True}
        extensions.append({"extn_id": "basic_constraints", "critical": True, "extn_value": basic})
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial,
            "signature": signed(issuer_key),
            "issuer": issuer,
            "validity": {"not_before": _time(not_before), "not_after": _time(not_after)},
            "subject": x509.Name.build(subject),
            "subject_public_key_info": PublicKeyInfo.load(key.public_key.to_der()),
            "extensions": extensions,
        }
    )
    return x509.Certificate.load(
        x509.Certificate(
            {
                "tbs_certificate": tbs,
                "signature_algorithm": signed(issuer_key),
                "signature_value": issuer_key.sign(tbs.dump()),
            }
        ).dump()
    )


def _time(moment: datetime) -> x509.Time:
    return x509.Time("utc_time", core.UTCTime(moment))


def _identifier(key: GostPrivateKey) -> bytes:
    return hashlib.sha1(key.public_key.to_der(), usedforsecurity=False).digest()


def _issuer_id(key: GostPrivateKey) -> dict[str, bytes]:
    return {"key_identifier": _identifier(key)}
