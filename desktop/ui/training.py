"""Training mode in the window: starts the private portal and fetches its requests at once.

The password of a training key is no secret, so the first inbox needs no typing.
"""

import logging

from PySide6.QtCore import QObject, Signal

from desktop.services.keys import OpenedKey
from desktop.services.training import TrainingPortal
from desktop.ui.context import Context
from signing.errors import QolhatError

log = logging.getLogger(__name__)


class TrainingStart(QObject):
    """`started(portal)`, then `key_opened(key)` of the participant that is configured."""

    started = Signal(object)
    key_opened = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def start(self) -> None:
        """Starts the portal in a worker."""
        training = self._context.services.training
        self._context.runner.submit(
            lambda _task: training.start(), succeeded=self._started, failed=self.failed.emit
        )

    def open_key(self) -> None:
        """Opens the training key of the participant."""
        portal = self._context.services.training.running
        if portal is not None:
            self._context.runner.submit(
                lambda _task: self._own_key(portal), succeeded=self._key_opened
            )

    def _started(self, portal: TrainingPortal) -> None:
        self.started.emit(portal)
        self.open_key()

    def _own_key(self, portal: TrainingPortal) -> OpenedKey | None:
        services = self._context.services
        participant = services.settings.current.participant
        for key in portal.keys:
            try:
                opened = services.signing.open(key.path, key.password, for_sign_in=True)
            except QolhatError as error:
                log.info("training key %s does not open: %s", key.path.name, error)
                continue
            if participant is None or participant.id in {
                opened.certificate.iin,
                opened.certificate.bin,
            }:
                return opened
            opened.credential.close()
        return None

    def _key_opened(self, opened: OpenedKey | None) -> None:
        if opened is not None:
            self.key_opened.emit(opened)
