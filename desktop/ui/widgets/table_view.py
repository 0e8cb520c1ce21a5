"""The one kind of table of the program: rows, no grid, opened by double click or Enter."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.lazy_table import ROW_ROLE, SORT_ROLE, Index, LazyTableModel
from desktop.ui.widgets.sign_delegate import SignDelegate

PADDING = 14
WIDEST_CHARACTERS = 34


class RowTable(QTableView):
    """Shows a `LazyTableModel`; emits the row that was opened or became current."""

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        look: Look,
        model: LazyTableModel[Any],
        *,
        stretch: int,
        widths: Sequence[int],
        sortable: bool,
        lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """Makes the table.

        Args:
            look: theme and icons.
            model: the rows.
            stretch: the column that takes the width that is left.
            widths: the others' starting widths, in average characters; 0 for *stretch*.
            sortable: sorted and filtered by a proxy here, else in the model's own order.
            lines: text lines that a row has room for.
            parent: the Qt parent.
        """
        super().__init__(parent)
        self.rows = model
        self.proxy: QSortFilterProxyModel | None = None
        if sortable:
            self.proxy = QSortFilterProxyModel(self)
            self.proxy.setSourceModel(model)
            self.proxy.setSortRole(SORT_ROLE)
            self.proxy.setFilterKeyColumn(-1)
            self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.proxy.setSortLocaleAware(True)
            self.setModel(self.proxy)
            self.setSortingEnabled(True)
        else:
            self.setModel(model)
        self.setItemDelegate(SignDelegate(look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(
            lines * self.fontMetrics().lineSpacing() + PADDING
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(60)
        for column, width in enumerate(widths):
            header.resizeSection(column, width * self.fontMetrics().averageCharWidth() + 24)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(
            lambda index, _old: self.current_changed.emit(index.data(ROW_ROLE))
        )

    def current_row(self) -> object:
        """The row under the cursor, or None."""
        return self.currentIndex().data(ROW_ROLE)

    def fit_columns(self, *columns: int) -> None:
        """Widens *columns* to what they show now (other language, other rows), within reason."""
        widest = WIDEST_CHARACTERS * self.fontMetrics().averageCharWidth()
        header = self.horizontalHeader()
        for column in columns:
            wanted = min(self.sizeHintForColumn(column) + PADDING, widest)
            header.resizeSection(column, max(wanted, header.sectionSizeHint(column)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.opened.emit(row)
