"""Uploads of containers (tus 1.0; docs/protocol.md, 5): what is on disk, and who may add to it.

The offset of an upload is the size of its file: bytes that were written count, whatever happened
to the connection or to the portal afterwards.
"""

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portal.core import PortalCore
from portal.intake import IntakeDesk
from portal.problem import Problem, ProblemCode
from portal.store import submissions
from portal.store.submissions import StoredContainer, StoredSubmission, SubmissionState
from signing.evidence.values import whole_seconds

UPLOAD_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload and how far it is."""

    id: str
    length: int
    offset: int
    container: StoredContainer


@dataclass(frozen=True, slots=True)
class UploadDesk:
    """Creates uploads, tells offsets, and notices when the last byte is in.

    `complete` is called with the number of each submission whose last byte has arrived.
    """

    core: PortalCore
    intake: IntakeDesk
    complete: Callable[[int], None]
    _writing: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def create(
        self, capability: str, nonce: str, part: int, sha256: str, length: int
    ) -> tuple[str, bool]:
        """The id of the upload for an announced container, and whether it is new.

        Raises:
            Problem: no such container was announced, the capability is wrong, or the submission
                waits for no bytes any more.
        """
        with self.core.database.writing() as connection:
            submission = self.intake.opened_by(connection, nonce, capability)
            announced = next(
                (
                    container
                    for container in submissions.containers_of(connection, submission.id)
                    if (container.part, container.sha256, container.size_bytes)
                    == (part, sha256, length)
                ),
                None,
            )
            if announced is None:
                raise Problem(ProblemCode.UPLOAD_NOT_ANNOUNCED)
            if announced.upload_id is not None:
                return announced.upload_id, False
            _require_waiting(submission)
            upload_id = secrets.token_hex(UPLOAD_ID_BYTES)
            descriptor = os.open(self.path(upload_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.close(descriptor)
            submissions.set_upload(connection, submission.id, part, upload_id)
            return upload_id, True

    def find(self, capability: str, upload_id: str, *, to_write: bool = False) -> Upload:
        """The upload, if the capability opens it.

        Raises:
            Problem: unknown, or the capability is another's; with `to_write` also if its
                submission waits for no bytes any more.
        """
        with self.core.database.reading() as connection:
            container = submissions.container_of_upload(connection, upload_id)
            if container is None:
                raise Problem(ProblemCode.UPLOAD_UNKNOWN)
            submission = submissions.find_submission(connection, container.submission_id)
        self.intake.require_capability(submission, capability)
        if to_write:
            _require_waiting(submission)
        try:
            offset = self.path(upload_id).stat().st_size
        except FileNotFoundError as error:
            raise Problem(ProblemCode.UPLOAD_UNKNOWN, status=410) from error
        return Upload(upload_id, container.size_bytes, offset, container)

    @contextmanager
    def only_writer(self, upload_id: str) -> Iterator[None]:
        """Keeps two calls from writing to one upload.

        Raises:
            Problem: another call is writing.
        """
        with self._lock:
            if upload_id in self._writing:
                raise Problem(ProblemCode.UPLOAD_BUSY, headers={"Retry-After": "1"})
            self._writing.add(upload_id)
        try:
            yield
        finally:
            with self._lock:
                self._writing.discard(upload_id)

    def terminate(self, capability: str, upload_id: str) -> None:
        """Forget an upload and its bytes (tus, termination)."""
        upload = self.find(capability, upload_id, to_write=True)
        container = upload.container
        if container.complete:
            raise Problem(ProblemCode.UPLOAD_UNKNOWN, "it is complete", status=410)
        with self.core.database.writing() as connection:
            submissions.set_upload(connection, container.submission_id, container.part, None)
        self.path(upload_id).unlink(missing_ok=True)

    def finish(self, container: StoredContainer) -> None:
        """Note that a container's last byte is on disk; the last one starts the verification."""
        received = whole_seconds(self.core.clock())
        with self.core.database.writing() as connection:
            if not submissions.complete_container(
                connection, container.submission_id, container.part
            ):
                return
            submission = submissions.find_submission(connection, container.submission_id)
            if received > submission.complete_by:
                return  # the sweeper lapses it
            moved = submissions.change_state(
                connection,
                submission.id,
                SubmissionState.INTAKE,
                SubmissionState.VERIFYING,
                received,
            )
        if moved:
            self.complete(container.submission_id)

    def recover(self) -> None:
        """Finish uploads whose last byte was written just before the portal was stopped."""
        with self.core.database.reading() as connection:
            waiting = submissions.uploads_in_progress(connection)
        for container in waiting:
            path = self.path(container.upload_id or "")
            if path.is_file() and path.stat().st_size >= container.size_bytes:
                self.finish(container)

    def forget_leftovers(self) -> None:
        """Remove files that belong to no announced container: a portal was killed making them."""
        with self.core.database.reading() as connection:
            known = submissions.known_uploads(connection)
        for path in self.core.home.uploads.iterdir():
            if path.name not in known:
                path.unlink(missing_ok=True)

    def path(self, upload_id: str) -> Path:
        """The file of an upload."""
        return self.core.home.uploads / upload_id


def _require_waiting(submission: StoredSubmission) -> None:
    if submission.state is not SubmissionState.INTAKE:
        raise Problem(
            ProblemCode.UPLOAD_UNKNOWN, f"the submission is {submission.state.value}", status=410
        )
