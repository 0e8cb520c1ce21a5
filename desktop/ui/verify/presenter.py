"""Verifies one file at a time; a newer wish replaces an older."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.services.verification import VerificationReport, VerifyOptions
from desktop.ui.context import Context


class VerifyPresenter(QObject):
    """`changed` when the report, the error or the work changes."""

    changed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wish = 0
        self.path: Path | None = None
        self.report: VerificationReport | None = None
        self.error: Exception | None = None
        self.offline = False

    @property
    def busy(self) -> bool:
        """Whether a file is being verified."""
        return self.path is not None and self.report is None and self.error is None

    def verify(self, path: Path) -> None:
        """Verifies *path* in a worker."""
        self._wish += 1
        wish = self._wish
        self.path, self.report, self.error = path, None, None
        verification = self._context.services.verification
        options = VerifyOptions(offline=self.offline)

        def succeeded(report: VerificationReport) -> None:
            if wish == self._wish:
                self.report = report
                self.changed.emit()

        def failed(error: Exception) -> None:
            if wish == self._wish:
                self.error = error
                self.changed.emit()

        self._context.runner.submit(
            lambda _task: verification.verify(path, options), succeeded=succeeded, failed=failed
        )
        self.changed.emit()

    def again(self) -> None:
        """Verifies the same file with the options as they are now."""
        if self.path is not None:
            self.verify(self.path)
