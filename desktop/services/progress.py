"""How long work reports itself and is stopped: two callables, nothing of Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.submission_record import SubmissionStep

Cancelled = Callable[[], bool]
"""Asked often, per block of bytes. True stops the work, which then raises `Cancelled`."""

Progress = Callable[[int, int], None]
"""Called with (done, total) of whatever is counted; from the thread that does the work."""


@dataclass(frozen=True, slots=True)
class StepProgress:
    """Where a submission stands: bytes done of the total within this step.

    `total_bytes` is 0 where a step has no bytes to count. `finished` closes the step.
    """

    step: SubmissionStep
    done_bytes: int = 0
    total_bytes: int = 0
    finished: bool = False


OnStep = Callable[[StepProgress], None]
"""Called at most about 20 times a second, from the thread that does the work."""


def never_cancelled() -> bool:
    """For callers that offer no cancel."""
    return False


def ignore_step(_progress: StepProgress) -> None:
    """For callers that show no progress."""
