"""Opens a key file in a worker and holds the opened key until it is used or dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.services.keys import OpenedKey
from desktop.ui.context import Context
from signing.credentials.certificate import CertificateSummary


class KeyPresenter(QObject):
    """The key of one purpose: signing a package, or signing in for the inbox.

    `opened_changed` when a key was opened or dropped, `busy_changed` around the work, `failed`
    with the error. `take` hands the credential over: whoever takes it closes it.
    """

    opened_changed = Signal()
    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(
        self, context: Context, parent: QObject | None = None, *, for_sign_in: bool = False
    ) -> None:
        super().__init__(parent)
        self._for_sign_in = for_sign_in
        self._context = context
        self._opened: OpenedKey | None = None
        self._wish = 0

    @property
    def certificate(self) -> CertificateSummary | None:
        """Whose key is open, if one is."""
        return self._opened.certificate if self._opened else None

    @property
    def suggested_path(self) -> Path | None:
        """The key file used last; in training mode the first demo key."""
        last = self._context.services.signing.last_path()
        if last is not None:
            return last
        training = self._context.services.training.running
        return training.keys[0].path if training and training.keys else None

    def training_password(self, path: Path) -> str | None:
        """The password of a training key, which is no secret; None for every other key."""
        training = self._context.services.training.running
        keys = training.keys if training else ()
        return next((key.password for key in keys if key.path == path), None)

    def training_keys(self) -> tuple[Path, ...]:
        """The demo keys of a training portal that runs."""
        training = self._context.services.training.running
        return tuple(key.path for key in training.keys) if training else ()

    def open(self, path: Path, password: str, then: Callable[[], object] | None = None) -> None:
        """Opens *path*; *then* is called if it opened and is still wanted."""
        self.drop()
        self._wish += 1
        wish = self._wish
        services = self._context.services
        self.busy_changed.emit(True)

        def succeeded(opened: OpenedKey) -> None:
            if wish != self._wish:
                opened.credential.close()
                return
            self._opened = opened
            self.opened_changed.emit()
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if wish == self._wish:
                self.failed.emit(error)

        self._context.runner.submit(
            lambda _task: services.signing.open(path, password, for_sign_in=self._for_sign_in),
            succeeded=succeeded,
            failed=failed,
            ended=lambda: self.busy_changed.emit(False),
        )

    def take(self) -> OpenedKey | None:
        """Hands the opened key over; afterwards none is open here."""
        opened, self._opened = self._opened, None
        if opened is not None:
            self.opened_changed.emit()
        return opened

    def drop(self) -> None:
        """Forgets the key and whatever opening is on its way."""
        self._wish += 1
        opened = self.take()
        if opened is not None:
            opened.credential.close()
