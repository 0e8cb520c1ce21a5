"""An empty list that says why it is empty and what to do."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.labels import PlainLabel


class EmptyState(QWidget):
    """Icon, headline, one sentence, and the buttons that the page adds."""

    def __init__(self, look: Look, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon_name = icon
        self.icon = QLabel()
        self.title = PlainLabel(name="subheading")
        self.text = PlainLabel(name="muted")
        self.text.setMaximumWidth(520)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self.icon, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.icon)
        column.addWidget(self.title)
        column.addWidget(self.text, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QVBoxLayout()
        column.addLayout(self._buttons)
        column.addStretch(3)
        self._paint_icon()

    def add_button(self, button: QPushButton) -> None:
        """Adds a way out below the text."""
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, text: str) -> None:
        """Sets the two texts; the sentence gets the width it needs."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setMinimumWidth(min(520, self.text.fontMetrics().horizontalAdvance(text) + 8))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    def _paint_icon(self) -> None:
        colour = self._look.theme.colour(Tone.NEUTRAL)
        self.icon.setPixmap(self._look.icons.pixmap(self._icon_name, colour, 48))
