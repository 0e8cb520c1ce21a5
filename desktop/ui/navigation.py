"""The column on the left: one button a page, with icon, word and shortcut."""

from enum import Enum, auto

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.page import TranslatedWidget

ICON_SIZE = 20
AROUND_WORDS = 64  # margins of the column, padding of the button, gap beside the icon
NARROWEST = 150


class Place(Enum):
    """The places of the window, in the order of their buttons."""

    INBOX = auto()
    CASE = auto()
    RECEIPTS = auto()
    VERIFY = auto()
    SETTINGS = auto()


ICONS = {
    Place.INBOX: "inbox",
    Place.CASE: "case",
    Place.RECEIPTS: "receipts",
    Place.VERIFY: "verify",
    Place.SETTINGS: "settings",
}


class Navigation(TranslatedWidget):
    """Emits `chosen(place)`; the menu's Ctrl+1 to Ctrl+5 do the same."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[Place, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 10, 12)
        column.setSpacing(4)
        for place in Place:
            button = QToolButton()
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
            button.clicked.connect(lambda _on=False, place=place: self.chosen.emit(place))
            self._group.addButton(button)
            self.buttons[place] = button
            if place is Place.SETTINGS:
                column.addStretch(1)
            column.addWidget(button)
        self.retranslate()
        self._paint_icons()

    def set_current(self, place: Place) -> None:
        """Marks the button of the page that is shown."""
        self.buttons[place].setChecked(True)
        self._paint_icons()

    def retranslate(self) -> None:
        words = {
            Place.INBOX: self.tr("Inbox"),
            Place.CASE: self.tr("Case"),
            Place.RECEIPTS: self.tr("Receipts"),
            Place.VERIFY: self.tr("Verify"),
            Place.SETTINGS: self.tr("Settings"),
        }
        for number, (place, button) in enumerate(self.buttons.items(), 1):
            button.setText("  " + words[place])
            button.setAccessibleName(words[place])
            button.setToolTip(f"{words[place]} (Ctrl+{number})")
        widest = max(self.fontMetrics().horizontalAdvance("  " + word) for word in words.values())
        self.setFixedWidth(max(widest + ICON_SIZE + AROUND_WORDS, NARROWEST))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()
        super().changeEvent(event)

    def _paint_icons(self) -> None:
        palette = self.palette()
        for place, button in self.buttons.items():
            colour = (
                palette.highlightedText().color()
                if button.isChecked()
                else palette.windowText().color()
            )
            button.setIcon(QIcon(self._look.icons.pixmap(ICONS[place], colour, ICON_SIZE)))
