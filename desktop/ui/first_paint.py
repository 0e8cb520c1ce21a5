"""What may wait until the window is there: called once, after it was painted for the first time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE_MS = 1000


class FirstPaint(QObject):
    """Calls *call* after the first paint of *window*; soon also if it starts out of sight."""

    def __init__(self, window: QWidget, call: Callable[[], object]) -> None:
        super().__init__(window)
        self._call: Callable[[], object] | None = call
        window.installEventFilter(self)
        QTimer.singleShot(PATIENCE_MS, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # The event comes before its picture is on the screen.
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        call, self._call = self._call, None
        if call is not None:
            call()
