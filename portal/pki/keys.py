"""Private keys and certificates of the portal: made, written, read."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from portal.errors import PortalHomeError
from portal.home import write_file

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

# Demo keys are made at each first start and their password lies beside them: a count that
# costs a person nothing, and a reader that distrusts large counts takes it.
PKCS12_ITERATIONS = 20_000


def new_rsa_key() -> rsa.RSAPrivateKey:
    """RSA of 2048 bits, as most Kazakh keys are."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def new_ec_key() -> ec.EllipticCurvePrivateKey:
    """EC on P-256."""
    return ec.generate_private_key(ec.SECP256R1())


def write_key_pair(folder: Path, name: str, key: PrivateKey, certificate: x509.Certificate) -> None:
    """Write `NAME.key.pem` and `NAME.pem`, mode 0600."""
    write_file(
        folder / f"{name}.key.pem",
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    )
    write_file(folder / f"{name}.pem", certificate.public_bytes(Encoding.PEM))


def read_key_pair(folder: Path, name: str) -> tuple[PrivateKey, x509.Certificate]:
    """Read what `write_key_pair` wrote.

    Raises:
        PortalHomeError: a file is missing or damaged.
    """
    try:
        key = load_pem_private_key((folder / f"{name}.key.pem").read_bytes(), password=None)
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
    except (OSError, ValueError) as error:
        raise PortalHomeError(str(error), folder=str(folder)) from error
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise PortalHomeError("a key of a kind the portal does not make", folder=str(folder))
    return key, certificate


def pkcs12_file(
    label: str,
    key: PrivateKey,
    certificate: x509.Certificate,
    issuers: list[x509.Certificate],
    password: str,
) -> bytes:
    """A PKCS#12 (RFC 7292) with AES-256 for key and certificates and an HMAC-SHA-256."""
    return pkcs12.serialize_key_and_certificates(
        label.encode(), key, certificate, issuers, _encryption(password)
    )


def _encryption(password: str) -> KeySerializationEncryption:
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(PKCS12_ITERATIONS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password.encode())
    )
