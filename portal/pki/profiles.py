"""Certificate profiles of the training infrastructure (RFC 5280), as pure builders.

Subjects of participants follow the Kazakh profile: IIN in serialNumber, BIN in OU, the holder's
role as an extended key usage.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from portal.pki.keys import PrivateKey

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

ROLE_NATURAL_PERSON = "1.2.398.3.3.4.1.1"
ROLE_LEGAL_PERSON = "1.2.398.3.3.4.1.2"
ROLE_HEAD = "1.2.398.3.3.4.1.2.1"
ROLE_RIGHT_TO_SIGN = "1.2.398.3.3.4.1.2.2"
ROLE_FINANCIAL = "1.2.398.3.3.4.1.2.3"
ROLE_EMPLOYEE = "1.2.398.3.3.4.1.2.5"
ROLE_INFORMATION_SYSTEM = "1.2.398.3.3.4.1.2.6"

EMAIL_PROTECTION = ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string
CLIENT_AUTH = ExtendedKeyUsageOID.CLIENT_AUTH.dotted_string
SERVER_AUTH = ExtendedKeyUsageOID.SERVER_AUTH.dotted_string
TIME_STAMPING = ExtendedKeyUsageOID.TIME_STAMPING.dotted_string

_COUNTRY = "KZ"


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a certificate is valid."""

    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs a certificate, and where its own papers are published."""

    certificate: x509.Certificate
    key: PrivateKey
    certificate_url: str
    crl_url: str
    ocsp_url: str


def service_name(common_name: str) -> x509.Name:
    """The name of an authority or service of the training infrastructure."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, _COUNTRY),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "TRAINING portal of Qolhat"),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def holder_name(name: str, iin: str, organisation: str | None, bin_: str | None) -> x509.Name:
    """A participant's name in the order of the Kazakh profile."""
    surname = name.split(" ", maxsplit=1)[0]
    attributes = [
        x509.NameAttribute(NameOID.COMMON_NAME, f"TRAINING {name}"),
        x509.NameAttribute(NameOID.SURNAME, surname),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, f"IIN{iin}"),
        x509.NameAttribute(NameOID.COUNTRY_NAME, _COUNTRY),
    ]
    if organisation is not None:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"TRAINING {organisation}"))
    if bin_ is not None:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{bin_}"))
    return x509.Name(attributes)


def root_certificate(common_name: str, key: PrivateKey, validity: Validity) -> x509.Certificate:
    """A self-signed root."""
    name = service_name(common_name)
    builder = _builder(name, name, key.public_key(), validity)
    builder = _as_authority(builder, path_length=None)
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
    )
    return builder.sign(key, hashes.SHA256())


def intermediate_certificate(
    common_name: str, key: PublicKey, issuer: Issuer, validity: Validity
) -> x509.Certificate:
    """An issuing authority under a root."""
    builder = _issued(service_name(common_name), key, issuer, validity)
    return _as_authority(builder, path_length=0).sign(issuer.key, hashes.SHA256())


def signing_certificate(
    subject: x509.Name, key: PublicKey, issuer: Issuer, validity: Validity, roles: tuple[str, ...]
) -> x509.Certificate:
    """A certificate for signing documents: digitalSignature and nonRepudiation."""
    builder = _issued(subject, key, issuer, validity)
    builder = _for_use(builder, _usage(commitment=True), roles)
    return builder.sign(issuer.key, hashes.SHA256())


def sign_in_certificate(
    subject: x509.Name, key: PublicKey, issuer: Issuer, validity: Validity, roles: tuple[str, ...]
) -> x509.Certificate:
    """A Kazakh AUTH certificate: for signing in, never for documents."""
    builder = _issued(subject, key, issuer, validity)
    usage = _usage(encipherment=isinstance(key, rsa.RSAPublicKey))
    return _for_use(builder, usage, (CLIENT_AUTH, *roles)).sign(issuer.key, hashes.SHA256())


def timestamping_certificate(
    common_name: str, key: PublicKey, issuer: Issuer, validity: Validity
) -> x509.Certificate:
    """A TSA's certificate: timeStamping, critical, and nothing else (RFC 3161, 2.3)."""
    builder = _issued(service_name(common_name), key, issuer, validity)
    builder = builder.add_extension(_usage(commitment=True), critical=True)
    builder = builder.add_extension(
        x509.ExtendedKeyUsage([x509.ObjectIdentifier(TIME_STAMPING)]), critical=True
    )
    return builder.sign(issuer.key, hashes.SHA256())


def server_certificate(
    hosts: tuple[str, ...], key: PublicKey, issuer: Issuer, validity: Validity
) -> x509.Certificate:
    """A TLS server's certificate for these host names and addresses (RFC 9525)."""
    builder = (
        _builder(service_name(hosts[0]), issuer.certificate.subject, key, validity)
        .add_extension(
            x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False
        )
        .add_extension(_authority_key_identifier(issuer.certificate), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    usage = _usage()
    return _for_use(builder, usage, (SERVER_AUTH,)).sign(issuer.key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: PublicKey, validity: Validity
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity.not_before)
        .not_valid_after(validity.not_after)
    )


def _issued(
    subject: x509.Name, key: PublicKey, issuer: Issuer, validity: Validity
) -> x509.CertificateBuilder:
    """What every certificate that is not self-signed says of its issuer."""
    access = [
        x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(issuer.ocsp_url)
        ),
        x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS,
            x509.UniformResourceIdentifier(issuer.certificate_url),
        ),
    ]
    point = x509.DistributionPoint(
        [x509.UniformResourceIdentifier(issuer.crl_url)], None, None, None
    )
    return (
        _builder(subject, issuer.certificate.subject, key, validity)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(_authority_key_identifier(issuer.certificate), critical=False)
        .add_extension(x509.AuthorityInformationAccess(access), critical=False)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
    )


def _authority_key_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    identifier = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier.value)


def _as_authority(
    builder: x509.CertificateBuilder, path_length: int | None
) -> x509.CertificateBuilder:
    usage = _usage(certificates=True)
    return builder.add_extension(
        x509.BasicConstraints(ca=True, path_length=path_length), critical=True
    ).add_extension(usage, critical=True)


def _for_use(
    builder: x509.CertificateBuilder, usage: x509.KeyUsage, purposes: tuple[str, ...]
) -> x509.CertificateBuilder:
    return builder.add_extension(usage, critical=True).add_extension(
        x509.ExtendedKeyUsage([x509.ObjectIdentifier(purpose) for purpose in purposes]),
        critical=False,
    )


def _usage(
    *, commitment: bool = False, encipherment: bool = False, certificates: bool = False
) -> x509.KeyUsage:
    """digitalSignature, and on wish nonRepudiation, keyEncipherment, keyCertSign with cRLSign."""
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=commitment,
        key_encipherment=encipherment,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def validity_of_years(now: datetime, years: int) -> Validity:
    """Valid from a day ago (clocks differ) for about so many years."""
    start = now.replace(microsecond=0) - timedelta(days=1)
    return Validity(start, start + timedelta(days=365 * years))
