"""Seals receipts and records them: in the log, with the event, in the caller's transaction."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection

from portal.core import PortalCore
from portal.rules.receipts import StatementReceived
from portal.store import events, submissions
from portal.store.submissions import StoredReceipt, StoredSubmission
from signing.evidence.receipt import Receipt, ReceiptStage
from signing.evidence.sealed import open_sealed
from signing.evidence.statement import Statement


@dataclass(frozen=True, slots=True)
class ReceiptDesk:
    """Turns a decision into a sealed receipt."""

    core: PortalCore

    def record(
        self, connection: Connection, receipt: Receipt, *, tell: bool = True
    ) -> StoredReceipt:
        """Seal a receipt, log it, tell the participant: all in this transaction, or nothing.

        `tell` False keeps it out of the participant's events: what a stranger sent in their name
        is no news of theirs.
        """
        content = receipt.to_bytes()
        sealed = StoredReceipt(
            stage=receipt.stage,
            sha256=hashlib.sha256(content).hexdigest(),
            document=content,
            container=self.core.seal.seal("receipt.json", content),
        )
        submissions.add_receipt(connection, receipt.statement_sha256, sealed)
        self.core.log.append(connection, content)
        if tell:
            news: dict[str, str | int] = {"nonce": receipt.nonce, "stage": receipt.stage.value}
            events.add_event(connection, receipt.participant, "receipt", news)
        return sealed

    @staticmethod
    def intake_sha256(connection: Connection, submission: StoredSubmission) -> str:
        """Digest of the intake receipt, which every submission has."""
        sealed = submissions.receipts_of(connection, submission.statement_sha256)
        return next(receipt.sha256 for receipt in sealed if receipt.stage is ReceiptStage.INTAKE)

    def received(self, submission: StoredSubmission) -> StatementReceived:
        """What receipts of this submission are built from."""
        return StatementReceived(
            statement=statement_of(submission),
            statement_sha256=submission.statement_sha256,
            signer=submission.signer,
            started=submission.started,
            policy=submission.policy,
            environment=self.core.environment,
        )


def statement_of(submission: StoredSubmission) -> Statement:
    """The statement as it was taken in."""
    return Statement.from_bytes(open_sealed(submission.statement, "statement.json").content)
