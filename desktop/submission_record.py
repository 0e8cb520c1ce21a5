"""A submission as recorded on disk: its states, its steps, and the record itself.

Below both the workspace, which keeps records, and the submission engine, which moves them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from signing.evidence.references import ParticipantReference


class SubmissionStep(StrEnum):
    """What the program does, in this order."""

    PACK = "pack"
    SIGN = "sign"
    STATEMENT = "statement"
    INTAKE = "intake"
    UPLOAD = "upload"
    VERIFY = "verify"
    RECEIPT = "receipt"


class SubmissionStatus(StrEnum):
    """What is certain about a submission."""

    DRAFT = "draft"  # nothing is packed; the case may still change
    PACKED = "packed"  # containers written, unsigned: `qolhat pack`; the window signs at once
    SIGNED = "signed"  # containers signed; nothing has left this machine
    STATED = "stated"  # the statement is signed; it is not known to have been sent
    INTAKE_RECEIPTED = "intake_receipted"  # the portal holds the statement
    UPLOADING = "uploading"
    UPLOADED = "uploaded"  # the last byte is in; the portal checks
    RECEIPTED = "receipted"  # a good final receipt is here
    REJECTED = "rejected"  # a sealed rejection, or `lapsed`, is here
    UNKNOWN = "unknown"  # the connection broke: the portal may or may not have it
    CANCELLED = "cancelled"  # given up by the person before anything was sent

    @property
    def is_over(self) -> bool:
        """Nothing more will happen by itself."""
        return self in _OVER

    @property
    def is_before_statement(self) -> bool:
        """A key is needed to go on, and it is certain that nothing has left this machine."""
        return self in _BEFORE_STATEMENT


_OVER = frozenset(
    {SubmissionStatus.RECEIPTED, SubmissionStatus.REJECTED, SubmissionStatus.CANCELLED}
)
_BEFORE_STATEMENT = frozenset(
    {SubmissionStatus.DRAFT, SubmissionStatus.PACKED, SubmissionStatus.SIGNED}
)


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One container of a submission, and where its upload stands.

    `file` is its name in the submission's folder. Digests are SHA-256, hex. `upload` is the
    path of the tus resource at the portal, None before it was created.
    """

    part: int
    file: str
    size_bytes: int
    sha256: str
    manifest_sha256: str
    upload: str | None = None
    sent_bytes: int = 0


@dataclass(frozen=True, slots=True)
class StoppedBy:
    """Why a submission does not go on: an error's code and facts."""

    code: str
    facts: dict[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """Everything that must survive a crash. Files are names in the submission's own folder.

    `nonce` is the idempotency key (docs/formats.md, 6), drawn when the record is made.
    `capability` is the portal's secret for uploading and asking. `case_id` is None for a package
    that was packed elsewhere and is only submitted here.
    """

    submission_id: str
    case_id: str | None
    participant: ParticipantReference
    portal_origin: str
    status: SubmissionStatus
    nonce: str
    created: datetime
    changed: datetime
    parts: tuple[PartRecord, ...] = ()
    package_sha256: str | None = None
    statement_file: str | None = None
    statement_sha256: str | None = None
    capability: str | None = None
    complete_by: datetime | None = None
    intake_receipt_id: str | None = None
    final_receipt_id: str | None = None
    stopped_by: StoppedBy | None = None

    @property
    def size_bytes(self) -> int:
        """All containers together."""
        return sum(part.size_bytes for part in self.parts)

    @property
    def sent_bytes(self) -> int:
        """What the portal is known to have of them."""
        return sum(part.sent_bytes for part in self.parts)
