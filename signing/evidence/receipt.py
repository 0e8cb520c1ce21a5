"""`receipt.json`: what the authority seals about a statement (docs/formats.md, 7)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from signing.evidence.references import (
    ContainerReference,
    CountedInstant,
    Environment,
    LanguageTexts,
    ParticipantReference,
    RequestReference,
    SignerReference,
    SubmissionPolicy,
    parts_in_order,
)
from signing.evidence.schema import Document, JsonObject
from signing.evidence.values import Digest, EvidenceId, Identity, Instant, Nonce


class ReceiptEvent(StrEnum):
    """The event in the words of EN 319 522-1, 6."""

    ACCEPTANCE = "A.1-SubmissionAcceptance"
    REJECTION = "A.2-SubmissionRejection"


class ReceiptStage(StrEnum):
    """How far the submission has come."""

    INTAKE = "intake"
    FINAL = "final"
    REJECTED = "rejected"
    LAPSED = "lapsed"


class RejectionCode(StrEnum):
    """The closed list of what a portal may refuse a submission for, and why one lapses."""

    NOT_WELL_FORMED = "not_well_formed"
    SIGNATURE_BROKEN = "signature_broken"
    CERTIFICATE_UNUSABLE = "certificate_unusable"
    SIGNER_MAY_NOT_ACT = "signer_may_not_act"
    REQUEST_UNKNOWN = "request_unknown"
    REQUEST_WITHDRAWN = "request_withdrawn"
    DIGEST_DIFFERS = "digest_differs"
    OVER_SIZE = "over_size"
    NOT_COMPLETE_IN_TIME = "not_complete_in_time"


_ACCEPTING = frozenset({ReceiptStage.INTAKE, ReceiptStage.FINAL})


@dataclass(frozen=True, slots=True)
class RejectionReason(JsonObject):
    """Why a submission was not accepted."""

    code: RejectionCode
    text: LanguageTexts


@dataclass(frozen=True, slots=True)
class Receipt(Document):
    """What the authority seals: event, digests, and the instants by its clock."""

    TYPE: ClassVar[str] = "qolhat.receipt"

    event: ReceiptEvent
    stage: ReceiptStage
    evidence_id: EvidenceId
    environment: Environment
    policy: SubmissionPolicy
    issuer: Identity
    statement_sha256: Digest
    nonce: Nonce
    request: RequestReference | None
    package_sha256: Digest
    containers: tuple[ContainerReference, ...]
    participant: ParticipantReference
    signer: SignerReference
    intake_sha256: Digest | None
    started: Instant
    received: Instant
    verified: Instant | None
    reasons: tuple[RejectionReason, ...]

    @property
    def accepts(self) -> bool:
        """Whether it says that something was received, rather than rejected or lapsed."""
        return self.stage in _ACCEPTING

    @property
    def attested(self) -> datetime:
        """The latest instant it states: the one that its seal follows."""
        return self.received if self.verified is None else self.verified

    @property
    def submission_time(self) -> datetime | None:
        """The time of submission by its policy; None while, or because, nothing is complete.

        Policy `intake`: `started`, if all bytes were in by `complete_by`, else `received`. Policy
        `final`: `received`. Only a final receipt can tell.
        """
        if self.stage is not ReceiptStage.FINAL:
            return None
        complete_by = self.policy.complete_by
        in_time = complete_by is not None and self.received <= complete_by
        counts_intake = self.policy.counts is CountedInstant.INTAKE
        return self.started if counts_intake and in_time else self.received

    def contradiction(self) -> str | None:
        """What the table of formats.md, 7 says about members together."""
        stage = self.stage
        lapse_codes = {reason.code is RejectionCode.NOT_COMPLETE_IN_TIME for reason in self.reasons}
        rules = (
            ("event", (self.event is ReceiptEvent.ACCEPTANCE) == self.accepts),
            ("containers", parts_in_order(self.containers)),
            ("reasons", bool(self.reasons) != self.accepts),
            ("reasons", lapse_codes <= {stage is ReceiptStage.LAPSED}),
            ("verified", (self.verified is not None) == (stage is ReceiptStage.FINAL)),
            ("received", stage is not ReceiptStage.INTAKE or self.received == self.started),
            ("intake_sha256", self._intake_fits()),
            ("policy.complete_by", stage is ReceiptStage.REJECTED or self._has_complete_by()),
        )
        return next((member for member, holds in rules if not holds), None)

    def _intake_fits(self) -> bool:
        if self.stage is ReceiptStage.REJECTED:  # at once, or after an intake
            return True
        return (self.intake_sha256 is None) == (self.stage is ReceiptStage.INTAKE)

    def _has_complete_by(self) -> bool:
        return self.policy.complete_by is not None
