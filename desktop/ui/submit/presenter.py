"""One submission as the window sees it: preview, run, cancel, ask, and what is certain."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from desktop.services.cases import CaseState
from desktop.services.keys import OpenedKey, SigningPreview
from desktop.services.progress import StepProgress
from desktop.services.receipts import ReceiptDetail
from desktop.services.submissions import SubmissionState, SubmissionStep
from desktop.ui.context import Context
from desktop.ui.tasks import Task


class Phase(Enum):
    """What the page shows."""

    REVIEW = auto()
    RUNNING = auto()
    RESULT = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is recorded after a run, with its receipt if there is one and what stopped it."""

    state: SubmissionState | None
    receipt: ReceiptDetail | None
    error: Exception | None = None
    cancelled: bool = False


class SubmissionPresenter(QObject):
    """Reviews a case, or goes on with a submission that exists."""

    changed = Signal()
    stepped = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self.phase = Phase.REVIEW
        self.case: CaseState | None = None
        self.preview: SigningPreview | None = None
        self.outcome: Outcome | None = None

    @property
    def running(self) -> bool:
        """Whether a submission is on its way."""
        return self._task is not None

    @property
    def needs_key(self) -> bool:
        """Whether going on takes a key."""
        state = self.outcome.state if self.outcome else None
        return state is None or state.needs_key

    def review(self, case: CaseState) -> None:
        """Shows what will be signed for *case*."""
        if self.running:
            return
        self.case, self.preview, self.outcome = case, None, None
        self._enter(Phase.REVIEW)
        self.ask_portal_again()

    def ask_portal_again(self) -> None:
        """Fetches the preview: what is known here at once, then the portal's clock."""
        if self.case is None:
            return
        case_id = self.case.case_id
        signing = self._context.services.signing
        self._context.runner.submit(
            lambda _task: signing.what_will_be_signed(case_id, ask_portal=False),
            succeeded=self._show_preview,
            ended=lambda: self._context.runner.submit(
                lambda _task: signing.what_will_be_signed(case_id), succeeded=self._show_preview
            ),
        )

    def show_submission(self, submission_id: str) -> None:
        """Shows what is recorded of a submission."""
        if self.running:
            return
        services = self._context.services

        def work(_task: Task) -> tuple[CaseState | None, Outcome]:
            state = services.submissions.state(submission_id)
            case = services.cases.state(state.case_id) if state.case_id else None
            return case, self._outcome(state)

        def succeeded(found: tuple[CaseState | None, Outcome]) -> None:
            if self.running:
                return
            self.case, self.outcome = found
            self.preview = None
            self._enter(Phase.RESULT)

        self._context.runner.submit(work, succeeded=succeeded)

    def submit(self, key: OpenedKey) -> None:
        """Signs and submits the case; the key is closed when the work ends."""
        case = self.case
        if case is None or self.running:
            key.credential.close()
            return
        submissions = self._context.services.submissions

        def run(task: Task) -> SubmissionState:
            return submissions.submit(
                case.case_id, key.credential, _steps_of(task), lambda: task.cancelled
            )

        self._run(run, key)

    def resume(self, key: OpenedKey | None = None) -> None:
        """Goes on with the submission shown."""
        state = self.outcome.state if self.outcome else None
        if state is None:
            if key is not None:
                self.submit(key)
            return
        submissions = self._context.services.submissions
        credential = key.credential if key else None

        def run(task: Task) -> SubmissionState:
            return submissions.resume(
                state.submission_id, credential, _steps_of(task), lambda: task.cancelled
            )

        self._run(run, key)

    def ask(self) -> None:
        """Asks the portal what became of a submission whose outcome is unknown."""
        state = self.outcome.state if self.outcome else None
        if state is not None:
            submissions = self._context.services.submissions
            self._run(lambda _task: submissions.ask(state.submission_id), None)

    def give_up(self) -> None:
        """Drops a submission of which nothing was sent."""
        state = self.outcome.state if self.outcome else None
        if state is not None:
            submissions = self._context.services.submissions
            self._run(lambda _task: submissions.give_up(state.submission_id), None)

    def review_again(self) -> None:
        """Back to the review, for a submission that needs a key to go on."""
        if self.case is not None and not self.running:
            self._enter(Phase.REVIEW)
            self.ask_portal_again()

    def cancel(self) -> None:
        """Stops at the next safe place; what is recorded stays."""
        if self._task is not None:
            self._task.cancel()

    def _run(self, run: Callable[[Task], SubmissionState], key: OpenedKey | None) -> None:
        if self.running:
            return

        def work(task: Task) -> Outcome:
            try:
                return self._outcome(run(task))
            finally:
                if key is not None:
                    key.credential.close()

        ended_with: list[Outcome] = []
        self._task = self._context.runner.submit(
            work,
            succeeded=ended_with.append,
            failed=lambda error: ended_with.append(Outcome(None, None, error)),
            progress=self.stepped.emit,
            ended=lambda: self._ended(ended_with[0] if ended_with else None),
        )
        self._enter(Phase.RUNNING)

    def _ended(self, outcome: Outcome | None) -> None:
        self._task = None
        if outcome is not None and outcome.error is None:
            self.outcome = outcome
            self._enter(Phase.RESULT)
            return
        # Stopped by an error or by the person: what is recorded decides what is shown.
        error = outcome.error if outcome else None
        case, services = self.case, self._context.services
        known = self.outcome.state.submission_id if self.outcome and self.outcome.state else None

        def work(_task: Task) -> tuple[CaseState | None, Outcome]:
            fresh = services.cases.state(case.case_id) if case else None
            submission_id = known or (fresh.submission_id if fresh else None)
            state = services.submissions.state(submission_id) if submission_id else None
            kept = self._outcome(state) if state else Outcome(None, None)
            return fresh, Outcome(kept.state, kept.receipt, error, cancelled=error is None)

        def succeeded(found: tuple[CaseState | None, Outcome]) -> None:
            self.case, self.outcome = found[0] or self.case, found[1]
            self._enter(Phase.RESULT)

        self._context.runner.submit(work, succeeded=succeeded)

    def _outcome(self, state: SubmissionState) -> Outcome:
        """In the worker: the state with its receipt."""
        receipt = None
        if state.receipt_id is not None:
            receipt = self._context.services.receipts.detail(state.receipt_id)
        return Outcome(state, receipt)

    def _show_preview(self, preview: SigningPreview) -> None:
        if self.case is not None and preview.case_id == self.case.case_id:
            self.preview = preview
            self.changed.emit()

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()


def _steps_of(task: Task) -> Callable[[StepProgress], None]:
    """Reports to *task*; the beginning and the end of a step are never dropped."""
    last: list[SubmissionStep] = []

    def on_step(progress: StepProgress) -> None:
        begins = last != [progress.step]
        last[:] = [progress.step]
        task.report(progress, important=begins or progress.finished)

    return on_step
