"""One receipt in full: the verdict on it, the three times, who and what, the proofs."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.receipts import ReceiptDetail
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text, moment_text_at_offset, number_text, size_text
from desktop.ui.signs import Sign
from desktop.ui.texts import reason_text
from desktop.ui.theme import Tone
from desktop.ui.widgets.badge import Badge
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.page import TranslatedWidget, row, scroll_area
from desktop.ui.words import in_language, stage_sign, verdict_sign
from signing.validation.verdict import Indication

if TYPE_CHECKING:
    from datetime import datetime

TIMES = 3
FACTS = 8
NAMES = 3
"""So many of the facts come first and are names: they are wrapped, never cut."""


class ReceiptView(TranslatedWidget):
    """Shows a `ReceiptDetail`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._detail: ReceiptDetail | None = None
        look = context.look
        self.title = PlainLabel(name="subheading", selectable=True)
        self.stage = Badge(look)
        self.verdict = Notice(look)
        self.remarks = PlainLabel(name="muted", selectable=True)
        self.submission_time = PlainLabel(selectable=True)
        self.times_title = PlainLabel(name="subheading")
        self._clocks = [PlainLabel() for _ in range(TIMES)]
        self._moments = [PlainLabel(selectable=True, wrap=False) for _ in range(TIMES)]
        self._notes = [PlainLabel(name="muted") for _ in range(TIMES)]
        self._titles = [QLabel() for _ in range(FACTS)]
        self._values: list[QLabel] = [PlainLabel(selectable=True) for _ in range(NAMES)]
        self._values += [ElidedLabel() for _ in range(FACTS - NAMES)]
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addLayout(row(self.title, self.stage, stretch=0))
        column.addWidget(self.verdict)
        column.addWidget(self.submission_time)
        column.addWidget(self.times_title)
        column.addLayout(self._times_grid())
        column.addLayout(self._facts_form())
        column.addWidget(self.remarks)
        column.addStretch(1)
        scroll = scroll_area(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.retranslate()

    def _times_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for line in range(TIMES):
            grid.addWidget(self._clocks[line], 2 * line, 0)
            grid.addWidget(self._moments[line], 2 * line, 1)
            grid.addWidget(self._notes[line], 2 * line + 1, 0, 1, 2)
        return grid

    def _facts_form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(3)
        for title, value in zip(self._titles, self._values, strict=True):
            title.setObjectName("muted")
            form.addRow(title, value)
        return form

    def show_receipt(self, detail: ReceiptDetail | None) -> None:
        """Shows *detail*, or nothing."""
        self._detail = detail
        self.retranslate()

    def retranslate(self) -> None:
        detail = self._detail
        self.setVisible(detail is not None)
        if detail is None:
            return
        subject = in_language(detail.row.subject, self._context.language)
        self.title.setText(subject or self.tr("Submission without a request"))
        self.stage.show_sign(stage_sign(detail.row.stage))
        self._show_verdict(detail)
        self._show_times(detail)
        self._show_facts(detail)

    def _show_verdict(self, detail: ReceiptDetail) -> None:
        language = self._context.language
        sign, said = self._verdict(detail)
        lines = [said]
        lines += [reason_text(each.code, each.facts, language) for each in detail.verdict.reasons]
        lines += [
            self.tr("The authority's reason: {text}").format(
                text=in_language(reason.text, language)
            )
            for reason in detail.reasons
        ]
        self.verdict.say(sign.tone, "\n".join(lines), icon=sign.icon)
        self.remarks.setText(
            "\n".join(
                reason_text(each.code, each.facts, language) for each in detail.verdict.remarks
            )
        )
        self.remarks.setVisible(bool(self.remarks.text()))
        self.submission_time.setText(self._submission_time(detail))

    def _verdict(self, detail: ReceiptDetail) -> tuple[Sign, str]:
        """The verdict; a refusal that is genuine is no good news and does not look like one."""
        sign = verdict_sign(detail.verdict.indication)
        if detail.verdict.indication is Indication.TOTAL_PASSED:
            if detail.row.stage == "rejected":
                said = self.tr("Rejected. This refusal is genuine: the authority sealed it.")
                return Sign("warning", said, Tone.CAUTION), said
            if detail.row.stage == "lapsed":
                said = self.tr(
                    "Lapsed: not all files were in by the deadline. This notice is genuine: the "
                    "authority sealed it."
                )
                return Sign("warning", said, Tone.CAUTION), said
        return sign, self.tr("The receipt is {verdict}.").format(verdict=sign.word)

    def _submission_time(self, detail: ReceiptDetail) -> str:
        """Which instant counts, or will count."""
        complete_by = moment_text(detail.complete_by) if detail.complete_by else "—"
        if detail.submission_time is None and detail.row.stage != "intake":
            return self.tr("No time of submission counts.")
        if detail.submission_time is None and detail.counts == "intake":
            return self.tr(
                "Time of submission: {moment} – when the statement arrived – will count if all "
                "files are in by {complete_by}."
            ).format(moment=moment_text(detail.started, seconds=True), complete_by=complete_by)
        if detail.submission_time is None:
            return self.tr("The time of submission will be when the last byte arrives.")
        if detail.counts == "intake":
            return self.tr(
                "Time of submission: {moment} – when the statement arrived, because all "
                "files were in by {complete_by}."
            ).format(
                moment=moment_text(detail.submission_time, seconds=True), complete_by=complete_by
            )
        return self.tr("Time of submission: {moment} – when the last byte arrived.").format(
            moment=moment_text(detail.submission_time, seconds=True)
        )

    def _show_times(self, detail: ReceiptDetail) -> None:
        self.times_title.setText(self.tr("Three clocks"))
        declared = moment_text_at_offset(detail.declared_time, detail.declared_offset)
        token: datetime | None = detail.statement_token_time
        shown = (
            (
                self.tr("Your computer"),
                declared,
                self.tr("declared by you; proves nothing by itself"),
            ),
            (
                self.tr("Timestamp service"),
                moment_text(token, seconds=True) if token else self.tr("no timestamp"),
                self.tr("the statement existed by then: proven by a third party"),
            ),
            (
                self.tr("Authority"),
                moment_text(detail.received, seconds=True),
                self._authority_note(detail),
            ),
        )
        for line, (clock, moment, note) in enumerate(shown):
            self._clocks[line].setText(clock)
            self._moments[line].setText(moment)
            self._notes[line].setText(note)

    def _authority_note(self, detail: ReceiptDetail) -> str:
        parts = [self.tr("begun {moment}").format(moment=moment_text(detail.started, seconds=True))]
        if detail.verified is not None:
            parts.append(
                self.tr("checked {moment}").format(
                    moment=moment_text(detail.verified, seconds=True)
                )
            )
        if detail.seal_token_time is not None:
            parts.append(
                self.tr("sealed with a timestamp of {moment}").format(
                    moment=moment_text(detail.seal_token_time, seconds=True)
                )
            )
        return "; ".join(parts)

    def _show_facts(self, detail: ReceiptDetail) -> None:
        shown = detail.row
        log = "—"
        if detail.log_position is not None and detail.log_size is not None:
            log = self.tr("entry {position} of {size}").format(
                position=number_text(detail.log_position + 1), size=number_text(detail.log_size)
            )
        signer = ", ".join(
            part for part in (detail.signer_name, detail.signer_iin, detail.signer_bin) if part
        )
        files = self.tr("%n file(s)", "", shown.file_count) + f", {size_text(shown.size_bytes)}"
        facts = (
            (self.tr("Received by"), shown.portal_name),
            (self.tr("Submitted for"), f"{shown.participant_name}, {shown.participant_id}"),
            (self.tr("Signed by"), signer),
            (self.tr("Request"), shown.request_id or "—"),
            (self.tr("Documents"), files),
            (self.tr("Place in the log"), log),
            (self.tr("Receipt number"), shown.receipt_id),
            (self.tr("Digest of the package"), detail.package_sha256),
        )
        for title, value, (name, fact) in zip(self._titles, self._values, facts, strict=True):
            title.setText(name)
            value.setText(fact)
