"""The window: navigation left, pages right (made when needed), the training strip on top."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.services.cases import CaseState
from desktop.services.keys import OpenedKey
from desktop.ui.case.page import CasePage
from desktop.ui.context import Context
from desktop.ui.inbox.page import InboxPage
from desktop.ui.menus import Commands, Menus
from desktop.ui.navigation import Navigation, Place
from desktop.ui.receipts.page import ReceiptsPage
from desktop.ui.settings.page import SettingsPage
from desktop.ui.strip import TrainingStrip
from desktop.ui.submit.page import SubmitPage
from desktop.ui.training import TrainingStart
from desktop.ui.verify.page import VerifyPage
from desktop.ui.widgets.page import Page

PageKind = TypeVar("PageKind", bound=Page)

FIRST_SIZE = (1180, 760)
SMALLEST_SIZE = (980, 640)


class MainWindow(QMainWindow):
    """Owns the pages. Emits `language_chosen` and `look_chosen` of the settings page."""

    language_chosen = Signal(object)
    look_chosen = Signal(object)

    def __init__(self, make_context: Callable[["MainWindow"], Context]) -> None:
        """Makes the frame; *make_context* gets the window for dialogs to stand on."""
        super().__init__()
        self._context = make_context(self)
        self._closing = False
        self._pages: dict[type[Page], Page] = {}
        self.training = TrainingStart(self._context, self)
        self.navigation = Navigation(self._context.look)
        self.strip = TrainingStrip(self._context.look)
        self.stack = QStackedWidget()
        self.menus = Menus(
            self,
            Commands(
                new_submission=self._new_submission,
                refresh=self._refresh,
                verify_file=self._verify_file,
                quit=self.close,
                go=self.go,
                about=self._about,
            ),
        )
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.stack, 1)
        central = QWidget()
        line = QHBoxLayout(central)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(right, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*FIRST_SIZE)
        self.navigation.chosen.connect(self.go)
        self.training.started.connect(lambda _portal: self.show_environment())
        self.training.failed.connect(self._context.errors.show)
        self.training.key_opened.connect(self._refresh_with)
        self.retranslate()
        self.go(Place.INBOX)

    # -- pages

    @property
    def inbox(self) -> InboxPage:
        """The inbox page."""
        return self._page(InboxPage)

    @property
    def case(self) -> CasePage:
        """The case page."""
        return self._page(CasePage)

    @property
    def submit(self) -> SubmitPage:
        """The page of signing and submitting."""
        return self._page(SubmitPage)

    @property
    def receipts(self) -> ReceiptsPage:
        """The receipts page."""
        return self._page(ReceiptsPage)

    @property
    def verify(self) -> VerifyPage:
        """The verify page."""
        return self._page(VerifyPage)

    @property
    def settings(self) -> SettingsPage:
        """The settings page."""
        return self._page(SettingsPage)

    def go(self, place: Place) -> None:
        """Shows the page of *place*."""
        pages: dict[Place, Callable[[], Page]] = {
            Place.INBOX: lambda: self.inbox,
            Place.CASE: lambda: self.submit if self._submitting() else self.case,
            Place.RECEIPTS: lambda: self.receipts,
            Place.VERIFY: lambda: self.verify,
            Place.SETTINGS: lambda: self.settings,
        }
        self._show(pages[place](), place)

    def open_case(self, case: CaseState) -> None:
        """Shows a case."""
        self.case.open_case(case)
        self._show(self.case, Place.CASE)

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
        if files:
            self.verify_path(files[0])

    # -- words

    def retranslate(self) -> None:
        """Sets every word of the frame."""
        self.setWindowTitle(self.tr("Qolhat – documents for the State Revenue Committee"))
        self.menus.retranslate()
        self.show_environment()

    def show_environment(self) -> None:
        """Says TRAINING if nothing reaches the authority."""
        portal = self._context.services.settings.current.portal
        self.strip.setVisible(portal is not None and portal.environment == "TRAINING")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- the end

    def closeEvent(self, event: QCloseEvent) -> None:
        runner = self._context.runner
        if runner.running == 0:
            self._context.previews.shutdown()
            runner.shutdown()
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
        self.setEnabled(False)
        self.setWindowTitle(self.tr("Qolhat – finishing…"))
        if CasePage in self._pages:
            self.case.save_letter()
        runner = self._context.runner
        runner.running_changed.connect(lambda running: None if running else self.close())
        runner.cancel_all()

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

    def _submitting(self) -> bool:
        page = self._pages.get(SubmitPage)
        return isinstance(page, SubmitPage) and page.presenter.running

    def _page(self, kind: type[PageKind]) -> PageKind:
        """The page of this kind, made and connected with its first use."""
        page = self._pages.get(kind)
        if page is None:
            # Every page takes the context alone; their common base is a widget.
            page = kind(self._context)  # type: ignore[arg-type]
            self._pages[kind] = page
            self.stack.addWidget(page)
            self._connect(page)
        return page  # type: ignore[return-value]  # stored under its own kind

    def _connect(self, page: Page) -> None:
        if isinstance(page, InboxPage):
            page.presenter.case_opened.connect(self.open_case)
            page.submission_chosen.connect(self.show_submission)
        elif isinstance(page, CasePage):
            page.sign_wanted.connect(self._review)
            page.submission_wanted.connect(self.show_submission)
            page.inbox_wanted.connect(lambda: self.go(Place.INBOX))
        elif isinstance(page, SubmitPage):
            page.back_wanted.connect(self._back_to_case)
            page.inbox_wanted.connect(lambda: self.go(Place.INBOX))
            page.receipts_wanted.connect(lambda: self.go(Place.RECEIPTS))
        elif isinstance(page, SettingsPage):
            page.language_chosen.connect(self.language_chosen)
            page.look_chosen.connect(self.look_chosen)

    def _review(self, case: CaseState) -> None:
        self.submit.review_case(case)
        self._show(self.submit, Place.CASE)

    def _back_to_case(self) -> None:
        case = self.submit.presenter.case
        if case is not None:
            self.open_case(case)

    def _show(self, page: Page, place: Place) -> None:
        before = self.stack.currentWidget()
        if isinstance(before, SubmitPage) and before is not page:
            before.leave()
        if isinstance(before, CasePage) and before is not page:
            before.save_letter()
        self.navigation.set_current(place)
        if page is before:
            page.shown()
        else:
            self.stack.setCurrentWidget(page)

    def _new_submission(self) -> None:
        self.go(Place.INBOX)
        self.inbox.ask_for_subject()

    def _refresh_with(self, key: OpenedKey) -> None:
        self.inbox.presenter.refresh(key)

    def _refresh(self) -> None:
        self.go(Place.INBOX)
        self.inbox.ask_for_key()

    def _verify_file(self) -> None:
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
