"""`delivery.json` and `acknowledgement.json`: how a request reached its reader (formats.md, 8)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from signing.evidence.references import (
    Environment,
    ParticipantReference,
    RequestReference,
    SignerReference,
)
from signing.evidence.schema import Document
from signing.evidence.values import EvidenceId, Identity, Instant, Nonce, Offset


class DeliveryEvent(StrEnum):
    """The event in the words of EN 319 522-1, 6."""

    CONSIGNMENT = "D.1-ContentConsignment"
    HANDOVER = "E.1-ContentHandover"


class AcknowledgementAction(StrEnum):
    """What the participant says to have done."""

    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Delivery(Document):
    """What the authority seals: the request was made available, or fetched by this signer."""

    TYPE: ClassVar[str] = "qolhat.delivery"

    event: DeliveryEvent
    evidence_id: EvidenceId
    environment: Environment
    issuer: Identity
    participant: ParticipantReference
    request: RequestReference
    signer: SignerReference | None
    time: Instant

    def contradiction(self) -> str | None:
        """Making available needs nobody; a handover has somebody who fetched."""
        fits = (self.signer is not None) == (self.event is DeliveryEvent.HANDOVER)
        return None if fits else "signer"


@dataclass(frozen=True, slots=True)
class Acknowledgement(Document):
    """What the participant signs as a deliberate act: "I have opened this request"."""

    TYPE: ClassVar[str] = "qolhat.acknowledgement"

    action: AcknowledgementAction
    declared_time: Instant
    declared_offset: Offset
    nonce: Nonce
    participant: ParticipantReference
    recipient: Identity
    request: RequestReference
