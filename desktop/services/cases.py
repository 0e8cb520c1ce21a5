"""Answering: files, reasons and the letter of a case. Every edit is on disk when it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from cases.answer import ItemState
from cases.texts import LanguageText


class FileCondition(StrEnum):
    """Whether a file on disk is still the one that was added."""

    PRESENT = "present"
    CHANGED = "changed"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class FileView:
    """A file added to an item. It stays where it is on disk; only its stamp is kept."""

    file_id: str
    path: Path
    original_name: str
    media_type: str
    size_bytes: int
    condition: FileCondition


@dataclass(frozen=True, slots=True)
class ItemView:
    """One line of the request with what is answered to it.

    `max_files` 0 means no limit. `state` None: not answered yet.
    """

    item_id: str
    number: str
    title: LanguageText
    note: LanguageText
    code: str
    legal_basis: str
    mandatory: bool
    min_files: int
    max_files: int
    state: ItemState | None
    reason: str
    until: date | None
    receipt_id: str | None
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """Something missing or odd. `blocks` findings must be settled before signing.

    `code` and `facts` give the text in the catalogue (`reason.<code>`).
    """

    code: str
    facts: dict[str, str | int]
    item_id: str | None
    blocks: bool


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as it is on disk. `editable` is False from the first submission on."""

    case_id: str
    request_id: str | None
    request_version: int | None
    profile_id: str
    subject: LanguageText
    authority: LanguageText | None
    due: datetime | None
    participant_id: str
    participant_name: str
    letter: str
    items: tuple[ItemView, ...]
    findings: tuple[FindingView, ...]
    submission_id: str | None
    editable: bool

    @property
    def file_count(self) -> int:
        """How many files all items have together."""
        return sum(len(item.files) for item in self.items)

    @property
    def size_bytes(self) -> int:
        """The size of all files together."""
        return sum(file.size_bytes for item in self.items for file in item.files)

    @property
    def ready(self) -> bool:
        """Nothing blocks signing."""
        return not any(finding.blocks for finding in self.findings)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line in a list of cases, newest first."""

    case_id: str
    request_id: str | None
    subject: LanguageText
    changed: datetime
    file_count: int
    submission_id: str | None


class Cases:
    """Opens and edits cases. Edits of a case that was submitted raise `CaseClosedError`."""

    def open(self, request_id: str) -> CaseState:
        """The case that answers this request; made at the first opening.

        Raises:
            RequestUnknownError: no such request here.
        """
        raise NotImplementedError

    def new_free_submission(self, subject: str = "") -> CaseState:
        """A new case that answers no request (profile ``free-submission``)."""
        raise NotImplementedError

    def state(self, case_id: str) -> CaseState:
        """The case as it is now; the files are looked at again.

        Raises:
            CaseUnknownError: no such case here.
        """
        raise NotImplementedError

    def rows(self) -> tuple[CaseRow, ...]:
        """All cases, last changed first."""
        raise NotImplementedError

    def add_files(self, case_id: str, item_id: str, paths: Sequence[Path]) -> CaseState:
        """Add files, and folders with all files in them, to an item, in this order.

        Raises:
            DomainRuleError (`document.key_file`): one is a key file; nothing is added.
            DocumentVanishedError: one cannot be read; nothing is added.
        """
        raise NotImplementedError

    def remove_file(self, case_id: str, file_id: str) -> CaseState:
        """Take a file out of the case; it stays on disk."""
        raise NotImplementedError

    def move_file(
        self, case_id: str, file_id: str, position: int, item_id: str | None = None
    ) -> CaseState:
        """Put a file at *position* (from 0) within its item, or within another."""
        raise NotImplementedError

    def accept_changed_file(self, case_id: str, file_id: str) -> CaseState:
        """Take a file that changed on disk as it is now."""
        raise NotImplementedError

    def set_absent(
        self,
        case_id: str,
        item_id: str,
        state: ItemState | None,
        *,
        reason: str = "",
        until: date | None = None,
        receipt_id: str | None = None,
    ) -> CaseState:
        """Say why an item has no file or not all (or None: take the answer back)."""
        raise NotImplementedError

    def set_letter(self, case_id: str, letter: str) -> CaseState:
        """Set the text of the covering letter."""
        raise NotImplementedError

    def missing(self, case_id: str) -> tuple[FindingView, ...]:
        """What is missing or odd, blocking findings first."""
        raise NotImplementedError
