"""A notice: icon, words and at most one thing to do, on a ground of its tone."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.labels import PlainLabel

TONE_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.GOOD: "done",
    Tone.CAUTION: "warning",
    Tone.BAD: "error",
    Tone.INFO: "info",
}


class Notice(QFrame):
    """Says one thing inside a page; hidden until `say`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = Tone.NEUTRAL
        self._icon_name = ""
        self._act: Callable[[], object] | None = None
        self.icon = QLabel()
        self.icon.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.text = PlainLabel(selectable=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action = QPushButton()
        self.action.clicked.connect(self._on_action)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 9, 12, 9)
        line.setSpacing(10)
        line.addWidget(self.icon)
        line.addWidget(self.text, 1)
        line.addWidget(self.action)
        self.hide()

    def say(
        self,
        tone: Tone,
        text: str,
        *,
        icon: str = "",
        action: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        """Shows *text*; with *action* a button that calls *act*."""
        self._tone, self._icon_name, self._act = tone, icon or TONE_ICONS[tone], act
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setObjectName(f"notice{tone.value.capitalize()}")
        self.style().unpolish(self)
        self.style().polish(self)
        self._paint_icon()
        self.show()

    def silence(self) -> None:
        """Hides the notice."""
        self.text.clear()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._icon_name:
            self._paint_icon()
        super().changeEvent(event)

    def _paint_icon(self) -> None:
        colour = self._look.theme.colour(self._tone)
        self.icon.setPixmap(self._look.icons.pixmap(self._icon_name, colour, 20))

    def _on_action(self) -> None:
        if self._act is not None:
            self._act()
