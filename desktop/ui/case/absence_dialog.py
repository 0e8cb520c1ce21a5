"""Why a document is not attached: state, reason, until when, or which earlier receipt."""

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from cases.answer import ItemState
from desktop.services.cases import ItemView
from desktop.services.receipts import ReceiptRow
from desktop.ui.case.presenter import CasePresenter
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.words import in_language, item_sign

WITHOUT_FILES = (
    ItemState.ABSENT,
    ItemState.RESTORED_BY,
    ItemState.ALREADY_PROVIDED,
    ItemState.OBJECTION,
    ItemState.EXTENSION_ASKED,
)
RECEIPTS_OFFERED = 200
DAYS_OFFERED = 10


class AbsenceDialog(QDialog):
    """Edits the answer of one item that is not simply attached."""

    def __init__(
        self,
        context: Context,
        presenter: CasePresenter,
        item: ItemView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._item = item
        self.setWindowTitle(self.tr("Document is absent"))
        self.setMinimumWidth(640)
        title = PlainLabel(
            f"{item.number}. {in_language(item.title, context.language)}", name="subheading"
        )
        self.state = QComboBox()
        self.state.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        states = (ItemState.PARTLY_ATTACHED,) if item.files else WITHOUT_FILES
        for state in states:
            self.state.addItem(self._sentence(state), state)
        self.reason = QPlainTextEdit(item.reason)
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(90)
        self.ground = QLineEdit(item.legal_ground)
        self.ground.setPlaceholderText(self.tr("article of the law, if you rely on one"))
        self.until = QDateEdit()
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("dd.MM.yyyy")
        self.until.setDate(
            QDate(item.until.year, item.until.month, item.until.day)
            if item.until
            else QDate.currentDate().addDays(DAYS_OFFERED)
        )
        self.receipt = QComboBox()
        self.receipt.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.receipt.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._labels = {
            "state": QLabel(self.tr("&What is the case")),
            "reason": QLabel(self.tr("&Reason")),
            "ground": QLabel(self.tr("&Legal ground")),
            "until": QLabel(self.tr("&Until")),
            "receipt": QLabel(self.tr("&Earlier receipt")),
        }
        fields = {
            "state": self.state,
            "reason": self.reason,
            "ground": self.ground,
            "until": self.until,
            "receipt": self.receipt,
        }
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, field in fields.items():
            self._labels[name].setBuddy(field)
            self.form.addRow(self._labels[name], field)
        self.hint = PlainLabel(name="muted")
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(14)
        column.addWidget(title)
        column.addLayout(self.form)
        column.addWidget(self.hint)
        column.addStretch(1)
        column.addWidget(self.buttons)
        if item.state in states:
            self.state.setCurrentIndex(states.index(item.state))
        self.state.currentIndexChanged.connect(self._adapt)
        self.reason.textChanged.connect(self._adapt)
        self.receipt.currentIndexChanged.connect(self._adapt)
        self._adapt()
        self._load_receipts()

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = QPushButton(self.tr("&Save the answer"))
        self.save.setObjectName("primary")
        self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_back = QPushButton(self.tr("&Take the answer back"))
        self.buttons.addButton(self.take_back, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.take_back.setVisible(self._item.state not in {None, ItemState.ATTACHED})
        self.take_back.clicked.connect(self._take_back)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)

    @property
    def chosen(self) -> ItemState:
        """The state that is chosen."""
        return ItemState(self.state.currentData())

    def _sentence(self, state: ItemState) -> str:
        return {
            ItemState.PARTLY_ATTACHED: self.tr("Only a part is attached"),
            ItemState.ABSENT: self.tr("The document does not exist or is not with us"),
            ItemState.RESTORED_BY: self.tr("The document will be restored by a date"),
            ItemState.ALREADY_PROVIDED: self.tr("The document was provided earlier"),
            ItemState.OBJECTION: self.tr("We object: there is no legal basis, or it is not ours"),
            ItemState.EXTENSION_ASKED: self.tr("We ask for more time"),
        }.get(state) or item_sign(state).word

    def _adapt(self) -> None:
        state = self.chosen
        self.form.setRowVisible(self.until, state.has_until)
        self.form.setRowVisible(self.receipt, state.has_receipt)
        self.form.setRowVisible(self.reason, state.has_reason)
        self.form.setRowVisible(self.ground, state.has_reason)
        lacks_reason = state.has_reason and not self.reason.toPlainText().strip()
        lacks_receipt = state.has_receipt and self.receipt.currentData() is None
        self.save.setEnabled(not lacks_reason and not lacks_receipt)
        if lacks_reason:
            self.hint.setText(self.tr("Write the reason: the inspector reads exactly these words."))
        elif lacks_receipt:
            self.hint.setText(self.tr("Choose the receipt under which it was provided."))
        else:
            self.hint.setText(self.tr("The answer becomes part of what you sign."))

    def _load_receipts(self) -> None:
        self._context.runner.submit(
            lambda _task: self._context.services.receipts.page("", 0, RECEIPTS_OFFERED),
            succeeded=self._offer,
        )

    def _offer(self, rows: list[ReceiptRow]) -> None:
        if not isValid(self):
            return
        for receipt in rows:
            subject = in_language(receipt.subject, self._context.language)
            self.receipt.addItem(f"{moment_text(receipt.received)} · {subject}", receipt.receipt_id)
        found = self.receipt.findData(self._item.receipt_id) if self._item.receipt_id else -1
        if found >= 0:
            self.receipt.setCurrentIndex(found)
        self._adapt()

    def _save(self) -> None:
        state = self.chosen
        until = self.until.date().toPython() if state.has_until else None
        self._presenter.set_answer(
            self._item.item_id,
            state,
            self.reason.toPlainText().strip() if state.has_reason else "",
            legal_ground=self.ground.text().strip() if state.has_reason else "",
            until=until,  # type: ignore[arg-type]  # PySide's stub says object
            receipt_id=self.receipt.currentData() if state.has_receipt else None,
        )
        self.accept()

    def _take_back(self) -> None:
        # What has files is attached again; what has none is not answered again.
        back = ItemState.ATTACHED if self._item.files else None
        self._presenter.set_answer(self._item.item_id, back)
        self.accept()
