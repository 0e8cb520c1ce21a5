"""The strip that says TRAINING on every page, so that nobody takes practice for the real thing."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.page import TranslatedWidget


class TrainingStrip(TranslatedWidget):
    """One line, always visible in training mode."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        frame = QFrame()
        frame.setObjectName("trainingStrip")
        self.word = QLabel()
        font = self.word.font()
        font.setBold(True)
        self.word.setFont(font)
        self.text = PlainLabel()
        line = QHBoxLayout(frame)
        line.setContentsMargins(20, 5, 20, 5)
        line.setSpacing(10)
        line.addWidget(self.word)
        line.addWidget(self.text, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.retranslate()

    def retranslate(self) -> None:
        self.word.setText(self.tr("TRAINING"))
        self.text.setText(
            self.tr(
                "Everything here is practice with a portal on this computer; "
                "nothing reaches the authority."
            )
        )
