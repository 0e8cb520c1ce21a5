"""How long work reports itself and is stopped: two callables, nothing of Qt."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.submission_record import SubmissionStep
from signing.errors import Cancelled

_REPORT_EVERY_SECONDS = 0.05
_WAIT_SLICE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class StepProgress:
    """Where a submission stands: bytes done of the total within this step.

    `total_bytes` is 0 where a step has no bytes to count. `finished` closes the step.
    """

    step: SubmissionStep
    done_bytes: int = 0
    total_bytes: int = 0
    finished: bool = False


class Watch:
    """The person who watches: told of progress at most 20 times a second, asked about cancel."""

    def __init__(
        self, on_step: Callable[[StepProgress], None], cancelled: Callable[[], bool]
    ) -> None:
        self._on_step = on_step
        self.cancelled = cancelled
        self._last = 0.0

    def begin(self, step: SubmissionStep, total_bytes: int = 0) -> None:
        """A step starts. Raises Cancelled if the person stopped meanwhile."""
        self.check()
        self._on_step(StepProgress(step, 0, total_bytes))

    def advance(self, step: SubmissionStep, done_bytes: int, total_bytes: int) -> None:
        """Bytes are done; most calls tell nobody."""
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY_SECONDS:
            self._last = now
            self._on_step(StepProgress(step, min(done_bytes, total_bytes), total_bytes))

    def finish(self, step: SubmissionStep, total_bytes: int = 0) -> None:
        """A step is done."""
        self._on_step(StepProgress(step, total_bytes, total_bytes, finished=True))

    def check(self) -> None:
        """Raises Cancelled if the person stopped."""
        if self.cancelled():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Let time pass. Raises Cancelled soon after the person stopped."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, _WAIT_SLICE_SECONDS))
        self.check()
