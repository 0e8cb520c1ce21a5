"""Buttons: the one main button of a page, icon-only tools with a name, links."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from desktop.ui.icons import Icons
from desktop.ui.theme import Theme


class Look:
    """Theme and icons together: all a widget needs to dress itself."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self.theme = theme
        self.icons = icons


class PrimaryButton(QPushButton):
    """The page's main action; at most one is visible at a time."""

    def __init__(self, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("primary")
        self.clicked.connect(clicked)


class LinkButton(QPushButton):
    """A quiet action in running text."""

    def __init__(self, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(clicked)


class ToolButton(QToolButton):
    """An icon-only button; `describe` gives it the name a screen reader says."""

    def __init__(
        self, look: Look, icon: str, clicked: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self.setObjectName("tool")
        self.setIconSize(QSize(20, 20))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(clicked)
        self.paint_icon()

    def describe(self, name: str) -> None:
        """Sets tool tip and accessible name; with its shortcut if it has one."""
        self.setAccessibleName(name)
        shortcut = self.shortcut().toString(self.shortcut().SequenceFormat.NativeText)
        self.setToolTip(f"{name} ({shortcut})" if shortcut else name)

    def paint_icon(self) -> None:
        """Draws the icon in the theme's colours."""
        palette = self.palette()
        self.setIcon(
            self._look.icons.icon(
                self._icon,
                palette.buttonText().color(),
                palette.color(palette.ColorGroup.Disabled, palette.ColorRole.Mid),
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.paint_icon()
        super().changeEvent(event)


def press_by(button: QAbstractButton, keys: str) -> QShortcut:
    """Lets *keys* press *button* while it can be pressed.

    Not `setShortcut`: setting a button's text replaces that by the letter in the text.
    """
    shortcut = QShortcut(QKeySequence(keys), button)
    shortcut.activated.connect(button.click)
    return shortcut


def icon_button(
    look: Look, icon: str, clicked: Callable[[], object], parent: QWidget | None = None
) -> QPushButton:
    """A button with an icon and a text (set by the caller)."""
    button = IconTextButton(look, icon, parent)
    button.clicked.connect(clicked)
    return button


class IconTextButton(QPushButton):
    """Redraws its icon when the colours change."""

    def __init__(self, look: Look, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self.paint_icon()

    def paint_icon(self) -> None:
        """Draws the icon in the theme's colours."""
        palette = self.palette()
        self.setIcon(
            self._look.icons.icon(
                self._icon,
                palette.buttonText().color(),
                palette.color(palette.ColorGroup.Disabled, palette.ColorRole.ButtonText),
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.paint_icon()
        super().changeEvent(event)
