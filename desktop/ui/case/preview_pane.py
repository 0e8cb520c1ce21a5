"""The right side of the case page: a document's pages, with zoom, or why there are none."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.context import Context
from desktop.ui.preview.rendering import BYTES_PER_PIXEL, RenderedPage, can_preview
from desktop.ui.widgets.buttons import ToolButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.page import TranslatedWidget, row

ZOOM_STEP = 1.25
SMALLEST_ZOOM, LARGEST_ZOOM = 0.25, 6.0
RESIZE_DELAY_MS = 120
NARROWEST_PIXELS = 120
AROUND_PAGE = 44  # frame, scroll bar and a little air


class PreviewPane(TranslatedWidget):
    """Shows one file; renders again when its page, its zoom or the width changes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path: Path | None = None
        self._page = 0
        self._pages = 0
        self._zoom = 1.0
        self._state = ""
        look = context.look
        self.name = ElidedLabel()
        self.counter = PlainLabel(name="muted", wrap=False)
        self.previous = ToolButton(look, "previous", lambda: self.turn(-1))
        self.next = ToolButton(look, "next", lambda: self.turn(1))
        self.smaller = ToolButton(look, "zoom-out", lambda: self.zoom(1 / ZOOM_STEP))
        self.larger = ToolButton(look, "zoom-in", lambda: self.zoom(ZOOM_STEP))
        self.fit = ToolButton(look, "fit", self.fit_width)
        self.previous.setShortcut("Ctrl+PgUp")
        self.next.setShortcut("Ctrl+PgDown")
        self.smaller.setShortcut("Ctrl+-")
        self.larger.setShortcut("Ctrl+=")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = _WheelZoomArea(self)
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.nothing = EmptyState(look, "document")
        self.stack = QStackedWidget()
        self.stack.setObjectName("card")
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(self.area)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RESIZE_DELAY_MS)
        self._later.timeout.connect(self._render)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(
            row(
                self.name,
                self.previous,
                self.counter,
                self.next,
                self.smaller,
                self.larger,
                self.fit,
                stretch=0,
            )
        )
        column.addWidget(self.stack, 1)
        self.retranslate()
        self.show_file(None)

    def show_file(self, path: Path | None, name: str = "") -> None:
        """Shows *path*, or that nothing is chosen."""
        if path == self._path and path is not None and self._state == "shown":
            return
        self._path, self._page, self._pages, self._zoom = path, 0, 0, 1.0
        self.name.setText(name)
        self.picture.clear()
        if path is None:
            self._say("none")
        elif not can_preview(path):
            self._say("kind")
        else:
            self._say("loading")
            self._render()

    def turn(self, by: int) -> None:
        """Goes *by* pages on."""
        page = min(max(self._page + by, 0), max(self._pages - 1, 0))
        if page != self._page:
            self._page = page
            self.area.verticalScrollBar().setValue(0)
            self._render()
            self._enable()

    def zoom(self, factor: float) -> None:
        """Makes the page larger or smaller."""
        self._zoom = min(max(self._zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        self._render()

    def fit_width(self) -> None:
        """As wide as the pane."""
        self._zoom = 1.0
        self._render()

    @property
    def state(self) -> str:
        """``none``, ``kind``, ``loading``, ``failed`` or ``shown``."""
        return self._state

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._path is not None and self._state == "shown":
            self._later.start()

    def retranslate(self) -> None:
        self.previous.describe(self.tr("Previous page"))
        self.next.describe(self.tr("Next page"))
        self.smaller.describe(self.tr("Smaller"))
        self.larger.describe(self.tr("Larger"))
        self.fit.describe(self.tr("Fit to width"))
        self.picture.setAccessibleName(self.tr("Page of the document"))
        self._say(self._state)

    def _render(self) -> None:
        if self._path is None or not can_preview(self._path):
            return
        path, page = self._path, self._page
        ratio = self.devicePixelRatioF()
        room = max(self.stack.width() - AROUND_PAGE, NARROWEST_PIXELS)
        width = round(room * ratio * self._zoom)
        self._context.previews.render(
            path, page, width, lambda shown: self._show(path, page, ratio, shown)
        )

    def _show(self, path: Path, page: int, ratio: float, rendered: RenderedPage) -> None:
        if path != self._path or page != self._page:
            return
        if not rendered.pixels:
            self._say("failed")
            return
        image = QImage(
            rendered.pixels,
            rendered.width,
            rendered.height,
            rendered.width * BYTES_PER_PIXEL,
            QImage.Format.Format_RGB888,
        )
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)
        self._pages = rendered.page_count
        self._say("shown")

    def _say(self, state: str) -> None:
        self._state = state
        texts = {
            "": ("", ""),
            "shown": ("", ""),
            "none": (self.tr("Preview"), self.tr("Choose a file on the left to see it here.")),
            "loading": (self.tr("Opening…"), ""),
            "kind": (
                self.tr("No preview for this kind of file"),
                self.tr("It is attached and signed as it is."),
            ),
            "failed": (
                self.tr("This file cannot be shown"),
                self.tr(
                    "It may be damaged or protected by a password. Open it in its own program "
                    "before you sign."
                ),
            ),
        }
        self.nothing.say(*texts[state])
        self.stack.setCurrentWidget(self.area if state == "shown" else self.nothing)
        self._enable()

    def _enable(self) -> None:
        shown = self._state == "shown"
        self.previous.setEnabled(shown and self._page > 0)
        self.next.setEnabled(shown and self._page < self._pages - 1)
        for button in (self.smaller, self.larger, self.fit):
            button.setEnabled(shown)
        self.counter.setText(
            self.tr("{page} of {pages}").format(page=self._page + 1, pages=self._pages)
            if shown
            else ""
        )


class _WheelZoomArea(QScrollArea):
    """Ctrl and the wheel zoom, as everywhere."""

    def __init__(self, pane: PreviewPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pane.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            return
        super().wheelEvent(event)
