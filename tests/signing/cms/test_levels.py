"""Levels, and the step from B_B to B_T that touches nothing else."""

import pytest
from asn1crypto import cms

from signing.cms.levels import (
    NotASignatureError,
    SignatureLevel,
    add_signature_timestamp,
    signature_level,
    signature_timestamps,
)
from signing.cms.token import BadTimestampTokenError
from signing.credentials.pkcs12 import open_pkcs12
from tests.support.openssl import cades_verdict, token_verdict
from tests.support.pki import NOW, PASSWORD, sign_cms, test_pki

PKI = test_pki()
KEYS = {"rsa": PKI.participant, "ec": PKI.head}


def signature_of(kind: str) -> bytes:
    data = KEYS[kind].p12(chain=(PKI.ca.certificate,))
    return open_pkcs12(data, PASSWORD, now=NOW).sign_detached(b"content", NOW)


@pytest.mark.parametrize("kind", KEYS)
def test_a_stamped_signature_convinces_openssl(tmp_path, kind):
    stamped = add_signature_timestamp(signature_of(kind), PKI.tsa)
    assert signature_level(stamped) is SignatureLevel.B_T
    accepted, said = cades_verdict(tmp_path, stamped, b"content", PKI.root.pem, NOW)
    assert accepted, said
    (token,) = signature_timestamps(stamped)
    accepted, said = token_verdict(tmp_path, token.der, token.imprint, PKI.tsa_root.pem, NOW)
    assert accepted, said


def test_the_signer_info_before_the_new_attribute_is_the_same_bytes():
    before = signature_of("rsa")
    after = add_signature_timestamp(before, PKI.tsa)
    old = cms.ContentInfo.load(before)["content"]["signer_infos"][0]
    new = cms.ContentInfo.load(after)["content"]["signer_infos"][0]
    assert new.contents.startswith(old.contents)
    old_certificates = cms.ContentInfo.load(before)["content"]["certificates"].dump()
    assert old_certificates in after


def test_a_second_timestamp_keeps_the_first():
    once = add_signature_timestamp(signature_of("ec"), PKI.tsa)
    twice = add_signature_timestamp(once, PKI.second_tsa)
    assert {t.tsa_certificate for t in signature_timestamps(twice)} == {
        PKI.tsa.identity.der,
        PKI.second_tsa.identity.der,
    }
    assert signature_timestamps(once)[0].der in [t.der for t in signature_timestamps(twice)]


class LyingSource:
    """A source that hands over a token for something else."""

    def request(self, imprint, algorithm="sha256"):
        return PKI.tsa.request(bytes(32), algorithm)


def test_a_source_that_lies_is_found_out():
    with pytest.raises(BadTimestampTokenError) as caught:
        add_signature_timestamp(signature_of("ec"), LyingSource())
    assert caught.value.reason == "imprint"


def test_levels_by_what_is_inside():
    assert signature_level(signature_of("ec")) is SignatureLevel.B_B
    with_crl = sign_cms(PKI.head, b"content", crls=(PKI.ca.crl(),))
    assert signature_level(with_crl) is SignatureLevel.B_B
    stamped = add_signature_timestamp(with_crl, PKI.tsa)
    assert signature_level(stamped) is SignatureLevel.B_LT


@pytest.mark.parametrize("junk", [b"", b"junk", PKI.head.der])
def test_junk_has_no_level(junk):
    for function in (signature_level, signature_timestamps):
        with pytest.raises(NotASignatureError):
            function(junk)
    with pytest.raises(NotASignatureError):
        add_signature_timestamp(junk, PKI.tsa)
