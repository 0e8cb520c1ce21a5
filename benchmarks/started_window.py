"""A program that is started and closed again, and tells when its window was there.

`python -m benchmarks.started_window qolhat` is the command `qolhat` itself; `… bare` a window of Qt
with a word in it. Prints moments of the monotonic clock as JSON: `visible` after the first paint,
`usable` (ours only) when the inbox is there to work with.
"""

import json
import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class BareWindow(QMainWindow):
    """Nothing but what tells the moment: each enumeration that Python learns takes time."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The event comes before its picture is there."""
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)

    def painted(self) -> None:
        """Tell, and close."""
        print(json.dumps({"visible": time.monotonic()}), flush=True)
        self.close()


class ProgramWatch(QObject):
    """Notes when the program's window was painted for the first time, and when it has services."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.moments: dict[str, float] = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The event comes before its picture: another one, sent to oneself, after it."""
        if watched is self.window and event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        """The first picture is there; now the program begins to load its services."""
        if event.type() != QEvent.Type.User:
            return super().event(event)
        self.moments["visible"] = time.monotonic()
        from desktop.ui.main_window import MainWindow  # noqa: PLC0415 - loaded by the program

        attach = MainWindow.attach

        def attached(window: MainWindow, *services: object) -> None:
            attach(window, *services)  # type: ignore[arg-type]  # handed on as they came
            self.moments["usable"] = time.monotonic()
            print(json.dumps(self.moments), flush=True)
            QTimer.singleShot(0, window.close)

        MainWindow.attach = attached  # type: ignore[method-assign,assignment]
        return True


def program() -> None:
    """`qolhat` without arguments."""
    from desktop.cli import main  # noqa: PLC0415 - part of what is measured

    show = QMainWindow.show

    def watched(window: QMainWindow) -> None:
        ProgramWatch(window)
        show(window)

    QMainWindow.show = watched  # type: ignore[method-assign,assignment]
    sys.argv = ["qolhat"]
    main()


def bare() -> None:
    """A window of Qt."""
    app = QApplication([])
    window = BareWindow()
    window.setCentralWidget(QLabel("Qolhat"))
    window.resize(1180, 760)
    window.show()
    app.exec()


if __name__ == "__main__":
    {"qolhat": program, "bare": bare}[sys.argv[1]]()
