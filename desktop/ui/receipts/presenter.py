"""The list of receipts page by page, and one receipt in full; all read in workers."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.services.receipts import ReceiptDetail, ReceiptRow
from desktop.ui.context import Context
from desktop.ui.tasks import Task

PAGE = 200


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Rows from *offset*, and how many there are in all."""

    search: str
    offset: int
    rows: tuple[ReceiptRow, ...]
    total: int


class ReceiptsPresenter(QObject):
    """`reset(page)` for a new list, `more(page)` for its next rows, `detail(detail)`."""

    reset = Signal(object)
    more = Signal(object)
    detail = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._search = ""
        self._chosen: str | None = None
        self.total = 0

    def load(self, search: str | None = None) -> None:
        """Reads the first page of what matches *search* (None: as before)."""
        if search is not None:
            self._search = search
        self._read(0)

    def load_more(self, offset: int) -> None:
        """Reads the rows from *offset*."""
        self._read(offset)

    def choose(self, receipt_id: str | None) -> None:
        """Reads one receipt in full."""
        self._chosen = receipt_id
        if receipt_id is None:
            self.detail.emit(None)
            return
        services = self._context.services

        def succeeded(found: ReceiptDetail) -> None:
            if self._chosen == receipt_id:
                self.detail.emit(found)

        self._context.runner.submit(
            lambda _task: services.receipts.detail(receipt_id), succeeded=succeeded
        )

    def _read(self, offset: int) -> None:
        search, receipts = self._search, self._context.services.receipts
        first = offset == 0
        known = self.total

        def work(_task: Task) -> ReceiptPage:
            rows = tuple(receipts.page(search, offset, PAGE))
            return ReceiptPage(search, offset, rows, receipts.count(search) if first else known)

        def succeeded(page: ReceiptPage) -> None:
            if page.search != self._search:
                return
            if first:
                self.total = page.total
                self.reset.emit(page)
            else:
                self.more.emit(page)

        self._context.runner.submit(work, succeeded=succeeded)
