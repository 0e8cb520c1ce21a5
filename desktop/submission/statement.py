"""What a statement says, put together from what is recorded. Pure."""

from dataclasses import dataclass
from datetime import datetime

from desktop.submission_record import SubmissionRecord
from signing.evidence.references import (
    ContainerReference,
    LedgerPosition,
    Representative,
    RequestReference,
)
from signing.evidence.statement import Statement
from signing.trust import PortalIdentity

STATEMENT_DOCUMENT = "statement.json"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is declared at the moment of stating: by the participant's clock, and from memory.

    `ledger` is the participant's ledger before this statement, `tree_head` the last one seen of
    this portal, `previous_receipt_sha256` the digest of the last final receipt from it.
    """

    time: datetime
    offset: str
    ledger: LedgerPosition
    tree_head: LedgerPosition | None
    previous_receipt_sha256: str | None


def build_statement(
    record: SubmissionRecord,
    recipient: PortalIdentity,
    request: RequestReference | None,
    representative: Representative | None,
    declaration: Declaration,
) -> Statement:
    """The sentence "I submit these containers for that request" (docs/formats.md, 6)."""
    if record.package_sha256 is None:
        raise ValueError("nothing is packed")
    return Statement(
        recipient=recipient,
        request=request,
        package_sha256=record.package_sha256,
        containers=container_references(record),
        participant=record.participant,
        representative=representative,
        nonce=record.nonce,
        declared_time=declaration.time,
        declared_offset=declaration.offset,
        previous_receipt_sha256=declaration.previous_receipt_sha256,
        ledger=declaration.ledger,
        tree_head=declaration.tree_head,
    )


def container_references(record: SubmissionRecord) -> tuple[ContainerReference, ...]:
    """All parts in order, as statements and receipts name them."""
    return tuple(
        ContainerReference(
            part=part.part,
            sha256=part.sha256,
            size_bytes=part.size_bytes,
            manifest_sha256=part.manifest_sha256,
        )
        for part in record.parts
    )
