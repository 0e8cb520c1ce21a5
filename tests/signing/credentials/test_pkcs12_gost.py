"""Key files with GOST keys: the national authority's, and our own."""

import hashlib
from datetime import UTC, datetime

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    pkcs12,
)

from signing.credentials import pkcs12_contents
from signing.credentials.certificate import KeyPurpose
from signing.credentials.pkcs12 import (
    CertificateExpiredError,
    CertificateNotYetValidError,
    KeyFileDamagedError,
    KeyFileIterationsError,
    KeyUnsupportedError,
    WrongPasswordError,
    open_pkcs12,
)
from signing.credentials.pkcs12_contents import UnknownEncryptionError, open_contents
from signing.credentials.pkcs12_inspection import TooManyIterationsError
from signing.credentials.pkcs12_writer import build_gost_key_file
from signing.gost.keys import GostPrivateKey
from signing.gost.kinds import GOST_2015_512
from tests.support.openssl import _run
from tests.support.pki import PASSWORD, test_pki

PKI = test_pki()
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="session")
def key_files(test_data):
    folder = test_data / "nca-test" / "keys"
    return {path.stem: path.read_bytes() for path in folder.glob("*.p12")}


@pytest.mark.parametrize(
    ("name", "subject", "iin", "bin_", "role"),
    [
        ("individual_valid", "ТЕСТОВ ТЕСТ", "123456789011", None, ".1"),
        ("legal_ceo_valid", "ТЕСТОВ ТЕСТ", "123456789011", "123456789021", ".2.1"),
        ("legal_signer_valid", "ТЕСТТОВ ТЕСТТ", "123456789012", "123456789021", ".2.2"),
        ("legal_infosystem_valid", 'ИС "Тест"', None, "123456789021", ".2.6"),
    ],
)
def test_valid_keys_say_whose_they_are_and_sign(key_files, name, subject, iin, bin_, role):
    credential = open_pkcs12(key_files[name], PASSWORD, now=NOW)
    summary = credential.certificate
    assert (summary.subject, summary.iin, summary.bin) == (subject, iin, bin_)
    assert summary.roles[-1] == "1.2.398.3.3.4.1" + role
    assert (summary.key_algorithm, summary.key_bits) == ("gost3410_2015_512", 512)
    assert summary.may(KeyPurpose.SIGNING)
    assert summary.may(KeyPurpose.SIGN_IN)
    assert credential.digest_algorithm == "streebog512"
    assert credential.sign_detached(b"content", NOW)


def test_a_wrong_password_is_named(key_files):
    for password in ("", "wrong", "qwerty12", "Қолхат"):
        with pytest.raises(WrongPasswordError):
            open_pkcs12(key_files["individual_valid"], password, now=NOW)


def test_a_changed_file_is_damaged_not_locked(key_files):
    """The MAC does not hold: nothing of it is decrypted by us."""
    for place in (200, 700, -3):
        data = bytearray(key_files["individual_valid"])
        data[place] ^= 1
        with pytest.raises((KeyFileDamagedError, WrongPasswordError)):
            open_pkcs12(bytes(data), PASSWORD, now=NOW)


@pytest.mark.parametrize(
    ("now", "error"),
    [
        (datetime(2028, 1, 1, tzinfo=UTC), CertificateExpiredError),
        (datetime(2020, 1, 1, tzinfo=UTC), CertificateNotYetValidError),
    ],
)
def test_the_clock_decides_about_validity(key_files, now, error):
    with pytest.raises(error):
        open_pkcs12(key_files["individual_valid"], PASSWORD, now=now)


def test_the_withdrawn_algorithm_signs_nothing_even_at_its_time(key_files):
    with pytest.raises(KeyUnsupportedError) as caught:
        open_pkcs12(
            key_files["organization_gost2004_expired"],
            PASSWORD,
            now=datetime(2019, 1, 1, tzinfo=UTC),
        )
    assert caught.value.facts == {"reason": "withdrawn"}


def test_all_samples_open_as_the_same_bytes_say(key_files):
    """Every key in the folder: what we decrypt is a key, and a certificate of the same serial."""
    for name, data in key_files.items():
        contents = open_contents(data, PASSWORD)
        assert (len(contents.private_keys), len(contents.certificates)) == (1, 1), name
        if "rsa" in name:
            library = pkcs12.load_pkcs12(data, PASSWORD.encode())
            der = library.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            assert contents.private_keys == (der,)
            assert contents.certificates[0] == library.cert.certificate.public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("scheme", "mac"),
    [
        (pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC, SHA1),
        (pkcs12.PBES.PBESv2SHA256AndAES256CBC, SHA256),
    ],
)
def test_files_of_another_writer_are_taken_apart_alike(scheme, mac):
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(1000)
        .key_cert_algorithm(scheme)
        .hmac_hash(mac())
        .build("Құпия".encode())
    )
    data = PKI.participant.p12(chain=(PKI.ca.certificate,), encryption=encryption)
    contents = open_contents(data, "Құпия")
    key = load_der_private_key(contents.private_keys[0], None)
    assert key.private_numbers() == PKI.participant.key.private_numbers()
    assert contents.certificates == (PKI.participant.der, PKI.ca.der)


class TestOurOwnFiles:
    KEY = GostPrivateKey(GOST_2015_512, 0xC0FFEE)

    @pytest.fixture
    def certificate(self, key_files):
        return open_contents(key_files["individual_valid"], PASSWORD).certificates[0]

    def test_openssl_finds_the_mac_right_and_the_password_needed(self, tmp_path, certificate):
        path = tmp_path / "key.p12"
        path.write_bytes(build_gost_key_file(self.KEY, certificate, "pass", iterations=2000))
        arguments = ("pkcs12", "-in", str(path), "-nokeys", "-noout", "-passin")
        assert _run(*arguments, "pass:pass").returncode == 0
        assert _run(*arguments, "pass:other").returncode != 0

    def test_they_open_with_what_was_put_in(self, certificate):
        data = build_gost_key_file(
            self.KEY, certificate, "Құпия", chain=(PKI.ca.der,), iterations=1000
        )
        contents = open_contents(data, "Құпия")
        assert contents.certificates == (certificate, PKI.ca.der)
        (key,) = contents.private_keys
        assert GostPrivateKey.from_der(key).public_key == self.KEY.public_key

    def test_a_certificate_of_another_key_is_no_certificate(self, certificate):
        data = build_gost_key_file(self.KEY, certificate, PASSWORD, iterations=1000)
        with pytest.raises(KeyUnsupportedError) as caught:
            open_pkcs12(data, PASSWORD, now=NOW)
        assert caught.value.facts == {"reason": "no_certificate"}

    def test_an_empty_password_is_refused(self, certificate):
        with pytest.raises(ValueError, match="password"):
            build_gost_key_file(self.KEY, certificate, "")

    def test_too_many_iterations_are_refused_before_they_are_obeyed(self, certificate):
        data = build_gost_key_file(self.KEY, certificate, PASSWORD, iterations=1000)
        pfx = asn1_pkcs12.Pfx.load(data)
        pfx["mac_data"]["iterations"] = 2**31 - 1
        with pytest.raises(KeyFileIterationsError) as caught:
            open_pkcs12(pfx.dump(force=True), PASSWORD, now=NOW)
        assert caught.value.facts["iterations"] == 2**31 - 1

    def test_counts_that_are_too_many_together_are_refused(self, certificate, monkeypatch):
        data = build_gost_key_file(self.KEY, certificate, PASSWORD, iterations=1000)
        monkeypatch.setattr(pkcs12_contents, "MAX_ITERATIONS", 1999)
        with pytest.raises(TooManyIterationsError):
            open_contents(data, PASSWORD)
        with pytest.raises(KeyFileIterationsError):
            open_pkcs12(data, PASSWORD, now=NOW)

    def test_unknown_encryption_is_not_supported(self, certificate):
        data = build_gost_key_file(self.KEY, certificate, PASSWORD, iterations=1000)
        aes256, camellia = (
            bytes.fromhex("060960864801650304012a"),
            bytes.fromhex("0609608648016503040129"),
        )
        with pytest.raises(UnknownEncryptionError):
            open_contents(data.replace(aes256, camellia), PASSWORD)


def test_no_key_in_clear_reaches_a_representation(key_files):
    contents = open_contents(key_files["individual_valid"], PASSWORD)
    assert contents.private_keys[0].hex() not in repr(contents)
    assert hashlib.sha256(contents.private_keys[0]).hexdigest() not in repr(contents)
