"""The states of a submission, and the steps that lead from one to the next."""

from enum import StrEnum


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
    """What is certain about a submission, as recorded on disk."""

    DRAFT = "draft"  # nothing is packed; the case may still change
    PACKED = "packed"  # containers written, unsigned
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
    def nothing_sent(self) -> bool:
        """It is certain that nothing has left this machine."""
        return self in _NOTHING_SENT


_OVER = frozenset(
    {SubmissionStatus.RECEIPTED, SubmissionStatus.REJECTED, SubmissionStatus.CANCELLED}
)
_NOTHING_SENT = frozenset(
    {
        SubmissionStatus.DRAFT,
        SubmissionStatus.PACKED,
        SubmissionStatus.SIGNED,
        SubmissionStatus.CANCELLED,
    }
)
