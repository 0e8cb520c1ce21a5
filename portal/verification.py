"""Verifies packages whose last byte is in, and seals the outcome. One thread, one after another.

The database says what is to be verified, so that a portal that was stopped goes on where it was.
"""

import logging
import queue
import threading
from collections.abc import Callable
from uuid import uuid4

from portal.core import PortalCore
from portal.receipts import ReceiptDesk, statement_of
from portal.rules.packages import ContainerFacts, package_rejection
from portal.rules.receipts import final_receipt, rejection_receipt
from portal.store import submissions
from portal.store.submissions import StoredContainer, SubmissionState
from signing.evidence.statement import Statement
from signing.evidence.values import whole_seconds

_log = logging.getLogger(__name__)

ReadContainer = Callable[[Statement, StoredContainer], ContainerFacts]
"""Looks at one container on disk."""


class Verifier:
    """Takes submissions from state `verifying` to `final` or `rejected`."""

    def __init__(self, core: PortalCore, receipts: ReceiptDesk, read: ReadContainer) -> None:
        self._core = core
        self._receipts = receipts
        self._read = read
        self._queue: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="verifier")

    def start(self) -> None:
        """Start the thread and put everything that waits into its queue."""
        self._thread.start()
        self.enqueue_waiting()

    def stop(self) -> None:
        """Finish the submission at hand and end the thread."""
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
        facts = tuple(self._read(statement, container) for container in containers)
        codes = package_rejection(statement, facts)
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

    def _run(self) -> None:
        while (submission_id := self._queue.get()) is not None:
            try:
                self.verify(submission_id)
            except Exception:  # noqa: BLE001 - the top of a thread, which must live on
                # It stays in state `verifying` and is tried again by the sweeper.
                _log.exception("verification of submission %d broke off", submission_id)
