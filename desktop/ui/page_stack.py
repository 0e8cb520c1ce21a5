"""The pages of the window: made, connected and imported with their first use."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from desktop.ui.case.page import CasePage
    from desktop.ui.context import Context
    from desktop.ui.inbox.page import InboxPage
    from desktop.ui.receipts.page import ReceiptsPage
    from desktop.ui.settings.page import SettingsPage
    from desktop.ui.submit.page import SubmitPage
    from desktop.ui.verify.page import VerifyPage

PageKind = TypeVar("PageKind", bound=Page)


class PageStack(QStackedWidget):
    """Holds the pages and passes on what they want of each other."""

    case_opened = Signal(object)
    sign_wanted = Signal(object)
    submission_wanted = Signal(str)
    back_to_case_wanted = Signal()
    inbox_wanted = Signal()
    receipts_wanted = Signal()
    submission_ended = Signal()
    language_chosen = Signal(object)
    look_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context: Context | None = None
        self._submit: SubmitPage | None = None
        self._pages: dict[type[Page], Page] = {}

    def attach(self, context: "Context") -> None:
        """From now on pages can be made."""
        self._context = context

    @property
    def context(self) -> "Context":
        """What pages are given."""
        if self._context is None:
            raise RuntimeError("the services are not attached yet")
        return self._context

    @property
    def attached(self) -> bool:
        """Whether pages can be made."""
        return self._context is not None

    @property
    def submitting(self) -> bool:
        """Whether a submission is on its way."""
        return self._submit is not None and self._submit.presenter.running

    @property
    def submission_to_show(self) -> bool:
        """Whether one is on its way, or has ended and nobody has seen how."""
        return self._submit is not None and (self.submitting or self._submit.result_waits)

    def show_page(self, page: Page) -> None:
        """Brings *page* to the front; the one before keeps or forgets what it has open."""
        before = self.currentWidget()
        if page is before:
            page.shown()
            return
        self.leave()
        self.setCurrentWidget(page)

    def leave(self) -> None:
        """Tells the page in front that it is left."""
        shown = self.currentWidget()
        if isinstance(shown, Page):
            shown.leave()

    @property
    def inbox(self) -> "InboxPage":
        """The inbox page."""
        from desktop.ui.inbox.page import InboxPage  # noqa: PLC0415 - with its first use

        return self._page(InboxPage, self._connect_inbox)

    @property
    def case(self) -> "CasePage":
        """The case page."""
        from desktop.ui.case.page import CasePage  # noqa: PLC0415 - with its first use

        return self._page(CasePage, self._connect_case)

    @property
    def submit(self) -> "SubmitPage":
        """The page of signing and submitting."""
        from desktop.ui.submit.page import SubmitPage  # noqa: PLC0415 - with its first use

        return self._page(SubmitPage, self._connect_submit)

    @property
    def receipts(self) -> "ReceiptsPage":
        """The receipts page."""
        from desktop.ui.receipts.page import ReceiptsPage  # noqa: PLC0415 - with its first use

        return self._page(ReceiptsPage)

    @property
    def verify(self) -> "VerifyPage":
        """The verify page."""
        from desktop.ui.verify.page import VerifyPage  # noqa: PLC0415 - with its first use

        return self._page(VerifyPage)

    @property
    def settings(self) -> "SettingsPage":
        """The settings page."""
        from desktop.ui.settings.page import SettingsPage  # noqa: PLC0415 - with its first use

        return self._page(SettingsPage, self._connect_settings)

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
            self.addWidget(made)
            if connect is not None:
                connect(made)
            return made
        return page  # type: ignore[return-value]  # stored under its own kind

    def _connect_inbox(self, page: "InboxPage") -> None:
        page.presenter.case_opened.connect(self.case_opened)
        page.submission_chosen.connect(self.submission_wanted)

    def _connect_case(self, page: "CasePage") -> None:
        page.sign_wanted.connect(self.sign_wanted)
        page.submission_wanted.connect(self.submission_wanted)
        page.inbox_wanted.connect(self.inbox_wanted)

    def _connect_submit(self, page: "SubmitPage") -> None:
        self._submit = page
        page.back_wanted.connect(self.back_to_case_wanted)
        page.ended_elsewhere.connect(self.submission_ended)
        page.inbox_wanted.connect(self.inbox_wanted)
        page.receipts_wanted.connect(self.receipts_wanted)

    def _connect_settings(self, page: "SettingsPage") -> None:
        page.language_chosen.connect(self.language_chosen)
        page.look_chosen.connect(self.look_chosen)
