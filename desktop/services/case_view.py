"""A case as people look at it: items with their answers and files, and what is missing or odd."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from cases.answer import Answer, CaseFile, ItemState
from cases.case import missing
from cases.document_request import RequestedItem
from cases.findings import Finding, Severity
from cases.texts import LanguageText
from desktop.services.case_book import OpenCase
from desktop.workspace.case_store import StoredCase
from signing.asic.errors import DocumentError
from signing.asic.source import FileState


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
    legal_ground: str
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
    """A case as it is on disk.

    `editable` is False from the first submission on, and True again once that was refused
    (`rejected`).
    """

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
    rejected: bool = False

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


def view_of(opened: OpenCase) -> CaseState:
    """A case for people to look at."""
    case, stored = opened.case, opened.stored
    items = tuple(map(_item_view, case.items, case.answers))
    findings = [_finding_view(finding) for finding in missing(case)]
    findings += _newer_version(stored)
    findings += [_condition(item, file) for item in items for file in item.files if _odd(file)]
    request = case.request
    return CaseState(
        case_id=stored.case_id,
        request_id=stored.request_id,
        request_version=stored.request_version,
        profile_id=stored.profile_id,
        subject=subject_of(opened),
        authority=None if request is None else request.authority.name,
        due=None if request is None else request.due,
        participant_id=case.participant.id,
        participant_name=case.participant.name,
        letter=case.letter,
        items=items,
        findings=tuple(sorted(findings, key=lambda finding: not finding.blocks)),
        submission_id=None if opened.submission is None else opened.submission.submission_id,
        editable=opened.editable,
        rejected=opened.rejected,
    )


def subject_of(opened: OpenCase) -> LanguageText:
    """The request's subject, else what the person called it, else the profile's title."""
    if opened.case.request is not None:
        return opened.case.request.subject
    if opened.stored.subject:
        return LanguageText.same(opened.stored.subject)
    return opened.case.profile.title


def _odd(file: FileView) -> bool:
    return file.condition is not FileCondition.PRESENT


def _condition(item: ItemView, file: FileView) -> FindingView:
    facts: dict[str, str | int] = {"file": file.original_name, "number": item.number}
    return FindingView(f"document.{file.condition.value}", facts, item.item_id, blocks=True)


def _newer_version(stored: StoredCase) -> list[FindingView]:
    """That the case stands under another version of its request than it was begun with."""
    if stored.dropped is None:
        return []
    facts: dict[str, str | int] = {"version": stored.request_version or 0}
    found = [FindingView("case.request_changed", facts, None, blocks=False)]
    if stored.dropped:
        facts = {"items": ", ".join(stored.dropped)}
        found.append(FindingView("case.answers_dropped", facts, None, blocks=False))
    return found


def _finding_view(finding: Finding) -> FindingView:
    facts = {name: value for name, value in finding.facts.items() if value is not None}
    blocks = finding.severity is Severity.ERROR
    return FindingView(finding.code, facts, finding.item, blocks)


def _item_view(item: RequestedItem, answer: Answer) -> ItemView:
    return ItemView(
        item_id=item.id,
        number=item.number,
        title=item.title,
        note=item.note,
        code=item.code,
        legal_basis=item.legal_basis,
        mandatory=item.mandatory,
        min_files=item.min_files,
        max_files=item.max_files,
        state=answer.state,
        reason=answer.reason,
        legal_ground=answer.legal_ground,
        until=answer.until,
        receipt_id=answer.receipt,
        files=tuple(_file_view(file) for file in answer.files),
    )


def _file_view(file: CaseFile) -> FileView:
    path = Path(file.source)
    try:
        same = FileState.of(path) == FileState(file.size_bytes, file.mtime_ns)
        condition = FileCondition.PRESENT if same else FileCondition.CHANGED
    except DocumentError:
        condition = FileCondition.VANISHED
    return FileView(
        file_id=file.file_id,
        path=path,
        original_name=file.original_name,
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        condition=condition,
    )
