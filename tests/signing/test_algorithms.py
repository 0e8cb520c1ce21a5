"""The closed list: accepted, weak, unknown, and no fourth."""

import pytest
from asn1crypto.algos import SignedDigestAlgorithm
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from signing.algorithms import (
    AlgorithmNotAcceptedError,
    SignatureValueError,
    Standing,
    digest_of,
    judge_digest,
    judge_key,
    judge_signature,
    new_digest,
    verify_signature_value,
)
from tests.support.pki import Identity, common_name, ec_key, rsa_key, test_pki

PKI = test_pki()


def public_key(identity: Identity):
    return Certificate.load(identity.der).public_key


def of_key(key) -> Identity:
    return Identity(key, PKI.ca.issue(common_name("key"), key.public_key()))


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("sha256", Standing.ACCEPTED),
        ("sha384", Standing.ACCEPTED),
        ("sha512", Standing.ACCEPTED),
        ("sha1", Standing.WEAK),
        ("md5", Standing.WEAK),
        ("sha224", Standing.WEAK),
        ("sha3_256", Standing.UNKNOWN),
        ("streebog512", Standing.ACCEPTED),
        ("streebog256", Standing.ACCEPTED),
        ("gost34311", Standing.ACCEPTED),
        ("1.2.643.7.1.1.2.3", Standing.UNKNOWN),
    ],
)
def test_digests(name, standing):
    assert judge_digest(name).standing is standing
    if standing is not Standing.ACCEPTED:
        with pytest.raises(AlgorithmNotAcceptedError):
            new_digest(name)


def test_the_digest_is_the_right_one():
    assert digest_of("sha256", b"abc").hex().startswith("ba7816bf8f01cfea")


@pytest.mark.parametrize(
    ("key", "standing"),
    [
        (rsa_key("participant"), Standing.ACCEPTED),
        (rsa_key("short", 1024), Standing.WEAK),
        (ec_key("head"), Standing.ACCEPTED),
        (ec_key("wide", ec.SECP384R1), Standing.ACCEPTED),
        (ec_key("p521", ec.SECP521R1), Standing.UNKNOWN),
        (ec_key("p192", ec.SECP192R1), Standing.WEAK),
        (ec_key("koblitz", ec.SECP256K1), Standing.UNKNOWN),
    ],
    ids=["rsa2048", "rsa1024", "p256", "p384", "p521", "p192", "secp256k1"],
)
def test_keys(key, standing):
    assert judge_key(public_key(of_key(key))).standing is standing


@pytest.mark.parametrize(
    ("name", "digest", "standing"),
    [
        ("sha256_rsa", "sha256", Standing.ACCEPTED),
        ("sha256_rsa", None, Standing.ACCEPTED),
        ("rsassa_pkcs1v15", "sha512", Standing.ACCEPTED),
        ("rsassa_pkcs1v15", "sha1", Standing.WEAK),
        ("rsassa_pkcs1v15", None, Standing.UNKNOWN),
        ("sha1_rsa", "sha1", Standing.WEAK),
        ("md5_rsa", "md5", Standing.WEAK),
        ("sha256_dsa", "sha256", Standing.UNKNOWN),
        ("ed25519", "sha512", Standing.UNKNOWN),
        ("1.2.643.7.1.1.3.3", "1.2.643.7.1.1.2.3", Standing.UNKNOWN),
    ],
)
def test_signature_algorithms(name, digest, standing):
    algorithm = SignedDigestAlgorithm({"algorithm": name})
    assert judge_signature(algorithm, digest, public_key(PKI.participant)).standing is standing


def test_pss_without_parameters_is_sha1_and_weak():
    algorithm = SignedDigestAlgorithm.load(bytes.fromhex("300d06092a864886f70d01010a3000"))
    finding = judge_signature(algorithm, "sha256", public_key(PKI.participant))
    assert finding.standing is Standing.WEAK


def test_a_signature_by_another_digest_than_the_message_names_is_wrong():
    value = PKI.participant.key.sign(b"message", padding.PKCS1v15(), hashes.SHA512())
    algorithm = SignedDigestAlgorithm({"algorithm": "sha512_rsa"})
    key = public_key(PKI.participant)
    verify_signature_value(value, b"message", key, algorithm)
    with pytest.raises(SignatureValueError):
        verify_signature_value(value, b"message", key, algorithm, "sha256")


def test_an_ecdsa_value_with_an_rsa_key_is_wrong():
    algorithm = SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    with pytest.raises(SignatureValueError):
        verify_signature_value(b"x", b"message", public_key(PKI.participant), algorithm)
