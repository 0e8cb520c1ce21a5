"""The layout of our signatures (EN 319 122-1)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from asn1crypto import cms

from signing.cms.build import SigningFailedError, build_detached_signature
from signing.cms.der import require_der
from signing.cms.signed_message import (
    OID_CONTENT_TYPE,
    OID_MESSAGE_DIGEST,
    OID_SIGNING_CERTIFICATE_V2,
    OID_SIGNING_TIME,
    read_signed_message,
)
from signing.credentials.pkcs12 import open_pkcs12
from tests.support.pki import NOW, PASSWORD, test_pki

PKI = test_pki()
CREDENTIAL = open_pkcs12(PKI.head.p12(chain=(PKI.ca.certificate,)), PASSWORD, now=NOW)
SIGNATURE = CREDENTIAL.sign_detached(b"content", NOW)


def test_it_is_der_with_the_four_signed_attributes_and_the_chain_inside():
    require_der(SIGNATURE)
    message = read_signed_message(SIGNATURE)
    assert message.attributes == {
        OID_CONTENT_TYPE,
        OID_MESSAGE_DIGEST,
        OID_SIGNING_TIME,
        OID_SIGNING_CERTIFICATE_V2,
    }
    assert message.encapsulated is None
    assert not message.unsigned_attributes
    assert {c.dump() for c in message.certificates} == {PKI.head.der, PKI.ca.der}
    assert message.ess_matches()
    assert cms.ContentInfo.load(SIGNATURE)["content"]["version"].native == "v1"


def test_the_digest_follows_the_key():
    wide = open_pkcs12(PKI.wide.p12(), PASSWORD, now=NOW).sign_detached(b"content", NOW)
    assert read_signed_message(wide).digest_algorithm == "sha384"
    assert read_signed_message(SIGNATURE).digest_algorithm == "sha256"


def test_signing_time_is_written_in_utc_without_fractions():
    almaty = timezone(timedelta(hours=5))
    moment = datetime(2026, 11, 23, 17, 0, 1, 999_999, tzinfo=almaty)
    signature = CREDENTIAL.sign_detached(b"content", moment)
    assert read_signed_message(signature).signing_time == datetime(
        2026, 11, 23, 12, 0, 1, tzinfo=UTC
    )


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="aware"):
        CREDENTIAL.sign_detached(b"content", datetime(2026, 11, 23))  # noqa: DTZ001


def test_a_time_after_2049_is_generalized():
    signature = CREDENTIAL.sign_detached(b"content", datetime(2050, 1, 1, tzinfo=UTC))
    assert b"20500101000000Z" in signature


class BadToken:
    """A key store that answers with a signature by another key."""

    certificate_der = PKI.head.der
    digest_algorithm = "sha256"
    signature_algorithm = "sha256_ecdsa"

    def sign_raw(self, message: bytes) -> bytes:
        return open_pkcs12(PKI.auth_only.p12(), PASSWORD, now=NOW, purpose="sign_in").sign_raw(
            message
        )


def test_a_signature_that_does_not_verify_is_never_returned():
    with pytest.raises(SigningFailedError):
        build_detached_signature(b"content", NOW, BadToken())
