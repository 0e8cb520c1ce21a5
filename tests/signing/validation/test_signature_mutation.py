"""Hostile bytes: whatever is done to a signature, there is a verdict, and it is never too good."""

import logging
from dataclasses import replace

import pytest
from asn1crypto import cms
from hypothesis import given, settings
from hypothesis import strategies as st

from signing.cms.levels import add_signature_timestamp
from signing.credentials.pkcs12 import open_pkcs12
from signing.trust import TrustPurpose
from signing.validation.signature import ValidationSettings, validate_signature
from signing.validation.verdict import Indication
from tests.support.pki import NOW, PASSWORD, sign_cms, test_pki

PKI = test_pki()
CONTENT = b"the manifest that was signed"
SIGNATURE = add_signature_timestamp(
    open_pkcs12(PKI.participant.p12(chain=(PKI.ca.certificate,)), PASSWORD, now=NOW).sign_detached(
        CONTENT, NOW
    ),
    PKI.tsa,
)
SETTINGS = ValidationSettings(PKI.trust(), TrustPurpose.PARTICIPANT, NOW, crls=PKI.crls())
STRICT_AND_NOT = st.booleans()


@pytest.fixture(autouse=True)
def _no_fault_of_ours(caplog):
    """A verdict that only hides an exception of ours is a failure here."""
    yield
    faults = [r for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert [f"{r.message} {r.exc_info}" for r in faults] == []


def signed_ranges() -> list[range]:
    """Where the signed bytes, the signature value and the signer's certificate lie."""
    info = cms.ContentInfo.load(SIGNATURE)["content"]["signer_infos"][0]
    parts = [
        info["signed_attrs"].contents,
        info["signature"].contents,
        info["signature_algorithm"].contents,
        PKI.participant.der,
    ]
    return [range(SIGNATURE.index(part), SIGNATURE.index(part) + len(part)) for part in parts]


SIGNED = [at for part in signed_ranges() for at in part]


def flipped(at: int, flip: int) -> bytes:
    changed = bytearray(SIGNATURE)
    changed[at] ^= flip
    return bytes(changed)


def test_unchanged_it_passes():
    assert validate_signature(SIGNATURE, CONTENT, SETTINGS).verdict.indication == "TOTAL_PASSED"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SIGNED), st.integers(1, 255), STRICT_AND_NOT)
def test_a_change_of_what_is_signed_never_passes(at, flip, strict):
    report = validate_signature(flipped(at, flip), CONTENT, replace(SETTINGS, strict=strict))
    assert report.verdict.indication is not Indication.TOTAL_PASSED


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SIGNATURE) - 1), st.integers(1, 255), STRICT_AND_NOT)
def test_any_change_yields_a_verdict(at, flip, strict):
    report = validate_signature(flipped(at, flip), CONTENT, replace(SETTINGS, strict=strict))
    assert report.verdict.indication in Indication
    if report.verdict.indication is Indication.TOTAL_PASSED:
        assert report.signer_certificate == PKI.participant.der
        assert report.trusted_time in {None, NOW}
    else:
        assert report.verdict.reasons


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SIGNATURE)), st.integers(0, 200), st.binary(max_size=40), STRICT_AND_NOT)
def test_any_cut_and_splice_yields_a_verdict(at, length, inserted, strict):
    changed = SIGNATURE[:at] + inserted + SIGNATURE[at + length :]
    report = validate_signature(changed, CONTENT, replace(SETTINGS, strict=strict))
    if report.verdict.indication is Indication.TOTAL_PASSED:
        assert report.signer_certificate == PKI.participant.der


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), STRICT_AND_NOT)
def test_any_bytes_yield_a_verdict(data, strict):
    report = validate_signature(data, CONTENT, replace(SETTINGS, strict=strict))
    assert report.verdict.indication is Indication.TOTAL_FAILED


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60))
def test_no_other_content_passes(content):
    report = validate_signature(SIGNATURE, content, SETTINGS)
    assert (report.verdict.indication is Indication.TOTAL_PASSED) == (content == CONTENT)


CRL = PKI.ca.crl()
OCSP = PKI.ca.ocsp(PKI.participant.certificate)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(CRL) - 1), st.integers(1, 255))
def test_a_changed_crl_is_no_crl(at, flip):
    changed = bytearray(CRL)
    changed[at] ^= flip
    bare = replace(SETTINGS, crls=(bytes(changed), *SETTINGS.crls[1:]))
    report = validate_signature(SIGNATURE, CONTENT, bare)
    assert report.verdict.indication is not Indication.TOTAL_PASSED


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(OCSP) - 1), st.integers(1, 255))
def test_a_changed_ocsp_answer_yields_a_verdict(at, flip):
    changed = bytearray(OCSP)
    changed[at] ^= flip
    bare = replace(SETTINGS, crls=SETTINGS.crls[1:], ocsp_responses=(bytes(changed),))
    assert validate_signature(SIGNATURE, CONTENT, bare).verdict.indication in Indication


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PKI.ca.der) - 1), st.integers(1, 255))
def test_a_changed_authority_vouches_for_nobody(at, flip):
    changed = bytearray(PKI.ca.der)
    changed[at] ^= flip
    bare = sign_cms(
        PKI.participant, CONTENT, signing_time=NOW, certificates=(PKI.participant.certificate,)
    )
    handed_in = replace(SETTINGS, other_certificates=(bytes(changed),))
    report = validate_signature(bare, CONTENT, handed_in)
    assert report.verdict.indication is not Indication.TOTAL_PASSED
