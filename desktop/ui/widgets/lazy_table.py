"""A table over rows that arrive in pages: shows what is there, asks for more when it is scrolled.

The view calls `fetchMore` at its end; the model emits `wanted`, whoever loads (a presenter, in a
worker) answers with `append`. Nothing here reads anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.ui.signs import Sign
from desktop.ui.widgets.sign_delegate import SIGN_ROLE

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 2
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 3


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its title (asked anew in every language) and what it shows of a row."""

    title: Callable[[], str]
    show: Callable[[Row], str | Sign]
    sort: Callable[[Row], object] | None = None
    right: bool = False


class LazyTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of frozen values."""

    wanted = Signal(int)

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[Row] = []
        self._total = 0
        self._asked = False

    @property
    def rows(self) -> Sequence[Row]:
        """The rows loaded so far."""
        return self._rows

    @property
    def total(self) -> int:
        """How many rows there are, loaded or not."""
        return self._total

    def reset(self, rows: Sequence[Row], total: int | None = None) -> None:
        """Replaces everything; *total* counts rows not loaded yet too."""
        self.beginResetModel()
        self._rows = list(rows)
        self._total = len(self._rows) if total is None else total
        self._asked = False
        self.endResetModel()

    def append(self, rows: Sequence[Row]) -> None:
        """Adds the page that was wanted. An empty page ends the asking."""
        self._asked = False
        if not rows:
            self._total = len(self._rows)
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._total = max(self._total, len(self._rows))
        self.endInsertRows()

    def row_at(self, index: Index) -> Row | None:
        """The row of *index*."""
        return self._rows[index.row()] if index.isValid() else None

    def refresh_column(self, column: int) -> None:
        """Says that what a column shows has changed by itself (time left)."""
        if self._rows:
            self.dataChanged.emit(
                self.index(0, column), self.index(len(self._rows) - 1, column), []
            )

    def retranslate(self) -> None:
        """Asks views to read headers and cells again."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.wanted.emit(len(self._rows))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        return self._cell(self._rows[index.row()], self._columns[index.column()], role)

    def _cell(self, row: Row, column: Column[Row], role: int) -> object:
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE and column.sort is not None:
            return column.sort(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        if role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            SORT_ROLE,
            SIGN_ROLE,
        }:
            return None
        shown = column.show(row)
        if role == SIGN_ROLE:
            return shown if isinstance(shown, Sign) else None
        return shown.word if isinstance(shown, Sign) else shown


def _alignment(right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
