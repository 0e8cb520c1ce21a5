"""The receipts page: a list that loads as it is scrolled, search, one receipt in full beside it."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from desktop.services.receipts import ReceiptDetail, ReceiptRow
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, number_text
from desktop.ui.i18n import translate
from desktop.ui.receipts.actions import ReceiptActions, open_with_system
from desktop.ui.receipts.detail_view import ReceiptView
from desktop.ui.receipts.presenter import ReceiptPage, ReceiptsPresenter
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import ToolButton, icon_button
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import Heading, PlainLabel
from desktop.ui.widgets.lazy_table import Column, LazyTableModel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Card, Page, row
from desktop.ui.widgets.table_view import RowTable
from desktop.ui.words import in_language, stage_sign, verdict_sign

SEARCH_DELAY_MS = 200
VERDICT = 3  # the column


def receipt_columns(context: Context) -> tuple[Column[ReceiptRow], ...]:
    """When, what, what kind of receipt, verdict on it."""
    return (
        Column(lambda: translate("Receipts", "Received"), lambda row: moment_text(row.received)),
        Column(
            lambda: translate("Receipts", "Subject"),
            lambda row: (
                in_language(row.subject, context.language)
                or translate("Receipts", "Submission without a request")
            ),
        ),
        Column(lambda: translate("Receipts", "Receipt"), lambda row: stage_sign(row.stage)),
        Column(lambda: translate("Receipts", "Check"), lambda row: verdict_sign(row.indication)),
    )


class ReceiptsPage(Page):
    """List left, detail right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen: str | None = None
        self.presenter = ReceiptsPresenter(context, self)
        self.actions_of_receipt = ReceiptActions(context, self)
        self.heading = Heading()
        self.count = PlainLabel(name="muted", wrap=False)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(260)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SEARCH_DELAY_MS)
        self.notice = Notice(context.look)
        self.model = LazyTableModel(receipt_columns(context), self)
        self.table = RowTable(
            context.look, self.model, stretch=1, widths=(13, 0, 14, 14), sortable=False, lines=2
        )
        self.empty = EmptyState(context.look, "receipts")
        self.detail = ReceiptView(context)
        self.export = icon_button(context.look, "export", self._export)
        self.print = icon_button(context.look, "print", self._print)
        self.show_files = ToolButton(context.look, "open", self._show_files)
        self._folder: Path | None = None
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show_detail(None)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.card = Card()
        self.card.column.addWidget(self.detail, 1)
        self.card.column.addLayout(row(self.export, self.print, None, self.show_files))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.stack)
        splitter.addWidget(self.card)
        splitter.setSizes([520, 440])
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        self.column.addLayout(row(self.heading, None, self.count, self.search))
        self.column.addWidget(self.notice)
        self.column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.presenter.reset.connect(self._show_first)
        self.presenter.more.connect(self._show_more)
        self.presenter.detail.connect(self._show_detail)
        self.model.wanted.connect(self.presenter.load_more)
        self.table.current_changed.connect(self._choose)
        self.search.textChanged.connect(self._delay.start)
        self._delay.timeout.connect(lambda: self.presenter.load(self.search.text().strip()))
        self.actions_of_receipt.exported.connect(self._exported)
        self.actions_of_receipt.printed.connect(self._printed)

    def shown(self) -> None:
        self.notice.silence()
        self.presenter.load()
        self.table.setFocus()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Receipts"))
        self.search.setPlaceholderText(self.tr("Search by number, subject, participant"))
        self.search.setAccessibleName(self.tr("Search the receipts"))
        self.search.setMinimumWidth(
            self.search.fontMetrics().horizontalAdvance(self.search.placeholderText()) + 48
        )
        self.table.setAccessibleName(self.tr("Receipts"))
        self.export.setText(self.tr("&Export…"))
        self.export.setToolTip(self.tr("Copy the receipt with all its evidence to a folder"))
        self.print.setText(self.tr("&Print"))
        self.print.setToolTip(self.tr("Open the printed form of the receipt"))
        self.show_files.describe(self.tr("Show the files in their folder"))
        self.model.retranslate()
        self.table.fit_columns(VERDICT)
        self._show_count()
        self._show_empty()

    def _show_first(self, page: ReceiptPage) -> None:
        self.model.reset(page.rows, page.total)
        self.table.fit_columns(VERDICT)
        self._show_count()
        self._show_empty()
        if page.rows:
            ids = [each.receipt_id for each in page.rows]
            self.table.selectRow(ids.index(self._chosen) if self._chosen in ids else 0)
        else:
            self._choose(None)

    def _show_more(self, page: ReceiptPage) -> None:
        if page.offset == len(self.model.rows):
            self.model.append(page.rows)

    def _show_count(self) -> None:
        self.count.setText(
            self.tr("%Ln receipt(s)", "", self.presenter.total) if self.presenter.total else ""
        )
        self.count.setToolTip(number_text(self.presenter.total))

    def _show_empty(self) -> None:
        if self.search.text().strip():
            self.empty.say(self.tr("Nothing found"), self.tr("No receipt matches these words."))
        else:
            self.empty.say(
                self.tr("No receipts yet"),
                self.tr(
                    "After a submission the authority's receipt is kept here: "
                    "your proof of what you submitted and when."
                ),
            )
        self.stack.setCurrentIndex(0 if self.presenter.total else 1)

    def _choose(self, chosen: object) -> None:
        self._chosen = chosen.receipt_id if isinstance(chosen, ReceiptRow) else None
        self.presenter.choose(self._chosen)

    def _show_detail(self, detail: ReceiptDetail | None) -> None:
        self.card.setVisible(detail is not None)
        self.detail.show_receipt(detail)
        self._folder = detail.files.receipt.parent if detail else None

    def _export(self) -> None:
        if self._chosen:
            self.actions_of_receipt.export(self._chosen)

    def _print(self) -> None:
        if self._chosen:
            self.actions_of_receipt.print_receipt(self._chosen)

    def _show_files(self) -> None:
        if self._folder is not None:
            open_with_system(self._folder)

    def _exported(self, folder: Path) -> None:
        self.notice.say(
            Tone.GOOD,
            self.tr("The evidence was copied to {folder}").format(folder=folder),
            action=self.tr("Open the folder"),
            act=lambda: open_with_system(folder),
        )

    def _printed(self, path: Path) -> None:
        # Where the system has no program for PDF, nothing opens: say where it lies.
        self.notice.say(
            Tone.GOOD,
            self.tr("The printed form is in {path}").format(path=path),
            action=self.tr("Open the folder"),
            act=lambda: open_with_system(path.parent),
        )

    def sizeHint(self) -> QSize:
        return QSize(1000, 640)
