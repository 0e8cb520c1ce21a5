"""A whole report: verdict, what the document itself says, signatures, and the details."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFormLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.verification import VerificationReport
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, size_text
from desktop.ui.texts import fact_text
from desktop.ui.theme import Tone
from desktop.ui.verify.signature_card import SignatureCard, reasons_text
from desktop.ui.verify.words import kind_word, verdict_sentence
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import Card, TranslatedWidget, scroll_area
from desktop.ui.words import stated_value, verdict_sign

DETAIL_ROW_HEIGHT = 24
MOST_DETAIL_ROWS = 12


class ReportView(TranslatedWidget):
    """Built anew from the report; keeps whether the details are open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._report: VerificationReport | None = None
        self.verdict = Notice(context.look)
        self.remarks = PlainLabel(name="muted", selectable=True)
        self.details_button = QPushButton()
        self.details_button.setCheckable(True)
        self.details_button.toggled.connect(self._toggle_details)
        body = QWidget()
        self.details = QWidget(body)
        self._scroll = scroll_area(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.verdict)
        column.addWidget(self.remarks)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def show_report(self, report: VerificationReport | None) -> None:
        """Shows *report*."""
        self._report = report
        self.details_button.setChecked(False)
        self.retranslate()

    def retranslate(self) -> None:
        report = self._report
        self.setVisible(report is not None)
        self.details_button.setText(
            self.tr("Hide &details") if self.details_button.isChecked() else self.tr("&Details")
        )
        if report is None:
            return
        self._show_verdict(report)
        body = QWidget()
        body.setObjectName("scrollBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(self._stated(report))
        for number, line in enumerate(report.signatures, 1):
            column.addWidget(SignatureCard(self._context, line, number))
        self.details = self._details(report)
        self.details.setVisible(self.details_button.isChecked())
        column.addWidget(self.details)
        column.addStretch(1)
        self._scroll.setWidget(body)

    def _show_verdict(self, report: VerificationReport) -> None:
        language = self._context.language
        sign = verdict_sign(report.verdict.indication)
        lines = [verdict_sentence(report)]
        reasons = reasons_text(report.verdict.reasons, language)
        remarks = reasons_text(report.verdict.remarks, language)
        self.remarks.setText(remarks)
        self.remarks.setVisible(bool(remarks))
        self.verdict.say(
            sign.tone,
            "\n".join(part for part in (*lines, reasons) if part),
            icon=sign.icon,
        )

    def _stated(self, report: VerificationReport) -> QWidget:
        card = Card()
        card.column.addWidget(PlainLabel(kind_word(report), name="subheading"))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(3)
        rows = [(self.tr("File"), report.path.name)]
        rows += [
            (fact_text(fact.key, self._context.language), stated_value(fact.key, fact.value))
            for fact in report.stated
        ]
        rows.append((self.tr("Checked"), moment_text(report.checked_at, seconds=True)))
        for name, value in rows:
            title = QLabel(name)
            title.setObjectName("muted")
            form.addRow(title, ElidedLabel(value))
        card.column.addLayout(form)
        return card

    def _details(self, report: VerificationReport) -> QWidget:
        card = Card()
        card.column.addWidget(PlainLabel(self.tr("Files in the container"), name="subheading"))
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Files in the container"))
        tree.setRootIsDecorated(False)
        tree.setHeaderLabels([self.tr("Name"), self.tr("Size"), self.tr("SHA-256")])
        for entry in report.objects:
            node = QTreeWidgetItem([entry.name, size_text(entry.size_bytes), entry.sha256])
            node.setToolTip(2, entry.sha256)
            tree.addTopLevelItem(node)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows = min(max(len(report.objects), 2), MOST_DETAIL_ROWS) + 2
        tree.setMinimumHeight(rows * DETAIL_ROW_HEIGHT)
        card.column.addWidget(tree)
        sub = report.verdict.sub_indication
        technical = [
            self.tr("Verdict by EN 319 102-1: {verdict}").format(
                verdict=str(report.verdict.indication) + (f" / {sub}" if sub else "")
            ),
            self.tr("Reading profile: {profile}").format(profile=report.profile),
        ]
        technical += [
            self.tr("Certificate of signature {number}, SHA-256: {digest}").format(
                number=number, digest=line.signer_certificate_sha256
            )
            for number, line in enumerate(report.signatures, 1)
            if line.signer_certificate_sha256
        ]
        card.column.addWidget(PlainLabel("\n".join(technical), name="muted", selectable=True))
        if report.warnings:
            notice = Notice(self._context.look)
            notice.say(Tone.CAUTION, reasons_text(report.warnings, self._context.language))
            card.column.addWidget(notice)
        return card

    def _toggle_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.details_button.setText(self.tr("Hide &details") if shown else self.tr("&Details"))
        if shown:
            # When the layout knows how high the details are.
            QTimer.singleShot(0, self._scroll_to_details)

    def _scroll_to_details(self) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(min(bar.maximum(), self.details.y()))
