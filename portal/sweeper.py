"""What the portal does by itself from time to time: lapse submissions, renew revocation lists."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from portal.core import PortalCore
from portal.publication import publish_revocation_lists
from portal.receipts import ReceiptDesk
from portal.rules.receipts import lapse_receipt
from portal.store import submissions
from portal.store.submissions import SubmissionState
from signing.evidence.values import whole_seconds

_log = logging.getLogger(__name__)

SWEEP_INTERVAL_SECONDS = 1.0
CRL_INTERVAL = timedelta(hours=1)
RETRY_INTERVAL = timedelta(minutes=1)


@dataclass(slots=True)
class Sweeper:
    """A thread that sweeps every second. `retry` puts what waits for verification in line again."""

    core: PortalCore
    receipts: ReceiptDesk
    retry: Callable[[], None]
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _lists_renewed: datetime | None = None
    _retried: datetime | None = None

    def start(self) -> None:
        """Sweep once, so that nothing overdue is shown, and go on in a thread."""
        self.sweep()
        self._thread = threading.Thread(target=self._run, name="sweeper")
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def sweep(self) -> None:
        """Lapse what was not complete in time; renew the revocation lists once an hour.

        Once a minute what waits for verification is put in line again: a verification that broke
        off (a full disk) is not forgotten.
        """
        now = self.core.clock()
        with self.core.database.reading() as connection:
            overdue = submissions.overdue_submissions(connection, now)
        for submission_id in overdue:
            self._lapse(submission_id)
        if _is_due(self._lists_renewed, now, CRL_INTERVAL):
            publish_revocation_lists(self.core.home, self.core.infrastructure, now)
            self._lists_renewed = now
        if _is_due(self._retried, now, RETRY_INTERVAL):
            self.retry()
            self._retried = now

    def _lapse(self, submission_id: int) -> None:
        decided = whole_seconds(self.core.clock())
        with self.core.database.writing() as connection:
            before, after = SubmissionState.INTAKE, SubmissionState.LAPSED
            if not submissions.change_state(connection, submission_id, before, after):
                return
            submission = submissions.find_submission(connection, submission_id)
            intake = self.receipts.intake_sha256(connection, submission)
            received = self.receipts.received(submission)
            receipt = lapse_receipt(received, str(uuid4()), intake, decided)
            self.receipts.record(connection, receipt)
            containers = submissions.containers_of(connection, submission_id)
        for container in containers:
            if container.upload_id is not None:
                (self.core.home.uploads / container.upload_id).unlink(missing_ok=True)
        _log.info("submission %d lapsed", submission_id)

    def _run(self) -> None:
        while not self._stopped.wait(SWEEP_INTERVAL_SECONDS):
            try:
                self.sweep()
            except Exception:  # noqa: BLE001 - the top of a thread, which must live on
                _log.exception("a sweep broke off")


def _is_due(last: datetime | None, now: datetime, interval: timedelta) -> bool:
    """Whether so much time has passed; a clock that was set back counts as passed."""
    return last is None or not timedelta(0) <= now - last < interval
