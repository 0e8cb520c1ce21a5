"""What a certificate is read to say."""

import pytest
from asn1crypto import pem
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from signing.credentials.certificate import (
    CertificateUnreadableError,
    KeyPurpose,
    summarize_certificate,
)
from tests.support.pki import (
    HEAD_OF_ORGANISATION,
    LEGAL_PERSON,
    NOW,
    build_certificate,
    common_name,
    ec_key,
    rsa_key,
    test_pki,
)

PKI = test_pki()


def test_head_of_an_organisation_has_iin_bin_name_and_role():
    summary = summarize_certificate(PKI.head.der)
    assert summary.subject == "ҮМІТОВА ӘЛИЯ"
    assert (summary.iin, summary.bin) == ("900202400456", "123456789021")
    assert summary.organisation == 'ТОО "Қолхат Сынақ"'
    assert summary.roles == (LEGAL_PERSON, HEAD_OF_ORGANISATION)
    assert (summary.key_algorithm, summary.key_bits) == ("secp256r1", 256)
    assert summary.issuer == "TEST CA"


def test_natural_person_has_no_organisation():
    summary = summarize_certificate(PKI.participant.der)
    assert (summary.organisation, summary.bin) == (None, None)
    assert (summary.key_algorithm, summary.key_bits) == ("rsa", 2048)


@pytest.mark.parametrize("field", ["serial", "sha256"])
def test_identifiers_are_those_of_the_certificate(field):
    summary = summarize_certificate(PKI.participant.der)
    expected = {
        "serial": f"{PKI.participant.certificate.serial_number:x}",
        "sha256": PKI.participant.certificate.fingerprint(SHA256()).hex(),
    }
    assert getattr(summary, field) == expected[field]


def test_validity_includes_both_ends():
    summary = summarize_certificate(PKI.expired.der)
    assert summary.is_valid_at(summary.not_before)
    assert summary.is_valid_at(summary.not_after)
    assert not summary.is_valid_at(NOW)


def certificate_with(**options) -> bytes:
    key = ec_key("usage")
    built = build_certificate(
        common_name("usage"),
        key.public_key(),
        common_name("usage"),
        key,
        not_before=NOW,
        not_after=NOW.replace(year=NOW.year + 1),
        **options,
    )
    return built.public_bytes(Encoding.DER)


@pytest.mark.parametrize(
    ("key_usage", "extended", "may_sign", "may_sign_in"),
    [
        (("digital_signature", "content_commitment"), (), True, True),
        (("content_commitment",), (), True, False),
        (("digital_signature", "key_encipherment"), ("1.3.6.1.5.5.7.3.2",), False, True),
        (("digital_signature",), (), False, True),
        (None, (), True, True),
        (None, ("1.3.6.1.5.5.7.3.2",), False, True),
        (("digital_signature", "content_commitment"), ("1.3.6.1.5.5.7.3.8",), False, True),
        (
            ("digital_signature", "content_commitment"),
            ("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"),
            True,
            True,
        ),
    ],
)
def test_usage_decides_what_the_key_may_do(key_usage, extended, may_sign, may_sign_in):
    summary = summarize_certificate(certificate_with(key_usage=key_usage, extended=extended))
    assert summary.may(KeyPurpose.SIGNING) is may_sign
    assert summary.may(KeyPurpose.SIGN_IN) is may_sign_in


@pytest.mark.parametrize(
    "junk", [b"", b"0", b"hello", PKI.head.der[:-1], PKI.head.der + b"\0", b"0\x80" * 5000]
)
def test_what_is_no_certificate_is_said_to_be_none(junk):
    with pytest.raises(CertificateUnreadableError):
        summarize_certificate(junk)


def test_an_rsa_key_of_3072_bits_is_named_so():
    key = rsa_key("wide", 3072)
    built = PKI.ca.issue(common_name("wide"), key.public_key())
    assert summarize_certificate(built.public_bytes(Encoding.DER)).key_bits == 3072


def test_kazakh_authorities_are_read_with_their_gost_keys(test_data):
    found = {}
    for path in sorted((test_data / "nca-test" / "ca").iterdir()):
        content = path.read_bytes()
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        found[path.name] = summarize_certificate(der)
    assert found["nca_gost_2022_test.cer"].key_algorithm == "gost3410_2015_512"
    assert found["nca_gost_2022_test.cer"].key_bits == 512
    assert found["nca_gost2004_test.crt"].key_algorithm == "gost34310_2004"
    assert found["nca_gost_2022_test.cer"].subject.startswith("ҰЛТТЫҚ КУӘЛАНДЫРУШЫ")
    assert found["tsa_rsa_2022_prod.cer"].key_bits == 2048
    assert found["tsa_rsa_2022_prod.cer"].not_after.year == 2028
    assert not found["tsa_rsa_2022_prod.cer"].may_sign
