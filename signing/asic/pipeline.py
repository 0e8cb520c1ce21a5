"""Two threads and a bounded set of buffers between them.

The caller's thread reads and hashes; a second thread writes. Both spend their time in calls that
let the other run (`read`, SHA-256, CRC-32, `write`). Memory is bounded: the reader waits for a
buffer that the writer has finished with. The caller never waits longer than `POLL_SECONDS`
without asking whether the person pressed cancel.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterable
from typing import Final

from signing.errors import Cancelled

BUFFER_BYTES: Final = 1 << 20
BUFFER_COUNT: Final = 24
POLL_SECONDS: Final = 0.05
REPORT_SECONDS: Final = 0.05

Job = Callable[[], object]


class Progress:
    """Counts bytes, tells the listener at most every 50 ms, and notices a cancel at every step.

    Raises (`add`, `check`):
        Cancelled
    """

    def __init__(
        self,
        report: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._report = report
        self._cancelled = cancelled
        self._next_report = 0.0
        self.done_bytes = 0

    def check(self) -> None:
        """Raise Cancelled if the person wants to stop."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def add(self, size_bytes: int) -> None:
        """So many bytes more are done."""
        self.check()
        self.done_bytes += size_bytes
        now = time.monotonic()
        if self._report is not None and now >= self._next_report:
            self._next_report = now + REPORT_SECONDS
            self._report(self.done_bytes)

    def flush(self) -> None:
        """Tell the listener the exact number, throttled or not."""
        if self._report is not None:
            self._report(self.done_bytes)


class WritePipeline:
    """Runs jobs in order on one other thread and lends buffers to the one who submits them.

    A job that fails stops all later ones; its error is raised in the caller's thread at its next
    step.
    """

    def __init__(self, progress: Progress, *, buffers: int = BUFFER_COUNT) -> None:
        self._progress = progress
        self._free: queue.SimpleQueue[bytearray] = queue.SimpleQueue()
        self._unmade = buffers
        self._jobs: queue.SimpleQueue[tuple[Job, tuple[bytearray, ...]] | None]
        self._jobs = queue.SimpleQueue()
        self._failure: BaseException | None = None
        self._stopped = False
        self._cleanup: Job = bool
        self._thread = threading.Thread(target=self._run, name="container-writer")
        self._thread.start()

    def buffer(self) -> bytearray:
        """Borrow a buffer of `BUFFER_BYTES`; it comes back when a job submitted with it is done.

        Raises:
            Cancelled, or what a job raised.
        """
        self._check()
        if self._unmade:
            self._unmade -= 1
            return bytearray(BUFFER_BYTES)
        while True:
            try:
                return self._free.get(timeout=POLL_SECONDS)
            except queue.Empty:
                self._check()

    def give_back(self, buffers: Iterable[bytearray]) -> None:
        """Return borrowed buffers that no job will use."""
        for buffer in buffers:
            self._free.put(buffer)

    def submit(self, job: Job, buffers: tuple[bytearray, ...] = ()) -> None:
        """Let the other thread run this after all that was submitted before."""
        self._jobs.put((job, buffers))

    def drain(self) -> None:
        """Wait until everything submitted is done.

        Raises:
            Cancelled, or what a job raised.
        """
        done = threading.Event()
        self.submit(done.set)
        while not done.wait(POLL_SECONDS):
            self._check()
        self._check_failure()

    def stop(self, cleanup: Job) -> None:
        """End the thread: what is still queued is skipped, then `cleanup` runs on it.

        Returns soon: a thread that the disk holds up finishes on its own.
        """
        if not self._stopped:
            self._stopped = True
            self._cleanup = cleanup
            self._jobs.put(None)
        self._thread.join(2 * POLL_SECONDS)

    def _check(self) -> None:
        self._check_failure()
        self._progress.check()

    def _check_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, buffers = item
            try:
                if self._failure is None and not self._stopped:
                    job()
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                self._failure = error
            finally:
                self.give_back(buffers)
        self._cleanup()
        # Thread, jobs and containers know each other: without this the buffers would stay until
        # the garbage collector comes by.
        self._cleanup = bool
        while not self._free.empty():
            self._free.get()
