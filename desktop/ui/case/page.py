"""The case page: items and files left, preview right, what is missing and the letter below."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.services.cases import CaseState, FileCondition, FileView, ItemView
from desktop.ui.case.absence_dialog import AbsenceDialog
from desktop.ui.case.item_card import ItemCard
from desktop.ui.case.items_view import ItemsView
from desktop.ui.case.missing_list import MissingList
from desktop.ui.case.presenter import CasePresenter
from desktop.ui.case.preview_pane import PreviewPane
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, size_text, time_left_text, urgency
from desktop.ui.theme import Tone
from desktop.ui.widgets.badge import Badge
from desktop.ui.widgets.buttons import PrimaryButton, press_by
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import Heading, PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Page, row
from desktop.ui.words import in_language, urgency_sign

LETTER_DELAY_MS = 600


class CasePage(Page):
    """Emits `sign_wanted` (case) and `submission_wanted` (submission id)."""

    sign_wanted = Signal(object)
    submission_wanted = Signal(str)
    inbox_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = CasePresenter(context, self)
        self.heading = Heading()
        self.badge = Badge(context.look)
        self.facts = PlainLabel(name="muted", selectable=True)
        self.notice = Notice(context.look)
        self.items = ItemsView(context, self.presenter)
        self.item_card = ItemCard(context, self.presenter)
        self.preview = PreviewPane(context)
        self.missing = MissingList(context)
        self.letter_label = QLabel()
        self.letter_label.setObjectName("subheading")
        self.letter = QPlainTextEdit()
        self.letter.setTabChangesFocus(True)
        self.letter_label.setBuddy(self.letter)
        self.reason = PlainLabel(name="muted")
        self.sign = PrimaryButton(self._want_to_sign)
        press_by(self.sign, "Ctrl+Return")
        self._letter_timer = QTimer(self)
        self._letter_timer.setSingleShot(True)
        self._letter_timer.setInterval(LETTER_DELAY_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_case()

    def _lay_out(self) -> None:
        right = QWidget()
        right_column = QVBoxLayout(right)
        right_column.setContentsMargins(0, 0, 0, 0)
        right_column.addWidget(self.item_card)
        right_column.addWidget(self.preview, 1)
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.addWidget(self.items)
        upper.addWidget(right)
        upper.setSizes([560, 480])
        letter = QWidget()
        letter_column = QVBoxLayout(letter)
        letter_column.setContentsMargins(0, 0, 0, 0)
        letter_column.setSpacing(6)
        letter_column.addWidget(self.letter_label)
        letter_column.addWidget(self.letter, 1)
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.addWidget(self.missing)
        lower.addWidget(letter)
        lower.setSizes([560, 480])
        body = QSplitter(Qt.Orientation.Vertical)
        body.addWidget(upper)
        body.addWidget(lower)
        body.setSizes([430, 130])
        for splitter in (upper, lower, body):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(12)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row(self.heading, self.badge, stretch=0))
        column.addWidget(self.facts)
        column.addWidget(self.notice)
        column.addWidget(body, 1)
        column.addLayout(row(self.reason, self.sign, stretch=0))
        self.empty = EmptyState(self._context.look, "case")
        self.to_inbox = QPushButton()
        self.to_inbox.clicked.connect(self.inbox_wanted)
        self.empty.add_button(self.to_inbox)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(content)
        self.column.addWidget(self.stack)

    def _connect(self) -> None:
        self.presenter.changed.connect(self._show_case)
        self.presenter.busy_changed.connect(lambda _busy: self._show_readiness())
        self.items.current_changed.connect(self._show_current)
        self.items.absence_wanted.connect(self._say_absent)
        self.missing.chosen.connect(self.items.select)
        self.letter.textChanged.connect(self._letter_timer.start)
        self._letter_timer.timeout.connect(self.save_letter)

    def shown(self) -> None:
        self.presenter.reload()

    def leave(self) -> None:
        self.save_letter()

    def open_case(self, case: CaseState) -> None:
        """Shows *case* from its beginning."""
        self.save_letter()
        self.preview.show_file(None)
        self.letter.blockSignals(True)
        self.letter.setPlainText(case.letter)
        self.letter.blockSignals(False)
        self.presenter.show_case(case)
        self.items.tree.setFocus()

    def save_letter(self) -> None:
        """Sends what was typed to disk at once."""
        self._letter_timer.stop()
        self.presenter.set_letter(self.letter.toPlainText())

    def retranslate(self) -> None:
        self.letter_label.setText(self.tr("Covering &letter"))
        self.letter.setPlaceholderText(
            self.tr("A few words to the inspector, if you want. They become part of the package.")
        )
        self.sign.setText(self.tr("&Sign and submit…"))
        self.empty.say(
            self.tr("No case is open"),
            self.tr("Open a request in the inbox to answer it, or begin a new submission there."),
        )
        self.to_inbox.setText(self.tr("Go to the inbox"))
        self._show_facts()
        self._show_readiness()

    def _show_case(self) -> None:
        case = self.presenter.case
        self.stack.setCurrentIndex(0 if case is None else 1)
        self.missing.show_case(case)
        self.letter.setReadOnly(case is not None and not case.editable)
        self._show_facts()
        self._show_readiness()

    def _show_facts(self) -> None:
        case = self.presenter.case
        if case is None:
            return
        language = self._context.language
        self.heading.setText(
            in_language(case.subject, language) or self.tr("Submission without a request")
        )
        now = self._context.clock()
        self.badge.setVisible(case.due is not None)
        facts = []
        if case.due is not None:
            self.badge.show_sign(
                urgency_sign(urgency(case.due, now), time_left_text(case.due, now))
            )
            facts.append(self.tr("Due: {moment}").format(moment=moment_text(case.due)))
        if case.request_id:
            facts.append(
                self.tr("Request {number}, version {version}").format(
                    number=case.request_id, version=case.request_version
                )
            )
        if case.authority is not None:
            facts.append(in_language(case.authority, language))
        facts.append(
            self.tr("For: {name}, {number}").format(
                name=case.participant_name, number=case.participant_id
            )
        )
        self.facts.setText(" · ".join(facts))
        self._show_notice(case)

    def _show_notice(self, case: CaseState) -> None:
        if case.editable and not case.rejected:
            self.notice.silence()
            return
        submission_id = case.submission_id or ""
        self.notice.say(
            Tone.CAUTION if case.rejected else Tone.INFO,
            self.tr("The authority refused this submission. Put it right and submit it again.")
            if case.rejected
            else self.tr("This case was submitted and cannot be changed any more."),
            action=self.tr("Show the submission"),
            act=lambda: self.submission_wanted.emit(submission_id),
        )

    def _show_readiness(self) -> None:
        case = self.presenter.case
        if case is None:
            return
        summary = self.tr("%n file(s)", "", case.file_count) + f", {size_text(case.size_bytes)}"
        blocking = sum(finding.blocks for finding in case.findings)
        ready = case.editable and case.ready and not self.presenter.busy
        self.sign.setEnabled(ready)
        if not case.editable or case.ready:
            self.reason.setText(summary)
        else:
            self.reason.setText(
                summary
                + " – "
                + self.tr("signing opens when nothing is missing: %n thing(s) left", "", blocking)
            )
        self.sign.setToolTip("" if ready else self.reason.text())

    def _show_current(self, item: ItemView | None, file: FileView | None) -> None:
        self.item_card.show_item(item, file)
        if file is not None and file.condition is not FileCondition.VANISHED:
            self.preview.show_file(file.path, file.original_name)
        else:
            self.preview.show_file(None)

    def _say_absent(self, item: ItemView) -> None:
        self.absence = AbsenceDialog(self._context, self.presenter, item, self)
        self.absence.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.absence.open()

    def _want_to_sign(self) -> None:
        self.save_letter()
        case = self.presenter.case
        if case is not None and case.ready:
            self.sign_wanted.emit(case)
