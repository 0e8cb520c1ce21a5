"""What is still missing, as a list that leads to each place."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.services.cases import CaseState, FindingView
from desktop.ui.context import Context
from desktop.ui.texts import reason_text
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.page import TranslatedWidget


class MissingList(TranslatedWidget):
    """Findings of a case, blocking ones first. `chosen(item id)` when one is opened."""

    chosen = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case: CaseState | None = None
        self.title = PlainLabel(name="subheading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(16, 16))
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)

    def show_case(self, case: CaseState | None) -> None:
        """Shows the findings of *case*."""
        self._case = case
        self.retranslate()

    def retranslate(self) -> None:
        self.list.clear()
        findings = self._case.findings if self._case else ()
        blocking = sum(finding.blocks for finding in findings)
        self.title.setText(
            self.tr("Still missing: %n thing(s)", "", blocking)
            if blocking
            else self.tr("Nothing is missing")
        )
        self.list.setAccessibleName(self.title.text())
        for finding in findings:
            self.list.addItem(self._entry(finding))
        if not findings:
            entry = QListWidgetItem(
                self._icon("done", Tone.GOOD), self.tr("Every requested document has an answer.")
            )
            entry.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(entry)

    def _entry(self, finding: FindingView) -> QListWidgetItem:
        text = reason_text(finding.code, finding.facts, self._context.language)
        icon = (
            self._icon("missing", Tone.BAD) if finding.blocks else self._icon("info", Tone.NEUTRAL)
        )
        entry = QListWidgetItem(icon, text)
        entry.setData(Qt.ItemDataRole.UserRole, finding.item_id)
        return entry

    def _icon(self, name: str, tone: Tone) -> QIcon:
        look = self._context.look
        return look.icons.icon(name, look.theme.colour(tone))

    def _choose(self, entry: QListWidgetItem) -> None:
        item_id = entry.data(Qt.ItemDataRole.UserRole)
        if item_id:
            self.chosen.emit(item_id)
