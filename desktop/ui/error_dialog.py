"""Errors as people read them: what happened, why, what to do now; details on demand.

The words come from the one catalogue of the program by the error's code. An exception without a
code is a fault of ours: it gets the text of `internal` and its traceback under "Show details".
"""

import platform
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.texts import error_text
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import Look
from desktop.ui.widgets.labels import PlainLabel
from signing.errors import InternalError, QolhatError

if TYPE_CHECKING:
    from desktop.papers.catalogue import ErrorText

DIALOG_WIDTH = 560


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """An exception made ready to be shown."""

    code: str
    text: "ErrorText"
    details: str


def report_of(error: BaseException, language: str) -> ErrorReport:
    """What to show of *error* in *language*."""
    named = error if isinstance(error, QolhatError) else InternalError(str(error))
    trace = "".join(traceback.format_exception(error))
    facts = "\n".join(f"{name} = {value}" for name, value in sorted(named.facts.items()))
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    details = "\n\n".join(part for part in (named.code, facts, trace.strip(), machine) if part)
    return ErrorReport(named.code, error_text(named.code, named.facts, language), details)


class ErrorDialog(QDialog):
    """One error. Opened without a nested event loop."""

    def __init__(self, look: Look, report: ErrorReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumWidth(DIALOG_WIDTH)
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap("error", look.theme.colour(Tone.BAD), 36))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        self.what = PlainLabel(report.text.what, name="subheading", selectable=True)
        self.why = PlainLabel(report.text.why, selectable=True)
        self.do = PlainLabel(report.text.do, selectable=True)
        for title, label in (
            ("", self.what),
            (self.tr("Why"), self.why),
            (self.tr("What to do now"), self.do),
        ):
            if title and label.text():
                words.addWidget(PlainLabel(title, name="muted"))
            words.addWidget(label)
            label.setVisible(bool(label.text()))
        words.addWidget(
            PlainLabel(
                self.tr("Code: {code}").format(code=report.code), name="muted", selectable=True
            )
        )
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon)
        top.addLayout(words, 1)
        self.details = QPlainTextEdit(report.details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setMinimumHeight(180)
        self.details.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.show_details = QPushButton(self.tr("Show details"))
        self.show_details.setCheckable(True)
        self.show_details.toggled.connect(self._toggle)
        copy = QPushButton(self.tr("Copy details"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report.details))
        buttons.addButton(self.show_details, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        # Enter closes: no button that merely has the focus first takes it.
        for other in (self.show_details, copy):
            other.setAutoDefault(False)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.details)
        column.addWidget(buttons)

    def _toggle(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.show_details.setText(self.tr("Hide details") if shown else self.tr("Show details"))
        self.adjustSize()
