"""What a page of the window is: a translated widget that knows when it is shown."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

MARGIN = 20
SPACING = 12


class TranslatedWidget(QWidget):
    """Sets its texts in `retranslate`, again whenever the language changes.

    A subclass builds its children in ``__init__`` without texts and ends it with
    ``self.retranslate()``.
    """

    def retranslate(self) -> None:
        """Sets every text this widget shows, in the language in force."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Page(TranslatedWidget):
    """One page of the window's stack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(SPACING)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown()

    def shown(self) -> None:
        """The page came to the front: load what may have changed."""

    def leave(self) -> None:
        """Another page comes to the front, or the window closes: keep or forget what is open."""


class Card(QFrame):
    """A framed surface with a column in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)


def scroll_area(body: QWidget) -> QScrollArea:
    """*body* with a scroll bar, without a frame or a ground of its own."""
    body.setObjectName("scrollBody")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    area.viewport().setAutoFillBackground(False)
    return area


def row(*widgets: QWidget | None, stretch: int = -1) -> QHBoxLayout:
    """A line of *widgets*; None is an elastic gap; *stretch* is the index that takes the rest."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.setContentsMargins(0, 0, 0, 0)
    for index, widget in enumerate(widgets):
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget, 1 if index == stretch else 0)
    return line
