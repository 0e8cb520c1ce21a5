"""Submitting: from a case and a key to a receipt, through steps that survive a crash."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.texts import LanguageText
from desktop.services.progress import Cancelled, OnStep, ignore_step, never_cancelled
from desktop.submission_record import SubmissionStatus, SubmissionStep
from signing.credentials.credential import Credential

__all__ = ["SubmissionState", "SubmissionStatus", "SubmissionStep", "Submissions"]


@dataclass(frozen=True, slots=True)
class SubmissionState:
    """A submission as recorded on disk.

    `status` is what is certain. `error_code` with `error_facts` says why it does not go on
    (text: `error.<code>` in the catalogue), None while nothing stopped it. `needs_key`: it
    cannot go on without a key, because nothing is signed yet. `receipt_id` is that of the best
    receipt so far: final, else intake.
    """

    submission_id: str
    case_id: str
    status: SubmissionStatus
    nonce: str
    containers: tuple[Path, ...]
    statement: Path | None
    receipt_id: str | None
    size_bytes: int
    sent_bytes: int
    complete_by: datetime | None
    changed: datetime
    error_code: str | None
    error_facts: dict[str, str | int | None]
    needs_key: bool


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One line in the list of submissions, newest first."""

    submission_id: str
    case_id: str
    request_id: str | None
    subject: LanguageText
    status: SubmissionStatus
    changed: datetime
    size_bytes: int
    error_code: str | None


class Submissions:
    """Runs submissions. One case has at most one submission that is not cancelled."""

    def submit(
        self,
        case_id: str,
        credential: Credential,
        on_step: OnStep = ignore_step,
        cancelled: Cancelled = never_cancelled,
    ) -> SubmissionState:
        """Pack, sign, state, send, wait for the final receipt and check it.

        Goes on from wherever an earlier try stopped. Returns with status `RECEIPTED`,
        `REJECTED`, `UPLOADED` (the portal is still checking) or `UNKNOWN` (the connection
        broke while sending the statement). Every other stop is an error, and `state()` keeps it.

        Raises:
            DomainRuleError (`case.incomplete`): something mandatory is missing.
            DocumentChangedError, DocumentVanishedError, DiskFullError: while packing.
            WrongParticipantError: the certificate is another participant's.
            PortalError: unreachable, hanging, nonsense, refusing; nothing is lost, `resume`.
            ReceiptNotGoodError: the portal's receipt fails its check; it is kept as evidence.
            Cancelled: stopped by the person; what was recorded stays, `resume` goes on.
        """
        raise NotImplementedError

    def resume(
        self,
        submission_id: str,
        credential: Credential | None = None,
        on_step: OnStep = ignore_step,
        cancelled: Cancelled = never_cancelled,
    ) -> SubmissionState:
        """Go on with a submission. A key is needed only where `needs_key` says so.

        Raises:
            KeyNeededError: nothing is signed yet and no key is given; else as `submit`.
        """
        raise NotImplementedError

    def ask(self, submission_id: str) -> SubmissionState:
        """Ask the portal what became of a submission whose outcome is unknown.

        Sends nothing new: by the nonce, or with the same bytes of the statement, which the
        protocol defines as the same question.

        Raises:
            PortalError: it still cannot be told; the status stays `UNKNOWN`.
        """
        raise NotImplementedError

    def give_up(self, submission_id: str) -> SubmissionState:
        """Drop a submission of which nothing has been sent; the case becomes editable.

        Raises:
            AlreadySentError: the portal has it, or may have it.
        """
        raise NotImplementedError

    def state(self, submission_id: str) -> SubmissionState:
        """The submission as recorded. No network.

        Raises:
            SubmissionUnknownError: no such submission here.
        """
        raise NotImplementedError

    def rows(self) -> tuple[SubmissionRow, ...]:
        """All submissions, last changed first. No network."""
        raise NotImplementedError

    def unfinished(self) -> tuple[SubmissionRow, ...]:
        """Those that `resume` or `ask` could bring further; shown when the program starts."""
        raise NotImplementedError
