"""What the inbox shows: requests, own submissions, what is unfinished; and how it is refreshed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.services.cases import CaseRow, CaseState
from desktop.services.inbox import RequestRow
from desktop.services.keys import OpenedKey
from desktop.services.submissions import SubmissionRow
from desktop.ui.context import Context
from desktop.ui.tasks import Task

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class InboxContent:
    """Everything the page shows, read together."""

    requests: tuple[RequestRow, ...] = ()
    own_cases: tuple[CaseRow, ...] = ()
    submissions: dict[str, SubmissionRow] | None = None
    unfinished: tuple[SubmissionRow, ...] = ()


class InboxPresenter(QObject):
    """Loads the inbox from the workspace, and from the portal when a key is given."""

    loaded = Signal()
    refreshing_changed = Signal(bool)
    refresh_failed = Signal(object)
    case_opened = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self.content = InboxContent()
        self.refreshed_at: datetime | None = None
        self.ever_loaded = False

    @property
    def refreshing(self) -> bool:
        """Whether the portal is being asked."""
        return self._task is not None

    def load(self) -> None:
        """Reads the workspace in a worker; no network."""
        services = self._context.services

        def work(_task: Task) -> InboxContent:
            requests = services.inbox.rows()
            own = tuple(row for row in services.cases.rows() if row.request_id is None)
            begun = [row.submission_id for row in requests] + [row.submission_id for row in own]
            shown = [submission_id for submission_id in begun if submission_id is not None]
            return InboxContent(
                requests,
                own,
                {row.submission_id: row for row in services.submissions.rows_of(shown)},
                services.submissions.unfinished(),
            )

        self._context.runner.submit(work, succeeded=self._show)

    def refresh(self, key: OpenedKey) -> None:
        """Signs in with *key*, fetches what is new, and closes the key."""
        if self.refreshing:
            key.credential.close()
            return
        services = self._context.services

        def work(task: Task) -> None:
            try:
                services.inbox.refresh(
                    key.credential,
                    lambda done, total: task.report((done, total)),
                    lambda: task.cancelled,
                )
            finally:
                key.credential.close()

        def ended() -> None:
            self._task = None
            self.refreshing_changed.emit(False)
            self.load()

        self._task = self._context.runner.submit(
            work,
            succeeded=lambda _none: self._refreshed(),
            failed=self.refresh_failed.emit,
            ended=ended,
        )
        self.refreshing_changed.emit(True)

    def cancel_refresh(self) -> None:
        """Stops asking the portal."""
        if self._task is not None:
            self._task.cancel()

    def open_request(self, request_id: str) -> None:
        """Opens the case that answers a request."""
        self._open(lambda: self._context.services.cases.open(request_id))

    def open_case(self, case_id: str) -> None:
        """Opens a case that exists."""
        self._open(lambda: self._context.services.cases.state(case_id))

    def new_free_submission(self, subject: str = "") -> None:
        """Makes a case that answers no request, and opens it."""
        self._open(lambda: self._context.services.cases.new_free_submission(subject))

    def _open(self, opening: Callable[[], CaseState]) -> None:
        self._context.runner.submit(lambda _task: opening(), succeeded=self.case_opened.emit)

    def _refreshed(self) -> None:
        self.refreshed_at = self._context.clock()

    def _show(self, content: InboxContent) -> None:
        self.content = content
        self.ever_loaded = True
        self.loaded.emit()
