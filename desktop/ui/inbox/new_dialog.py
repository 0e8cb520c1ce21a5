"""Asks what a submission without a request is about, so that it is found again in the lists."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.labels import PlainLabel

LONGEST = 200


class NewSubmissionDialog(QDialog):
    """Hands the subject to *begin*; an empty one is allowed."""

    def __init__(self, begin: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begin = begin
        self.setWindowTitle(self.tr("New submission"))
        self.setMinimumWidth(520)
        text = PlainLabel(
            self.tr("You submit documents on your own initiative; nobody asked for them.")
        )
        self.subject = QLineEdit()
        self.subject.setMaxLength(LONGEST)
        label = QLabel(self.tr("&What are the documents about?"))
        label.setBuddy(self.subject)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = QPushButton(self.tr("&Begin"))
        self.start.setObjectName("primary")
        self.start.setDefault(True)
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(text)
        column.addWidget(label)
        column.addWidget(self.subject)
        column.addWidget(buttons)
        self.subject.setFocus()

    def _accept(self) -> None:
        self.accept()
        self._begin(self.subject.text().strip())
