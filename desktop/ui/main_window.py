"""The window: navigation left, pages right (made when needed), the training strip on top.

The frame stands by itself, so that it is visible before the services are loaded; `attach` brings
them, and with them the pages. Page modules are imported with their first use for the same reason.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.menus import Commands, Menus
from desktop.ui.navigation import Navigation, Place
from desktop.ui.page_stack import PageStack
from desktop.ui.strip import TrainingStrip
from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.cases import CaseState
    from desktop.services.keys import OpenedKey
    from desktop.ui.context import Context
    from desktop.ui.tasks import TaskRunner
    from desktop.ui.training import TrainingStart
    from desktop.ui.widgets.page import Page

FIRST_SIZE = (1180, 760)
SMALLEST_SIZE = (980, 640)


class MainWindow(QMainWindow):
    """Leads from page to page; `pages` holds them."""

    def __init__(self, look: Look) -> None:
        """Makes the frame, in which nothing can be done yet."""
        super().__init__()
        self._runner: TaskRunner | None = None
        self._training: TrainingStart | None = None
        self._closing = False
        self.navigation = Navigation(look)
        self.strip = TrainingStrip(look)
        self.strip.hide()
        self.pages = PageStack()
        self.opening = EmptyState(look, "case")
        self.pages.addWidget(self.opening)
        self.menus = Menus(self, self._commands())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.pages, 1)
        self._central = QWidget()
        line = QHBoxLayout(self._central)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(right, 1)
        self.setCentralWidget(self._central)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*FIRST_SIZE)
        self.navigation.chosen.connect(self.go)
        self.navigation.set_current(Place.INBOX)
        self._connect_pages()
        self.retranslate()

    def await_tasks_of(self, runner: "TaskRunner") -> None:
        """Closing waits for what this runner does."""
        self._runner = runner

    def attach(self, context: "Context") -> None:
        """The services are there: shows the inbox."""
        from desktop.ui.training import TrainingStart  # noqa: PLC0415 - see the module

        self.pages.attach(context)
        self._training = TrainingStart(context, self)
        self._training.started.connect(self.show_environment)
        self._training.failed.connect(context.errors.show)
        self._training.key_opened.connect(self._refresh_with)
        self.show_environment()
        self.go(Place.INBOX)

    @property
    def training(self) -> "TrainingStart":
        """Starts the training portal."""
        if self._training is None:
            raise RuntimeError("the services are not attached yet")
        return self._training

    # -- pages

    def go(self, place: Place) -> None:
        """Shows the page of *place*."""
        if not self.pages.attached:
            return
        pages: dict[Place, Callable[[], Page]] = {
            Place.INBOX: lambda: self.pages.inbox,
            Place.CASE: lambda: (
                self.pages.submit if self.pages.submission_to_show else self.pages.case
            ),
            Place.RECEIPTS: lambda: self.pages.receipts,
            Place.VERIFY: lambda: self.pages.verify,
            Place.SETTINGS: lambda: self.pages.settings,
        }
        self._show(pages[place](), place)

    def open_case(self, case: "CaseState") -> None:
        """Shows a case."""
        self.pages.case.open_case(case)
        self._show(self.pages.case, Place.CASE)

    def review_case(self, case: "CaseState") -> None:
        """Shows what will be signed for a case."""
        self.pages.submit.review_case(case)
        self._show(self.pages.submit, Place.CASE)

    def show_submission(self, submission_id: str) -> None:
        """Shows what is recorded of a submission."""
        self.pages.submit.show_submission(submission_id)
        self._show(self.pages.submit, Place.CASE)

    def verify_path(self, path: Path) -> None:
        """Verifies a file in the verify page."""
        self.go(Place.VERIFY)
        self.pages.verify.verify(path)

    def called_again(self, arguments: list[str]) -> None:
        """Another start of the program was made: come to the front, take its file."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        files = [Path(argument) for argument in arguments if Path(argument).is_file()]
        if files and self.pages.attached:
            self.verify_path(files[0])

    # -- words

    def retranslate(self) -> None:
        """Sets every word of the frame."""
        self.setWindowTitle(self.tr("Qolhat – documents for the State Revenue Committee"))
        self.opening.say(self.tr("Opening your workspace…"), "")
        self.menus.retranslate()

    def show_environment(self) -> None:
        """Says TRAINING if nothing reaches the authority."""
        portal = self.pages.context.services.settings.current.portal
        self.strip.setVisible(portal is not None and portal.environment == "TRAINING")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- the end

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._runner is None or self._runner.running == 0:
            event.accept()
            return
        event.ignore()
        if self._closing:
            return
        if self.pages.submitting:
            self._ask_before_closing()
        else:
            self._finish()

    def _finish(self) -> None:
        """Stops what runs and closes when the last of it has ended."""
        self._closing = True
        self.pages.leave()
        self._central.setEnabled(False)
        self.setWindowTitle(self.tr("Qolhat – finishing…"))
        if self._runner is not None:
            self._runner.running_changed.connect(self._close_when_idle)
            self._runner.cancel_all()

    def _close_when_idle(self, running: int) -> None:
        if running == 0:
            self.close()

    def _ask_before_closing(self) -> None:
        question = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("A submission is on its way"),
            self.tr(
                "Stop it and close the program? What has been done is kept, and it goes on from "
                "there when you start the program again."
            ),
            parent=self,
        )
        stop = question.addButton(self.tr("Stop and close"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(self.tr("Keep sending"), QMessageBox.ButtonRole.RejectRole)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stop.clicked.connect(self._finish)
        self.question = question
        question.open()

    # -- within

    def _submission_ended(self) -> None:
        """One ended while the person was elsewhere in the window, or in another."""
        QApplication.alert(self)
        places = self.navigation.buttons
        if places[Place.INBOX].isChecked():
            self.pages.inbox.presenter.load()
        elif places[Place.RECEIPTS].isChecked():
            self.pages.receipts.presenter.load(self.pages.receipts.search.text().strip())

    def _show(self, page: "Page", place: Place) -> None:
        self.navigation.set_current(place)
        self.pages.show_page(page)

    def _connect_pages(self) -> None:
        pages = self.pages
        pages.case_opened.connect(self.open_case)
        pages.sign_wanted.connect(self.review_case)
        pages.submission_wanted.connect(self.show_submission)
        pages.submission_ended.connect(self._submission_ended)
        pages.back_to_case_wanted.connect(self._back_to_case)
        pages.inbox_wanted.connect(partial(self.go, Place.INBOX))
        pages.receipts_wanted.connect(partial(self.go, Place.RECEIPTS))

    def _back_to_case(self) -> None:
        case = self.pages.submit.presenter.case
        if case is not None:
            self.open_case(case)

    def _commands(self) -> Commands:
        return Commands(
            new_submission=self._new_submission,
            refresh=self._refresh,
            verify_file=self._verify_file,
            quit=self.close,
            go=self.go,
            about=self._about,
        )

    def _new_submission(self) -> None:
        if self.pages.attached:
            self.go(Place.INBOX)
            self.pages.inbox.ask_for_subject()

    def _refresh_with(self, key: "OpenedKey") -> None:
        self.pages.inbox.presenter.refresh(key)

    def _refresh(self) -> None:
        if self.pages.attached:
            self.go(Place.INBOX)
            self.pages.inbox.ask_for_key()

    def _verify_file(self) -> None:
        if self.pages.attached:
            self.go(Place.VERIFY)
            self.pages.verify.drop.button.click()

    def _about(self) -> None:
        about = QMessageBox(
            QMessageBox.Icon.Information,
            self.tr("About Qolhat"),
            self.tr(
                "Qolhat signs and submits document packages to the State Revenue Committee of "
                "Kazakhstan and keeps the receipt that proves it.\n\nApache License 2.0."
            ),
            QMessageBox.StandardButton.Close,
            self,
        )
        about.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about.open()
