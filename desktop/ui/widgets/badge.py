"""A small coloured statement: icon and word on a ground of its tone."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.signs import Sign
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import Look

RADIUS = 11.0


class Badge(QWidget):
    """Shows a `Sign`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sign = Sign("info", "", Tone.NEUTRAL)
        self.icon = QLabel()
        self.word = QLabel()
        self.word.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(9, 3, 11, 3)
        line.setSpacing(5)
        line.addWidget(self.icon)
        line.addWidget(self.word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, sign: Sign) -> None:
        """Shows *sign*."""
        self._sign = sign
        self.word.setText(sign.word)
        self.setAccessibleName(sign.word)
        self._dress()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.ground(self._sign.tone))
        painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)

    def _dress(self) -> None:
        colour = self._look.theme.colour(self._sign.tone)
        self.icon.setPixmap(self._look.icons.pixmap(self._sign.icon, colour, 16))
        self.word.setStyleSheet(f"color: {colour.name()};")
