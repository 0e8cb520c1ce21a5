"""The submission engine's journal, kept in the workspace."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.texts import LanguageText
from desktop.clock import Clock
from desktop.ledger_note import LedgerEvent, LedgerNote
from desktop.services.verdict_text import verdict_text
from desktop.submission.journal import JudgedReceipt
from desktop.submission_record import SubmissionRecord, SubmissionStep
from desktop.workspace.files import write_private
from desktop.workspace.receipt_store import ReceiptHeading, StoredHead, StoredReceipt
from desktop.workspace.workspace import Workspace
from signing.evidence.receipt import ReceiptStage
from signing.evidence.references import LedgerPosition, ParticipantReference
from signing.evidence.sealed import open_sealed
from signing.evidence.tree_head import TreeHead
from signing.validation.receipt_evidence import TREE_HEAD
from signing.validation.verdict import Indication


@dataclass(frozen=True, slots=True)
class Subject:
    """What a submission is about, for lists: the request's subject, and how many files."""

    text: LanguageText
    file_count: int


class WorkspaceJournal:
    """Keeps records, receipts and heads; `desktop.submission.journal.Journal` says the contract."""

    def __init__(self, workspace: Workspace, clock: Clock, subject: Subject) -> None:
        self._workspace = workspace
        self._clock = clock
        self._subject = subject

    def load(self, record: SubmissionRecord) -> SubmissionRecord:
        """The record as it is on the disk now."""
        return self._workspace.submissions.get(record.submission_id) or record

    def save(self, record: SubmissionRecord, *notes: LedgerNote) -> SubmissionRecord:
        """Keep the record with the time of now, and what the ledger says of it."""
        changed = replace(record, changed=self._clock())
        with self._workspace.transaction() as transaction:
            self._workspace.submissions.put(transaction.connection, changed)
            for note in notes:
                transaction.note(record.participant, note)
        return changed

    def begin(self, record: SubmissionRecord, step: SubmissionStep, *notes: LedgerNote) -> int:
        """Note that *step* is about to be taken."""
        with self._workspace.transaction() as transaction:
            for note in notes:
                transaction.note(record.participant, note)
            return self._workspace.submissions.begin_attempt(
                transaction.connection, record.submission_id, step, self._clock()
            )

    def end(self, attempt: int, outcome: str) -> None:
        """Note how an attempt ended."""
        self._workspace.submissions.end_attempt(attempt, outcome, self._clock())

    def note_sent(self, record: SubmissionRecord, part: int, sent_bytes: int) -> None:
        """What the portal has acknowledged of a part."""
        self._workspace.submissions.note_sent(record.submission_id, part, sent_bytes)

    def keep_receipt(
        self, record: SubmissionRecord, judged: JudgedReceipt, *notes: LedgerNote
    ) -> SubmissionRecord:
        """Write the receipt's files, then keep it with *record* in one transaction."""
        heading = self._heading(record, judged)
        folder = self._workspace.submission_folder(record.submission_id)
        write_private(folder / heading.receipt_file, judged.container)
        if heading.log_proof_file and judged.log_proof is not None:
            write_private(folder / heading.log_proof_file, judged.log_proof)
        if heading.tree_head_file and judged.tree_head is not None:
            write_private(folder / heading.tree_head_file, judged.tree_head)
        changed = replace(record, changed=self._clock())
        if judged.verdict.indication is not Indication.TOTAL_FAILED:
            if judged.receipt.stage is ReceiptStage.INTAKE:
                changed = replace(changed, intake_receipt_id=heading.receipt_id)
            else:
                changed = replace(changed, final_receipt_id=heading.receipt_id)
        stored = StoredReceipt(heading, judged.content, verdict_text(judged.verdict))
        with self._workspace.transaction() as transaction:
            self._workspace.submissions.put(transaction.connection, changed)
            self._workspace.receipts.put(transaction.connection, stored, self._clock())
            for note in notes:
                transaction.note(record.participant, note)
        return changed

    def intake_receipt(self, record: SubmissionRecord) -> bytes | None:
        """The sealed intake receipt of a submission."""
        if record.intake_receipt_id is None:
            return None
        stored = self._workspace.receipts.get(record.intake_receipt_id)
        if stored is None:
            return None
        folder = self._workspace.submission_folder(record.submission_id)
        return (folder / stored.heading.receipt_file).read_bytes()

    def refuse_receipt(self, record: SubmissionRecord, container: bytes, reason: str) -> None:
        """Keep what claims to be a receipt and is none."""
        digest = hashlib.sha256(container).hexdigest()
        folder = self._workspace.submission_folder(record.submission_id)
        write_private(folder / f"refused-{digest[:16]}.bin", container)
        note = LedgerNote(
            LedgerEvent.RECEIPT_REFUSED,
            record.submission_id,
            {"answer": digest},
            {"reason": reason},
        )
        with self._workspace.transaction() as transaction:
            transaction.note(record.participant, note)

    def see_head(self, record: SubmissionRecord, container: bytes, head: TreeHead) -> None:
        """Keep a tree head; the ledger notes it the first time."""
        origin = hashlib.sha256(record.portal_origin.encode()).hexdigest()[:16]
        name = f"{origin}-{head.tree_size}-{head.root_hash[:16]}.asice"
        path = self._workspace.paths.heads / name
        if not path.exists():
            write_private(path, container)
        stored = StoredHead(record.portal_origin, head.tree_size, head.root_hash, head.time, name)
        note = LedgerNote(
            LedgerEvent.HEAD_SEEN,
            record.submission_id,
            {"root": head.root_hash},
            {"size": str(head.tree_size)},
        )
        with self._workspace.transaction() as transaction:
            if self._workspace.heads.put(transaction.connection, stored):
                transaction.note(record.participant, note)

    def largest_head(self, portal_origin: str) -> TreeHead | None:
        """The head of the largest tree seen of a portal."""
        stored = self._workspace.heads.largest(portal_origin)
        return None if stored is None else self._read_head(stored)

    def heads_of_size(self, portal_origin: str, size: int) -> Sequence[TreeHead]:
        """All heads seen with this size."""
        found = self._workspace.heads.of_size(portal_origin, size)
        return [self._read_head(stored) for stored in found]

    def ledger_position(self, participant: ParticipantReference) -> LedgerPosition:
        """Size and root of a participant's ledger now."""
        return self._workspace.ledger.position(participant)

    def previous_receipt_sha256(
        self, portal_origin: str, participant: ParticipantReference
    ) -> str | None:
        """Digest of the last good final receipt."""
        who = (participant.kind.value, participant.id)
        return self._workspace.receipts.last_final_sha256(portal_origin, who)

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._clock()

    def _read_head(self, stored: StoredHead) -> TreeHead:
        path = self._workspace.paths.heads / stored.container
        return TreeHead.from_bytes(open_sealed(path, TREE_HEAD).content)

    def _heading(self, record: SubmissionRecord, judged: JudgedReceipt) -> ReceiptHeading:
        receipt, digest = judged.receipt, hashlib.sha256(judged.content).hexdigest()
        failed = judged.verdict.indication is Indication.TOTAL_FAILED
        suffix = f"-refused-{digest[:16]}" if failed else _SUFFIX[receipt.stage]
        known = self._workspace.receipts.get(receipt.evidence_id)
        taken = known is not None and known.heading.sha256 != digest
        return ReceiptHeading(
            receipt_id=f"{receipt.evidence_id}.{digest[:8]}" if taken else receipt.evidence_id,
            submission_id=record.submission_id,
            stage=receipt.stage.value,
            environment=receipt.environment.value,
            request_id=None if receipt.request is None else receipt.request.id,
            subject=self._subject.text,
            portal_name=receipt.issuer.name,
            portal_origin=record.portal_origin,
            participant_kind=record.participant.kind.value,
            participant_id=record.participant.id,
            participant_name=record.participant.name,
            received=receipt.received,
            file_count=self._subject.file_count,
            size_bytes=record.size_bytes,
            sha256=digest,
            indication=judged.verdict.indication.value,
            receipt_file=f"receipt{suffix}.asice",
            log_proof_file=None if judged.log_proof is None else f"log-proof{suffix}.json",
            tree_head_file=None if judged.tree_head is None else f"tree-head{suffix}.asice",
        )


_SUFFIX = {
    ReceiptStage.FINAL: "",
    ReceiptStage.INTAKE: "-intake",
    ReceiptStage.REJECTED: "-rejected",
    ReceiptStage.LAPSED: "-lapsed",
}
