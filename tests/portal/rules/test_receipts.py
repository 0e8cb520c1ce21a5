"""The receipts that the rules build are such as formats.md allows: they can be read back."""

from datetime import timedelta

import pytest

from portal.rules.receipts import (
    StatementReceived,
    final_receipt,
    intake_receipt,
    lapse_receipt,
    rejection_receipt,
)
from signing.evidence.receipt import Receipt, ReceiptEvent, ReceiptStage, RejectionCode
from signing.evidence.references import Environment
from tests.support.evidence_samples import NOON, POLICY, SIGNER, STATEMENT, digest

RECEIVED = StatementReceived(
    statement=STATEMENT,
    statement_sha256=digest("statement container"),
    signer=SIGNER,
    started=NOON,
    policy=POLICY,
    environment=Environment.TRAINING,
)
EVIDENCE_ID = "3f2b8a52-7c1e-4a55-9f3e-0a1b2c3d4e5f"
INTAKE = digest("intake")
LATER, LATEST = NOON + timedelta(seconds=5), NOON + timedelta(seconds=9)
CODES = (RejectionCode.DIGEST_DIFFERS, RejectionCode.SIGNATURE_BROKEN)

BUILT = {
    "intake": intake_receipt(RECEIVED, EVIDENCE_ID),
    "final": final_receipt(RECEIVED, EVIDENCE_ID, INTAKE, LATER, LATEST),
    "rejected": rejection_receipt(RECEIVED, EVIDENCE_ID, None, LATER, CODES),
    "rejected later": rejection_receipt(RECEIVED, EVIDENCE_ID, INTAKE, LATER, CODES),
    "lapsed": lapse_receipt(RECEIVED, EVIDENCE_ID, INTAKE, LATER),
}


@pytest.mark.parametrize("name", BUILT)
def test_it_can_be_read_back(name):
    assert Receipt.from_bytes(BUILT[name].to_bytes()) == BUILT[name]


@pytest.mark.parametrize("name", BUILT)
def test_it_repeats_the_statement(name):
    receipt = BUILT[name]
    assert receipt.containers == STATEMENT.containers
    assert receipt.issuer == STATEMENT.recipient
    assert receipt.nonce == STATEMENT.nonce
    assert receipt.request == STATEMENT.request
    assert receipt.participant == STATEMENT.participant


def test_the_instants_are_those_of_the_stage():
    assert BUILT["intake"].received == BUILT["intake"].started == NOON
    final = BUILT["final"]
    assert (final.started, final.received, final.verified) == (NOON, LATER, LATEST)
    assert BUILT["lapsed"].received == LATER


def test_acceptance_and_rejection_have_their_events():
    for receipt in BUILT.values():
        accepted = receipt.stage in {ReceiptStage.INTAKE, ReceiptStage.FINAL}
        expected = ReceiptEvent.ACCEPTANCE if accepted else ReceiptEvent.REJECTION
        assert receipt.event is expected
        assert bool(receipt.reasons) is not accepted
