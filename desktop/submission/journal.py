"""What the submission engine needs of whoever keeps the records: a border, no database here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.ledger_note import LedgerNote
from desktop.submission_record import SubmissionRecord, SubmissionStep
from signing.evidence.receipt import Receipt
from signing.evidence.references import LedgerPosition, ParticipantReference
from signing.evidence.tree_head import TreeHead
from signing.validation.verdict import Verdict


@dataclass(frozen=True, slots=True)
class JudgedReceipt:
    """A receipt that arrived, with everything it was judged by.

    `container` is the sealed receipt as it came, `content` the bytes of its `receipt.json`.
    `log_proof` and `tree_head` are the bytes that lie beside it, None if they could not be had.
    """

    container: bytes
    content: bytes
    receipt: Receipt
    verdict: Verdict
    log_proof: bytes | None
    tree_head: bytes | None
    head: TreeHead | None


class Journal(Protocol):
    """Keeps records; each call is on the disk when it returns."""

    def load(self, record: SubmissionRecord) -> SubmissionRecord:
        """The record as it is on the disk now."""
        ...

    def save(self, record: SubmissionRecord, *notes: LedgerNote) -> SubmissionRecord:
        """Keep the record with the time of now, and what the ledger says of it."""
        ...

    def begin(self, record: SubmissionRecord, step: SubmissionStep, *notes: LedgerNote) -> int:
        """As `save`, and note that *step* is about to be taken; gives the attempt's number."""
        ...

    def end(self, attempt: int, outcome: str) -> None:
        """Note how an attempt ended: ``done`` or an error's code."""
        ...

    def note_sent(self, record: SubmissionRecord, part: int, sent_bytes: int) -> None:
        """What the portal has acknowledged of a part."""
        ...

    def keep_receipt(
        self, record: SubmissionRecord, judged: JudgedReceipt, *notes: LedgerNote
    ) -> SubmissionRecord:
        """Write the receipt's files and keep it with *record*, which then names it."""
        ...

    def intake_receipt(self, record: SubmissionRecord) -> bytes | None:
        """The sealed intake receipt of a submission, if it has one."""
        ...

    def refuse_receipt(self, record: SubmissionRecord, container: bytes, reason: str) -> None:
        """Keep what claims to be a receipt and is none, as evidence."""
        ...

    def see_head(self, record: SubmissionRecord, container: bytes, head: TreeHead) -> None:
        """Keep a tree head that was seen."""
        ...

    def largest_head(self, portal_origin: str) -> TreeHead | None:
        """The head of the largest tree seen of a portal."""
        ...

    def heads_of_size(self, portal_origin: str, size: int) -> Sequence[TreeHead]:
        """All heads seen with this size: two roots among them are a contradiction."""
        ...

    def ledger_position(self, participant: ParticipantReference) -> LedgerPosition:
        """Size and root of a participant's ledger now."""
        ...

    def previous_receipt_sha256(
        self, portal_origin: str, participant: ParticipantReference
    ) -> str | None:
        """Digest of the last good final receipt."""
        ...

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...
