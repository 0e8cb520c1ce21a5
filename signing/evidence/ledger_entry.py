"""An entry of a participant's ledger; its canonical bytes are the leaf (docs/formats.md, 11)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from signing.evidence.references import ParticipantReference
from signing.evidence.schema import Document
from signing.evidence.values import Count, Instant, NamedDigests, NamedTexts, TextOrEmpty


class LedgerEvent(StrEnum):
    """What a ledger records."""

    REQUEST_FETCHED = "request.fetched"
    REQUEST_OPENED = "request.opened"
    PACKAGE_SEALED = "package.sealed"
    STATEMENT_SIGNED = "statement.signed"
    STATEMENT_SENT = "statement.sent"
    RECEIPT_INTAKE = "receipt.intake"
    UPLOAD_STARTED = "upload.started"
    UPLOAD_FINISHED = "upload.finished"
    RECEIPT_FINAL = "receipt.final"
    RECEIPT_REJECTED = "receipt.rejected"
    RECEIPT_REFUSED = "receipt.refused"
    HEAD_SEEN = "head.seen"
    OUTCOME_UNKNOWN = "outcome.unknown"
    LEDGER_ANCHORED = "ledger.anchored"
    LEDGER_RESTORED = "ledger.restored"


@dataclass(frozen=True, slots=True)
class LedgerEntry(Document):
    """One event, with the digests and facts that belong to it."""

    TYPE: ClassVar[str] = "qolhat.ledger-entry"

    digests: NamedDigests
    epoch: Count
    event: LedgerEvent
    facts: NamedTexts
    participant: ParticipantReference
    sequence: Count
    subject: TextOrEmpty
    time: Instant
