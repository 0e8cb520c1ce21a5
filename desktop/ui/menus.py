"""The menu bar: every way through the program once more, in words and with its shortcut."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.ui.navigation import Place


@dataclass(frozen=True, slots=True)
class Commands:
    """What the menu can ask the window to do."""

    new_submission: Callable[[], object]
    refresh: Callable[[], object]
    verify_file: Callable[[], object]
    quit: Callable[[], object]
    go: Callable[[Place], object]
    about: Callable[[], object]


class Menus(QObject):
    """Fills the window's menu bar; `retranslate` sets the words."""

    def __init__(self, window: QMainWindow, commands: Commands) -> None:
        super().__init__(window)
        bar = window.menuBar()
        self.file, self.view, self.help = QMenu(bar), QMenu(bar), QMenu(bar)
        for menu in (self.file, self.view, self.help):
            bar.addMenu(menu)
        self.new = self._add(self.file, commands.new_submission, "Ctrl+N")
        self.refresh = self._add(self.file, commands.refresh, "F5")
        self.verify = self._add(self.file, commands.verify_file, "Ctrl+Shift+O")
        self.file.addSeparator()
        self.quit = self._add(self.file, commands.quit, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.places: dict[Place, QAction] = {}
        for number, place in enumerate(Place, 1):
            self.places[place] = self._add(self.view, partial(commands.go, place), f"Ctrl+{number}")
        self.about = self._add(self.help, commands.about, "F1")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.retranslate()

    def _add(self, menu: QMenu, act: Callable[[], object], shortcut: str) -> QAction:
        action = QAction(menu)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(act)
        menu.addAction(action)
        return action

    def retranslate(self) -> None:
        """Sets every word, in the language in force."""
        self.file.setTitle(self.tr("&File"))
        self.view.setTitle(self.tr("&Go to"))
        self.help.setTitle(self.tr("&Help"))
        self.new.setText(self.tr("&New submission"))
        self.refresh.setText(self.tr("&Refresh the inbox"))
        self.verify.setText(self.tr("&Verify a file…"))
        self.quit.setText(self.tr("&Quit"))
        self.about.setText(self.tr("&About Qolhat"))
        for place, text in {
            Place.INBOX: self.tr("&Inbox"),
            Place.CASE: self.tr("&Case"),
            Place.RECEIPTS: self.tr("&Receipts"),
            Place.VERIFY: self.tr("&Verify"),
            Place.SETTINGS: self.tr("&Settings"),
        }.items():
            self.places[place].setText(text)
