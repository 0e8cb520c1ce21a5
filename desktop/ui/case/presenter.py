"""Holds the open case; every edit goes to the service in a worker, one after the other."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cases.answer import ItemState
from desktop.services.cases import CaseState, FileView, ItemView
from desktop.ui.context import Context

if TYPE_CHECKING:
    from desktop.ui.tasks import Task


class CasePresenter(QObject):
    """One case at a time. Edits are queued, so that two quick ones never overtake each other."""

    changed = Signal()
    busy_changed = Signal(bool)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.case: CaseState | None = None
        self._queue: list[Callable[[], CaseState]] = []
        self._running: Task | None = None
        self.adding: tuple[str, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether an edit is on its way to disk."""
        return self._running is not None

    def show_case(self, case: CaseState | None) -> None:
        """Another case is open now (or none)."""
        self._queue.clear()
        self.case = case
        self.changed.emit()

    def reload(self) -> None:
        """Looks at the case and its files again."""
        if self.case is not None:
            case_id = self.case.case_id
            self._edit(lambda: self._context.services.cases.state(case_id))

    def item(self, item_id: str) -> ItemView | None:
        """The item of this id in the open case."""
        items = self.case.items if self.case else ()
        return next((item for item in items if item.item_id == item_id), None)

    def file(self, file_id: str) -> tuple[ItemView, FileView, int] | None:
        """A file with its item and its position there."""
        for item in self.case.items if self.case else ():
            for position, file in enumerate(item.files):
                if file.file_id == file_id:
                    return item, file, position
        return None

    def add_files(self, item_id: str, paths: tuple[Path, ...]) -> None:
        """Adds files and folders to an item."""
        self._with_case(lambda cases, case_id: cases.add_files(case_id, item_id, paths))

    def remove_file(self, file_id: str) -> None:
        """Takes a file out; it stays on disk."""
        self._with_case(lambda cases, case_id: cases.remove_file(case_id, file_id))

    def move_file(self, file_id: str, position: int, item_id: str | None = None) -> None:
        """Moves a file within its item or to another."""
        self._with_case(lambda cases, case_id: cases.move_file(case_id, file_id, position, item_id))

    def accept_changed_file(self, file_id: str) -> None:
        """Takes a file that changed on disk as it is now."""
        self._with_case(lambda cases, case_id: cases.accept_changed_file(case_id, file_id))

    def set_answer(
        self,
        item_id: str,
        state: ItemState | None,
        reason: str = "",
        *,
        legal_ground: str = "",
        until: date | None = None,
        receipt_id: str | None = None,
    ) -> None:
        """Says why an item has no file or not all; None takes it back."""
        self._with_case(
            lambda cases, case_id: cases.set_absent(
                case_id,
                item_id,
                state,
                reason=reason,
                legal_ground=legal_ground,
                until=until,
                receipt_id=receipt_id,
            )
        )

    def set_letter(self, letter: str) -> None:
        """Keeps the covering letter."""
        if self.case is not None and self.case.editable and letter != self.case.letter:
            self._with_case(lambda cases, case_id: cases.set_letter(case_id, letter))

    def _with_case(self, edit: Callable[..., CaseState]) -> None:
        if self.case is not None and self.case.editable:
            case_id = self.case.case_id
            self._edit(lambda: edit(self._context.services.cases, case_id))

    def _edit(self, edit: Callable[[], CaseState]) -> None:
        self._queue.append(edit)
        if self._running is None:
            self._next()

    def _next(self) -> None:
        if not self._queue:
            return
        edit = self._queue.pop(0)
        self._running = self._context.runner.submit(
            lambda _task: edit(), succeeded=self._edited, ended=self._ended
        )
        self.busy_changed.emit(True)

    def _edited(self, case: CaseState) -> None:
        if self.case is not None and case.case_id == self.case.case_id:
            self.case = case
            self.changed.emit()

    def _ended(self) -> None:
        self._running = None
        self.busy_changed.emit(False)
        self._next()
