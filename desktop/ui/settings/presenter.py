"""Reads and saves the settings through their service."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.services.settings import Settings
from desktop.ui.context import Context
from desktop.ui.tasks import Task


class SettingsPresenter(QObject):
    """`changed` when other settings are in force, `failed` when a value was refused."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.settings: Settings = context.services.settings.current

    def reload(self) -> None:
        """Takes what is in force (training mode may have changed it)."""
        self.settings = self._context.services.settings.current
        self.changed.emit()

    def save(self, change: Callable[[Settings], Settings]) -> None:
        """Applies *change* to what is in force and writes it."""
        service = self._context.services.settings

        def work(_task: Task) -> Settings:
            return service.save(change(service.current))

        def succeeded(settings: Settings) -> None:
            self.settings = settings
            self.changed.emit()

        self._context.runner.submit(work, succeeded=succeeded, failed=self.failed.emit)
