"""How long work reports itself and is stopped: callables, nothing of Qt."""

from collections.abc import Callable

from desktop.submission.watch import StepProgress

__all__ = [
    "Cancelled",
    "OnStep",
    "Progress",
    "StepProgress",
    "ignore_step",
    "never_cancelled",
]

Cancelled = Callable[[], bool]
"""Asked often, per block of bytes. True stops the work, which then raises `Cancelled`."""

Progress = Callable[[int, int], None]
"""Called with (done, total) of whatever is counted; from the thread that does the work."""

OnStep = Callable[[StepProgress], None]
"""Called at most about 20 times a second, from the thread that does the work."""


def never_cancelled() -> bool:
    """For callers that offer no cancel."""
    return False


def ignore_step(_progress: StepProgress) -> None:
    """For callers that show no progress."""
