"""A window that shows the receipts of a workspace, and tells how long that took.

`python -m benchmarks.receipts_window window HOME` opens the program's own window, `… bare HOME` a
table of Qt over the same database. Prints milliseconds as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from benchmarks.bench_receipts import RECEIPTS
from desktop.paths import Paths
from desktop.services.application import Application
from desktop.ui.navigation import Place
from desktop.ui.window_app import OpenWindow

PATIENCE_MS = 60_000
ROWS = """
    SELECT received, subject_ru, stage, indication FROM receipts
    WHERE superseded = 0 ORDER BY received DESC, receipt_id
"""


class PaintWatch(QObject):
    """Waits until a widget is painted while a condition holds."""

    def __init__(self, widget: QWidget, holds: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._loop = QEventLoop()
        self._holds = holds
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask at every paint; go on when it is done."""
        if event.type() == QEvent.Type.Paint and self._holds():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._loop.quit)
        return False

    def milliseconds_since(self, started: float) -> float:
        """Run the event loop until then.

        Raises:
            RuntimeError: it never comes.
        """
        QTimer.singleShot(PATIENCE_MS, lambda: self._loop.exit(1))
        if self._loop.exec():
            raise RuntimeError("never painted")
        return (time.perf_counter() - started) * 1000


def program_window(app: QApplication, home: Path) -> dict[str, float]:
    """Open the list of receipts for the first time, again, and with a word to search for."""
    with Application(Paths(home)) as application:
        opened = OpenWindow(app, Paths(home))
        opened.attach(application)
        window = opened.window
        window.show()
        PaintWatch(window, lambda: True).milliseconds_since(0)
        settle()
        started = time.perf_counter()
        window.go(Place.RECEIPTS)
        page = window.pages.receipts
        rows = page.model.rowCount

        def until(holds: Callable[[], bool]) -> float:
            return PaintWatch(page.table.viewport(), holds).milliseconds_since(started)

        taken = {"open": until(lambda: rows() > 0 and page.model.total == RECEIPTS)}
        settle()
        window.go(Place.SETTINGS)
        settle()
        page.model.reset(())
        started = time.perf_counter()
        window.go(Place.RECEIPTS)
        taken["again"] = until(lambda: rows() > 0)
        settle()
        started = time.perf_counter()
        page.presenter.load("request-777")
        taken["search"] = until(lambda: 0 < page.model.total < RECEIPTS)
        settle()
        opened.close()
    return taken


def bare_table(app: QApplication, home: Path) -> dict[str, float]:
    """What Qt alone does with the same rows."""
    started = time.perf_counter()
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(Paths(home).database))
    if not database.open():
        raise RuntimeError(database.lastError().text())
    model = QSqlQueryModel()
    model.setQuery(ROWS, database)
    table = QTableView()
    table.setModel(model)
    table.resize(600, 640)
    table.show()
    taken = PaintWatch(table.viewport(), lambda: model.rowCount() > 0).milliseconds_since(started)
    app.closeAllWindows()
    return {"open": taken}


def settle() -> None:
    """Let what was begun come to its end, so that it is not counted with what follows."""
    loop = QEventLoop()
    QTimer.singleShot(500, loop.quit)
    loop.exec()


if __name__ == "__main__":
    shown = {"window": program_window, "bare": bare_table}[sys.argv[1]]
    print(json.dumps(shown(QApplication([]), Path(sys.argv[2]))))
