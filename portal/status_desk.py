"""Tells what became of a submission: `GET /submissions/{nonce}` and its receipts."""

from dataclasses import dataclass

from portal.intake import IntakeDesk
from portal.problem import Problem, ProblemCode
from portal.store import submissions
from portal.store.submissions import StoredSubmission
from signing.evidence.canonical import JsonValue
from signing.evidence.receipt import ReceiptStage
from signing.evidence.references import ParticipantReference
from signing.evidence.values import format_instant


@dataclass(frozen=True, slots=True)
class StatusDesk:
    """Answers whoever holds the capability, or is signed in as the participant."""

    intake: IntakeDesk

    def find(
        self, nonce: str, capability: str | None, participant: ParticipantReference | None
    ) -> StoredSubmission:
        """The submission that the caller may ask about.

        Raises:
            Problem: there is none, or the capability is another's.
        """
        with self.intake.core.database.reading() as connection:
            if capability is not None:
                return self.intake.opened_by(connection, nonce, capability)
            for submission in submissions.submissions_of_nonce(connection, nonce):
                whose = (submission.participant_kind, submission.participant_id)
                if participant and whose == (participant.kind.value, participant.id):
                    return submission
        raise Problem(ProblemCode.SUBMISSION_UNKNOWN)

    def status(self, submission: StoredSubmission) -> dict[str, JsonValue]:
        """State, containers with offsets, receipts (docs/protocol.md, 4)."""
        core = self.intake.core
        with core.database.reading() as connection:
            submission = submissions.find_submission(connection, submission.id)
            containers = submissions.containers_of(connection, submission.id)
            receipts = submissions.receipts_of(connection, submission.statement_sha256)
        told: list[JsonValue] = []
        for container in containers:
            upload = container.upload_id
            path = core.home.uploads / (upload or "-")
            told.append(
                {
                    "offset": path.stat().st_size if upload and path.is_file() else 0,
                    "part": container.part,
                    "sha256": container.sha256,
                    "size_bytes": container.size_bytes,
                    "upload": f"/uploads/{upload}" if upload else None,
                }
            )
        return {
            "complete_by": format_instant(submission.complete_by),
            "containers": told,
            "nonce": submission.nonce,
            "receipts": [
                {"sha256": receipt.sha256, "stage": receipt.stage.value} for receipt in receipts
            ],
            "state": submission.state.value,
        }

    def receipt(self, submission: StoredSubmission, stage: str) -> bytes:
        """The sealed receipt of a stage.

        Raises:
            Problem: there is none (yet).
        """
        with self.intake.core.database.reading() as connection:
            receipts = submissions.receipts_of(connection, submission.statement_sha256)
        for receipt in receipts:
            if stage in set(ReceiptStage) and receipt.stage is ReceiptStage(stage):
                return receipt.container
        raise Problem(ProblemCode.NOT_FOUND, "no receipt of this stage")
