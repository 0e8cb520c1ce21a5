"""What happens to an exception that nobody caught: it is written down and shown once.

Installed before the window. Writes to the workspace's log folder; what it writes names no
document and no password beyond what a traceback's last line says.
"""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHandler:
    """Owns the process's exception hooks while the window is open."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._show: Callable[[BaseException], object] = lambda _error: None
        self._seen: set[str] = set()
        self._file: TextIO | None = None

    def install(self, show: Callable[[BaseException], object]) -> None:
        """Takes the hooks; *show* is called on any thread, once for each distinct traceback."""
        self._show = show
        self._file = (self._folder / "crash.log").open("a", encoding="utf-8")
        faulthandler.enable(self._file)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)

    def restore(self) -> None:
        """Gives the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None

    def handle(self, error: BaseException) -> Path | None:
        """Writes a report of *error* and shows it; None if the same was shown before."""
        text = "".join(traceback.format_exception(error))
        frames = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)]
        import hashlib  # noqa: PLC0415 - takes longer to load than the window has to appear

        key = hashlib.sha256("|".join([type(error).__name__, *frames]).encode()).hexdigest()
        log.error("uncaught: %s", text)
        if key in self._seen:
            return None
        self._seen.add(key)
        path = self._folder / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{key[:8]}.txt"
        path.write_text(text, encoding="utf-8")
        self._show(error)
        return path

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.handle(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.handle(arguments.exc_value)

    def _on_unraisable(self, arguments: "sys.UnraisableHookArgs") -> None:
        if arguments.exc_value is not None:
            log.error("unraisable", exc_info=arguments.exc_value)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(
        _QT_LEVELS.get(kind, logging.INFO), "%s (%s)", message, context.category
    )
