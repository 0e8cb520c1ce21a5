"""Answering: files, reasons and the letter of a case. Every edit is on disk when it returns."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from cases.answer import Answer, CaseFile, ItemState
from cases.case import Case, missing
from cases.document_request import RequestedItem
from cases.findings import Finding, Severity
from cases.texts import LanguageText, clean_name
from desktop.clock import Clock
from desktop.errors import CaseUnknownError
from desktop.services.case_book import CaseBook, OpenCase
from desktop.services.settings import SettingsService
from desktop.workspace.case_store import StoredCase
from desktop.workspace.workspace import Workspace
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
    """Opens and edits cases. Edits of a case that was packed raise `CaseClosedError`."""

    def __init__(self, workspace: Workspace, settings: SettingsService, clock: Clock) -> None:
        self._workspace = workspace
        self._settings = settings
        self._book = CaseBook(workspace, clock)

    def open(self, request_id: str) -> CaseState:
        """The case that answers this request; made at the first opening.

        Raises:
            RequestUnknownError: no such request here.
        """
        return view_of(self._book.open_request(request_id))

    def new_free_submission(self, subject: str = "") -> CaseState:
        """A new case that answers no request (profile ``free-submission``).

        Raises:
            NotConfiguredError: no participant is set.
        """
        return view_of(self._book.open_free(self._settings.current.participant, subject))

    def state(self, case_id: str) -> CaseState:
        """The case as it is now; the files are looked at again.

        Raises:
            CaseUnknownError: no such case here.
        """
        return view_of(self._book.current(case_id))

    def rows(self) -> tuple[CaseRow, ...]:
        """All cases, last changed first."""
        rows = []
        for heading in self._workspace.cases.headings():
            submission = self._workspace.submissions.of_case(heading.case_id)
            rows.append(
                CaseRow(
                    case_id=heading.case_id,
                    request_id=heading.request_id,
                    subject=self._subject(heading.case_id, heading.subject),
                    changed=heading.changed,
                    file_count=heading.file_count,
                    submission_id=None if submission is None else submission.submission_id,
                )
            )
        return tuple(rows)

    def add_files(self, case_id: str, item_id: str, paths: Sequence[Path]) -> CaseState:
        """Add files, and folders with all files in them, to an item, in this order.

        A file that the item has already is left where it is.

        Raises:
            DomainRuleError (`document.key_file`): one is a key file; nothing is added.
            DocumentVanishedError, DocumentUnreadableError: nothing is added.
        """
        found = tuple(case_file(item_id, path) for path in files_under(paths))

        def edit(case: Case) -> Case:
            known = {file.file_id for file in case.files}
            new = {file.file_id: file for file in found if file.file_id not in known}
            return case.add_files(item_id, tuple(new.values()))

        return self._change(case_id, edit)

    def remove_file(self, case_id: str, file_id: str) -> CaseState:
        """Take a file out of the case; it stays on disk."""
        return self._change(
            case_id, lambda case: case.remove_file(_item_of(case, file_id), file_id)
        )

    def move_file(
        self, case_id: str, file_id: str, position: int, item_id: str | None = None
    ) -> CaseState:
        """Put a file at *position* (from 0) within its item, or within another."""

        def edit(case: Case) -> Case:
            here = _item_of(case, file_id)
            if item_id is not None and item_id != here:
                case = case.move_file_to_item(here, file_id, item_id)
                here = item_id
            return case.move_file(here, file_id, position)

        return self._change(case_id, edit)

    def accept_changed_file(self, case_id: str, file_id: str) -> CaseState:
        """Take a file that changed on disk as it is now.

        Raises:
            DocumentVanishedError, DocumentUnreadableError
        """

        def edit(case: Case) -> Case:
            item_id = _item_of(case, file_id)
            files = case.answer(item_id).files
            index = next(n for n, file in enumerate(files) if file.file_id == file_id)
            fresh = case_file(item_id, Path(files[index].source), file_id)
            others = case.remove_file(item_id, file_id).add_files(item_id, (fresh,))
            return others.move_file(item_id, file_id, index)

        return self._change(case_id, edit)

    def set_absent(
        self,
        case_id: str,
        item_id: str,
        state: ItemState | None,
        *,
        reason: str = "",
        legal_ground: str = "",
        until: date | None = None,
        receipt_id: str | None = None,
    ) -> CaseState:
        """Say why an item has no file or not all (or None: take the answer back)."""
        return self._change(
            case_id,
            lambda case: case.set_state(
                item_id,
                state,
                reason=reason,
                legal_ground=legal_ground,
                until=until,
                receipt=receipt_id,
            ),
        )

    def set_letter(self, case_id: str, letter: str) -> CaseState:
        """Set the text of the covering letter."""
        return self._change(case_id, lambda case: case.set_letter(letter))

    def missing(self, case_id: str) -> tuple[FindingView, ...]:
        """What is missing or odd, blocking findings first."""
        return self.state(case_id).findings

    def _change(self, case_id: str, edit: Callable[[Case], Case]) -> CaseState:
        return view_of(self._book.change(case_id, edit))

    def _subject(self, case_id: str, subject: str) -> LanguageText:
        return LanguageText.same(subject) if subject else subject_of(self._book.read(case_id))


def files_under(paths: Sequence[Path]) -> Iterator[Path]:
    """The files, and those in the folders among *paths* at any depth, in order of their names.

    What an operating system leaves in folders for itself is passed over.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names) if name not in _LITTER)


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


_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


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


def case_file(item_id: str, path: Path, file_id: str | None = None) -> CaseFile:
    """The file with its stamp. Its id follows from item and path: added twice it is one.

    Raises:
        DocumentVanishedError, DocumentUnreadableError
    """
    absolute = path.absolute()
    state = FileState.of(absolute)
    digest = hashlib.sha256(item_id.encode() + b"\0" + os.fsencode(absolute)).hexdigest()
    return CaseFile(
        file_id=file_id or digest[:32],
        original_name=clean_name(absolute.name),
        size_bytes=state.size_bytes,
        source=str(absolute),
        mtime_ns=state.mtime_ns,
    )


def _item_of(case: Case, file_id: str) -> str:
    for answer in case.answers:
        if any(file.file_id == file_id for file in answer.files):
            return answer.item_id
    raise CaseUnknownError("no such file in the case", case=file_id)
