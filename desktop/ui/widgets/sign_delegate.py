"""Paints a cell that shows a state: its icon and its word in the tone's colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.signs import Sign
from desktop.ui.widgets.buttons import Look

# Cells that hold a `Sign` answer this role with it, and DisplayRole with its word.
SIGN_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ICON_SIZE = 16
GAP = 6
PADDING = 8
Index = QModelIndex | QPersistentModelIndex


class SignDelegate(QStyledItemDelegate):
    """Icon and word of a `Sign`; other cells as usual."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sign = index.data(SIGN_ROLE)
        if not isinstance(sign, Sign):
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        area: QRect = option.rect.adjusted(PADDING, 0, -PADDING, 0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        theme = self._look.theme
        colour = theme.on_selection if selected else theme.colour(sign.tone)
        pixmap = self._look.icons.pixmap(sign.icon, colour, ICON_SIZE, 2.0)
        top = area.top() + (area.height() - ICON_SIZE) // 2
        painter.save()
        painter.drawPixmap(QRect(area.left(), top, ICON_SIZE, ICON_SIZE), pixmap)
        painter.setPen(colour)
        words = area.adjusted(ICON_SIZE + GAP, 0, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        if option.fontMetrics.boundingRect(words, flags, text).height() > words.height():
            text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, flags, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        if isinstance(index.data(SIGN_ROLE), Sign):
            words = option.fontMetrics.horizontalAdvance(str(index.data()))
            return QSize(words + ICON_SIZE + GAP + 2 * PADDING, size.height())
        return size
