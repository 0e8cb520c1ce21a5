"""`statement.json`: "I submit this package for that request" (docs/formats.md, 6)."""

from dataclasses import dataclass
from typing import ClassVar

from signing.evidence.references import (
    ContainerReference,
    LedgerPosition,
    ParticipantReference,
    Representative,
    RequestReference,
    parts_in_order,
)
from signing.evidence.schema import Document
from signing.evidence.values import Digest, Identity, Instant, Nonce, Offset


@dataclass(frozen=True, slots=True)
class Statement(Document):
    """What the participant signs before a byte of a container is uploaded."""

    TYPE: ClassVar[str] = "qolhat.statement"

    recipient: Identity
    request: RequestReference | None
    package_sha256: Digest
    containers: tuple[ContainerReference, ...]
    participant: ParticipantReference
    representative: Representative | None
    nonce: Nonce
    declared_time: Instant
    declared_offset: Offset
    previous_receipt_sha256: Digest | None
    ledger: LedgerPosition
    tree_head: LedgerPosition | None

    def contradiction(self) -> str | None:
        """All parts are named, in order."""
        return None if parts_in_order(self.containers) else "containers"
