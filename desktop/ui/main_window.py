"""The window: navigation left, pages right (made when needed), the training strip on top.

The frame stands by itself, so that it is visible before the services are loaded; `attach` brings
them, and with them the pages. Page modules are imported with their first use for the same reason.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.menus import Commands, Menus
from desktop.ui.navigation import Navigation, Place
from desktop.ui.strip import TrainingStrip
from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from desktop.services.cases import CaseState
    from desktop.services.keys import OpenedKey
    from desktop.ui.case.page import CasePage
    from desktop.ui.context import Context
    from desktop.ui.inbox.page import InboxPage
    from desktop.ui.receipts.page import ReceiptsPage
    from desktop.ui.settings.page import SettingsPage
    from desktop.ui.submit.page import SubmitPage
    from desktop.ui.tasks import TaskRunner
    from desktop.ui.training import TrainingStart
    from desktop.ui.verify.page import VerifyPage

PageKind = TypeVar("PageKind", bound=Page)

FIRST_SIZE = (1180, 760)
SMALLEST_SIZE = (980, 640)


class MainWindow(QMainWindow):
    """Owns the pages. Emits `language_chosen` and `look_chosen` of the settings page."""

    language_chosen = Signal(object)
    look_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        """Makes the frame, in which nothing can be done yet."""
        super().__init__()
        self._context: Context | None = None
        self._runner: TaskRunner | None = None
        self._training: TrainingStart | None = None
        self._submit_page: SubmitPage | None = None
        self._closing = False
        self._pages: dict[type[Page], Page] = {}
        self.navigation = Navigation(look)
        self.strip = TrainingStrip(look)
        self.strip.hide()
        self.stack = QStackedWidget()
        self.opening = EmptyState(look, "case")
        self.stack.addWidget(self.opening)
        self.menus = Menus(self, self._commands())
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.stack, 1)
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
        self.retranslate()

    def await_tasks_of(self, runner: "TaskRunner") -> None:
        """Closing waits for what this runner does."""
        self._runner = runner

    def attach(self, context: "Context") -> None:
        """The services are there: shows the inbox."""
        from desktop.ui.training import TrainingStart  # noqa: PLC0415 - see the module

        self._context = context
        self._training = TrainingStart(context, self)
        self._training.started.connect(self.show_environment)
        self._training.failed.connect(context.errors.show)
        self._training.key_opened.connect(self._refresh_with)
        self.show_environment()
        self.go(Place.INBOX)

    @property
    def context(self) -> "Context":
        """What pages are given."""
        if self._context is None:
            raise RuntimeError("the services are not attached yet")
        return self._context

    @property
    def training(self) -> "TrainingStart":
        """Starts the training portal."""
        if self._training is None:
            raise RuntimeError("the services are not attached yet")
        return self._training

    # -- pages

    @property
    def inbox(self) -> "InboxPage":
        """The inbox page."""
        from desktop.ui.inbox.page import InboxPage  # noqa: PLC0415 - see the module

        return self._page(InboxPage, self._connect_inbox)

    @property
    def case(self) -> "CasePage":
        """The case page."""
        from desktop.ui.case.page import CasePage  # noqa: PLC0415 - see the module

        return self._page(CasePage, self._connect_case)

    @property
    def submit(self) -> "SubmitPage":
        """The page of signing and submitting."""
        from desktop.ui.submit.page import SubmitPage  # noqa: PLC0415 - see the module

        return self._page(SubmitPage, self._connect_submit)

    @property
    def receipts(self) -> "ReceiptsPage":
        """The receipts page."""
        from desktop.ui.receipts.page import ReceiptsPage  # noqa: PLC0415 - see the module

        return self._page(ReceiptsPage)

    @property
    def verify(self) -> "VerifyPage":
        """The verify page."""
        from desktop.ui.verify.page import VerifyPage  # noqa: PLC0415 - see the module

        return self._page(VerifyPage)

    @property
    def settings(self) -> "SettingsPage":
        """The settings page."""
        from desktop.ui.settings.page import SettingsPage  # noqa: PLC0415 - see the module

        return self._page(SettingsPage, self._connect_settings)

    def go(self, place: Place) -> None:
        """Shows the page of *place*."""
        if self._context is None:
            return
        pages: dict[Place, Callable[[], Page]] = {
            Place.INBOX: lambda: self.inbox,
            Place.CASE: lambda: self.submit if self._submission_to_show() else self.case,
            Place.RECEIPTS: lambda: self.receipts,
            Place.VERIFY: lambda: self.verify,
            Place.SETTINGS: lambda: self.settings,
        }
        self._show(pages[place](), place)

    def open_case(self, case: "CaseState") -> None:
        """Shows a case."""
        self.case.open_case(case)
        self._show(self.case, Place.CASE)

    def review_case(self, case: "CaseState") -> None:
        """Shows what will be signed for a case."""
        self.submit.review_case(case)
        self._show(self.submit, Place.CASE)

    def show_submission(self, submission_id: str) -> None:
        """Shows what is recorded of a submission."""
        self.submit.show_submission(submission_id)
        self._show(self.submit, Place.CASE)

    def verify_path(self, path: Path) -> None:
        """Verifies a file in the verify page."""
        self.go(Place.VERIFY)
        self.verify.verify(path)

    def called_again(self, arguments: list[str]) -> None:
        """Another start of the program was made: come to the front, take its file."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        files = [Path(argument) for argument in arguments if Path(argument).is_file()]
        if files and self._context is not None:
            self.verify_path(files[0])

    # -- words

    def retranslate(self) -> None:
        """Sets every word of the frame."""
        self.setWindowTitle(self.tr("Qolhat – documents for the State Revenue Committee"))
        self.opening.say(self.tr("Opening your workspace…"), "")
        self.menus.retranslate()

    def show_environment(self) -> None:
        """Says TRAINING if nothing reaches the authority."""
        portal = self.context.services.settings.current.portal
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
        if self._submitting():
            self._ask_before_closing()
        else:
            self._finish()

    def _finish(self) -> None:
        """Stops what runs and closes when the last of it has ended."""
        self._closing = True
        shown = self.stack.currentWidget()
        if isinstance(shown, Page):
            shown.leave()
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

    def _submission_to_show(self) -> bool:
        """Whether one is on its way, or has ended and nobody has seen how."""
        page = self._submit_page
        return page is not None and (page.presenter.running or page.result_waits)

    def _submission_ended(self) -> None:
        """One ended while the person was elsewhere in the window, or in another."""
        QApplication.alert(self)
        places = self.navigation.buttons
        if places[Place.INBOX].isChecked():
            self.inbox.presenter.load()
        elif places[Place.RECEIPTS].isChecked():
            self.receipts.presenter.load(self.receipts.search.text().strip())

    def _submitting(self) -> bool:
        return self._submit_page is not None and self._submit_page.presenter.running

    def _page(
        self,
        kind: type[PageKind],
        connect: Callable[[PageKind], object] | None = None,
    ) -> PageKind:
        """The page of this kind, made and connected with its first use."""
        page = self._pages.get(kind)
        if page is None:
            # Every page takes the context alone; their common base is a widget.
            made = kind(self.context)  # type: ignore[arg-type]
            self._pages[kind] = made
            self.stack.addWidget(made)
            if connect is not None:
                connect(made)
            return made
        return page  # type: ignore[return-value]  # stored under its own kind

    def _connect_inbox(self, page: "InboxPage") -> None:
        page.presenter.case_opened.connect(self.open_case)
        page.submission_chosen.connect(self.show_submission)

    def _connect_case(self, page: "CasePage") -> None:
        page.sign_wanted.connect(self.review_case)
        page.submission_wanted.connect(self.show_submission)
        page.inbox_wanted.connect(self._go_to_inbox)

    def _connect_submit(self, page: "SubmitPage") -> None:
        self._submit_page = page
        page.back_wanted.connect(self._back_to_case)
        page.ended_elsewhere.connect(self._submission_ended)
        page.inbox_wanted.connect(self._go_to_inbox)
        page.receipts_wanted.connect(self._go_to_receipts)

    def _connect_settings(self, page: "SettingsPage") -> None:
        page.language_chosen.connect(self.language_chosen)
        page.look_chosen.connect(self.look_chosen)

    def _show(self, page: Page, place: Place) -> None:
        before = self.stack.currentWidget()
        if isinstance(before, Page) and before is not page:
            before.leave()
        self.navigation.set_current(place)
        if page is before:
            page.shown()
        else:
            self.stack.setCurrentWidget(page)

    def _go_to_inbox(self) -> None:
        self.go(Place.INBOX)

    def _go_to_receipts(self) -> None:
        self.go(Place.RECEIPTS)

    def _back_to_case(self) -> None:
        case = self.submit.presenter.case
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
        if self._context is not None:
            self.go(Place.INBOX)
            self.inbox.ask_for_subject()

    def _refresh_with(self, key: "OpenedKey") -> None:
        self.inbox.presenter.refresh(key)

    def _refresh(self) -> None:
        if self._context is not None:
            self.go(Place.INBOX)
            self.inbox.ask_for_key()

    def _verify_file(self) -> None:
        if self._context is not None:
            self.go(Place.VERIFY)
            self.verify.drop.button.click()

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
