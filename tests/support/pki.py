"""A small PKI for tests: root, issuing CA, CRLs, OCSP answers, participants, two bendable TSAs.

Built with `cryptography`, so that nothing of ours is its own judge. Everything is valid around
`NOW`, which tests hand in as the clock. Keys are made once a process: RSA keys are slow to make.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PublicFormat,
    pkcs12,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from signing.cms.token import TimestampToken, verify_timestamp_token
from signing.trust import TrustAnchor, TrustPurpose, TrustStore

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
PASSWORD = "Qwerty12"

NATURAL_PERSON = "1.2.398.3.3.4.1.1"
LEGAL_PERSON = "1.2.398.3.3.4.1.2"
HEAD_OF_ORGANISATION = "1.2.398.3.3.4.1.2.1"
EMPLOYEE = "1.2.398.3.3.4.1.2.5"
EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """One RSA key a name and a process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key(name: str, curve: type[ec.EllipticCurve] = ec.SECP256R1) -> ec.EllipticCurvePrivateKey:
    """One EC key a name and a process."""
    return ec.generate_private_key(curve())


@dataclass(frozen=True)
class Identity:
    """A key with its certificate."""

    key: Key
    certificate: x509.Certificate
    issuer: "Authority | None" = None

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def p12(
        self, password: str = PASSWORD, chain: tuple[x509.Certificate, ...] = (), **options
    ) -> bytes:
        """The PKCS#12 file of this identity."""
        encryption = options.get("encryption") or BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(
            b"key", self.key, self.certificate, chain or None, encryption
        )

    def open_p12(self) -> bytes:
        """The PKCS#12 file without a password."""
        return pkcs12.serialize_key_and_certificates(
            b"key", self.key, self.certificate, None, NoEncryption()
        )


@dataclass(frozen=True)
class Revocation:
    """One revoked certificate."""

    serial: int
    at: datetime
    reason: x509.ReasonFlags | None = None


@dataclass(frozen=True)
class Authority(Identity):
    """A CA: issues certificates, CRLs and OCSP answers."""

    def issue(
        self,
        name: x509.Name,
        public_key,
        *,
        not_before: datetime = NOW - YEAR / 2,
        not_after: datetime = NOW + YEAR,
        ca: bool = False,
        key_usage: tuple[str, ...] | None = ("digital_signature", "content_commitment"),
        extended: tuple[str, ...] = (),
        extended_critical: bool = False,
        ocsp_no_check: bool = False,
        crl_url: str | None = None,
        ocsp_url: str | None = None,
        serial: int | None = None,
        digest: hashes.HashAlgorithm | None = None,
    ) -> x509.Certificate:
        """A certificate signed by this CA."""
        return build_certificate(
            name,
            public_key,
            self.certificate.subject,
            self.key,
            not_before=not_before,
            not_after=not_after,
            ca=ca,
            key_usage=key_usage,
            extended=extended,
            extended_critical=extended_critical,
            ocsp_no_check=ocsp_no_check,
            crl_url=crl_url,
            ocsp_url=ocsp_url,
            serial=serial,
            digest=digest,
        )

    def crl(
        self,
        *revoked: Revocation,
        this_update: datetime = NOW - DAY,
        next_update: datetime | None = NOW + 7 * DAY,
        number: int = 1,
        key: Key | None = None,
    ) -> bytes:
        """A DER CRL."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(this_update)
            .next_update(next_update or this_update + 36500 * DAY)
            .add_extension(x509.CRLNumber(number), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        for entry in revoked:
            item = (
                x509.RevokedCertificateBuilder()
                .serial_number(entry.serial)
                .revocation_date(entry.at)
            )
            if entry.reason is not None:
                item = item.add_extension(x509.CRLReason(entry.reason), critical=False)
            builder = builder.add_revoked_certificate(item.build())
        return builder.sign(key or self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def ocsp(
        self,
        certificate: x509.Certificate,
        *,
        responder: Identity | None = None,
        status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
        revoked_at: datetime | None = None,
        this_update: datetime = NOW - timedelta(minutes=1),
        next_update: datetime | None = NOW + DAY,
        nonce: bytes | None = None,
    ) -> bytes:
        """A DER OCSP answer about a certificate of this CA."""
        signer = responder or self
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                cert=certificate,
                issuer=self.certificate,
                algorithm=hashes.SHA256(),
                cert_status=status,
                this_update=this_update,
                next_update=next_update,
                revocation_time=revoked_at,
                revocation_reason=None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.NAME, signer.certificate)
        )
        if responder is not None:
            builder = builder.certificates([responder.certificate])
        if nonce is not None:
            builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
        return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def build_certificate(
    subject: x509.Name,
    public_key,
    issuer: x509.Name,
    issuer_key: Key,
    *,
    not_before: datetime,
    not_after: datetime,
    ca: bool = False,
    key_usage: tuple[str, ...] | None = None,
    extended: tuple[str, ...] = (),
    extended_critical: bool = False,
    ocsp_no_check: bool = False,
    crl_url: str | None = None,
    ocsp_url: str | None = None,
    serial: int | None = None,
    digest: hashes.HashAlgorithm | None = None,
) -> x509.Certificate:
    """A certificate, all of it as asked."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    usage = ("key_cert_sign", "crl_sign", "digital_signature") if ca else key_usage
    if usage is not None:
        builder = builder.add_extension(
            x509.KeyUsage(**{name: name in usage for name in _USAGES}), critical=True
        )
    if extended:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ObjectIdentifier(oid) for oid in extended]),
            critical=extended_critical,
        )
    if ocsp_no_check:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    if crl_url:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    if ocsp_url:
        access = x509.AccessDescription(
            x509.AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp_url)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return builder.sign(issuer_key, digest or hashes.SHA256())


def common_name(text: str) -> x509.Name:
    """A distinguished name C=KZ, CN=text."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
            x509.NameAttribute(NameOID.COMMON_NAME, text),
        ]
    )


def participant_name(
    text: str, iin: str | None, organisation: str | None = None, bin_: str | None = None
) -> x509.Name:
    """A distinguished name as the Kazakh certificate profile writes it."""
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, text)]
    parts.append(x509.NameAttribute(NameOID.SURNAME, text.split(maxsplit=1)[0]))
    if iin:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, f"IIN{iin}"))
    parts.append(x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"))
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    if bin_:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{bin_}"))
    return x509.Name(parts)


def make_root(name: str, key: Key | None = None) -> Authority:
    """A self-signed root."""
    key = key or ec_key(name)
    certificate = build_certificate(
        common_name(name),
        key.public_key(),
        common_name(name),
        key,
        not_before=NOW - 5 * YEAR,
        not_after=NOW + 10 * YEAR,
        ca=True,
    )
    return Authority(key, certificate)


def refusal(status: str, failures: set[str]) -> bytes:
    """A DER TimeStampResp without a token (asn1crypto's class insists on one)."""
    info = tsp.PKIStatusInfo(
        {"status": status, "fail_info": failures} if failures else {"status": status}
    )
    body = info.dump()
    return b"\x30" + bytes([len(body)]) + body


@dataclass
class TestTsa:
    """An RFC 3161 authority in this process; a `TimestampSource`. Bend it by setting fields."""

    __test__ = False

    identity: Identity
    chain: tuple[x509.Certificate, ...] = ()
    clock: Callable[[], datetime] = lambda: NOW
    policy: str = "1.2.3.4.1"
    status: str = "granted"
    embed_certificate: bool = True
    use_ess: bool = True
    ess_v1: bool = False
    wrong_ess: bool = False
    digest: str = "sha256"
    accuracy_millis: int | None = 500
    change_imprint: Callable[[bytes], bytes] = lambda imprint: imprint
    change_nonce: Callable[[int | None], int | None] = lambda nonce: nonce
    change_signature: Callable[[bytes], bytes] = lambda signature: signature
    serial: int = field(default=1000)

    def request(self, imprint: bytes, algorithm: str = "sha256") -> TimestampToken:
        """A token, as the protocol `TimestampSource` has it."""
        return verify_timestamp_token(
            self.token(imprint, algorithm),
            imprint,
            algorithm,
            other_certificates=(self.identity.der,),
        )

    def answer(self, query: bytes) -> bytes:
        """The DER TimeStampResp to a DER TimeStampReq."""
        request = tsp.TimeStampReq.load(query, strict=True)
        imprint = request["message_imprint"]
        if self.status not in {"granted", "granted_with_mods"}:
            return refusal(self.status, {"bad_alg"})
        token = self.token(
            imprint["hashed_message"].native,
            imprint["hash_algorithm"]["algorithm"].native,
            request["nonce"].native,
        )
        return tsp.TimeStampResp(
            {"status": {"status": self.status}, "time_stamp_token": cms.ContentInfo.load(token)}
        ).dump()

    def token(self, imprint: bytes, algorithm: str = "sha256", nonce: int | None = None) -> bytes:
        """A DER token."""
        self.serial += 1
        fields = {
            "version": "v1",
            "policy": self.policy,
            "message_imprint": {
                "hash_algorithm": {"algorithm": algorithm},
                "hashed_message": self.change_imprint(imprint),
            },
            "serial_number": self.serial,
            "gen_time": self.clock(),
        }
        if self.accuracy_millis is not None:
            fields["accuracy"] = {"millis": self.accuracy_millis}
        nonce = self.change_nonce(nonce)
        if nonce is not None:
            fields["nonce"] = nonce
        content = tsp.TSTInfo(fields).dump()
        return sign_cms(
            self.identity,
            content,
            content_type="tst_info",
            digest=self.digest,
            certificates=(self.identity.certificate, *self.chain) if self.embed_certificate else (),
            ess="none" if not self.use_ess else "v1" if self.ess_v1 else "v2",
            ess_certificate=b"another" if self.wrong_ess else self.identity.der,
            attached=True,
            change_signature=self.change_signature,
        )


def sign_cms(
    identity: Identity,
    content: bytes,
    *,
    content_type: str = "data",
    digest: str = "sha256",
    certificates: tuple[x509.Certificate, ...] | None = None,
    ess: str = "v2",
    ess_certificate: bytes | None = None,
    attached: bool = False,
    signing_time: datetime | None = None,
    pss: bool = False,
    change_signature: Callable[[bytes], bytes] = lambda signature: signature,
    extra_attributes: tuple[cms.CMSAttribute, ...] = (),
    crls: tuple[bytes, ...] = (),
) -> bytes:
    """A CMS signature with every part open to bending, independent of the code under test."""
    hashed = hashlib.new(digest, content).digest()
    attributes = [
        cms.CMSAttribute({"type": "content_type", "values": [content_type]}),
        cms.CMSAttribute({"type": "message_digest", "values": [hashed]}),
        *extra_attributes,
    ]
    if signing_time is not None:
        time = cms.Time("utc_time", core.UTCTime(signing_time))
        attributes.append(cms.CMSAttribute({"type": "signing_time", "values": [time]}))
    named = identity.der if ess_certificate is None else ess_certificate
    if ess == "v2":
        identifier = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(named).digest()})
        value = tsp.SigningCertificateV2({"certs": [identifier]})
        attributes.append(cms.CMSAttribute({"type": "signing_certificate_v2", "values": [value]}))
    elif ess == "v1":
        identifier = tsp.ESSCertID({"cert_hash": hashlib.sha1(named).digest()})
        value = tsp.SigningCertificate({"certs": [identifier]})
        attributes.append(cms.CMSAttribute({"type": "signing_certificate", "values": [value]}))
    signed = cms.CMSAttributes(attributes)
    hash_object = {
        "sha1": hashes.SHA1,
        "sha224": hashes.SHA224,
        "sha256": hashes.SHA256,
        "sha384": hashes.SHA384,
        "sha512": hashes.SHA512,
    }[digest]()
    algorithm: dict[str, object]
    if isinstance(identity.key, rsa.RSAPrivateKey) and pss:
        scheme = padding.PSS(padding.MGF1(hash_object), hash_object.digest_size)
        signature = identity.key.sign(signed.dump(), scheme, hash_object)
        algorithm = {
            "algorithm": "rsassa_pss",
            "parameters": algos.RSASSAPSSParams(
                {
                    "hash_algorithm": {"algorithm": digest},
                    "mask_gen_algorithm": {
                        "algorithm": "mgf1",
                        "parameters": {"algorithm": digest},
                    },
                    "salt_length": hash_object.digest_size,
                }
            ),
        }
    elif isinstance(identity.key, rsa.RSAPrivateKey):
        signature = identity.key.sign(signed.dump(), padding.PKCS1v15(), hash_object)
        algorithm = {"algorithm": f"{digest}_rsa"}
    else:
        signature = identity.key.sign(signed.dump(), ec.ECDSA(hash_object))
        algorithm = {"algorithm": f"{digest}_ecdsa"}
    certificate = asn1_x509.Certificate.load(identity.der)
    inside = certificates if certificates is not None else (identity.certificate,)
    encapsulated: dict[str, object] = {"content_type": content_type}
    if attached:
        encapsulated["content"] = core.ParsableOctetString(content)
    signed_data = {
        "version": "v3",
        "digest_algorithms": [{"algorithm": digest}],
        "encap_content_info": cms.EncapsulatedContentInfo(encapsulated),
        "signer_infos": [
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber(
                        {
                            "issuer": certificate.issuer,
                            "serial_number": certificate.serial_number,
                        }
                    ),
                ),
                "digest_algorithm": {"algorithm": digest},
                "signed_attrs": signed,
                "signature_algorithm": algorithm,
                "signature": change_signature(signature),
            }
        ],
    }
    if inside:
        signed_data["certificates"] = cms.CertificateSet(
            [
                cms.CertificateChoices(
                    "certificate",
                    asn1_x509.Certificate.load(c.public_bytes(Encoding.DER)),
                )
                for c in inside
            ]
        )
    if crls:
        signed_data["version"] = "v5"
        signed_data["crls"] = cms.RevocationInfoChoices(
            [cms.RevocationInfoChoice("crl", _load_crl(crl)) for crl in crls]
        )
    return cms.ContentInfo(
        {"content_type": "signed_data", "content": cms.SignedData(signed_data)}
    ).dump()


def _load_crl(der: bytes):
    return cms.CertificateList.load(der)


@dataclass(frozen=True)
class TestPki:
    """Everything together. `participant` is RSA, `head` EC P-256, `wide` EC P-384."""

    __test__ = False

    root: Authority
    ca: Authority
    participant: Identity
    head: Identity
    wide: Identity
    auth_only: Identity
    expired: Identity
    not_yet_valid: Identity
    tsa_root: Authority
    tsa: TestTsa
    second_tsa_root: Authority
    second_tsa: TestTsa

    def crls(self, *revoked: Revocation, **options) -> tuple[bytes, ...]:
        """CRLs of every authority, these certificates revoked on the issuing CA's."""
        return (
            self.ca.crl(*revoked, **options),
            self.root.crl(**options),
            self.tsa_root.crl(**options),
            self.second_tsa_root.crl(**options),
        )

    def trust(self) -> TrustStore:
        """The root for participants, both TSA roots for timestamps."""
        return TrustStore(
            (
                TrustAnchor(self.root.der, frozenset({TrustPurpose.PARTICIPANT}), "test"),
                TrustAnchor(self.tsa_root.der, frozenset({TrustPurpose.TSA}), "test"),
                TrustAnchor(self.second_tsa_root.der, frozenset({TrustPurpose.TSA}), "test"),
            )
        )

    def bent_tsa(self, **changes) -> TestTsa:
        """The first TSA with some fields changed; the original stays as it is."""
        return replace(self.tsa, **changes)


def issue_tsa(root: Authority, name: str, **options) -> TestTsa:
    """A TSA whose certificate `root` issues; critical and sole timeStamping unless bent."""
    settings = {
        "key_usage": ("digital_signature", "content_commitment"),
        "extended": (ExtendedKeyUsageOID.TIME_STAMPING.dotted_string,),
        "extended_critical": True,
        "not_after": NOW + 5 * YEAR,
        **options,
    }
    key = ec_key(name)
    certificate = root.issue(common_name(name), key.public_key(), **settings)
    return TestTsa(Identity(key, certificate, root))


@cache
def test_pki() -> TestPki:
    """The PKI of this process."""
    root = make_root("TEST Root")
    ca_key = ec_key("TEST CA")
    ca = Authority(
        ca_key,
        root.issue(
            common_name("TEST CA"),
            ca_key.public_key(),
            ca=True,
            not_before=NOW - 3 * YEAR,
            not_after=NOW + 5 * YEAR,
        ),
        root,
    )
    name = participant_name("ТЕСТОВ ТЕСТ", "850101300123")
    head_name = participant_name(
        "ҮМІТОВА ӘЛИЯ", "900202400456", 'ТОО "Қолхат Сынақ"', "123456789021"
    )

    def person(key: Key, subject: x509.Name, **options) -> Identity:
        return Identity(key, ca.issue(subject, key.public_key(), **options), ca)

    personal = (EMAIL_PROTECTION, NATURAL_PERSON)
    tsa_root = make_root("TEST TSA Root A")
    second_root = make_root("TEST TSA Root B")
    return TestPki(
        root=root,
        ca=ca,
        participant=person(rsa_key("participant"), name, extended=personal),
        head=person(
            ec_key("head"),
            head_name,
            extended=(EMAIL_PROTECTION, LEGAL_PERSON, HEAD_OF_ORGANISATION),
        ),
        wide=person(ec_key("wide", ec.SECP384R1), name, extended=personal),
        auth_only=person(
            ec_key("auth"),
            name,
            key_usage=("digital_signature", "key_encipherment"),
            extended=(CLIENT_AUTH, NATURAL_PERSON),
        ),
        expired=person(ec_key("expired"), name, not_before=NOW - 2 * YEAR, not_after=NOW - DAY),
        not_yet_valid=person(ec_key("future"), name, not_before=NOW + DAY),
        tsa_root=tsa_root,
        tsa=issue_tsa(tsa_root, "TEST TSA A"),
        second_tsa_root=second_root,
        second_tsa=issue_tsa(second_root, "TEST TSA B"),
    )


test_pki.__test__ = False  # pytest would take it for a test


def spki_der(identity: Identity) -> bytes:
    """SubjectPublicKeyInfo of an identity."""
    return identity.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
