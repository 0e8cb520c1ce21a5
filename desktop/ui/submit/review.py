"""Before signing: what exactly, for whom, to whom; the key; and why the button is closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.cases import CaseState, ItemView
from desktop.services.keys import SigningPreview
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, number_text, size_text, span_of_seconds
from desktop.ui.keys.panel import KeyPanel
from desktop.ui.submit.presenter import Phase, SubmissionPresenter
from desktop.ui.texts import reason_text
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Card, TranslatedWidget, row
from desktop.ui.words import in_language, item_sign

MANY_FILES = 300


class ReviewView(TranslatedWidget):
    """Emits `go` when the person signs; the key is taken from `keys`."""

    go = Signal()
    back = Signal()

    def __init__(
        self, context: Context, presenter: SubmissionPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._shown: CaseState | None = None
        self.what_title = PlainLabel(name="subheading")
        self.documents = QTreeWidget()
        self.documents.setColumnCount(2)
        self.documents.setUniformRowHeights(True)
        self.documents.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.documents.header().setStretchLastSection(False)
        self.documents.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.documents.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._titles = [QLabel() for _ in range(5)]
        self._values = [PlainLabel(selectable=True) for _ in range(5)]
        self.key_title = PlainLabel(name="subheading")
        self.keys = KeyPanel(context)
        self.clock = Notice(context.look)
        self.remarks = Notice(context.look)
        self.mismatch = Notice(context.look)
        self.reason = PlainLabel(name="muted")
        self.sign = PrimaryButton(self._sign)
        self._lay_out()
        self.keys.presenter.opened_changed.connect(self._show_readiness)
        self.keys.opened.connect(self.sign.setFocus)
        presenter.changed.connect(self.refresh)
        self.retranslate()

    def _sign(self) -> None:
        self.go.emit()

    def _lay_out(self) -> None:
        what, key = Card(), Card()
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(4)
        for title, value in zip(self._titles, self._values, strict=True):
            title.setObjectName("muted")
            form.addRow(title, value)
        what.column.addWidget(self.what_title)
        what.column.addLayout(form)
        what.column.addWidget(self.documents, 1)
        key.column.addWidget(self.key_title)
        key.column.addWidget(self.keys)
        key.column.addWidget(self.mismatch)
        key.column.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(what, 12)
        columns.addWidget(key, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.clock)
        column.addWidget(self.remarks)
        column.addLayout(columns, 1)
        column.addLayout(row(self.reason, self.sign, stretch=0))

    def retranslate(self) -> None:
        self.what_title.setText(self.tr("What you sign"))
        self.key_title.setText(self.tr("Your key"))
        for title, text in zip(
            self._titles,
            (
                self.tr("For"),
                self.tr("To"),
                self.tr("In answer to"),
                self.tr("Documents"),
                self.tr("Timestamp"),
            ),
            strict=True,
        ):
            title.setText(text)
        self.documents.setHeaderLabels([self.tr("Documents"), self.tr("Size or state")])
        self.documents.setAccessibleName(self.tr("Documents that will be signed"))
        self.sign.setText(self.tr("&Sign and submit"))
        self._shown = None
        self.refresh()

    def begin(self) -> None:
        """The page was opened: offer the key used last."""
        self.keys.suggest()
        self.keys.password.setFocus()

    def refresh(self) -> None:
        """Shows the presenter's case and preview."""
        if self._presenter.phase is not Phase.REVIEW:
            return
        case, preview = self._presenter.case, self._presenter.preview
        if case is not None:
            if self._shown is not case:
                self._show_documents(case)
                self._shown = case
            self._show_facts(case, preview)
        self._show_clock(preview)
        self._show_remarks(preview)
        self._show_readiness()

    def _show_documents(self, case: CaseState) -> None:
        self.documents.clear()
        for item in case.items:
            self.documents.addTopLevelItem(self._item_node(item))
        if case.letter:
            self.documents.addTopLevelItem(
                QTreeWidgetItem(
                    [self.tr("Covering letter"), self.tr("%n character(s)", "", len(case.letter))]
                )
            )
        for line in range(self.documents.topLevelItemCount()):
            node = self.documents.topLevelItem(line)
            if node is not None:
                node.setExpanded(node.childCount() <= MANY_FILES)

    def _item_node(self, item: ItemView) -> QTreeWidgetItem:
        title = f"{item.number}. {in_language(item.title, self._context.language)}"
        node = QTreeWidgetItem([title, item_sign(item.state or "not_given").word])
        node.setToolTip(0, title)
        for file in item.files:
            child = QTreeWidgetItem([file.original_name, size_text(file.size_bytes)])
            child.setToolTip(0, str(file.path))
            node.addChild(child)
        return node

    def _show_facts(self, case: CaseState, preview: SigningPreview | None) -> None:
        total = self.tr("%n file(s)", "", case.file_count) + f", {size_text(case.size_bytes)}"
        if preview is not None and preview.part_count > 1:
            total += ", " + self.tr("in %n part(s)", "", preview.part_count)
        recipient = stamp = "…"
        if preview is not None:
            recipient = f"{preview.recipient_name} ({preview.recipient_origin})"
            stamp = preview.timestamp_url or self.tr("none: the signature has no trusted time")
        request = self.tr("no request")
        if case.request_id is not None:
            request = self.tr("request {number}, version {version}").format(
                number=case.request_id, version=number_text(case.request_version or 1)
            )
        participant = f"{case.participant_name}, {case.participant_id}"
        for value, text in zip(
            self._values, (participant, recipient, request, total, stamp), strict=True
        ):
            value.setText(text)

    def _show_clock(self, preview: SigningPreview | None) -> None:
        warning = None if preview is None else self._clock_warning(preview)
        if warning is None:
            self.clock.silence()
            return
        self.clock.say(
            Tone.CAUTION,
            warning
            + self.tr(
                "Set it right before you sign: the time you declare would not agree with the "
                "authority's, and the receipt may be refused."
            ),
            icon="clock",
            action=self.tr("Ask again"),
            act=self._presenter.ask_portal_again,
        )

    def _clock_warning(self, preview: SigningPreview) -> str | None:
        """Which clock ours differs from: the portal's, or, where it is out of reach, the TSA's."""
        offset = preview.clock_offset_seconds
        if preview.clock_is_off and offset is not None:
            text = (
                self.tr("The clock of this computer is {span} ahead of the portal's ({moment}). ")
                if offset > 0
                else self.tr(
                    "The clock of this computer is {span} behind the portal's ({moment}). "
                )
            )
            return text.format(
                span=span_of_seconds(abs(offset)),
                moment=moment_text(preview.portal_now, seconds=True),
            )
        offset = preview.timestamp_clock_offset_seconds
        if preview.timestamp_clock_is_off and offset is not None:
            text = (
                self.tr("The clock of this computer is {span} ahead of the timestamp service's. ")
                if offset > 0
                else self.tr(
                    "The clock of this computer is {span} behind the timestamp service's. "
                )
            )
            return text.format(span=span_of_seconds(abs(offset)))
        return None

    def _show_remarks(self, preview: SigningPreview | None) -> None:
        findings = preview.findings if preview else ()
        if not findings:
            self.remarks.silence()
            return
        tone = Tone.BAD if any(finding.blocks for finding in findings) else Tone.INFO
        self.remarks.say(
            tone,
            "\n".join(
                reason_text(each.code, each.facts, self._context.language) for each in findings
            ),
        )

    def _show_readiness(self) -> None:
        reason = self._why_not()
        self.sign.setEnabled(not reason)
        self.reason.setText(
            reason
            or self.tr("After this click the package is signed and sent; it cannot be taken back.")
        )
        self.sign.setToolTip(reason)

    def _why_not(self) -> str:
        case, preview = self._presenter.case, self._presenter.preview
        certificate = self.keys.presenter.certificate
        self.mismatch.silence()
        if case is None or preview is None:
            return self.tr("One moment: the package is being looked at.")
        if any(finding.blocks for finding in preview.findings) or not case.ready:
            return self.tr("Something is still missing in the case.")
        if certificate is None:
            return self.tr("Open your key first.")
        if case.participant_id not in {certificate.iin, certificate.bin}:
            self.mismatch.say(
                Tone.BAD,
                self.tr(
                    "This certificate is not of {name} ({number}). A package is signed by the "
                    "participant whom the request asks. Open the key of that participant."
                ).format(name=case.participant_name, number=case.participant_id),
            )
            return self.tr("The key belongs to another participant.")
        return ""
