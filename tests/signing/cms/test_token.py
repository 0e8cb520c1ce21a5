"""A token is what it claims, or it has a named fault. openssl and a Rust implementation agree."""

import hashlib
import secrets

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from signing.cms.token import (
    BadTimestampTokenError,
    parse_timestamp_token,
    verify_timestamp_token,
)
from tests.support.openssl import token_verdict
from tests.support.pki import NOW, issue_tsa, sign_cms, test_pki

PKI = test_pki()
IMPRINT = hashlib.sha256(b"stamped").digest()


def fault_of(der: bytes, **options) -> str:
    with pytest.raises(BadTimestampTokenError) as caught:
        verify_timestamp_token(der, IMPRINT, "sha256", **options)
    assert caught.value.facts == {"reason": caught.value.reason}
    return caught.value.reason


def test_a_good_token_says_what_it_says():
    nonce = secrets.randbits(63)
    token = verify_timestamp_token(
        PKI.tsa.token(IMPRINT, nonce=nonce), IMPRINT, "sha256", nonce=nonce, policy="1.2.3.4.1"
    )
    assert token.gen_time == NOW
    assert (token.imprint, token.imprint_algorithm) == (IMPRINT, "sha256")
    assert (token.policy, token.nonce, token.accuracy_seconds) == ("1.2.3.4.1", nonce, 0.5)
    assert token.tsa_certificate == PKI.tsa.identity.der


def test_openssl_accepts_the_same_token(tmp_path):
    der = PKI.tsa.token(IMPRINT)
    verify_timestamp_token(der, IMPRINT, "sha256")
    accepted, said = token_verdict(tmp_path, der, IMPRINT, PKI.tsa_root.pem, NOW)
    assert accepted, said


def test_rfc3161_client_accepts_the_same_token():
    rfc3161 = pytest.importorskip("rfc3161_client")
    from asn1crypto import cms, tsp
    from cryptography import x509

    der = PKI.tsa.token(IMPRINT)
    response = tsp.TimeStampResp(
        {"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(der)}
    ).dump()
    verifier = (
        rfc3161.VerifierBuilder()
        .add_root_certificate(x509.load_der_x509_certificate(PKI.tsa_root.der))
        .build()
    )
    assert verifier.verify_message(rfc3161.decode_timestamp_response(response), b"stamped")


BENT = {
    "imprint": {"change_imprint": lambda imprint: imprint[::-1]},
    "signature": {"change_signature": lambda value: value[:-1] + bytes([value[-1] ^ 1])},
    "certificate_reference": {"wrong_ess": True},
    "no_certificate": {"embed_certificate": False},
    "algorithm_weak": {"digest": "sha1"},
}


@pytest.mark.parametrize("fault", BENT)
def test_a_bent_token_has_its_name(fault):
    assert fault_of(PKI.bent_tsa(**BENT[fault]).token(IMPRINT)) == fault


def test_no_reference_to_the_certificate_is_a_fault():
    assert fault_of(PKI.bent_tsa(use_ess=False).token(IMPRINT)) == "certificate_reference"


def test_the_old_reference_by_sha1_will_do_in_a_token():
    der = PKI.bent_tsa(ess_v1=True).token(IMPRINT)
    assert verify_timestamp_token(der, IMPRINT, "sha256").gen_time == NOW


def test_another_nonce_or_policy_is_a_fault():
    assert fault_of(PKI.tsa.token(IMPRINT, nonce=7), nonce=8) == "nonce"
    assert fault_of(PKI.tsa.token(IMPRINT), nonce=8) == "nonce"
    assert fault_of(PKI.tsa.token(IMPRINT), policy="1.2.3.4.2") == "policy"


def test_a_changed_time_breaks_the_digest():
    der = PKI.tsa.token(IMPRINT)
    assert fault_of(der.replace(b"20261123120000Z", b"20251123120000Z")) == "message_digest"


@pytest.mark.parametrize(
    "options",
    [
        {"extended_critical": False},
        {"extended": ()},
        {"extended": ("1.3.6.1.5.5.7.3.8", "1.3.6.1.5.5.7.3.3")},
        {"extended": ("1.3.6.1.5.5.7.3.3",)},
    ],
    ids=["not-critical", "none", "one-more", "another"],
)
def test_the_certificate_must_be_for_timestamps_and_nothing_else(options):
    der = issue_tsa(PKI.tsa_root, "usage", **options).token(IMPRINT)
    assert fault_of(der) == "key_usage"


def test_a_certificate_left_out_may_be_handed_in():
    der = PKI.bent_tsa(embed_certificate=False).token(IMPRINT)
    assert parse_timestamp_token(der).tsa_certificate is None
    handed_in = (PKI.tsa.identity.certificate.public_bytes(Encoding.DER),)
    assert verify_timestamp_token(der, IMPRINT, "sha256", other_certificates=handed_in)


@pytest.mark.parametrize("junk", [b"", b"junk", PKI.head.der, sign_cms(PKI.head, b"content")])
def test_junk_is_malformed(junk):
    assert fault_of(junk) == "malformed"


@pytest.mark.parametrize(
    ("folder", "response", "stamped", "openssl_time"),
    [
        ("sigstage", "response-sha256.tsr", b"hello", None),
        ("sigstage", "response-no-embedded-cert.tsr", b"hello", None),
        ("sigstore.mock", "response-expired.tsr", None, 1675209600),
    ],
)
def test_tokens_of_others(test_data, tmp_path, folder, response, stamped, openssl_time):
    """The expectations of data/asic/expected.json, with openssl as the second judge."""
    from datetime import UTC, datetime

    from signing.cms.timestamp import token_from_response
    from signing.trust import load_certificates

    place = test_data / "asic" / "rfc3161-client" / folder
    content = stamped if stamped is not None else (place / "payload").read_bytes()
    der = token_from_response((place / response).read_bytes())
    chain = tuple(load_certificates(place / "ts_chain.pem"))
    algorithm = parse_timestamp_token(der).imprint_algorithm
    digest = hashlib.new(algorithm, content).digest()
    token = verify_timestamp_token(der, digest, algorithm, other_certificates=chain)
    chain_pem = (place / "ts_chain.pem").read_bytes()
    moment = datetime.fromtimestamp(openssl_time, UTC) if openssl_time else token.gen_time
    accepted, said = token_verdict(tmp_path, der, digest, chain_pem, moment, chain_pem)
    assert accepted, said
    with pytest.raises(BadTimestampTokenError):
        verify_timestamp_token(der, digest[::-1], algorithm, other_certificates=chain)
