"""Starts Qt, shows the window, opens the workspace behind it, and runs until it is closed."""

import gc
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.clock import Clock, system_clock
from desktop.paths import RESOURCES, Paths
from desktop.ui.error_reporter import ErrorReporter
from desktop.ui.first_paint import FirstPaint
from desktop.ui.fonts import install_font
from desktop.ui.i18n import Language, Translations
from desktop.ui.icons import Icons
from desktop.ui.main_window import MainWindow
from desktop.ui.tasks import TaskRunner
from desktop.ui.theme import Theme, make_app
from desktop.ui.widgets.buttons import Look

if TYPE_CHECKING:
    from desktop.services.application import Application
    from desktop.ui.file_pickers import FilePicker
    from desktop.ui.housekeeping import Housekeeping
    from desktop.ui.preview.service import PreviewService

PULSE_MS = 200
# How long a busy worker may keep the interpreter to itself: the longest wait of the window for its
# turn. Python's own 5 ms add up to what a person feels.
SWITCH_INTERVAL_SECONDS = 0.001


def run_window(
    opening: Callable[[], "Application"],
    paths: Paths,
    argv: Sequence[str],
    *,
    training: bool = False,
) -> int:
    """Shows the window, opens the workspace in a worker, and returns the exit code at the end.

    Args:
        opening: opens the workspace; called on a worker thread, so that the window is visible
            before the services are loaded. The application is closed here.
        paths: the folders of that workspace.
        argv: arguments without the program's name; a file among them is verified.
        training: start the private training portal when the workspace is open.

    Raises:
        QolhatError: what *opening* raised; a dialog has told it.
    """
    from desktop.ui.crash import CrashHandler  # noqa: PLC0415 - not needed for the first picture
    from desktop.ui.instance import InstanceServer  # noqa: PLC0415 - see above

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = make_app(sys.argv[0])
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    opened = OpenWindow(app, paths)
    opened.window.strip.setVisible(training)
    opened.window.show()
    crash = CrashHandler(paths.logs)
    # From another thread too: posted to the UI thread before a dialog is made.
    crash.install(lambda error: opened.runner.post(lambda: opened.errors.show(error)))
    # Without a pulse Python would see Ctrl+C only when the window next wakes.
    signal.signal(signal.SIGINT, lambda _number, _frame: opened.window.close())
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(PULSE_MS)
    servers: list[InstanceServer] = []

    def go_on() -> None:
        servers.append(InstanceServer(paths.home, opened.window.called_again))
        opened.open_behind(opening, argv, training=training)

    FirstPaint(opened.window, go_on)
    try:
        code = app.exec()
    finally:
        for server in servers:
            server.close()
        opened.close()
        crash.restore()
    if opened.failure is not None:
        raise opened.failure
    return code


class OpenWindow:
    """The window with everything it stands on; `close` ends its threads and its application."""

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        *,
        picker: "FilePicker | None" = None,
        clock: Clock = system_clock,
        language: Language | None = None,
        dark: bool | None = None,
    ) -> None:
        """Makes the frame and shows nothing yet; *language* and *dark* win over what was kept."""
        self.app = app
        self.failure: Exception | None = None
        self._own: list[Application] = []
        self._picker, self._clock = picker, clock
        self._forced_language = language
        self._state = QSettings(str(paths.home / "window.ini"), QSettings.Format.IniFormat)
        app.setApplicationName("Qolhat")
        app.setDesktopFileName("qolhat")
        app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "qolhat.svg")))
        install_font(app, RESOURCES / "fonts")
        self.theme = Theme(RESOURCES / "theme")
        self.theme.apply(app, dark=self._kept_look() if dark is None else dark)
        self.translations = Translations(app, RESOURCES / "i18n")
        self.translations.install(language or self._kept_language())
        self.look = Look(self.theme, Icons(RESOURCES / "icons"))
        self.window = MainWindow(self.look)
        self.errors = ErrorReporter(
            self.look, self.window, lambda: self.translations.language.value
        )
        self.runner = TaskRunner(self.errors.show, parent=self.window)
        self.previews: PreviewService | None = None
        self._housekeeping: Housekeeping | None = None
        self.window.await_tasks_of(self.runner)
        self.window.pages.language_chosen.connect(self._choose_language)
        self.window.pages.look_chosen.connect(self._choose_look)
        app.styleHints().colorSchemeChanged.connect(self._system_look_changed)
        geometry = self._state.value("geometry")
        if geometry is not None:
            self.window.restoreGeometry(geometry)

    def open_behind(
        self, opening: Callable[[], "Application"], argv: Sequence[str], *, training: bool
    ) -> None:
        """Opens the workspace in a worker and attaches it; a failure is told and ends it."""

        def work(_task: object) -> "Application":
            application = opening()
            self._own.append(application)
            return application

        def succeeded(application: "Application") -> None:
            self.attach(application)
            if training:
                self.window.training.start()
            files = [Path(argument) for argument in argv if Path(argument).is_file()]
            if files:
                self.window.verify_path(files[0])

        gc.disable()  # what loading makes is here to stay; `attach` enables it again
        self.runner.submit(work, succeeded=succeeded, failed=self._fail)

    def attach(self, application: "Application") -> None:
        """Brings the services into the window."""
        from desktop.ui.context import Context  # noqa: PLC0415 - after the first picture
        from desktop.ui.file_pickers import DialogFilePicker  # noqa: PLC0415 - see above
        from desktop.ui.housekeeping import Housekeeping  # noqa: PLC0415 - see above
        from desktop.ui.preview.service import PreviewService  # noqa: PLC0415 - see above

        self._housekeeping = Housekeeping(self.runner, self.window)
        language = self._forced_language or Language(application.settings.language())
        if language is not self.translations.language:
            self.translations.install(language)
        self._state.setValue("language", language.value)
        self.previews = PreviewService(self.window)
        self.window.attach(
            Context(
                application,
                self.runner,
                self.previews,
                self.look,
                self.errors,
                self._picker or DialogFilePicker(),
                self.translations,
                self._clock,
            )
        )

    def close(self) -> None:
        """Keeps the window's place, ends every thread, closes the application. Safe to repeat."""
        self._state.setValue("geometry", self.window.saveGeometry())
        self._state.sync()
        if self.previews is not None:
            self.previews.shutdown()
        self.runner.shutdown()
        if self._housekeeping is not None:
            self._housekeeping.stop()
            self._housekeeping = None
        self.translations.remove()
        while self._own:
            self._own.pop().close()

    def _fail(self, error: Exception) -> None:
        gc.enable()
        self.failure = error
        self.errors.show(error)
        for dialog in self.errors.dialogs:
            dialog.finished.connect(self.window.close)

    def _choose_language(self, code: str) -> None:
        """Switches the language of everything that is open."""
        language = Language(code)
        self._state.setValue("language", language.value)
        self.translations.install(language)

    def _choose_look(self, dark: bool | None) -> None:
        """Switches light and dark; None follows the system."""
        self._state.setValue("dark", "" if dark is None else str(dark))
        self.theme.apply(self.app, dark=dark)

    def _kept_look(self) -> bool | None:
        return {"True": True, "False": False}.get(str(self._state.value("dark", "")))

    def _kept_language(self) -> Language:
        """Of the last run; at the first start the system's, Russian where that is none of ours."""
        names = [str(self._state.value("language", "")), *QLocale.system().uiLanguages()]
        codes = [name.split("-")[0] for name in names]
        return next((Language(code) for code in codes if code in set(Language)), Language.RUSSIAN)

    def _system_look_changed(self) -> None:
        if self._kept_look() is None:
            self.theme.apply(self.app)
