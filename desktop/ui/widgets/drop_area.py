"""A place to drop files on; the same by keyboard through its button."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.labels import PlainLabel


def local_files(mime: QMimeData) -> tuple[Path, ...]:
    """The local files of a drag, in its order; nothing from elsewhere is accepted."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


class DropArea(QFrame):
    """Large target with an icon, a sentence and a button."""

    dropped = Signal(object)

    def __init__(
        self, look: Look, icon: str, browse: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dropArea")
        self.setAcceptDrops(True)
        self._look = look
        self._icon_name = icon
        self.icon = QLabel()
        self.text = PlainLabel()
        self.button = QPushButton()
        self.button.clicked.connect(browse)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(8)
        for label in (self.icon, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._paint_icon()

    def set_compact(self, *, compact: bool) -> None:
        """Leaves more room for what is below: no icon, narrow margins."""
        self.icon.setVisible(not compact)
        self._column.setContentsMargins(20, *((8, 20, 8) if compact else (18, 20, 18)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(over=False)
        files = local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def _mark(self, *, over: bool) -> None:
        self.setProperty("over", over)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setCursor(Qt.CursorShape.DragCopyCursor if over else Qt.CursorShape.ArrowCursor)

    def _paint_icon(self) -> None:
        colour = self._look.theme.colour(Tone.NEUTRAL)
        self.icon.setPixmap(self._look.icons.pixmap(self._icon_name, colour, 36))
