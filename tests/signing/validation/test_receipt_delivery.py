"""Deliveries: the authority made this request available to us, or handed it to our sign-in."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from signing.evidence.delivery import DeliveryEvent
from signing.evidence.log_proof import LogProof
from signing.evidence.merkle import leaf_hash
from signing.evidence.references import Environment
from signing.validation.receipt import check_delivery
from signing.validation.receipt_evidence import DeliveryEvidence, LogEvidence
from signing.validation.verdict import Indication, SubIndication
from tests.support.evidence_samples import DELIVERY, PARTICIPANT, POLICY, REQUEST, STATEMENT, digest
from tests.support.pki import NOW, test_pki
from tests.support.receipt_world import PORTAL, SEAL, head_of, report, signer_of, tree_of

SECOND = timedelta(seconds=1)
HOLDER = test_pki().head
HANDOVER = replace(DELIVERY, issuer=PORTAL, signer=signer_of(HOLDER))
CONSIGNMENT = replace(HANDOVER, event=DeliveryEvent.CONSIGNMENT, signer=None)


def seal(at=NOW + SECOND, sealer=SEAL):
    return report(sealer, test_pki().tsa, at)


def log_of(content):
    tree = tree_of(b"receipt", content, b"receipt")
    head = head_of(tree, NOW + 2 * SECOND)
    path = tuple(one.hex() for one in tree.inclusion_path(1))
    proof = LogProof(path, leaf_hash(content).hex(), 1, digest("head"), 3)
    return LogEvidence(proof.to_bytes(), head.to_bytes(), digest("head"), seal())


def evidence(delivery=HANDOVER, **changes):
    content = delivery.to_bytes()
    honest = DeliveryEvidence(
        delivery=content,
        seal=seal(),
        issuer=PORTAL,
        environment=Environment.TRAINING,
        participant=PARTICIPANT,
        request=REQUEST,
        policy=POLICY,
        sign_in_certificate=HOLDER.der,
        log=log_of(content),
    )
    return replace(honest, **changes)


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


@pytest.mark.parametrize("delivery", [HANDOVER, CONSIGNMENT])
def test_an_honest_delivery_passes(delivery):
    verdict = check_delivery(evidence(delivery))
    assert verdict.indication is Indication.TOTAL_PASSED
    assert verdict.remarks == ()


@pytest.mark.parametrize(
    ("bent", "code"),
    [
        (evidence(seal=seal(sealer=test_pki().participant)), "receipt.not_the_authority"),
        (evidence(issuer=replace(PORTAL, origin="https://other.kz")), "receipt.not_the_authority"),
        (evidence(environment=Environment.PRODUCTION), "receipt.wrong_environment"),
        (evidence(replace(HANDOVER, request=replace(REQUEST, version=2))), "receipt.wrong_request"),
        (
            evidence(participant=replace(PARTICIPANT, id="123456789021")),
            "receipt.wrong_participant",
        ),
        (evidence(sign_in_certificate=test_pki().participant.der), "receipt.wrong_signer"),
        (evidence(seal=seal(NOW - 61 * SECOND)), "receipt.post_dated"),
        (evidence(seal=seal(NOW + 601 * SECOND)), "receipt.late_seal"),
        (evidence(log=log_of(b"another leaf")), "receipt.not_in_log"),
    ],
)
def test_a_bad_delivery_is_found_and_named(bent, code):
    verdict = check_delivery(bent)
    assert verdict.indication is Indication.TOTAL_FAILED
    assert code in codes(verdict)


def test_without_a_proof_of_the_log_it_can_still_be_denied():
    verdict = check_delivery(evidence(log=None))
    assert verdict.indication is Indication.INDETERMINATE
    assert codes(verdict) == ["receipt.no_log_proof"]


def test_a_statement_is_no_delivery():
    verdict = check_delivery(evidence(delivery=STATEMENT))
    assert verdict.indication is Indication.TOTAL_FAILED
    assert verdict.sub_indication is SubIndication.FORMAT_FAILURE
    assert codes(verdict) == ["document.wrong_type"]


def test_the_leaf_is_the_document_itself():
    content = HANDOVER.to_bytes()
    assert leaf_hash(content).hex() == hashlib.sha256(b"\x00" + content).hexdigest()
