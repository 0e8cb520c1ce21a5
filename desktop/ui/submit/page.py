"""The page between a complete case and its receipt: review, steps, result."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.services.cases import CaseState
from desktop.ui.context import Context
from desktop.ui.submit.presenter import Phase, SubmissionPresenter
from desktop.ui.submit.progress_view import ProgressView
from desktop.ui.submit.result_view import ResultView
from desktop.ui.submit.review import ReviewView
from desktop.ui.widgets.buttons import ToolButton
from desktop.ui.widgets.labels import Heading, PlainLabel
from desktop.ui.widgets.page import Page, row
from desktop.ui.words import in_language


class SubmitPage(Page):
    """Emits `back_wanted` (to the case), `inbox_wanted`, `receipts_wanted`.

    `ended_elsewhere`: a submission ended while another page was in front; `result_waits` until
    the person comes back.
    """

    back_wanted = Signal()
    ended_elsewhere = Signal()
    inbox_wanted = Signal()
    receipts_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = SubmissionPresenter(context, self)
        self.result_waits = False
        self.back = ToolButton(context.look, "back", self._go_back)
        self.back.setShortcut("Alt+Left")
        self.heading = Heading()
        self.subject = PlainLabel(name="muted")
        self.review = ReviewView(context, self.presenter)
        self.progress = ProgressView(context)
        self.result = ResultView(context, self.presenter)
        self.stack = QStackedWidget()
        self._views = {
            Phase.REVIEW: self.review,
            Phase.RUNNING: self.progress,
            Phase.RESULT: self.result,
        }
        for view in self._views.values():
            self.stack.addWidget(view)
        self.column.addLayout(row(self.back, self.heading, stretch=1))
        self.column.addWidget(self.subject)
        self.column.addWidget(self.stack, 1)
        self.presenter.changed.connect(self._show)
        self.presenter.stepped.connect(self.progress.show_step)
        self.progress.cancelled.connect(self.presenter.cancel)
        self.review.go.connect(self._go)
        self.result.receipts_wanted.connect(self.receipts_wanted)
        self.result.inbox_wanted.connect(self.inbox_wanted)
        self.result.key_wanted.connect(self._review_again)
        self.result.case_wanted.connect(self.back_wanted)
        self.retranslate()

    def review_case(self, case: CaseState) -> None:
        """Shows what will be signed for *case*."""
        self.review.keys.forget()
        self.presenter.review(case)
        self.review.begin()

    def show_submission(self, submission_id: str) -> None:
        """Shows what is recorded of a submission."""
        self.presenter.show_submission(submission_id)

    def leave(self) -> None:
        # The person went elsewhere: key and password are forgotten.
        self.review.keys.forget()

    def shown(self) -> None:
        self.result_waits = False

    def retranslate(self) -> None:
        self.back.describe(self.tr("Back to the case"))
        self._show()

    def _show(self) -> None:
        phase = self.presenter.phase
        ended = phase is Phase.RESULT and self.stack.currentWidget() is self.progress
        if self.stack.currentWidget() is not self._views[phase]:
            self.stack.setCurrentWidget(self._views[phase])
            if phase is Phase.RUNNING:
                self.progress.begin()
        self.heading.setText(
            {
                Phase.REVIEW: self.tr("Sign and submit"),
                Phase.RUNNING: self.tr("Submitting"),
                Phase.RESULT: self.tr("Submission"),
            }[phase]
        )
        case = self.presenter.case
        self.subject.setText(
            (in_language(case.subject, self._context.language) if case else "")
            or self.tr("Submission without a request")
        )
        if ended and not self.isVisible():
            self.result_waits = True
            self.ended_elsewhere.emit()

    def _go_back(self) -> None:
        self.back_wanted.emit()

    def _go(self) -> None:
        key = self.review.keys.presenter.take()
        if key is not None:
            self.presenter.resume(key)

    def _review_again(self) -> None:
        self.presenter.review_again()
        self.review.begin()
