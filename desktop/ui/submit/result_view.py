"""What came of a submission: a receipt, a rejection, an unknown outcome, or where it stopped."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.services.submissions import SubmissionState, SubmissionStatus
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, size_text
from desktop.ui.receipts.detail_view import ReceiptView
from desktop.ui.submit.presenter import Outcome, SubmissionPresenter
from desktop.ui.texts import error_text
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Card, TranslatedWidget, row
from desktop.ui.words import status_sign

if TYPE_CHECKING:
    from desktop.papers.catalogue import ErrorText
    from desktop.ui.error_dialog import ErrorReport


class ResultView(TranslatedWidget):
    """Says only what is certain, and offers the one next thing to do."""

    receipts_wanted = Signal()
    inbox_wanted = Signal()
    key_wanted = Signal()
    case_wanted = Signal()

    def __init__(
        self, context: Context, presenter: SubmissionPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self.notice = Notice(context.look)
        self.problem = Notice(context.look)
        self.receipt = ReceiptView(context)
        self.card = Card()
        self.card.column.addWidget(self.receipt)
        self.next = PrimaryButton(self._next)
        self.receipts = QPushButton()
        self.receipts.clicked.connect(self.receipts_wanted)
        self.give_up = QPushButton()
        self.give_up.clicked.connect(presenter.give_up)
        self.inbox = QPushButton()
        self.inbox.clicked.connect(self.inbox_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.notice)
        column.addWidget(self.problem)
        column.addWidget(self.card, 1)
        column.addLayout(row(self.inbox, self.receipts, None, self.give_up, self.next))
        column.addStretch(0)
        presenter.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def _outcome(self) -> Outcome:
        return self._presenter.outcome or Outcome(None, None)

    @property
    def _status(self) -> SubmissionStatus:
        state = self._outcome.state
        return state.status if state else SubmissionStatus.DRAFT

    def retranslate(self) -> None:
        outcome, status = self._outcome, self._status
        self.inbox.setText(self.tr("To the &inbox"))
        self.receipts.setText(self.tr("All &receipts"))
        self.give_up.setText(self.tr("Give it &up"))
        self.give_up.setVisible(
            outcome.state is not None
            and status.is_before_statement
            and status is not SubmissionStatus.CANCELLED
        )
        self.receipt.show_receipt(outcome.receipt)
        self.card.setVisible(outcome.receipt is not None)
        self.receipts.setVisible(outcome.receipt is not None)
        self._show_status(outcome)
        self._show_problem(outcome)
        self.next.setText(self._next_words())
        self.next.setVisible(bool(self.next.text()))

    def _show_status(self, outcome: Outcome) -> None:
        sign, state = status_sign(self._status), outcome.state
        text = {
            SubmissionStatus.RECEIPTED: self.tr(
                "Submitted. The authority's receipt is here and was checked."
            ),
            SubmissionStatus.REJECTED: self.tr(
                "The authority did not accept this submission. Its sealed answer is below: see "
                "the reason, put the case right and submit it again."
            ),
            SubmissionStatus.UNKNOWN: self.tr(
                "The outcome is unknown. The connection broke while the statement was being "
                "handed over: the portal may have it or not. Nothing is sent twice; ask the portal."
            ),
            SubmissionStatus.UPLOADED: self.tr(
                "Everything has been sent. The portal is still checking it; look again in a while."
            ),
            SubmissionStatus.CANCELLED: self.tr(
                "This submission was given up. Nothing was sent; the case can be changed again."
            ),
        }.get(self._status) or self._unfinished_text(state)
        if outcome.cancelled and not self._status.is_over:
            text = self.tr("Stopped by you.") + " " + text
        self.notice.say(sign.tone, text, icon=sign.icon)

    def _unfinished_text(self, state: SubmissionState | None) -> str:
        if state is None or self._status.is_before_statement:
            return self.tr("Nothing has been sent yet. What was prepared is kept.")
        if state.sent_bytes:
            text = self.tr("Not finished: the portal confirmed {sent} of {total}.").format(
                sent=size_text(state.sent_bytes), total=size_text(state.size_bytes)
            )
        else:
            text = self.tr(
                "Not finished: the portal has confirmed none of the {total} yet."
            ).format(total=size_text(state.size_bytes))
        if state.complete_by is not None:
            text += " " + self.tr("All files must be in by {moment}.").format(
                moment=moment_text(state.complete_by)
            )
        return text

    def _show_problem(self, outcome: Outcome) -> None:
        words = self._problem(outcome)
        if words is None:
            self.problem.silence()
            return
        error = outcome.error
        text = str(words)
        if error is None:
            self.problem.say(Tone.BAD, text)
        else:
            self.problem.say(
                Tone.BAD,
                text,
                action=self.tr("Details…"),
                act=lambda: self._context.errors.show(error),
            )

    def _problem(self, outcome: Outcome) -> "ErrorText | None":
        if outcome.error is not None:
            report: ErrorReport = self._context.errors.report(outcome.error)
            return report.text
        state = outcome.state
        if state is None or state.error_code is None or state.status.is_over:
            return None
        return error_text(state.error_code, state.error_facts, self._context.language)

    def _next_words(self) -> str:
        status = self._status
        if status is SubmissionStatus.REJECTED and self._presenter.case is not None:
            return self.tr("&Back to the case")
        if status.is_over:
            return ""
        if status is SubmissionStatus.UNKNOWN:
            return self.tr("&Ask the portal")
        if status is SubmissionStatus.UPLOADED:
            return self.tr("&Look again")
        return (
            self.tr("&Open the key and go on") if self._presenter.needs_key else self.tr("Go &on")
        )

    def _next(self) -> None:
        if self._status is SubmissionStatus.UNKNOWN:
            self._presenter.ask()
        elif self._status is SubmissionStatus.REJECTED:
            self.case_wanted.emit()
        elif self._presenter.needs_key:
            self.key_wanted.emit()
        else:
            self._presenter.resume()
