"""Starts Qt, dresses it, opens the window over an application, and runs until it is closed."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.clock import Clock, system_clock
from desktop.paths import RESOURCES
from desktop.services.settings import Language as LanguageChoice
from desktop.services.settings import system_language
from desktop.ui.context import Context
from desktop.ui.crash import CrashHandler
from desktop.ui.error_dialog import ErrorReporter
from desktop.ui.file_pickers import DialogFilePicker, FilePicker
from desktop.ui.fonts import install_font
from desktop.ui.i18n import Language, Translations
from desktop.ui.icons import Icons
from desktop.ui.instance import InstanceServer
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.service import PreviewService
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Theme
from desktop.ui.widgets.buttons import Look

if TYPE_CHECKING:
    from desktop.services.application import Application

PULSE_MS = 200
# How long a busy worker may keep the interpreter to itself: the longest wait of the window for its
# turn. Python's own 5 ms add up to what a person feels.
SWITCH_INTERVAL_SECONDS = 0.001


def run_window(application: "Application", argv: Sequence[str], *, training: bool = False) -> int:
    """Opens the window and returns the exit code when it is closed.

    Args:
        application: an open workspace; the caller closes it afterwards.
        argv: arguments without the program's name; a file among them is verified.
        training: start the private training portal, after the window is visible.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0]])
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    opened = OpenWindow(app, application)
    crash = CrashHandler(application.paths.logs)
    # From another thread too: posted to the UI thread before a dialog is made.
    crash.install(lambda error: opened.runner.post(lambda: opened.errors.show(error)))
    # Without a pulse Python would see Ctrl+C only when the window next wakes.
    signal.signal(signal.SIGINT, lambda _number, _frame: opened.window.close())
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(PULSE_MS)
    server = InstanceServer(application.paths.home, opened.window.called_again)
    opened.window.show()
    if training:
        opened.window.training.start()
    elif application.training.running is not None:
        opened.window.training.open_key()
    files = [Path(argument) for argument in argv if Path(argument).is_file()]
    if files:
        opened.window.verify_path(files[0])
    try:
        return app.exec()
    finally:
        server.close()
        opened.close()
        crash.restore()


class OpenWindow:
    """The window with everything it stands on; `close` ends its threads."""

    def __init__(
        self,
        app: QApplication,
        application: "Application",
        *,
        picker: FilePicker | None = None,
        clock: Clock = system_clock,
        language: Language | None = None,
        dark: bool | None = None,
    ) -> None:
        self.app = app
        self._application = application
        self._state = QSettings(
            str(application.paths.home / "window.ini"), QSettings.Format.IniFormat
        )
        app.setApplicationName("Qolhat")
        app.setDesktopFileName("qolhat")
        app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "qolhat.svg")))
        install_font(app, RESOURCES / "fonts")
        self.theme = Theme(RESOURCES / "theme")
        self.theme.apply(app, dark=self._kept_look() if dark is None else dark)
        self.translations = Translations(app, RESOURCES / "i18n")
        self.translations.install(language or Language(application.settings.language()))
        look = Look(self.theme, Icons(RESOURCES / "icons"))

        def make_context(window: MainWindow) -> Context:
            self.errors = ErrorReporter(look, window, lambda: self.translations.language.value)
            self.runner = TaskRunner(self.errors.show, parent=window)
            self.previews = PreviewService(window)
            return Context(
                application,
                self.runner,
                self.previews,
                look,
                self.errors,
                picker or DialogFilePicker(),
                self.translations,
                clock,
            )

        self.window = MainWindow(make_context)
        self.window.language_chosen.connect(self.choose_language)
        self.window.look_chosen.connect(self.choose_look)
        app.styleHints().colorSchemeChanged.connect(self._system_look_changed)
        geometry = self._state.value("geometry")
        if geometry is not None:
            self.window.restoreGeometry(geometry)

    def choose_language(self, choice: LanguageChoice) -> None:
        """Switches the language of everything that is open."""
        system = choice is LanguageChoice.SYSTEM
        code = system_language() if system else choice.value
        self.translations.install(Language(code))

    def choose_look(self, dark: bool | None) -> None:
        """Switches light and dark; None follows the system."""
        self._state.setValue("dark", "" if dark is None else str(dark))
        self.theme.apply(self.app, dark=dark)

    def close(self) -> None:
        """Keeps the window's place and ends every thread. Safe to call twice."""
        self._state.setValue("geometry", self.window.saveGeometry())
        self._state.sync()
        self.previews.shutdown()
        self.runner.shutdown()
        self.translations.remove()

    def _kept_look(self) -> bool | None:
        return {"True": True, "False": False}.get(str(self._state.value("dark", "")))

    def _system_look_changed(self) -> None:
        if self._kept_look() is None:
            self.theme.apply(self.app)
