"""Builds receipts from what is known of a submission (docs/formats.md, 7). Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from portal.rules.reasons import rejection_reasons
from signing.evidence.receipt import Receipt, ReceiptEvent, ReceiptStage, RejectionCode
from signing.evidence.references import Environment, SignerReference, SubmissionPolicy
from signing.evidence.statement import Statement


@dataclass(frozen=True, slots=True)
class StatementReceived:
    """A complete statement, and when it had arrived."""

    statement: Statement
    statement_sha256: str
    signer: SignerReference
    started: datetime
    policy: SubmissionPolicy
    environment: Environment


def intake_receipt(received: StatementReceived, evidence_id: str) -> Receipt:
    """The statement has arrived."""
    return _receipt(received, evidence_id)


def final_receipt(
    received: StatementReceived,
    evidence_id: str,
    intake_sha256: str,
    last_byte: datetime,
    verified: datetime,
) -> Receipt:
    """All bytes are in and everything was checked."""
    return replace(
        _receipt(received, evidence_id),
        stage=ReceiptStage.FINAL,
        intake_sha256=intake_sha256,
        received=last_byte,
        verified=verified,
    )


def rejection_receipt(
    received: StatementReceived,
    evidence_id: str,
    intake_sha256: str | None,
    decided: datetime,
    codes: tuple[RejectionCode, ...],
) -> Receipt:
    """Refused: at once (`intake_sha256` None), or after the containers had been looked at."""
    return replace(
        _receipt(received, evidence_id),
        event=ReceiptEvent.REJECTION,
        stage=ReceiptStage.REJECTED,
        intake_sha256=intake_sha256,
        received=decided,
        reasons=rejection_reasons(codes),
    )


def lapse_receipt(
    received: StatementReceived, evidence_id: str, intake_sha256: str, decided: datetime
) -> Receipt:
    """Not all bytes had arrived by `complete_by`."""
    return replace(
        _receipt(received, evidence_id),
        event=ReceiptEvent.REJECTION,
        stage=ReceiptStage.LAPSED,
        intake_sha256=intake_sha256,
        received=decided,
        reasons=rejection_reasons((RejectionCode.NOT_COMPLETE_IN_TIME,)),
    )


def _receipt(received: StatementReceived, evidence_id: str) -> Receipt:
    statement = received.statement
    return Receipt(
        event=ReceiptEvent.ACCEPTANCE,
        stage=ReceiptStage.INTAKE,
        evidence_id=evidence_id,
        environment=received.environment,
        policy=received.policy,
        issuer=statement.recipient,
        statement_sha256=received.statement_sha256,
        nonce=statement.nonce,
        request=statement.request,
        package_sha256=statement.package_sha256,
        containers=statement.containers,
        participant=statement.participant,
        signer=received.signer,
        intake_sha256=None,
        started=received.started,
        received=received.started,
        verified=None,
        reasons=(),
    )
