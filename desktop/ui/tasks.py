"""Work off the UI thread, and its outcome back on it: the only bridge between the two.

A task receives frozen values and a `Task`, never a widget. It reports how far it is through
`Task.report`, which is also where it learns that the person pressed cancel. Results, progress and
errors arrive on the UI thread, in the order in which they were posted.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from signing.errors import Cancelled

T = TypeVar("T")
log = logging.getLogger(__name__)

REPORT_INTERVAL_SECONDS = 0.05


class Task:
    """One piece of work on its way: lets the worker report and the window cancel."""

    def __init__(self, publish: Callable[[Callable[[], object]], None]) -> None:
        self._publish = publish
        self._cancelled = threading.Event()
        self._progress: Callable[[object], object] | None = None
        self._last_report = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the person pressed cancel; safe from any thread."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Asks the worker to stop at its next report; returns at once."""
        self._cancelled.set()

    def listen(self, progress: Callable[[object], object]) -> None:
        """Calls *progress* on the UI thread with whatever the worker reports."""
        self._progress = progress

    def report(self, progress: object, *, important: bool = False) -> None:
        """Called by the worker: publishes *progress*, at most twenty times a second.

        Args:
            progress: a frozen value.
            important: never dropped by the throttle (the end of a step).

        Raises:
            Cancelled: the person pressed cancel.
        """
        if self.cancelled:
            raise Cancelled
        now = time.monotonic()
        if self._progress is None or (
            not important and now - self._last_report < REPORT_INTERVAL_SECONDS
        ):
            return
        self._last_report = now
        listener = self._progress
        self._publish(lambda: listener(progress))


class TaskRunner(QObject):
    """Runs work on threads and hands every outcome back to the UI thread."""

    _posted = Signal(object)
    running_changed = Signal(int)

    def __init__(
        self,
        unexpected: Callable[[Exception], object],
        workers: int = 4,
        parent: QObject | None = None,
    ) -> None:
        """Makes the threads, which start with the first task.

        Args:
            unexpected: called with an exception for which a task named no `failed`.
            workers: number of threads; 1 for work that must stay on one thread.
            parent: the Qt parent.
        """
        super().__init__(parent)
        self._unexpected = unexpected
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="worker")
        self._tasks: set[Task] = set()
        self._stopping = False
        # A bound method of an object that lives on the UI thread: queued across threads.
        self._posted.connect(self._call)

    @property
    def running(self) -> int:
        """How many tasks have not yet ended."""
        return len(self._tasks)

    def post(self, call: Callable[[], object]) -> None:
        """Runs *call* on the UI thread. Safe from any thread."""
        self._posted.emit(call)

    def submit(
        self,
        work: Callable[[Task], T],
        *,
        succeeded: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        progress: Callable[[object], object] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> Task:
        """Starts *work*; exactly one of the outcomes is called on the UI thread.

        Args:
            work: called on a worker thread with its task.
            succeeded: called with what *work* returned.
            failed: called with what *work* raised; without it the runner's `unexpected`.
            progress: called with what *work* reported.
            ended: called last in every case, also after a cancel.
        """
        task = Task(self.post)
        if progress is not None:
            task.listen(progress)
        if self._stopping:
            task.cancel()
            return task
        self._tasks.add(task)
        self.running_changed.emit(len(self._tasks))
        on_failed = failed or self._unexpected
        self._pool.submit(self._run, task, work, succeeded, on_failed, ended)
        return task

    def cancel_all(self) -> None:
        """Asks every task to stop; returns at once."""
        for task in tuple(self._tasks):
            task.cancel()

    def shutdown(self) -> None:
        """Cancels and waits; after it no outcome is called any more."""
        self._stopping = True
        self.cancel_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._tasks.clear()

    def _run(
        self,
        task: Task,
        work: Callable[[Task], T],
        succeeded: Callable[[T], object],
        failed: Callable[[Exception], object],
        ended: Callable[[], object] | None,
    ) -> None:
        try:
            result = work(task)
        except Cancelled:
            self.post(lambda: self._end(task, None, ended))
        except Exception as error:  # noqa: BLE001 - the thread's top: nothing may be lost here
            log.info("a task failed: %r", error)
            kept = error
            self.post(lambda: self._end(task, lambda: failed(kept), ended))
        else:
            self.post(lambda: self._end(task, lambda: succeeded(result), ended))

    def _end(
        self,
        task: Task,
        outcome: Callable[[], object] | None,
        ended: Callable[[], object] | None,
    ) -> None:
        if self._stopping:
            return
        self._tasks.discard(task)
        self.running_changed.emit(len(self._tasks))
        try:
            if outcome is not None:
                outcome()
        finally:
            if ended is not None:
                ended()

    @Slot(object)
    def _call(self, call: Callable[[], object]) -> None:
        if not self._stopping:
            call()
