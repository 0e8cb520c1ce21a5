"""Receipts as they travel: real containers, signatures, tokens and revocation lists.

The rules themselves are tested in test_receipt.py; here it is shown that what a validation of
real bytes reports is what the rules need, for the attacks that live in the cryptography.
"""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from signing.asic.append import replace_signature
from signing.credentials.pkcs12 import open_pkcs12
from signing.evidence.errors import NotSealedError, WrongTypeError
from signing.evidence.references import Environment
from signing.evidence.sealed import open_sealed, seal
from signing.trust import PortalIdentity, TrustAnchor, TrustPurpose, TrustStore, spki_sha256
from signing.validation.receipt import check_receipt, check_receipt_alone
from signing.validation.receipt_evidence import LogEvidence, StatementEvidence
from signing.validation.sealed import validate_sealed
from signing.validation.settings import ValidationSettings
from signing.validation.verdict import Indication
from tests.support.evidence_samples import RECEIPT
from tests.support.pki import (
    HEAD_OF_ORGANISATION,
    NOW,
    PASSWORD,
    Authority,
    Identity,
    Revocation,
    common_name,
    ec_key,
    issue_tsa,
    make_root,
    participant_name,
    test_pki,
)
from tests.support.receipt_world import World, signer_of

PKI = test_pki()
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SEALED_AT = RECEIPT.verified + 5 * SECOND
AUTHORITY = make_root("TEST Authority Root")
SEAL_NAME = participant_name("МЕМЛЕКЕТТІК КІРІСТЕР КОМИТЕТІ", None, "МКК", "000740000728")


def sealer_of(authority: Authority, name="seal") -> Identity:
    key = ec_key(f"{name} of {authority.certificate.subject.rfc4514_string()}")
    issued = authority.issue(SEAL_NAME, key.public_key(), extended=(HEAD_OF_ORGANISATION,))
    return Identity(key, issued, authority)


SEAL = sealer_of(AUTHORITY)
PORTAL = PortalIdentity("Портал", "https://127.0.0.1:8443", seal_spki_sha256=spki_sha256(SEAL.der))
BY_ROLE = PortalIdentity(
    "Портал", "https://127.0.0.1:8443", seal_bin="000740000728", seal_role=HEAD_OF_ORGANISATION
)
TRUST = PKI.trust().with_anchors(
    [TrustAnchor(AUTHORITY.der, frozenset({TrustPurpose.AUTHORITY}), "test")]
)


def settings(purpose, *revoked, trust=TRUST):
    return ValidationSettings(
        trust=trust,
        purpose=purpose,
        at=NOW + timedelta(hours=1),
        crls=(*PKI.crls(next_update=NOW + timedelta(days=7)), AUTHORITY.crl(*revoked)),
        other_certificates=(PKI.ca.der,),
    )


def sealed(folder, name, content, signer: Identity, tsa, at):
    """Seal with a key file, as everybody does, and take it apart again."""
    credential = open_pkcs12(signer.p12(), PASSWORD, now=NOW)
    source = None if tsa is None else replace(tsa, clock=lambda: at)
    path = folder / f"{hashlib.sha256(content).hexdigest()[:8]}.asice"
    seal(name, content, credential, signing_time=at, timestamp_source=source, path=path)
    credential.close()
    return open_sealed(path, name)


def judge(
    folder,
    *,
    issuer=PORTAL,
    sealer=SEAL,
    seal_tsa=PKI.second_tsa,
    statement_tsa=PKI.tsa,
    statement_at=NOW,
    sealed_at=SEALED_AT,
    revoked=(),
    trust=TRUST,
):
    """The verdict on a receipt that went through real containers."""
    world = World(holds_package=True)
    statement = replace(world.statement, recipient=issuer)
    sent = sealed(
        folder, "statement.json", statement.to_bytes(), PKI.head, statement_tsa, statement_at
    )
    world.statement_sha256 = sent.container_sha256
    world.changes = {"issuer": issuer}
    world.intake_changes = {"issuer": issuer}
    content = world.receipt().to_bytes()
    got = sealed(folder, "receipt.json", content, sealer, seal_tsa, sealed_at)
    authority = settings(TrustPurpose.AUTHORITY, *revoked, trust=trust)
    log = world.log_evidence(content)
    from signing.evidence.tree_head import TreeHead

    head = replace(TreeHead.from_bytes(log.head), issuer=issuer)
    head_sealed = sealed(folder, "tree-head.json", head.to_bytes(), SEAL, PKI.second_tsa, head.time)
    from signing.evidence.log_proof import LogProof

    proof = replace(LogProof.from_bytes(log.proof), tree_head_sha256=head_sealed.container_sha256)
    known = tuple(replace(one, issuer=issuer) for one in log.known_heads)
    evidence = replace(
        world.evidence(),
        receipt=got.content,
        seal=validate_sealed(got, authority),
        issuer=issuer,
        statement=StatementEvidence(
            sent.content,
            sent.container_sha256,
            validate_sealed(sent, settings(TrustPurpose.PARTICIPANT)),
        ),
        log=LogEvidence(
            proof.to_bytes(),
            head_sealed.content,
            head_sealed.container_sha256,
            validate_sealed(head_sealed, settings(TrustPurpose.AUTHORITY)),
            known,
            log.consistency_proofs,
        ),
    )
    return check_receipt(evidence)


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


def remarks(verdict):
    return [
        reason.code for reason in verdict.remarks if reason.code.startswith(("receipt.", "log."))
    ]


@pytest.mark.parametrize("issuer", [PORTAL, BY_ROLE], ids=["pinned", "by BIN and role"])
def test_an_honest_receipt_passes(tmp_path, issuer):
    verdict = judge(tmp_path, issuer=issuer)
    assert verdict.indication is Indication.TOTAL_PASSED, verdict
    assert remarks(verdict) == []


def test_sealed_by_a_participant_of_the_same_authority(tmp_path):
    """Under the national root everybody has a certificate; nobody becomes the authority by it."""
    trust = TRUST.with_anchors(
        [TrustAnchor(PKI.root.der, frozenset({TrustPurpose.AUTHORITY}), "test")]
    )
    verdict = judge(tmp_path, sealer=PKI.participant, trust=trust)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert codes(verdict) == ["receipt.not_the_authority"]


def test_sealed_by_another_key_of_the_same_name_and_role(tmp_path):
    """A pinned key is the key, not the name; by BIN and role the anchor is what counts."""
    other = sealer_of(AUTHORITY, "another")
    assert codes(judge(tmp_path, sealer=other)) == ["receipt.not_the_authority"]
    assert judge(tmp_path, sealer=other, issuer=BY_ROLE).indication is Indication.TOTAL_PASSED


def test_sealed_with_the_right_bin_and_role_from_a_home_made_authority(tmp_path):
    forger = sealer_of(make_root("TEST Authority Root", ec_key("home made")))
    verdict = judge(tmp_path, sealer=forger, issuer=BY_ROLE)
    assert verdict.indication is Indication.INDETERMINATE
    assert "certificate.no_chain" in codes(verdict)


def test_an_anchor_for_participants_is_none_for_the_seal(tmp_path):
    trust = TrustStore(
        (
            *PKI.trust().anchors,
            TrustAnchor(AUTHORITY.der, frozenset({TrustPurpose.PARTICIPANT}), "test"),
        )
    )
    verdict = judge(tmp_path, trust=trust)
    assert verdict.indication is Indication.INDETERMINATE
    assert "certificate.no_chain" in codes(verdict)


def test_sealed_after_the_seal_was_revoked(tmp_path):
    before = Revocation(SEAL.certificate.serial_number, SEALED_AT - MINUTE)
    verdict = judge(tmp_path, revoked=(before,))
    assert verdict.indication is Indication.TOTAL_FAILED
    assert "receipt.seal_broken" in codes(verdict)
    after = Revocation(SEAL.certificate.serial_number, SEALED_AT + MINUTE)
    assert judge(tmp_path, revoked=(after,)).indication is Indication.TOTAL_PASSED


def test_back_dated_post_dated_and_late_by_the_tokens_own_times(tmp_path):
    for times, code in (
        ({"statement_at": RECEIPT.started + 2 * MINUTE}, "receipt.back_dated"),
        ({"sealed_at": RECEIPT.verified - 2 * MINUTE}, "receipt.post_dated"),
        ({"sealed_at": RECEIPT.verified + 11 * MINUTE}, "receipt.late_seal"),
    ):
        verdict = judge(tmp_path, **times)
        assert verdict.indication is Indication.TOTAL_FAILED
        assert codes(verdict) == [code]


def test_a_token_of_a_tsa_that_nobody_trusts_is_no_time(tmp_path):
    stranger = issue_tsa(make_root("TEST TSA Root of a stranger"), "TEST TSA of a stranger")
    verdict = judge(tmp_path, seal_tsa=stranger)
    assert verdict.indication is Indication.INDETERMINATE
    assert "receipt.no_seal_token" in codes(verdict)
    verdict = judge(tmp_path, statement_tsa=stranger)
    assert "receipt.no_statement_token" in remarks(verdict)


def test_a_statement_without_a_token_is_said_to_have_no_time(tmp_path):
    verdict = judge(tmp_path, statement_tsa=None)
    assert verdict.indication is Indication.TOTAL_PASSED
    assert remarks(verdict) == ["receipt.no_statement_token"]


def test_one_operator_is_one_clock_by_certificate_or_by_root(tmp_path):
    assert remarks(judge(tmp_path, seal_tsa=PKI.tsa)) == ["receipt.one_clock"]
    sibling = issue_tsa(PKI.tsa_root, "TEST TSA A, second service")
    assert remarks(judge(tmp_path, seal_tsa=sibling)) == ["receipt.one_clock"]


def test_one_operator_is_one_clock_through_an_intermediate_authority(tmp_path):
    key = ec_key("TEST TSA issuing CA")
    issued = PKI.tsa_root.issue(common_name("TEST TSA issuing CA"), key.public_key(), ca=True)
    below = issue_tsa(Authority(key, issued, PKI.tsa_root), "TEST TSA A, third service")
    below.chain = (issued,)
    verdict = judge(tmp_path, seal_tsa=below)
    assert "receipt.no_seal_token" in codes(verdict), "its revocation is not known here"

    from signing.validation.clocks import same_operator
    from tests.support.receipt_world import report

    assert same_operator(report(SEAL, below, NOW), report(SEAL, PKI.tsa, NOW))
    assert not same_operator(report(SEAL, below, NOW), report(SEAL, PKI.second_tsa, NOW))


def test_the_seal_of_another_receipt_does_not_fit(tmp_path):
    """Cut and paste: a genuine seal under another document."""
    first = sealed(tmp_path, "receipt.json", RECEIPT.to_bytes(), SEAL, PKI.tsa, SEALED_AT)
    other = replace(RECEIPT, nonce="f" * 32).to_bytes()
    second = sealed(tmp_path, "receipt.json", other, SEAL, PKI.tsa, SEALED_AT)
    path = tmp_path / f"{hashlib.sha256(other).hexdigest()[:8]}.asice"
    replace_signature(path, first.cms)
    found = open_sealed(path, "receipt.json")
    assert found.manifest == second.manifest
    seal_report = validate_sealed(found, settings(TrustPurpose.AUTHORITY))
    verdict = check_receipt_alone(found.content, seal_report, None, None)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert "receipt.seal_broken" in codes(verdict)
    assert "signature.content_differs" in codes(verdict)


def test_a_statement_sealed_as_a_sign_in_or_a_sign_in_taken_for_a_statement(tmp_path):
    statement = World().statement.to_bytes()
    with pytest.raises(WrongTypeError):
        sealed(tmp_path, "sign-in.json", statement, PKI.head, None, NOW)
    sealed(tmp_path, "statement.json", statement, PKI.head, None, NOW)
    with pytest.raises(WrongTypeError):
        open_sealed(next(tmp_path.glob("*.asice")), "sign-in.json")
    with pytest.raises((WrongTypeError, NotSealedError)):
        open_sealed(next(tmp_path.glob("*.asice")), "receipt.json")


def test_the_samples_are_what_they_seem():
    assert signer_of(PKI.head).certificate_sha256 == hashlib.sha256(PKI.head.der).hexdigest()
    assert World().environment is Environment.TRAINING
