"""Verifies packages whose last byte is in, and seals the outcome. One thread, one after another.

The database says what is to be verified, so that a portal that was stopped goes on where it was.
"""

import logging
import queue
import threading
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

from portal.core import PortalCore
from portal.package_reader import ValidationUnfinishedError
from portal.receipts import ReceiptDesk, statement_of
from portal.rules.packages import ContainerFacts, package_rejection
from portal.rules.receipts import final_receipt, rejection_receipt
from portal.store import submissions
from portal.store.submissions import StoredContainer, SubmissionState
from signing.errors import Cancelled
from signing.evidence.receipt import RejectionCode
from signing.evidence.statement import Statement
from signing.evidence.values import whole_seconds

_log = logging.getLogger(__name__)

ReadContainer = Callable[[Statement, StoredContainer, Callable[[], bool]], ContainerFacts]
"""Looks at one container on disk, until it is told to stop."""

MAX_ATTEMPTS = 3
"""A package that the validator cannot finish so often is not well formed."""


class Verifier:
    """Takes submissions from state `verifying` to `final` or `rejected`."""

    def __init__(self, core: PortalCore, receipts: ReceiptDesk, read: ReadContainer) -> None:
        self._core = core
        self._receipts = receipts
        self._read = read
        self._queue: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="verifier")
        self._stopping = threading.Event()
        self._failures: Counter[int] = Counter()

    def start(self) -> None:
        """Start the thread and put everything that waits into its queue."""
        self._thread.start()
        self.enqueue_waiting()

    def stop(self) -> None:
        """End the thread. The submission at hand is verified at the next start."""
        self._stopping.set()
        self._queue.put(None)
        self._thread.join()

    def enqueue(self, submission_id: int) -> None:
        """Verify this submission soon. Asking twice does no harm."""
        self._queue.put(submission_id)

    def enqueue_waiting(self) -> None:
        """Verify whatever waits for it."""
        with self._core.database.reading() as connection:
            waiting = submissions.submissions_in_state(connection, SubmissionState.VERIFYING)
        for submission_id in waiting:
            self.enqueue(submission_id)

    def verify(self, submission_id: int) -> None:
        """Verify one submission and seal the outcome; nothing if it does not wait for that."""
        with self._core.database.reading() as connection:
            submission = submissions.find_submission(connection, submission_id)
            containers = submissions.containers_of(connection, submission_id)
        if submission.state is not SubmissionState.VERIFYING:
            return
        statement = statement_of(submission)
        codes = self._judge(submission_id, statement, containers)
        decided = whole_seconds(self._core.clock())
        with self._core.database.writing() as connection:
            after = SubmissionState.REJECTED if codes else SubmissionState.FINAL
            before = SubmissionState.VERIFYING
            if not submissions.change_state(connection, submission_id, before, after):
                return
            intake = self._receipts.intake_sha256(connection, submission)
            received = self._receipts.received(submission)
            evidence_id = str(uuid4())
            last_byte = submission.received or decided
            receipt = (
                rejection_receipt(received, evidence_id, intake, decided, codes)
                if codes
                else final_receipt(received, evidence_id, intake, last_byte, decided)
            )
            self._receipts.record(connection, receipt)
        _log.info("submission %d is %s %s", submission_id, after, ",".join(codes))

    def _judge(
        self, submission_id: int, statement: Statement, containers: list[StoredContainer]
    ) -> tuple[RejectionCode, ...]:
        try:
            facts = tuple(
                self._read(statement, container, self._stopping.is_set) for container in containers
            )
        except ValidationUnfinishedError:
            self._failures[submission_id] += 1
            if self._failures[submission_id] < MAX_ATTEMPTS:
                raise
            return (RejectionCode.NOT_WELL_FORMED,)
        return package_rejection(statement, facts)

    def _run(self) -> None:
        while (submission_id := self._queue.get()) is not None and not self._stopping.is_set():
            try:
                self.verify(submission_id)
            except Cancelled:
                return
            except Exception:  # noqa: BLE001 - the top of a thread, which must live on
                # It stays in state `verifying` and is tried again by the sweeper.
                _log.exception("verification of submission %d broke off", submission_id)
