"""Writes a PKCS#12 file with a GOST key (RFC 7292), which `cryptography` cannot do.

As files are encrypted today: PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC, MAC with SHA-256. For
the keys of the training authority and of tests; real keys come from the national authority.
"""

import hashlib
import hmac
import secrets
from typing import Final

from asn1crypto import algos, cms, core, pkcs12, x509
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from signing.credentials.pkcs12_derivation import MAC_KEY, derive
from signing.gost.keys import GostPrivateKey

ITERATIONS: Final = 100_000
_SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32


def build_gost_key_file(
    key: GostPrivateKey,
    certificate_der: bytes,
    password: str,
    *,
    chain: tuple[bytes, ...] = (),
    iterations: int = ITERATIONS,
) -> bytes:
    """The file, DER.

    Args:
        key: the private key.
        certificate_der: its certificate.
        password: may not be empty.
        chain: certificates of issuers, DER.
        iterations: of each derivation.

    Raises:
        ValueError: the password is empty.
    """
    if not password:
        raise ValueError("a key file needs a password")
    identifier = hashlib.sha1(certificate_der, usedforsecurity=False).digest()
    algorithm, ciphertext = _encrypt(key.to_der(), password, iterations)
    key_bag = {
        "bag_id": "pkcs8_shrouded_key_bag",
        "bag_value": {"encryption_algorithm": algorithm, "encrypted_data": ciphertext},
        "bag_attributes": _local_key_id(identifier),
    }
    certificate_bags = [
        {
            "bag_id": "cert_bag",
            "bag_value": {"cert_id": "x509", "cert_value": x509.Certificate.load(der)},
            **({} if position else {"bag_attributes": _local_key_id(identifier)}),
        }
        for position, der in enumerate((certificate_der, *chain))
    ]
    algorithm, ciphertext = _encrypt(
        pkcs12.SafeContents(certificate_bags).dump(), password, iterations
    )
    encrypted = {
        "version": "v0",
        "encrypted_content_info": {
            "content_type": "data",
            "content_encryption_algorithm": algorithm,
            "encrypted_content": ciphertext,
        },
    }
    safe = pkcs12.AuthenticatedSafe(
        [
            {"content_type": "data", "content": pkcs12.SafeContents([key_bag]).dump()},
            {"content_type": "encrypted_data", "content": cms.EncryptedData(encrypted)},
        ]
    ).dump()
    salt = secrets.token_bytes(_SALT_BYTES)
    mac_key = derive("sha256", MAC_KEY, password, salt, iterations, _KEY_BYTES)
    mac = {
        "mac": {
            "digest_algorithm": {"algorithm": "sha256"},
            "digest": hmac.digest(mac_key, safe, "sha256"),
        },
        "mac_salt": salt,
        "iterations": iterations,
    }
    content = {"content_type": "data", "content": safe}
    return bytes(pkcs12.Pfx({"version": 3, "auth_safe": content, "mac_data": mac}).dump())


def _encrypt(
    plain: bytes, password: str, iterations: int
) -> tuple[algos.EncryptionAlgorithm, bytes]:
    """PBES2 (RFC 8018, 6.2)."""
    salt, iv = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(AES.block_size // 8)
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations, _KEY_BYTES)
    padder = PKCS7(AES.block_size).padder()
    encryptor = Cipher(AES(key), CBC(iv)).encryptor()
    ciphertext = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
    derivation = {
        "algorithm": "pbkdf2",
        "parameters": {
            "salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)),
            "iteration_count": iterations,
            "prf": {"algorithm": "sha256"},
        },
    }
    scheme = {"algorithm": "aes256_cbc", "parameters": iv}
    parameters = {"key_derivation_func": derivation, "encryption_scheme": scheme}
    return algos.EncryptionAlgorithm({"algorithm": "pbes2", "parameters": parameters}), ciphertext


def _local_key_id(identifier: bytes) -> list[dict[str, object]]:
    return [{"type": "local_key_id", "values": [identifier]}]
