"""Asks for a key to sign in with, so that the inbox can be fetched."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from desktop.services.keys import OpenedKey
from desktop.ui.context import Context
from desktop.ui.keys.panel import KeyPanel
from desktop.ui.widgets.labels import PlainLabel


class SignInDialog(QDialog):
    """Key and password; hands the opened key to *chosen* and closes."""

    def __init__(
        self, context: Context, chosen: Callable[[OpenedKey], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle(self.tr("Sign in to fetch requests"))
        self.setMinimumWidth(560)
        text = PlainLabel(
            self.tr(
                "The portal shows requests only to the participant. Your key signs a short "
                "sign-in note that this program writes itself; nothing is submitted."
            )
        )
        self.panel = KeyPanel(context, for_sign_in=True)
        self.panel.open_button.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.sign_in = QPushButton(self.tr("Sign &in"))
        self.sign_in.setObjectName("primary")
        self.sign_in.setDefault(True)
        buttons.addButton(self.sign_in, QDialogButtonBox.ButtonRole.ActionRole)
        self.sign_in.clicked.connect(self.panel.open_key)
        buttons.rejected.connect(self.reject)
        self.panel.opened.connect(self._done)
        self.panel.presenter.failed.connect(lambda _error: QTimer.singleShot(0, self.adjustSize))
        self.panel.presenter.busy_changed.connect(lambda busy: self.sign_in.setEnabled(not busy))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(text)
        column.addWidget(self.panel)
        column.addStretch(1)
        column.addWidget(buttons)
        self.panel.suggest()
        self.panel.password.setFocus()
        self.finished.connect(self.panel.forget)

    def _done(self) -> None:
        opened = self.panel.presenter.take()
        if opened is not None:
            self.accept()
            self._chosen(opened)
