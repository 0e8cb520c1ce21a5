"""Tells errors: in a dialog over the window, or as words for a page that shows them in place."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.buttons import Look
from signing.errors import QolhatError

if TYPE_CHECKING:
    from desktop.ui.error_dialog import ErrorDialog, ErrorReport

log = logging.getLogger(__name__)


class ErrorReporter:
    """Shows errors over the window, each kind once at a time.

    The dialog is loaded with the first one: the window should appear before.
    """

    def __init__(self, look: Look, parent: QWidget, language: Callable[[], str]) -> None:
        self._look = look
        self._parent = parent
        self._language = language
        self._open: dict[str, ErrorDialog] = {}

    @property
    def dialogs(self) -> "tuple[ErrorDialog, ...]":
        """Those now open."""
        return tuple(self._open.values())

    def report(self, error: BaseException) -> "ErrorReport":
        """The words for *error*, for pages that show it in place."""
        from desktop.ui.error_dialog import report_of  # noqa: PLC0415 - see the class

        if not isinstance(error, QolhatError):
            log.error("unexpected error", exc_info=error)
        return report_of(error, self._language())

    def show(self, error: BaseException) -> None:
        """Opens a dialog for *error*; returns at once."""
        from desktop.ui.error_dialog import ErrorDialog  # noqa: PLC0415 - see the class

        report = self.report(error)
        key = f"{report.code}{report.text.what}"
        if key in self._open:
            self._open[key].raise_()
            return
        dialog = ErrorDialog(self._look, report, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda: self._open.pop(key, None))
        self._open[key] = dialog
        dialog.open()
