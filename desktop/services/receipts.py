"""Receipts: list, search, detail with the three times, export, print."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cases.texts import LanguageText
from signing.validation.verdict import Indication, Verdict


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One line of the list of receipts, last received first.

    `stage` is ``intake``, ``final``, ``rejected`` or ``lapsed``. `receipt_id` is the evidence id.
    """

    receipt_id: str
    submission_id: str
    stage: str
    environment: str
    request_id: str | None
    subject: LanguageText
    portal_name: str
    participant_id: str
    participant_name: str
    received: datetime
    file_count: int
    size_bytes: int
    indication: Indication


@dataclass(frozen=True, slots=True)
class ReceiptReason:
    """Why the authority rejected, in its own words."""

    code: str
    text: LanguageText


@dataclass(frozen=True, slots=True)
class ReceiptFiles:
    """Where the evidence lies."""

    containers: tuple[Path, ...]
    statement: Path
    receipt: Path
    intake_receipt: Path | None
    log_proof: Path | None
    tree_head: Path | None


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """One receipt with its three times and what the check of it said.

    Declared: by the participant's clock (`declared_time`, `declared_offset`): proves nothing.
    Timestamp: `statement_token_time`, by a timestamp service, None without one.
    Authority: `started`, `received`, `verified`, and `seal_token_time`, the token over its seal.
    `submission_time` is the instant that the policy counts; None if none counts.
    """

    row: ReceiptRow
    declared_time: datetime
    declared_offset: str
    statement_token_time: datetime | None
    started: datetime
    received: datetime
    verified: datetime | None
    seal_token_time: datetime | None
    policy_id: str
    counts: str
    complete_by: datetime | None
    submission_time: datetime | None
    signer_name: str
    signer_iin: str | None
    signer_bin: str | None
    package_sha256: str
    nonce: str
    log_position: int | None
    log_size: int | None
    verdict: Verdict
    reasons: tuple[ReceiptReason, ...]
    files: ReceiptFiles


class Receipts:
    """Reads receipts from the workspace. No network."""

    def page(self, search: str = "", offset: int = 0, limit: int = 100) -> list[ReceiptRow]:
        """Rows *offset* to *offset* + *limit*, last received first.

        *search* is matched, ignoring case, anywhere in request id, subject in three languages,
        participant id and name, and evidence id.
        """
        raise NotImplementedError

    def count(self, search: str = "") -> int:
        """How many receipts match."""
        raise NotImplementedError

    def detail(self, receipt_id: str) -> ReceiptDetail:
        """One receipt in full.

        Raises:
            ReceiptUnknownError: no such receipt here.
        """
        raise NotImplementedError

    def export(self, receipt_id: str, folder: Path) -> tuple[Path, ...]:
        """Copy the evidence (containers, statement, receipts, proof, head, a printed receipt).

        Returns the files written, in a new folder inside *folder*; nothing is overwritten.

        Raises:
            ReceiptUnknownError, DiskFullError, FolderNotWritableError.
        """
        raise NotImplementedError

    def print_pdf(self, receipt_id: str, path: Path) -> Path:
        """Write the printed form of a receipt in the three languages.

        Raises:
            ReceiptUnknownError, DiskFullError, FolderNotWritableError.
        """
        raise NotImplementedError
