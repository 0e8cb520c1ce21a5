"""Opening key files: what opens, and why what does not open does not."""

import copy
import pickle
from datetime import UTC, datetime

import pytest
from asn1crypto import core
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12

from signing.credentials.certificate import KeyPurpose
from signing.credentials.credential import CredentialClosedError
from signing.credentials.pkcs12 import (
    CertificateExpiredError,
    CertificateNotYetValidError,
    KeyFileDamagedError,
    KeyFileError,
    KeyNotForSigningError,
    KeyUnsupportedError,
    WrongPasswordError,
    open_pkcs12,
)
from tests.support.openssl import cades_verdict
from tests.support.pki import NOW, PASSWORD, common_name, ec_key, rsa_key, test_pki
from tests.support.pki import Identity as PkiIdentity

PKI = test_pki()
SIGNERS = {"rsa": PKI.participant, "p256": PKI.head, "p384": PKI.wide}
CHAIN = (PKI.ca.certificate, PKI.root.certificate)


def encryption(scheme=pkcs12.PBES.PBESv2SHA256AndAES256CBC, rounds=2048, mac=SHA256):
    return (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(scheme)
        .hmac_hash(mac())
        .build(PASSWORD.encode())
    )


@pytest.mark.parametrize("kind", SIGNERS)
def test_openssl_accepts_what_the_key_signs(tmp_path, kind):
    credential = open_pkcs12(SIGNERS[kind].p12(chain=CHAIN), PASSWORD, now=NOW)
    signature = credential.sign_detached(b"content", NOW)
    accepted, said = cades_verdict(tmp_path, signature, b"content", PKI.root.pem, NOW)
    assert accepted, said
    refused, said = cades_verdict(tmp_path, signature, b"Content", PKI.root.pem, NOW)
    assert not refused, said


@pytest.mark.parametrize(
    "scheme",
    [
        pkcs12.PBES.PBESv2SHA256AndAES256CBC,
        pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC,
    ],
)
def test_old_and_new_encryption_is_opened(scheme):
    data = PKI.participant.p12(encryption=encryption(scheme, mac=SHA1))
    assert open_pkcs12(data, PASSWORD, now=NOW).certificate_der == PKI.participant.der


def test_the_chain_in_the_file_comes_nearest_first():
    data = PKI.participant.p12(chain=(PKI.root.certificate, PKI.ca.certificate))
    assert open_pkcs12(data, PASSWORD, now=NOW).chain == (PKI.ca.der, PKI.root.der)


def test_strangers_in_the_file_are_no_chain():
    data = PKI.participant.p12(chain=(PKI.tsa_root.certificate,))
    assert open_pkcs12(data, PASSWORD, now=NOW).chain == ()


@pytest.mark.parametrize("password", ["", "qwerty12", "Qwerty12 ", "Құпия"])
def test_a_wrong_password_is_named(password):
    with pytest.raises(WrongPasswordError):
        open_pkcs12(PKI.head.p12(), password, now=NOW)


def test_a_password_in_kazakh_opens():
    assert open_pkcs12(PKI.head.p12("Құпия сөз"), "Құпия сөз", now=NOW).certificate.bin


@pytest.mark.parametrize(
    "junk", [b"", b"\x30\x03\x02\x01\x03", b"PK\x03\x04 zip", b"0" * 2_000_000]
)
def test_what_is_no_key_file_is_damaged(junk):
    with pytest.raises(KeyFileDamagedError):
        open_pkcs12(junk, PASSWORD, now=NOW)


def test_a_file_cut_off_is_damaged():
    data = PKI.head.p12()
    with pytest.raises(KeyFileDamagedError):
        open_pkcs12(data[:-10], PASSWORD, now=NOW)


def test_a_changed_file_with_the_right_password_is_damaged_not_locked():
    data = bytearray(PKI.head.p12())
    data[-3] ^= 1  # inside the MAC's data, the key itself still opens
    with pytest.raises(KeyFileError) as caught:
        open_pkcs12(bytes(data), PASSWORD, now=NOW)
    assert isinstance(caught.value, KeyFileDamagedError)


@pytest.mark.parametrize("purpose", list(KeyPurpose))
def test_an_expired_certificate_opens_for_nothing(purpose):
    with pytest.raises(CertificateExpiredError) as caught:
        open_pkcs12(PKI.expired.p12(), PASSWORD, now=NOW, purpose=purpose)
    assert caught.value.facts["not_after"] == "2026-11-22T12:00:00+00:00"


def test_a_certificate_of_tomorrow_is_not_valid_yet():
    with pytest.raises(CertificateNotYetValidError):
        open_pkcs12(PKI.not_yet_valid.p12(), PASSWORD, now=NOW)


def test_an_auth_key_signs_in_but_signs_no_documents():
    data = PKI.auth_only.p12()
    with pytest.raises(KeyNotForSigningError):
        open_pkcs12(data, PASSWORD, now=NOW)
    credential = open_pkcs12(data, PASSWORD, now=NOW, purpose=KeyPurpose.SIGN_IN)
    assert credential.sign_detached(b"challenge", NOW)


@pytest.mark.parametrize(
    "key", [rsa_key("short", 1024), ec_key("p521", ec.SECP521R1)], ids=["rsa-1024", "p-521"]
)
def test_keys_outside_of_the_closed_list_are_unsupported(key):
    identity = PkiIdentity(key, PKI.ca.issue(common_name("odd"), key.public_key()))
    with pytest.raises(KeyUnsupportedError):
        open_pkcs12(identity.p12(), PASSWORD, now=NOW)


def test_a_certificate_of_another_key_is_not_taken():
    data = PKI.head.open_p12()
    other = PKI.ca.issue(PKI.head.certificate.subject, PKI.auth_only.key.public_key())
    mixed = _with_certificate(data, other.public_bytes(Encoding.DER))
    with pytest.raises(KeyFileError):
        open_pkcs12(mixed, "", now=NOW)


def _with_certificate(data: bytes, certificate_der: bytes) -> bytes:
    """An unencrypted key file with its certificate exchanged; no library would write it."""
    pfx = asn1_pkcs12.Pfx.load(data)
    safe = asn1_pkcs12.AuthenticatedSafe.load(pfx["auth_safe"]["content"].native)
    for content_info in safe:
        contents = asn1_pkcs12.SafeContents.load(content_info["content"].native)
        for bag in contents:
            if bag["bag_id"].native == "cert_bag":
                bag["bag_value"]["cert_value"] = core.ParsableOctetString(certificate_der)
        content_info["content"] = core.OctetString(contents.dump(force=True))
    pfx["auth_safe"]["content"] = core.OctetString(safe.dump(force=True))
    return pfx.dump(force=True)


def test_a_key_file_without_a_password_opens_with_none():
    assert open_pkcs12(PKI.head.open_p12(), "", now=NOW).certificate_der == PKI.head.der


def test_a_file_without_a_key_is_unsupported():
    data = pkcs12.serialize_key_and_certificates(
        None, None, None, [PKI.ca.certificate], encryption()
    )
    with pytest.raises(KeyUnsupportedError):
        open_pkcs12(data, PASSWORD, now=NOW)


def test_a_closed_credential_signs_nothing_and_still_names_its_certificate():
    credential = open_pkcs12(PKI.head.p12(), PASSWORD, now=NOW)
    credential.close()
    credential.close()
    with pytest.raises(CredentialClosedError):
        credential.sign_detached(b"content", NOW)
    assert credential.certificate.iin == "900202400456"


def test_nothing_secret_is_shown_copied_or_pickled():
    credential = open_pkcs12(PKI.head.p12(), PASSWORD, now=NOW)
    shown = f"{credential!r} {credential}"
    assert PASSWORD not in shown
    assert str(PKI.head.key.private_numbers().private_value) not in shown
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leak(credential)
    assert not hasattr(credential, "__dict__")


def test_no_error_carries_the_password():
    with pytest.raises(WrongPasswordError) as caught:
        open_pkcs12(PKI.head.p12(), "my secret", now=NOW)
    assert "my secret" not in f"{caught.value} {caught.value.facts}"


class TestKazakhKeys:
    """The national authority's test keys (password Qwerty12)."""

    def test_rsa_key_of_2020_signs_at_its_time(self, test_data, tmp_path):
        data = (test_data / "nca-test/keys/individual_rsa_sign_expired.p12").read_bytes()
        then = datetime(2020, 6, 1, tzinfo=UTC)
        credential = open_pkcs12(data, PASSWORD, now=then)
        assert credential.certificate.subject == "ТЕСТОВ ТЕСТ"
        assert credential.sign_detached(b"content", then)

    def test_auth_key_is_refused_for_documents(self, test_data):
        data = (test_data / "nca-test/keys/individual_rsa_auth_expired.p12").read_bytes()
        with pytest.raises(KeyNotForSigningError):
            open_pkcs12(data, PASSWORD, now=datetime(2020, 6, 1, tzinfo=UTC))
