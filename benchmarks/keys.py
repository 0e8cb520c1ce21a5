"""A key to measure with: made anew, self-signed, worth nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from signing.credentials.credential import Credential
from signing.credentials.pkcs12 import open_pkcs12

_PASSWORD = "benchmark"  # noqa: S105 - protects nothing


@contextmanager
def signer() -> Iterator[Credential]:
    """An open RSA key of 2048 bits, as participants have them."""
    now = datetime.now(UTC)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "BENCHMARK")])
    usage = {
        name: name in {"digital_signature", "content_commitment"}
        for name in (
            "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
            "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        )
    }  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(_PASSWORD.encode())
    content = pkcs12.serialize_key_and_certificates(b"key", key, certificate, None, encryption)
    credential = open_pkcs12(content, _PASSWORD, now=now)
    try:
        yield credential
    finally:
        credential.close()
