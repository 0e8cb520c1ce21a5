"""What is done with a receipt: copy its evidence somewhere, print it, show where it lies."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.ui.context import Context


def open_with_system(path: Path) -> None:
    """Opens a file or a folder in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class ReceiptActions(QObject):
    """`exported(folder)` and `printed(path)` when done."""

    exported = Signal(object)
    printed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._widget = parent

    def export(self, receipt_id: str) -> None:
        """Asks for a folder and copies all evidence into a new folder in it."""
        services = self._context.services

        def chosen(folder: Path) -> None:
            self._context.runner.submit(
                lambda _task: services.receipts.export(receipt_id, folder),
                succeeded=lambda files: self.exported.emit(files[0].parent if files else folder),
            )

        self._context.picker.folder(self._widget, self.tr("Where to copy the evidence to"), chosen)

    def print_receipt(self, receipt_id: str) -> None:
        """Writes the printed form and opens it, where the person prints it."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation))
        path = folder / f"qolhat-{receipt_id}.pdf"
        services = self._context.services
        self._context.runner.submit(
            lambda _task: services.receipts.print_pdf(receipt_id, path),
            succeeded=self._printed,
        )

    def _printed(self, path: Path) -> None:
        self.printed.emit(path)
        open_with_system(path)
