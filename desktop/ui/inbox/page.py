"""The inbox page: requests by due time, own submissions, and what to do when there is nothing."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from desktop.services.cases import CaseRow
from desktop.services.inbox import RequestRow
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text
from desktop.ui.inbox.columns import TIME_LEFT_COLUMN, case_columns, request_columns
from desktop.ui.inbox.new_dialog import NewSubmissionDialog
from desktop.ui.inbox.presenter import InboxPresenter
from desktop.ui.keys.dialog import SignInDialog
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import icon_button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import Heading, PlainLabel
from desktop.ui.widgets.lazy_table import LazyTableModel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Page, row
from desktop.ui.widgets.table_view import RowTable
from desktop.ui.words import in_language, status_sign

CLOCK_INTERVAL_MS = 20_000


class InboxPage(Page):
    """Emits `submission_chosen` for an unfinished submission; cases open through the presenter."""

    submission_chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.presenter = InboxPresenter(context, self)
        self.heading = Heading()
        self.refreshed = PlainLabel(name="muted", wrap=False)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(260)
        self.new = icon_button(context.look, "add", self.ask_for_subject)
        self.refresh = icon_button(context.look, "refresh", self.ask_for_key)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(6)
        self.progress.hide()
        self.notice = Notice(context.look)
        self.unfinished = Notice(context.look)
        self._make_tables()
        self.column.addLayout(
            row(self.heading, None, self.refreshed, self.search, self.new, self.refresh)
        )
        self.column.addWidget(self.progress)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.unfinished)
        self.column.addWidget(self.tabs, 1)
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_INTERVAL_MS)
        self._clock.timeout.connect(lambda: self.requests.refresh_column(TIME_LEFT_COLUMN))
        self._clock.start()
        self.retranslate()

    def _make_tables(self) -> None:
        look = self._context.look
        self.requests = LazyTableModel(request_columns(self._context, self.presenter), self)
        self.table = RowTable(
            look, self.requests, stretch=1, widths=(14, 0, 20, 13, 16, 16), sortable=True, lines=2
        )
        self.own = LazyTableModel(case_columns(self._context, self.presenter), self)
        self.own_table = RowTable(look, self.own, stretch=0, widths=(0, 12, 26, 26), sortable=True)
        self.empty = EmptyState(look, "inbox")
        self.empty_refresh = QPushButton()
        self.empty_refresh.setObjectName("primary")
        self.empty_refresh.clicked.connect(self.ask_for_key)
        self.empty.add_button(self.empty_refresh)
        self.own_empty = EmptyState(look, "case")
        self.own_new = QPushButton()
        self.own_new.clicked.connect(self.ask_for_subject)
        self.own_empty.add_button(self.own_new)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._stacks: list[QStackedWidget] = []
        for table, empty in ((self.table, self.empty), (self.own_table, self.own_empty)):
            stack = QStackedWidget()
            stack.addWidget(table)
            stack.addWidget(empty)
            self._stacks.append(stack)
            self.tabs.addTab(stack, "")

        if self.table.proxy is not None:
            self.table.sortByColumn(TIME_LEFT_COLUMN, Qt.SortOrder.AscendingOrder)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.loaded.connect(self._show)
        presenter.refreshing_changed.connect(self._set_refreshing)
        presenter.refresh_failed.connect(self._show_failure)
        self.table.opened.connect(self._open_request)
        self.own_table.opened.connect(self._open_case)
        for table in (self.table, self.own_table):
            if table.proxy is not None:
                self.search.textChanged.connect(table.proxy.setFilterFixedString)

    def shown(self) -> None:
        self.presenter.load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Inbox"))
        self.search.setPlaceholderText(self.tr("Search in the list"))
        self.search.setAccessibleName(self.tr("Search in the list"))
        self.new.setText(self.tr("&New submission"))
        self.new.setToolTip(self.tr("Submit documents that nobody asked for by a request"))
        self.refresh.setText(self.tr("&Refresh"))
        self.refresh.setToolTip(self.tr("Ask the portal for new requests (F5)"))
        self.progress.setAccessibleName(self.tr("The portal is being asked"))
        self.tabs.setTabText(0, self.tr("Requests"))
        self.tabs.setTabText(1, self.tr("Without a request"))
        self.table.setAccessibleName(self.tr("Requests"))
        self.own_table.setAccessibleName(self.tr("Submissions without a request"))
        self.empty.say(
            self.tr("No requests here yet"),
            self.tr(
                "Requests of the authority appear here after you fetch them from the portal. "
                "You need your key for that."
            ),
        )
        self.empty_refresh.setText(self.tr("Fetch requests…"))
        self.own_empty.say(
            self.tr("Nothing of your own yet"),
            self.tr(
                "You can also submit documents with a covering letter when nobody asked for them."
            ),
        )
        self.own_new.setText(self.tr("New submission"))
        self.requests.retranslate()
        self.own.retranslate()
        self._show()

    def ask_for_key(self) -> None:
        """Opens the sign-in dialog; the inbox is fetched with the key that comes out of it."""
        if self.presenter.refreshing:
            self.presenter.cancel_refresh()
            return
        self.sign_in = SignInDialog(self._context, self.presenter.refresh, self)
        self.sign_in.finished.connect(self.sign_in.deleteLater)
        self.sign_in.open()

    def ask_for_subject(self) -> None:
        """Opens the dialog that begins a submission without a request."""
        self.new_dialog = NewSubmissionDialog(self.presenter.new_free_submission, self)
        self.new_dialog.finished.connect(self.new_dialog.deleteLater)
        self.new_dialog.open()

    def _show(self) -> None:
        content = self.presenter.content
        self.requests.reset(content.requests)
        self.own.reset(content.own_cases)
        for stack, rows in zip(self._stacks, (content.requests, content.own_cases), strict=True):
            stack.setCurrentIndex(0 if rows or not self.presenter.ever_loaded else 1)
        self.table.fit_columns(0)
        self.own_table.fit_columns(2, 3)
        if self.requests.rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        moment = self.presenter.refreshed_at
        self.refreshed.setText(
            self.tr("Asked: {moment}").format(moment=moment_text(moment)) if moment else ""
        )
        self._show_unfinished()

    def _show_unfinished(self) -> None:
        rows = self.presenter.content.unfinished
        if not rows:
            self.unfinished.silence()
            return
        first = rows[0]
        subject = in_language(first.subject, self._context.language)
        text = self.tr("Not finished: {subject}. {state}.").format(
            subject=subject or self.tr("submission without a request"),
            state=status_sign(first.status).word.capitalize(),
        )
        if len(rows) > 1:
            text += " " + self.tr("%n more unfinished", "", len(rows) - 1) + "."
        self.unfinished.say(
            Tone.CAUTION,
            text,
            icon=status_sign(first.status).icon,
            action=self.tr("Go on…"),
            act=lambda: self.submission_chosen.emit(first.submission_id),
        )

    def _set_refreshing(self, refreshing: bool) -> None:
        self.progress.setVisible(refreshing)
        self.refresh.setText(self.tr("&Stop") if refreshing else self.tr("&Refresh"))
        if refreshing:
            self.notice.silence()

    def _show_failure(self, error: Exception) -> None:
        text = self._context.errors.report(error).text
        self.notice.say(
            Tone.BAD,
            str(text),
            action=self.tr("Details…"),
            act=lambda: self._context.errors.show(error),
        )

    def _open_request(self, chosen: object) -> None:
        if isinstance(chosen, RequestRow):
            self.presenter.open_request(chosen.request_id)

    def _open_case(self, chosen: object) -> None:
        if isinstance(chosen, CaseRow):
            self.presenter.open_case(chosen.case_id)
