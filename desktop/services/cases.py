"""Answering: files, reasons and the letter of a case. Every edit is on disk when it returns."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cases.answer import CaseFile, ItemState
from cases.case import Case
from cases.texts import LanguageText, clean_name
from desktop.clock import Clock
from desktop.errors import CaseUnknownError
from desktop.services.case_book import CaseBook
from desktop.services.case_view import (
    CaseState,
    FileCondition,
    FileView,
    FindingView,
    ItemView,
    subject_of,
    view_of,
)
from desktop.services.settings import SettingsService
from desktop.workspace.workspace import Workspace
from signing.asic.source import FileState

__all__ = [
    "CaseRow",
    "CaseState",
    "Cases",
    "FileCondition",
    "FileView",
    "FindingView",
    "ItemView",
    "case_file",
    "files_under",
    "subject_of",
]


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


_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


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
