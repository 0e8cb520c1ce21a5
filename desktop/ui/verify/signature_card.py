"""One signature: who, when, how certain, and why."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from desktop.services.verification import SignatureLine
from desktop.ui.context import Context
from desktop.ui.formatting import moment_text
from desktop.ui.i18n import translate
from desktop.ui.texts import reason_text
from desktop.ui.widgets.badge import Badge
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.page import Card, row
from desktop.ui.words import verdict_sign
from signing.validation.verdict import Reason

LEVELS = {"B_B": "B-B", "B_T": "B-T", "B_LT": "B-LT", "B_LTA": "B-LTA"}


def reasons_text(reasons: Iterable[Reason], language: str) -> str:
    """Reasons as lines with a dash each."""
    return "\n".join(f"– {reason_text(reason.code, reason.facts, language)}" for reason in reasons)


class SignatureCard(Card):
    """Made anew for every report and language; shows one `SignatureLine`."""

    def __init__(
        self, context: Context, line: SignatureLine, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        language = context.language
        title = PlainLabel(
            translate("Verify", "Signature {number}: {name}").format(
                number=number, name=line.signer_name or translate("Verify", "signer not known")
            ),
            name="subheading",
        )
        badge = Badge(context.look)
        badge.show_sign(verdict_sign(line.verdict.indication))
        self.column.addLayout(row(title, badge, stretch=0))
        reasons = reasons_text((*line.verdict.reasons, *line.verdict.remarks), language)
        if reasons:
            self.column.addWidget(PlainLabel(reasons, selectable=True))
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(3)
        for name, fact in self._facts(line):
            title_label = QLabel(name)
            title_label.setObjectName("muted")
            form.addRow(title_label, ElidedLabel(fact))
        self.column.addLayout(form)

    def _facts(self, line: SignatureLine) -> list[tuple[str, str]]:
        person = ", ".join(
            part
            for part in (
                line.signer_iin and translate("Verify", "IIN {iin}").format(iin=line.signer_iin),
                line.signer_organisation,
                line.signer_bin and translate("Verify", "BIN {bin}").format(bin=line.signer_bin),
            )
            if part
        )
        facts = [(translate("Verify", "Signer"), person or "—")]
        proven = (
            moment_text(line.trusted_time, seconds=True)
            if line.trusted_time
            else translate("Verify", "none: only the signer's own clock says when")
        )
        facts.append((translate("Verify", "Proven time"), proven))
        if line.claimed_time is not None:
            facts.append(
                (
                    translate("Verify", "Time the signer states"),
                    moment_text(line.claimed_time, seconds=True),
                )
            )
        for stamp in line.timestamps:
            word = verdict_sign(stamp.verdict.indication).word
            facts.append(
                (
                    translate("Verify", "Timestamp"),
                    f"{moment_text(stamp.gen_time, seconds=True)}, {stamp.tsa_name} – {word}",
                )
            )
        facts.append((translate("Verify", "Level"), LEVELS.get(line.level, line.level)))
        covered = len(line.covered)
        facts.append(
            (
                translate("Verify", "Covers"),
                self.tr("%n file(s)", "", covered),
            )
        )
        return facts
