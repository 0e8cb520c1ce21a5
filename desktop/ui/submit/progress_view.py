"""While it runs: the steps, the bar of the step that moves bytes, speed, time left, cancel."""

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.services.progress import StepProgress
from desktop.services.submissions import SubmissionStep
from desktop.ui.context import Context
from desktop.ui.formatting import seconds_left_text, size_text, speed_text
from desktop.ui.submit.pace import Pace
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import press_by
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.page import Card, TranslatedWidget, row
from desktop.ui.words import step_word

PER_MILLE = 1000


class ProgressView(TranslatedWidget):
    """Emits `cancelled` when the person asks to stop."""

    cancelled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._current: StepProgress | None = None
        self._finished: set[SubmissionStep] = set()
        self._pace = Pace()
        self._stopping = False
        self._icons = {step: QLabel() for step in SubmissionStep}
        self._words = {step: PlainLabel(wrap=False) for step in SubmissionStep}
        self._notes = {step: PlainLabel(name="muted", wrap=False) for step in SubmissionStep}
        self.bar = QProgressBar()
        self.bar.setRange(0, PER_MILLE)
        self.speed = PlainLabel(name="muted", wrap=False)
        self.hint = PlainLabel(name="muted")
        self.cancel = QPushButton()
        press_by(self.cancel, "Esc")
        self.cancel.clicked.connect(self._cancel)
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for line, step in enumerate(SubmissionStep):
            grid.addWidget(self._icons[step], line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._words[step], line, 1)
            grid.addWidget(self._notes[step], line, 2)
        card.column.addLayout(grid)
        card.column.addSpacing(8)
        card.column.addWidget(self.bar)
        card.column.addLayout(row(self.speed, None, self.cancel))
        card.column.addWidget(self.hint)
        card.setMaximumWidth(760)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.retranslate()

    @property
    def current(self) -> StepProgress | None:
        """What was reported last."""
        return self._current

    def begin(self) -> None:
        """A new run starts."""
        self._current, self._stopping = None, False
        self._finished.clear()
        self._pace = Pace()
        self.cancel.setEnabled(True)
        self.retranslate()
        self.cancel.setFocus()

    def show_step(self, progress: StepProgress) -> None:
        """The worker reported *progress*."""
        if self._current is None or self._current.step is not progress.step:
            self._pace = Pace()
        steps = list(SubmissionStep)
        # Steps before this one are over, also those of an earlier run that was resumed.
        self._finished.update(steps[: steps.index(progress.step)])
        if progress.finished:
            self._finished.add(progress.step)
        self._pace.note(time.monotonic(), progress.done_bytes)
        self._current = progress
        self._refresh()

    def retranslate(self) -> None:
        for step, label in self._words.items():
            label.setText(step_word(step))
        self.bar.setAccessibleName(self.tr("Progress of this step"))
        self.hint.setText(
            self.tr(
                "You may go on working elsewhere in the window. Every step is kept on disk: "
                "if something interrupts it, it goes on from here."
            )
        )
        self._refresh()

    def _refresh(self) -> None:
        look, current = self._context.look, self._current
        for step, icon in self._icons.items():
            running = current is not None and current.step is step and step not in self._finished
            name, tone = "missing", Tone.NEUTRAL
            note = ""
            if step in self._finished:
                name, tone, note = "done", Tone.GOOD, self.tr("done")
            elif running:
                name, tone, note = "later", Tone.INFO, self.tr("in progress")
            icon.setPixmap(look.icons.pixmap(name, look.theme.colour(tone), 20))
            self._notes[step].setText(note)
            font = self._words[step].font()
            font.setBold(running)
            self._words[step].setFont(font)
        self._show_bytes(current)
        self.cancel.setText(self.tr("Stopping…") if self._stopping else self.tr("&Stop"))

    def _show_bytes(self, current: StepProgress | None) -> None:
        if current is None or not current.total_bytes:
            # Something without bytes to count: a busy bar, no promise.
            self.bar.setRange(0, 0)
            self.speed.setText("")
            return
        self.bar.setRange(0, PER_MILLE)
        self.bar.setValue(round(PER_MILLE * current.done_bytes / current.total_bytes))
        parts = [
            self.tr("{done} of {total}").format(
                done=size_text(current.done_bytes), total=size_text(current.total_bytes)
            )
        ]
        speed = self._pace.bytes_per_second
        left = self._pace.seconds_left(current.total_bytes)
        if speed and left is not None and not current.finished:
            parts += [speed_text(speed), seconds_left_text(left)]
        self.speed.setText(" · ".join(parts))

    def _cancel(self) -> None:
        self._stopping = True
        self.cancel.setEnabled(False)
        self._refresh()
        self.cancelled.emit()
