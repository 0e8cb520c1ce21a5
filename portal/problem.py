"""Problems: what a call over HTTPS can fail with (RFC 9457; docs/protocol.md, 8)."""

from enum import StrEnum


class ProblemCode(StrEnum):
    """The closed list of codes."""

    NOT_WELL_FORMED = "not-well-formed"
    TOO_LARGE = "too-large"
    NOT_SIGNED_IN = "not-signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    CHALLENGE_UNKNOWN = "challenge-unknown"
    NOT_YOURS = "not-yours"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    REQUEST_UNKNOWN = "request-unknown"
    REQUEST_WITHDRAWN = "request-withdrawn"
    NONCE_REUSED = "nonce-reused"
    REJECTED = "rejected"
    SUBMISSION_UNKNOWN = "submission-unknown"
    CAPABILITY_WRONG = "capability-wrong"
    UPLOAD_NOT_ANNOUNCED = "upload-not-announced"
    UPLOAD_UNKNOWN = "upload-unknown"
    UPLOAD_BUSY = "upload-busy"
    OFFSET_DIFFERS = "offset-differs"
    PROTOCOL_VERSION = "protocol-version"
    NOT_IN_LOG = "not-in-log"
    SIZE_UNKNOWN = "size-unknown"
    DISK_FULL = "disk-full"
    TIME_OUT = "time-out"
    BUSY = "busy"
    INTERNAL = "internal"


STATUS = {
    ProblemCode.NOT_WELL_FORMED: 400,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.NOT_SIGNED_IN: 401,
    ProblemCode.SIGN_IN_REFUSED: 403,
    ProblemCode.CHALLENGE_UNKNOWN: 403,
    ProblemCode.NOT_YOURS: 403,
    ProblemCode.NOT_FOUND: 404,
    ProblemCode.METHOD_NOT_ALLOWED: 405,
    ProblemCode.REQUEST_UNKNOWN: 404,
    ProblemCode.REQUEST_WITHDRAWN: 409,
    ProblemCode.NONCE_REUSED: 409,
    ProblemCode.REJECTED: 422,
    ProblemCode.SUBMISSION_UNKNOWN: 404,
    ProblemCode.CAPABILITY_WRONG: 403,
    ProblemCode.UPLOAD_NOT_ANNOUNCED: 400,
    ProblemCode.UPLOAD_UNKNOWN: 404,
    ProblemCode.UPLOAD_BUSY: 423,
    ProblemCode.OFFSET_DIFFERS: 409,
    ProblemCode.PROTOCOL_VERSION: 412,
    ProblemCode.NOT_IN_LOG: 404,
    ProblemCode.SIZE_UNKNOWN: 404,
    ProblemCode.DISK_FULL: 507,
    ProblemCode.TIME_OUT: 408,
    ProblemCode.BUSY: 503,
    ProblemCode.INTERNAL: 500,
}

_TITLES = {
    ProblemCode.NOT_WELL_FORMED: "What was sent does not follow the protocol",
    ProblemCode.TOO_LARGE: "More was sent than is taken",
    ProblemCode.NOT_SIGNED_IN: "Nobody is signed in",
    ProblemCode.SIGN_IN_REFUSED: "The sign-in was refused",
    ProblemCode.CHALLENGE_UNKNOWN: "The challenge is unknown, used or too old",
    ProblemCode.NOT_YOURS: "This belongs to another participant",
    ProblemCode.NOT_FOUND: "There is nothing at this address",
    ProblemCode.METHOD_NOT_ALLOWED: "This cannot be done at this address",
    ProblemCode.REQUEST_UNKNOWN: "There is no such request",
    ProblemCode.REQUEST_WITHDRAWN: "The request has been withdrawn",
    ProblemCode.NONCE_REUSED: "The nonce belongs to another statement",
    ProblemCode.REJECTED: "The statement was rejected",
    ProblemCode.SUBMISSION_UNKNOWN: "There is no such submission",
    ProblemCode.CAPABILITY_WRONG: "The capability does not open this submission",
    ProblemCode.UPLOAD_NOT_ANNOUNCED: "The statement names no such container",
    ProblemCode.UPLOAD_UNKNOWN: "There is no such upload",
    ProblemCode.UPLOAD_BUSY: "Another call writes to this upload",
    ProblemCode.OFFSET_DIFFERS: "The upload is at another offset",
    ProblemCode.PROTOCOL_VERSION: "Another version of the upload protocol",
    ProblemCode.NOT_IN_LOG: "The log has no such leaf",
    ProblemCode.SIZE_UNKNOWN: "The log has no tree of that size",
    ProblemCode.DISK_FULL: "The portal has no room for this",
    ProblemCode.TIME_OUT: "Nothing arrived for too long",
    ProblemCode.BUSY: "The portal is busy; try again later",
    ProblemCode.INTERNAL: "The portal failed; nothing was recorded",
}


class Problem(Exception):  # noqa: N818 - the name of RFC 9457
    """Ends a call with a problem document.

    Args:
        code: from the closed list.
        detail: what exactly, in English, for the log of the other side.
        members: further members of the document, such as `receipt`.
        headers: further headers, such as `Retry-After`.
        status: another status than that of the code.
    """

    def __init__(
        self,
        code: ProblemCode,
        detail: str = "",
        *,
        members: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(detail or code.value)
        self.code = code
        self.detail = detail
        self.members = members or {}
        self.headers = headers or {}
        self.status = status or STATUS[code]

    @property
    def title(self) -> str:
        """The same for every problem of this code."""
        return _TITLES[self.code]
